// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Testing

@testable import sluice

/// An experiment in parts, from outside: the merged report is the one of a single machine, byte for byte.
@Suite(.serialized) struct MergeProgramTests {
  private let program: Program
  private let folder: TemporaryFolder

  init() throws {
    program = try Program()
    folder = try SmallExperiment.folder()
  }

  private func run(_ words: [String], variables: [String: String] = [:]) throws -> Program.Outcome {
    try program.run(words, variables: variables, folder: folder.root.path)
  }

  private func doParts(_ count: Int, leavingOut: Int? = nil) throws {
    for index in 0..<count where index != leavingOut {
      let part = try run(
        SmallExperiment.words + ["--shards", "\(count)", "--store", "part-{shard}.sqlite"],
        variables: ["JOB_COMPLETION_INDEX": "\(index)"])
      #expect(part.status == 0, "\(part.error)")
      #expect(part.output.isEmpty)
      #expect(part.error.contains("part \(index)/\(count): "))
    }
  }

  @Test(arguments: ["csv", "json", "table", "md"])
  func theSameBytes(_ format: String) throws {
    try doParts(4)
    let merged = try run(["merge", "part-{shard}.sqlite", "--shards", "4", "-f", format, "-o", "all.csv"])
    #expect(merged.status == 0, "\(merged.error)")
    #expect(try merged.output == SmallExperiment.report(program, folder, format))
    #expect(
      try String(contentsOf: folder.url("all.csv"), encoding: .utf8) == SmallExperiment.report(program, folder, "csv"))
    // Nothing but the parts and the report is left.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.root.path).sorted()
    #expect(names == ["all.csv"] + (0..<4).map { "part-\($0).sqlite" } + ["small.yaml"])
  }

  @Test func aLostPartIsNamedAndDoneAgain() throws {
    try doParts(3, leavingOut: 1)
    let stores = ["part-0.sqlite", "part-2.sqlite"]
    let lacking = try run(["merge"] + stores)
    #expect(lacking.status == 1)
    #expect(lacking.output.isEmpty)
    #expect(lacking.error.contains("part 1 of 3 is in none of the stores"))
    #expect(lacking.error.contains("--shard 1/3"))
    let part = try run(SmallExperiment.words + ["--shard", "1/3", "--store", "part-1.sqlite"])
    #expect(part.status == 0)
    let merged = try run(["merge", "part-1.sqlite"] + stores + ["-f", "csv"])
    #expect(try merged.output == SmallExperiment.report(program, folder))
  }

  /// A part that lost some of its rows: it is known, but not whole.
  @Test func missingRowsAreNamed() throws {
    try doParts(2)
    do {
      let store = try ResultStore(folder.path("part-1.sqlite"), .change)
      try store.prune(store.alternatives().filter { $0.label == "more" })
    }
    let merged = try run(["merge", "part-0.sqlite", "part-1.sqlite"])
    #expect(merged.status == 1)
    #expect(merged.error.contains("12 replications are not in the store: those of shard 1 of 2"), "\(merged.error)")
  }

  @Test
  func aScenarioThatHasChangedIsSaid() throws {
    try doParts(2)
    let changed = SmallExperiment.scenario.replacingOccurrences(of: "rate: 2/s", with: "rate: 3/s")
    try Data(changed.utf8).write(to: folder.url("small.yaml"))
    let merged = try run(["merge", "part-0.sqlite", "part-1.sqlite"])
    #expect(merged.status == 1)
    #expect(merged.error.contains("2/s") && merged.error.contains("3/s"), "\(merged.error)")
    #expect(merged.error.contains("base is not what the parts have simulated"))
    try FileManager.default.removeItem(at: folder.url("small.yaml"))
    #expect(try run(["merge", "part-0.sqlite", "part-1.sqlite"]).error.contains("there is no file"))
  }

  @Test func theJoinedRowsCanBeKept() throws {
    try doParts(2)
    let words = ["merge", "part-0.sqlite", "part-1.sqlite", "--store", "all.sqlite", "-f", "csv"]
    let merged = try run(words)
    #expect(merged.status == 0, "\(merged.error)")
    #expect(try SmallExperiment.counts(folder.path("all.sqlite")) == [12, 12])
    // Again, and from the joined store alone.
    #expect(try run(words).output == merged.output)
    #expect(try run(["merge", "all.sqlite", "-f", "csv"]).output == merged.output)
    let found = try run(SmallExperiment.words + ["--store", "all.sqlite", "-f", "csv", "-V"])
    #expect(found.output == merged.output)
    #expect(found.error.contains("0 replications simulated, 24 from the store"))
  }

  /// The parts' variables hold, those of the merge do not.
  @Test func variablesAreThoseOfTheParts() throws {
    let variables = ["SLUICE_SEED": "7", "SLUICE_REPLICATIONS": "3"]
    let words = ["results", "fill", "small.yaml"]
    let whole = try run(words + ["--store", "none", "-f", "csv"], variables: variables)
    for index in 0..<2 {
      _ = try run(words + ["--shard", "\(index)/2", "--store", "part-{shard}.sqlite"], variables: variables)
    }
    let merged = try run(
      ["merge", "part-0.sqlite", "part-1.sqlite"],
      variables: ["SLUICE_SEED": "9", "SLUICE_FORMAT": "csv", "SLUICE_SHARD": "0/2"])
    #expect(merged.status == 0, "\(merged.error)")
    #expect(merged.output == whole.output)
    #expect(whole.output.contains("base"))
  }

  @Test func partsOfTwoExperiments() throws {
    try doParts(2)
    let other = try run(
      ["results", "fill", "small.yaml", "-n", "4", "--shard", "0/1", "--store", "other.sqlite"])
    #expect(other.status == 0)
    let stores = ["part-0.sqlite", "part-1.sqlite", "other.sqlite"]
    let merged = try run(["merge"] + stores)
    #expect(merged.status == 1)
    #expect(merged.error.contains("--experiment"))
    #expect(
      try run(["merge", "--experiment", "1", "-f", "csv"] + stores).output == SmallExperiment.report(program, folder))
    #expect(try run(["merge", "--experiment", "3"] + stores).status == 2)
  }

  @Test func whatCannotBeMerged() throws {
    #expect(try run(["merge", "nothing.sqlite"]).status == 1)
    #expect(try run(["merge"]).status == 2)
    #expect(try run(["merge", "small.yaml"]).error.contains("no SQLite database"))
    #expect(try run(SmallExperiment.words + ["--shard", "0/2", "--store", "none"]).status == 2)
    let words = ["results", "fill", "small.yaml", "--until", "5%", "--shard", "0/2", "--store", "a.sqlite"]
    let until = try run(words)
    #expect(until.status == 2)
    #expect(until.error.contains("fixed number of replications"), "\(until.error)")
    #expect(try run(SmallExperiment.words + ["--store", "whole.sqlite"]).status == 0)
    #expect(try run(["merge", "whole.sqlite"]).error.contains("no part of an experiment"))
  }
}
