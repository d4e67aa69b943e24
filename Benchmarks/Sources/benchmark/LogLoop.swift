// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// Records through a Kafka topic and its readers, through the whole product: twelve producers that linger 5 ms, three
/// brokers, twelve partitions with three replicas each, acks=all, a group of six that takes 10 us for each record.
/// Poisson 100,000/s of 100 B, latencies and the bill included.
///
/// Nothing distinguishes the records but the instants at which they were sent, so all that is done between a producer
/// and a consumer should cost by the batch.
struct LogLoop: Benchmark {
  var name: String { "log" }

  static let records = 2_000_000
  /// Records a second on one core that the loop has to do at least [M/s].
  private static let least = 2.0

  func measure(rounds: Int) throws -> [Comparison] { [try speed(rounds), try memory()] }

  private func speed(_ rounds: Int) throws -> Comparison {
    var result: RunResult?
    let times = try timed(rounds) {
      result = try SQSLoop.run(Self.text(Self.records), replications: 1, jobs: 1)
    }
    guard let window = result?.windows.first, let flow = window.flows.first, flow.delivered > Self.records * 9 / 10
    else {
      throw Disagreement(description: "log: the records have not been read")
    }
    let speed = Double(flow.sent) / 1e6 / median(times)
    return Comparison(
      name: "log loop", unit: "M records/s", swift: speed, ratio: speed / Self.least, target: .atLeast(1),
      note: "the ratio is to \(decimals(Self.least, 0)) M/s; "
        + "\(decimals(Double(window.events) / Double(flow.sent), 2)) events a record")
  }

  /// The peak memory of a process that simulates ten times the records, against that of one that does not.
  private func memory() throws -> Comparison {
    let small = try PeakMemory.ofChild("log", Self.records)
    let large = try PeakMemory.ofChild("log", 10 * Self.records)
    return Comparison(
      name: "log loop memory", unit: "MB", swift: large, reference: small, ratio: large / small,
      target: .atMost(1.05), note: "peak with 20 M and with 2 M records")
  }

  static func text(_ records: Int) -> String {
    """
    version: 1
    name: log-loop
    run: { duration: \(records / 100_000)s, warmup: 0s }
    traffic:
      source: { to: log, rate: 100000/s, size: 100B, producers: 12, batch: { up_to: 10000, wait: 5ms } }
    channels:
      log:
        type: kafka-ec2
        brokers: 3
        instance: m7g.4xlarge
        volume: { gp3: 1000GiB }
        partitions: 12
        replication: 3
        acks: all
    workers:
      group: { type: fleet, from: log, tasks: 6, service_time: 10us }
    """
  }
}
