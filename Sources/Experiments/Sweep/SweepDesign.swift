// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios
import Statistics

/// Which points of several inputs a sweep looks at.
public enum SweepDesign: String, Sendable, Codable, CaseIterable {
  /// Every value of each with every value of the others.
  case grid
  /// The first points of Sobol's sequence.
  case sobol
  case latinHypercube = "latin-hypercube"

  /// The most points of a sweep.
  public static let mostPoints = 10_000

  /// A design that has too many points, or more inputs than it can have.
  public struct Refused: Error, Hashable {
    /// The end of a sentence that begins with what is asked for: `would be 12,000 points; at most 10,000 can be swept`.
    public var message: String
    public var hint: String?
  }

  /// The points, each with a value for every input, in the order in which they are told; none twice.
  ///
  /// - Parameters:
  ///   - count: of a design that is no grid; a whole number of values may give fewer.
  ///   - seed: of a Latin hypercube's draws.
  func points(_ inputs: [SweepInput], count: Int, seed: UInt64) throws(Refused) -> [[String]] {
    let shares: [[Double]]
    switch self {
    case .grid: return try Self.grid(inputs)
    case .sobol:
      guard inputs.count <= Designs.mostSobolDimensions else {
        throw Refused(
          message: "has \(inputs.count) inputs; Sobol's sequence has at most \(Designs.mostSobolDimensions)",
          hint: "--design latin-hypercube has no such limit")
      }
      shares = Designs.sobol(points: count, dimensions: inputs.count)
    case .latinHypercube:
      shares = Designs.latinHypercube(
        points: count, dimensions: inputs.count, key: RandomKey(seed: seed, replication: .max))
    }
    guard count <= Self.mostPoints else { throw Self.tooMany(count) }
    var seen: Set<[String]> = []
    return shares.map { point in zip(inputs, point).map { $0.range.value(at: $1) } }
      .filter { seen.insert($0).inserted }
  }

  private static func grid(_ inputs: [SweepInput]) throws(Refused) -> [[String]] {
    var count = 1
    for input in inputs {
      let (product, overflow) = count.multipliedReportingOverflow(by: input.range.values.count)
      guard !overflow else { throw tooMany(.max) }
      count = product
    }
    guard count <= mostPoints else { throw tooMany(count) }
    return inputs.reduce([[]]) { points, input in
      points.flatMap { point in input.range.values.map { point + [$0] } }
    }
  }

  private static func tooMany(_ count: Int) -> Refused {
    Refused(
      message: "would be \(Format.grouped(count)) points; at most \(Format.grouped(mostPoints)) can be swept",
      hint: "larger steps, or --design sobol --points 64")
  }
}
