// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension RunReport {
  /// The final values in the text format of OpenMetrics 1.0, which Prometheus and its relatives read.
  ///
  /// * Each metric is a family of gauges, `sluice_latency_seconds`; labels say the scenario, the variant, the window,
  ///   the subject and the statistic.
  /// * The ends of the intervals are families of their own, `sluice_latency_low_seconds` and `…_high_seconds`.
  /// * A verdict is `sluice_slo` with 1 for pass, 0 for fail and nothing for undecided, which has no number.
  /// * There are no timestamps: nothing of this has happened yet.
  public static func openMetrics(_ results: [RunResult]) -> String {
    var families = MetricFamilies()
    var names: [String: Int] = [:]
    for result in results {
      // No two samples may have the same labels.
      let number = names[result.scenario.name + "\n" + result.scenario.variant, default: 0] + 1
      names[result.scenario.name + "\n" + result.scenario.variant] = number
      for var row in RunRows(result).rows {
        if number > 1 { row.variant += "#\(number)" }
        families.add(row, scenario: result.scenario.name)
      }
    }
    return families.text
  }
}

/// The families of an exposition; all samples of one must stand together.
private struct MetricFamilies {
  private struct Family {
    var unit: String
    var help: String
    var samples: [String] = []
  }

  private var families: [String: Family] = [:]

  mutating func add(_ row: RunRows.Row, scenario: String) {
    let isVerdict = row.metric == "slo"
    let labels = [
      ("scenario", scenario), ("variant", row.variant), ("window", row.window), ("subject", row.subject),
      ("stat", row.statistic),
    ]
    if isVerdict {
      let value: String? = row.verdict == "pass" ? "1" : row.verdict == "fail" ? "0" : nil
      let own = labels.dropLast() + [("metric", row.statistic), ("asked", row.asked)]
      if let value { add("slo", "", "Whether an objective is met.", Array(own), value) }
      return add("slo_measured", "", "What an objective is judged by, in its own unit.", Array(own), row.value)
    }
    if row.metric == "requires" {
      return add("able", "", "Whether a part has an ability that is required.", labels, row.value)
    }
    // The bill names part and meter where others name the metric.
    let isBill = row.subject == "cost"
    let metric = isBill ? "bill_\(row.statistic)" : row.metric
    let own =
      isBill
      ? [("scenario", scenario), ("variant", row.variant), ("line", row.metric)]
        + (row.statistic == "quantity" ? [("unit", row.unit)] : []) : labels
    let unit = isBill && row.statistic == "quantity" ? "" : Self.unit(row.unit)
    let help = isBill ? "The month's bill." : "\(row.metric), see sluice explain \(row.metric)."
    for (suffix, value) in [("", row.value), ("_low", row.low), ("_high", row.high)] {
      let what = suffix.isEmpty ? help : "The \(suffix == "_low" ? "lower" : "upper") end of its interval."
      add(metric + suffix, unit, what, own, value)
    }
  }

  private mutating func add(
    _ name: String, _ unit: String, _ help: String, _ labels: [(String, String)], _ value: String
  ) {
    guard !value.isEmpty else { return }
    let full = Self.name("sluice_\(name)" + (unit.isEmpty ? "" : "_\(unit)"))
    let number = value == "inf" ? "+Inf" : value == "-inf" ? "-Inf" : value == "nan" ? "NaN" : value
    let pairs = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
    families[full, default: Family(unit: unit, help: help)].samples.append("\(full){\(pairs)} \(number)")
  }

  var text: String {
    families.sorted { $0.key < $1.key }.map { name, family in
      "# TYPE \(name) gauge\n" + (family.unit.isEmpty ? "" : "# UNIT \(name) \(family.unit)\n")
        + "# HELP \(name) \(Self.escaped(family.help))\n" + family.samples.map { $0 + "\n" }.joined()
    }.joined() + "# EOF\n"
  }

  private static func unit(_ unit: String) -> String {
    switch unit {
    case "s": "seconds"
    case "/s": "per_second"
    case "count", "", "requests": ""
    case "USD": "dollars"
    case "h": "hours"
    default: name(unit)
    }
  }

  /// Letters, digits and underscores, not a digit first.
  private static func name(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": name.unicodeScalars.append(scalar)
      default: if name.last != "_" { name += "_" }
      }
    }
    while name.last == "_" { name.removeLast() }
    return name
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
