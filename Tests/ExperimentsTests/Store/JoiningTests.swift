// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments

/// Parts of an experiment: each does its own, and together they are the whole.
@Suite struct JoiningTests {
  private let folder: StoreFolder

  init() throws { folder = try StoreFolder() }

  private func alternatives() throws -> [Alternative] {
    [
      try StoreTrial.alternative(), try StoreTrial.alternative(variant: "more"),
      try StoreTrial.alternative(seed: 5, label: "third"),
    ]
  }

  private func part(_ index: Int, of count: Int, _ alternatives: [Alternative]) async throws -> ResultStore {
    let store = try ResultStore(folder.path("part-\(index).sqlite"))
    let shard = try #require(Shard(index, of: count))
    try store.begin(ExperimentRecord(words: ["compare", "x.yaml"], variables: [], shard: shard))
    let laboratory = Laboratory(jobs: 2, store: store, role: .shard(shard))
    do {
      _ = try await Filling(alternatives, replications: 4).found(laboratory)
      Issue.record("a part goes on after its own replications")
    } catch let done as Laboratory.ShardDone {
      #expect(done.of == 12)
      #expect(done.done == laboratory.work.simulated)
    }
    try store.finish()
    return store
  }

  @Test(arguments: [1, 2, 4, 5, 13])
  func partsAreTheWhole(_ count: Int) async throws {
    let alternatives = try alternatives()
    let whole = try await Filling(alternatives, replications: 4).found(Laboratory(jobs: 2))
    let joined = try ResultStore(folder.path("all.sqlite"))
    var sum = 0
    for index in 0..<count { sum += try joined.join(try await part(index, of: count, alternatives)).added }
    #expect(sum == 12)
    let laboratory = Laboratory(jobs: 2, store: joined, role: .merge(shards: count))
    let merged = try await Filling(alternatives, replications: 4).found(laboratory)
    #expect(merged.entries == whole.entries)
    #expect(laboratory.work.simulated == 0)
    #expect(try joined.experiments().count == count)
    #expect(try joined.alternatives().map(\.label) == ["base", "more", "third"])
  }

  @Test func whatIsMissingIsNamed() async throws {
    let alternatives = try alternatives()
    let joined = try ResultStore(folder.path("all.sqlite"))
    for index in [0, 2] { _ = try joined.join(try await part(index, of: 4, alternatives)) }
    do {
      let laboratory = Laboratory(jobs: 1, store: joined, role: .merge(shards: 4))
      _ = try await Filling(alternatives, replications: 4).found(laboratory)
      Issue.record("nothing was missing")
    } catch let missing as Laboratory.Missing {
      #expect(missing.shards == [1, 3])
      #expect(missing.count == 6)
    }
  }

  @Test func theSameTwiceIsOne() async throws {
    let alternatives = try alternatives()
    let part = try await part(0, of: 2, alternatives)
    let joined = try ResultStore(folder.path("all.sqlite"))
    #expect(try joined.join(part) == ResultStore.Joined(added: 6, same: 0))
    #expect(try joined.join(part) == ResultStore.Joined(added: 0, same: 6))
    #expect(try part.join(joined) == ResultStore.Joined(added: 0, same: 6))
    #expect(try joined.experiments() == part.experiments())
  }

  @Test func whatDiffersIsAnErrorAndChangesNothing() throws {
    let key = AlternativeKey(text: "one", seed: 1, modelVersion: 1)
    var random = SeededGenerator(state: 11)
    let here = try ResultStore(folder.path("a.sqlite"))
    let there = try ResultStore(folder.path("b.sqlite"))
    let outcome = StoreTrial.outcome(from: &random)
    try here.save(outcome, key, replication: 3)
    try there.save(StoreTrial.outcome(from: &random), key, replication: 1)
    try there.save(StoreTrial.outcome(from: &random), key, replication: 3)
    #expect {
      try here.join(there)
    } throws: { error in
      guard let problem = error as? StoreProblem else { return false }
      return problem.kind == .conflict && problem.file.hasSuffix("b.sqlite")
        && problem.message.contains("replication 3")
    }
    #expect(try here.outcome(key, replication: 1) == nil)
    #expect(try here.outcome(key, replication: 3)?.bits == outcome.bits)
  }

  /// Damage in a part is not carried on.
  @Test func damageIsNotJoined() throws {
    let key = AlternativeKey(text: "one", seed: 1, modelVersion: 1)
    let here = try ResultStore(folder.path("a.sqlite"))
    let there = try ResultStore(folder.path("b.sqlite"))
    try there.save(Outcome(windows: []), key, replication: 0)
    try there.write { try $0.execute(sql: "UPDATE replication SET outcome = x'0102'") }
    #expect {
      try here.join(there)
    } throws: {
      ($0 as? StoreProblem)?.kind == .damaged
    }
    #expect(try here.alternatives().isEmpty)
  }
}
