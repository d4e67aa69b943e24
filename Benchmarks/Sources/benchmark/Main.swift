// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// `benchmark [--rounds N] [--only NAME] [--json] [--check]`
///
/// Measures Sluice against C++ in the same run and prints a table, or JSON. With `--check` a missed target ends in exit
/// code 1; bad arguments and sides that disagree end in 2. Build it in release mode, and leave the machine in peace.
@main
struct Main {
  static let benchmarks: [any Benchmark] = [Hold(), MM1(), SQSLoop(), FanOut(), LogLoop(), CacheLRU(), CacheAside()]

  static func main() {
    var rounds = 7
    var only = ""
    var isJSON = false
    var isChecked = false
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      switch argument {
      case PeakMemory.argument:
        guard let loop = arguments.popFirst(), let messages = arguments.popFirst().flatMap({ Int($0) }), messages > 0
        else { return fail("\(argument) wants a loop and a number of messages") }
        do { return try PeakMemory.runAsChild(loop, messages: messages) } catch { return fail("\(error)") }
      case "--json": isJSON = true
      case "--check": isChecked = true
      case "--only": only = arguments.popFirst() ?? ""
      case "--rounds":
        guard let count = arguments.popFirst().flatMap({ Int($0) }), (1...1000).contains(count) else {
          return fail("--rounds wants a number from 1 to 1000")
        }
        rounds = count
      default:
        return fail("unknown argument \(argument); usage: benchmark [--rounds N] [--only NAME] [--json] [--check]")
      }
    }
    let chosen = benchmarks.filter { $0.name.hasPrefix(only) }
    do {
      let lines = try chosen.flatMap { try $0.measure(rounds: rounds) }
      print(isJSON ? try json(lines, rounds: rounds) : table(lines, rounds: rounds))
      if isChecked, lines.contains(where: { $0.isMet == false }) { exit(1) }
    } catch {
      fail("\(error)")
    }
  }

  private static func fail(_ message: String) {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(2)
  }
}
