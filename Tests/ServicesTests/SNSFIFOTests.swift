// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics
import Testing

@testable import Services

@Suite("SNS: FIFO topics") struct SNSFIFOTests {
  private func run(
    _ settings: String = "deliver_to: { q.fifo: {} }", _ plan: [Publish], _ queues: [FakeQueuePart],
    until duration: Double = 1000, wantsToKnow: Bool = false, seed: UInt64 = 1
  ) throws -> TopicRun {
    try TopicRun(
      settings, type: "sns-fifo", plan, others: queues, wantsToKnow: wantsToKnow, until: duration, seed: seed)
  }

  @Test("Order within each message group, whatever a call or a delivery takes (SNS Developer Guide, FIFO topics)")
  func order() throws {
    let plan = (0..<400).map { Publish(1 + Double($0) * 0.01, key: UInt32($0 % 4)) }
    let queue = FakeQueuePart(name: "q.fifo")
    let times = "publish_time: { uniform: { from: 0s, to: 2s } }, delivery_time: { uniform: { from: 0s, to: 100ms } }"
    let run = try run("\(times), deliver_to: { q.fifo: {} }", plan, [queue])
    #expect(queue.log.taken.count == 400 && run.flow("feed -> q.fifo").delivered == 400)
    for group in 0..<4 {
      let numbers = queue.log.calls.filter { $0.key == group }.map(\.message)
      #expect(numbers == numbers.sorted() && numbers.count == 100)
    }
    #expect(queue.log.taken != queue.log.taken.sorted(), "there is no order between groups")
  }

  @Test("A delivery that fails holds up its group for this subscriber, and nothing else")
  func blocked() throws {
    let bad = FakeQueuePart(
      name: "bad.fifo", answer: { $0.message == 0 && $0.number <= 5 ? CallStatus.failed : CallStatus.ok })
    let good = FakeQueuePart(name: "good.fifo")
    let plan = [Publish(1, key: 0), Publish(1.1, key: 0), Publish(1.2, key: 1), Publish(1.3, key: 0)]
    _ = try run("deliver_to: { bad.fifo: {}, good.fifo: {} }", plan, [bad, good])
    // Message 0: three retries at once, two after 1 s each; then 1 and 3 follow.
    #expect(bad.log.times(0) == [1, 1, 1, 1, 2, 3])
    #expect(bad.log.taken == [2, 0, 1, 3])
    #expect(bad.log.times(1) == [3] && bad.log.times(3) == [3] && bad.log.times(2) == [1.2])
    #expect(good.log.taken == [0, 1, 2, 3] && good.log.times(3) == [1.3])
  }

  @Test("A blocked queue loses its copies, or they go to a FIFO dead-letter queue, and its group goes on")
  func refused() throws {
    let gone = FakeQueuePart(name: "gone.fifo", answer: { $0.message == 1 ? CallStatus.refused : CallStatus.ok })
    let dead = FakeQueuePart(name: "dead.fifo")
    let run = try run(
      "deliver_to: { gone.fifo: { dead_letter: dead.fifo } }", (0..<3).map { Publish(Double($0) + 1) }, [gone, dead])
    #expect(gone.log.taken == [0, 2] && dead.log.taken == [1])
    #expect(run.flow("feed -> gone.fifo").deadLettered == 1)
  }

  @Test("A message published again within 5 minutes is accepted and dropped; later it is new (message deduplication)")
  func deduplication() throws {
    let queue = FakeQueuePart(name: "q.fifo")
    let run = try run(
      [Publish(10), Publish(20, again: 0), Publish(309.9, again: 0), Publish(310.1, again: 0)], [queue])
    #expect(queue.log.times(0) == [10, 310.1])
    #expect(run.count("deduplicated") == 2 && run.count("published") == 2)
    #expect(run.flow("feed").delivered == 4, "the publisher sees success")
    #expect(run.count("publish_requests") == 4)
  }

  private func run(_ plan: [Publish], _ queues: [FakeQueuePart]) throws -> TopicRun {
    try run("deliver_to: { q.fifo: {} }", plan, queues)
  }

  @Test("300 messages a second and message group (General Reference, SNS quotas)")
  func groupQuota() throws {
    let plan = (0..<400).map { _ in Publish(1, key: 7) } + (0..<10).map { _ in Publish(1, key: 8) }
    let run = try run("", plan, [], wantsToKnow: true)
    #expect(run.count("published") == 310 && run.count("throttled") == 100)
    // The bucket fills by one each 1/300 s.
    let later = try self.run("", plan + [Publish(1.5, key: 7)], [])
    #expect(later.count("published") == 311)
  }

  @Test("3,000 messages or 20 MB a second and topic, unless throughput is counted by group (FifoThroughputScope)")
  func topicQuota() throws {
    let many = (0..<4_000).map { Publish(1, [100], key: UInt32($0)) }
    #expect(try run("publish_quota: 10000/s", many, []).count("published") == 3_000)
    #expect(try run("publish_quota: 10000/s, throughput_scope: group", many, []).count("published") == 4_000)
    #expect(try run("throughput_scope: group", many, []).count("published") == 3_000, "the account's quota")
    // 20 MB: 80 messages of 250,000 B and what makes the bucket empty.
    let large = (0..<200).map { Publish(1, [250_000], key: UInt32($0)) }
    #expect(try run("", large, []).count("published") == 80)
  }

  @Test("group: so many message groups at random, the same for every queue behind the topic")
  func groups() throws {
    let queue = FakeQueuePart(name: "q.fifo")
    let plan = (0..<1000).map { Publish(1 + Double($0) * 0.01) }
    _ = try run("group: 10, deliver_to: { q.fifo: {} }", plan, [queue])
    for group in 0..<10 {
      // 100 within four standard deviations.
      #expect(abs(queue.log.calls.filter { $0.key == group }.count - 100) < 38)
    }
    #expect(queue.log.calls.allSatisfy { $0.key < 10 })
  }

  @Test("FIFO prices: a request for a call and its bytes, a message for a delivery and its bytes (SNS pricing)")
  func meters() throws {
    let run = try run(
      "envelope: 0B, deliver_to: { a.fifo: {}, b.fifo: { raw: true } }",
      [Publish(1, [262_144]), Publish(2, [1024, 1024])],
      [FakeQueuePart(name: "a.fifo"), FakeQueuePart(name: "b.fifo")],
      until: 3600)
    func used(_ id: String) -> Double {
      run.outcomes.model.meters.first { $0.meter.id == id }?.perHour(run.outcomes.measured) ?? .nan
    }
    #expect(used("sns.fifo.publish") == 2 && used("sns.fifo.deliver") == 6)
    #expect(abs(used("sns.fifo.publish_payload") - 264_192 / 1_073_741_824.0) < 1e-15)
    #expect(abs(used("sns.fifo.deliver_payload") - 2 * 264_192 / 1_073_741_824.0) < 1e-15)
    #expect(used("sns.publish").isNaN)
  }

  @Test("A FIFO topic may deliver to a standard queue; order and uniqueness end there")
  func standardQueue() throws {
    let run = try TopicRun(
      "deliver_to: { q: {} }", type: "sns-fifo", [Publish(1), Publish(2)], channels: "  q: { type: sqs }")
    #expect(run.outcomes.count("q", "sent") == 2)
  }
}
