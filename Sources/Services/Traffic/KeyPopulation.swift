// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The keys that messages are about (customers, products, devices), numbered from the most popular on.
public struct KeyPopulation: Sendable, Hashable {
  enum Law: Sendable, Hashable {
    case zipf(Zipf)
    case uniform
  }

  /// Keys, numbered from 0.
  public let count: UInt32
  let law: Law

  /// Popular keys and rare ones.
  init(_ zipf: Zipf) {
    count = zipf.count
    law = .zipf(zipf)
  }

  /// All alike.
  init(uniform count: UInt32) {
    self.count = count
    law = .uniform
  }

  /// The key that belongs to a uniform number of (0, 1) at an instant.
  func key(_ u: Double, at time: Instant) -> UInt32 {
    switch law {
    case .zipf(let zipf): zipf.rank(u)
    case .uniform: min(UInt32(u * Double(count)), count - 1)
    }
  }

  /// The share of messages with a key, from 0 for the most popular; 0 beyond the last.
  public func probability(ofRank rank: UInt32) -> Double {
    switch law {
    case .zipf(let zipf): zipf.probability(ofRank: rank)
    case .uniform: rank < count ? 1 / Double(count) : 0
    }
  }

  /// The share of messages with one of so many of the most popular keys.
  public func probability(below rank: UInt32) -> Double {
    switch law {
    case .zipf(let zipf): zipf.probability(below: rank)
    case .uniform: min(Double(rank) / Double(count), 1)
    }
  }
}

/// What is written about a source's keys.
enum KeyChoice: Sendable, Hashable {
  case own(KeyPopulation)
  /// Those of another source: the same keys are the popular ones.
  case sameAs(Reference)
}

/// What is written about the sizes of a source's records.
enum SizeChoice: Sendable, Hashable {
  case own(Distribution)
  /// Those of another source: its records.
  case sameAs(Reference)
}
