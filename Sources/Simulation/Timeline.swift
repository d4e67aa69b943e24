// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// The clock, the pending events, the messages and the measurements of one replication: all that a component sees of
/// the world.
public struct Timeline: ~Copyable {
  @usableFromInline var clock: Instant = 0
  /// The current instant.
  @inlinable public var now: Instant { clock }
  /// The end of the replication; nothing happens at or after it.
  public let end: Instant
  /// The key of all random draws of this replication.
  public let key: RandomKey
  /// All messages that somebody holds.
  public var messages = MessageStore()
  /// Lists of messages that travel together.
  public var batches = MessageBatches()
  /// Counters, gauges and distributions.
  public var recorder: Recorder
  /// Whether messages are looked for or followed; what happens is the same.
  public internal(set) var isTracing = false
  var tracer = Tracer()
  let flows: [FlowNumbers]
  let stages: [StageNumbers]

  @usableFromInline var queue = EventQueue()
  @usableFromInline var immediate = EventRing()
  var stopped: StopReason?
  var handled: UInt64 = 0
  @usableFromInline var handledAtOnce = 0
  /// The most events that may follow each other without the clock moving; more mean that it stands still.
  @usableFromInline var mostAtOnce = 50_000_000

  init(end: Instant, key: RandomKey, instruments: Instruments) {
    self.end = end
    self.key = key
    (flows, stages) = FlowNumbers.all(instruments)
    recorder = Recorder(instruments)
  }

  /// Schedules an event at an instant; one in the past happens now.
  @inlinable @inline(__always)
  public mutating func schedule(_ event: Event, at time: Instant) {
    if time <= now {
      immediate.append(event, order: queue.takeOrder())
    } else if time < end {
      if queue.isFull { return stop(.tooManyEvents) }
      queue.schedule(event, at: time)
    }
  }

  /// Schedules an event after a length of time, 0 or more.
  @inlinable @inline(__always)
  public mutating func schedule(_ event: Event, after length: Nanoseconds) {
    schedule(event, at: now.advanced(by: length))
  }

  /// Whether the replication is about to end early.
  public var isStopped: Bool { stopped != nil }

  /// Ends the replication after the current event.
  public mutating func stop(_ reason: StopReason) { if stopped == nil { stopped = reason } }

  /// The next event, with the clock set to its instant; nil when `limit` comes first or nothing is left.
  @inlinable @inline(__always)
  mutating func next(before limit: Instant) -> Event? {
    let first = queue.firstKey()
    if immediate.count > 0 {
      // Due now. An event in the heap goes first if it is due now too and was scheduled earlier.
      if first._high == UInt64(bitPattern: now), first._low &>> 24 < immediate.firstOrder { return queue.takeFirst() }
      handledAtOnce &+= 1
      if handledAtOnce > mostAtOnce { stop(.clockStands) }
      return immediate.takeFirst()
    }
    handledAtOnce = 0
    let time = Instant(truncatingIfNeeded: first._high)
    if first._high >= UInt64(bitPattern: limit) { return nil }
    clock = time
    return queue.takeFirst()
  }
}
