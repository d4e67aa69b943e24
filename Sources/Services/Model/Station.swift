// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// A part as a line before servers, as closed forms see it: what comes, how long it takes, and what is added to the wait.
/// It is an approximation: failures come back once, all batches are alike.
public struct Station: Sendable {
  public var part: String
  /// What comes in a window, first attempts only, on straight lines.
  public var arrivals: [FluidQueue.Arrivals]
  /// Variance of the number of arrivals over its mean.
  public var dispersion: Double
  /// Servers, and whether each has a line of its own with an equal part of what comes, as the tasks that share the
  /// partitions of a log.
  public var servers: Int
  public var hasOwnLines: Bool
  /// An attempt: its mean [s], its squared coefficient of variation, and its law if it has one.
  public var meanService: Double
  public var serviceVariation: Double
  public var service: Distribution?
  /// The share of attempts that fail and come back, and how long after their begin [s].
  public var failing: Double
  public var retryAfter: Double
  /// The most attempts of one message that always fails; nil without such messages.
  public var mostAttempts: Int?
  /// What is added to the wait, at most and with every shorter time as likely: polls, batches [s].
  public var added: Double

  /// The load that comes, retries included, in servers, at a rate of first attempts.
  public func load(_ rate: Double) -> Double { rate * meanService / max(1 - failing, 0.01) }

  /// The end of the window [s].
  public var end: Double

  /// The share of the servers that is asked for, on average over the window.
  public var utilisation: Double {
    let came = arrivals.enumerated().reduce(0.0) { sum, piece in
      let next = piece.offset + 1 < arrivals.count ? arrivals[piece.offset + 1].start : end
      return sum + (piece.element.from + piece.element.to) / 2 * (next - piece.element.start)
    }
    return end > 0 ? load(came / end) / Double(max(1, servers)) : 0
  }

  /// The same at the busiest instant.
  public var peakUtilisation: Double {
    load(arrivals.reduce(0.0) { max($0, $1.from, $1.to) }) / Double(max(1, servers))
  }

  /// A worker with what comes to its channel; nil for one that takes from none.
  init?(of consumer: any Consumer, _ view: FindingsView) {
    let parts = view.parts
    guard let channel = parts[consumer.source] as? any Channel else { return nil }
    let isLog = channel is any LogChannel
    // Workers of one queue share what comes, in proportion to their places.
    let all = isLog ? [consumer] : parts.consumers(of: channel.name)
    let places = all.reduce(0) { $0 + $1.places(at: channel) }
    let own = consumer.places(at: channel)
    let share = places > 0 ? Double(own) / Double(places) : 1
    part = consumer.name
    end = view.duration.seconds
    arrivals = parts.arrivals(to: channel.name, until: view.duration).map {
      FluidQueue.Arrivals(start: $0.start, from: $0.from * share, to: $0.to * share)
    }
    dispersion = parts.producers(to: channel.name).compactMap(\.dispersion).max() ?? 1
    servers = max(1, own)
    hasOwnLines = isLog
    meanService = consumer.meanAttempt
    service = consumer.attemptTime
    serviceVariation = service?.squaredCoefficientOfVariation ?? 0
    failing = consumer.failureProbability
    retryAfter = consumer.givesBack ? meanService : channel.visibilityTimeout?.seconds ?? meanService
    mostAttempts = consumer.poisonProbability > 0 ? channel.maximumReceives : nil
    let gathering = parts.producers(to: channel.name).map(\.longestGathering).max() ?? 0
    added = (channel.longestPoll(of: consumer) + consumer.batchWindow + gathering).seconds
  }

  /// A database with what traffic sources ask it and what its caches do not answer.
  init(of database: DatabasePart, _ view: FindingsView) {
    let parts = view.parts
    let settings = database.settings
    let caches = parts.caches(before: database.name).map { (cache: $0, misses: 1 - ($0.expectedHits(view) ?? 0)) }
    func asked(_ time: Instant) -> (reads: Double, writes: Double) {
      caches.reduce(parts.asked(of: database.name, at: time)) { sum, front in
        let asked = front.cache.asked(parts, at: time)
        return (sum.reads + asked.reads * front.misses, sum.writes + asked.writes)
      }
    }
    func rate(_ time: Instant) -> Double { asked(time).reads + asked(time).writes }
    part = database.name
    end = view.duration.seconds
    let changes = Set(parts.parts.compactMap { $0 as? any Producer }.flatMap(\.rateChanges) + [0])
      .filter { $0 >= 0 && $0 < view.duration }.sorted()
    arrivals = changes.enumerated().map { place, start in
      let next = place + 1 < changes.count ? changes[place + 1] : view.duration
      return FluidQueue.Arrivals(start: start.seconds, from: rate(start), to: rate(next - 1))
    }
    dispersion = 1
    servers = max(1, settings.servers * (settings.readsReplicas ? max(1, settings.replicas) : 1))
    hasOwnLines = false
    let (reads, writes) = asked(0)
    let share = reads + writes > 0 ? reads / (reads + writes) : 1
    let (read, write) = (settings.readTime, settings.writeTime)
    meanService = share * read.mean + (1 - share) * write.mean
    // E[S²] of the two together.
    let square =
      share * (1 + read.squaredCoefficientOfVariation) * read.mean * read.mean
      + (1 - share) * (1 + write.squaredCoefficientOfVariation) * write.mean * write.mean
    serviceVariation = meanService > 0 ? max(0, square / (meanService * meanService) - 1) : 0
    service = read
    failing = 0
    retryAfter = 0
    mostAttempts = nil
    added = 0
  }
}
