// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GRDB
import Scenarios
import Synchronization

/// Finished replications in an SQLite database, and the experiments that asked for them.
///
/// Several threads and several processes may use one file at a time: it has a write-ahead log (sqlite.org/wal.html), and every
/// replication is a transaction of its own, so that the end of the program loses none. `synchronous` is NORMAL: the end of
/// the machine may lose the last ones, but never damages the file. A log in shared memory is for the processes of one machine
/// only, so parts of an experiment on several machines have a file each.
public final class ResultStore: OutcomeStore {
  /// How a store is opened.
  public enum Opening: Sendable, Hashable {
    /// Made if it is not there.
    case create
    /// It must be there. It is only read, and where its folder cannot be written, a copy of it is.
    case read
    /// It must be there.
    case change
  }

  /// As it was named.
  public let file: String
  let queue: DatabaseQueue
  /// Gone when the store is: what is read instead of a file that cannot be opened where it lies.
  private let copy: TemporaryCopy?
  private let state = Mutex(State())

  private struct State {
    /// The experiment that is under way.
    var experiment: Int64?
    /// What is known to be in the tables for it.
    var registered: Set<Registration> = []
  }

  private struct Registration: Hashable {
    var key: AlternativeKey
    var label: String
  }

  /// - Parameters:
  ///   - patience: seconds to wait for another program that has locked the file.
  /// - Throws: ``StoreProblem``
  public init(_ file: String, _ opening: Opening = .create, patience: Double = 30) throws {
    self.file = file
    let path = URL(fileURLWithPath: file).path
    try Self.check(path, file, opening)
    (queue, copy) = try Self.queue(path, file, opening, patience)
  }

  private static func queue(
    _ path: String, _ file: String, _ opening: Opening, _ patience: Double
  ) throws -> (DatabaseQueue, TemporaryCopy?) {
    do {
      return (try open(path, file, opening, patience), nil)
    } catch let problem as StoreProblem {
      // Even a reader of a write-ahead log has to write beside it.
      guard opening == .read, [.notWritable, .full, .other].contains(problem.kind),
        let copy = TemporaryCopy(of: path), let queue = try? open(copy.path, file, opening, patience)
      else { throw problem }
      return (queue, copy)
    }
  }

  private static func check(_ path: String, _ file: String, _ opening: Opening) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      guard !isFolder.boolValue else { throw StoreProblem(.foreign, file, "is a folder", hint: "name a file in it") }
      return
    }
    guard opening == .create else {
      throw StoreProblem(
        .missing, file, "there is no such store", hint: "--store FILE names one; experiments make it")
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: folder) else {
      throw StoreProblem(.missing, file, "there is no folder \(folder)", hint: "make it first, or name another")
    }
  }

  private static func open(
    _ path: String, _ file: String, _ opening: Opening, _ patience: Double
  ) throws -> DatabaseQueue {
    let start = ContinuousClock.now
    while true {
      do {
        return try opened(path, file, opening, patience)
      } catch let error as DatabaseError {
        // SQLite does not wait when several programs turn on the write-ahead log at the same moment.
        let isLocked = error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
        guard isLocked, start.duration(to: .now) < .seconds(patience) else { throw StoreProblem(error, file) }
        Thread.sleep(forTimeInterval: 0.01)
      } catch let problem as StoreProblem {
        throw problem
      } catch {
        throw StoreProblem(.other, file, "\(error)")
      }
    }
  }

  private static func opened(
    _ path: String, _ file: String, _ opening: Opening, _ patience: Double
  ) throws -> DatabaseQueue {
    var settings = GRDB.Configuration()
    settings.busyMode = .timeout(patience)
    settings.label = "sluice.store"
    settings.foreignKeysEnabled = true
    // A file that may be written is opened for writing even to be read: only a writer takes its log away in the end.
    settings.readonly = opening == .read && access(path, W_OK) != 0
    let queue = try DatabaseQueue(path: path, configuration: settings)
    try queue.writeWithoutTransaction { db in
      switch try StoreSchema.state(db) {
      case .foreign:
        throw StoreProblem(
          .foreign, file, "is the database of another program", hint: "name another file for the results")
      case .newer(let version):
        throw StoreProblem(
          .newer, file,
          "was written by a newer sluice: version \(version) of stores, this one knows "
            + "\(StoreSchema.version)", hint: "use that one, or another file")
      case .empty where opening != .create:
        throw StoreProblem(.foreign, file, "holds no results", hint: nil)
      case .empty, .ready: break
      }
      guard opening != .read else { return }
      // Where there is no shared memory the answer is another mode, which waits for the disk.
      let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
      try db.execute(sql: "PRAGMA synchronous = \(mode == "wal" ? "NORMAL" : "FULL")")
      try db.inTransaction(.immediate) {
        if case .empty = try StoreSchema.state(db) { try StoreSchema.create(db) }
        return .commit
      }
    }
    return queue
  }

  // MARK: Replications

  public func outcome(_ key: AlternativeKey, replication: Int) throws -> Outcome? {
    let found = try read { db -> Data? in
      guard let alternative = try Self.alternative(key, db) else { return nil }
      return try Row.fetchOne(
        db.cachedStatement(sql: "SELECT outcome FROM replication WHERE alternative = ? AND number = ?"),
        arguments: [alternative, replication]
      ).map { Self.data($0[0]) ?? Data() }
    }
    return try found.map { bytes in
      do {
        return try OutcomeBlob.outcome(bytes)
      } catch let damaged as OutcomeBlob.Damaged {
        throw Self.damaged(file, replication, damaged)
      }
    }
  }

  static func damaged(_ file: String, _ replication: Int, _ damaged: OutcomeBlob.Damaged) -> StoreProblem {
    StoreProblem(
      .damaged, file, "replication \(replication) \(damaged)",
      hint: "sluice results prune --damaged takes such rows out; they are then simulated again")
  }

  public func save(_ outcome: Outcome, _ key: AlternativeKey, replication: Int) throws {
    let bytes = OutcomeBlob.bytes(outcome)
    try write { db in
      let alternative = try Self.alternative(key, db) ?? Self.insert(key, "", "", nil, db)
      try db.cachedStatement(
        sql: "INSERT INTO replication(alternative, number, outcome) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
      ).execute(arguments: [alternative, replication, bytes])
    }
  }

  // MARK: Experiments

  /// Remembers an experiment that begins here; what is registered from now on belongs to it.
  ///
  /// - Throws: ``StoreProblem``
  public func begin(_ experiment: ExperimentRecord) throws {
    let id = try write { db in
      let id = try Self.experiment(experiment, isFinished: false, db)
      // Its scenario may have changed since it was done here last.
      try db.execute(sql: "UPDATE experiment SET finished = 0 WHERE id = ?", arguments: [id])
      try db.execute(sql: "DELETE FROM member WHERE experiment = ?", arguments: [id])
      return id
    }
    state.withLock { $0 = State(experiment: id) }
  }

  /// The row of an experiment, made or changed. What was finished stays finished where another store says so.
  static func experiment(_ record: ExperimentRecord, isFinished: Bool, _ db: Database) throws -> Int64 {
    let id = try Int64.fetchOne(
      db,
      sql: """
        INSERT INTO experiment(words, variables, part, parts, model, program, finished) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET finished = max(finished, excluded.finished), program = excluded.program RETURNING id
        """,
      arguments: [
        ExperimentRecord.text(record.words), ExperimentRecord.text(record.variables), record.shard?.index ?? 0,
        record.shard?.count ?? 0, record.modelVersion, record.program, isFinished ? 1 : 0,
      ])
    return id ?? 0
  }

  /// Remembers that the experiment that began here is done.
  ///
  /// - Throws: ``StoreProblem``
  public func finish() throws {
    guard let id = state.withLock({ $0.experiment }) else { return }
    try write { db in try db.execute(sql: "UPDATE experiment SET finished = 1 WHERE id = ?", arguments: [id]) }
  }

  public func register(_ alternatives: [Alternative]) throws {
    let (experiment, fresh) = state.withLock { state in
      let fresh = alternatives.filter {
        !state.registered.contains(Registration(key: $0.key, label: $0.label))
      }
      return (state.experiment, fresh)
    }
    guard !fresh.isEmpty else { return }
    try write { db in
      for alternative in fresh {
        let names = try Self.names(OutcomeNames(alternative).text(), db)
        let id: Int64
        if let found = try Self.alternative(alternative.key, db) {
          id = found
          try db.cachedStatement(
            sql: "UPDATE alternative SET names = ?, scenario = ?, label = ? WHERE id = ? AND names IS NULL"
          ).execute(arguments: [names, alternative.scenario.name, alternative.label, id])
        } else {
          id = try Self.insert(alternative.key, alternative.scenario.name, alternative.label, names, db)
        }
        guard let experiment else { continue }
        try db.cachedStatement(
          sql: "INSERT INTO member(experiment, alternative, label) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        ).execute(arguments: [experiment, id, alternative.label])
      }
    }
    state.withLock { state in
      for one in fresh { state.registered.insert(Registration(key: one.key, label: one.label)) }
    }
  }

  // MARK: Rows

  /// The row of an alternative: the one with the same hash, seed and text.
  static func alternative(_ key: AlternativeKey, _ db: Database) throws -> Int64? {
    try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM alternative WHERE hash = ? AND seed = ? AND key = ?"),
      arguments: [Int64(bitPattern: key.hash), Int64(bitPattern: key.seed), key.text])
  }

  static func insert(
    _ key: AlternativeKey, _ scenario: String, _ label: String, _ names: Int64?, _ db: Database
  ) throws -> Int64 {
    try db.cachedStatement(
      sql: "INSERT INTO alternative(hash, seed, key, model, scenario, label, names) VALUES (?, ?, ?, ?, ?, ?, ?)"
    ).execute(
      arguments: [
        Int64(bitPattern: key.hash), Int64(bitPattern: key.seed), key.text, key.modelVersion, scenario, label, names,
      ])
    return db.lastInsertedRowID
  }

  /// The row of the names with this text; made if there is none.
  static func names(_ text: String, _ db: Database) throws -> Int64 {
    let hash = Int64(bitPattern: StoreHash.of(text))
    let found = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM names WHERE hash = ? AND text = ?"), arguments: [hash, text])
    if let found { return found }
    try db.cachedStatement(sql: "INSERT INTO names(hash, text) VALUES (?, ?)").execute(arguments: [hash, text])
    return db.lastInsertedRowID
  }

  /// A blob; nil for what is none. (A row's own conversion would trap on a damaged database.)
  static func data(_ value: DatabaseValue) -> Data? {
    if case .blob(let data) = value.storage { data } else { nil }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try StoreProblem.translating(file) { try queue.inDatabase(body) }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try StoreProblem.translating(file) {
      try queue.inDatabase { db in
        var value: Value?
        try db.inTransaction(.immediate) {
          value = try body(db)
          return .commit
        }
        guard let value else { throw StoreProblem(.other, file, "a transaction was not done") }
        return value
      }
    }
  }
}
