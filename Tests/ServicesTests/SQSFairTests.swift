// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

@Suite("SQS fair queues")
struct SQSFairTests {
  @Test("E29: one tenant's burst does not delay the others (Developer Guide, sqs-fair-queues)")
  func noisyNeighbour() throws {
    func run(_ settings: String) throws -> Outcomes {
      let read = try parts(
        """
        traffic:
          b: { to: q, rate: 1/s }
          c: { to: q, rate: 1/s }
          d: { to: q, rate: 1/s }
        channels: { q: { type: sqs, receive_wait: 20s, visibility_timeout: 10m\(settings) } }
        workers: { w: { type: fleet, from: q, tasks: 50, receive: 1, service_time: 1s } }
        """)
      return try Outcomes(read + [Burst(count: 20_000, at: s(50))], until: s(1_000))
    }
    let plain = try run("")
    let fair = try run(", tenants: source")
    // 20,000 / (50 - 3) = 426 s to drain behind the others; a message of theirs waits for what is before it.
    // Without tenants what comes later is behind the burst, mostly, which is done after 20,000 / 50 = 400 s.
    let done = plain.times("burst", "latency").max
    #expect(done > 398 && done < 426)
    #expect(abs(fair.times("burst", "latency").max - 426) < 10, "the noisy tenant gets what is left")
    for tenant in ["b", "c", "d"] {
      #expect(plain.times(tenant, "wait").max > 380)
      #expect(fair.times(tenant, "wait").max < 2, "a few service times")
    }
    #expect(fair.level("q", "noisy_groups").max == 1)
    #expect(fair.level("q", "quiet_depth").max < 20)
    #expect(fair.level("q", "quiet_oldest_message_age").max < 2)
    #expect(plain.level("q", "oldest_message_age").max > 380)
  }

  @Test("messages of quiet tenants are returned first, the oldest first (as above)")
  func quietFirst() throws {
    // Tenant 1 has five messages in flight and five more, tenant 2 and 3 have one each that came later.
    let run = try QueueRun(
      "tenants: key",
      [
        at(0, .batch(Array(0..<10), keys: [1])), at(1, .receive(1, atMost: 5)), at(2, .send(10, key: 2)),
        at(3, .send(11, key: 3)), at(4, .receive(2, atMost: 1)), at(5, .receive(3, atMost: 1)), at(5.5, .look("noisy")),
        at(6, .receive(4, atMost: 2)),
      ])
    #expect(run.log.returned(1) == [0, 1, 2, 3, 4])
    #expect(run.log.returned(2) == [10] && run.log.returned(3) == [11])
    #expect(run.log.returned(4) == [5, 6], "a noisy tenant gets what nobody else wants")
  }

  @Test("metrics of quiet groups, and requests with a surcharge (CloudWatch metrics; SQS pricing)")
  func metrics() throws {
    let run = try QueueRun(
      "tenants: key, visibility_timeout: 1h",
      [
        at(0, .batch(Array(0..<20), keys: [1])), at(1, .receive(1, atMost: 10)), at(1, .send(20, key: 2)),
        at(1, .send(21, key: 3)), at(1.5, .receive(2, atMost: 1)), at(4.5, .look("four")),
        at(5, .delete(Handle(0))),
      ], until: 3600)
    let gauges = ["noisy_groups", "quiet_depth", "quiet_in_flight", "quiet_delayed", "quiet_oldest_message_age"]
    #expect(gauges.map { run.gauge($0, at: "four") } == [1, 1, 1, 0, 3])
    let names = run.outcomes.model.instruments.cloudWatch.map(\.name)
    for name in [
      "ApproximateNumberOfNoisyGroups", "ApproximateNumberOfMessagesVisibleInQuietGroups",
      "ApproximateNumberOfMessagesNotVisibleInQuietGroups", "ApproximateNumberOfMessagesDelayedInQuietGroups",
      "ApproximateAgeOfOldestMessageInQuietGroups",
    ] {
      #expect(names.contains(name))
    }
    let fair = try #require(run.outcomes.model.meters.first { $0.meter.id == "sqs.requests.fair" })
    #expect(fair.meter.price.item == "fair-queue:surcharge-per-request")
    #expect(fair.perHour(run.outcomes.measured) == 6, "three sends, two receives, a delete")
    let plain = try QueueRun("", [at(0, .send(0))])
    #expect(!plain.outcomes.model.meters.contains { $0.meter.id == "sqs.requests.fair" })
  }

  @Test("everything else is as on any standard queue: timeouts, dead letters, delays, retention")
  func everythingElse() throws {
    let run = try QueueRun(
      "tenants: 3, visibility_timeout: 5s, retention: 60s, delay: 1s, dead_letter: { to: d, max_receives: 2 }",
      deadLetter: "tenants: 2",
      (0..<40).map { at(Double($0) * 0.1, .send($0)) } + (0..<30).map { at(2 + Double($0), .receive($0)) },
      answers: { $0.message % 4 == 0 ? .delete(after: 1) : $0.message % 4 == 1 ? .giveBack(after: 0.5) : .nothing })
    #expect(run.flow.delivered == 10)
    #expect(run.count("dead_lettered") == 30)
  }
}

/// Sends many messages at once to the queue `q`, from a source of its own.
struct Burst: Part {
  let count: Int
  let at: Instant
  var name: String { "burst" }
  var kind: String { "burst" }
  func build(_ model: inout ModelBuilder) -> any Component {
    Sender(id: model.component(name), flow: model.instruments.flow(name), burst: self, queue: model.component("q"))
  }

  struct Sender: Component {
    let id: ComponentID
    let flow: FlowID
    let burst: Burst
    let queue: ComponentID
    func start(_ timeline: inout Timeline) { timeline.schedule(Event(to: id, 1), at: burst.at) }
    func handle(_ event: Event, _ timeline: inout Timeline) {
      for number in 0..<burst.count {
        let message = timeline.send(number: UInt64(number), flow: flow, size: 100, sentAt: timeline.now)
        timeline.schedule(Event(to: queue, ChannelSignal.send, a: message, b: 0, c: 100), after: 0)
      }
    }
  }
}
