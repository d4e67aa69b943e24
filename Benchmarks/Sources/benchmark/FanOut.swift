// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// A topic in front of queues against the same queues with sources of their own: what a delivery by SNS adds to a
/// message's send, receive and delete. The deliveries are as many on both sides, 1 M, and the workers are the same.
struct FanOut: Benchmark {
  var name: String { "fanout" }

  static let deliveries = 1_000_000

  func measure(rounds: Int) throws -> [Comparison] { try [1, 10].map { try compare(queues: $0, rounds) } }

  private func compare(queues: Int, _ rounds: Int) throws -> Comparison {
    var counts: (topic: Int, plain: Int) = (0, 0)
    let times = try Rounds(rounds) {
      counts.topic = try Self.delivered(Self.text(queues: queues, hasTopic: true))
    } reference: {
      counts.plain = try Self.delivered(Self.text(queues: queues, hasTopic: false))
    }
    guard abs(counts.topic - counts.plain) < Self.deliveries / 50 else {
      throw Disagreement(description: "fanout: \(counts.topic) deliveries against \(counts.plain)")
    }
    let nanoseconds = 1e9 / Double(Self.deliveries)
    return Comparison(
      name: "SNS to \(queues) \(queues == 1 ? "queue" : "queues")", unit: "ns/delivery",
      swift: median(times.swift) * nanoseconds, reference: median(times.reference) * nanoseconds,
      ratio: times.timeRatio, target: .atMost(1.5), note: "against as many plain sends, receives and deletes")
  }

  /// Messages that workers were done with.
  private static func delivered(_ text: String) throws -> Int {
    let result = try SQSLoop.run(text, replications: 1, jobs: 1)
    return result.windows.flatMap(\.flows).filter { $0.end?.hasPrefix("w") ?? false }.reduce(0) { $0 + $1.delivered }
  }

  private static func text(queues: Int, hasTopic: Bool) -> String {
    let numbers = 0..<queues
    let sources =
      hasTopic
      ? "  source: { to: topic, rate: 100/s }"
      : numbers.map { "  source\($0): { to: q\($0), rate: 100/s }" }.joined(separator: "\n")
    let topic =
      hasTopic
      ? "  topic: { type: sns, deliver_to: { \(numbers.map { "q\($0): {}" }.joined(separator: ", ")) } }\n" : ""
    let channels = numbers.map { "  q\($0): { type: sqs, visibility_timeout: 30s, receive_wait: 20s }" }
    let workers = numbers.map {
      "  w\($0): { type: fleet, from: q\($0), tasks: 12, receive: 1, service_time: { exponential: { mean: 100ms } } }"
    }
    return """
      version: 1
      name: fan-out
      calibration: none
      run: { duration: \(deliveries / queues / 100)s, warmup: 0s }
      traffic:
      \(sources)
      channels:
      \(topic)\(channels.joined(separator: "\n"))
      workers:
      \(workers.joined(separator: "\n"))
      """
  }
}
