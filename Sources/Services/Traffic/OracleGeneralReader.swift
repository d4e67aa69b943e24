// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Reads libCacheSim's oracleGeneral format (github.com/1a1a11a/libCacheSim, oracleGeneralBin.h): records of 24 bytes,
/// little-endian and without gaps: timestamp [s] (32 bits), object (64 bits), size [B] (32 bits), number of the next
/// request for the object (64 bits; -1 or the largest for none).
///
/// The last is for algorithms that know the future; here it only tells whether these are such records at all.
struct OracleGeneralReader {
  static let recordBytes = 24

  let path: String
  private var builder: TraceBuilder
  private var pending: [UInt8] = []
  /// Where the next record begins in the file.
  private var offset = 0

  /// - Parameter bytes: the size of the file.
  init(path: String, bytes: Int) {
    self.path = path
    builder = TraceBuilder(requests: bytes / Self.recordBytes)
  }

  mutating func take(_ piece: [UInt8]) throws {
    pending += piece
    let whole = pending.count / Self.recordBytes * Self.recordBytes
    for start in stride(from: 0, to: whole, by: Self.recordBytes) {
      try addRecord(at: start)
      offset += Self.recordBytes
    }
    pending.removeFirst(whole)
  }

  private mutating func addRecord(at start: Int) throws {
    let (second, object, size, next) = pending.withUnsafeBytes { bytes in
      (
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)),
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt64.self)),
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 12, as: UInt32.self)),
        Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 16, as: Int64.self))
      )
    }
    // -2 stands for a next request that is not known.
    guard next >= -2, next < 1 << 48 || next == .max else {
      throw TraceProblem(
        message: "at byte \(offset) of \(path) there is no record of the oracleGeneral format: "
          + "the next request for the object cannot be number \(next)", hint: Self.hint)
    }
    guard builder.add(second: second, key: object, size: size) else {
      throw TraceProblem(message: "the times in \(path) go back at byte \(offset)", hint: Self.hint)
    }
  }

  private static let hint =
    "\(recordBytes)-byte records: timestamp, object, size and next request, 4 + 8 + 4 + 8 bytes"

  /// The trace, once the file has ended.
  mutating func finish() throws -> TraceFile {
    guard pending.isEmpty else {
      throw TraceProblem(
        message:
          "\(path) is no text, and ends within a record of the oracleGeneral format: at byte \(offset) there are "
          + "\(pending.count) bytes, not \(Self.recordBytes)", hint: Self.hint)
    }
    guard builder.count > 0 else { throw TraceProblem(message: "the file \(path) holds no requests") }
    return builder.finish()
  }
}
