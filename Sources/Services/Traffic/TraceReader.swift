// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Simulation

/// How a file of arrivals is written.
enum TraceFormat: String, CaseIterable, Sendable {
  /// Found by looking at the file.
  case auto
  /// CSV: seconds from the start, and perhaps bytes.
  case times
  /// The CSV of Twitter's cache traces: timestamp [s], anonymized key, key size, value size, client id, operation, TTL
  /// (github.com/twitter/cache-trace).
  case twitter
  /// libCacheSim's oracleGeneral: records of 24 bytes, see ``OracleGeneralReader``.
  case oracleGeneral = "oracle-general"
}

/// What is wrong with a trace.
struct TraceProblem: Error {
  var code = Diagnostic.Code.value
  var message: String
  var hint: String?
}

/// A file of arrivals as it is named in a scenario.
struct TraceChoice: Sendable {
  var path: String
  /// Where the path stands.
  var node: Node
  var format = TraceFormat.auto
  /// How much faster than recorded time goes.
  var speed = 1.0

  /// Reads the file. Nil after an error at `node`.
  func read(_ context: inout ReadContext) -> TraceFile? {
    let place = NumberFile.resolve(path, beside: node)
    guard let size = try? FileManager.default.attributesOfItem(atPath: place)[.size] as? Int else {
      context.diagnostics.error(
        .reference, at: node, "there is no file \(Diagnostic.quoted(path))",
        hint: "paths count from the scenario's folder")
      return nil
    }
    context.noteFile(place)
    do {
      guard size <= NumberFile.largest, let bytes = TraceBytes(place) else {
        throw TraceProblem(
          code: .size, message: "the file \(path) cannot be read, or is over \(NumberFile.largest >> 20) MiB",
          hint: "a sample of the keys, all their requests, keeps the hit ratio")
      }
      let form = try form(bytes.head)
      var file = form == .times ? times(&context) : try requests(form, bytes: size) { bytes.next() }
      file?.speedUp(by: speed)
      return file
    } catch let problem as TraceProblem {
      context.diagnostics.error(problem.code, at: node, problem.message, hint: problem.hint)
    } catch {
      context.diagnostics.error(.value, at: node, "the file \(path) cannot be read")
    }
    return nil
  }

  /// Reads a cache's requests.
  ///
  /// - Parameters:
  ///   - bytes: the size of the file.
  ///   - next: gives the file's bytes piece by piece.
  func requests(_ form: TraceFormat, bytes: Int, _ next: () -> [UInt8]?) throws -> TraceFile {
    if form == .oracleGeneral {
      var reader = OracleGeneralReader(path: path, bytes: bytes)
      while let piece = next() { try reader.take(piece) }
      return try reader.finish()
    }
    var reader = TwitterTraceReader(path: path)
    while let piece = next() { try reader.take(piece) }
    return try reader.finish()
  }

  /// How the file is written, which its first bytes tell; never `auto`.
  func form(_ head: [UInt8]) throws -> TraceFormat {
    for (magic, name, command) in [
      ([0x28, 0xB5, 0x2F, 0xFD], "zstd", "zstd -d"), ([0x1F, 0x8B], "gzip", "gunzip"),
    ] as [([UInt8], String, String)] where head.starts(with: magic) {
      throw TraceProblem(
        code: .unsupported, message: "the file \(path) is compressed with \(name)",
        hint: "decompress it first: \(command) \(path)")
    }
    let isText = head.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 < 0xF8 || (0x09...0x0D).contains($0) }
    guard format == .auto else {
      if format != .oracleGeneral, !isText {
        throw TraceProblem(
          message: "the file \(path) is no text, as format: \(format.rawValue) is", hint: "leave format out")
      }
      return format
    }
    guard isText else { return .oracleGeneral }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let lines = head.dropFirst(head.starts(with: mark) ? mark.count : 0).split(separator: UInt8(ascii: "\n"))
    let first = lines.first { line in
      let start = line.first { $0 > 0x20 }
      return start != nil && start != UInt8(ascii: "#")
    }
    let commas = first?.count { $0 == UInt8(ascii: ",") } ?? 0
    return commas == TwitterTraceReader.fields.count - 1 ? .twitter : .times
  }

  private func times(_ context: inout ReadContext) -> TraceFile? {
    guard let rows = NumberFile.rows(path, columns: 1...2, node, &context) else { return nil }
    let times = rows.map { Instant(seconds: $0[0]) }
    for (index, time) in times.enumerated().dropFirst() where time < times[index - 1] {
      context.diagnostics.error(.value, at: node, "the times in \(path) go back at entry \(index + 1)")
      return nil
    }
    let withSizes = rows.count { $0.count == 2 }
    guard withSizes == 0 || withSizes == rows.count else {
      context.diagnostics.error(.value, at: node, "some lines of \(path) have a size and some have not")
      return nil
    }
    return TraceFile(times: times, sizes: withSizes == 0 ? [] : rows.map { TrafficSettings.bytes($0[1]) })
  }
}

/// A file's bytes, a piece at a time.
private final class TraceBytes {
  /// Bytes that are looked at to tell what the file is, and bytes of the pieces.
  private static let headBytes = 1 << 16
  private static let pieceBytes = 1 << 20

  private let handle: FileHandle
  private(set) var head: [UInt8]
  private var isHeadTaken = false

  /// Nil if the file cannot be read.
  init?(_ path: String) {
    guard let handle = FileHandle(forReadingAtPath: path),
      let head = try? handle.read(upToCount: Self.headBytes) ?? Data()
    else { return nil }
    self.handle = handle
    self.head = [UInt8](head)
  }

  deinit { try? handle.close() }

  /// The next piece; nil at the end.
  func next() -> [UInt8]? {
    guard isHeadTaken else {
      isHeadTaken = true
      return head
    }
    guard let piece = try? handle.read(upToCount: Self.pieceBytes), !piece.isEmpty else { return nil }
    return [UInt8](piece)
  }
}
