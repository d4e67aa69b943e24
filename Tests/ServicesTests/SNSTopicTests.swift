// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation
import Statistics
import Testing

@testable import Services

@Suite("SNS: topics") struct SNSTopicTests {
  // MARK: Copies

  @Test("Every subscriber gets a copy of its own; one that fails touches no other (SNS Developer Guide)")
  func copies() throws {
    let down = FakeQueuePart(name: "down", answer: { _ in CallStatus.failed })
    let function = FakeFunctionPart(name: "f", source: "t")
    let plan = (0..<20).map { Publish(Double($0) + 1) }
    let run = try TopicRun(
      "deliver_to: { q: { raw: true }, down: {}, f: {}, web: {} }", plan, channels: "  q: { type: sqs }",
      sections: "endpoints: { web: { type: http } }", others: [down, function])
    #expect(run.flow("feed").delivered == 20 && run.flow("feed").sent == 20)
    for name in ["q", "f", "web"] {
      #expect(run.flow("feed -> \(name)").delivered == 20)
      #expect(run.outcomes.times("feed -> \(name)", "latency").max == 0)
    }
    #expect(run.flow("feed -> down").inFlight == 20)
    #expect(run.count("published") == 20 && run.count("notifications") == 80 && run.count("delivered") == 60)
    #expect(run.outcomes.count("q", "sent") == 20 && run.outcomes.count("q", "send_requests") == 0)
    #expect(function.log.taken == Array(0..<20))
    run.expectBalance(["q", "down", "f", "web"])
  }

  @Test("No subscription: the message is gone, and the publisher sees success (SNS Developer Guide)")
  func nobody() throws {
    let run = try TopicRun("", [Publish(1)])
    #expect(run.flow("feed").delivered == 1 && run.count("published") == 1 && run.count("notifications") == 0)
  }

  @Test("An unconfirmed subscription gets nothing (SNS Developer Guide, 2.1)")
  func unconfirmed() throws {
    let run = try TopicRun(
      "deliver_to: { mail: { confirmed: false } }", [Publish(1)], sections: "endpoints: { mail: { type: email } }")
    #expect(run.outcomes.count("mail", "calls") == 0 && run.count("unconfirmed", "mail") == 1)
    #expect(run.flow("feed -> mail").expired == 1, "an objective on its deliveries fails")
  }

  @Test("A copy passes the queue, and is delivered by the worker behind it")
  func queueAndWorker() throws {
    let plan = (0..<50).map { Publish(Double($0) + 1) }
    let run = try TopicRun(
      "deliver_to: { q: {} }", plan, channels: "  q: { type: sqs, receive_wait: 20s, duplicate_delivery: 0% }",
      sections: "workers: { w: { type: fleet, from: q, service_time: 2s, tasks: 9 } }")
    #expect(run.flow("feed -> w").delivered == 50)
    #expect(run.outcomes.count("feed -> q", "delivered") == 50)
    #expect(run.outcomes.times("feed -> q", "latency").max == 0)
    #expect(abs(run.outcomes.times("feed -> w", "latency").mean - 2) < 0.01)
  }

  @Test("delivery_time comes before the first attempt only, and counts as sending")
  func deliveryTime() throws {
    let queue = FakeQueuePart(name: "q", answer: { $0.number <= 5 ? CallStatus.failed : CallStatus.ok })
    let run = try TopicRun(
      "publish_time: 1s, delivery_time: 3s, deliver_to: { q: {} }", [Publish(1)], others: [queue])
    #expect(queue.log.times(0) == [5, 5, 5, 5, 6, 7])
    let parts = try #require(run.outcomes.measured.breakdowns[1].slowest(1))
    #expect(parts.sending == 4 && parts.invisible == 2)
    #expect(run.outcomes.times("feed", "latency").max == 1)
  }

  // MARK: Raw delivery and sizes

  @Test("Not raw: the JSON around a copy counts in the queue; raw: as published (raw message delivery)")
  func envelope() throws {
    let (plain, raw) = (FakeQueuePart(name: "plain"), FakeQueuePart(name: "raw"))
    let run = try TopicRun(
      "deliver_to: { plain: {}, raw: { raw: true } }, envelope: 900B", [Publish(1, [1000])], others: [plain, raw])
    #expect(plain.log.calls.map(\.size) == [1900] && raw.log.calls.map(\.size) == [1000])
    #expect(run.count("published_bytes") == 1000)
  }

  @Test("A copy that is too large for the queue with its envelope is refused for good")
  func tooLargeForQueue() throws {
    let text = "  q: { type: sqs, max_size: 256KiB }\n  r: { type: sqs, max_size: 256KiB }"
    let run = try TopicRun("deliver_to: { q: {}, r: { raw: true } }", [Publish(1, [262_000])], channels: text)
    #expect(run.flow("feed -> q").expired == 1 && run.flow("feed -> r").delivered == 1)
    #expect(run.count("attempts", "q") == 1 && run.outcomes.count("q", "rejected") == 1)
  }

  @Test("A message has at most 262,144 bytes; so has a batch (API/Publish, API/PublishBatch)")
  func largest() throws {
    let queue = FakeQueuePart(name: "q")
    let run = try TopicRun(
      "deliver_to: { q: {} }",
      [
        Publish(1, [262_144]), Publish(2, [262_145]), Publish(3, [131_072, 131_072]), Publish(4, [131_072, 131_073]),
        Publish(5, [1000, 1000]),
      ], others: [queue])
    #expect(queue.log.calls.map(\.at) == [1, 3, 3, 5, 5])
    #expect(run.flow("feed").rejected == 3 && run.count("rejected") == 3)
    // 4 chunks, 4 chunks, 1 chunk: what is refused is not billed.
    #expect(run.count("publish_requests") == 9)
  }

  @Test("More than 10 attributes with raw delivery to a queue: a client-side error (raw message delivery)")
  func attributes() throws {
    func run(_ count: Int) throws -> TopicRun {
      var fields = MessageFields()
      fields.attributes = (0..<count).map { MessageField("a\($0)", .always(.text("x"))) }
      return try TopicRun(
        "deliver_to: { q: { raw: true, dead_letter: d }, r: {} }", [Publish(1)],
        channels: "  q: { type: sqs }\n  r: { type: sqs }\n  d: { type: sqs }", fields: fields)
    }
    #expect(try run(10).flow("feed -> q").delivered == 1)
    let refused = try run(11)
    #expect(refused.flow("feed -> q").deadLettered == 1 && refused.count("attempts", "q") == 0)
    #expect(refused.count("failed", "q") == 1 && refused.flow("feed -> r").delivered == 1)
  }

  // MARK: Filters

  @Test("E21: five queues that want 20% each: 100/s delivered in place of 500/s, 400/s filtered out")
  func filters() throws {
    let shares = "{ a: 20%, b: 20%, c: 20%, d: 20%, e: 20% }"
    let names = ["a", "b", "c", "d", "e"]
    func run(filtered: Bool) throws -> Outcomes {
      let text =
        "traffic: { src: { to: t, rate: 100/s, arrivals: constant, attributes: { kind: \(shares) } } }\n"
        + "channels:\n  t: { type: sns, deliver_to: { "
        + names.map { "q\($0): { \(filtered ? "filter: { kind: [\($0)] }" : "") }" }.joined(separator: ", ") + " } }\n"
        + names.map { "  q\($0): { type: sqs, receive_wait: 20s, duplicate_delivery: 0% }\n" }.joined()
        + "workers:\n"
        + names.map { "  w\($0): { type: fleet, from: q\($0), receive: 1, tasks: 40, service_time: 10ms }\n" }.joined()
      return try Outcomes(parts(text), until: s(100))
    }
    let all = try run(filtered: false)
    #expect(all.count("t", "delivered") == 50_000 && all.count("t", "filtered") == 0)
    let some = try run(filtered: true)
    #expect(some.count("t", "delivered") == 10_000, "each message matches one filter")
    #expect(some.count("t", "filtered") == 40_000 && some.count("t", "filtered_by_attributes") == 40_000)
    func requests(_ outcomes: Outcomes) -> Int64 {
      names.reduce(0) { sum, name in
        sum + outcomes.count("q\(name)", "receives") + outcomes.count("q\(name)", "delete_requests")
          + outcomes.count("q\(name)", "send_requests")
      }
    }
    #expect(abs(Double(requests(all)) - 100_000) < 200 && abs(Double(requests(some)) - 20_000) < 50)
    for name in names {
      let filtered = some.count("t -> q\(name)", "filtered")
      #expect(filtered + some.count("t -> q\(name)", "notifications") == 10_000)
      // 20% of 10,000 within four standard deviations (40 each).
      #expect(abs(filtered - 8_000) < 160)
    }
  }

  @Test("Filters on bodies are billed by the bytes looked through, matched or not (SNS pricing)")
  func bodies() throws {
    let text = """
      traffic: { src: { to: t, rate: 10/s, arrivals: constant, size: 2KiB, body: { kind: { a: 50%, b: 50% } } } }
      channels:
        t: { type: sns, deliver_to: { q: { filter: { kind: [a] }, filter_scope: body }, r: { filter: { kind: [a] } } } }
        q: { type: sqs }
        r: { type: sqs }
      """
    let run = try Outcomes(parts(text), until: s(100))
    #expect(run.count("t", "scanned_bytes") == 1000 * 2048)
    #expect(run.count("t -> q", "filtered") == run.count("t -> q", "filtered_by_body"))
    #expect(abs(run.count("t -> q", "filtered") - 500) < 64)
    #expect(run.count("t -> r", "filtered_without_attributes") == 1000)
    let meter = try #require(run.model.meters.first { $0.meter.id == "sns.filter_scan" })
    #expect(abs(meter.perHour(run.measured) - 36_000 * 2048 / 1_073_741_824.0) < 1e-9)
  }

  // MARK: Quotas

  @Test("Publish quota of an account: 1,500/s in Seoul for standard topics, 3,000/s for FIFO (General Reference)")
  func regions() {
    #expect(SNSQuotas.standard(region: "ap-northeast-2") == 1_500)
    #expect(SNSQuotas.standard(region: "us-east-1") == 30_000)
    #expect(SNSQuotas.standard(region: "eu-west-1") == 9_000)
    #expect(SNSQuotas.standard(region: "eu-north-1") == 300)
    #expect(SNSQuotas.fifo == 3_000)
  }

  @Test("What is above the quota is throttled: the producer hears of it, and it is not billed")
  func throttled() throws {
    // 100 at once from full, then 10 a second.
    let plan = (0..<30).map { _ in Publish(1) } + [Publish(1.05), Publish(1.15), Publish(3)]
    let told = try TopicRun("publish_quota: 10/s", plan, wantsToKnow: true)
    #expect(told.count("published") == 12 && told.count("throttled") == 21)
    #expect(told.feed.log.throttled.map(\.message) == Array(10..<30) + [30])
    #expect(told.feed.log.throttled.allSatisfy { $0.bytes == 1024 })
    #expect(told.count("publish_requests") == 12)
    let untold = try TopicRun("publish_quota: 10/s", plan)
    #expect(untold.flow("feed").rejected == 21)
  }

  @Test("All topics of an account share the quota; FIFO topics have one of their own (General Reference)")
  func sharedQuota() throws {
    let text = """
      traffic:
        one: { to: t1, arrivals: { bursts: { every: 10s, size: 60 } }, retry: { attempts: 1 } }
        two: { to: t2, arrivals: { bursts: { every: 10s, size: 60 } }, retry: { attempts: 1 } }
        three: { to: t3, arrivals: { bursts: { every: 10s, size: 60 } }, retry: { attempts: 1 } }
      channels:
        t1: { type: sns, publish_quota: 100/s, quota_burst: 20s }
        t2: { type: sns, publish_quota: 100/s, quota_burst: 20s }
        t3: { type: sns-fifo }
      """
    func run(_ burst: String) throws -> Outcomes {
      try Outcomes(parts(text.replacing("quota_burst: 20s", with: "quota_burst: \(burst)")), until: s(10))
    }
    let wide = try run("20s")
    #expect(wide.count("t1", "published") == 60 && wide.count("t2", "published") == 60)
    let narrow = try run("100ms")
    // Ten of each burst at the most, and what the bucket gains meanwhile: nothing within an instant.
    #expect(narrow.count("t1", "published") == 10 && narrow.count("t2", "published") == 10)
    #expect(narrow.count("t3", "published") == 60)
  }

  @Test("A throttled batch comes back as a whole, its first message with the bytes of the call")
  func throttledBatch() throws {
    let sizes = [UInt32](repeating: 100, count: 10)
    let run = try TopicRun(
      "publish_quota: 10/s", [Publish(1, sizes), Publish(1, sizes), Publish(2.5, sizes)], wantsToKnow: true)
    #expect(run.feed.log.throttled.map(\.message) == Array(10..<20))
    #expect(run.feed.log.throttled.map(\.bytes) == [1000] + Array(repeating: ChannelSignal.partOfCall, count: 9))
    #expect(run.count("published") == 20 && run.count("publish_requests") == 2)
  }

  @Test("Sources gather batches of 256 KiB for a topic (API/PublishBatch)")
  func batches() throws {
    let text = """
      traffic: { src: { to: t, rate: 100/s, arrivals: constant, size: 100KiB, batch: { up_to: 10, wait: 1s } } }
      channels: { t: { type: sns } }
      """
    let run = try Outcomes(parts(text), until: s(10))
    #expect(run.count("t", "rejected") == 0 && run.count("t", "published") >= 990)
    // Two messages of 100 KiB are 200 KiB: four requests.
    #expect(run.count("t", "publish_requests") == run.count("t", "published") * 2)
  }

  // MARK: Outages

  @Test("E22: an HTTP subscriber is down for five minutes: 2,400 lost after 4 attempts each; a queue loses none")
  func outage() throws {
    func run(_ settings: String) throws -> Outcomes {
      let text = """
        traffic: { src: { to: t, rate: 10/s, arrivals: constant } }
        channels:
          t: { type: sns, deliver_to: { web: { \(settings) }, q: {} } }
          d: { type: sqs, retention: 14d }
        endpoints: { web: { type: http } }
        faults: { down: { at: 600s, for: 300s, stop: web } }
        """
      let queue = FakeQueuePart(name: "q", answer: { $0.at >= 600 && $0.at < 900 ? CallStatus.failed : CallStatus.ok })
      let reading = Reading(text)
      try #require(reading.diagnostics.isEmpty)
      return try Outcomes(reading.parts + [queue], until: s(1500))
    }
    func flow(_ outcomes: Outcomes, _ name: String) throws -> Measurements.FlowTotals {
      outcomes.measured.flows[try #require(outcomes.model.instruments.flows.firstIndex { $0.name == name })]
    }
    let plain = try run("")
    #expect(plain.count("t -> web", "lost") == 2_400)
    #expect(try flow(plain, "src -> web").expired == 2_400)
    // Four failed attempts for each that is lost; 3, 2 and 1 for those of the last minute.
    #expect(plain.count("t -> web", "failed") == 4 * 2_400 + 200 * (3 + 2 + 1))
    #expect(plain.outcomesAreLate("src -> web", over: 1, upTo: 60))
    #expect(try flow(plain, "src -> q").expired == 0)
    #expect(plain.count("t -> q", "lost") == 0 && plain.count("t -> q", "failed") == 0)
    let safe = try run("dead_letter: d")
    #expect(safe.count("t -> web", "lost") == 0 && safe.count("t -> web", "dead_lettered") == 2_400)
    #expect(safe.level("d", "depth").last == 2_400)
  }

  @Test("E23: a deleted queue: no retry, its copies are lost at once, the others and the publisher see nothing of it")
  func deletedQueue() throws {
    let gone = FakeQueuePart(name: "b", answer: { $0.at >= 50 ? CallStatus.refused : CallStatus.ok })
    let plan = (0..<100).map { Publish(Double($0) + 0.5) }
    let text = "  a: { type: sqs }\n  c: { type: sqs }\n  d: { type: sqs }"
    let run = try TopicRun("deliver_to: { a: {}, b: {}, c: {} }", plan, channels: text, others: [gone])
    #expect(run.flow("feed -> b").expired == 50 && run.flow("feed -> b").delivered == 50)
    #expect(run.count("retries") == 0 && run.count("attempts", "b") == 100)
    for name in ["a", "c"] { #expect(run.flow("feed -> \(name)").delivered == 100) }
    #expect(run.flow("feed").delivered == 100 && run.flow("feed").rejected == 0)
    let kept = FakeQueuePart(name: "b", answer: { $0.at >= 50 ? CallStatus.refused : CallStatus.ok })
    let safe = try TopicRun(
      "deliver_to: { a: {}, b: { dead_letter: d }, c: {} }", plan, channels: text, others: [kept])
    #expect(safe.flow("feed -> b").deadLettered == 50 && safe.outcomes.level("d", "depth").last == 50)
  }

  @Test("A topic that is gone or cannot be reached takes nothing")
  func topicFaults() throws {
    let plan = (0..<10).map { Publish(Double($0) + 0.5) }
    let faults = "faults: { a: { at: 2s, for: 3s, stop: t }, b: { at: 4s, for: 3s, remove: t } }"
    let run = try TopicRun("deliver_to: { q: {} }", plan, channels: "  q: { type: sqs }", sections: faults)
    #expect(run.flow("feed").rejected == 5 && run.flow("feed -> q").delivered == 5)
    let told = try TopicRun(
      "deliver_to: { q: {} }", plan, channels: "  q: { type: sqs }", sections: faults, wantsToKnow: true)
    #expect(told.feed.log.throttled.map(\.at) == [2.5, 3.5], "a failure is worth another try, a refusal is not")
  }

  // MARK: Bills and measurements

  @Test("Publish requests by 64 KiB; deliveries to endpoints at the endpoint, by kind; queues and functions free")
  func meters() throws {
    let plan = [Publish(1, [1000]), Publish(2, [65_536]), Publish(3, [65_537]), Publish(4, [200_000])]
    let run = try TopicRun(
      "deliver_to: { q: {}, web: {}, mail: {}, text: {}, app: {}, hose: {} }", plan, channels: "  q: { type: sqs }",
      sections: """
        endpoints:
          web: { type: http }
          mail: { type: email }
          text: { type: sms, country: KR, parts: 2 }
          app: { type: push, platform: apns }
          hose: { type: firehose }
        """, until: 3600)
    func used(_ part: String, _ id: String) -> Double {
      run.outcomes.model.meters.first { $0.part == part && $0.meter.id == id }?.perHour(run.outcomes.measured) ?? .nan
    }
    #expect(used("t", "sns.publish") == 1 + 1 + 2 + 4)
    // With the JSON of 900 bytes around them: 1,900, 66,436, 66,437 and 200,900 bytes.
    #expect(used("web", "sns.delivery.http") == 9 && used("mail", "sns.delivery.email") == 9)
    #expect(used("text", "sns.delivery.sms") == 8, "two parts each")
    #expect(used("app", "sns.delivery.push") == 9 && used("hose", "sns.delivery.firehose") == 9)
    #expect(run.outcomes.count("q", "send_requests") == 0)
    let items = run.outcomes.model.meters.map(\.meter.price.item)
    #expect(items.contains("delivery:sms:KR") && items.contains("delivery:mobile-push-apns"))
    // Every item that has a price anywhere is spelled as in the tables; text messages to Korea have none.
    let book = try PriceBook.builtIn(.documented)
    for meter in run.outcomes.model.meters.map(\.meter) where !meter.price.item.hasSuffix(":KR") {
      let price = try #require(book.price(meter.price, region: "ap-northeast-2"), "\(meter.price)")
      #expect(price.unit == meter.unit)
    }
  }

  @Test("CloudWatch's names (sns-monitoring-using-cloudwatch)")
  func cloudWatch() throws {
    let run = try TopicRun("deliver_to: { q: {} }", [Publish(1)], channels: "  q: { type: sqs }")
    let shown = run.outcomes.model.instruments.cloudWatch.filter { $0.namespace == "AWS/SNS" }
    #expect(shown.allSatisfy { $0.dimension == "TopicName" && $0.subject == "t" })
    for name in [
      "NumberOfMessagesPublished", "NumberOfNotificationsDelivered", "NumberOfNotificationsFailed",
      "NumberOfNotificationsFilteredOut", "NumberOfNotificationsFilteredOut-MessageAttributes",
      "NumberOfNotificationsRedrivenToDlq", "NumberOfNotificationsFailedToRedriveToDlq", "PublishSize",
    ] { #expect(shown.contains { $0.name == name }, "\(name)") }
  }

  @Test("The same seed gives the same bits")
  func deterministic() throws {
    let text = """
      traffic: { src: { to: t, rate: 50/s, attributes: { kind: { a: 30%, b: 70% } } } }
      channels:
        t: { type: sns, retry_jitter: 20%, deliver_to: { web: { filter: { kind: [a] } }, mail: {}, q: { raw: true } } }
        q: { type: sqs }
      endpoints:
        web: { type: http, failures: { error: 20% } }
        mail: { type: email, accepts: 20/s }
      faults: { f: { at: 20s, for: 10s, slow: web, by: 100x } }
      """
    let read = try parts(text, builtInLatencies: true)
    let one = try Outcomes(read, until: s(60), seed: 7).measured.fingerprint
    #expect(try Outcomes(read, until: s(60), seed: 7).measured.fingerprint == one)
    #expect(try Outcomes(read, until: s(60), seed: 8).measured.fingerprint != one)
  }
}

extension Outcomes {
  /// Whether some deliveries of a flow took so long, and none longer.
  fileprivate func outcomesAreLate(_ flow: String, over low: Double, upTo high: Double) -> Bool {
    let latency = times(flow, "latency")
    return latency.max > low && latency.max <= high + 0.1
  }
}
