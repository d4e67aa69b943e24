// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Simulation
import Statistics
import Testing

@testable import Services

@Suite("Endpoints") struct EndpointTests {
  private func run(
    _ endpoint: String, _ plan: [Publish], subscription: String = "", faults: String = "", until duration: Double = 200
  ) throws -> TopicRun {
    try TopicRun(
      "deliver_to: { e: { \(subscription) } }", plan,
      sections: "endpoints: { e: { \(endpoint) } }\n" + (faults.isEmpty ? "" : "faults: { \(faults) }"),
      until: duration)
  }

  private func latency(_ run: TopicRun) -> (mean: Double, count: Int, min: Double, max: Double) {
    run.outcomes.times("feed -> e", "latency")
  }

  @Test("A call takes the latency, which is the work of the delivery")
  func calls() throws {
    let run = try run("type: http, latency: 2s", [Publish(1), Publish(1)])
    #expect(latency(run).min == 2 && latency(run).max == 2)
    #expect(run.outcomes.count("e", "delivered") == 2 && run.outcomes.level("e", "busy").max == 2)
    #expect(try #require(run.outcomes.measured.breakdowns[1].slowest(1)).work == 2)
  }

  @Test("accepts: what comes too fast waits in line, first come first served")
  func accepts() throws {
    let run = try run("type: push, accepts: 4/s, burst: 0s, latency: 1s", (0..<20).map { _ in Publish(1) })
    // One at once, then one each quarter of a second: the last begins after 19/4 s.
    #expect(latency(run).min == 1 && abs(latency(run).max - 5.75) < 0.01)
    #expect(run.outcomes.level("e", "waiting").max == 19)
    let parts = try #require(run.outcomes.measured.breakdowns[1].slowest(0.04))
    #expect(parts.work == 1 && abs(parts.waiting - 4.75) < 0.01, "waiting is no work")
    let burst = try self.run("type: push, accepts: 4/s", (0..<20).map { _ in Publish(1) })
    #expect(abs(latency(burst).max - 4) < 0.01, "four at once, then one each quarter of a second")
  }

  @Test("SMS: 20 a second by default (General Reference, SNS quotas)")
  func smsRate() throws {
    let run = try run("type: sms, country: KR", (0..<120).map { _ in Publish(1) })
    #expect(abs(latency(run).max - 5) < 0.01)
  }

  @Test("on_excess: refuse answers 429, which SNS tries again (sns-message-delivery-retries)")
  func refuses() throws {
    let run = try run("type: http, accepts: 1/s, on_excess: refuse", (0..<3).map { _ in Publish(1) })
    #expect(run.outcomes.count("e", "throttled") > 0 && run.flow("feed -> e").delivered > 1)
    // The second and third come together again at 21, 41 and 61 s; one of them gets through each time.
    #expect(run.outcomes.count("e", "throttled") == 3 && run.flow("feed -> e").delivered == 3)
    #expect(latency(run).max == 40)
  }

  @Test("A call above the timeout has failed at the timeout")
  func timeouts() throws {
    let run = try run("type: http, latency: 20s, timeout: 15s", [Publish(1)])
    // Four attempts of 15 s each, 20 s apart.
    #expect(run.count("attempts", "e") == 4 && run.outcomes.count("e", "timeouts") == 4)
    #expect(run.count("lost", "e") == 1)
    let early = try self.run("type: http, latency: 20s, timeout: 15s", [Publish(1)], until: 1 + 4 * 15 + 3 * 20)
    #expect(early.flow("feed -> e").inFlight == 1, "the last attempt ends at 121 s")
  }

  @Test("Shares of calls that fail (5xx) and that are refused (4xx)")
  func failures() throws {
    let plan = (0..<2_000).map { Publish(1 + Double($0) * 0.01) }
    let run = try run("type: http, failures: { error: 10%, refuse: 5% }", plan, until: 1000)
    // 5% are refused; of the rest 10% fail and are tried again.
    let refused = run.outcomes.count("e", "refused")
    let calls = run.outcomes.count("e", "calls")
    #expect(abs(Double(refused) / Double(calls) - 0.05) < 0.02)
    #expect(abs(Double(run.outcomes.count("e", "failed")) / Double(calls) - 0.095) < 0.03)
    #expect(run.count("lost", "e") >= refused && run.count("lost", "e") < refused + 10)
    #expect(run.flow("feed -> e").delivered + run.flow("feed -> e").expired == 2_000)
  }

  @Test("stop: what waits and what is under way fails; it is tried again afterwards")
  func stops() throws {
    let plan = [Publish(9), Publish(9.5), Publish(12)]
    let run = try run(
      "type: http, latency: 2s, accepts: 1/s, burst: 0s", plan, faults: "f: { at: 9.8s, for: 5s, stop: e }")
    // At 9.8 one is under way and one waits; both fail, the third is turned away.
    #expect(run.outcomes.count("e", "failed") == 3)
    #expect(run.flow("feed -> e").delivered == 3 && run.count("retries", "e") == 3)
  }

  @Test("remove: calls are refused, and nobody tries again")
  func removed() throws {
    let run = try run("type: email", [Publish(1), Publish(5), Publish(9)], faults: "f: { at: 4s, for: 3s, remove: e }")
    #expect(run.flow("feed -> e").delivered == 2 && run.flow("feed -> e").expired == 1)
    #expect(run.outcomes.count("e", "refused") == 1 && run.count("retries") == 0)
  }

  @Test("Faults overlap: slow factors multiply, shares of failures combine, and all is well when they are over")
  func overlaps() throws {
    let plan = [Publish(1), Publish(5), Publish(15), Publish(25), Publish(40)]
    let run = try run(
      "type: push, latency: 100ms", plan,
      faults: "a: { at: 3s, for: 20s, slow: e, by: 10x }, b: { at: 10s, for: 20s, slow: e, by: 4x }")
    let latency = latency(run)
    #expect(abs(latency.mean * 5 - (0.1 + 1 + 4 + 0.4 + 0.1)) < 0.01 && latency.max == 4)
    let twice = try self.run(
      "type: http", (0..<1_000).map { Publish(1 + Double($0) * 0.01) }, subscription: "retry: { retries: 0 }",
      faults: "a: { at: 0s, for: 20s, fail: e, share: 50% }, b: { at: 0s, for: 20s, fail: e, share: 50% }")
    // 75% within four standard deviations (14 each).
    #expect(abs(twice.count("lost", "e") - 750) < 55)
    var faults = ServerFaults()
    let event = Event(to: 0, ControlSignal.begin, small: FaultKind.fail.code, b: 300)
    let slow = Event(to: 0, ControlSignal.begin, small: FaultKind.slow.code, b: 7_700)
    for change in [event, slow, event] { faults.change(change) }
    #expect(abs(faults.share - 0.51) < 1e-12 && abs(faults.factor - 7.7) < 1e-12)
    for var change in [event, event, slow] {
      change.signal = ControlSignal.end
      faults.change(change)
    }
    #expect(faults.share == 0 && faults.factor == 1)
  }

  @Test("A worker's call is answered too; text messages are SNS's and billed, mail by SMTP is not")
  func workers() throws {
    func run(_ endpoint: String) throws -> (log: CallerPart.Log, outcomes: Outcomes) {
      let caller = CallerPart(kindOfCall: CallKind.request, sizes: [100, 100, 100], delivers: true)
      let read = try parts("endpoints: { q: { \(endpoint) } }")
      return (caller.log, try Outcomes([caller] + read, until: s(3600)))
    }
    func billed(_ outcomes: Outcomes) -> Double {
      outcomes.model.meters.first { $0.part == "q" }?.perHour(outcomes.measured) ?? .nan
    }
    let mail = try run("type: email, latency: 2s, accepts: 1/s")
    #expect(mail.log.answers.map(\.at) == [3, 4, 5] && billed(mail.outcomes) == 0)
    #expect(mail.log.answers.allSatisfy { $0.words[1] == 7 && $0.status == CallStatus.ok })
    let text = try run("type: sms, country: KR")
    #expect(text.log.answers.map(\.at) == [1, 1, 1] && billed(text.outcomes) == 3)
    let broken = try run("type: http, failures: { error: 100% }, accepts: 1/s, on_excess: refuse, failure_time: 1s")
    #expect(broken.log.answers.map(\.status) == [CallStatus.failed, CallStatus.throttled, CallStatus.throttled])
    #expect(broken.log.answers.map(\.at) == [1, 2, 2])
  }

  @Test("A topic answers a worker that publishes, after the time of the call")
  func publishing() throws {
    let caller = CallerPart(kindOfCall: CallKind.request, sizes: [100, 262_145, 70_000, 100])
    let read = try parts(
      "channels: { q: { type: sns, publish_time: 2s, publish_quota: 2/s, deliver_to: { r: {} } }, r: { type: sqs } }")
    let outcomes = try Outcomes([caller] + read, until: s(10))
    #expect(
      caller.log.answers.map(\.status) == [CallStatus.ok, CallStatus.refused, CallStatus.ok, CallStatus.throttled]
        && caller.log.answers.map(\.at) == [3, 3, 3, 3])
    #expect(outcomes.count("r", "sent") == 2 && outcomes.count("q", "publish_requests") == 3)
  }

  @Test("The monthly limit of text messages: $1 unless somebody raised it, by flow (SNS Developer Guide, SMS)")
  func limit() throws {
    let text = """
      traffic: { one: { to: t, rate: 1/s }, two: { to: t, rate: 1/s } }
      channels: { t: { type: sns, deliver_to: { phone: {}, mail: {} } } }
      endpoints: { phone: { type: sms, country: KR }, mail: { type: email } }
      """
    let read = PartDirectory(try parts(text))
    let limit = try #require((read["phone"] as? any MonthlyLimited)?.monthlyLimit)
    #expect(limit.dollars == 1 && limit.meter == "sns.delivery.sms")
    let routes = Routes(read)
    #expect(routes.ends(of: "phone").map { routes.flows[$0].name } == ["one -> phone", "two -> phone"])
    #expect((read["mail"] as? any MonthlyLimited)?.monthlyLimit == nil)
    let raised = PartDirectory(
      try parts(text.replacing("country: KR", with: "country: KR, monthly_spend_limit: $200")))
    #expect((raised["phone"] as? any MonthlyLimited)?.monthlyLimit?.dollars == 200)
  }

  @Test(arguments: [
    "type: http, country: KR", "type: sms", "type: sms, country: kr", "type: sms, country: Korea", "type: fax",
    "type: sms, country: KR, monthly_spend_limit: 5", "type: http, on_excess: drop", "type: email, timeout: 5s",
    "type: http, accepts: 10", "type: push, platform: palm", "type: http, failures: { error: 101% }", "latency: 1s",
    "type: sms, country: KR, parts: 25",
  ])
  func wrongSettingsAreLocatedErrors(_ settings: String) {
    let errors = Reading("endpoints: { e: { \(settings) } }").errors
    #expect(errors.count == 1 && errors.allSatisfy { $0.contains(" 1:") }, "\(errors)")
  }

  @Test("Findings: more calls than it takes; assumed latencies")
  func findings() throws {
    func found(_ accepts: String, shape: String = "") throws -> [String] {
      let read = try parts(
        """
        traffic: { src: { to: t, rate: 5/s\(shape) } }
        channels: { t: { type: sns, deliver_to: { e: {} } } }
        endpoints: { e: { type: http, accepts: \(accepts) } }
        """, builtInLatencies: true)
      let view = FindingsView(parts: PartDirectory(read), window: "usual", duration: s(3600), hoursPerMonth: 730)
      return read.flatMap { $0.findings(view) }.filter { $0.part == "e" }.map(\.id)
    }
    #expect(try found("6/s") == ["uncalibrated"])
    #expect(try found("4/s") == ["uncalibrated", "unstable"])
    #expect(
      try found("6/s", shape: ", shape: [ { at: 10m, x: 2 }, { at: 20m, x: 1 } ]") == ["uncalibrated", "overload"])
  }

  // MARK: Rate limits

  @Test("A rate limit lets through what its rate allows, and what its burst allows at once")
  func rateLimit() {
    for (rate, burst, expected) in [(10.0, 1.0, 10), (1_500, 1, 1_500), (0.5, 1, 1), (3, 0, 1), (300, 0.1, 30)] {
      var limit = RateLimit(perSecond: rate, burst: s(burst))
      var count = 0
      while limit.admits(at: s(5)) { count += 1 }
      #expect(count == expected, "\(rate) \(burst)")
      #expect(!limit.isFull(at: s(5)) && limit.next(after: s(5)) > s(5))
      // Over ten seconds the rate, and what came at once in the beginning.
      var time = s(5)
      while time < s(15) {
        time = limit.next(after: time)
        if time < s(15), limit.admits(at: time) { count += 1 }
      }
      #expect(abs(Double(count) - Double(expected) - 10 * rate) <= 1.01, "\(rate) \(burst): \(count)")
      #expect(limit.isFull(at: s(1e6)))
    }
  }
}
