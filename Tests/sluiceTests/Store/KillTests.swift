// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Testing

@testable import sluice

/// An experiment that is ended without warning, at any moment: nothing that was finished is lost, and nothing is done twice.
@Suite(.serialized) struct KillTests {
  @Test func fiftyTimes() throws {
    let program = try Program()
    let folder = try SmallExperiment.folder()
    let expected = try SmallExperiment.report(program, folder)
    let words = SmallExperiment.words + ["-f", "csv", "-j", "2"]
    // How long one takes with its store, from which the moments are drawn.
    let start = ContinuousClock.now
    _ = try program.run(words + ["--store", "timed.sqlite"], folder: folder.root.path)
    let length = Double(start.duration(to: .now) / .microseconds(1))
    var random = SeededNumbers(state: 50)
    var partial = 0
    for round in 0..<50 {
      let store = folder.path("\(round).sqlite")
      let moment = UInt32(Double.random(in: 0...1.05, using: &random) * length)
      let running = try program.start(words + ["--store", store, "--progress", "plain"], folder: folder.root.path)
      usleep(moment)
      kill(running.number, SIGKILL)
      _ = try running.status()
      let kept = FileManager.default.fileExists(atPath: store) ? try keptReplications(store) : 0
      #expect(kept >= Self.told(running.error), "round \(round): \(kept) kept, told \(running.error)")
      if (1..<SmallExperiment.replications).contains(kept) { partial += 1 }
      let again = try program.run(words + ["--store", store, "-V"], folder: folder.root.path)
      #expect(again.status == 0, "round \(round): \(again.error)")
      #expect(again.output == expected, "round \(round)")
      #expect(
        again.error.contains("\(SmallExperiment.replications - kept) replications simulated, \(kept) from the store"),
        "round \(round): \(kept) kept; \(again.error)")
      #expect(try SmallExperiment.counts(store) == [12, 12])
    }
    // The moments have to lie within the work, else this shows nothing.
    #expect(partial >= 5, "\(partial) of 50 in the middle")
  }

  /// Replications in a store that somebody may have left in the middle of a transaction; all of them can be read.
  private func keptReplications(_ path: String) throws -> Int {
    do {
      let store = try ResultStore(path, .read)
      var numbers: [String] = []
      for alternative in try store.alternatives() where alternative.replications > 0 {
        try store.forEachNumber(of: alternative) { number in
          if number.metric == "events" { numbers.append("\(alternative.id) \(number.replication)") }
        }
      }
      #expect(Set(numbers).count == numbers.count)
      return numbers.count
    } catch let problem as StoreProblem where problem.kind == .foreign {
      // It was ended before there were tables.
      return 0
    }
  }

  /// How many replications it has said to be finished.
  private static func told(_ error: String) -> Int {
    error.split(separator: "\n").compactMap { line -> Int? in
      guard let range = line.range(of: "%, ") else { return nil }
      return line[range.upperBound...].split(separator: " ").first.flatMap { Int($0) }
    }.max() ?? 0
  }

  /// Two programs with one store at a time: each gets everything, and everything is there once.
  @Test func twoAtATime() throws {
    let program = try Program()
    let folder = try SmallExperiment.folder()
    let expected = try SmallExperiment.report(program, folder)
    let words = SmallExperiment.words + ["-f", "csv", "-j", "2", "--store", folder.path("both.sqlite")]
    let both = try (0..<2).map { _ in try program.start(words, folder: folder.root.path) }
    for running in both {
      #expect(try running.status() == 0, "\(running.error)")
      #expect(running.output == expected)
    }
    #expect(try SmallExperiment.counts(folder.path("both.sqlite")) == [12, 12])
  }
}
