// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// The settings under `monitoring`: what is paid for at CloudWatch.
enum MonitoringKeys {
  private static func count(_ name: String, _ summary: String) -> Key<Int> {
    Key(name, .integer(0...10_000_000), default: "0", .sluice, summary, source: "Amazon CloudWatch pricing")
  }

  static let alarms = count(
    "alarms", "Alarms with a period of a minute or more; those that target tracking makes by itself come on top.")
  static let highResolution = count("high_resolution_alarms", "Alarms with a period below a minute.")
  static let composite = count("composite_alarms", "Alarms that combine others.")
  static let metrics = count(
    "custom_metrics", "Metrics that you publish or that agents do; each combination of dimensions is one.")
  static let logs = OptionalKey(
    "logs", .record(logsTable), "What workers write into CloudWatch Logs.", source: "Amazon CloudWatch pricing")

  enum Logs {
    static let workers = OptionalKey(
      "of", .list(of: .reference(to: [Section.workers.noun]), count: 1...100_000),
      "The workers that write; all if left out.")
    static let perMessage = Key(
      "per_message", .bytes(0...1_000_000_000), default: "500B", .assumed("depends on what is written"),
      "Bytes for each attempt at a message.")
    static let keep = Key(
      "keep", .duration(.second...(3_653 * 86_400 * .second)), default: "30d",
      .assumed("CloudWatch keeps logs for ever unless told otherwise"),
      "How long logs are kept; the bill is that of a steady state.")
    static let stored = Key(
      "stored", .ratio(0.001...1), default: "15%",
      .aws("AWS Pricing Calculator, CloudWatch: compression of stored logs"),
      "The share of the bytes that is left when they are stored, compressed.")
  }

  static let logsTable = KeyTable(
    "logs", "Logs in the standard class: paid for when they come in, and while they are kept.",
    keys: [Logs.workers, Logs.perMessage, Logs.keep, Logs.stored])

  static let table = KeyTable(
    "monitoring", "Alarms, metrics and logs of CloudWatch.", keys: [alarms, highResolution, composite, metrics, logs])
}
