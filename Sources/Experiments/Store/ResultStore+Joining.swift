// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GRDB

extension ResultStore {
  /// How many replications another store had.
  public struct Joined: Sendable, Hashable {
    /// Those that were not here yet.
    public var added = 0
    /// Those that were here already, the same in every bit.
    public var same = 0

    public init(added: Int = 0, same: Int = 0) {
      self.added = added
      self.same = same
    }
  }

  /// Takes over all rows and experiments of another store; all of them or, after an error, none.
  ///
  /// - Throws: ``StoreProblem``: a ``StoreProblem/Kind/conflict`` where the same replication has other numbers there, which
  ///   means that another machine or another program has computed it.
  public func join(_ other: ResultStore) throws -> Joined {
    try write { db in
      var joined = Joined()
      var numbers: [Int: Int64] = [:]
      for alternative in try other.rowsOfAlternatives() {
        let id = try take(alternative, db)
        numbers[alternative.id] = id
        try other.forEachBlob(of: alternative.id) { number, blob in
          guard (try? OutcomeBlob.outcome(blob)) != nil else {
            throw Self.damaged(
              other.file, number, OutcomeBlob.Damaged(description: "of \(alternative.label) is damaged"))
          }
          let isNew = try StoreProblem.translating(file) {
            try add(blob, id, number, alternative.label, db, from: other.file)
          }
          if isNew { joined.added += 1 } else { joined.same += 1 }
        }
      }
      for experiment in try other.rowsOfExperiments() { try take(experiment, numbers, db) }
      return joined
    }
  }

  /// An alternative's columns.
  private struct AlternativeRow {
    var id: Int
    var key: AlternativeKey
    var model: Int
    var scenario: String
    var label: String
    var names: String?
  }

  private struct ExperimentRow {
    var record: ExperimentRecord
    var members: [(alternative: Int, label: String)]
  }

  private func rowsOfAlternatives() throws -> [AlternativeRow] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT a.id, a.seed, a.key, a.model, a.scenario, a.label, ifnull(n.text, '')
          FROM alternative AS a LEFT JOIN names AS n ON n.id = a.names ORDER BY a.id
          """
      ).map { row in
        let row = StoreRow(row, file)
        let names = try row.text(6)
        return AlternativeRow(
          id: try row.integer(0),
          key: AlternativeKey(
            text: try row.text(2), seed: UInt64(bitPattern: Int64(try row.integer(1))),
            modelVersion: try row.integer(3)),
          model: try row.integer(3), scenario: try row.text(4), label: try row.text(5),
          names: names.isEmpty ? nil : names)
      }
    }
  }

  private func rowsOfExperiments() throws -> [ExperimentRow] {
    try experiments().map { experiment in
      let members = try read { db in
        try Row.fetchAll(
          db, sql: "SELECT alternative, label FROM member WHERE experiment = ? ORDER BY alternative, label",
          arguments: [experiment.id]
        ).map { row in
          let row = StoreRow(row, file)
          return (alternative: try row.integer(0), label: try row.text(1))
        }
      }
      return ExperimentRow(record: experiment.record, members: members)
    }
  }

  private func forEachBlob(of alternative: Int, _ body: (Int, Data) throws -> Void) throws {
    try read { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT number, outcome FROM replication WHERE alternative = ? ORDER BY number",
        arguments: [alternative])
      while let row = try rows.next() {
        let row = StoreRow(row, file)
        try body(try row.integer(0), try row.data(1))
      }
    }
  }

  private func take(_ row: AlternativeRow, _ db: Database) throws -> Int64 {
    let names = try row.names.map { try Self.names($0, db) }
    guard let id = try Self.alternative(row.key, db) else {
      return try Self.insert(row.key, row.scenario, row.label, names, db)
    }
    try db.cachedStatement(
      sql: "UPDATE alternative SET names = ?, scenario = ?, label = ? WHERE id = ? AND names IS NULL"
    ).execute(arguments: [names, row.scenario, row.label, id])
    return id
  }

  /// - Returns: false if it is here already.
  private func add(
    _ blob: Data, _ alternative: Int64, _ number: Int, _ label: String, _ db: Database, from other: String
  ) throws -> Bool {
    let found = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT outcome FROM replication WHERE alternative = ? AND number = ?"),
      arguments: [alternative, number])
    if let found {
      guard Self.data(found[0]) == blob else {
        throw StoreProblem(
          .conflict, other, "replication \(number) of \(label) differs from what another store has for it",
          hint: "were they made by other builds of sluice? One of the two has to be simulated again")
      }
      return false
    }
    try db.cachedStatement(sql: "INSERT INTO replication(alternative, number, outcome) VALUES (?, ?, ?)")
      .execute(arguments: [alternative, number, blob])
    return true
  }

  private func take(_ row: ExperimentRow, _ numbers: [Int: Int64], _ db: Database) throws {
    let id = try Self.experiment(row.record, isFinished: row.record.isFinished, db)
    for member in row.members {
      guard let alternative = numbers[member.alternative] else { continue }
      try db.cachedStatement(
        sql: "INSERT INTO member(experiment, alternative, label) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
      ).execute(arguments: [id, alternative, member.label])
    }
  }
}
