// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A copy of a store and its log in a folder of its own.
final class TemporaryCopy: Sendable {
  private let folder: URL
  let path: String

  /// Nil when it cannot be copied.
  init?(of path: String) {
    let name = "sluice-store-\(UUID().uuidString)"
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    self.path = folder.appendingPathComponent("results.sqlite").path
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: path, toPath: self.path)
      if FileManager.default.fileExists(atPath: path + "-wal") {
        try FileManager.default.copyItem(atPath: path + "-wal", toPath: self.path + "-wal")
      }
      // The copy is ours, whoever may write the original.
      chmod(self.path, 0o600)
    } catch {
      try? FileManager.default.removeItem(at: folder)
      return nil
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}
