// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Simulation

/// What a cache is asked for besides records: its ``CommandPlan``, one round trip after the other.
extension CacheClient {
  /// Sends the commands of a round trip together; past the last one the job is done.
  mutating func run(_ place: Int, trip: Int, after previous: CacheReply.Outcome, _ timeline: inout Timeline) {
    let job = jobs[place]
    guard trip < plans[job.request].roundTrips.count else { return operated(place, &timeline) }
    let node = cluster.node(of: job.record)
    guard breaker.admits(node, at: timeline.now) else {
      timeline.recorder.count(instruments.notAsked)
      return finish(place, CallStatus.failed, &timeline)
    }
    let message = timeline.messages[job.message]
    let value = Int(spaces.bytes(of: message))
    jobs[place].phase = .command
    jobs[place].asked = node
    jobs[place].trip = UInt8(truncatingIfNeeded: trip)
    var combined: CacheReply?
    let commands = plans[job.request].roundTrips[trip]
    let count = commands.count
    for index in 0..<count {
      let planned = commands[index]
      if planned.condition == .ifAbsent, previous != .miss { continue }
      var command = CacheCommand(
        verb: planned.verb(value: value), key: job.record, bytes: UInt32(truncatingIfNeeded: value),
        item: message.drawKey, attempt: UInt32(trip))
      command.stamp = timeline.now
      command.pipeline = UInt8(clamping: count)
      if let length = planned.timeToLive ?? settings.ttl { command.expires = timeline.now.advanced(by: length) }
      let reply = cluster.execute(command, &timeline)
      combined = combined.map { Self.together($0, reply) } ?? reply
    }
    guard let combined else { return operated(place, &timeline) }
    wait(for: combined, place, &timeline)
  }

  /// The reply to a pipeline: it is there when the last one is, and fails if one fails.
  private static func together(_ first: CacheReply, _ next: CacheReply) -> CacheReply {
    var both = first
    both.at = max(first.at, next.at)
    both.waited = max(first.waited, next.waited)
    switch next.outcome {
    case .silence, .unavailable, .throttled, .refused: both.outcome = next.outcome
    case .hit, .miss, .done: break
    }
    return both
  }

  /// A round trip is over.
  mutating func ran(_ place: Int, _ outcome: CacheReply.Outcome, _ timeline: inout Timeline) {
    switch outcome {
    case .hit, .miss, .done: run(place, trip: Int(jobs[place].trip) + 1, after: outcome, &timeline)
    case .refused, .silence, .unavailable, .throttled: finish(place, CallStatus.failed, &timeline)
    }
  }

  private mutating func operated(_ place: Int, _ timeline: inout Timeline) {
    if case .cacheOnly(.rateLimit(let rule)) = operations[jobs[place].request], let counters = instruments.limits {
      timeline.recorder.count(counters.asked)
      if !limiters.admits(jobs[place], rule, at: timeline.now) {
        timeline.recorder.count(counters.limited)
      }
    }
    finish(place, CallStatus.ok, &timeline)
  }
}

/// The state of rate limits, by request and key: what the cache holds of them.
struct RateLimiters: Sendable {
  private var places = IndexTable()
  private var limiters: [(limiter: RateLimiter, node: UInt16, life: UInt32)] = []

  /// Whether a request is allowed. A node that has begun another life has forgotten all.
  mutating func admits(_ job: CacheJob, _ rule: CacheOperation.RateLimit, at now: Instant) -> Bool {
    // Two limits on one key are two keys.
    let key = job.record ^ UInt64(job.request) << 52
    guard let place = places[key].map(Int.init) else {
      places.insert(key, UInt32(truncatingIfNeeded: limiters.count))
      limiters.append((RateLimiter(rule), job.reply.node, job.reply.life))
      return limiters[limiters.count - 1].limiter.admits(at: now)
    }
    if limiters[place].node != job.reply.node || limiters[place].life != job.reply.life {
      limiters[place] = (RateLimiter(rule), job.reply.node, job.reply.life)
    }
    return limiters[place].limiter.admits(at: now)
  }
}
