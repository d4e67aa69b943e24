// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

/// Brokers that are lost: who may write, what is lost, and how it comes back.
struct KafkaBrokerTests {
  private static let times = "network_time: 1ms, broker_time: 1ms, request_cost: 0s, megabyte_cost: 0s, linger: 0s"
  private static let traffic = "rate: 200/s, size: 500B, keys: { uniform: { count: 10k } }, producers: 4"

  @Test("One of three brokers dies: nothing acknowledged is lost, its partitions wait for the session timeout of 9 s")
  func brokerLoss() throws {
    let lab = try KafkaLab(
      "partitions: 12, \(Self.times)", traffic: Self.traffic,
      faults: ["down: { at: 5s, for: 15s, kill: t, nodes: 1 }"], until: 30)
    #expect(lab.count("lost_acknowledged") == 0)
    #expect(lab.flow.rejected == 0 && lab.flow.expired == 0)
    #expect(lab.flow.delivered > lab.flow.sent - 50)
    #expect(lab.level("offline").max == 4, "a third of the partitions")
    #expect(lab.level("under_replicated").max == 12)
    #expect(lab.level("under_replicated").last == 0, "it has caught up")
    #expect(lab.level("under_min_isr").max == 0)
    #expect(lab.count("elections") == 4)
    // A record that met the silence at its beginning waits for 9 s and an election.
    let longest = lab.outcomes.times("s", "latency").max
    #expect(longest > 8.9 && longest < 10.5, "\(longest)")
    let zookeeper = try KafkaLab(
      "partitions: 12, controller: zookeeper, \(Self.times)", traffic: Self.traffic,
      faults: ["down: { at: 5s, for: 20s, kill: t, nodes: 1 }"], until: 30)
    #expect(zookeeper.outcomes.times("s", "latency").max > 17.9, "ZooKeeper: 18 s")
  }

  @Test("Catching up: what a broker has missed crosses the network once more")
  func catchUp() throws {
    func bytes(_ faults: [String]) throws -> Int64 {
      try KafkaLab("partitions: 12, \(Self.times)", traffic: Self.traffic, faults: faults, until: 40)
        .count("replication_bytes")
    }
    let (without, with) = (try bytes([]), try bytes(["down: { at: 2s, for: 20s, kill: t, nodes: 1 }"]))
    #expect(abs(Double(with) / Double(without) - 1) < 0.03, "each record goes to two followers in the end")
  }

  @Test("Preferred leaders come back with the check after 300 s")
  func preferred() throws {
    let lab = try KafkaLab(
      "partitions: 12, leader_check: 40s, \(Self.times)", traffic: "rate: 20/s, size: 500B",
      faults: ["down: { at: 5s, for: 20s, kill: t, nodes: 1 }"], until: 60)
    #expect(lab.count("elections") == 8, "away and back")
  }

  @Test("acks 1: what the followers have not fetched is lost with the leader; acks all loses nothing")
  func lossWithAcksOne() throws {
    func run(_ acks: String) throws -> KafkaLab {
      try KafkaLab(
        "partitions: 3, acks: \(acks), linger: 0s, network_time: 20ms, broker_time: 1ms, broker_session_timeout: 1s",
        traffic: "rate: 6000/s, size: 100B, producers: 8", faults: ["down: { at: 2s, kill: t, nodes: 1 }"], until: 4)
    }
    let (leader, all) = (try run("1"), try run("all"))
    // A third of 6,000/s for the 21 ms from the answer, 20 ms after the append, to the followers, 41 ms after it.
    #expect(leader.count("lost_acknowledged") > 10 && leader.count("lost_acknowledged") < 120)
    #expect(leader.flow.expired == Int(leader.count("lost_acknowledged")))
    #expect(all.count("lost_acknowledged") == 0 && all.flow.expired == 0)
  }

  @Test("min_insync of all copies: writes stop while one broker is away (NotEnoughReplicas), and go on when it is back")
  func minInsync() throws {
    let lab = try KafkaLab(
      "partitions: 6, min_insync: 3, \(Self.times)", traffic: "rate: 60/s, size: 500B, producers: 2",
      faults: ["down: { at: 5s, for: 30s, kill: t, nodes: 1 }"], until: 80)
    #expect(lab.count("retried") > 300)
    #expect(lab.level("under_min_isr").max == 6)
    #expect(lab.flow.delivered > lab.flow.sent - 20)
    #expect(lab.outcomes.times("s", "latency").max > 25)
    let two = try KafkaLab(
      "partitions: 6, min_insync: 2, \(Self.times)", traffic: "rate: 60/s, size: 500B, producers: 2",
      faults: ["down: { at: 5s, for: 30s, kill: t, nodes: 1 }"], until: 80)
    #expect(two.outcomes.times("s", "latency").max < 11, "9 s of silence only")
  }

  @Test(
    "min_insync 1: the leader is left alone with what it acknowledges; an unclean election loses it, without it waits")
  func unclean() throws {
    func run(_ unclean: Bool) throws -> KafkaLab {
      try KafkaLab(
        "brokers: 2, replication: 2, min_insync: 1, partitions: 4, unclean_election: \(unclean), \(Self.times), "
          + "controllers: { count: 3 }",
        traffic: "rate: 50/s, size: 200B, producers: 2", service: "1us",
        faults: ["one: { at: 2s, for: 20s, kill: t, nodes: 1 }", "two: { at: 15s, for: 25s, kill: t, nodes: 1 }"],
        until: 90)
    }
    let (loses, waits) = (try run(true), try run(false))
    // What waited from 2 s on, and what came until 15 s: 50/s, and a few that were read before.
    #expect(loses.count("unclean_elections") == 4)
    #expect(abs(Int(loses.count("lost_acknowledged")) - 650) < 300, "\(loses.count("lost_acknowledged"))")
    #expect(waits.count("unclean_elections") == 0 && waits.count("lost_acknowledged") == 0)
    #expect(waits.flow.delivered > waits.flow.sent - 20)
  }

  @Test("One copy: its partitions are away for as long as their broker is")
  func single() throws {
    let lab = try KafkaLab(
      "partitions: 3, replication: 1, \(Self.times)",
      traffic: "rate: 60/s, size: 200B, keys: { uniform: { count: 1k } }",
      faults: ["down: { at: 5s, for: 20s, kill: t, nodes: 1 }"], until: 60)
    #expect(lab.level("offline").max == 1)
    #expect(lab.level("offline").last == 0)
    #expect(lab.flow.delivered > lab.flow.sent - 20)
    #expect(lab.outcomes.times("s", "latency").max > 19)
  }

  @Test("Without controllers of their own, brokers that lose their majority elect nobody")
  func quorum() throws {
    func offline(_ controllers: String) throws -> Double {
      try KafkaLab(
        "partitions: 6, min_insync: 1, \(controllers)\(Self.times)", traffic: "rate: 20/s, size: 200B",
        faults: ["down: { at: 5s, kill: t, nodes: 2 }"], until: 40
      ).level("offline").last
    }
    #expect(try offline("") == 4)
    #expect(try offline("controllers: { count: 3 }, ") == 0)
  }

  @Test("A broker that is shut down in good order hands its leaders on: nobody waits for 9 s")
  func shutDown() throws {
    let lab = try KafkaLab(
      "partitions: 12, \(Self.times)", traffic: Self.traffic,
      faults: ["update: { at: 5s, for: 10s, stop: t, nodes: 1 }"], until: 25)
    #expect(lab.count("lost_acknowledged") == 0)
    #expect(lab.outcomes.times("s", "latency").max < 1.5, "\(lab.outcomes.times("s", "latency").max)")
    #expect(lab.flow.delivered > lab.flow.sent - 50)
  }

  @Test("slow makes all times longer, and faults may repeat and overlap without losing a record")
  func others() throws {
    let lab = try KafkaLab(
      "partitions: 6, \(Self.times)", traffic: "rate: 5/s, size: 500B, arrivals: constant",
      faults: ["slow: { at: 0s, slow: t, by: 10x }"], until: 30)
    #expect(abs(lab.times("acknowledge").mean - 0.06) < 0.003)
    let many = try KafkaLab(
      "brokers: 4, partitions: 7, \(Self.times)", traffic: Self.traffic, workers: 2,
      faults: [
        "a: { at: 3s, for: 15s, kill: t, nodes: 1 }", "b: { at: 6s, for: 9s, kill: t, nodes: 2 }",
        "c: { at: 8s, for: 3s, stop: t }", "d: { at: 20s, for: 8s, kill: t, nodes: 1 }",
        "e: { at: 21s, for: 5s, stop: t, nodes: 1 }", "f: { at: 2s, for: 40s, fail: t, share: 5% }",
        "g: { at: 33s, for: 2s, kill: t, nodes: 4 }",
      ], until: 120)
    for flow in many.outcomes.measured.flows { #expect(flow.isConserved) }
    #expect(many.count("lost_acknowledged") == 0, "acks all with two in sync")
    #expect(many.flow.rejected == 0)
    #expect(many.flow.delivered > many.flow.sent - 50)
    #expect(many.level("under_replicated").last == 0)
  }

  @Test("The same run twice gives the same measurements, bit for bit")
  func deterministic() throws {
    func run() throws -> [UInt64] {
      try KafkaLab(
        "partitions: 6", traffic: Self.traffic, faults: ["down: { at: 2s, for: 10s, kill: t }"], until: 15,
        builtInLatencies: true
      ).outcomes.measured.fingerprint
    }
    #expect(try run() == run())
  }
}
