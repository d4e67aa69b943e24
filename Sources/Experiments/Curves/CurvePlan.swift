// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Services
import Simulation

/// What is fixed before the requests are looked at: the sizes of the curve and the share of the records that is followed.
enum CurvePlan {
  /// Points for each doubling of memory.
  static let pointsPerDoubling = 8
  /// The sizes between which the points lie [B].
  static let smallest = 1 << 12
  static let largest = 1 << 44
  /// Records that are followed at most, when the share is chosen here: about 100 MB each replication.
  static let mostFollowed = 500_000.0

  /// Sizes in equal steps on a log axis, with the exact ones among them.
  static func capacities(_ exact: [Int]) -> [Int] {
    var capacities = Set(exact.filter { $0 > 0 })
    var power = smallest
    while power < largest {
      for step in 0..<pointsPerDoubling { capacities.insert(Int((Double(power) * fractions[step]).rounded())) }
      power *= 2
    }
    capacities.insert(largest)
    return capacities.sorted()
  }

  /// 2^(step / 8), by square roots, which are the same on every machine.
  private static let fractions: [Double] = {
    let eighth = 2.0.squareRoot().squareRoot().squareRoot()
    var fractions = [1.0]
    for step in 1..<pointsPerDoubling { fractions.append(fractions[step - 1] * eighth) }
    return fractions
  }()

  /// The share of the records to follow: all where memory allows.
  static func samplingRate(_ cache: String, _ window: ScenarioWindow) -> Double {
    min(1, mostFollowed / max(1, mostRecords(cache, window)))
  }

  /// Records that can be asked for in a window: as many as there are keys, at most one for each message.
  static func mostRecords(_ cache: String, _ window: ScenarioWindow) -> Double {
    let (parts, routes) = (window.model.parts, window.model.routes)
    var sources: [String] = []
    for request in parts.requests(to: cache) {
      let isSource = parts[request.caller] is any Producer
      for source in isSource ? [request.caller] : routes.sources(reaching: request.caller)
      where !sources.contains(source) {
        sources.append(source)
      }
    }
    // Sources that share their keys share their records.
    var owners: [(name: String, keys: Double, messages: Double)] = []
    for source in sources {
      guard let producer = parts[source] as? any Producer else { continue }
      let owner = producer.keySource(parts)
      let messages = producer.expectedMessages(duration: window.duration)
      if let known = owners.firstIndex(where: { $0.name == owner }) {
        owners[known].messages += messages
      } else {
        owners.append((owner, producer.keys(parts).map { Double($0.count) } ?? 1, messages))
      }
    }
    return owners.reduce(0) { $0 + min($1.keys, $1.messages) }
  }
}
