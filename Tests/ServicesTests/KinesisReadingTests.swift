// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// How readers get records: by polling, by enhanced fan-out, and through the KCL's leases.
@Suite struct KinesisReadingTests {
  private static let fast = "tasks: 1, service_time: 0s"

  private func names(_ count: Int) -> [String] { "abcde".prefix(count).map { String($0) } }

  /// The average over the readers of the time from the producer to the reader.
  private func delay(_ run: KinesisRun, readers: Int) -> Double {
    if readers == 1 { return run.latency().mean }
    return names(readers).reduce(0) { $0 + run.latency("clicks -> \($1)").mean } / Double(readers)
  }

  // MARK: Delays (Developer Guide, enhanced-consumers: about 200 ms with one consumer, 1,000 ms with five; 70 ms pushed)

  @Test(
    "shared polling as often as five calls a second and shard let it: 200 ms with one reader, 1 s with five",
    arguments: [(1, 0.2), (2, 0.4), (5, 1.0)])
  func polling(readers: Int, expected: Double) throws {
    let run = try KinesisRun(
      "rate: 40/s, size: 100B, producers: 10", "shards: 4, iterator_poll: 200ms",
      Array(repeating: Self.fast, count: readers), until: 150, builtInLatencies: true)
    #expect(abs(delay(run, readers: readers) - expected) < 0.1 * expected)
    let calls = Double(run.count("get_records_requests")) / 150
    #expect(abs(calls - Double(readers) * 4 * 5) < 0.4, "each reader asks each shard five times a second")
    let refused = Double(run.count("read_throttled")) / 150
    #expect(abs(refused - Double(readers - 1) * 20) < 2, "and five of them are let through")
  }

  @Test("with the KCL's idle time of 1 s five readers are within five calls a second, and wait half a second each")
  func idleTime() throws {
    for readers in [1, 5] {
      let run = try KinesisRun(
        "rate: 40/s, size: 100B", "shards: 3", Array(repeating: Self.fast, count: readers), until: 100)
      #expect(abs(delay(run, readers: readers) - 0.5) < 0.05)
      #expect(run.count("read_throttled") == 0)
      #expect(abs(run.count("get_records_requests") - Int64(readers * 300)) <= Int64(readers * 3))
    }
  }

  @Test("enhanced fan-out: about 70 ms with one reader and with five", arguments: [1, 5])
  func fanOut(readers: Int) throws {
    let run = try KinesisRun(
      "rate: 40/s, size: 100B, producers: 10", "shards: 2, enhanced_fan_out: true",
      Array(repeating: Self.fast, count: readers), until: 100, builtInLatencies: true)
    #expect(abs(delay(run, readers: readers) - 0.07) < 0.007)
    #expect(run.count("outgoing_records") >= run.count("sent") * Int64(readers) - 20)
    #expect(run.level("consumer_shards").last == Double(readers * 2))
    #expect(run.count("subscriptions") == Int64(readers * 2))
  }

  // MARK: Throughput

  @Test("a shard hands out 2 MiB a second to all that poll, however far behind; each fan-out consumer has its own")
  func readThroughput() throws {
    func run(_ stream: String) throws -> KinesisRun {
      try KinesisRun(
        "rate: 90/s, arrivals: constant, size: 10000B", "shards: 1, \(stream)",
        ["tasks: 1, service_time: 0s", "tasks: 1, service_time: 0s", "tasks: 1, service_time: 0s"], until: 40)
    }
    // Three readers want 2.7 MB/s.
    let shared = try run("iterator_poll: 1s")
    #expect(Double(shared.count("outgoing_bytes")) < 41 * 2_097_152 + 10_485_760)
    #expect(shared.count("read_throttled") > 5)
    #expect(delay(shared, readers: 3) > 2, "they fall behind")
    let pushed = try run("enhanced_fan_out: true")
    #expect(pushed.count("outgoing_records") == 3 * pushed.count("sent"))
    #expect(pushed.latency("clicks -> a").max < 0.1)
  }

  @Test("an answer of 10 MB is followed by 5 s in which GetRecords is refused (Developer Guide, quotas and limits)")
  func largeAnswer() throws {
    // Nobody reads for the first 60 s; from the poll between 61 s and 62 s on, 10 MiB come every five seconds.
    let run = try KinesisRun(
      "rate: 100/s, arrivals: constant, size: 10000B, shape: [{ at: 50s, x: 0 }]", "shards: 1, lease_scan: 1s",
      ["tasks: 1, service_time: 0s"], more: "faults: { late: { at: 0s, for: 60s, stop: a } }", until: 70.5)
    #expect(run.count("non_empty_reads") == 2)
    #expect(run.count("outgoing_bytes") == 2 * 10_480_000, "1,048 records are within 10 MiB")
    #expect(run.count("read_throttled") >= 7)
  }

  @Test("GetRecords brings 10,000 records at most")
  func mostRecords() throws {
    let run = try KinesisRun(
      "rate: 800/s, arrivals: constant, size: 100B, shape: [{ at: 50s, x: 0 }]", "shards: 1",
      ["tasks: 1, service_time: 0s"], more: "faults: { late: { at: 0s, for: 60s, stop: a } }", until: 80)
    #expect(run.count("non_empty_reads") == 4, "40,000 records")
    #expect(run.count("outgoing_records") == 40_000)
  }

  // MARK: Leases

  @Test("shards are shared evenly among workers; more workers than shards stand idle (Developer Guide, KCL)")
  func evenShares() throws {
    let read = try KinesisRun(
      "rate: 100/s", "shards: 6", ["tasks: 4, service_time: 0s"], until: 10)
    #expect(read.level("leases").last == 6)
    #expect(read.level("leases").mean > 5.99, "they had shared the shards before the window")
    let parts = try KinesisRun.parts("rate: 1/s", "shards: 7", ["tasks: 3, service_time: 1s"])
    var model = ModelBuilder(parts: PartDirectory(parts), usesBuiltInLatencies: false)
    let stream = try #require(parts.compactMap { $0 as? KinesisPart }.first)
    let log = LogReaders.build(stream, partitions: 7, &model)
    var reader = KinesisReader(log.readers[0], stream.settings, shards: 7)
    for _ in 0..<3 { reader.members.append(KinesisMember(isLive: true)) }
    #expect(reader.takers().map(\.member) == [0, 1, 2, 0, 1, 2, 0])
    for (shard, member) in reader.takers() {
      reader.readings[shard].state = .owned
      reader.readings[shard].owner = member
      reader.members[member].shards.append(shard)
    }
    #expect(!reader.needsScan)
    // Two more come: 3, 2, 2 become 2, 2, 1 and one for each, by one theft of each.
    for _ in 0..<2 { reader.members.append(KinesisMember(isLive: true)) }
    let thefts = reader.thefts()
    #expect(thefts.map(\.to) == [3, 4])
    #expect(thefts.first?.from == 0)
    for _ in 0..<5 { reader.members.append(KinesisMember(isLive: true)) }
    let idle = (3..<10).filter { member in !reader.thefts().contains { $0.to == member } }
    #expect(idle.count == 3, "ten workers, seven shards")
  }

  @Test("a crashed worker's shards stand still for the failover time of 10 s, then others go on from its checkpoint")
  func failover() throws {
    let run = try KinesisRun(
      "rate: 100/s, size: 100B, keys: { uniform: { count: 500 } }", "shards: 4, checkpoint: 4s",
      ["tasks: 2, service_time: 1ms, restart_time: 60s"],
      more: "faults: { crash: { at: 30s, kill: a } }", until: 59)
    #expect(run.count("failovers", of: "s") == 2, "two of four shards")
    #expect(run.latency().max > 10.0)
    #expect(run.latency().max < 11.6, "10 s, and a poll of a second before and after")
    // What came since the checkpoint, at most 4 s and one poll, is worked on again.
    #expect(run.count("duplicate_work", of: "a") > 0)
    #expect(run.count("duplicate_work", of: "a") <= 50 * 6)
    #expect(run.count("out_of_order", of: "a") == 0)
    #expect(run.level("leases").last == 4)
  }

  @Test("a worker that leaves cleanly has written its checkpoint: nothing is done twice, and the next scan hands over")
  func deployment() throws {
    let run = try KinesisRun(
      "rate: 100/s, size: 100B, keys: { uniform: { count: 500 } }", "shards: 6, lease_scan: 5s",
      ["tasks: 3, service_time: 1ms, restart_time: 20s"],
      more: "faults: { new: { at: 30s, deploy: a, waves: 3 } }", until: 180)
    #expect(run.count("duplicate_work", of: "a") == 0)
    #expect(run.count("out_of_order", of: "a") == 0)
    #expect(run.count("failovers") == 0)
    #expect(run.latency().max > 1.1)
    #expect(run.latency().max < 6.2, "a scan every five seconds, and a poll")
    #expect(run.count("lease_moves") > 0, "those that come back take shards from the others")
    #expect(run.level("leases").last == 6)
  }

  @Test("a worker writes its checkpoint every so often, and within that time of the last record")
  func checkpoints() throws {
    let run = try KinesisRun(
      "rate: 50/s, size: 100B, shape: [{ at: 50s, x: 0 }]", "shards: 1, checkpoint: 10s",
      ["tasks: 1, service_time: 0s"], until: 70)
    #expect(run.count("commits", of: "a") >= 5 && run.count("commits", of: "a") <= 7)
    #expect(run.level("lag", of: "a").max < 11.5)
    #expect(run.level("lag_messages", of: "a").last == 0)
  }

  // MARK: Resharding

  @Test("parents before children: each key's order holds over a reshard, up and down (Developer Guide, resharding)")
  func reshardOrder() throws {
    // What is read is behind by some seconds all the time.
    let run = try KinesisRun(
      "rate: 450/s, size: 100B, keys: { zipf: { count: 300, exponent: 0.6 } }, producers: 5, batch: { up_to: 100, wait: 20ms }",
      "shards: 2, put_time: 10ms, reshard_time: 10s, reshard: [{ at: 10s, shards: 4 }, { at: 30s, shards: 3 }, { at: 50s, shards: 6 }]",
      ["tasks: 4, service_time: 6ms", "tasks: 2, service_time: 1ms"], until: 120)
    for reader in ["a", "b"] {
      #expect(run.count("out_of_order", of: reader) == 0)
      #expect(run.count("duplicate_work", of: reader) == 0)
    }
    #expect(run.count("reshards") == 3)
    #expect(run.level("shards").max == 6)
    #expect(run.level("shards").last == 6)
    // 20 s of 2, 20 s of 4, 20 s of 3 and 60 s of 6.
    #expect(abs(run.level("shards").mean - 540.0 / 120) < 0.01)
  }

  @Test("more shards end the throttling")
  func reshardHelps() throws {
    let run = try KinesisRun(
      "rate: 18/s, size: 104800B, producers: 20", "shards: 1, put_time: 20ms, reshard: [{ at: 0s, shards: 2 }]",
      ["tasks: 2, service_time: 0s"], until: 180)
    let before = try KinesisRun(
      "rate: 18/s, size: 104800B, producers: 20", "shards: 1, put_time: 20ms, reshard: [{ at: 0s, shards: 2 }]",
      ["tasks: 2, service_time: 0s"], until: 60)
    #expect(before.count("throttled_records") > 100)
    let after = run.count("throttled_records") - before.count("throttled_records")
    #expect(after < before.count("throttled_records") / 5, "it takes a minute, then two shards are enough")
  }

  // MARK: Keeping

  @Test("a replay reads again what came since a time, in order, and nothing is delivered twice")
  func replay() throws {
    let run = try KinesisRun(
      "rate: 50/s, size: 100B, keys: { uniform: { count: 100 } }",
      "shards: 3, reshard_time: 5s, reshard: [{ at: 20s, shards: 6 }]",
      ["tasks: 2, service_time: 0s"],
      more: "faults: { again: { at: 60s, replay: a, since: 10s } }", until: 100)
    let again = Double(run.count("replayed", of: "a"))
    #expect(abs(again - 2_450) < 150, "49 s of 50 a second, and what had been read of the last")
    #expect(abs(Double(run.count("duplicate_work", of: "a")) - again) < 10)
    #expect(run.count("out_of_order", of: "a") == 0)
    #expect(run.flow.delivered > run.flow.sent - 100)
  }

  @Test("what nobody has read is gone after the retention (Developer Guide: 24 hours)")
  func retention() throws {
    let run = try KinesisRun(
      "rate: 0.05/s", "shards: 2", ["tasks: 1, service_time: 0s"],
      more: "faults: { never: { at: 0s, stop: a } }", until: 90_000)
    #expect(abs(run.flow.expired - 180) < 45, "an hour's worth")
    #expect(run.count("lost_unread", of: "a") == Int64(run.flow.expired))
    #expect(run.level("lag", of: "a").max <= 86_401)
  }

  @Test("stop: readers get nothing, and go on where they were")
  func outage() throws {
    for stream in ["shards: 2", "shards: 2, enhanced_fan_out: true"] {
      let run = try KinesisRun(
        "rate: 50/s, producers: 50, retry: { attempts: 16, max_backoff: 2s, jitter: none }", stream,
        ["tasks: 1, service_time: 0s"],
        more: "faults: { down: { at: 20s, for: 10s, stop: s } }", until: 60)
      #expect(run.flow.rejected == 0)
      #expect(run.flow.delivered > run.flow.sent - 110)
      #expect(run.latency().max > 9)
    }
  }
}
