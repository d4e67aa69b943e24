// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Scenarios

/// The bytes of a scenario, from a file or from the standard input, and the name that messages give it.
struct ScenarioSource: Sendable {
  var name: String
  var bytes: [UInt8]

  /// - Parameters:
  ///   - path: a file's name, or `-` for the standard input.
  ///   - limit: the largest size in bytes; of a larger file one byte more is read.
  /// - Throws: `Failure` when it cannot be read.
  init(_ path: String, limit: Int = Document.Limits().bytes) throws {
    if path == "-" {
      name = "stdin"
      bytes = try Self.read(FileHandle.standardInput.fileDescriptor, "the standard input", limit + 1)
      return
    }
    name = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT
        ? Failure(.failure, "there is no file \(Diagnostic.quoted(path, limit: 400))", hint: Self.near(path))
        : Self.failure(path, errno)
    }
    defer { close(descriptor) }
    bytes = try Self.read(descriptor, path, limit + 1)
  }

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// That this text cannot be used.
  func refused(_ diagnostics: [Diagnostic]) -> ScenarioRefused {
    ScenarioRefused(diagnostics: diagnostics, sources: [name: text])
  }

  /// All bytes, or as many as are enough to see that there are too many.
  private static func read(_ descriptor: Int32, _ name: String, _ limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < limit {
      let count = part.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { break }
      if count > 0 {
        bytes += part[..<count]
      } else if errno != EINTR {
        throw failure(name, errno)
      }
    }
    return Array(bytes.prefix(limit))
  }

  private static func failure(_ name: String, _ number: Int32) -> Failure {
    Failure(.failure, "cannot read \(Diagnostic.quoted(name, limit: 400)): \(String(cString: strerror(number)))")
  }

  /// A file of the same folder whose name is much like the one that is missing.
  private static func near(_ path: String) -> String? {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent()
    let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    let named = files.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
    return Names.nearest(url.lastPathComponent, in: named).map { "did you mean \($0)?" }
  }
}
