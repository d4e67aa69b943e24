// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Services
@testable import Simulation

/// What a producer does: batches, requests, memory, retries.
struct KafkaProducerTests {
  /// One broker with one partition, whose network and handling take 1 ms each.
  private static let plain =
    "brokers: 1, replication: 1, partitions: 1, network_time: 1ms, broker_time: 1ms, request_cost: 0s, megabyte_cost: 0s"

  private func records(_ lab: KafkaLab) -> Double { Double(lab.count("appended")) / Double(lab.count("batches")) }

  @Test("Batch law: min(batch.size / s, 1 + rate x linger) records")
  func batchLaw() throws {
    let traffic = "rate: 1000/s, size: 1000B, arrivals: constant"
    let lingering = try KafkaLab("\(Self.plain), linger: 10ms", traffic: traffic, until: 4)
    #expect(abs(records(lingering) - 10.5) <= 0.55, "1 + 1000/s x 10 ms, the last one to the nanosecond")
    let full = try KafkaLab("\(Self.plain), linger: 100ms", traffic: traffic, until: 4)
    #expect(abs(records(full) - 16) < 0.1, "16,384 B / 1,009 B")
    let counted = try KafkaLab(
      Self.plain, traffic: "rate: 1000/s, size: 1000B, arrivals: constant, batch: { up_to: 5, wait: 100ms }", until: 4)
    #expect(abs(records(counted) - 5) < 0.05, "up_to of the traffic")
  }

  @Test("Compression lets a batch hold as many times more, and stores as many times less")
  func compression() throws {
    let traffic = "rate: 2000/s, size: 1000B, arrivals: constant"
    let plain = try KafkaLab("\(Self.plain), linger: 1s", traffic: traffic, until: 4)
    let zipped = try KafkaLab("\(Self.plain), linger: 1s, compression: zstd", traffic: traffic, until: 4)
    #expect(abs(records(zipped) / records(plain) - 4) < 0.1)
    let perRecord = Double(plain.count("bytes_in")) / Double(plain.count("appended"))
    #expect(abs(perRecord - (1009 + 61.0 / 16)) < 1, "record v2 with 9 B, batch v2 with 61 B")
    let zippedRecord = Double(zipped.count("bytes_in")) / Double(zipped.count("appended"))
    #expect(abs(zippedRecord * 4 - perRecord) < 5)
  }

  @Test("All ready batches of one broker go in one request, the ready one taking the others along")
  func requests() throws {
    let topic = Self.plain.replacingOccurrences(of: "partitions: 1", with: "partitions: 8")
    let lab = try KafkaLab(
      "\(topic), linger: 20ms", traffic: "rate: 2000/s, size: 100B, keys: { uniform: { count: 10k } }", until: 4)
    // About 40 records in 20 ms, so every partition has a batch when the first linger is over.
    #expect(Double(lab.count("batches")) / Double(lab.count("requests")) > 7.5)
  }

  @Test("A broker has one request of a connection under way: acks all makes batches grow, not requests")
  func serial() throws {
    let topic = "brokers: 3, partitions: 1, network_time: 1ms, broker_time: 1ms, request_cost: 0s, megabyte_cost: 0s"
    let traffic = "rate: 2000/s, size: 100B, arrivals: constant"
    // A request takes 1 ms to be appended and 3 ms to be replicated: 250 requests a second, 8 records in each.
    let all = try KafkaLab("\(topic), linger: 0s", traffic: traffic, until: 4)
    #expect(abs(records(all) - 8) < 0.5, "\(records(all))")
    // With one in flight both ways count as well: 6 ms, 12 records.
    let one = try KafkaLab("\(topic), linger: 0s, max_in_flight: 1", traffic: traffic, until: 4)
    #expect(abs(records(one) - 12) < 0.6, "\(records(one))")
    // The leader alone: 1 ms, 2 records.
    let leader = try KafkaLab("\(topic), linger: 0s, acks: 1", traffic: traffic, until: 4)
    #expect(abs(records(leader) - 2) < 0.2, "\(records(leader))")
  }

  @Test("Times of acks 0, 1 and all: nothing, a round trip, two round trips")
  func acks() throws {
    let topic = "brokers: 3, partitions: 3, linger: 0s, network_time: 1ms, broker_time: 1ms, request_cost: 0s"
    func run(_ acks: String) throws -> KafkaLab {
      try KafkaLab("\(topic), acks: \(acks)", traffic: "rate: 20/s, size: 1000B, arrivals: constant", until: 20)
    }
    let (none, leader, all) = (try run("0"), try run("1"), try run("all"))
    #expect(none.times("acknowledge").max == 0)
    #expect(abs(leader.times("acknowledge").mean - 0.003) < 0.0001, "there, append, back")
    #expect(abs(all.times("acknowledge").mean - 0.006) < 0.0002, "and a round trip with the followers")
    // The high watermark reaches consumers with the same delay whatever acks says.
    for lab in [none, leader, all] { #expect(abs(lab.times("replicate").mean - 0.003) < 0.0001) }
    // There 1, append 1, followers 3, fetch 1 + 1 ms.
    #expect(abs(all.outcomes.times("s", "latency").mean - 0.007) < 0.0003)
  }

  @Test("Built-in times: acks 1 about 2 to 3 ms, acks all 4 to 8 ms (median near the mean of these)")
  func presets() throws {
    func mean(_ acks: String) throws -> Double {
      try KafkaLab(
        "partitions: 3, linger: 0s, acks: \(acks)", traffic: "rate: 50/s, size: 1000B", until: 40,
        builtInLatencies: true
      ).times("acknowledge").mean
    }
    let (leader, all) = (try mean("1"), try mean("all"))
    #expect(leader > 0.0015 && leader < 0.004, "\(leader)")
    #expect(all > 0.004 && all < 0.010, "\(all)")
  }

  @Test("buffer.memory: sending blocks, and after max.block.ms the record is given up")
  func memory() throws {
    // The broker cannot be reached for 30 s; 1 MiB holds 64 batches of 3 records.
    let lab = try KafkaLab(
      "\(Self.plain), buffer_memory: 1MiB, max_block: 5s", traffic: "rate: 200/s, size: 5000B, arrivals: constant",
      faults: ["cut: { at: 5s, for: 30s, stop: t }"], until: 40)
    #expect(lab.count("blocked") > 5_500)
    // What came in the first 25 s of blocking is over its time before the end of the fault.
    let expected = 6_000 - 192 - 1_000
    #expect(abs(Int(lab.count("given_up")) - expected) < 60, "\(lab.count("given_up"))")
    #expect(lab.flow.rejected == Int(lab.count("given_up")))
    #expect(lab.level("buffer_used").max <= 1_048_576)
  }

  @Test("delivery.timeout.ms: what cannot be sent for so long is given up")
  func deliveryTimeout() throws {
    let lab = try KafkaLab(
      "\(Self.plain), delivery_timeout: 10s, request_timeout: 5s",
      traffic: "rate: 100/s, size: 100B, arrivals: constant",
      faults: ["cut: { at: 10s, for: 30s, stop: t }"], until: 45)
    // Those of the first 20 s of the fault, by whole batches of up to 150.
    #expect(abs(Int(lab.count("given_up")) - 2_000) < 160, "\(lab.count("given_up"))")
  }

  @Test("max.request.size: a larger record is refused (RecordTooLargeException)")
  func tooLarge() throws {
    let lab = try KafkaLab(Self.plain, traffic: "rate: 10/s, size: 2MiB, arrivals: constant", until: 10)
    #expect(lab.flow.rejected == lab.flow.sent)
  }

  @Test("Retries: idempotent producers keep the order and add no duplicates; others reorder when several are in flight")
  func retries() throws {
    let topic = "brokers: 3, partitions: 3, network_time: 5ms, broker_time: 1ms, linger: 0s"
    func run(_ more: String) throws -> KafkaLab {
      try KafkaLab(
        "\(topic)\(more)", traffic: "rate: 600/s, size: 200B, keys: { uniform: { count: 30 } }", tasks: 3,
        faults: ["bad: { at: 1s, for: 4s, fail: t, share: 20% }"], until: 9)
    }
    let safe = try run("")
    #expect(safe.count("retried") > 150)
    #expect(safe.outcomes.count("w", "out_of_order") == 0)
    #expect(safe.count("duplicates") == 0)
    #expect(safe.flow.delivered > safe.flow.sent - 150)
    let loose = try run(", idempotence: false")
    #expect(loose.outcomes.count("w", "out_of_order") > 0)
    let one = try run(", idempotence: false, max_in_flight: 1")
    #expect(one.outcomes.count("w", "out_of_order") == 0, "one in flight keeps the order, too")
    // Held-up records show at the source.
    #expect(safe.outcomes.count("s", "throttled") >= safe.count("retried"))
  }
}
