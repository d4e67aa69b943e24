// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Services
import Simulation

/// Stands in a model where a cache was: answers every request at once, and counts at which sizes of the cache it would
/// have been a hit.
///
/// The model around it is the scenario's own, so that arrivals, load shapes, changing keys, traces, several sources and
/// the calls of workers come as they would to the cache.
struct CurveProbePart: CacheFront {
  let cache: any SizedCache
  /// Ascending [B].
  let capacities: [Int]
  /// The share of the records that are followed.
  let samplingRate: Double
  /// Picks them.
  let seed: UInt64

  var name: String { cache.name }
  var kind: String { cache.kind }
  /// The database is asked nothing: whether a request hits does not depend on how long a miss takes.
  var database: String? { nil }

  func problem(with fault: FaultKind) -> String? { cache.problem(with: fault) }

  func build(_ model: inout ModelBuilder) -> any Component {
    CurveProbe(
      operations: model.parts.requests(to: name).map(\.operation), cache: cache, keySpaces: model.keySpaces,
      distances: ReuseDistances(
        capacities: capacities, samplingRate: samplingRate, seed: seed, timeToLive: cache.timeToLive),
      instruments: CurveInstruments(name, capacities: capacities.count, &model.instruments))
  }

  /// The parts of a window with the probe in the cache's place.
  func replacing(in parts: [any Part]) -> [any Part] { parts.map { $0.name == name ? self : $0 } }
}

/// What a ``CurveProbe`` counts, each in the part of the window that is measured.
struct CurveInstruments: Sendable {
  let reads, writes: CounterID
  /// Reads of the records that are followed, and by the smallest capacity at which they hit.
  let followed: CounterID
  let hits: [CounterID]
  /// Records followed that are there, and their memory.
  let records, bytes: GaugeID

  init(_ name: String, capacities: Int, _ instruments: inout Instruments) {
    reads = instruments.counter(name, "reads", unit: "requests")
    writes = instruments.counter(name, "writes", unit: "requests")
    followed = instruments.counter(name, "followed", unit: "requests")
    hits = (0..<capacities).map { instruments.counter(name, "hits_\($0)", unit: "requests") }
    records = instruments.gauge(name, "records", unit: "records")
    bytes = instruments.gauge(name, "bytes", unit: "B")
  }
}

private struct CurveProbe: Component {
  /// By the number of the request.
  let operations: [RequestOperation]
  let cache: any SizedCache
  let deletesOnWrite, storesOnWrite: Bool
  var keySpaces: KeySpaces
  var distances: ReuseDistances
  let instruments: CurveInstruments

  init(
    operations: [RequestOperation], cache: any SizedCache, keySpaces: KeySpaces, distances: ReuseDistances,
    instruments: CurveInstruments
  ) {
    self.operations = operations
    self.cache = cache
    self.keySpaces = keySpaces
    self.distances = distances
    self.instruments = instruments
    deletesOnWrite = cache.deletesOnWrite
    storesOnWrite = cache.storesOnWrite
  }

  mutating func start(_ timeline: inout Timeline) { keySpaces.start(timeline.key) }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    guard event.signal == CallSignal.call else { return }
    let request = CallWord.request(event.small)
    take(request < operations.count ? operations[request] : .read, timeline.messages[event.a], &timeline)
    timeline.messages.release(event.a)
    timeline.schedule(Event(to: event.d, CallSignal.answer, small: CallStatus.ok, a: event.b, b: event.c), after: 0)
  }

  /// Counters, sorted sets and the like are about no record of the curve.
  private mutating func take(_ operation: RequestOperation, _ message: Message, _ timeline: inout Timeline) {
    let (isRead, isWrite) = (operation.readsRecord, operation == .write)
    guard isRead || isWrite || operation == .delete else { return }
    timeline.recorder.count(isRead ? instruments.reads : instruments.writes)
    let record = keySpaces.record(of: message)
    guard distances.follows(record) else { return }
    if isRead {
      timeline.recorder.count(instruments.followed)
      let place = distances.record(record, weight: bytes(of: message), now: timeline.now)
      if let place, place < instruments.hits.count { timeline.recorder.count(instruments.hits[place]) }
    } else if isWrite, storesOnWrite {
      distances.store(record, weight: bytes(of: message), now: timeline.now)
    } else if !isWrite || deletesOnWrite {
      distances.remove(record)
    }
  }

  /// Memory that the message's record takes in the cache.
  private func bytes(of message: Message) -> Int { cache.recordBytes(value: Int(keySpaces.bytes(of: message))) }

  mutating func sample(_ timeline: inout Timeline) {
    distances.expire(now: timeline.now)
    timeline.recorder.set(instruments.records, Double(distances.distinctKeys), at: timeline.now)
    timeline.recorder.set(instruments.bytes, Double(distances.followedWeight), at: timeline.now)
  }
}
