// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// The order that the key tables claim: of two configurations of one variant that differ only in settings of which more
/// never hurts, the one with less of them fails whatever the other fails.
struct PlanOrder: Sendable {
  /// Candidates that can be compared at all, and how much of each monotone setting they have.
  private struct Place: Sendable {
    var chain: Int
    var amounts: [Double]
  }

  private var places: [Place] = []
  private var chains: [[Int]] = []

  /// - Parameter without: paths of settings whose claim is not believed.
  init(_ candidates: [Candidate], without: [String] = []) {
    var numbers: [String: Int] = [:]
    for (number, candidate) in candidates.enumerated() {
      var name = candidate.variant
      var amounts: [Double] = []
      for value in candidate.values {
        name += "\n\(value.path)"
        if value.isMonotone, !without.contains(value.path) {
          amounts.append(Self.amount(value))
        } else {
          name += "=\(value.value)"
        }
      }
      let chain = numbers[name] ?? chains.count
      if chain == chains.count {
        numbers[name] = chain
        chains.append([])
      }
      chains[chain].append(number)
      places.append(Place(chain: chain, amounts: amounts))
    }
  }

  /// The others that can be compared with a candidate, and itself.
  func chain(of candidate: Int) -> [Int] { chains[places[candidate].chain] }

  /// Whether one has as much of everything as another, or less, and is not the same.
  func isBelow(_ candidate: Int, _ other: Int) -> Bool {
    guard candidate != other, places[candidate].chain == places[other].chain else { return false }
    let pairs = zip(places[candidate].amounts, places[other].amounts)
    return !places[candidate].amounts.isEmpty && pairs.allSatisfy { $0 <= $1 }
  }

  /// Whether a failure of one could rule out the other, or the other way round.
  func areComparable(_ one: Int, _ other: Int) -> Bool { isBelow(one, other) || isBelow(other, one) }

  /// How much of a setting there is: the number, size or time that its value is, else its place in the list.
  static func amount(_ value: Candidate.Value) -> Double {
    if let number = Double(value.value) { return number }
    if let bytes = try? Units.bytes(value.value) { return Double(bytes) }
    if let time = try? Units.duration(value.value) { return Double(time) }
    return Double(value.place)
  }
}
