// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GRDB

/// What is wrong with a store of results, and what can be done about it.
public struct StoreProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Sendable, Hashable {
    /// There is no such file, or no such folder.
    case missing
    /// It is a file, but no store of this program.
    case foreign
    /// Bytes have been lost or changed.
    case damaged
    /// A later version of this program has written it.
    case newer
    /// There is no room for more.
    case full
    case notWritable
    /// Another program has locked it.
    case locked
    /// Two stores have different rows for the same replication.
    case conflict
    case other
  }

  public var kind: Kind
  public var file: String
  /// The end of a sentence that begins with the file.
  public var message: String
  public var hint: String?

  public init(_ kind: Kind, _ file: String, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.file = file
    self.message = message
    self.hint = hint
  }

  public var description: String { "\(file): \(message)" }

  /// What SQLite's result code means for a person (sqlite.org/rescode.html).
  init(_ error: DatabaseError, _ file: String) {
    let said = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_NOTADB:
      self.init(
        .foreign, file, "is no SQLite database, or its beginning is damaged",
        hint: "name another file, or move this one away and begin a new store")
    case .SQLITE_CORRUPT:
      self.init(.damaged, file, "is damaged: \(said)", hint: Self.damagedHint)
    case .SQLITE_FULL:
      self.init(
        .full, file, "there is no room for another replication: \(said)",
        hint: "make room and start it again: what was finished is kept")
    case .SQLITE_IOERR:
      self.init(
        .other, file, "cannot be read or written: \(said)",
        hint: "is the disk full, or the file too large? What was finished is kept")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(.notWritable, file, "cannot be written: \(said)", hint: Self.elsewhereHint)
    case .SQLITE_CANTOPEN:
      self.init(.notWritable, file, "cannot be opened: \(said)", hint: Self.elsewhereHint)
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      self.init(
        .locked, file, "another program keeps it locked",
        hint: "let that one end, or use a store of its own: --store FILE")
    default:
      self.init(.other, file, said)
    }
  }

  static let damagedHint =
    "sluice results export still writes what can be read; move the file away to begin a new store"
  static let elsewhereHint = "--store FILE keeps results elsewhere, --store none nowhere"

  /// Does something with a database and says what went wrong in terms of the store.
  static func translating<Value>(_ file: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreProblem(error, file)
    } catch let damaged as OutcomeBlob.Damaged {
      throw StoreProblem(.damaged, file, "a replication \(damaged)", hint: Self.damagedHint)
    }
  }
}
