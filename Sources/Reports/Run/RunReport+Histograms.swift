// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Statistics

extension RunReport {
  /// The latency distributions as HdrHistogram's percentile tables (`.hgrm`), in milliseconds: one for each flow and window,
  /// below a line that names it where there are several.
  ///
  /// All messages of all replications count as one sample here, so a percentile may differ from the report's, which is the
  /// average of the replications' and has an interval.
  public static func percentileTables(_ results: [RunResult]) -> String {
    let all = results.flatMap(histograms)
    return all.map { one in
      (all.count > 1 ? "#[\(one.name)]\n" : "") + table(PercentileTable(one.histogram))
    }.joined(separator: "\n")
  }

  /// The same as a log of histograms (`.hlog`, version 1.3) that HdrHistogram's tools read: an entry for each flow and
  /// window, with a tag that names it, at the time that the window has when all follow each other. Values are nanoseconds.
  public static func histogramLog(_ results: [RunResult]) -> String {
    var text = "#[Histogram log format version 1.3]\n#[Values are nanoseconds of simulated time]\n"
    text += "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n"
    var start = 0.0
    for result in results {
      for window in result.windows {
        for flow in window.flows {
          guard let encoded = flow.latencyHistogram, let histogram = HistogramEncoding.histogram(encoded) else {
            continue
          }
          let tag = tag([result.scenario.variant, window.name, flow.name])
          text += "Tag=\(tag),\(fixed(start)),\(fixed(window.durationS)),\(fixed(Double(histogram.max) / 1e6)),"
          text += encoded + "\n"
        }
        start += window.durationS
      }
    }
    return text
  }

  private static func histograms(_ result: RunResult) -> [(name: String, histogram: LatencyHistogram)] {
    result.windows.flatMap { window in
      window.flows.compactMap { flow in
        flow.latencyHistogram.flatMap(HistogramEncoding.histogram).map {
          ("\(result.scenario.variant) \(window.name) \(flow.name)", $0)
        }
      }
    }
  }

  private static func table(_ table: PercentileTable) -> String {
    func milliseconds(_ nanoseconds: Double) -> String { padded(fixed(nanoseconds / 1e6), 12) }
    var text =
      [padded("Value", 12), padded("Percentile", 14), padded("TotalCount", 10), padded("1/(1-Percentile)", 14)]
      .joined(separator: " ") + "\n\n"
    for row in table.rows {
      text += "\(milliseconds(Double(row.value))) \(fixed(row.quantile, 12)) \(padded(String(row.count), 10))"
      if row.quantile < 1 { text += " \(padded(fixed(1 / (1 - row.quantile), 2), 14))" }
      text += "\n"
    }
    text += "#[Mean    = \(milliseconds(table.mean)), StdDeviation   = \(milliseconds(table.deviation))]\n"
    text += "#[Max     = \(milliseconds(Double(table.max))), Total count    = \(padded(String(table.count), 12))]\n"
    return text + "#[Buckets = \(padded("46", 12)), SubBuckets     = \(padded("2048", 12))]\n"
  }

  /// What a tag may hold: no comma, no space, no line break.
  private static func tag(_ words: [String]) -> String {
    String(words.joined(separator: "/").map { $0 == "," || $0.isWhitespace || $0.isNewline ? "_" : $0 })
  }

  private static func fixed(_ number: Double, _ decimals: Int = 3) -> String {
    String(format: "%.\(decimals)f", locale: Locale(identifier: "en_US_POSIX"), number)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
