// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Testing

@testable import Services
@testable import Simulation

extension Outcomes {
  /// What was counted of a meter of a part in the whole run, to a billionth; nil if the part is not billed for it.
  func billed(_ part: String, _ meter: String) -> Double? {
    model.meters.first { $0.part == part && $0.meter.id == meter }
      .map { ($0.perHour(measured) * measured.duration.seconds / 3600 * 1e9).rounded() / 1e9 }
  }

  func meter(_ part: String, _ id: String) -> Meter? {
    model.meters.first { $0.part == part && $0.meter.id == id }?.meter
  }
}

@Suite("Bills of messaging: what is counted") struct MessagingBillTests {
  /// A topic `t` with a subscriber `e`, and messages of these sizes, a second apart.
  private func deliveries(_ sizes: [UInt32], _ endpoint: String, _ subscription: String = "") throws -> Outcomes {
    let read = try parts(
      """
      channels: { t: { type: sns, envelope: 900B, deliver_to: { e: {\(subscription)} } } }
      endpoints: { e: { \(endpoint) } }
      """)
    let plan = sizes.enumerated().map { Publish(Double($0.offset + 1), [$0.element]) }
    return try Outcomes(read + [FeedPart(target: "t", plan: plan)], until: s(100))
  }

  @Test(
    "a delivery is billed by 64 KiB begun, with the JSON around it (SNS pricing)",
    arguments: [
      ("type: http", "http"), ("type: email", "email"), ("type: push, platform: apns", "push"),
      ("type: firehose", "firehose"),
    ])
  func chunks(endpoint: String, kind: String) throws {
    // 64,636 and the envelope of 900 are 64 KiB to the byte; one byte more is two. 262,144 and 900 are five.
    let run = try deliveries([1, 64_636, 64_637, 262_144], endpoint)
    #expect(run.count("e", "delivered") == 4)
    #expect(run.billed("e", "sns.delivery.\(kind)") == 9, "1 + 1 + 2 + 5")
  }

  @Test("a raw delivery has no JSON around it: 256 KiB are four (SNS pricing)")
  func rawChunks() throws {
    let run = try deliveries([65_536, 65_537, 262_144], "type: http", "raw: true")
    #expect(run.billed("e", "sns.delivery.http") == 7, "1 + 2 + 4")
    #expect(run.billed("t", "sns.publish") == 7, "1 + 2 + 4")
  }

  @Test("text messages are billed by their parts, whatever the bytes (SNS pricing)")
  func textParts() throws {
    let run = try deliveries([100, 100_000], "type: sms, country: US, parts: 3")
    #expect(run.billed("e", "sns.delivery.sms") == 6)
  }

  @Test("attempts that fail, and what is filtered out, are not billed as deliveries (SNS pricing)")
  func notDelivered() throws {
    let failing = try deliveries([100, 100], "type: http, failures: { refuse: 100% }")
    #expect(failing.billed("e", "sns.delivery.http") == 0)
    let filtered = try deliveries([100, 100], "type: http", "filter: { color: [blue] }")
    #expect(filtered.billed("e", "sns.delivery.http") == 0 && filtered.billed("t", "sns.publish") == 2)
    #expect(filtered.billed("t", "sns.filter_scan") == nil, "filters on attributes cost nothing")
  }

  @Test("SNS sends push messages whoever asks for them; a worker's web calls are no affair of its")
  func workersCalls() throws {
    for (endpoint, meter, billed) in [("type: push", "push", 2.0), ("type: http", "http", 0)] {
      let read = try parts(
        """
        channels: { q: { type: sqs, receive_wait: 20s } }
        workers: { w: { type: fleet, from: q, service_time: 0s, calls: e } }
        endpoints: { e: { \(endpoint) } }
        """)
      let run = try Outcomes(read + [FeedPart(target: "q", plan: [Publish(1, [70_000])])], until: s(50))
      #expect(run.count("e", "delivered") == 1)
      #expect(run.billed("e", "sns.delivery.\(meter)") == billed)
    }
  }

  @Test("deliveries to queues have no line at SNS and are no request at the queue (SNS pricing)")
  func queues() throws {
    let read = try parts("channels: { t: { type: sns, deliver_to: { q: {} } }, q: { type: sqs } }")
    let run = try Outcomes(read + [FeedPart(target: "t", plan: [Publish(1)])], until: s(10))
    #expect(run.count("q", "sent") == 1 && run.billed("q", "sqs.requests.send") == 0)
    #expect(run.model.meters.filter { $0.part == "t" }.map(\.meter.id) == ["sns.publish"])
  }

  @Test("a filter on bodies is billed by the GB of 2^30 bytes, for each subscription; a FIFO topic's has another price")
  func bodyFilters() throws {
    for (type, queue, price) in [
      ("sns", "sqs", "standard:payload-filter-scanned"), ("sns-fifo", "sqs-fifo", "fifo:payload-filter-scanned"),
    ] {
      let read = try parts(
        """
        channels:
          t: { type: \(type), deliver_to: { a: { filter: { kind: [x] }, filter_scope: body }, b: { filter: { kind: [y] }, filter_scope: body } } }
          a: { type: \(queue) }
          b: { type: \(queue) }
        """)
      let run = try Outcomes(read + [FeedPart(target: "t", plan: [Publish(1, [131_072])])], until: s(10))
      let id = type == "sns" ? "sns.filter_scan" : "sns.fifo.filter_scan"
      let scanned = try #require(run.billed("t", id))
      #expect(abs(scanned - 2.0 * 131_072 / 1_073_741_824) < 1e-8)
      #expect(run.meter("t", id)?.price == PriceReference(service: "sns", item: price))
    }
  }

  @Test(
    "each StartMessageMoveTask is a request at the rate of standard queues (SQS pricing; cloudburn.io)",
    arguments: ["sqs", "sqs-fifo"])
  func redriveCalls(type: String) throws {
    let read = try parts(
      """
      channels:
        q: { type: \(type), dead_letter: { to: d, max_receives: 1 } }
        d: { type: \(type) }
      faults:
        once: { at: 100s, redrive: d }
        again: { at: 200s, redrive: d }
      """)
    let run = try Outcomes(read, until: s(300))
    #expect(run.billed("d", "sqs.requests.redrive") == 2)
    let price = PriceReference(service: "sqs", item: "standard:request")
    #expect(run.meter("d", "sqs.requests.redrive")?.price == price)
    #expect(run.meter("q", "sqs.requests.redrive") == nil)
  }

  // MARK: Lambda

  private func function(_ settings: String) throws -> Outcomes {
    try EventRun("service_time: 100ms, \(settings)", calls: [1, 2, 3]).outcomes
  }

  @Test("/tmp above 512 MB is billed for the time of runs in provisioned environments too (Lambda pricing)")
  func storage() throws {
    for more in ["", ", provisioned_concurrency: 1"] {
      let run = try function("ephemeral_storage: 1024MB, cold_start: 0s\(more)")
      let wanted = 3 * 0.1 * 0.5
      let billed = try #require(run.billed("f", "lambda.storage"))
      #expect(abs(billed - wanted) < 1e-9, "\(more)")
    }
    #expect(try function("ephemeral_storage: 512MB").meter("f", "lambda.storage") == nil)
  }

  @Test("the free tier is not for functions with provisioned concurrency (Lambda pricing)")
  func noFreeTier() throws {
    let onDemand = try function("memory: 128MB").model.meters.filter { $0.part == "f" }
    #expect(!onDemand.isEmpty && onDemand.allSatisfy { !$0.meter.isOutsideFreeTier })
    let kept = try function("memory: 128MB, provisioned_concurrency: 1").model.meters.filter { $0.part == "f" }
    #expect(!kept.isEmpty && kept.allSatisfy { $0.meter.isOutsideFreeTier })
  }
}
