// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Simulation
import Statistics

/// What comes to a channel and what those that take from it can do at the most, as a fluid.
struct Overload: Sendable {
  /// The messages of the window, in seconds.
  let line: FluidQueue
  /// What comes, on straight lines.
  let arrivals: [FluidQueue.Arrivals]
  /// The most messages a second that come.
  let mostOffered: Double
  /// Places to work in, and the seconds of one that a message takes.
  let places: Int
  let work: Double
  /// Variance of the number of messages over its mean, and of the work of one over its squared mean.
  private let variation: Double

  /// The workers of a channel; nil where it cannot be told what comes to them, or what they do: behind other workers, which
  /// may hold messages up, behind limits that refuse some, and with faults that change the work.
  init?(of consumer: any Consumer, _ view: FindingsView) {
    let parts = view.parts
    let channel = consumer.source
    guard let source = parts[channel] as? any Channel else { return nil }
    // Readers of a log each see all its messages; those of a queue share them.
    let consumers = source is any LogChannel ? [consumer] : parts.consumers(of: channel)
    guard source.retention > view.duration, source.takesAll(parts, view), parts.comesStraight(to: channel),
      !parts.hasFaults, consumers.allSatisfy({ $0.leastWork > 0 })
    else { return nil }
    let rate = consumers.reduce(0.0) { $0 + Double($1.places(at: source)) / $1.leastWork }
    let all = consumers.reduce(0) { $0 + $1.places(at: source) }
    guard rate > 0, rate.isFinite, all > 0 else { return nil }
    places = all
    work = Double(all) / rate
    arrivals = parts.arrivals(to: channel, until: view.duration)
    line = FluidQueue(arrivals, until: view.duration.seconds, capacity: rate)
    mostOffered = arrivals.reduce(0.0) { max($0, $1.from, $1.to) }
    let spread = parts.parts.compactMap { ($0 as? any Producer)?.dispersion }.max() ?? 1
    variation = spread + (consumers.compactMap { $0.attemptTime?.squaredCoefficientOfVariation }.max() ?? 1)
  }

  /// What chance may take off the line: three standard deviations of what comes until a time and of its work.
  func spread(until time: Double) -> Double {
    let messages = arrivals.enumerated().reduce(0.0) { sum, piece in
      let next = piece.offset + 1 < arrivals.count ? arrivals[piece.offset + 1].start : line.end
      let length = max(0, min(next, time) - piece.element.start)
      return sum + (piece.element.from + piece.element.to) / 2 * length
    }
    return 3 * (messages * variation).squareRoot()
  }

  /// What follows for a worker and its channel.
  ///
  /// - Parameter warmUp: the latest end of the warm-up that is known [s].
  func certainties(_ consumer: any Consumer, _ view: FindingsView) -> [Certainty] {
    let peak = line.peak
    let least = peak.level - spread(until: peak.time)
    guard least > 0, mostOffered > 0 else { return [] }
    let offered = mostOffered * work
    let reason =
      "\(consumer.name) is asked for \(Format.number(offered)) of \(Format.grouped(places)) "
      + "\(places == 1 ? "place" : "places") in window \(view.window), at \(Format.duration(seconds: work)) a message"
    // The oldest of so many that wait came before all the others did.
    let age = 0.9 * least / mostOffered
    let channel = Certainty.Subject.part(consumer.source)
    var all = [
      Certainty(.load, channel, "depth", "max", .atLeast(0.9 * least), reason: reason),
      Certainty(.load, channel, "oldest_message_age", "max", .atLeast(age), reason: reason),
      Certainty(.load, .part(consumer.name), "lag", "max", .atLeast(age), reason: reason),
    ]
    let lost = spread(until: line.end) / line.capacity
    let starts = [0, min(view.duration.seconds / 2, view.firstPlannedChange?.seconds ?? .infinity)]
    let lines = starts.map { start in line.delays(from: start).sorted { $0.delay < $1.delay } }
    all.append(
      Certainty(
        .load, .flows(endingAt: consumer.name), "latency", "",
        .quantiles { probability in
          // In another order some wait less and others more: twice as many must wait so long.
          let share = 1 - 2 * (1 - probability)
          guard share > 0 else { return 0 }
          let delays = lines.map { Self.quantile($0, share) }
          return max(0, 0.7 * (delays.min() ?? 0) - lost)
        }, reason: reason))
    return all
  }

  private static func quantile(_ sorted: [FluidQueue.Delay], _ share: Double) -> Double {
    let whole = sorted.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    for arrival in sorted {
      sum += arrival.weight
      if sum >= share * whole { return arrival.delay }
    }
    return 0
  }
}

extension Consumer {
  /// Places that can be busy at a time: of a log no more than it has partitions for each task.
  func places(at channel: any Channel) -> Int {
    guard let reader = self as? any LogReader, let log = channel as? any LogChannel,
      case .tasks(let tasks) = reader.reading.members, tasks > 0
    else { return capacity }
    return capacity / tasks * min(tasks, log.partitions)
  }
}

extension FindingsView {
  /// The first instant at which a source changes its load by plan: a warm-up ends before it.
  var firstPlannedChange: Instant? { parts.parts.compactMap(\.firstPlannedChange).min() }
}

extension PartDirectory {
  /// What comes to a part during a window, on straight lines [1/s].
  func arrivals(to name: String, until end: Nanoseconds) -> [FluidQueue.Arrivals] {
    let changes = Set(inflowChanges(of: name) + [0]).filter { $0 >= 0 && $0 < end }.sorted()
    return changes.enumerated().map { place, start in
      let next = place + 1 < changes.count ? changes[place + 1] : end
      return FluidQueue.Arrivals(
        start: start.seconds, from: inflow(of: name, at: start), to: inflow(of: name, at: next - 1))
    }
  }

  /// Whether what comes to a part comes from sources, perhaps through topics, and not through workers or queues.
  func comesStraight(to name: String, depth: Int = 0) -> Bool {
    guard depth < 8 else { return false }
    return parts.allSatisfy { part in
      guard part.outlets.contains(where: { $0.to == name }), !(part is any Producer) else { return true }
      guard !(part is any Consumer), !(part is any Channel) else { return false }
      return comesStraight(to: part.name, depth: depth + 1)
    }
  }
}
