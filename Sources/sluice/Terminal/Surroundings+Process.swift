// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension Surroundings {
  /// Those of this process.
  static var ofProcess: Surroundings {
    let output = FileHandle.standardOutput.fileDescriptor
    let own = Environment(ProcessInfo.processInfo.environment)
    return Surroundings(
      environment: Invocation.current.merge.map { own.withFlags($0.variables) } ?? own,
      outputIsTerminal: isatty(output) == 1,
      errorIsTerminal: isatty(FileHandle.standardError.fileDescriptor) == 1,
      terminalColumns: columns(of: output),
      cores: max(1, ProcessInfo.processInfo.activeProcessorCount))
  }

  private static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
