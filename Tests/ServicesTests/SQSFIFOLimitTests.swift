// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

@Suite("SQS FIFO queues: limits on calls")
struct SQSFIFOLimitTests {
  /// One send every millisecond for ten seconds.
  private func thousandASecond(_ keys: UInt32 = 1, seconds: Int = 10) -> [Step] {
    (0..<seconds * 1_000).map { at(Double($0) * 0.001, .send($0, key: UInt32($0) % keys)) }
  }

  @Test("E20: 300 sends a second without batches, the rest is throttled (quotas-messages)")
  func normalSends() throws {
    let run = try fifoRun("burst: 10ms", thousandASecond())
    #expect(abs(run.count("sent") - 3_000) <= 3, "70% throttled")
    #expect(run.count("throttled_sends") == 10_000 - run.count("sent"))
    #expect(run.count("send_requests") == run.count("sent"))
    #expect(run.flow.rejected == Int(run.count("throttled_sends")), "nobody listened")
  }

  @Test("E20: a batch of ten is one call: 100 calls, 1,000 messages a second pass (quotas-messages)")
  func normalBatches() throws {
    let steps = (0..<1_000).map { call in
      at(Double(call) * 0.01, .batch(Array(call * 10..<call * 10 + 10), keys: Array(0..<10)))
    }
    let run = try fifoRun("burst: 10ms", steps)
    #expect(run.count("sent") == 10_000 && run.count("throttled") == 0)
    #expect(run.count("send_requests") == 1_000)
  }

  @Test("a burst of a second's calls passes at once (model)")
  func burst() throws {
    let run = try fifoRun("call_limit: 50", (0..<200).map { at(5, .send($0)) } + (200..<300).map { at(6, .send($0)) })
    #expect(run.count("sent") == 100)
    var limit = RateLimit(perSecond: 300, burst: .second)
    #expect((0..<400).filter { _ in limit.admits(at: 0) }.count == 300)
    #expect((0..<400).filter { limit.admits(at: s(1) + Instant($0)) }.count == 300)
  }

  @Test("a producer that listens gets the message back, with all of its call")
  func producersAreTold() throws {
    let run = try fifoRun(
      "call_limit: 1, burst: 1s, send_time: 10ms",
      [at(0, .batch([0, 1], keys: [1, 2], listens: true)), at(0.5, .batch([2, 3], keys: [1, 2], listens: true))]
        + [at(2, .send(4, listens: true))])
    #expect(run.count("sent") == 3)
    #expect(run.log.throttled.map(\.message) == [2, 3])
    #expect(run.log.throttled.map(\.at) == [0.51, 0.51], "after the time of the call")
    #expect(run.count("throttled_sends") == 1, "one call")
    #expect(run.count("rejected") == 0)
  }

  @Test("receives and deletes are counted apart, and tried again (quotas-messages)")
  func actionsApart() throws {
    var steps = [at(0, .batch(Array(0..<10), keys: Array(0..<10)))]
    for call in 0..<4 { steps.append(at(1, .receive(call, atMost: 5))) }
    for message in 0..<5 { steps.append(at(2, .delete(Handle(message)))) }
    let run = try fifoRun("call_limit: 1, burst: 1s, retry_backoff: 1s, visibility_timeout: 1h", steps)
    #expect(run.log.returned(0).count == 5)
    #expect(run.log.empties.map(\.at) == [2, 2, 2], "a throttled call answers after a back-off")
    #expect(run.count("throttled_receives") == 3)
    #expect(run.count("receive_requests") == 1, "a throttled call is not billed")
    #expect(run.log.answers == [2, 3, 4, 5, 6])
    #expect(run.count("deletes") == 5 && run.count("delete_requests") == 5)
  }

  @Test("a batch of deletes is one call")
  func batchesOfDeletes() throws {
    let steps = [
      at(0, .batch(Array(0..<10), keys: [1])), at(1, .receive(1)), at(2, .deleteBatch((0..<4).map { Handle($0) })),
      at(2, .deleteBatch((4..<10).map { Handle($0) })),
    ]
    let run = try fifoRun("call_limit: 1, retry_backoff: 1s", steps)
    #expect(run.log.answers == Array(repeating: 2, count: 4) + Array(repeating: 3, count: 6))
    #expect(run.count("delete_requests") == 2 && run.count("throttled_deletes") == 1)
    let standard = try QueueRun(
      "delete_time: 10ms, receive_wait: 1s", [steps[0], steps[1], at(2, .deleteBatch((0..<10).map { Handle($0) }))])
    #expect(standard.count("delete_requests") == 1 && standard.count("deletes") == 10)
    #expect(standard.log.answers == Array(repeating: 2.01, count: 10))
  }

  @Test("E20: with high throughput one group passes 300 calls a second (high-throughput-fifo)")
  func oneGroup() throws {
    let run = try fifoRun(
      "high_throughput: true, burst: 10ms", region: "ap-northeast-2", thousandASecond(1, seconds: 200))
    #expect(abs(run.count("sent") - 60_000) <= 10)
  }

  @Test("E20: with high throughput 100 groups pass 1,000 calls a second once there are partitions for them")
  func manyGroups() throws {
    let run = try fifoRun(
      "high_throughput: true, partition_growth: 10s", region: "ap-northeast-2", thousandASecond(100, seconds: 100))
    let at20 = 20_000
    #expect(run.outcomes.level("q", "partitions").max <= 8, "2,400 calls a second in Seoul are 8 partitions")
    #expect(run.count("sent") > Int64(100_000 - at20))
    let wide = try fifoRun(
      "high_throughput: true, partitions: 8", region: "ap-northeast-2", thousandASecond(100, seconds: 20))
    #expect(wide.count("throttled") == 0)
  }

  @Test("a batch counts at each partition that it touches, and passes where there is room (high-throughput-fifo)")
  func aBatchIsSplit() throws {
    // Groups 0 to 7 lie on both partitions.
    var groups = FIFOGroups(partitions: 2)
    groups.append(0, key: 0, receipt: 1)
    let homes = (0..<8).map { groups.partition(of: UInt64($0)) }
    #expect(Set(homes) == [0, 1])
    let first = UInt32(homes.firstIndex(of: 0) ?? 0)
    let run = try fifoRun(
      "high_throughput: true, partitions: 2, call_limit: 300, region_limit: 600, burst: 1ms",
      [at(1, .send(0, key: first)), at(1, .batch([1, 2, 3, 4, 5, 6, 7, 8], keys: Array(0..<8), listens: true))])
    #expect(run.count("calls") == 3)
    #expect(run.log.throttled.count == homes.filter { $0 == 0 }.count)
    #expect(run.count("sent") == 1 + Int64(homes.filter { $0 == 1 }.count))
    #expect(run.count("send_requests") == 2)
  }

  @Test("with high throughput a call for messages passes over a partition at its limit")
  func receivesByPartition() throws {
    let groups = FIFOGroups(partitions: 2)
    let homes = (0..<64).map { groups.partition(of: UInt64($0)) }
    let keys = [0, 1].map { home in (0..<64).filter { homes[$0] == home }.map { UInt32($0) } }
    let steps = [
      at(0, .batch(Array(0..<5), keys: Array(keys[0].prefix(5)))),
      at(0, .batch(Array(5..<10), keys: Array(keys[1].prefix(5)))),
      at(1, .receive(1, atMost: 1)), at(1, .receive(2, atMost: 1)), at(1, .receive(3, atMost: 1)),
      at(1, .receive(4, atMost: 1, waiting: 10)),
    ]
    let run = try fifoRun(
      "high_throughput: true, partitions: 2, call_limit: 300, region_limit: 600, burst: 1ms, retry_backoff: 100ms",
      steps)
    #expect(run.log.returned(1) == [0])
    #expect(run.log.returned(2) == [5], "the first partition is at its limit")
    #expect(run.log.empty(3) == 1.1, "both are")
    #expect(run.log.returned(4) == [1], "a long poll waits for the limit")
    #expect(abs((run.log.deliveries.last?.at ?? 0) - 1.0023) < 0.0011)
  }

  @Test(
    "calls a second by region (quotas-messages)",
    arguments: [
      ("us-east-1", 70_000), ("eu-central-1", 19_000), ("ap-northeast-1", 9_000), ("sa-east-1", 4_500),
      ("ap-northeast-2", 2_400),
    ])
  func regions(region: String, limit: Int) throws {
    let read = try parts("channels: { q: { type: sqs-fifo, high_throughput: true } }", region: region)
    let part = try #require(read.first as? FIFOPart)
    #expect(part.fifo.regionLimit == limit && part.fifo.mostPartitions == limit / 300)
  }

  @Test("a call that hands a message on is told when it is throttled or refused")
  func callsAreAnswered() throws {
    let run = try fifoRun(
      "call_limit: 1, max_size: 2KiB",
      [at(0, .call(0)), at(0, .call(1)), at(5, .call(2, size: 4096)), at(10, .begin(.stop)), at(11, .call(3))]
        + [at(12, .end(.stop)), at(13, .call(4, isPush: true)), at(14, .begin(.remove)), at(15, .call(5))])
    #expect(
      run.log.statuses.map(\.status) == [
        CallStatus.ok, CallStatus.throttled, CallStatus.refused, CallStatus.failed, CallStatus.ok, CallStatus.refused,
      ])
    #expect(run.count("sent") == 2 && run.count("send_requests") == 2, "the refused one is billed, the push is not")
  }
}
