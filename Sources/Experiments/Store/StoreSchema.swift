// SPDX-License-Identifier: GPL-3.0-or-later

import GRDB

/// The tables of a store, and whose they are.
enum StoreSchema {
  /// "Slui": what SQLite's header says of the file, so that no other program's database is taken for a store.
  static let application = 0x536C_7569
  static let version = 1

  enum State {
    /// No tables yet.
    case empty
    case ready
    case foreign
    case newer(Int)
  }

  static func state(_ db: Database) throws -> State {
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    if application == Self.application {
      return version > Self.version ? .newer(version) : version == Self.version ? .ready : .foreign
    }
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    return application == 0 && version == 0 && tables == 0 ? .empty : .foreign
  }

  /// Makes the tables. Two texts may share a hash, so the whole text is kept and compared. Names are kept once for all
  /// alternatives that have the same. `outcome` is an ``OutcomeBlob``.
  static func create(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE names (
          id INTEGER PRIMARY KEY,
          hash INTEGER NOT NULL,
          text TEXT NOT NULL
        );
        CREATE INDEX names_hash ON names(hash);
        CREATE TABLE alternative (
          id INTEGER PRIMARY KEY,
          hash INTEGER NOT NULL,
          seed INTEGER NOT NULL,
          key TEXT NOT NULL,
          model INTEGER NOT NULL,
          scenario TEXT NOT NULL,
          label TEXT NOT NULL,
          names INTEGER REFERENCES names(id)
        );
        CREATE INDEX alternative_hash ON alternative(hash, seed);
        CREATE TABLE replication (
          alternative INTEGER NOT NULL REFERENCES alternative(id) ON DELETE CASCADE,
          number INTEGER NOT NULL,
          outcome BLOB NOT NULL,
          PRIMARY KEY (alternative, number)
        );
        CREATE TABLE experiment (
          id INTEGER PRIMARY KEY,
          words TEXT NOT NULL,
          variables TEXT NOT NULL,
          part INTEGER NOT NULL,
          parts INTEGER NOT NULL,
          model INTEGER NOT NULL,
          program TEXT NOT NULL,
          finished INTEGER NOT NULL,
          UNIQUE (words, variables, part, parts, model)
        );
        CREATE TABLE member (
          experiment INTEGER NOT NULL REFERENCES experiment(id) ON DELETE CASCADE,
          alternative INTEGER NOT NULL REFERENCES alternative(id) ON DELETE CASCADE,
          label TEXT NOT NULL,
          PRIMARY KEY (experiment, alternative, label)
        ) WITHOUT ROWID;
        CREATE INDEX member_alternative ON member(alternative);
        PRAGMA application_id = \(application);
        PRAGMA user_version = \(version);
        """)
  }
}
