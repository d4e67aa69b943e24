// SPDX-License-Identifier: GPL-3.0-or-later

import CGSL

/// Points of the unit cube that cover it evenly: where an experiment with several inputs looks. The same on any machine.
public enum Designs {
  /// The most dimensions of Sobol's sequence (GSL has the direction numbers for 40).
  public static let mostSobolDimensions = 40

  /// The first points of Sobol's sequence (Sobol' 1967, in the order of Antonov and Saleev 1979, direction numbers of
  /// Bratley and Fox 1988), the origin left out: the first is the middle of the cube.
  ///
  /// - Returns: points of the open cube, none for what is no number of points or dimensions.
  public static func sobol(points: Int, dimensions: Int) -> [[Double]] {
    guard points > 0, dimensions > 0, dimensions <= mostSobolDimensions else { return [] }
    GSL.prepare()
    guard let generator = cgsl_qrng_sobol(UInt32(dimensions)) else { return [] }
    defer { gsl_qrng_free(generator) }
    var point = [Double](repeating: 0, count: dimensions)
    return (0..<points).map { _ in
      gsl_qrng_get(generator, &point)
      return point
    }
  }

  /// A Latin hypercube (McKay, Beckman and Conover 1979): each dimension is cut into as many slices as there are points,
  /// and each slice has one point, anywhere in it.
  public static func latinHypercube(points: Int, dimensions: Int, key: RandomKey) -> [[Double]] {
    guard points > 0, dimensions > 0 else { return [] }
    var design = [[Double]](repeating: [Double](repeating: 0, count: dimensions), count: points)
    for dimension in 0..<dimensions {
      let order = DrawStream(key, name: "dimension \(dimension)", purpose: "latin hypercube, order")
      let place = DrawStream(key, name: "dimension \(dimension)", purpose: "latin hypercube, place")
      var slices = Array(0..<points)
      // Fisher and Yates.
      for last in stride(from: points - 1, to: 0, by: -1) {
        slices.swapAt(last, min(Int(order.uniform(UInt64(last)) * Double(last + 1)), last))
      }
      for (point, slice) in slices.enumerated() {
        design[point][dimension] = (Double(slice) + place.uniform(UInt64(point))) / Double(points)
      }
    }
    return design
  }

  /// The points moved by one random vector, modulo 1 (Cranley and Patterson 1976): as even as before, and free of the
  /// sequence's own first points.
  public static func rotated(_ design: [[Double]], key: RandomKey) -> [[Double]] {
    let draws = DrawStream(key, name: "design", purpose: "rotation")
    let shift = (0..<(design.first?.count ?? 0)).map { draws.uniform(UInt64($0)) }
    return design.map { point in
      zip(point, shift).map { value, by in
        let sum = value + by
        return sum < 1 ? sum : sum - 1
      }
    }
  }
}
