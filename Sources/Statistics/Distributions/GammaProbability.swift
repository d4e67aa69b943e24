// SPDX-License-Identifier: GPL-3.0-or-later

import CGSL

/// The gamma distribution function with scale 1.
///
/// Up to a shape of 1e5 it is GSL's. Above, GSL 2.7 goes wrong (at shape 4e6, one standard deviation above the mean, by
/// 2e-4), and Wilson and Hilferty's cube root is closer than 1e-7: (X / shape)^⅓ is nearly normal.
enum GammaProbability {
  static let largestShapeForGSL = 1e5

  static func below(_ x: Double, shape: Double) -> Double {
    GSL.prepare()
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    return shape > largestShapeForGSL ? gsl_cdf_ugaussian_P(score(x, shape)) : gsl_cdf_gamma_P(x, shape, 1)
  }

  static func above(_ x: Double, shape: Double) -> Double {
    GSL.prepare()
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    return shape > largestShapeForGSL ? gsl_cdf_ugaussian_Q(score(x, shape)) : gsl_cdf_gamma_Q(x, shape, 1)
  }

  private static func score(_ x: Double, _ shape: Double) -> Double {
    let ninth = 1 / (9 * shape)
    let root = DeterministicMath.exp(DeterministicMath.log(x / shape) / 3)
    return (root - (1 - ninth)) / ninth.squareRoot()
  }
}
