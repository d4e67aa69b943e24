// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Scenarios
import Testing

/// The examples with topics, functions and endpoints: what each of their variants shows, and a bill by hand.
@Suite struct MessagingExamplesTests {
  private func run(
    _ file: String, _ variant: String = "base", _ replications: Int = 3,
    set: [(path: String, value: String)] = []
  ) async throws -> RunResult {
    let text = try String(contentsOf: Trial.examples.appendingPathComponent(file), encoding: .utf8)
    var options = ScenarioOptions()
    options.precision = .replications(replications)
    options.changes = set
    return try await Trial.run(text, variant: variant, options: options)
  }

  private func quantity(_ result: RunResult, _ part: String, _ meter: String) -> Double {
    let line = result.cost?.lines.first { $0.part == part && $0.meter == meter }
    return line.flatMap { Double($0.quantity) } ?? .nan
  }

  // MARK: One alert, four subscribers

  @Test("a mail server that is gone for 20 minutes loses nothing: SNS tries e-mail for over six hours")
  func mailArrivesInTheEnd() async throws {
    let result = try await run("sns-fanout.yaml")
    #expect(result.slo("mail-arrives-in-the-end")?.verdict != .fail)
    let mail = try #require(result.window("incident")?.flow("alerts -> admin-mail"))
    #expect(mail.lost == 0 && mail.deadLettered == 0 && mail.delivered > 1_800)
    // 18 of about 700 mails come up in the 20 minutes; their waits grow to ten minutes at most between two tries.
    let slowest = try #require(result.window("incident")?.figure("alerts -> admin-mail", "latency", "max")).value
    #expect((15 * 60...32 * 60).contains(slowest), "\(slowest)")
    #expect(try #require(result.window("calm")?.figure("alerts -> admin-mail", "latency", "max")).value < 300)
    #expect(result.slo("report-complete")?.verdict == .pass)
    #expect(result.slo("no-ticket-lost")?.verdict == .pass)
  }

  @Test("filters keep back what nobody wants: 30% of the mails, 2% of the text messages")
  func filters() async throws {
    let with = try await run("sns-fanout.yaml")
    let without = try await run("sns-fanout.yaml", "no-filters")
    let all = quantity(without, "admin-mail", "sns.delivery.email")
    #expect(abs(quantity(with, "admin-mail", "sns.delivery.email") / all - 0.3) < 0.02)
    // Nothing else changes: the same alerts at the same times.
    #expect(quantity(with, "alerts-topic", "sns.publish") == quantity(without, "alerts-topic", "sns.publish"))
    let texts = try #require(with.window("incident")?.flow("alerts -> on-call-sms")?.sent)
    let sent = try #require(with.window("incident")?.flow("alerts")?.sent)
    #expect(abs(Double(texts) / Double(sent) - 0.02) < 0.006)
  }

  @Test("a limit of $1 is used up on the first days; without a price nobody can say")
  func spendLimit() async throws {
    let unknown = try await run("sns-fanout.yaml", "default-sms-limit", 30)
    let open = try #require(unknown.slos.first { $0.name == "text-reaches-on-call" && $0.metric == "delivered.ratio" })
    #expect(open.verdict == .undecided)
    #expect(open.reason?.contains("have no price in ap-northeast-2") ?? false)
    let america = [("region", "us-east-1"), ("endpoints.on-call-sms.country", "US")]
    let known = try await run("sns-fanout.yaml", "default-sms-limit", 30, set: america)
    let slo = try #require(known.slos.first { $0.name == "text-reaches-on-call" && $0.metric == "delivered.ratio" })
    #expect(slo.verdict == .fail && slo.window == "month")
    // 155 messages at $0.00645; about 2% of 3/min x 722 h + 8 h with a peak are sent.
    let paid = 1 / 0.00645
    #expect(abs(quantity(known, "on-call-sms", "sns.delivery.sms") - paid) < 0.01)
    #expect(abs(try #require(slo.value) - paid / 2_650) < 0.01)
    #expect(try #require(slo.high) > #require(slo.low))
    #expect(known.checks.contains { $0.id == "sms-limit" && $0.part == "on-call-sms" })
    let raised = try await run("sns-fanout.yaml", "base", 30, set: america)
    #expect(raised.checks.allSatisfy { $0.id != "sms-limit" })
  }

  @Test("with a queue and a mailer between, the outage is the queue's affair")
  func mailBehindAQueue() async throws {
    let result = try await run("sns-fanout.yaml", "mail-behind-a-queue")
    let mail = try #require(result.window("incident")?.flow("alerts -> mailer"))
    #expect(mail.deadLettered == 0 && mail.lost == 0)
    #expect(result.slo("mail-arrives-in-the-end")?.verdict != .fail)
    // 20 minutes are 20 visibility timeouts of a minute, half of the 40 receives.
    let slowest = try #require(result.window("incident")?.figure("alerts -> mailer", "latency", "max")).value
    #expect((15 * 60...32 * 60).contains(slowest), "\(slowest)")
  }

  // MARK: The stack of a course

  @Test("the course's bill by hand: 4 orders a minute by day, 12 an hour by night")
  func courseStack() async throws {
    let result = try await run("course-stack.yaml", "base", 20)
    let orders = 4.0 * 60 * 487 + 12 * 243  // 119,796
    // 20 hours of each window are 4,880 orders: within 5% (3.5 standard deviations) of the month's.
    let published = quantity(result, "order-events", "sns.publish")
    #expect(abs(published / orders - 1) < 0.05)
    for (part, meter) in [
      ("office-mail", "sns.delivery.email"), ("packing-queue", "sqs.requests.delete"),
      ("bookkeeper", "lambda.requests"),
    ] {
      #expect(abs(quantity(result, part, meter) / published - 1) < 0.01, "\(part) \(meter)")
    }
    // An idle task asks every 10 s and a call's time, day and night: 730 h / 10.012 s.
    let receives = quantity(result, "packing-queue", "sqs.requests.receive")
    #expect((262_000...(262_500 + 1.05 * orders)).contains(receives))
    // A lognormal with a median of 120 ms and 900 ms at 99% has a mean of 174.6 ms, in 128 MB; INIT comes on top.
    let seconds = quantity(result, "bookkeeper", "lambda.duration")
    #expect((published * 0.1746 / 8 * 0.96...published * 0.1746 / 8 * 1.08).contains(seconds), "\(seconds)")
    #expect(quantity(result, "packer", "fargate.vcpu") == 182.5)
    let total = try #require(Double(result.cost?.monthly ?? ""))
    let calls = receives + quantity(result, "packing-queue", "sqs.requests.delete")
    let runs = quantity(result, "bookkeeper", "lambda.requests")
    let mails = quantity(result, "office-mail", "sns.delivery.email")
    let messages = published * 0.000_000_5 + mails * 0.000_02 + calls * 0.000_000_4
    let compute = runs * 0.000_000_2 + seconds * 0.000_016_666_7 + 182.5 * 0.04656 + 365 * 0.00511
    #expect(abs(total - messages - compute) < 0.01, "\(total) \(messages) \(compute)")
    #expect(result.slo("books-are-kept")?.verdict == .pass)
    #expect(result.slo("packed-soon")?.verdict == .pass)
  }

  @Test("CloudWatch's names stand beside the figures, and agree with them")
  func cloudWatch() async throws {
    let result = try await run("course-stack.yaml")
    let day = try #require(result.window("day"))
    func metric(_ namespace: String, _ name: String, _ subject: String) throws -> CloudWatchResult {
      try #require(
        day.cloudWatch.first { $0.namespace == namespace && $0.metric == name && $0.subject == subject },
        "\(namespace) \(name) of \(subject)")
    }
    let visible = try metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", "packing-queue")
    #expect(visible.statistics["Average"] == day.figure("packing-queue", "depth", "mean"))
    let published = try metric("AWS/SNS", "NumberOfMessagesPublished", "order-events")
    #expect(abs(try #require(published.statistics["Sum"]).value - 4) < 0.4, "four a minute")
    #expect(try metric("AWS/SQS", "NumberOfMessagesSent", "packing-dlq").statistics["Sum"]?.value == 0)
    #expect(try metric("AWS/Lambda", "Invocations", "bookkeeper").unit == "Count")
    #expect(try metric("AWS/Lambda", "Duration", "bookkeeper").unit == "Milliseconds")
    for name in ["ApproximateAgeOfOldestMessage", "NumberOfEmptyReceives", "NumberOfMessagesReceived"] {
      _ = try metric("AWS/SQS", name, "packing-queue")
    }
  }

  // MARK: Recovery

  @Test("a fleet that pauses takes as long to catch up as its spare capacity says")
  func recovery() async throws {
    // 4/s for 100 s wait; 8/s are done: the backlog of 400 shrinks by 4/s and is gone 200 s after the begin.
    let text = """
      version: 1
      name: pause
      calibration: none
      run: { duration: 30m, warmup: 0s, replications: 4 }
      traffic: { work: { to: q, rate: 4/s, arrivals: constant } }
      channels: { q: { type: sqs, receive_wait: 20s, servers: 1, duplicate_delivery: 0% } }
      workers: { w: { type: fleet, from: q, receive: 1, tasks: 1, service_time: 125ms } }
      faults: { rest: { at: 10m, for: 100s, pause: w } }
      slos:
        back: { of: q, recovery_time: "< 4m", after: rest }
        too-much: { of: q, recovery_time: "< 2m", after: rest }
      """
    let result = try await Trial.run(text)
    let back = try #require(result.slo("back"))
    #expect(abs(try #require(back.value) - 200) <= 8, "points of 7.5 s")
    #expect(back.verdict == .pass && result.slo("too-much")?.verdict == .fail)
    #expect(result.windows[0].figure("q", "recovery_time", "rest")?.value == back.value)
  }
}
