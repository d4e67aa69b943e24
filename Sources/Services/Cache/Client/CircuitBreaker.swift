// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Keeps a client from asking nodes that do not answer: after so many failures in a row a node is not asked for a time,
/// then one request tries it (M. Nygard, "Release It!", circuit breaker).
struct CircuitBreaker: Sendable {
  struct Settings: BitwiseCopyable, Sendable, Hashable {
    /// Failures in a row.
    let failures: Int
    let openFor: Nanoseconds
  }

  private struct Node: BitwiseCopyable {
    var failures = 0
    var closedFrom: Instant = 0
  }

  private let settings: Settings?
  private var nodes: [Node] = []

  init(_ settings: Settings?) { self.settings = settings }

  /// Whether a node may be asked. Where its time is up, who asks is the one that tries.
  mutating func admits(_ node: Int, at now: Instant) -> Bool {
    guard let settings, node < nodes.count, nodes[node].failures >= settings.failures else { return true }
    guard nodes[node].closedFrom <= now else { return false }
    nodes[node].closedFrom = now.advanced(by: settings.openFor)
    return true
  }

  mutating func succeeded(_ node: Int) {
    if node < nodes.count { nodes[node].failures = 0 }
  }

  /// Whether it opens now.
  mutating func failed(_ node: Int, at now: Instant) -> Bool {
    guard let settings else { return false }
    while nodes.count <= node { nodes.append(Node()) }
    nodes[node].failures += 1
    guard nodes[node].failures >= settings.failures else { return false }
    nodes[node].closedFrom = now.advanced(by: settings.openFor)
    return nodes[node].failures == settings.failures
  }
}
