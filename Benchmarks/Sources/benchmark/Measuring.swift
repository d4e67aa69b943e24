// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Something that can be measured. A new one is one file and one line in `Main.swift`.
protocol Benchmark: Sendable {
  /// What `--only` selects by its beginning.
  var name: String { get }

  /// Measures, in so many rounds; each round runs both sides.
  func measure(rounds: Int) throws -> [Comparison]
}

/// A benchmark whose two sides disagree measures nothing.
struct Disagreement: Error, CustomStringConvertible {
  var description: String
}

/// Wall time of a piece of work [s].
func seconds(_ work: () throws -> Void) rethrows -> Double {
  let duration = try ContinuousClock().measure(work)
  return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}

/// The times of all rounds [s].
struct Rounds {
  var swift: [Double] = []
  var reference: [Double] = []

  /// Runs both sides in turn; who begins changes from round to round. One round before them is not counted.
  init(_ count: Int, swift: () throws -> Void, reference: () throws -> Void) rethrows {
    try swift()
    try reference()
    for round in 0..<count {
      if round % 2 == 0 { self.swift.append(try seconds(swift)) }
      self.reference.append(try seconds(reference))
      if round % 2 == 1 { self.swift.append(try seconds(swift)) }
    }
  }

  /// Median time of Sluice / time of C++, round by round.
  var timeRatio: Double { median(zip(swift, reference).map { $0 / $1 }) }
}

/// The middle value; of an even number the mean of the two in the middle.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  guard !sorted.isEmpty else { return .nan }
  let upper = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[upper] : (sorted[upper - 1] + sorted[upper]) / 2
}

/// Processor times of so many rounds after one that is not counted [s]: for targets on one core without a yardstick
/// beside it that whatever else runs on the machine would hit as well.
func timed(_ rounds: Int, _ work: () throws -> Void) rethrows -> [Double] {
  try work()
  return try (0..<rounds).map { _ in
    let begin = clock()
    try work()
    return Double(clock() - begin) / Double(CLOCKS_PER_SEC)
  }
}
