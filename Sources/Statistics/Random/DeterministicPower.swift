// SPDX-License-Identifier: GPL-3.0-or-later

extension DeterministicMath {
  /// `x` to the power `y` for x ≥ 0, within 2 units in the last place; NaN for a negative `x`.
  ///
  /// Computed as exp(y · log x) with the logarithm and the product carried in two Doubles, since an error of the
  /// exponent becomes a relative error of the result.
  public static func pow(_ x: Double, _ y: Double) -> Double {
    if y == 0 || x == 1 { return 1 }
    if x.isNaN || y.isNaN || x < 0 { return .nan }
    let rough = y * log(x)
    // Beyond these the result is 0 or infinite whatever the last bits say; x = 0 and infinities end here too.
    if !(abs(rough) < 1000) { return rough > 0 ? .infinity : 0 }
    // Below this the result is 1 to the last bit, and the products below would lose their low parts.
    if abs(rough) < 0x1p-60 { return 1 }
    let logarithm = logPair(x)
    let product = multiply(y, logarithm.high)
    let low = product.low + y * logarithm.low
    let result = exp(product.high)
    return result.isFinite && result != 0 ? result + result * low : result
  }

  /// log(x) as an unevaluated sum of two Doubles, relative error about 2^-64; `x` positive and finite.
  static func logPair(_ x: Double) -> (high: Double, low: Double) {
    let isSubnormal = x < 0x1p-1022
    let bits = (isSubnormal ? x * 0x1p54 : x).bitPattern
    let shifted = bits &+ (0x3ff0_0000_0000_0000 - 0x3fe6_a09e_667f_3bcd)
    let k = Double(Int64(shifted >> 52) - 1023 - (isSubnormal ? 54 : 0))
    let f = Double(bitPattern: (shifted & 0x000f_ffff_ffff_ffff) &+ 0x3fe6_a09e_667f_3bcd) - 1
    // s = f / (2 + f), with its remainder.
    let divisor = 2 + f
    let divisorLow = f - (divisor - 2)
    let s = f / divisor
    let back = multiply(s, divisor)
    let sLow = (((f - back.high) - back.low) - s * divisorLow) / divisor
    // ln((1+s)/(1-s)) = 2s + s·w·(2/3 + w·tail), w = s²; only the tail may be a single Double.
    let square = multiply(s, s)
    let w = square.high
    let wLow = square.low + 2 * s * sLow
    let upper = 0.22222222271202022 + w * (0.18181808231277932 + w * 0.15385575981244246)
    let last = 0.13285918065533867 + w * 0.12914104148531513
    let w2 = w * w
    let tail = 0.40000000000000024 + w * 0.28571428571338287 + w2 * (upper + w2 * w * last)
    let twoThirds = multiply(w, 0x1.5555555555555p-1)
    let series = add(
      twoThirds.high, w2 * tail,
      twoThirds.low + wLow * 0x1.5555555555555p-1 + w * 3.700743415417188e-17)
    let cubic = multiply(s, series.high)
    let cubicLow = cubic.low + s * series.low + sLow * series.high
    let mantissa = add(2 * s, cubic.high, cubicLow + 2 * sLow)
    return add(k * ln2High, mantissa.high, mantissa.low + k * ln2Low)
  }

  /// a + b + c exactly as a pair, for c small beside a + b.
  private static func add(_ a: Double, _ b: Double, _ c: Double) -> (high: Double, low: Double) {
    let sum = a + b
    let fromB = sum - a
    let low = ((a - (sum - fromB)) + (b - fromB)) + c
    let high = sum + low
    return (high, low - (high - sum))
  }

  /// a · b exactly as a pair (Dekker's product, since a fused multiply-add is not to be had everywhere).
  private static func multiply(_ a: Double, _ b: Double) -> (high: Double, low: Double) {
    let product = a * b
    let (aHigh, aLow) = split(a)
    let (bHigh, bLow) = split(b)
    return (product, ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow)
  }

  /// Halves of 26 bits. Cleared bits instead of Veltkamp's product: this cannot overflow.
  private static func split(_ a: Double) -> (Double, Double) {
    let high = Double(bitPattern: a.bitPattern & 0xffff_ffff_f800_0000)
    return (high, a - high)
  }
}
