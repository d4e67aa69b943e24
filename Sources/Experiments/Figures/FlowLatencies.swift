// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Statistics
import Synchronization

/// The latencies of each flow in each window, of all replications together. What it holds does not grow with them.
final class FlowLatencies: Sendable {
  private let histograms: Mutex<[[LatencyHistogram]]>

  init(_ scenario: Scenario) {
    histograms = Mutex(
      scenario.windows.map { window in window.model.instruments.flows.map { _ in LatencyHistogram() } })
  }

  /// Adds one replication's, by flow; the order does not matter.
  func add(_ latencies: [SparseHistogram], window: Int) {
    histograms.withLock { histograms in
      for (flow, sparse) in latencies.enumerated() { histograms[window][flow].merge(sparse) }
    }
  }

  /// By window and flow, as text (``HistogramEncoding``); nil where no message has ended.
  var texts: [[String?]] {
    histograms.withLock { $0.map { $0.map { $0.isEmpty ? nil : HistogramEncoding.text($0) } } }
  }
}
