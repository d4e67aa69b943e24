// SPDX-License-Identifier: GPL-3.0-or-later

/// A probability distribution of one number, drawn from by its inverse distribution function.
///
/// The unit (seconds, bytes, …) is the user's. One uniform number makes one draw, so that two variants of a system can
/// be compared draw by draw:
///
/// ```swift
/// let service = try Distribution.lognormal(p50: 0.010, p99: 0.080)
/// let seconds = service.quantile(stream.uniform(messageNumber))
/// ```
///
/// Draws have the same bits on every CPU. Probabilities and moments serve reports and come from GSL.
public struct Distribution: Sendable, Hashable {
  @usableFromInline
  enum Kind: UInt8, Sendable {
    case constant, exponential, uniform, pareto, gamma
    case weibull, lognormalByPercentiles, lognormalByMoments
    case percentiles, samples, mixture
  }

  @usableFromInline let kind: Kind
  /// Whether a shift or a bound applies.
  @usableFromInline var isAdjusted = false
  /// The parameters as given.
  let first: Double
  let second: Double
  /// The parameters that draws need: a scale (mean, median, lower end …) and an exponent or a width.
  @usableFromInline let scale: Double
  let shape: Double
  /// Applied to a raw draw in this order: add `shift`, then clamp to `lowest...highest`.
  @usableFromInline var shift = 0.0
  @usableFromInline var lowest = -Double.infinity
  @usableFromInline var highest = Double.infinity
  /// What does not fit in a few numbers.
  let table: DistributionTable?

  init(
    _ kind: Kind, first: Double = 0, second: Double = 0, scale: Double = 0, shape: Double = 0,
    table: DistributionTable? = nil
  ) {
    self.kind = kind
    self.first = first
    self.second = second
    self.scale = scale
    self.shape = shape
    self.table = table
  }

  /// The draw that belongs to the uniform number `u`, the value not exceeded with probability `u`.
  ///
  /// Never falls as `u` rises, except for a mixture, where one part of 0...1 belongs to each component and the draw
  /// rises within each part (see ``percentile(_:)`` for a mixture's true percentiles). 0 and 1 give the ends of the
  /// range, infinite where it has none; numbers outside and NaN count as the nearer end and 0.
  @inlinable
  public func quantile(_ u: Double) -> Double {
    let raw: Double
    if kind == .exponential && u > 0 && u < 1 {
      raw = -scale * DeterministicMath.log(1 - u)
    } else {
      raw = rawQuantile(u)
    }
    return isAdjusted ? adjusted(raw) : raw
  }

  /// The draw that a stream gives for an item; a constant needs no random number and takes none.
  @inlinable
  public func draw(_ stream: DrawStream, _ item: UInt64, attempt: UInt32 = 0) -> Double {
    if kind == .constant { return isAdjusted ? adjusted(scale) : scale }
    return quantile(stream.uniform(item, attempt: attempt))
  }

  @inlinable
  func adjusted(_ raw: Double) -> Double {
    let moved = raw + shift
    return moved < lowest ? lowest : (moved > highest ? highest : moved)
  }

  /// The draw before shift and bounds.
  @usableFromInline
  func rawQuantile(_ probability: Double) -> Double {
    let u = probability > 0 ? (probability < 1 ? probability : 1) : 0
    switch kind {
    case .constant:
      return scale
    case .exponential:
      return -scale * DeterministicMath.log(1 - u)
    case .uniform:
      let value = scale + shape * u
      return value < second ? value : second
    case .pareto:
      return scale * DeterministicMath.exp(-shape * DeterministicMath.log(1 - u))
    case .weibull:
      return scale * DeterministicMath.exp(shape * DeterministicMath.log(-DeterministicMath.log(1 - u)))
    case .lognormalByPercentiles, .lognormalByMoments:
      return scale * DeterministicMath.exp(shape * DeterministicMath.normalQuantile(u))
    case .gamma:
      return table.map { scale * $0.gammaQuantile(u) } ?? 0
    case .percentiles:
      return table?.interpolated(u) ?? 0
    case .samples:
      return table?.sample(u) ?? 0
    case .mixture:
      return table?.mixed(u) ?? 0
    }
  }
}
