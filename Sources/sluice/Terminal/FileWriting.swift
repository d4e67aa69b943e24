// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// Writes files whole or not at all: whoever reads one sees the old text or the new one, never half of it.
enum FileWriting {
  /// Throws before a long run what would be found out after it.
  ///
  /// - Throws: `Failure` when the folder does not exist or cannot be written to.
  static func checkFolder(of path: String) throws {
    let url = URL(fileURLWithPath: path)
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw failure(path, EISDIR)
    }
    let folder = url.deletingLastPathComponent().path
    guard access(folder, W_OK | X_OK) == 0 else { throw failure(path, errno) }
  }

  /// A file that becomes larger than the shell allows (`ulimit -f`) is told by `write` then, instead of ending the process.
  static func ignoreSizeLimits() { signal(SIGXFSZ, SIG_IGN) }

  /// - Throws: `Failure` when the file cannot be written; then there is nothing left of it.
  static func write(_ text: String, to path: String) throws { try write(to: path) { try $0(text) } }

  /// The same for a text that comes in pieces, because it may be too long to be held.
  ///
  /// - Parameter body: is given a function that writes a piece.
  /// - Throws: `Failure` when the file cannot be written, what `body` throws; then there is nothing left of it.
  static func write(to path: String, _ body: ((String) throws -> Void) throws -> Void) throws {
    // A link goes on pointing to what it points to.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let temporary = "\(target).\(ProcessInfo.processInfo.processIdentifier).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path, errno) }
    do {
      defer { close(descriptor) }
      try body { text in
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
          let written = bytes[done...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
          if written > 0 { done += written } else if errno != EINTR { throw failure(path, errno) }
        }
      }
      guard fsync(descriptor) == 0 else { throw failure(path, errno) }
      guard rename(temporary, target) == 0 else { throw failure(path, errno) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func failure(_ path: String, _ number: Int32) -> Failure {
    Failure(.failure, "cannot write \(Diagnostic.quoted(path, limit: 400)): \(String(cString: strerror(number)))")
  }
}
