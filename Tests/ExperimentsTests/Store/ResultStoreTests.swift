// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments

/// The store: what is kept comes back, once, whoever writes at the same time.
@Suite struct ResultStoreTests {
  private let folder: StoreFolder
  private let file: String

  init() throws {
    folder = try StoreFolder()
    file = folder.path("results.sqlite")
  }

  private func count(_ store: ResultStore) throws -> Int {
    try store.alternatives().reduce(0) { $0 + $1.replications }
  }

  @Test func whatIsSavedComesBackInAnotherProgram() throws {
    let alternative = try StoreTrial.alternative()
    let outcomes = try (0..<3).map { try StoreTrial.outcome(alternative, $0) }
    do {
      let store = try ResultStore(file)
      for (number, outcome) in outcomes.enumerated() { try store.save(outcome, alternative.key, replication: number) }
    }
    let store = try ResultStore(file, .read)
    for (number, outcome) in outcomes.enumerated() {
      #expect(try store.outcome(alternative.key, replication: number)?.bits == outcome.bits)
    }
    #expect(try store.outcome(alternative.key, replication: 3) == nil)
    let otherSeed = try StoreTrial.alternative(seed: 7)
    #expect(try store.outcome(otherSeed.key, replication: 0) == nil)
    #expect(try store.outcome(StoreTrial.alternative(variant: "more").key, replication: 0) == nil)
  }

  /// When the last one closes it, everything is in the one file.
  @Test func nothingIsLeftBesideIt() throws {
    let alternative = try StoreTrial.alternative()
    do {
      let store = try ResultStore(file)
      try store.save(Outcome(windows: []), alternative.key, replication: 0)
    }
    do { #expect(try count(ResultStore(file, .read)) == 1) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.root.path) == ["results.sqlite"])
  }

  @Test func nothingIsKeptTwice() throws {
    let alternative = try StoreTrial.alternative()
    let store = try ResultStore(file)
    let first = try StoreTrial.outcome(alternative, 0)
    try store.save(first, alternative.key, replication: 0)
    try store.save(StoreTrial.outcome(alternative, 1), alternative.key, replication: 0)
    #expect(try count(store) == 1)
    #expect(try store.outcome(alternative.key, replication: 0)?.bits == first.bits)
  }

  @Test func twoTextsMayShareAHash() throws {
    let store = try ResultStore(file)
    var random = SeededGenerator(state: 5)
    let keys = ["one", "two"].map { AlternativeKey(text: $0, seed: 1, modelVersion: 1, hash: 42) }
    let outcomes = keys.map { _ in StoreTrial.outcome(from: &random) }
    for (key, outcome) in zip(keys, outcomes) { try store.save(outcome, key, replication: 0) }
    for (key, outcome) in zip(keys, outcomes) {
      #expect(try store.outcome(key, replication: 0)?.bits == outcome.bits)
    }
    #expect(try store.alternatives().count == 2)
  }

  @Test func severalThreadsAndConnectionsWriteAtATime() async throws {
    let keys = (0..<5).map { AlternativeKey(text: "alternative \($0)", seed: 1, modelVersion: 1) }
    let path = file
    try await withThrowingTaskGroup(of: Void.self) { group in
      // Each opens the file itself, as another process would; some make it.
      for writer in 0..<6 {
        group.addTask {
          let store = try ResultStore(path)
          var random = SeededGenerator(state: 6)
          for number in 0..<20 {
            for key in keys where writer % 2 == 0 || number % 2 == 0 {
              try store.save(StoreTrial.outcome(from: &random), key, replication: number)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let store = try ResultStore(file)
    #expect(try store.alternatives().map(\.replications) == [20, 20, 20, 20, 20])
    for key in keys {
      for number in 0..<20 { #expect(try store.outcome(key, replication: number) != nil) }
    }
  }

  // MARK: A laboratory with a store

  @Test func aLaboratoryTakesFromItWhatItHas() async throws {
    let alternatives = [try StoreTrial.alternative(), try StoreTrial.alternative(variant: "more")]
    let filling = Filling(alternatives, replications: 4)
    let plain = try await filling.found(Laboratory(jobs: 2))
    let store = try ResultStore(file)
    let first = Laboratory(jobs: 2, store: store)
    let found = try await Filling(alternatives, replications: 3).found(first)
    #expect(found.replications == 6)
    #expect(first.work.simulated == 6)
    let second = Laboratory(jobs: 1, store: store)
    let again = try await filling.found(second)
    #expect(second.work.found == 6)
    #expect(second.work.simulated == 2)
    #expect(again.entries == plain.entries)
    #expect(second.work.events > first.work.events)
    #expect(try store.alternatives().map(\.label) == ["base", "more"])
    #expect(try store.alternatives().map(\.scenario) == ["tiny", "tiny"])
  }

  @Test func whatDoesNotFitIsRefused() async throws {
    let alternative = try StoreTrial.alternative()
    let store = try ResultStore(file)
    try store.save(Outcome(windows: []), alternative.key, replication: 0)
    await #expect(throws: Laboratory.Misfit.self) {
      _ = try await Filling([alternative], replications: 1).found(Laboratory(jobs: 1, store: store))
    }
  }

  // MARK: What a store says of itself

  @Test func figuresNeedNoScenario() async throws {
    let alternative = try StoreTrial.alternative()
    let store = try ResultStore(file)
    let found = try await Filling([alternative], replications: 4).found(Laboratory(jobs: 2, store: store))
    let stored = try #require(try store.alternatives().first)
    let figures = try store.figures(of: stored)
    for entry in found.entries {
      let same = figures.first {
        $0.window == entry.window && $0.subject == entry.subject && $0.metric == entry.metric
          && $0.statistic == entry.statistic
      }
      #expect(same?.figure == entry.figure)
    }
    #expect(!found.entries.isEmpty)
    // Every number of every replication, once.
    var numbers: [StoredNumber] = []
    try store.forEachNumber(of: stored) { numbers.append($0) }
    let p50 = numbers.filter { $0.subject == "a" && $0.metric == "latency" && $0.statistic == "p50" }
    #expect(p50.map(\.replication) == [0, 1, 2, 3])
    let mean = p50.compactMap(\.value).reduce(0, +) / 4
    let shown = figures.first { $0.subject == "a" && $0.metric == "latency" && $0.statistic == "p50" }?.figure?.value
    #expect(abs(mean - (shown ?? 0)) < 1e-12)
    let names = numbers.map { "\($0.replication) \($0.window) \($0.subject) \($0.metric) \($0.statistic)" }
    #expect(Set(names).count == names.count)
    #expect(numbers.contains { $0.statistic == "per_hour" && $0.metric.hasPrefix("sqs") })
  }

  @Test func experimentsAreRemembered() throws {
    let store = try ResultStore(file)
    let alternatives = [try StoreTrial.alternative(label: "x"), try StoreTrial.alternative(variant: "more")]
    let record = ExperimentRecord(
      words: ["compare", "my file.yaml"], variables: ["SLUICE_SEED=3"], shard: Shard(1, of: 3))
    try store.begin(record)
    try store.register(alternatives)
    try store.register(alternatives)
    var found = try store.experiments()
    #expect(found.map(\.record) == [record])
    #expect(found.map(\.alternatives) == [2])
    #expect(found.first?.scenarios == ["tiny"])
    try store.finish()
    // Again: the same row, unfinished until it is finished again.
    try store.begin(record)
    found = try store.experiments()
    #expect(found.map(\.record.isFinished) == [false])
    try store.register(alternatives)
    try store.finish()
    found = try store.experiments()
    #expect(found.map(\.record.isFinished) == [true])
    #expect(try store.labels(of: store.alternatives()[0].id) == ["x"])
    try store.begin(ExperimentRecord(words: ["sweep"], variables: [], shard: nil))
    #expect(try store.experiments().count == 2)
  }

  @Test func whatHasChangedIsSaid() throws {
    let store = try ResultStore(file)
    try store.begin(ExperimentRecord(words: ["compare"], variables: [], shard: nil))
    try store.register([StoreTrial.alternative()])
    let changed = try StoreTrial.alternative(StoreTrial.tiny.replacingOccurrences(of: "rate: 2/s", with: "rate: 3/s"))
    let difference = try #require(try store.difference(changed.key, label: "base"))
    #expect(difference.there.contains("2/s"))
    #expect(difference.here.contains("3/s"))
    #expect(try store.difference(StoreTrial.alternative().key, label: "base") == nil)
    #expect(try store.difference(changed.key, label: "another") == nil)
    let reseeded = try #require(try store.difference(StoreTrial.alternative(seed: 9).key, label: "base"))
    #expect(reseeded.here == "seed 9")
  }

  @Test func pruning() throws {
    let store = try ResultStore(file)
    var random = SeededGenerator(state: 8)
    try store.begin(ExperimentRecord(words: ["compare"], variables: [], shard: nil))
    let alternative = try StoreTrial.alternative()
    try store.register([alternative])
    let old = AlternativeKey(text: "old", seed: 1, modelVersion: Product.modelVersion - 1)
    for key in [alternative.key, old] {
      for number in 0..<3 { try store.save(StoreTrial.outcome(from: &random), key, replication: number) }
    }
    let toPrune = try store.toPrune(.otherModels)
    #expect(toPrune.map(\.modelVersion) == [Product.modelVersion - 1])
    try store.prune(toPrune)
    #expect(try store.outcome(old, replication: 0) == nil)
    #expect(try store.outcome(alternative.key, replication: 0) != nil)
    #expect(try store.experiments().count == 1)
    let kept = Set(try store.alternatives().map(\.id))
    #expect(try store.toPrune(.all(keeping: kept)).isEmpty)
    try store.prune(store.toPrune(.all(keeping: [])))
    #expect(try store.alternatives().isEmpty)
    #expect(try store.experiments().isEmpty)
  }

  @Test func theRoomIsGivenBack() throws {
    let store = try ResultStore(file)
    var random = SeededGenerator(state: 9)
    let key = AlternativeKey(text: "old", seed: 1, modelVersion: 0)
    for number in 0..<1_000 { try store.save(StoreTrial.outcome(from: &random), key, replication: number) }
    func size() -> Int {
      ["", "-wal"].reduce(0) { sum, ending in
        sum + (((try? FileManager.default.attributesOfItem(atPath: file + ending))?[.size] as? Int) ?? 0)
      }
    }
    let before = size()
    try store.prune(store.toPrune(.otherModels))
    #expect(size() < before / 2, "\(before) bytes, then \(size())")
  }
}
