// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Simulates replications of alternatives on several threads, or takes them from a store, and hands them over in order. What
/// comes out depends neither on the threads nor on what was in the store.
public final class Laboratory: Sendable {
  /// Which of an experiment's planned replications are simulated here.
  public enum Role: Sendable, Hashable {
    /// All, and whatever the experiment asks for afterwards.
    case whole
    /// A part of those that are planned from the start; the experiment ends there with ``ShardDone``.
    case shard(Shard)
    /// None of those that are planned from the start: the shards have done them. What the experiment asks for afterwards
    /// is simulated.
    case merge(shards: Int)
  }

  /// One replication of one alternative.
  public struct Task: Sendable, Hashable {
    /// Its place among the alternatives.
    public var alternative: Int
    public var replication: Int

    public init(alternative: Int, replication: Int) {
      self.alternative = alternative
      self.replication = replication
    }
  }

  /// How much was done.
  public struct Work: Sendable, Hashable {
    /// Replications that were simulated, and those that the store had.
    public var simulated = 0
    public var found = 0
    /// Events of both.
    public var events: UInt64 = 0
    /// Replications that were asked for.
    public var planned = 0
  }

  /// A shard has done its part: no fault, but the end of the experiment here.
  public struct ShardDone: Error {
    public var shard: Shard
    /// Replications of this shard, and of all.
    public var done: Int
    public var of: Int
    /// Whether it was stopped before it was done.
    public var isPartial: Bool
  }

  /// Replications that a shard should have done are not in the store.
  public struct Missing: Error, CustomStringConvertible {
    /// Their number, and the shards that they belong to.
    public var count: Int
    public var shards: [Int]
    public var of: Int
    /// The alternatives of which there is no replication at all.
    public var unknown: [(label: String, key: AlternativeKey)] = []

    public var description: String {
      "\(count) \(count == 1 ? "replication is" : "replications are") not in the store: those of "
        + "\(shards.count == 1 ? "shard" : "shards") \(shards.map(String.init).joined(separator: ", ")) of \(of)"
    }
  }

  /// What a store has under an alternative's key is no outcome of it.
  public struct Misfit: Error, CustomStringConvertible {
    public var label: String
    public var replication: Int

    public var description: String {
      "what the store has for replication \(replication) of \(label) has not the figures of \(label)"
    }
  }

  /// Replications that are handed over together; memory for so many is needed, however many there are.
  static let block = 256

  public let jobs: Int
  public let store: (any OutcomeStore)?
  public let role: Role
  public let control: RunControl
  private let progress: @Sendable (Work) -> Void
  private let state = Mutex(Work())
  private let hasPlanned = Mutex(false)

  public init(
    jobs: Int, store: (any OutcomeStore)? = nil, role: Role = .whole, control: RunControl = RunControl(),
    progress: @escaping @Sendable (Work) -> Void = { _ in }
  ) {
    self.jobs = max(1, jobs)
    self.store = store
    self.role = role
    self.control = control
    self.progress = progress
  }

  public var work: Work { state.withLock { $0 } }

  /// Does tasks, and hands over what is read off them.
  ///
  /// - Parameters:
  ///   - isPlanned: whether it is known from the start that these are needed, so that shards can divide them. An experiment
  ///     has one such call, its first; all others depend on what came out, and a second one that says so counts as such.
  ///   - read: called on several threads at a time.
  ///   - take: called in the tasks' order.
  /// - Returns: how many tasks were handed over: fewer than there are when the control was closed or cancelled.
  /// - Throws: what the store or `take` throws, ``Run/Unaccounted``, ``ShardDone``, ``Missing``.
  public func run<Value: Sendable>(
    _ tasks: [Task], of alternatives: [Alternative], isPlanned: Bool,
    read: @escaping @Sendable (Task, Outcome) -> Value, take: (Task, Value) throws -> Void
  ) async throws -> Int {
    // Who searches again, for another traffic, asks for what depends on what came out.
    let isPlanned =
      isPlanned
      && hasPlanned.withLock { had in
        defer { had = true }
        return !had
      }
    var own = tasks
    if isPlanned, case .shard(let shard) = role {
      own = tasks.enumerated().filter { $0.offset % shard.count == shard.index }.map(\.element)
    }
    if isPlanned, case .merge(let shards) = role { try checkAllAreThere(tasks, alternatives, shards: shards) }
    try store?.register(alternatives)
    state.withLock { $0.planned += own.count }
    var handedOver = 0
    var isShard = false
    if isPlanned, case .shard = role { isShard = true }
    while handedOver < own.count, control.isOpen {
      let block = own[handedOver..<min(handedOver + Self.block, own.count)]
      let results = await Parallel.map(block.count, jobs: jobs) { [self] place -> Result<Value, any Error>? in
        guard control.isOpen else { return nil }
        let task = block[block.startIndex + place]
        return Result { try outcome(task, alternatives[task.alternative]).map { read(task, $0) } }.flattened()
      } finished: { _ in
      }
      for (task, result) in zip(block, results) {
        guard let result else { break }
        let value = try result.get()
        if !isShard { try take(task, value) }
        handedOver += 1
      }
      if handedOver < block.endIndex { break }
    }
    if isPlanned, case .shard(let shard) = role {
      throw ShardDone(shard: shard, done: handedOver, of: tasks.count, isPartial: handedOver < own.count)
    }
    return handedOver
  }

  /// Nil when it was cancelled.
  private func outcome(_ task: Task, _ alternative: Alternative) throws -> Outcome? {
    if let kept = try store?.outcome(alternative.key, replication: task.replication) {
      guard alternative.fits(kept) else { throw Misfit(label: alternative.label, replication: task.replication) }
      note(kept, wasFound: true)
      return kept
    }
    guard let outcome = try alternative.replication(task.replication, control) else { return nil }
    try store?.save(outcome, alternative.key, replication: task.replication)
    note(outcome, wasFound: false)
    return outcome
  }

  private func note(_ outcome: Outcome, wasFound: Bool) {
    let work = state.withLock { work in
      work.simulated += wasFound ? 0 : 1
      work.found += wasFound ? 1 : 0
      work.events += outcome.events
      return work
    }
    progress(work)
  }

  private func checkAllAreThere(_ tasks: [Task], _ alternatives: [Alternative], shards: Int) throws {
    var missing = Missing(count: 0, shards: [], of: shards)
    var found = [Int](repeating: 0, count: alternatives.count)
    var lacking = found
    for (place, task) in tasks.enumerated() {
      if try store?.outcome(alternatives[task.alternative].key, replication: task.replication) != nil {
        found[task.alternative] += 1
        continue
      }
      lacking[task.alternative] += 1
      missing.count += 1
      if !missing.shards.contains(place % shards) { missing.shards.append(place % shards) }
    }
    missing.unknown = alternatives.indices.filter { found[$0] == 0 && lacking[$0] > 0 }.map {
      (alternatives[$0].label, alternatives[$0].key)
    }
    missing.shards.sort()
    if missing.count > 0 { throw missing }
  }
}

extension Result where Failure == any Error {
  /// Nil for a success without a value.
  fileprivate func flattened<Value>() -> Result<Value, any Error>? where Success == Value? {
    switch self {
    case .success(let value): value.map { .success($0) }
    case .failure(let error): .failure(error)
    }
  }
}
