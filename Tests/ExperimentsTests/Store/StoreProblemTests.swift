// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments

/// Stores that are damaged, foreign, newer, full, locked or not there: an error that says so, never a trap.
@Suite struct StoreProblemTests {
  private let folder: StoreFolder
  private let file: String
  private let key = AlternativeKey(text: "one", seed: 1, modelVersion: 1)

  init() throws {
    folder = try StoreFolder()
    file = folder.path("results.sqlite")
  }

  private func problem(_ body: () throws -> Void) -> StoreProblem? {
    do { try body() } catch { return error as? StoreProblem }
    return nil
  }

  /// A store with so many replications, closed.
  private func fill(_ count: Int) throws {
    let store = try ResultStore(file)
    var random = SeededGenerator(state: 21)
    for number in 0..<count { try store.save(StoreTrial.outcome(from: &random), key, replication: number) }
  }

  /// Everything that anyone does with a store.
  private func useAll(_ store: ResultStore) throws {
    for number in 0..<50 { _ = try store.outcome(key, replication: number) }
    _ = try store.experiments()
    for alternative in try store.alternatives() {
      _ = try store.keyText(of: alternative.id)
      _ = try store.labels(of: alternative.id)
      try store.forEachReplication(of: alternative.id) { _, _ in }
    }
  }

  @Test func aFileThatIsNoDatabase() throws {
    try Data("version: 1\nname: my scenario, and much more of it\n".utf8).write(to: URL(fileURLWithPath: file))
    for opening in [ResultStore.Opening.create, .read, .change] {
      let problem = try #require(problem { _ = try ResultStore(file, opening) })
      #expect(problem.kind == .foreign)
      #expect(problem.description.contains(file))
      #expect(problem.hint != nil)
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("version: 1"))
  }

  @Test func theDatabaseOfAnotherProgram() throws {
    do {
      let store = try ResultStore(file)
      try store.queue.inDatabase { try $0.execute(sql: "PRAGMA application_id = 77") }
    }
    #expect(problem { _ = try ResultStore(file) }?.kind == .foreign)
  }

  @Test func aNewerStore() throws {
    do {
      let store = try ResultStore(file)
      try store.queue.inDatabase { try $0.execute(sql: "PRAGMA user_version = 2") }
    }
    let problem = try #require(problem { _ = try ResultStore(file) })
    #expect(problem.kind == .newer)
    #expect(problem.message.contains("version 2"))
  }

  @Test func whatIsNotThere() throws {
    #expect(problem { _ = try ResultStore(file, .read) }?.kind == .missing)
    #expect(problem { _ = try ResultStore(folder.path("nowhere/a.sqlite")) }?.kind == .missing)
    #expect(problem { _ = try ResultStore(folder.root.path) }?.kind == .foreign)
    #expect(!FileManager.default.fileExists(atPath: file))
    // An empty file becomes a store, but is none yet.
    try Data().write(to: URL(fileURLWithPath: file))
    #expect(problem { _ = try ResultStore(file, .read) }?.kind == .foreign)
    #expect(problem { _ = try ResultStore(file) } == nil)
  }

  /// A file cut short anywhere is an error or still readable; nothing ends the program.
  @Test func aTruncatedStore() throws {
    try fill(50)
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    var random = SeededGenerator(state: 22)
    var problems = 0
    for _ in 0..<30 {
      let length = Int.random(in: 1..<whole.count, using: &random)
      try whole.prefix(length).write(to: URL(fileURLWithPath: file))
      let found = problem { try useAll(ResultStore(file, .read)) }
      if let found {
        problems += 1
        #expect([.damaged, .foreign, .other].contains(found.kind), "\(length): \(found)")
      }
    }
    #expect(problems > 20)
  }

  /// Bytes overwritten anywhere: the same. What comes back whole is what was written.
  @Test func anOverwrittenStore() throws {
    try fill(50)
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    let original = try ResultStore(file, .read)
    let outcomes = try (0..<50).map { try #require(try original.outcome(key, replication: $0)).bits }
    var random = SeededGenerator(state: 23)
    let other = folder.path("other.sqlite")
    var problems = 0
    for _ in 0..<150 {
      var bytes = whole
      let start = Int.random(in: 0..<bytes.count, using: &random)
      for place in start..<min(bytes.count, start + Int.random(in: 1...600, using: &random)) {
        bytes[place] = .random(in: 0...255, using: &random)
      }
      try bytes.write(to: URL(fileURLWithPath: other))
      for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: other + ending) }
      let found = problem {
        let store = try ResultStore(other)
        for number in 0..<50 {
          if let outcome = try store.outcome(key, replication: number) { #expect(outcome.bits == outcomes[number]) }
        }
        try useAll(store)
        _ = try store.pruneDamaged()
        try store.save(Outcome(windows: []), key, replication: 99)
      }
      if found != nil { problems += 1 }
    }
    #expect(problems > 30)
  }

  @Test func aDamagedRowIsNamedAndCanBeTakenOut() throws {
    try fill(5)
    let store = try ResultStore(file)
    try store.write { try $0.execute(sql: "UPDATE replication SET outcome = zeroblob(80) WHERE number = 2") }
    let problem = try #require(problem { _ = try store.outcome(key, replication: 2) })
    #expect(problem.kind == .damaged)
    #expect(problem.message.contains("replication 2"))
    #expect(try store.outcome(key, replication: 3) != nil)
    #expect(try store.pruneDamaged() == 1)
    #expect(try store.outcome(key, replication: 2) == nil)
    #expect(try store.alternatives().map(\.replications) == [4])
  }

  /// Columns of another kind than they should be: SQLite lets them.
  @Test func rowsThatHoldWhatCannotBe()
    throws
  {
    for change in [
      "UPDATE alternative SET scenario = x'FF'", "UPDATE alternative SET hash = 'x'",
      "UPDATE alternative SET model = 1.5",
      "UPDATE replication SET outcome = 'text'", "UPDATE replication SET outcome = 7",
      "UPDATE experiment SET words = 'no list'", "UPDATE experiment SET part = 'x'",
    ] {
      try? FileManager.default.removeItem(atPath: file)
      try fill(1)
      let store = try ResultStore(file)
      try store.begin(ExperimentRecord(words: ["compare"], variables: [], shard: Shard(0, of: 2)))
      try store.write { try $0.execute(sql: change) }
      #expect(problem { try useAll(store) }?.kind == .damaged, "\(change)")
      // A join makes the hashes itself.
      let isJoined = change.contains("hash")
      let joining = problem { _ = try ResultStore(folder.path("joined.sqlite")).join(store) }
      #expect(joining?.kind == (isJoined ? nil : .damaged), "\(change)")
    }
  }

  /// SQLite's own limit stands for a full disk: the same result code.
  @Test func noRoomForMore() throws {
    try fill(5)
    let store = try ResultStore(file)
    try store.queue.inDatabase { db in
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      try db.execute(sql: "PRAGMA max_page_count = 1")
    }
    var random = SeededGenerator(state: 24)
    let found = problem {
      for number in 5..<1_000 { try store.save(StoreTrial.outcome(from: &random), key, replication: number) }
    }
    #expect(found?.kind == .full)
    #expect(found?.hint?.contains("room") == true)
    let kept = try store.alternatives().map(\.replications)
    #expect(kept[0] >= 5)
    #expect(try store.outcome(key, replication: 4) != nil)
  }

  @Test func aLockedStore() throws {
    try fill(2)
    let holder = try ResultStore(file)
    let store = try ResultStore(file, patience: 0.05)
    try holder.queue.inDatabase { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      defer { try? db.execute(sql: "ROLLBACK") }
      let found = problem { try store.save(Outcome(windows: []), key, replication: 9) }
      #expect(found?.kind == .locked)
      // Readers do not wait for writers.
      #expect(try store.outcome(key, replication: 1) != nil)
    }
    try store.save(Outcome(windows: []), key, replication: 9)
    #expect(try holder.outcome(key, replication: 9) != nil)
  }
}
