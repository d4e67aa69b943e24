// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// How producers write, with the SDK and with the KPL.
@Suite struct KinesisWritingTests {
  // MARK: The limits of a shard (Developer Guide, quotas and limits)

  @Test("a shard takes 1,000 records a second; below that there is no waiting, above it there is")
  func recordLimit() throws {
    func run(_ rate: Int) throws -> KinesisRun {
      try KinesisRun(
        "rate: \(rate)/s, arrivals: constant, size: 100B, producers: 40, retry: { attempts: 16 }",
        "shards: 1, put_time: 20ms", until: 60)
    }
    let below = try run(950)
    #expect(below.count("throttled_records") == 0)
    #expect(below.latency().max < 0.045, "one call, behind another at most")
    let above = try run(1_500)
    let taken = Double(above.count("incoming_records"))
    #expect(taken <= 61_000, "a second's worth at once and 1,000 a second")
    #expect(taken > 57_000)
    #expect(above.latency().mean > 20 * below.latency().mean, "the knee")
    #expect(above.level("utilisation").max > 0.95)
    #expect(above.count("throttled", of: "clicks") == above.count("throttled_records"))
  }

  @Test("a shard takes 1 MiB a second, partition keys included")
  func byteLimit() throws {
    let run = try KinesisRun(
      "rate: 200/s, arrivals: constant, size: 10204B, producers: 20, retry: { attempts: 16 }",
      "shards: 1, put_time: 20ms", until: 60)
    // With its random key of 36 B each has 10,240 B: 102.4 a second, and a second's worth at once.
    let taken = Double(run.count("incoming_records"))
    #expect(taken <= 61 * 102.4)
    #expect(taken > 57 * 102.4)
    #expect(run.count("incoming_bytes") == run.count("incoming_records") * 10_240)
  }

  @Test("n shards take n times as much of messages without keys, whose keys are random")
  func shardsAdd() throws {
    let run = try KinesisRun(
      "rate: 3500/s, size: 100B, producers: 20", "shards: 4, put_time: 10ms", until: 30)
    #expect(run.count("throttled_records") == 0)
    #expect(abs(run.level("utilisation").mean - 0.9) < 0.1, "the busiest of four shards with 875 a second each")
  }

  // MARK: PutRecords

  @Test(
    "PutRecords has a result for each record: only the refused ones go again, after the back-off, and the order holds")
  func partialFailure() throws {
    // The first goes alone; 500, 500 and 499 wait for its end, and each call for that before. With 1,000 tokens, and one
    // more each millisecond, 20 of the last call are taken.
    let run = try KinesisRun(
      "arrivals: { bursts: { every: 100s, size: 1500 } }, size: 100B, keys: { uniform: { count: 10 } }, "
        + "retry: { backoff: 1s, jitter: none }",
      "shards: 1, put_time: 10ms", ["tasks: 1, service_time: 0s"], until: 300)
    #expect(run.count("put_records_requests") == 15, "three bursts of four calls and one again")
    #expect(run.count("throttled_records") == 3 * 479)
    #expect(run.count("put_records") == 3 * (1_500 + 479))
    #expect(run.count("incoming_records") == 4_500)
    #expect(run.count("successful_puts") == 12)
    #expect(run.count("out_of_order", of: "a") == 0)
    #expect(run.level("buffered").last == 0)
    #expect(run.count("throttled", of: "clicks") == 3 * 479)
  }

  @Test("after its attempts a record is rejected (SDK, standard mode: three)")
  func retriesEnd() throws {
    let run = try KinesisRun(
      "rate: 100/s, size: 100B, retry: { attempts: 3, backoff: 1s, jitter: none }", "shards: 1",
      more: "faults: { down: { at: 10s, for: 20s, stop: s } }", until: 60)
    // 10 to 13 s and 13 to 16 s and so on: each serial call fails at once, after 1 and after 2 more seconds.
    #expect(run.flow.rejected > 1_000)
    #expect(run.count("throttled_records") == 0)
    #expect(run.count("failed_calls") > 0)
    #expect(run.flow.delivered + run.flow.rejected == run.flow.sent)
  }

  @Test("one call in flight keeps the order of each key when records are refused; several may not")
  func order() throws {
    func run(_ inFlight: Int) throws -> KinesisRun {
      try KinesisRun(
        "rate: 1200/s, size: 100B, keys: { zipf: { count: 200, exponent: 0.5 } }, batch: { up_to: 50, wait: 10ms }, "
          + "retry: { attempts: 16, backoff: 50ms, max_backoff: 1s }",
        "shards: 1, put_time: { lognormal: { p50: 10ms, p99: 40ms } }, max_in_flight: \(inFlight)",
        ["tasks: 2, service_time: 0s"], until: 30)
    }
    let serial = try run(1)
    #expect(serial.count("throttled_records") > 1_000)
    #expect(serial.count("out_of_order", of: "a") == 0)
    #expect(try run(8).count("out_of_order", of: "a") > 100)
  }

  @Test("the source's batch is the client's: up_to records, or what comes within the wait")
  func gathering() throws {
    let byWait = try KinesisRun(
      "rate: 100/s, arrivals: constant, batch: { up_to: 100, wait: 200ms }", "shards: 1", until: 50.1)
    #expect(abs(Double(byWait.count("put_records_requests")) - 250) < 3, "20 records each")
    #expect(abs(byWait.latency().mean - 0.1) < 0.01)
    let byCount = try KinesisRun(
      "rate: 1000/s, arrivals: constant, batch: { up_to: 25, wait: 200ms }", "shards: 2", until: 10)
    #expect(byCount.count("put_records_requests") == byCount.count("put_records") / 25)
    let capped = try KinesisRun(
      "arrivals: { bursts: { every: 10s, size: 2000 } }, batch: { up_to: 5000, wait: 1s }", "shards: 4", until: 10)
    #expect(capped.count("put_records_requests") == 4, "never more than 500 (API/PutRecords)")
  }

  @Test("a record above the largest size is refused for good (API/UpdateMaxRecordSize)")
  func tooLarge() throws {
    let run = try KinesisRun("rate: 10/s, size: 1MiB", "shards: 40", until: 10)
    #expect(run.flow.rejected == run.flow.sent, "with its key it is larger than 1 MiB")
    let large = try KinesisRun("rate: 1/s, size: 1MiB", "shards: 40, max_record_size: 2MiB", until: 10)
    #expect(large.flow.rejected == 0)
  }

  // MARK: The Kinesis Producer Library

  @Test("KPL: 1,000 records a second of 512 B become 10 a second of 50 KB (Developer Guide, KPL key concepts)")
  func aggregation() throws {
    let traffic = "rate: 1000/s, arrivals: constant, size: 512B"
    let plain = try KinesisRun(traffic, "shards: 1, put_time: 20ms", until: 60)
    let packed = try KinesisRun(traffic, "shards: 1, put_time: 20ms, producer_aggregation: true", until: 60)
    #expect(abs(Double(plain.count("payload_units")) / 60 - 1_000) < 2)
    let records = Double(packed.count("incoming_records")) / 60
    #expect(records > 10 && records < 11.5, "the packing takes some room, so that 91 fit in 51,200 B, not 100")
    let units = Double(packed.count("payload_units")) / 60
    #expect(units > 19 && units < 22.5, "two of 25 KiB each")
    #expect(packed.latency().max < 0.13, "100 ms in the buffer and the call")
    #expect(packed.latency().mean > 0.05)
    #expect(packed.level("utilisation").mean < 0.6, "bytes count now: half a MiB a second")
  }

  @Test("KPL: the pack of each shard goes out after its buffered time, and no pack mixes shards")
  func packsByShard() throws {
    let run = try KinesisRun(
      "rate: 500/s, size: 100B, keys: { uniform: { count: 1000 } }, producers: 3",
      "shards: 5, producer_aggregation: true", ["tasks: 3, service_time: 0s"], until: 30)
    // 15 packs at a time, each open for 100 ms and then until the next message comes.
    let records = Double(run.count("incoming_records")) / 30
    let expected = 15 / (0.1 + 15.0 / 500)
    #expect(abs(records - expected) < 0.05 * expected)
    #expect(run.count("out_of_order", of: "a") == 0)
    #expect(run.count("sent") == run.count("offered") - Int64(run.level("buffered").last))
  }

  @Test("KPL: a message that is throttled for longer than RecordTtl (30 s) is given up; one producer keeps to 150%")
  func timeToLive() throws {
    let run = try KinesisRun(
      "rate: 60/s, arrivals: constant, size: 50000B", "shards: 1, put_time: 20ms, producer_aggregation: true",
      until: 90)
    #expect(run.flow.rejected > 1_000)
    // 1 MiB/s are taken; 1.5 are sent.
    let taken = Double(run.count("incoming_bytes")) / 1_048_576 / 90
    #expect(taken > 0.95 && taken < 1.02)
    #expect(Double(run.count("put_records")) * 50_000 / 1_048_576 / 90 < 1.6)
    #expect(run.latency().max > 29 && run.latency().max < 31.5)
  }

  @Test("fail: a share of the calls fails and is tried again; slow: calls take longer")
  func faults() throws {
    let failing = try KinesisRun(
      "rate: 50/s, producers: 10, retry: { attempts: 16, backoff: 10ms }", "shards: 1",
      more: "faults: { bad: { at: 0s, fail: s, share: 20% } }", until: 100)
    let share = Double(failing.count("failed_calls")) / Double(failing.count("put_records_requests"))
    #expect(abs(share - 0.2) < 0.03)
    #expect(failing.flow.rejected == 0)
    let slow = try KinesisRun(
      "rate: 5/s, producers: 10", "shards: 1, put_time: 20ms",
      more: "faults: { bad: { at: 0s, slow: s, by: 10x } }", until: 100)
    #expect(abs(slow.outcomes.times("s", "put_latency").mean - 0.2) < 0.001)
  }
}
