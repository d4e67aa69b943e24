// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A server program of this machine, run on a loopback port and ended with the test.
final class RealServer {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private let process = Process()
  private let directory: URL
  let connection: Connection

  /// The path of a program, or nil where the machine does not have it.
  static func path(_ names: [String]) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return names.flatMap { name in folders.map { "\($0)/\(name)" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// - Parameter arguments: made from the port and a directory of its own.
  init(_ path: String, _ arguments: (Int, String) -> [String]) throws {
    directory = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let port = try Connection.freePort()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments(port, directory.path)
    process.currentDirectoryURL = directory
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    var opened: Connection?
    for _ in 0..<100 {
      opened = try? Connection(port: port)
      if opened != nil || !process.isRunning { break }
      usleep(20_000)
    }
    guard let opened else {
      kill(process.processIdentifier, SIGKILL)
      throw Failure(description: "\(path) does not listen")
    }
    connection = opened
  }

  /// The child inherits a mask of signals that may hold back all but this one.
  private func end() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func stop() {
    connection.close()
    end()
    try? FileManager.default.removeItem(at: directory)
  }
}

/// A TCP connection to the loopback interface with a buffer for what has arrived.
final class Connection {
  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var start = 0
  private var end = 0

  init(port: Int) throws {
    descriptor = Self.newSocket()
    var address = Self.address(port)
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      _ = Self.closeDescriptor(descriptor)
      throw RealServer.Failure(description: "no connection to port \(port)")
    }
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    var timeout = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
  }

  func close() { _ = Self.closeDescriptor(descriptor) }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent) }
      guard count > 0 else { throw RealServer.Failure(description: "cannot write") }
      sent += count
    }
  }

  /// The next line without its end.
  func line() throws -> [UInt8] {
    var line: [UInt8] = []
    while true {
      if start == end { try fill() }
      let byte = buffer[start]
      start += 1
      if byte == UInt8(ascii: "\n") { return line.dropLast() }
      line.append(byte)
    }
  }

  func skip(_ count: Int) throws {
    var rest = count
    while rest > 0 {
      if start == end { try fill() }
      let step = min(rest, end - start)
      start += step
      rest -= step
    }
  }

  private func fill() throws {
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { throw RealServer.Failure(description: "the server is silent") }
    start = 0
    end = count
  }

  static func freePort() throws -> Int {
    let descriptor = newSocket()
    defer { _ = closeDescriptor(descriptor) }
    var address = address(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 ? getsockname(descriptor, $0, &length) : -1
      }
    }
    guard status == 0 else { throw RealServer.Failure(description: "no free port") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  private static func newSocket() -> Int32 {
    #if canImport(Glibc)
      return socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      return socket(AF_INET, Int32(SOCK_STREAM), 0)
    #endif
  }

  private static func closeDescriptor(_ descriptor: Int32) -> Int32 {
    #if canImport(Glibc)
      return Glibc.close(descriptor)
    #elseif canImport(Musl)
      return Musl.close(descriptor)
    #else
      return Darwin.close(descriptor)
    #endif
  }

  private static func address(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}
