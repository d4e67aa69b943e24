// SPDX-License-Identifier: GPL-3.0-or-later

import GRDB

extension ResultStore {
  /// What is to be taken out.
  public enum Pruned: Sendable, Hashable {
    /// Alternatives of other versions of the model, which nobody asks for any more.
    case otherModels
    /// Everything but these, by their number.
    case all(keeping: Set<Int>)
  }

  /// The alternatives that would be taken out.
  ///
  /// - Throws: ``StoreProblem``
  public func toPrune(_ pruned: Pruned) throws -> [StoredAlternative] {
    try alternatives().filter { alternative in
      switch pruned {
      case .otherModels: alternative.modelVersion != Product.modelVersion
      case .all(let kept): !kept.contains(alternative.id)
      }
    }
  }

  /// Takes alternatives out with their replications, then experiments that have none left, and gives the room back to the
  /// file system.
  ///
  /// - Throws: ``StoreProblem``
  public func prune(_ alternatives: [StoredAlternative]) throws {
    try write { db in
      for alternative in alternatives {
        try db.cachedStatement(sql: "DELETE FROM alternative WHERE id = ?").execute(arguments: [alternative.id])
      }
      try db.execute(
        sql: """
          DELETE FROM experiment WHERE id NOT IN (SELECT experiment FROM member);
          DELETE FROM names WHERE id NOT IN (SELECT names FROM alternative WHERE names IS NOT NULL);
          """)
    }
    try compact()
  }

  /// Takes out the replications whose bytes are not those that were written.
  ///
  /// - Returns: how many.
  /// - Throws: ``StoreProblem``
  public func pruneDamaged() throws -> Int {
    let found = try write { db in
      var damaged: [Int] = []
      let rows = try Row.fetchCursor(db, sql: "SELECT rowid, outcome FROM replication ORDER BY rowid")
      while let row = try rows.next() {
        let row = StoreRow(row, file)
        let isWhole = (try? OutcomeBlob.outcome(try row.data(1))) != nil
        if !isWhole { damaged.append(try row.integer(0)) }
      }
      for row in damaged {
        try db.cachedStatement(sql: "DELETE FROM replication WHERE rowid = ?").execute(arguments: [row])
      }
      return damaged.count
    }
    if found > 0 { try compact() }
    return found
  }

  private func compact() throws {
    try read { db in
      try db.execute(sql: "VACUUM")
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }
}
