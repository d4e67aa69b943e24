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
  /// What only caches do: counters, sessions, rate limits, sorted sets, Pub/Sub, lists.
  case cacheOnly(CacheOperation)

  /// The word or key that stands for it in a scenario.
  public var word: String {
    switch self {
    case .read: "read"
    case .write: "write"
    case .delete: "delete"
    case .cacheOnly(let operation): operation.word
    }
  }

  /// Whether it looks a record up that the cache may have evicted: reads and sessions.
  public var readsRecord: Bool {
    switch self {
    case .read, .cacheOnly(.session): true
    case .write, .delete, .cacheOnly: false
    }
  }

  /// Whether it is about the record of a key, so that messages without keys make no sense.
  public var needsKeys: Bool {
    switch self {
    case .read, .write, .delete: true
    case .cacheOnly(let operation): operation.needsKeys
    }
  }
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

/// Why a part cannot do what it is asked for.
public struct RequestProblem: Error, Sendable, Hashable {
  /// A sentence without a full stop.
  public var message: String
  /// What to do about it.
  public var hint: String

  public init(_ message: String, hint: String) {
    self.message = message
    self.hint = hint
  }
}

/// A part that is asked for data and answers each call (``CallSignal``, ``CallWord``, ``AnswerWord``): a cache, a
/// database. It keeps no message: it releases the reference that came with the call before it answers, whatever the
/// answer is.
public protocol RequestServer: Part {
  /// Why it cannot do this; nil if it can.
  func problem(asking operation: RequestOperation) -> RequestProblem?
}

extension RequestServer {
  public var isCallable: Bool { true }
  public var keepsMessages: Bool { false }
  /// A request ends where it is answered: what the answer takes behind it is no message on its way.
  public var outlets: [Outlet] { [] }

  /// A database reads, writes and deletes records.
  public func problem(asking operation: RequestOperation) -> RequestProblem? {
    guard case .cacheOnly(let special) = operation else { return nil }
    return RequestProblem(
      "\(name) cannot be asked for \(special.noun): it is \(English.withArticle(kind)), which reads, writes and "
        + "deletes records", hint: "ask a cache")
  }
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
  /// The share of the reads that it answers by itself, as closed forms tell; nil where they cannot.
  func expectedHits(_ view: FindingsView) -> Double?
  /// Reads and writes a second that come to it from traffic sources at an instant.
  func asked(_ parts: PartDirectory, at time: Instant) -> (reads: Double, writes: Double)
  /// Whether its engine is Memcached, which has strings and counters only.
  var isMemcached: Bool { get }
}

extension CacheFront {
  public var isMemcached: Bool { false }
  public func expectedHits(_ view: FindingsView) -> Double? { nil }

  public func asked(_ parts: PartDirectory, at time: Instant) -> (reads: Double, writes: Double) {
    parts.asked(of: name, at: time)
  }

  public func problem(asking operation: RequestOperation) -> RequestProblem? {
    guard isMemcached, case .cacheOnly(let special) = operation, let lacks = special.missingInMemcached else {
      return nil
    }
    return RequestProblem(
      "\(name) cannot be asked for \(special.noun): Memcached has no \(lacks)",
      hint: "engine: redis or valkey has them")
  }
}

/// A part that follows the commits of a database without standing in front of it: a connector that captures changes.
public protocol CommitListener: Part {
  /// The database; nil for none.
  var listensTo: String? { get }
}

extension PartDirectory {
  /// Reads and writes a second that traffic sources ask a cache or a database for at an instant.
  func asked(of server: String, at time: Instant) -> (reads: Double, writes: Double) {
    producers(to: server).reduce((0, 0)) { sum, producer in
      let rate = producer.rate(at: time) ?? 0
      let isRead = producer.requests.first { $0.to == server }?.operation.readsRecord ?? true
      return isRead ? (sum.0 + rate, sum.1) : (sum.0, sum.1 + rate)
    }
  }

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

  /// Those that a database tells of its commits: the caches in front of it, and whoever captures its changes.
  public func listeners(to database: String) -> [String] {
    caches(before: database).map(\.name)
      + parts.compactMap { $0 as? any CommitListener }.filter { $0.listensTo == database }.map(\.name)
  }

  /// The caches in front of a database.
  public func caches(before database: String) -> [any CacheFront] {
    parts.compactMap { $0 as? any CacheFront }.filter { $0.database == database }
  }
}
