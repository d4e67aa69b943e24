// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What is asked of a cache or a database.
public enum RequestOperation: Sendable, Hashable {
  /// Reads the record of the message's key.
  case read
  /// Writes it.
  case write
  /// Deletes it.
  case delete
}

/// What a part asks of a cache or a database, again and again.
public struct Request: Sendable, Hashable {
  /// The traffic source, worker or cache that asks.
  public var caller: String
  /// The cache or database that is asked.
  public var to: String
  public var operation: RequestOperation

  public init(caller: String, to: String, _ operation: RequestOperation) {
    self.caller = caller
    self.to = to
    self.operation = operation
  }
}

/// A part that is asked for data and answers each call (``CallSignal``, ``CallWord``, ``AnswerWord``): a cache, a
/// database. It keeps no message: it releases the reference that came with the call before it answers, whatever the
/// answer is.
public protocol RequestServer: Part {}

extension RequestServer {
  public var isCallable: Bool { true }
  public var keepsMessages: Bool { false }
}

/// A database: where the records are kept.
public protocol DataStore: RequestServer {
  /// Reads that it can answer in a second, at most and on average; nil if nothing limits them.
  var readsPerSecond: Double? { get }
}

/// A cache in front of a database, which is told of every commit there.
public protocol CacheFront: RequestServer {
  /// The database that it asks for what it does not hold; nil for a store of its own.
  var database: String? { get }
}

extension PartDirectory {
  /// All that is asked of a cache or a database, in the order of the parts; the place is the number that travels with a
  /// call.
  public func requests(to server: String) -> [Request] {
    parts.flatMap(\.requests).filter { $0.to == server }
  }

  /// The number of one of a part's requests.
  ///
  /// - Parameter place: among those of the caller to this server, from 0.
  public func requestNumber(of caller: String, place: Int = 0, to server: String) -> Int {
    let own = requests(to: server).enumerated().filter { $0.element.caller == caller }
    return place < own.count ? own[place].offset : 0
  }

  /// The caches in front of a database.
  public func caches(before database: String) -> [any CacheFront] {
    parts.compactMap { $0 as? any CacheFront }.filter { $0.database == database }
  }
}
