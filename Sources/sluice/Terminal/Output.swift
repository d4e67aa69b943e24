// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Synchronization

/// The standard output or error, written without a buffer.
///
/// A reader that has gone away (`sluice run FILE | head -1`) is no error: what follows is thrown away in silence.
final class Output: Sendable {
  static let standard = Output(FileHandle.standardOutput.fileDescriptor)
  static let error = Output(FileHandle.standardError.fileDescriptor)

  private let descriptor: Int32
  private let closed = Mutex(false)

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Whether the reader has gone away.
  var isClosed: Bool { closed.withLock { $0 } }

  /// Writes all of the text.
  ///
  /// - Throws: `Failure` when it cannot be written for another reason than a reader that has gone away.
  func write(_ text: String) throws {
    try closed.withLock { closed in
      guard !closed else { return }
      let bytes = Array(text.utf8)
      var done = 0
      while done < bytes.count {
        let written = bytes[done...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        if written > 0 {
          done += written
        } else if errno == EPIPE {
          closed = true
          return
        } else if errno == EAGAIN {
          // Somebody else has made the pipe non-blocking; it is full.
          var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&waiting, 1, -1)
        } else if errno != EINTR {
          throw Failure(.failure, "cannot write the output: \(String(cString: strerror(errno)))")
        }
      }
    }
  }

  /// Says something on the side; if that fails, nothing can be done about it.
  func say(_ text: String) { try? write(text) }

  /// A pipe that breaks is told by `write` then, instead of ending the process.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}
