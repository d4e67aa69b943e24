// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

/// What a cluster can carry: equation 1, quotas, retention.
struct KafkaThroughputTests {
  private static let free = "request_cost: 0s, megabyte_cost: 0s, network_time: 500us, broker_time: 500us"

  /// Bytes a second that the leaders take in once lines have built up: between 6 s and 16 s.
  private func saturated(_ topic: String, type: String = "kafka-ec2", rate: Int, size: String, workers: Int) throws
    -> Double
  {
    func taken(_ seconds: Double) throws -> Double {
      Double(
        try KafkaLab(
          topic, type: type,
          traffic: "rate: \(rate)/s, size: \(size), producers: 12, keys: { uniform: { count: 10k } }",
          workers: workers, tasks: 12, until: seconds
        ).count("bytes_in"))
    }
    return (try taken(16) - taken(6)) / 10
  }

  @Test(
    "Equation 1, volumes: the writes of all copies reach what the way to EBS takes, and no more (m5.large: 81 MB/s)")
  func storageBound() throws {
    let topic =
      "instance: m5.large, volume: { gp3: 500GiB, throughput: 250MiB/s }, partitions: 12, dirty_limit: 16MiB, \(Self.free)"
    let bytes = try saturated(topic, rate: 325, size: "400KB", workers: 1)
    // t_EBSnetwork x brokers / r = 81.25 MB/s x 3 / 3.
    #expect(abs(bytes / 81.25e6 - 1) < 0.03, "\(bytes)")
    let volume = try saturated(
      "instance: m7g.2xlarge, partitions: 12, dirty_limit: 16MiB, volume: { gp3: 100GiB }, \(Self.free)", rate: 450,
      size: "400KB", workers: 1)
    // t_storage: 125 MiB/s.
    #expect(abs(volume / 131.072e6 - 1) < 0.03, "\(volume)")
  }

  @Test("Equation 1, network: followers and groups together fill what the brokers can send (t3.small: 16 MB/s each)")
  func networkBound() throws {
    let topic = "instance: t3.small, partitions: 12, \(Self.free)"
    func run(_ share: Double) throws -> KafkaLab {
      // t_EC2network x brokers / (groups + r - 1) = 16 MB/s x 3 / (3 + 2) = 9.6 MB/s.
      let rate = Int(share * 9.6e6 / 20_000)
      return try KafkaLab(
        topic, traffic: "rate: \(rate)/s, size: 20KB, producers: 12, keys: { uniform: { count: 10k } }", workers: 3,
        tasks: 12, until: 15)
    }
    let (below, above) = (try run(0.9), try run(1.3))
    for worker in ["w", "w1", "w2"] {
      // They keep up: what is not committed is of the last 5 s.
      #expect(below.outcomes.level(worker, "lag_messages").max < 5.5 * 432)
    }
    let sent = Double(above.count("bytes_out") + above.count("replication_bytes")) / 15
    #expect(abs(sent / 48e6 - 1) < 0.04, "\(sent)")
    #expect(above.level("network_out").mean > 0.9)
    let waiting = above.level("gathering").last + above.outcomes.level("w", "lag_messages").last
    #expect(waiting > 500, "they do not: \(waiting)")
  }

  @Test("The knee: acknowledgements are as fast at half of the ceiling, and much slower near it")
  func knee() throws {
    func mean(_ share: Double) throws -> Double {
      let rate = Int(share * 81.25e6 / 16_000)
      return try KafkaLab(
        "instance: m5.large, volume: { gp3: 500GiB, throughput: 250MiB/s }, partitions: 12, dirty_limit: 0B, linger: 0s, "
          + Self.free, traffic: "rate: \(rate)/s, size: 16KB, producers: 12, keys: { uniform: { count: 10k } }",
        tasks: 12, until: 2
      ).times("acknowledge").mean
    }
    let (low, half, high) = (try mean(0.1), try mean(0.5), try mean(0.97))
    #expect(half < 2.5 * low, "\(low) \(half)")
    #expect(high > 3 * half, "\(half) \(high)")
  }

  @Test("Client quotas: a source is held to its rate at each broker, without errors")
  func quota() throws {
    func run(_ seconds: Double) throws -> KafkaLab {
      try KafkaLab(
        "partitions: 12, quotas: { producer: 100KB/s }, buffer_memory: 1MiB, \(Self.free)",
        traffic: "rate: 120/s, size: 5000B, producers: 2", until: seconds)
    }
    let (short, long) = (try run(25), try run(45))
    // What eleven windows of a second forgive has gone in the first seconds.
    let rate = Double(long.count("bytes_in") - short.count("bytes_in")) / 20
    #expect(abs(rate / 300e3 - 1) < 0.05, "\(rate)")
    #expect(long.count("produce_throttled") > 10)
    #expect(long.count("retried") == 0)
    #expect(long.outcomes.count("s", "throttled") > 200)
    let readers = try KafkaLab(
      "partitions: 12, quotas: { consumer: 100KB/s }, \(Self.free)", traffic: "rate: 120/s, size: 5000B", until: 45)
    #expect(readers.count("fetch_throttled") > 10)
    #expect(readers.outcomes.level("w", "lag_messages").last > 800)
  }

  @Test("MSK Serverless: 5 MB/s a partition, 200 MB/s a cluster, above that clients wait")
  func serverless() throws {
    let one = try saturated("partitions: 1", type: "msk-serverless", rate: 160, size: "50KB", workers: 1)
    #expect(abs(one / 5e6 - 1) < 0.03, "\(one)")
    let all = try saturated("partitions: 60", type: "msk-serverless", rate: 650, size: "400KB", workers: 0)
    #expect(abs(all / 200e6 - 1) < 0.03, "\(all)")
    let fine = try KafkaLab(
      "partitions: 12", type: "msk-serverless", traffic: "rate: 200/s, size: 1000B", until: 10, builtInLatencies: true)
    #expect(fine.count("produce_throttled") == 0)
    #expect(fine.flow.delivered > fine.flow.sent - 100)
    #expect(fine.times("acknowledge").mean > 0.005, "slower than brokers of one's own")
  }

  @Test("Express brokers throttle above their quota: 23.4 MB/s for express.m7g.large")
  func express() throws {
    let bytes = try saturated(
      "broker_type: express.m7g.large, partitions: 12, \(Self.free)", type: "msk", rate: 900, size: "100KB", workers: 0)
    #expect(abs(bytes / (3 * 23.4e6) - 1) < 0.04, "\(bytes)")
  }

  @Test("Retention: whole segments go at the check every 5 minutes, and who has not read them has lost them")
  func retention() throws {
    let lab = try KafkaLab(
      "partitions: 2, retention: 2m, segment_bytes: 1MiB, \(Self.free)",
      traffic: "rate: 8/s, size: 10000B, arrivals: constant", service: "5s", tasks: 1, until: 700)
    #expect(lab.flow.expired > 0)
    // At 600 s what came before 480 s is gone, but for the segment it shares with newer records.
    let lost = Int(lab.outcomes.count("w", "lost_unread"))
    #expect(lost < 480 * 8 - 50 && lost > 480 * 8 - 150 - 2 * 220, "\(lost)")
    let kept = try KafkaLab(
      "partitions: 2, retention: 10d, segment_bytes: 1MiB, \(Self.free)",
      traffic: "rate: 8/s, size: 10000B, arrivals: constant", service: "5s", tasks: 1, until: 700)
    #expect(kept.flow.expired == 0)
    let bytes = try KafkaLab(
      "partitions: 2, retention_bytes: 4MiB, segment_bytes: 1MiB, \(Self.free)",
      traffic: "rate: 8/s, size: 10000B, arrivals: constant", service: "5s", tasks: 1, until: 700)
    #expect(bytes.flow.expired > 2_000, "4 MiB of each partition are left")
  }

  @Test("Traffic between zones: two of three producers and consumers sit elsewhere; fetch_from nearest stays at home")
  func zones() throws {
    func run(_ more: String) throws -> KafkaLab {
      try KafkaLab(
        "partitions: 12, \(Self.free)\(more)",
        traffic: "rate: 500/s, size: 1000B, producers: 3, keys: { uniform: { count: 10k } }", tasks: 12, until: 6)
    }
    let (leader, nearest) = (try run(""), try run(", fetch_from: nearest"))
    func share(_ lab: KafkaLab, _ counter: String, of whole: String) -> Double {
      Double(lab.count(counter)) / Double(lab.count(whole))
    }
    #expect(abs(share(leader, "zone_bytes_producer", of: "bytes_in") - 2.0 / 3) < 0.05)
    #expect(share(leader, "zone_bytes_replication", of: "replication_bytes") == 1)
    #expect(share(nearest, "zone_bytes_consumer", of: "bytes_out") == 0)
    #expect(abs(share(leader, "replication_bytes", of: "bytes_in") - 2) < 0.02)
  }
}
