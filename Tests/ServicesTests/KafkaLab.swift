// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import Services
@testable import Simulation

/// A topic `t` with a source `s` and a fleet `w` that keeps up, for tests.
struct KafkaLab {
  let outcomes: Outcomes

  /// - Parameters:
  ///   - topic: settings of the topic besides its type.
  ///   - traffic: settings of the source besides where it sends to.
  ///   - faults: lines under `faults`.
  init(
    _ topic: String, type: String = "kafka-ec2", traffic: String = "rate: 1000/s, size: 1000B",
    workers: Int = 1, service: String = "1us", tasks: Int = 4, faults: [String] = [], until seconds: Double = 20,
    builtInLatencies: Bool = false, seed: UInt64 = 1, region: String = "us-east-1",
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    outcomes = try Outcomes(
      parts(
        Self.text(
          topic, type: type, traffic: traffic, workers: workers, service: service, tasks: tasks, faults: faults),
        builtInLatencies: builtInLatencies, region: region, sourceLocation: sourceLocation),
      until: s(seconds), seed: seed, sourceLocation: sourceLocation)
  }

  static func text(
    _ topic: String, type: String = "kafka-ec2", traffic: String = "rate: 1000/s, size: 1000B", workers: Int = 1,
    service: String = "1us", tasks: Int = 4, faults: [String] = []
  ) -> String {
    var text = "traffic:\n  s: { to: t, \(traffic) }\n"
    let instance = type == "kafka-ec2" && !topic.contains("instance") ? "instance: m7g.large, " : ""
    text += "channels:\n  t: { type: \(type), \(instance)\(topic) }\n"
    if workers > 0 { text += "workers:\n" }
    for worker in 0..<workers {
      text +=
        "  w\(worker == 0 ? "" : "\(worker)"): { type: fleet, from: t, tasks: \(tasks), service_time: \(service) }\n"
    }
    if !faults.isEmpty { text += "faults:\n" + faults.map { "  \($0)\n" }.joined() }
    return text
  }

  func count(_ name: String) -> Int64 { outcomes.count("t", name) }
  func level(_ name: String) -> Measurements.Level { outcomes.level("t", name) }
  func times(_ name: String) -> (mean: Double, count: Int, min: Double, max: Double) { outcomes.times("t", name) }
  /// All flows of the source together that end somewhere.
  var flow: Measurements.FlowTotals { outcomes.measured.flows[0] }
}
