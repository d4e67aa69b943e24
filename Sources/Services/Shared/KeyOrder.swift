// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Whether a worker sees the messages of each key in the order in which they were sent.
///
/// A message is out of order if work on a later one of its key has begun before. Only the first look at a message counts:
/// one that comes again is a duplicate. Memory grows with the keys that have been seen.
struct KeyOrder: Sendable {
  /// Messages seen, and those of them that came too late.
  private struct Tally: Sendable {
    let seen, outOfOrder: CounterID

    init(_ subject: String, _ instruments: inout Instruments) {
      seen = instruments.counter(subject, "first_attempts")
      outOfOrder = instruments.counter(subject, "out_of_order")
      instruments.metric(subject, "out_of_order", .tally(outOfOrder, of: seen))
    }
  }

  private let total: Tally
  /// By flow; nil for those without keys.
  private let byFlow: [Tally?]
  private var places = IndexTable()
  /// The latest message of each key, by its number.
  private var latest: [UInt64] = []

  /// Nil where no message that reaches the worker has a key.
  init?(_ worker: String, _ model: inout ModelBuilder) {
    let parts = model.parts
    let keyed = Set(
      model.routes.sources(reaching: worker).filter { (parts[$0] as? any Producer)?.keys(parts) != nil })
    guard !keyed.isEmpty else { return nil }
    total = Tally(worker, &model.instruments)
    var known: [String: Tally] = [:]
    byFlow = model.routes.sources.map { source in
      guard keyed.contains(source), let way = model.instruments.subject(named: "\(source) -> \(worker)") else {
        return nil
      }
      if known[way] == nil { known[way] = Tally(way, &model.instruments) }
      return known[way]
    }
  }

  /// Work on a message begins for the first time here.
  mutating func note(_ message: Message, _ timeline: inout Timeline) {
    guard Int(message.flow) < byFlow.count, let tally = byFlow[Int(message.flow)] else { return }
    // Handed on once more, and its first copy has been seen to the end.
    if message.origin != Message.noOrigin, timeline.messages[message.origin].outcome == .delivered { return }
    timeline.recorder.count(total.seen)
    timeline.recorder.count(tally.seen)
    let key = UInt64(message.flow) << 32 | UInt64(message.key)
    guard let place = places[key] else {
      places.insert(key, UInt32(truncatingIfNeeded: latest.count))
      return latest.append(message.number)
    }
    if message.number < latest[Int(place)] {
      timeline.recorder.count(total.outOfOrder)
      timeline.recorder.count(tally.outOfOrder)
    } else {
      latest[Int(place)] = message.number
    }
  }
}
