// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The peak memory of a loop, measured in a process of its own: this program is started again and runs it once.
enum PeakMemory {
  /// The argument that makes this program such a child; the name of the loop and a number of messages follow.
  static let argument = "--peak-of"

  /// Runs a loop once and prints the peak [KB].
  static func runAsChild(_ loop: String, messages: Int) throws {
    let text = loop == "log" ? LogLoop.text(messages) : SQSLoop.text(messages)
    _ = try SQSLoop.run(text, replications: 1, jobs: 1)
    print(try peak())
  }

  /// The peak resident memory of a process that runs a loop [MB].
  static func ofChild(_ loop: String, _ messages: Int) throws -> Double {
    let child = Process()
    child.executableURL = Bundle.main.executableURL
    child.arguments = [argument, loop, String(messages)]
    let output = Pipe()
    child.standardOutput = output
    try child.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    child.waitUntilExit()
    guard child.terminationStatus == 0,
      let kilobytes = Double(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    else { throw Disagreement(description: "\(loop): the child process for the memory failed") }
    return kilobytes / 1000
  }

  /// The peak resident memory of this process [KB]. `getrusage` would count what the parent held when it started this
  /// one, so Linux is asked for the peak of the program itself.
  private static func peak() throws -> Int {
    #if os(Linux)
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      guard let digits = line?.filter(\.isNumber), let kilobytes = Int(digits) else {
        throw Disagreement(description: "no peak memory in /proc/self/status")
      }
      return kilobytes
    #else
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss / 1000
    #endif
  }
}
