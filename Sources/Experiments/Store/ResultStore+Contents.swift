// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GRDB

/// An experiment as a store holds it.
public struct StoredExperiment: Hashable, Sendable {
  /// Its number in the store.
  public var id: Int
  public var record: ExperimentRecord
  /// The names of its scenarios, each once.
  public var scenarios: [String]
  /// Its alternatives, and the replications of them that are in the store.
  public var alternatives: Int
  public var replications: Int
}

/// An alternative as a store holds it.
public struct StoredAlternative: Hashable, Sendable {
  /// Its number in the store.
  public var id: Int
  /// FNV-1a of the key.
  public var hash: UInt64
  public var seed: UInt64
  public var modelVersion: Int
  public var scenario: String
  /// As the experiment called it that used it first.
  public var label: String
  public var replications: Int
  /// Of its replications.
  public var bytes: Int

  /// 16 hexadecimal digits.
  public var hashText: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension ResultStore {
  /// All experiments, the oldest first.
  ///
  /// - Throws: ``StoreProblem``
  public func experiments() throws -> [StoredExperiment] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT e.id, e.words, e.variables, e.part, e.parts, e.model, e.program, e.finished,
            (SELECT count(DISTINCT alternative) FROM member WHERE experiment = e.id),
            (SELECT count(*) FROM replication
             WHERE alternative IN (SELECT alternative FROM member WHERE experiment = e.id))
          FROM experiment AS e ORDER BY e.id
          """)
      return try rows.map { row in
        let row = StoreRow(row, file)
        let id = try row.integer(0)
        let parts = try row.integer(4)
        let record = ExperimentRecord(
          words: try row.list(1), variables: try row.list(2), shard: Shard(try row.integer(3), of: parts),
          modelVersion: try row.integer(5), program: try row.text(6), isFinished: try row.integer(7) != 0)
        return StoredExperiment(
          id: id, record: record, scenarios: try scenarios(of: id, db), alternatives: try row.integer(8),
          replications: try row.integer(9))
      }
    }
  }

  private func scenarios(of experiment: Int, _ db: Database) throws -> [String] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT DISTINCT a.scenario FROM member AS m JOIN alternative AS a ON a.id = m.alternative
        WHERE m.experiment = ? ORDER BY a.scenario
        """, arguments: [experiment]
    ).map { try StoreRow($0, file).text(0) }
  }

  /// All alternatives, the oldest first.
  ///
  /// - Throws: ``StoreProblem``
  public func alternatives() throws -> [StoredAlternative] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT a.id, a.hash, a.seed, a.model, a.scenario, a.label, count(r.number), ifnull(sum(length(r.outcome)), 0)
          FROM alternative AS a LEFT JOIN replication AS r ON r.alternative = a.id GROUP BY a.id ORDER BY a.id
          """
      ).map { row in
        let row = StoreRow(row, file)
        return StoredAlternative(
          id: try row.integer(0), hash: UInt64(bitPattern: Int64(try row.integer(1))),
          seed: UInt64(bitPattern: Int64(try row.integer(2))), modelVersion: try row.integer(3),
          scenario: try row.text(4), label: try row.text(5), replications: try row.integer(6),
          bytes: try row.integer(7))
      }
    }
  }

  /// The key's text of an alternative; nil if there is none of this number.
  ///
  /// - Throws: ``StoreProblem``
  public func keyText(of alternative: Int) throws -> String? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT key FROM alternative WHERE id = ?", arguments: [alternative])
        .map { try StoreRow($0, file).text(0) }
    }
  }

  /// What experiments have called an alternative, in ascending order.
  ///
  /// - Throws: ``StoreProblem``
  public func labels(of alternative: Int) throws -> [String] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT DISTINCT label FROM member WHERE alternative = ? ORDER BY label", arguments: [alternative]
      ).map { try StoreRow($0, file).text(0) }
    }
  }

  /// What the numbers of an alternative are called; nil if nobody has said.
  ///
  /// - Throws: ``StoreProblem``
  func names(of alternative: Int) throws -> OutcomeNames? {
    let text = try read { db in
      try Row.fetchOne(
        db, sql: "SELECT n.text FROM names AS n JOIN alternative AS a ON a.names = n.id WHERE a.id = ?",
        arguments: [alternative]
      ).map { try StoreRow($0, file).text(0) }
    }
    return try text.map { text in
      do {
        return try OutcomeNames(text: text)
      } catch {
        throw StoreProblem(.damaged, file, "is damaged: names cannot be read", hint: StoreProblem.damagedHint)
      }
    }
  }

  /// Hands over the replications of an alternative in ascending order, one at a time.
  ///
  /// - Throws: ``StoreProblem``, what `body` throws.
  func forEachReplication(of alternative: Int, _ body: (Int, Outcome) throws -> Void) throws {
    try read { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT number, outcome FROM replication WHERE alternative = ? ORDER BY number",
        arguments: [alternative])
      while let row = try rows.next() {
        let row = StoreRow(row, file)
        let number = try row.integer(0)
        do {
          try body(number, try OutcomeBlob.outcome(try row.data(1)))
        } catch let damaged as OutcomeBlob.Damaged {
          throw Self.damaged(file, number, damaged)
        }
      }
    }
  }

  /// How a configuration differs from the one that had this label here: the first lines that are not the same.
  ///
  /// - Returns: nil if this configuration is known here, or the label is not.
  /// - Throws: ``StoreProblem``
  public func difference(_ key: AlternativeKey, label: String) throws -> (there: String, here: String)? {
    let text = try read { db -> String? in
      guard try Self.alternative(key, db) == nil else { return nil }
      return try Row.fetchOne(
        db,
        sql: """
          SELECT a.key FROM member AS m JOIN alternative AS a ON a.id = m.alternative
          WHERE m.label = ? ORDER BY m.experiment DESC LIMIT 1
          """, arguments: [label]
      ).map { try StoreRow($0, file).text(0) }
    }
    guard let text else { return nil }
    let (old, new) = (Self.lines(text), Self.lines(key.text))
    let place = (0..<max(old.count, new.count)).first { place in
      (place < old.count ? old[place] : nil) != (place < new.count ? new[place] : nil)
    }
    guard let place else { return ("another seed", "seed \(key.seed)") }
    func line(_ lines: [Substring]) -> String {
      place < lines.count ? lines[place].trimmingCharacters(in: .whitespaces) : "nothing more"
    }
    return (line(old), line(new))
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: true)
  }
}
