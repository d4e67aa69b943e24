// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Testing

@testable import Services

/// `fan_out`: a topic in front, and a queue for each reader.
@Suite struct SQSFanOutTests {
  private func text(
    _ channel: String = "type: sqs, receive_wait: 20s", traffic: String = "rate: 1/s, arrivals: constant",
    more: String = ""
  ) -> String {
    """
    traffic: { clicks: { to: stream, \(traffic) } }
    channels:
      stream: { \(channel), fan_out: true }
      dead: { type: sqs, retention: 14d }
      dead-fifo: { type: sqs-fifo, retention: 14d }
    workers:
      joiner: { type: fleet, from: stream, receive: 1, service_time: 1ms }
      archiver: { type: lambda, from: stream, timeout: 3s, service_time: 1ms }
    \(more)
    """
  }

  @Test func aChannelBecomesATopicAndAQueueForEachReader() throws {
    let directory = PartDirectory(try parts(text()))
    #expect(
      directory.parts.map(\.name) == [
        "clicks", "stream", "stream/joiner", "stream/archiver", "dead", "dead-fifo", "joiner", "archiver",
      ])
    #expect(directory["stream"]?.kind == "SNS topic" && directory["stream/joiner"]?.kind == "SQS queue")
    #expect((directory["joiner"] as? any Consumer)?.source == "stream/joiner")
    #expect((directory["archiver"] as? any Consumer)?.source == "stream/archiver")
    #expect(directory["stream"]?.outlets.map(\.to) == ["stream/joiner", "stream/archiver"])
    #expect((directory["stream"] as? SNSPart)?.settings.subscriptions.allSatisfy(\.isRaw) == true)
    // Expanding what is expanded changes nothing.
    #expect(PartDirectory(directory.parts).parts.map(\.name) == directory.parts.map(\.name))
  }

  @Test("fan_out: every reader sees every message, each on a way of its own")
  func everyReaderSeesAll() throws {
    for type in ["sqs", "sqs-fifo"] {
      let read = try parts(
        text("type: \(type), receive_wait: 20s", traffic: "rate: 20/s, keys: { uniform: { count: 50 } }"))
      let outcomes = try Outcomes(read, until: s(600))
      let ways = outcomes.model.instruments.flows.map(\.name)
      #expect(ways == ["clicks", "clicks -> joiner", "clicks -> archiver"])
      let (sent, joined, archived) = (
        outcomes.measured.flows[0].sent, outcomes.measured.flows[1], outcomes.measured.flows[2]
      )
      #expect(joined.sent == sent && archived.sent == sent)
      #expect(joined.delivered > sent - 20 && archived.delivered > sent - 20)
      #expect(outcomes.count("stream/joiner", "sent") == Int64(sent))
      if type == "sqs-fifo" {
        #expect(outcomes.count("joiner", "out_of_order") == 0 && outcomes.count("archiver", "out_of_order") == 0)
      }
    }
  }

  @Test(
    "fan_out: what a topic publishes and what two queues are asked is billed; deliveries to queues are free (SNS pricing)"
  )
  func bill() throws {
    // One message a second: 3,600 publishes an hour. Each queue: a receive and a delete for each message; the fleet's
    // one task polls with receives that each bring one, the function's five pollers ask each for itself.
    let fleets = """
      traffic: { clicks: { to: stream, rate: 1/s, arrivals: constant } }
      channels: { stream: { type: sqs, receive_wait: 20s, fan_out: true, duplicate_delivery: 0% } }
      workers:
        joiner: { type: fleet, from: stream, receive: 1, service_time: 1ms }
        archiver: { type: fleet, from: stream, receive: 1, service_time: 1ms }
      """
    let outcomes = try Outcomes(try parts(fleets), until: s(3600))
    func perHour(_ part: String) -> [String: Double] {
      outcomes.model.meters.filter { $0.part == part }
        .reduce(into: [:]) { $0[$1.meter.id] = $1.perHour(outcomes.measured) }
    }
    #expect(perHour("stream") == ["sns.publish": 3600])
    for queue in ["stream/joiner", "stream/archiver"] {
      let requests = perHour(queue).values.reduce(0, +)
      #expect(abs(requests - 7200) <= 1, "3,600 receives and deletes, and a poll that is under way: \(perHour(queue))")
    }
    // In batches of ten of 1 KiB: a tenth of the publishes, for each is 10 KiB and so below 64 KiB.
    let batched = fleets.replacing("arrivals: constant", with: "arrivals: constant, batch: { up_to: 10, wait: 20s }")
    let fewer = try Outcomes(try parts(batched), until: s(3600))
    #expect(fewer.count("stream", "publish_requests") == 360 || fewer.count("stream", "publish_requests") == 359)
  }

  @Test("fan_out: a call of PublishBatch has at most 256 KiB (API/PublishBatch)")
  func limits() throws {
    let read = try parts(text(traffic: "rate: 10/s, size: 100KiB, batch: { up_to: 10, wait: 10s }"))
    let outcomes = try Outcomes(read, until: s(100))
    #expect(outcomes.count("stream", "rejected") == 0)
    let large = try parts(text(traffic: "rate: 10/s, size: 300KiB"))
    let refused = try Outcomes(large, until: s(10))
    #expect(refused.count("stream", "published") == 0 && refused.measured.flows[0].rejected > 50)
  }

  @Test("fan_out: a FIFO channel becomes a FIFO topic whose message groups are the channel's")
  func fifo() throws {
    func topic(_ settings: String) throws -> (SNSSettings.FIFO?, SQSGroupingWord?) {
      let directory = PartDirectory(try parts(text("type: sqs-fifo, receive_wait: 20s\(settings)")))
      return (
        (directory["stream"] as? SNSPart)?.settings.fifo, (directory["stream/joiner"] as? FIFOPart)?.fifo.group
      )
    }
    let (byKey, group) = try topic("")
    #expect(byKey?.groups == nil && byKey?.scope == .topic && group == .key)
    let (counted, counting) = try topic(", group: 20, high_throughput: true, dedup_window: 1m")
    #expect(counted?.groups == 20 && counted?.scope == .group && counting == .key)
    #expect(counted?.deduplicationWindow == s(60))
  }

  @Test("fan_out: the dead-letter queue of the channel is every queue's")
  func deadLetters() throws {
    let read = try parts(
      """
      traffic: { clicks: { to: stream, rate: 10/s } }
      channels:
        stream: { type: sqs, visibility_timeout: 5s, fan_out: true, dead_letter: { to: dead, max_receives: 2 } }
        dead: { type: sqs, retention: 14d, redrive_allow: [stream] }
      workers:
        a: { type: fleet, from: stream, receive_wait: 20s, service_time: 1ms, failures: { poison: 20% } }
        b: { type: fleet, from: stream, receive_wait: 20s, service_time: 1ms, failures: { poison: 5% } }
      """)
    let outcomes = try Outcomes(read, until: s(300))
    let (first, second) = (outcomes.count("stream/a", "dead_lettered"), outcomes.count("stream/b", "dead_lettered"))
    #expect(first > 400 && second > 80 && first > second)
    #expect(outcomes.count("dead", "moved_in") == first + second)
  }

  @Test func whatNamesTheChannelMeansTheTopic() throws {
    let stopped = try Outcomes(
      try parts(text(more: "faults: { x: { at: 10s, for: 10s, remove: stream } }")), until: s(60))
    #expect(stopped.measured.flows[0].rejected >= 9)
    let errors = Reading(text(more: "faults: { x: { at: 10s, redrive: stream } }")).errors
    #expect(errors.count == 1 && errors[0].contains("a topic can be told to stop or remove, not to redrive"))
  }

  @Test(arguments: [
    ("type: sqs-fifo, group: source", "message group for each source"),
    ("type: sqs-fifo, duplicate_sends: { share: 1%, after: 1s }", "duplicate_sends is not simulated with fan_out"),
    ("type: sqs, receive_wait: 20s, visibility_timeout: 1s", "longer than the visibility timeout of stream/archiver"),
    ("type: sqs, receive_wait: 20s, dead_letter: { to: dead-fifo }", "not a queue of the same type"),
  ])
  func wrongSettingsAreErrors(channel: String, message: String) {
    let errors = Reading(text(channel)).errors
    #expect(!errors.isEmpty && errors.allSatisfy { $0.contains(message) && !$0.contains(" - ") }, "\(errors)")
  }

  @Test func delaysOfMessagesAreRefused() {
    let errors = Reading(text(traffic: "rate: 1/s, delay: 5s")).errors
    #expect(errors.count == 1 && errors[0].contains("does not pass on"))
  }

  @Test func competingReadersAreFoundWithoutAndLonelyOnesWithFanOut() throws {
    func findings(_ text: String) throws -> [Finding] {
      let directory = PartDirectory(try parts(text))
      let view = FindingsView(parts: directory, window: "usual", duration: s(3600), hoursPerMonth: 730)
      return directory.parts.flatMap { $0.findings(view) }
    }
    #expect(try findings(text()).allSatisfy { $0.id != "competing-readers" && $0.id != "fan-out-alone" })
    let shared = text().replacing("fan_out: true", with: "fan_out: false")
    #expect(try findings(shared).contains { $0.id == "competing-readers" && $0.part == "stream" })
    let alone = try findings(
      """
      channels: { stream: { type: sqs, receive_wait: 20s, fan_out: true } }
      workers: { a: { type: fleet, from: stream, service_time: 1ms } }
      """)
    #expect(alone.contains { $0.id == "fan-out-alone" && $0.level == .note && $0.part == "stream" })
    #expect(try findings("channels: { stream: { type: sqs, fan_out: true } }").contains { $0.id == "fan-out-alone" })
  }

  @Test("What queues and topics are able to do (facts: comparison of services)")
  func abilities() throws {
    func answer(_ ability: Ability, _ channel: String, fanOut: Bool = false) throws -> AbilityAnswer? {
      let text = text("type: \(channel), receive_wait: 20s").replacing("fan_out: true", with: "fan_out: \(fanOut)")
      let directory = PartDirectory(try parts(text))
      return directory["stream"]?.answer(to: ability, directory)
    }
    #expect(try answer(.orderPerKey, "sqs") == .no("none"))
    #expect(try answer(.orderPerKey, "sqs-fifo") == .yes("message groups"))
    #expect(try answer(.orderPerKey, "sqs-fifo, group: 20")?.isYes == false)
    #expect(try answer(.totalOrder, "sqs-fifo, group: 1") == .yes("one message group"))
    #expect(try answer(.totalOrder, "sqs-fifo")?.isYes == false)
    for (channel, fanOut) in [("sqs", false), ("sqs", true), ("sqs-fifo", false), ("sqs-fifo", true)] {
      #expect(try answer(.replay(s(60)), channel, fanOut: fanOut) == .no("none"))
      #expect(try answer(.exactlyOnce, channel, fanOut: fanOut)?.isYes == false)
      #expect(try answer(.persistence, channel, fanOut: fanOut)?.isYes == true)
      #expect(try answer(.independentReaders(1), channel, fanOut: fanOut)?.isYes == true)
      #expect(try answer(.independentReaders(2), channel, fanOut: fanOut)?.isYes == fanOut)
    }
    #expect(try answer(.independentReaders(7), "sqs", fanOut: true) == .yes("via SNS"))
    #expect(try answer(.orderPerKey, "sqs", fanOut: true) == .no("none"))
    #expect(try answer(.orderPerKey, "sqs-fifo", fanOut: true) == .yes("message groups"))
  }
}
