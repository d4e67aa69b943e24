// SPDX-License-Identifier: GPL-3.0-or-later

/// Elementary functions whose last bit is the same on every CPU.
///
/// The C library picks other code on a CPU with fused multiply-add than on one without, and the two differ in the last
/// bit; one such bit can swap two events. Everything that leads from a random number to an event time therefore uses
/// these functions, which need only `+ - * /`, square root and bit operations, each of which IEEE 754 fixes exactly.
/// Swift never contracts `a * b + c` by itself, so the order written here is the order executed.
///
/// Accuracy: `log`, `exp` and `log1p` within 1 unit in the last place, `pow` within 2. The reductions are those of
/// Sun's fdlibm (argument within √½…√2, series in `f / (2 + f)`); the polynomials were fitted for this file.
public enum DeterministicMath {
  /// ln 2, upper 32 bits: a multiple by any exponent is exact.
  @usableFromInline static let ln2High = 0x1.62e42feep-1
  /// ln 2 − `ln2High`.
  @usableFromInline static let ln2Low = 0x1.a39ef35793c76p-33

  /// The natural logarithm. `log(0)` is −∞, of a negative number NaN, of +∞ it is +∞.
  @inlinable
  public static func log(_ x: Double) -> Double {
    let bits = x.bitPattern
    // One comparison sets aside zero, subnormal and negative numbers, infinities and NaN.
    if bits &- 0x0010_0000_0000_0000 >= 0x7fe0_0000_0000_0000 { return logOfSpecial(x) }
    return logOfNormal(bits, exponent: 0)
  }

  /// log(x · 2^exponent) of a positive normal number, given by its bits.
  @inlinable
  @inline(__always)
  static func logOfNormal(_ bits: UInt64, exponent: Int64) -> Double {
    // x = 2^k · (1 + f), with 1 + f in √½ ..< √2.
    let shifted = bits &+ (0x3ff0_0000_0000_0000 - 0x3fe6_a09e_667f_3bcd)
    let k = Double(Int64(bitPattern: shifted &>> 52) &- 1023 &+ exponent)
    let f = Double(bitPattern: (shifted & 0x000f_ffff_ffff_ffff) &+ 0x3fe6_a09e_667f_3bcd) - 1
    let s = f / (2 + f)
    let w = s * s
    // (ln((1+s)/(1-s)) / s - 2) / w on 0...0.0295, error below 2^-57 of the logarithm.
    let w2 = w * w
    let low = 0.666666666666667 + w * 0.399999999998992
    let middle = 0.2857142862611452 + w * 0.22222211112104948
    let high = (0.1818289077802613 + w * 0.15331666676597175) + w2 * 0.146171283998073
    let series = w * (low + w2 * (middle + w2 * high))
    let halfSquare = 0.5 * f * f
    return k * 0x1.62e42feep-1
      - ((halfSquare - (s * (halfSquare + series) + k * 0x1.a39ef35793c76p-33)) - f)
  }

  @usableFromInline
  @inline(never)
  static func logOfSpecial(_ x: Double) -> Double {
    if x == 0 { return -.infinity }
    if x < 0 { return .nan }
    if !x.isFinite { return x }
    return logOfNormal((x * 0x1p54).bitPattern, exponent: -54)
  }

  /// The natural logarithm of 1 + x, accurate for small `x`. Below −1 it is NaN.
  @inlinable
  public static func log1p(_ x: Double) -> Double {
    let sum = 1 + x
    if sum == 1 || !(x < .infinity) { return x }
    if sum <= 0 { return log(sum) }
    // The rounding error of the sum, brought back to first order.
    let lost = abs(x) < 1 ? x - (sum - 1) : 1 - (sum - x)
    return log(sum) + lost / sum
  }

  /// e to the power `x`. Overflows to +∞ above 709.78, falls to 0 below −745.13.
  @inlinable
  public static func exp(_ x: Double) -> Double {
    if !(abs(x) < 708) { return expOfExtreme(x) }
    // Adding 1.5 · 2^52 rounds to the nearest integer and leaves it in the low bits.
    let rounded = x * 0x1.71547652b82fep+0 + 0x1.8p52
    let k = rounded - 0x1.8p52
    let power = expOfReduced((x - k * 0x1.62e42feep-1) - k * 0x1.a39ef35793c76p-33)
    return Double(bitPattern: power.bitPattern &+ (rounded.bitPattern &<< 52))
  }

  /// exp(r) for |r| ≤ ½ ln 2, error of the polynomial below 2^-60.
  @inlinable
  @inline(__always)
  static func expOfReduced(_ r: Double) -> Double {
    let r2 = r * r
    let r4 = r2 * r2
    let a = (0.5 + r * 0.16666666666666666) + r2 * (0.04166666666666668 + r * 0.008333333333333333)
    let b =
      (0.0013888888888879043 + r * 0.0001984126984126328)
      + r2 * (2.4801587336526005e-05 + r * 2.7557319247274564e-06)
    let c =
      (2.755726318947621e-07 + r * 2.5052071034565116e-08)
      + r2 * (2.0918170876658783e-09 + r * 1.608665004457821e-10)
    return 1 + (r + r2 * (a + r4 * (b + r4 * c)))
  }

  @usableFromInline
  @inline(never)
  static func expOfExtreme(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.79 { return .infinity }
    if x < -745.14 { return 0 }
    let rounded = x * 0x1.71547652b82fep+0 + 0x1.8p52
    let k = rounded - 0x1.8p52
    let power = expOfReduced((x - k * ln2High) - k * ln2Low)
    // Two steps, so that neither factor leaves the normal range and only the last product rounds.
    let exponent = Int(k)
    let half = exponent / 2
    return power * powerOfTwo(half) * powerOfTwo(exponent - half)
  }

  /// 2^k for −1022 ≤ k ≤ 1023.
  private static func powerOfTwo(_ k: Int) -> Double { Double(bitPattern: UInt64(1023 + k) << 52) }
}
