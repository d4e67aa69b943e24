// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Testing

@testable import Services
@testable import Simulation

@Suite("Encryption with KMS: calls and keys") struct EncryptionTests {
  /// A queue `q` with this encryption, a fleet of three tasks that reads it, and messages at these seconds.
  private func run(
    _ encryption: String, _ seconds: [Double], type: String = "sqs", until end: Double = 1000
  ) throws -> Outcomes {
    let read = try parts(
      """
      channels: { q: { type: \(type), receive_wait: 20s, encryption: \(encryption) } }
      workers: { w: { type: fleet, from: q, tasks: 3, service_time: 0s } }
      """)
    return try Outcomes(read + [FeedPart(target: "q", plan: seconds.map { Publish($0) })], until: s(end))
  }

  private func calls(_ outcomes: Outcomes, _ part: String = "q") -> [Double?] {
    ["send", "receive"].map { outcomes.billed(part, "kms.requests.\($0)") }
  }

  @Test(
    "a sender costs two calls and a receiver one in each reuse period (SQS Developer Guide, key management)",
    arguments: ["sqs", "sqs-fifo"])
  func periods(type: String) throws {
    let kms = "{ kms: { reuse: 60s } }"
    #expect(calls(try run(kms, [], type: type)) == [0, 0], "nobody sends, and polls that end empty decrypt nothing")
    #expect(calls(try run(kms, [10], type: type)) == [2, 1])
    #expect(calls(try run(kms, [10, 40, 69], type: type)) == [2, 1], "within one period")
    #expect(calls(try run(kms, [10, 71], type: type)) == [4, 2], "the next period begins with the next call")
    #expect(calls(try run("{ kms: {} }", [10, 71, 309, 311], type: type)) == [4, 2], "five minutes by default")
  }

  @Test("AWS's examples: 26,784 calls in January; a queue that is always in use costs (B / D) x (2 x P + C)")
  func formula() throws {
    let read = try parts(
      """
      traffic:
        a: { to: one, rate: 1/s, arrivals: constant }
        b: { to: two, rate: 1/s, arrivals: constant }
        c: { to: two, rate: 1/s, arrivals: constant }
      channels:
        one: { type: sqs, receive_wait: 20s, encryption: { kms: { reuse: 5m } } }
        two: { type: sqs, receive_wait: 20s, encryption: { kms: { reuse: 10m } } }
      workers:
        v: { type: fleet, from: one, service_time: 0s }
        w: { type: fleet, from: two, service_time: 0s, tasks: 4 }
      """)
    let run = try Outcomes(read, until: s(6000))
    func close(_ part: String, _ kind: String, _ wanted: Double, over seconds: Double) throws -> Bool {
      let billed = try #require(run.billed(part, "kms.requests.\(kind)"))
      return abs(billed / 6000 * seconds - wanted) < 0.002 * wanted
    }
    #expect(try close("one", "send", 2_678_400 / 300 * 2, over: 2_678_400))
    #expect(try close("one", "receive", 2_678_400 / 300, over: 2_678_400))
    #expect(try close("two", "send", 2_419_200 / 600 * 2 * 2, over: 2_419_200), "two senders")
    #expect(try close("two", "receive", 2_419_200 / 600, over: 2_419_200), "a fleet is one principal")
  }

  @Test("a topic costs two calls for each publisher in five minutes, and sends to its queue as a principal itself")
  func topic() throws {
    let read = try parts(
      """
      channels:
        t: { type: sns, deliver_to: { q: {} }, encryption: { kms: {} } }
        q: { type: sqs, receive_wait: 20s, encryption: { kms: { key: customer, reuse: 60s } } }
      workers: { w: { type: fleet, from: q, service_time: 0s } }
      """)
    let run = try Outcomes(
      read + [FeedPart(target: "t", plan: [10, 200, 309, 311].map { Publish($0) })], until: s(1000))
    #expect(calls(run, "t") == [4, nil])
    // 10, 200 and 309, with 311 in the same minute.
    #expect(calls(run) == [6, 3])
  }

  @Test("a worker that sends is a principal of its own")
  func workerSends() throws {
    let read = try parts(
      """
      channels:
        q: { type: sqs, receive_wait: 20s }
        r: { type: sqs, encryption: { kms: { reuse: 60s } } }
        f: { type: sqs-fifo, encryption: { kms: { reuse: 60s } } }
      workers: { w: { type: fleet, from: q, service_time: 0s, calls: [r, f] } }
      """)
    let run = try Outcomes(read + [FeedPart(target: "q", plan: [Publish(1)])], until: s(100))
    #expect(calls(run, "r") == [2, 0] && calls(run, "f") == [2, 0])
  }

  @Test("a customer key is billed by the month, once for all that share its alias; AWS's own is not")
  func keys() throws {
    let read = try parts(
      """
      channels:
        a: { type: sqs, encryption: { kms: { key: alias/orders } } }
        b: { type: sns, encryption: { kms: { key: alias/orders } } }
        c: { type: sqs-fifo, encryption: { kms: { key: customer } } }
        d: { type: sqs, encryption: { kms: { key: aws-managed } } }
        e: { type: sqs, encryption: { kms: { key: customer } } }
        g: { type: sqs, receive_wait: 20s, fan_out: true, encryption: { kms: { key: customer } } }
      workers:
        v: { type: fleet, from: g, service_time: 0s }
        w: { type: fleet, from: g, service_time: 0s }
      """)
    let run = try Outcomes(read, until: s(3600))
    let billed = run.model.meters.filter { $0.meter.id == "kms.key" }
    #expect(billed.map(\.part) == ["a", "c", "e", "g/v"])
    for quantity in billed { #expect(abs(quantity.perHour(run.measured) * 730 - 1) < 1e-9) }
  }

  @Test("keys of SQS, and none, cost nothing", arguments: ["sqs", "none"])
  func free(encryption: String) throws {
    let meters = try run(encryption, [1]).model.meters
    #expect(!meters.contains { $0.meter.price.service == "kms" })
  }

  @Test("what becomes of messages does not depend on it")
  func noEffect() throws {
    let seconds = (1..<200).map { Double($0) * 3 }
    let with = try run("{ kms: { reuse: 60s } }", seconds).measured
    let without = try run("none", seconds).measured
    #expect("\(with.flows)" == "\(without.flows)")
  }

  @Test("SNS cannot use the key that AWS manages for a queue (SQS Developer Guide, key management)")
  func topicsNeedCustomerKeys() {
    for (deliver, place) in [("q: {}", "2:33"), ("e: { dead_letter: q }", "2:51"), ("e: {}", nil)] {
      let errors = Reading(
        """
        channels:
          t: { type: sns, deliver_to: { \(deliver) } }
          q: { type: sqs, encryption: { kms: {} } }
        endpoints: { e: { type: http } }
        """
      ).errors
      let message = "t cannot send to q: nobody can let SNS use the key that AWS manages for SQS"
      #expect(errors == (place.map { ["value \($0) \(message)"] } ?? []))
    }
  }

  @Test(
    "what cannot be is refused",
    arguments: [
      "sqs, encryption: on", "sqs, encryption: { kms: { reuse: 59s } }", "sqs, encryption: { kms: { reuse: 25h } }",
      "sqs, encryption: { kms: { key: mine } }", "sqs, encryption: { kms: { key: alias/ } }",
      "sqs, encryption: { kms: { key: alias/aws/ebs } }", "sqs, encryption: { kms: { key: \"alias/a b\" } }",
      "sns, encryption: sqs", "sns, encryption: { kms: { reuse: 5m } }", "sns, encryption: { sse: {} }",
    ])
  func refused(channel: String) {
    #expect(Reading("channels: { q: { type: \(channel) } }").errors.count == 1)
  }

  @Test(
    "the edges of what can be",
    arguments: ["reuse: 60s", "reuse: 24h", "key: alias/a", "key: alias/aws/sqs", "key: customer"])
  func taken(settings: String) {
    #expect(Reading("channels: { q: { type: sqs, encryption: { kms: { \(settings) } } } }").errors == [])
  }
}
