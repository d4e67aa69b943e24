// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Pricing
import Testing

/// Lives of messages that can be worked out by hand: nothing takes time but what the scenario says.
@Suite("The life of one message") struct TraceLivesTests {
  static func life(
    _ text: String, _ choice: TraceStudy.Choice = .message(source: nil, number: 1), flow: String? = nil
  ) throws -> TraceResult {
    let scenario = try Trial.scenario(text)
    let book = try PriceBook.builtIn(scenario.terms.book)
    return try #require(try TraceStudy(scenario, book: book, choice: choice, flow: flow).result())
  }

  /// One message every 1,000 s, into a queue with one fleet.
  private static func queue(
    _ worker: String, visibility: String = "30s", more: String = "", traffic: String = "", duration: String = "20m"
  ) -> String {
    """
    version: 1
    name: lives
    calibration: none
    run: { seed: 1, duration: \(duration), warmup: 0s, replications: 1 }
    traffic: { uploads: { to: jobs, rate: 3.6/h, arrivals: constant, size: 1400B\(traffic) } }
    channels:
      jobs:
        { type: sqs, receive_wait: 20s, visibility_timeout: \(visibility), duplicate_delivery: 0%, dead_letter: {
          to: jobs-dlq, max_receives: 3 }\(more) }
      jobs-dlq: { type: sqs }
    workers: { resizer: { type: fleet, from: jobs, \(worker) } }
    """
  }

  private func after(_ step: TraceResult.Step, _ life: TraceResult) -> Double {
    Double(step.atNs - life.message.sentNs) / 1e9
  }

  @Test("it fails three times and is set aside: every second adds up") func deadLetter() throws {
    let life = try Self.life(Self.queue("tasks: 1, service_time: 2s, failures: { poison: 100% }"))
    #expect(life.message.id == "uploads#1" && life.message.bytes == 1_400)
    #expect(life.end.outcome == "dead-lettered" && life.end.receives == 3 && life.end.attempts == 3)
    #expect(life.end.latencyNs == nil)
    #expect(life.end.atNs == life.message.sentNs + 90_000_000_000)
    let kinds = life.steps.map(\.kind)
    #expect(kinds.filter { $0 == "received" }.count == 3 && kinds.filter { $0 == "failed" }.count == 3)
    #expect(life.steps.filter { $0.kind == "received" }.map { after($0, life) } == [0, 30, 60])
    #expect(life.steps.filter { $0.kind == "failed" }.map { after($0, life) } == [2, 32, 62])
    #expect(life.steps.filter { $0.kind == "failed" }.allSatisfy { $0.cause == "poison" && $0.lengthS == 2 })
    #expect(
      life.steps.filter { $0.kind == "hidden" }.compactMap(\.untilS).map { $0 - life.message.sentS } == [30, 60, 90])
    let again = life.steps.filter { $0.appearance == "again" }
    #expect(again.map { after($0, life) } == [30, 60, 90] && again.allSatisfy { $0.lengthS == 28 })
    let aside = try #require(life.steps.first { $0.kind == "set_aside" })
    #expect(aside.part == "jobs" && aside.other == "jobs-dlq" && aside.receives == 3)
    #expect(after(aside, life) == 90)
    // Where the time went: six seconds of work, the rest of ninety invisible, then the dead-letter queue.
    func sum(_ kind: TraceResult.Phase.Kind) -> Int64 {
      life.phases.filter { $0.kind == kind }.reduce(0) { $0 + $1.toNs - $1.fromNs }
    }
    #expect(sum(.working) == 6_000_000_000 && sum(.invisible) == 84_000_000_000 && sum(.waiting) == 0)
    let dead = try #require(life.phases.last)
    #expect(dead.kind == .deadLetter && dead.part == "jobs-dlq" && dead.toS == life.windowEndS)
    // One request to send, three to receive; none to delete.
    #expect(life.cost.requests == "4" && life.cost.workS == 0)
    #expect(life.cost.lines.map(\.meter) == ["sqs.requests.send", "sqs.requests.receive"])
    #expect(life.cost.total == "0.0000016")
    #expect(life.cost.notPriced == ["resizer"])
  }

  @Test("the same message is the first that is dead-lettered, and nothing was delivered") func searches() throws {
    let text = Self.queue("tasks: 1, service_time: 2s, failures: { poison: 100% }")
    let life = try Self.life(text, .first(.deadLettered))
    #expect(life.message.id == "uploads#1" && life.selection.by == "first dead-lettered")
    #expect(throws: TraceStudy.Problem.self) { try Self.life(text, .worstLatency) }
    do {
      _ = try Self.life(text, .first(.duplicate))
      Issue.record("there is no duplicate")
    } catch let problem as TraceStudy.Problem {
      guard case .nothingFound("first duplicate", let there) = problem else {
        Issue.record("\(problem)")
        return
      }
      #expect(there.hasPrefix("window all: uploads: ") && there.contains(" dead-lettered"), "\(there)")
    }
  }

  @Test("work that outlasts the timeout is done again and again, and no delete finds the message") func duplicate()
    throws
  {
    let life = try Self.life(Self.queue("tasks: 2, service_time: 40s"), .first(.duplicate))
    #expect(life.end.outcome == "delivered" && life.end.latencyS == 40 && life.end.attempts == 3)
    let began = life.steps.filter { $0.kind == "began" }
    #expect(began.map { after($0, life) } == [0, 30, 60] && began.compactMap(\.attempt) == [1, 2, 3])
    #expect(Set(began.compactMap(\.instance)) == [1, 2], "two tasks take turns")
    #expect(life.steps.filter { $0.kind == "succeeded" }.map { after($0, life) } == [40, 70, 100])
    // Each receipt is older than the next receive, so no delete finds the message; at last its receives are used up.
    #expect(life.steps.filter { $0.kind == "stale_delete" }.map { after($0, life) } == [40, 70, 100])
    #expect(!life.steps.contains { $0.kind == "deleted" })
    #expect(life.steps.first { $0.kind == "set_aside" }.map { after($0, life) } == 90)
    #expect(life.cost.requests == "7", "send, three receives, three deletes")
    #expect(try Self.life(Self.queue("tasks: 2, service_time: 40s"), .worstLatency).message.id == life.message.id)
  }

  @Test("a fleet that gives back: the message is visible again at once") func giveBack() throws {
    let life = try Self.life(
      Self.queue("tasks: 1, service_time: 2s, on_error: give_back, failures: { poison: 100% }"))
    #expect(life.end.atNs == life.message.sentNs + 6_000_000_000)
    #expect(life.steps.filter { $0.kind == "giving_back" }.map { after($0, life) } == [2, 4, 6])
    #expect(life.steps.filter { $0.kind == "giving_back" }.allSatisfy { $0.call == "ChangeMessageVisibility" })
    #expect(life.cost.requests == "7", "send, three receives, three changes of visibility")
  }

  @Test("a call for ten messages costs each a tenth") func batch() throws {
    let text = Self.queue("tasks: 1, service_time: 1s", traffic: ", batch: { up_to: 4, wait: 2s }", duration: "1h")
      .replacing("rate: 3.6/h, arrivals: constant", with: "rate: 2/s, arrivals: constant")
    let life = try Self.life(text, .message(source: "uploads", number: 6))
    let call = try #require(life.steps.first { $0.kind == "called" })
    #expect(call.messages == 4 && call.call == "SendMessageBatch")
    let accepted = try #require(life.steps.first { $0.kind == "accepted" })
    #expect(accepted.use?.quantity == "0.25" && accepted.use?.amount == "0.0000001")
    let received = try #require(life.steps.first { $0.kind == "received" })
    let share = try #require(received.use.flatMap { Double($0.quantity) })
    #expect(share >= 0.1 && share <= 1)
    #expect(life.steps.contains { $0.kind == "gathered" })
  }

  @Test("what a task's time costs: vCPU and memory of its hours") func work() throws {
    let life = try Self.life(
      Self.queue(
        "tasks: 1, slots: 2, service_time: 36s, compute: { fargate: { vcpu: 1, memory: 2GiB } }", visibility: "5m"))
    let vcpu = try #require(life.cost.lines.first { $0.meter == "fargate.vcpu" })
    // 36 s are a hundredth of an hour, and the slot is half of its task.
    #expect(vcpu.quantity == "0.005" && life.cost.workS == 36)
    #expect(life.cost.lines.first { $0.meter == "fargate.memory" }?.quantity == "0.01")
    let price = try #require(vcpu.unitPrice.flatMap { Decimal(string: $0) })
    #expect(vcpu.amount.flatMap { Decimal(string: $0) } == price / 200)
  }

  @Test("a topic makes a copy for each that wants it, and says who does not") func fanOut() throws {
    let life = try Self.life(
      """
      version: 1
      name: fan-out
      calibration: none
      run: { seed: 1, duration: 20m, warmup: 0s, replications: 1 }
      traffic:
        alerts: { to: topic, rate: 3.6/h, arrivals: constant, attributes: { level: { low: 100% } } }
      channels:
        topic:
          type: sns
          deliver_to: { fast: {}, slow: {}, urgent: { filter: { level: [high] } } }
        fast: { type: sqs, receive_wait: 20s }
        slow: { type: sqs, receive_wait: 20s }
        urgent: { type: sqs, receive_wait: 20s }
      workers:
        one: { type: fleet, from: fast, tasks: 1, service_time: 1s }
        two: { type: fleet, from: slow, tasks: 1, service_time: 5s }
        three: { type: fleet, from: urgent, tasks: 1, service_time: 1s }
      """)
    #expect(life.branches.map(\.kind) == ["sent", "copy", "copy"])
    #expect(life.branches.compactMap(\.to) == ["fast", "slow"])
    #expect(life.branches.map(\.outcome) == ["delivered", "delivered", "delivered"])
    #expect(life.branches.compactMap(\.latencyS) == [0, 1, 5])
    #expect(life.end.outcome == "delivered" && life.end.latencyS == 5)
    let filtered = try #require(life.steps.first { $0.kind == "filtered" })
    #expect(filtered.part == "topic" && filtered.other == "urgent" && filtered.branch == 1)
    #expect(life.steps.filter { $0.kind == "delivering" }.compactMap(\.other) == ["fast", "slow"])
    #expect(!life.participants.contains { $0.name == "three" })
    let publish = try #require(life.steps.first { $0.kind == "called" })
    #expect(publish.call == "Publish" && publish.other == "topic")
    // One publish; of each copy a receive and a delete, the push to a queue being nobody's request.
    #expect(life.cost.requests == "5")
  }

  @Test("a record of Kafka: taken in, replicated, fetched, worked on, committed, all in one partition") func kafka()
    throws
  {
    let life = try Self.life(
      """
      version: 1
      name: kafka
      run: { seed: 1, duration: 1m, warmup: 0s, replications: 1 }
      traffic: { clicks: { to: log, rate: 20/s, size: 1KiB, keys: { uniform: { count: 50 } } } }
      channels: { log: { type: msk, partitions: 4 } }
      workers: { reader: { type: fleet, from: log, tasks: 2, service_time: 1ms, commit: { every: 5s } } }
      """, .message(source: "clicks", number: 300))
    let order = [
      "sent", "called", "arrived", "replicated", "visible", "fetched", "began", "succeeded", "delivered",
      "committed",
    ]
    let kinds = life.steps.map(\.kind)
    let places = order.map { kind in kinds.firstIndex(of: kind) ?? -1 }
    #expect(places == places.sorted() && !places.contains(-1), "\(kinds)")
    #expect(
      Set(life.steps.compactMap(\.place)).count == 1
        && life.steps.compactMap(\.placeKind).allSatisfy { $0 == "partition" })
    #expect(life.steps.first { $0.kind == "fetched" }?.call == "Fetch")
    #expect(life.end.outcome == "delivered" && life.end.attempts == 1)
    #expect(life.cost.byTheHour.contains("log"))
    #expect(life.steps.first { $0.kind == "called" }?.call == "Produce")
  }

  @Test("a record of Kinesis is billed by its own payload units") func kinesis() throws {
    let life = try Self.life(
      """
      version: 1
      name: kinesis
      run: { seed: 1, duration: 1m, warmup: 0s, replications: 1 }
      traffic: { clicks: { to: stream, rate: 20/s, size: 30KiB, keys: { uniform: { count: 50 } } } }
      channels: { stream: { type: kinesis, shards: 2 } }
      workers:
        archiver: { type: lambda, from: stream, memory: 1024MB, service_time: 5ms, batch_size: 20, batch_window: 1s }
      """, .message(source: "clicks", number: 300))
    let arrived = try #require(life.steps.first { $0.kind == "arrived" })
    #expect(arrived.placeKind == "shard" && arrived.use?.meter == "kinesis.payload_units")
    #expect(arrived.use?.quantity == "2", "30 KiB are two units of 25 KiB")
    let invoked = try #require(life.steps.first { $0.kind == "invoked" })
    #expect(try #require(invoked.messages) > 1)
    #expect(life.cost.lines.map(\.meter).contains("lambda.duration"))
    #expect(life.end.outcome == "delivered")
  }

  @Test("a miss asks the database and fills the cache; the next read of the record is a hit") func cache() throws {
    let text = """
      version: 1
      name: cache
      run: { seed: 1, duration: 1m, warmup: 0s, replications: 1 }
      traffic: { views: { to: pages, operation: read, rate: 1/s, keys: { uniform: { count: 1 } } } }
      caches: { pages: { engine: redis, node_type: cache.t4g.micro, behind: books, ttl: 1h } }
      databases: { books: { type: rds, instance: db.t4g.micro, read_time: 7ms, write_time: 7ms } }
      """
    let miss = try Self.life(text)
    #expect(
      miss.steps.map(\.kind) == [
        "sent", "called", "asked", "missed", "loaded", "asked", "connected", "running", "done", "stored", "answered",
        "delivered",
      ])
    #expect(miss.steps.first { $0.kind == "loaded" }?.other == "books")
    #expect(try #require(miss.steps.first { $0.kind == "done" }?.lengthS) >= 0.007)
    #expect(Set(miss.cost.byTheHour) == ["pages", "books"])
    let hit = try Self.life(text, .message(source: "views", number: 5))
    #expect(hit.steps.map(\.kind) == ["sent", "called", "asked", "hit", "answered", "delivered"])
    #expect(try #require(hit.end.latencyS) < 0.007)
  }

  @Test("which message: by source and number, and what there is otherwise") func choosing() throws {
    let text = Self.queue("tasks: 1, service_time: 2s")
    #expect(try Self.life(text, .message(source: "uploads", number: 1)).message.number == 1)
    #expect(throws: TraceStudy.Problem.unknownSource("upload", known: ["uploads"])) {
      try Self.life(text, .message(source: "upload", number: 1))
    }
    #expect(throws: TraceStudy.Problem.unknownFlow("downloads", known: ["uploads"])) {
      try Self.life(text, .worstLatency, flow: "downloads")
    }
    do {
      _ = try Self.life(text, .message(source: "uploads", number: 1_000))
      Issue.record("it was never sent")
    } catch let problem as TraceStudy.Problem {
      #expect(
        problem == .notSent(id: "uploads#1000", there: "window all: uploads: 1 sent, 1 delivered")
          || "\(problem)".contains("window all: uploads: 2 sent"), "\(problem)")
    }
    #expect(throws: TraceStudy.Problem.self) { try Self.life(text, .message(source: "uploads", number: 0)) }
  }
}
