// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Scenarios
import Testing

@testable import sluice

/// Which part is done here, by flags and by the variables of schedulers.
@Suite struct ShardRequestTests {
  private func shard(_ words: [String], _ variables: [String: String] = [:]) throws -> Shard? {
    try ShardRequest.shard(try ExperimentFlags.parse(words), Environment(variables))
  }

  private func failure(_ words: [String], _ variables: [String: String] = [:]) -> Failure? {
    do { _ = try shard(words, variables) } catch { return error as? Failure }
    return nil
  }

  private static func slurm(_ index: Int, first: Int = 0, last: Int = 3, count: Int? = nil) -> [String: String] {
    [
      "SLURM_ARRAY_TASK_ID": "\(index)", "SLURM_ARRAY_TASK_COUNT": "\(count ?? last - first + 1)",
      "SLURM_ARRAY_TASK_MIN": "\(first)", "SLURM_ARRAY_TASK_MAX": "\(last)",
    ]
  }

  @Test func byHand() throws {
    #expect(try shard([]) == nil)
    #expect(try shard(["--shard", "2/4"]) == Shard(2, of: 4))
    #expect(try shard([], ["SLUICE_SHARD": "1/2"]) == Shard(1, of: 2))
    for text in ["4/4", "-1/4", "2", "/4", "2/", "a/b", "1/2/3", "1/20000", "1//2", " 1/2"] {
      #expect(failure(["--shard=\(text)"])?.status == .usage, "\(text)")
    }
    #expect(failure(["--shard", "0/2", "--shards", "2"])?.message.contains("exclude") == true)
    // A flag beats a variable, whichever of the two it is.
    #expect(try shard(["--shard", "0/2"], ["SLUICE_SHARDS": "4"]) == Shard(0, of: 2))
    #expect(try shard(["--shards", "4"], ["SLUICE_SHARD": "0/2", "JOB_COMPLETION_INDEX": "3"]) == Shard(3, of: 4))
  }

  @Test func bySchedulers() throws {
    #expect(try shard(["--shards", "4"], Self.slurm(2)) == Shard(2, of: 4))
    #expect(try shard(["--shards", "auto"], Self.slurm(2)) == Shard(2, of: 4))
    #expect(try shard(["--shards", "4"], ["JOB_COMPLETION_INDEX": "0"]) == Shard(0, of: 4))
    #expect(try shard(["--shards", "4"], ["AWS_BATCH_JOB_ARRAY_INDEX": "3"]) == Shard(3, of: 4))
    #expect(try shard([], ["SLUICE_SHARDS": "4", "JOB_COMPLETION_INDEX": "1"]) == Shard(1, of: 4))
    // Nobody asked for parts.
    #expect(try shard([], Self.slurm(2)) == nil)
    // A part alone, done again: the array has one task, the experiment four parts.
    #expect(try shard(["--shards", "4"], Self.slurm(2, first: 2, last: 2)) == Shard(2, of: 4))
  }

  @Test func whatCannotBe() throws {
    #expect(failure(["--shards", "4"])?.hint?.contains("--shard 0/4") == true)
    for text in ["0", "-1", "10001", "x", "4.0"] { #expect(failure(["--shards=\(text)"])?.status == .usage, "\(text)") }
    #expect(failure(["--shards", "4"], ["JOB_COMPLETION_INDEX": "4"])?.message.contains("from 0") == true)
    #expect(failure(["--shards", "4"], ["JOB_COMPLETION_INDEX": "x"])?.message.contains("no task") == true)
    #expect(failure(["--shards", "auto"], ["JOB_COMPLETION_INDEX": "0"])?.message.contains("how many") == true)
    #expect(failure(["--shards", "auto"], ["AWS_BATCH_JOB_ARRAY_INDEX": "0"]) != nil)
    // An array from 1 to 4 would leave part 0 out: each of its tasks says so, not only the last.
    for index in 1...4 {
      #expect(failure(["--shards", "4"], Self.slurm(index, first: 1, last: 4))?.message.contains("from 0") == true)
      #expect(failure(["--shards", "auto"], Self.slurm(index, first: 1, last: 4))?.hint?.contains("0-3") == true)
    }
    // With gaps: 0, 2, 4.
    #expect(failure(["--shards", "auto"], Self.slurm(2, first: 0, last: 4, count: 3)) != nil)
    #expect(failure(["--shards", "auto"], Self.slurm(2, first: 2, last: 2))?.hint?.contains("--shards") == true)
  }

  @Test func partsNeedAFixedNumberOfReplications() throws {
    let surroundings = Surroundings(
      environment: Environment([:]), outputIsTerminal: false, errorIsTerminal: false, terminalColumns: nil, cores: 1)
    let whole = try ExperimentRequest(ExperimentFlags.parse([]), surroundings)
    let part = try ExperimentRequest(ExperimentFlags.parse(["--shard", "0/2"]), surroundings)
    let until = Precision.until(0.05, atLeast: 10, atMost: 60)
    try whole.checkParts(until)
    try part.checkParts(.replications(20))
    #expect {
      try part.checkParts(until)
    } throws: { error in
      (error as? Failure)?.hint?.contains("-n 20") == true
    }
  }

  // MARK: The store's name

  @Test func eachPartHasAStoreOfItsOwn() throws {
    func path(_ text: String?, _ shard: Shard?) throws -> String? {
      try StoreChoice(text.map { Given(text: $0, origin: "--store") }).path(shard)
    }
    #expect(try path(nil, nil) == ".sluice/results.sqlite")
    #expect(try path(nil, Shard(2, of: 4)) == ".sluice/part-2-of-4.sqlite")
    #expect(try path("none", nil) == nil)
    #expect(try path("a/b.sqlite", Shard(2, of: 4)) == "a/b.sqlite")
    #expect(try path("a-{shard}-{shard}.sqlite", Shard(2, of: 4)) == "a-2-2.sqlite")
    #expect(throws: Failure.self) { try path("a-{shard}.sqlite", nil) }
  }

  @Test func namesOfPartsForAMerge() throws {
    let four = Given(text: "3", origin: "--shards")
    #expect(
      try MergeCommand.files(["p-{shard}.sqlite", "x"], four) == ["p-0.sqlite", "p-1.sqlite", "p-2.sqlite", "x"])
    #expect(throws: Failure.self) { try MergeCommand.files(["p-{shard}.sqlite"], nil) }
    #expect(throws: Failure.self) { try MergeCommand.files(["a"], Given(text: "0", origin: "--shards")) }
  }

  // MARK: The words that say what is computed

  @Test(
    arguments: [
      (["compare", "a.yaml", "-n", "20"], ["compare", "a.yaml", "-n", "20"]),
      (["compare", "a.yaml", "--shard", "0/4", "-n20", "--store", "x"], ["compare", "a.yaml", "-n20"]),
      (["compare", "a.yaml", "--shards=4", "--store=x", "-v", "all"], ["compare", "a.yaml", "-v", "all"]),
      (["compare", "-j4", "-o", "a.json", "-o=b.csv", "-f", "json", "a.yaml", "-qV", "-V"], ["compare", "a.yaml"]),
      (
        ["compare", "a.yaml", "--ascii", "--color", "never", "--width=80", "--set", "a=b"],
        ["compare", "a.yaml", "--set", "a=b"]
      ),
      (["compare", "--budget", "60s", "-x2", "-", "--", "-o"], ["compare", "-x2", "-", "--", "-o"]),
      (["compare", "a.yaml", "--store"], ["compare", "a.yaml"]),
    ])
  func keptWords(_ words: [String], _ kept: [String]) {
    #expect(ExperimentWords.kept(words) == kept)
  }

  @Test func theOtherWordsAreKnownToo() {
    let (_, others) = ExperimentWords.split([
      "compare", "-j4", "-o", "a.json", "-o=b.csv", "-f", "json", "-qV", "--width", "80",
    ])
    #expect(
      others == ["--jobs=4", "--out=a.json", "--out=b.csv", "--format=json", "--quiet", "--verbose", "--width=80"])
  }

  @Test func keptVariables() {
    let environment = Environment([
      "SLUICE_SEED": "3", "SLUICE_STORE": "x", "SLUICE_SHARDS": "4", "SLUICE_JOBS": "2", "SLUICE_AT_MOST": "9",
      "SLUICE_FORMAT": "json", "SLUICE_WIDTH": "80", "HOME": "/", "SLUICE_EMPTY": "",
    ])
    #expect(ExperimentWords.kept(environment) == ["SLUICE_AT_MOST=9", "SLUICE_SEED=3"])
    let other = environment.withFlags(["SLUICE_SEED=4=5", "HOME=/root", "nonsense"])
    #expect(other["SLUICE_SEED"] == "4=5")
    #expect(other["SLUICE_JOBS"] == nil)
    #expect(other["HOME"] == "/")
  }

  /// Only experiments are done again: a store's words are data from outside.
  @Test func onlyExperimentsAreDoneAgain() throws {
    #expect(try MergeCommand.words(["compare", "a.yaml"], own: ["--jobs=2"]) == ["compare", "--jobs=2", "a.yaml"])
    #expect(try MergeCommand.words(["results", "fill", "a"], own: ["-q"]) == ["results", "fill", "-q", "a"])
    for words in [["prices", "import"], ["results", "prune", "--all"], ["run", "a"], ["merge"], []] {
      #expect(throws: Failure.self) { try MergeCommand.words(words, own: []) }
    }
  }

  @Test func whichExperiment() throws {
    func record(_ word: String, _ index: Int, _ count: Int) -> ExperimentRecord {
      ExperimentRecord(words: [word], variables: [], shard: Shard(index, of: count))
    }
    let whole = ExperimentRecord(words: ["compare"], variables: [], shard: nil)
    #expect(throws: Failure.self) { try MergeCommand.chosen(MergeCommand.groups([("a", [whole])]), nil) }
    let one = MergeCommand.groups([("a", [record("compare", 0, 3), whole]), ("b", [record("compare", 2, 3)])])
    #expect(one.count == 1)
    let group = try MergeCommand.chosen(one, nil)
    #expect(group.indices == [0, 2])
    #expect {
      try group.checkAllThere()
    } throws: {
      ($0 as? Failure)?.message == "part 1 of 3 is in none of the stores"
    }
    let two = MergeCommand.groups([("a", [record("compare", 0, 1), record("sweep", 0, 1)])])
    #expect(throws: Failure.self) { try MergeCommand.chosen(two, nil) }
    #expect(try MergeCommand.chosen(two, Given(text: "2", origin: "--experiment")).record.words == ["sweep"])
    #expect(throws: Failure.self) { try MergeCommand.chosen(two, Given(text: "3", origin: "--experiment")) }
    try MergeCommand.chosen(two, Given(text: "1", origin: "--experiment")).checkAllThere()
  }
}
