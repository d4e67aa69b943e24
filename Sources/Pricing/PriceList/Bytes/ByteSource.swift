// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// Bytes from a file, a pipe or the memory, a piece at a time: a price list of hundreds of megabytes is never in the
/// memory as a whole.
public final class ByteSource {
  /// How many bytes are asked for at once from a file.
  static let piece = 1 << 18

  let buffer: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private let fill: (UnsafeMutableRawBufferPointer) throws -> Int
  private let seek: ((Int) throws -> Void)?

  /// - Parameters:
  ///   - fill: writes the next bytes to the front of the buffer and gives their number; 0 at the end.
  ///   - seek: makes `fill` go on from that byte, counted from 0; nil if what was read cannot be read again.
  ///   - capacity: how many bytes are asked for at once.
  init(
    capacity: Int = piece, fill: @escaping (UnsafeMutableRawBufferPointer) throws -> Int,
    seek: ((Int) throws -> Void)?
  ) {
    self.capacity = max(1, capacity)
    buffer = .allocate(capacity: self.capacity)
    self.fill = fill
    self.seek = seek
  }

  deinit { buffer.deallocate() }

  /// The bytes of a text that is in the memory.
  public convenience init(bytes: [UInt8]) {
    var next = 0
    self.init(
      capacity: min(Self.piece, bytes.count),
      fill: { target in
        let count = min(target.count, bytes.count - next)
        bytes.withUnsafeBytes { target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[next..<next + count])) }
        next += count
        return count
      },
      seek: { next = min($0, bytes.count) })
  }

  /// The bytes of an open file or pipe, from where it stands. The caller closes it.
  ///
  /// - Throws: while reading, a `Diagnostic` when the system refuses.
  public convenience init(descriptor: Int32, file: String) {
    let start = lseek(descriptor, 0, SEEK_CUR)
    func refusal() -> Diagnostic {
      Diagnostic(
        code: .value, message: "cannot read \(Diagnostic.quoted(file, limit: 400)): \(String(cString: strerror(errno)))"
      )
    }
    self.init(
      fill: { target in
        while true {
          let count = Foundation.read(descriptor, target.baseAddress, target.count)
          if count >= 0 { return count }
          guard errno == EINTR else { throw refusal() }
        }
      },
      seek: start < 0
        ? nil
        : { offset in
          guard lseek(descriptor, start + off_t(offset), SEEK_SET) >= 0 else { throw refusal() }
        })
  }

  var canSeek: Bool { seek != nil }

  /// Fills the buffer anew; gives how many bytes are in it.
  func refill() throws -> Int {
    try fill(UnsafeMutableRawBufferPointer(start: buffer, count: capacity))
  }

  func move(to offset: Int) throws { try seek?(offset) }
}
