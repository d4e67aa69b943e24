// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// What people get wrong about queues, as small scenarios whose outcome follows from the documented rules or from a
/// closed form. Calls take no time.
@Suite struct ExerciseTests {
  private func run(_ text: String, until seconds: Double, seed: UInt64 = 1) throws -> Outcomes {
    try Outcomes(try parts(text), until: s(seconds), seed: seed)
  }

  // MARK: Polling

  @Test("E01: an empty queue costs 864,000 short polls a day and task, or 4,320 long ones (SQS pricing; polling modes)")
  func theEmptyQueue() throws {
    func empties(_ worker: String) throws -> Int64 {
      let outcomes = try run(
        """
        traffic: { none: { to: q, rate: 0/s } }
        channels: { q: { type: sqs } }
        workers: { w: { type: fleet, from: q, tasks: 20, service_time: 1s, \(worker) } }
        """, until: 3600)
      return outcomes.count("q", "empty_receives")
    }
    // An hour of them; a task is in the middle of a pause or of a wait when it ends.
    let short = try empties("poll_pause: 100ms")
    let long = try empties("receive_wait: 20s")
    #expect((20 * 35_999...20 * 36_001).contains(Int(short)), "\(short)")
    #expect((20 * 179...20 * 180).contains(Int(long)), "\(long)")
  }

  @Test("E02: a long poll does not wait: 0.6 s of delay and 2,880 empty polls an hour against none and 13")
  func longPollsDoNotWait() throws {
    func outcomes(_ worker: String) throws -> Outcomes {
      try run(
        """
        traffic: { work: { to: q, rate: 0.2/s } }
        channels: { q: { type: sqs, servers: 1, duplicate_delivery: 0% } }
        workers: { w: { type: fleet, from: q, receive: 1, service_time: 1ms, \(worker) } }
        """, until: 50 * 3600)
    }
    let short = try outcomes("poll_pause: 1s")
    let long = try outcomes("receive_wait: 20s")
    // Half a pause, and for those that find others before them 0.2 / (2 (1 - 0.2)) of one more: a queue that serves one
    // at each poll.
    #expect(abs(short.times("work", "wait").mean - 0.625) < 0.03)
    #expect(long.times("work", "wait").mean < 0.001)
    // With long polls: a poll lasts (1 - e^-4) / 0.2 s, and e^-4 of them end empty: 13.4 an hour.
    // One poll a second, less those that bring a message.
    #expect(abs(Double(short.count("q", "empty_receives")) / 50 - (3_600 - 720)) < 20)
    #expect(abs(Double(long.count("q", "empty_receives")) / 50 - 13.4) < 1.6)
  }

  @Test("E03: a short poll asks some of the servers: of 5 messages it finds 1.9, and none in 9.5% (short polling)")
  func falseEmpties() throws {
    var empty = 0
    var found = 0
    let seeds: ClosedRange<UInt64> = 1...800
    for seed in seeds {
      let steps = (1...5).map { at(0, .send($0)) } + [at(1, .receive(1)), at(2, .receive(2, waiting: 1))]
      let queue = try QueueRun("duplicate_delivery: 0%", steps, until: 5, seed: seed)
      found += queue.log.returned(1).count
      if queue.log.empty(1) != nil { empty += 1 }
      #expect(queue.log.returned(1).count + queue.log.returned(2).count == 5, "a long poll asks all")
    }
    // Means 1.875 and 9.54%; three standard errors of 800 runs.
    #expect(abs(Double(found) / Double(seeds.count) - 1.875) < 0.12)
    #expect(abs(Double(empty) / Double(seeds.count) - 0.0954) < 0.031)
  }

  @Test("E04: 3 requests for a message sent, received and deleted alone, 0.3 in tens (SQS pricing; API batches)")
  func batching() throws {
    let single = try run(
      """
      traffic: { work: { to: q, rate: 100/s, arrivals: constant } }
      channels: { q: { type: sqs, servers: 1, receive_wait: 20s, duplicate_delivery: 0% } }
      workers: { w: { type: fleet, from: q, receive: 1, tasks: 2, service_time: 1ms } }
      """, until: 100)
    let tens = try run(
      """
      traffic: { work: { to: q, rate: 100/s, arrivals: constant, batch: 10 } }
      channels: { q: { type: sqs, servers: 1, receive_wait: 20s, duplicate_delivery: 0% } }
      workers:
        w: { type: lambda, from: q, batch_size: 10, batch_window: 1s, service_time: 1ms, mapping_start: 2, idle_pollers: 2 }
      """, until: 100)
    func requests(_ outcomes: Outcomes, _ kind: String) -> Double { Double(outcomes.count("q", "\(kind)_requests")) }
    for kind in ["send", "receive", "delete"] {
      #expect(abs(requests(single, kind) - 10_000) < 20, "\(kind)")
    }
    #expect(abs(requests(tens, "send") - 1_000) < 2)
    // A long poll returns with the first message and does not wait for more: three calls gather ten.
    #expect(requests(tens, "receive") < 3_100)
    #expect(requests(tens, "delete") < 1_100)
  }

  // MARK: Visibility

  @Test(
    "E06: work longer than the timeout is done twice: 8.5%, 1.26% and 0.09% of it with 30, 60 and 120 s (closed form)",
    arguments: [(30, 0.0848, 0.010), (60, 0.01255, 0.0035), (120, 0.00095, 0.0009)])
  func chooseFromTheTail(timeout: Int, share: Double, tolerance: Double) throws {
    // Median 10 s, sigma 0.8: 64.3 s at 99%.
    let outcomes = try run(
      """
      traffic: { work: { to: q, rate: 1/s } }
      channels: { q: { type: sqs, servers: 1, visibility_timeout: \(timeout)s, receive_wait: 20s, duplicate_delivery: 0% } }
      workers: { w: { type: fleet, from: q, tasks: 40, receive: 1, service_time: { lognormal: { p50: 10s, p99: 64.3s } } } }
      """, until: 6 * 3600)
    let ratio = Double(outcomes.count("w", "duplicate_work")) / Double(outcomes.count("w", "worked"))
    #expect(abs(ratio - share) < tolerance, "\(ratio)")
  }

  @Test(
    "E07: the visibility timeout is the time until a failure is noticed (sqs-visibility-timeout)", arguments: [60, 900])
  func slowToNotice(timeout: Int) throws {
    let outcomes = try run(
      """
      traffic: { work: { to: q, rate: 1/s } }
      channels: { q: { type: sqs, servers: 1, visibility_timeout: \(timeout)s, receive_wait: 20s, duplicate_delivery: 0% } }
      workers: { w: { type: fleet, from: q, tasks: 30, receive: 1, service_time: 5s, failures: { error: 1% } } }
      """, until: 4 * 3600)
    let latency = outcomes.times("work", "latency")
    // One in a hundred waits it out once and works again.
    #expect(abs(latency.mean - (5 + 0.01 * Double(timeout))) < 0.004 * Double(timeout) + 0.1)
    #expect(latency.min == 5 && latency.max >= Double(timeout) + 5)
  }

  // MARK: Dead letters, catching up, duplicates

  @Test("E11: moves are no sends: an alarm on NumberOfMessagesSent stays silent (sqs-available-cloudwatch-metrics)")
  func theWrongAlarm() throws {
    let outcomes = try run(
      """
      traffic: { bad: { to: q, arrivals: { bursts: { every: 4000s, size: 100 } } } }
      channels:
        q: { type: sqs, servers: 1, visibility_timeout: 10s, receive_wait: 20s, dead_letter: { to: d, max_receives: 3 } }
        d: { type: sqs }
      workers: { w: { type: fleet, from: q, tasks: 4, service_time: 10ms, failures: { poison: 100% } } }
      """, until: 4500)
    #expect(outcomes.count("d", "sent") == 0)
    #expect(outcomes.level("d", "depth").last == 100)
  }

  @Test(
    "E25: after an outage the backlog goes with the spare capacity: 3,600 messages in 3600, 1800, 720 and 360 s",
    arguments: [(11.0, 3600.0), (12, 1800), (15, 720), (20, 360)])
  func catchingUp(capacity: Double, seconds: Double) throws {
    let outcomes = try run(
      """
      traffic: { work: { to: q, rate: 10/s, arrivals: constant } }
      channels: { q: { type: sqs, servers: 1, receive_wait: 20s, duplicate_delivery: 0% } }
      workers: { w: { type: fleet, from: q, receive: 1, service_time: \(Int(1e9 / capacity))ns } }
      faults: { outage: { at: 100s, for: 360s, pause: w } }
      """, until: 460 + seconds + 600)
    let place = try #require(
      outcomes.model.instruments.gauges.firstIndex { $0.subject == "q" && $0.name == "depth" })
    let points = outcomes.measured.gaugeSeries[place]
    let back = try #require(points.first { $0.start > 470 * .second && $0.mean < 2 })
    let step = (points[1].start - points[0].start).seconds
    #expect(abs((back.start - 460 * .second).seconds - seconds) <= 2 * step + 0.01 * seconds, "\(back.start.seconds)")
    // Who is sent when it ends waits for the whole backlog.
    #expect(abs(outcomes.times("work", "latency").max - max(360, 3_600 / capacity)) < 5)
  }

  @Test(
    "E33: one delete in a thousand leaves a copy: 200 of 200,000 come again (at-least-once delivery; assumed share)")
  func duplicates() throws {
    let outcomes = try run(
      """
      traffic: { work: { to: q, rate: 100/s, arrivals: constant } }
      channels: { q: { type: sqs, servers: 1, receive_wait: 20s, duplicate_delivery: 0.1% } }
      workers: { w: { type: fleet, from: q, receive: 1, tasks: 2, service_time: 1ms } }
      """, until: 2_000)
    // Three standard deviations of a Poisson number.
    #expect(abs(Double(outcomes.count("q", "duplicate_deliveries")) - 200) < 43)
    #expect(outcomes.measured.flows[0].delivered == Int(outcomes.count("w", "worked")), "each counts once")
  }
}
