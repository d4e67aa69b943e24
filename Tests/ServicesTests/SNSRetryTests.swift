// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Simulation
import Statistics
import Testing

@testable import Services

@Suite("SNS: retries") struct SNSRetryTests {
  /// The ten waits of an exponential phase, by the formula with the C library's power.
  private static func exponential(_ from: Double, _ to: Double) -> [Double] {
    (0..<10).map { from * pow(to / from, Double($0) / 9) }
  }

  // MARK: Schedules (SNS Developer Guide, sns-message-delivery-retries)

  @Test("AWS-managed: 3 at once, 2 after 1 s, 10 from 1 to 20 s, 100,000 after 20 s: 100,015 over 23 days")
  func managed() throws {
    let policy = SNSRetryPolicy.managed
    #expect(policy.count == 100_015)
    let first = (0..<15).compactMap { policy.wait(beforeRetry: $0)?.seconds }
    let expected = [0, 0, 0, 1, 1] + Self.exponential(1, 20)
    #expect(zip(first, expected).allSatisfy { abs($0 - $1) < 1e-8 } && first.count == 15)
    #expect(policy.wait(beforeRetry: 15) == s(20) && policy.wait(beforeRetry: 100_014) == s(20))
    #expect(policy.wait(beforeRetry: 100_015) == nil)
    #expect(policy.total.seconds / 86_400 > 23 && policy.total.seconds / 86_400 < 24)
    #expect(SNSRetryPolicy.standard(.sqs) == policy && SNSRetryPolicy.standard(.lambda) == policy)
    #expect(SNSRetryPolicy.standard(.endpoint(.firehose)) == policy)
  }

  @Test("Customer-managed: 2 after 10 s, 10 from 10 to 600 s, 38 after 600 s: 50 over 6 hours")
  func customer() {
    let policy = SNSRetryPolicy.customer
    #expect(policy.count == 50)
    let waits = (0..<50).compactMap { policy.wait(beforeRetry: $0)?.seconds }
    let expected = [10, 10] + Self.exponential(10, 600) + Array(repeating: 600.0, count: 38)
    #expect(zip(waits, expected).allSatisfy { abs($0 - $1) < 1e-7 } && waits.count == 50)
    #expect(policy.wait(beforeRetry: 50) == nil)
    #expect(policy.total.seconds > 6 * 3600)
    for kind in [EndpointKind.email, .sms, .push] { #expect(SNSRetryPolicy.standard(.endpoint(kind)) == policy) }
  }

  @Test("HTTP by default: attempts at 0, 20, 40 and 60 s")
  func http() {
    let policy = SNSRetryPolicy.standard(.endpoint(.http))
    #expect((0..<4).map { policy.wait(beforeRetry: $0) } == [s(20), s(20), s(20), nil])
  }

  @Test("The four back-off functions begin at min_delay, end at max_delay, and lie in this order between (derived)")
  func functions() {
    func waits(_ backoff: SNSRetryPolicy.Backoff) -> [Double] {
      SNSRetryPolicy(
        immediate: 0, before: 0, growing: 5, after: 0, shortest: s(10), longest: s(160), backoff: backoff
      ).growing.map(\.seconds)
    }
    #expect(waits(.linear) == [10, 47.5, 85, 122.5, 160])
    #expect(zip(waits(.exponential), [10, 20, 40, 80, 160]).allSatisfy { abs($0 - $1) < 1e-8 })
    #expect(zip(waits(.arithmetic), [10, 33.75, 62.5, 101.25, 160]).allSatisfy { abs($0 - $1) < 1e-8 })
    for place in 1..<4 {
      let all = [SNSRetryPolicy.Backoff.exponential, .geometric, .arithmetic, .linear].map { waits($0)[place] }
      #expect(all == all.sorted() && Set(all).count == 4)
    }
  }

  // MARK: The topic

  @Test("A queue that cannot be reached is tried at exactly these instants")
  func instants() throws {
    let queue = FakeQueuePart(name: "q", answer: { $0.number <= 20 ? CallStatus.failed : CallStatus.ok })
    let run = try TopicRun("deliver_to: { q: {} }", [Publish(5)], others: [queue], until: 400)
    let expected = sums(5, [0, 0, 0, 1, 1] + Self.exponential(1, 20) + Array(repeating: 20, count: 5))
    let times = queue.log.times(0)
    #expect(times.count == 21)
    #expect(zip(times, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(times)")
    #expect(run.count("retries", "q") == 20 && run.count("attempts", "q") == 21)
    #expect(run.count("failed", "q") == 0, "counted when SNS gives up (NumberOfNotificationsFailed)")
    #expect(run.flow("feed -> q").delivered == 1)
    let latency = run.outcomes.times("feed -> q", "latency")
    #expect(abs(latency.mean - (expected[20] - 5)) < 1e-6)
    #expect(try #require(run.outcomes.measured.breakdowns[1].slowest(1)).invisible > 100)
    run.expectBalance(["q"])
  }

  @Test("Throttling is tried again like a failure; a client-side error never is (sns-message-delivery-retries)")
  func statuses() throws {
    let slow = FakeQueuePart(name: "slow", answer: { $0.number <= 4 ? CallStatus.throttled : CallStatus.ok })
    let gone = FakeQueuePart(name: "gone", answer: { _ in CallStatus.refused })
    let run = try TopicRun("deliver_to: { slow: {}, gone: {} }", [Publish(1)], others: [slow, gone])
    #expect(slow.log.times(0) == [1, 1, 1, 1, 2])
    #expect(gone.log.times(0) == [1])
    #expect(run.flow("feed -> slow").delivered == 1 && run.flow("feed -> gone").expired == 1)
    #expect(run.count("lost", "gone") == 1 && run.count("failed", "gone") == 1)
    #expect(run.count("failed", "slow") == 0)
    run.expectBalance(["slow", "gone"])
  }

  @Test("A policy of one's own: at once, after min_delay, growing, after max_delay (healthyRetryPolicy)")
  func ownPolicy() throws {
    // The outage ends just before or just after each of the nine attempts.
    let policy =
      "retry: { retries: 8, no_delay_retries: 1, min_delay_retries: 2, max_delay_retries: 2, min_delay: 5s, "
      + "max_delay: 25s }"
    func run(until end: Double) throws -> TopicRun {
      try TopicRun(
        "deliver_to: { web: { \(policy) } }", [Publish(1)],
        sections: "endpoints: { web: { type: http } }\nfaults: { f: { at: 0s, for: \(end)s, stop: web } }")
    }
    let exact = sums(1, [0, 5, 5, 5, 15, 25, 25, 25])
    for place in 1..<exact.count where exact[place] > exact[place - 1] {
      let before = try run(until: exact[place] - 0.5)
      #expect(before.count("attempts", "web") == Int64(place + 1), "attempt \(place) at \(exact[place])")
      let after = try run(until: exact[place] + 0.5)
      #expect(after.count("attempts", "web") == Int64(min(place + 2, 9)))
    }
    let lost = try run(until: 199)
    #expect(lost.count("lost", "web") == 1 && lost.count("failed", "web") == 9, "HTTP counts attempts")
  }

  @Test("max_receives_per_second: an average; what is too much waits (throttlePolicy)")
  func pace() throws {
    let plan = (0..<40).map { _ in Publish(1) }
    let run = try TopicRun(
      "deliver_to: { web: { retry: { max_receives_per_second: 2/s } } }", plan,
      sections: "endpoints: { web: { type: http } }")
    // Two at once, then one each half second: the last of 40 after 19 s.
    let latency = run.outcomes.times("feed -> web", "latency")
    #expect(latency.count == 40 && latency.min == 0 && abs(latency.max - 19) < 0.01)
    #expect(run.count("lost", "web") == 0)
  }

  @Test("E-mail: 10 messages a second and subscription (General Reference, SNS quotas)")
  func emailPace() throws {
    let plan = (0..<100).map { _ in Publish(1) }
    let run = try TopicRun(
      "deliver_to: { mail: {} }", plan, sections: "endpoints: { mail: { type: email } }")
    let latency = run.outcomes.times("feed -> mail", "latency")
    #expect(latency.count == 100 && abs(latency.max - 9) < 0.01)
  }

  @Test("Jitter makes waits shorter or longer and is the same in every run (assumed)")
  func jitter() throws {
    func times(_ jitter: String) throws -> [[Double]] {
      let queue = FakeQueuePart(name: "q", answer: { $0.number <= 6 ? CallStatus.failed : CallStatus.ok })
      _ = try TopicRun(
        "retry_jitter: \(jitter), deliver_to: { q: {} }", [Publish(1), Publish(1)], others: [queue])
      return [queue.log.times(0), queue.log.times(1)]
    }
    let plain = try times("0%")
    #expect(plain[0] == plain[1] && plain[0].prefix(6) == [1, 1, 1, 1, 2, 3])
    let drawn = try times("50%")
    #expect(drawn[0] != drawn[1])
    #expect(try times("50%") == drawn)
    for (time, wait) in zip(drawn[0].dropFirst(4), zip(drawn[0].dropFirst(3), [1.0, 1, 1])) {
      #expect(abs(time - wait.0 - wait.1) <= 0.5 * wait.1 + 1e-9)
    }
  }

  // MARK: Dead letters

  @Test("After the last retry: to the subscription's dead-letter queue (sns-dead-letter-queues)")
  func deadLetter() throws {
    let run = try TopicRun(
      "deliver_to: { web: { dead_letter: d } }", [Publish(1), Publish(2)],
      channels: "  d: { type: sqs, retention: 14d }",
      sections: "endpoints: { web: { type: http } }\nfaults: { f: { at: 0s, stop: web } }")
    #expect(run.count("attempts", "web") == 8 && run.count("failed", "web") == 8)
    #expect(run.count("dead_lettered", "web") == 2 && run.count("lost", "web") == 0)
    #expect(run.flow("feed -> web").deadLettered == 2)
    #expect(run.outcomes.level("d", "depth").last == 2)
    #expect(run.outcomes.count("d", "send_requests") == 0, "nobody's request")
    run.expectBalance(["web"])
  }

  @Test("A dead-letter queue keeps its full retention: the copy is new there (sns-dead-letter-queues)")
  func deadLetterRetention() throws {
    let run = try TopicRun(
      "deliver_to: { web: { dead_letter: d } }", [Publish(1)], channels: "  d: { type: sqs, retention: 100s }",
      sections: "endpoints: { web: { type: http } }\nfaults: { f: { at: 0s, stop: web } }", until: 160)
    #expect(run.outcomes.level("d", "depth").last == 1, "arrived at 61 s")
    let later = try TopicRun(
      "deliver_to: { web: { dead_letter: d } }", [Publish(1)], channels: "  d: { type: sqs, retention: 100s }",
      sections: "endpoints: { web: { type: http } }\nfaults: { f: { at: 0s, stop: web } }", until: 162)
    #expect(later.outcomes.count("d", "expired") == 1)
  }

  @Test("A dead-letter queue that refuses: lost (NumberOfNotificationsFailedToRedriveToDlq)")
  func deadLetterRefuses() throws {
    let gone = FakeQueuePart(name: "d", answer: { _ in CallStatus.refused })
    let run = try TopicRun(
      "deliver_to: { web: { dead_letter: d } }", [Publish(1)],
      sections: "endpoints: { web: { type: http } }\nfaults: { f: { at: 0s, remove: web } }", others: [gone])
    #expect(run.count("attempts", "web") == 1, "a client-side error goes there at once")
    #expect(run.count("failed_to_dead_letter", "web") == 1 && run.count("lost", "web") == 1)
    #expect(run.flow("feed -> web").expired == 1)
  }

  @Test("Without a dead-letter queue a copy is lost after 50 retries of e-mail (derived: 10 waits, over 6 h)")
  func mailIsLost() throws {
    let total = SNSRetryPolicy.customer.total.seconds
    func run(until end: Double) throws -> TopicRun {
      try TopicRun(
        "deliver_to: { mail: {} }", [Publish(1)],
        sections: "endpoints: { mail: { type: email } }\nfaults: { f: { at: 0s, stop: mail } }", until: end)
    }
    #expect(try run(until: total).flow("feed -> mail").inFlight == 1)
    let lost = try run(until: total + 2)
    #expect(lost.flow("feed -> mail").expired == 1 && lost.count("attempts", "mail") == 51)
    #expect(lost.count("failed", "mail") == 1)
  }
}
