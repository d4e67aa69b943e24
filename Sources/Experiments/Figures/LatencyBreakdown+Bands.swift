// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

extension LatencyBreakdown {
  /// The percentiles between which accounts are averaged.
  private static let edges: [Double] = [0, 50, 90, 99, 99.9, 100]

  /// The average accounts of the messages between percentiles; classes of nearly the same latency are not divided, so that a
  /// band without one of its own is left out.
  var bands: [FlowResult.Band] {
    let slower = Self.edges.dropLast().map { total(slowest: 1 - $0 / 100) } + [Parts()]
    return zip(Self.edges, Self.edges.dropFirst()).enumerated().compactMap { place, edge in
      let (all, rest) = (slower[place], slower[place + 1])
      let count = all.count - rest.count
      guard count > 0 else { return nil }
      func mean(_ part: KeyPath<Parts, Double>) -> Double {
        max(0, (all[keyPath: part] - rest[keyPath: part]) / Double(count))
      }
      return FlowResult.Band(
        from: edge.0, to: edge.1, sendingS: mean(\.sending), waitingS: mean(\.waiting), workS: mean(\.work),
        failedWorkS: mean(\.failedWork), invisibleS: mean(\.invisible), n: count)
    }
  }

  /// Sums instead of averages.
  private func total(slowest share: Double) -> Parts {
    guard var parts = slowest(share) else { return Parts() }
    let count = Double(parts.count)
    parts.sending *= count
    parts.waiting *= count
    parts.failedWork *= count
    parts.invisible *= count
    parts.work *= count
    return parts
  }
}
