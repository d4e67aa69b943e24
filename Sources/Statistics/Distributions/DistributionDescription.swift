// SPDX-License-Identifier: GPL-3.0-or-later

extension Distribution: CustomStringConvertible {
  /// As one would write it, for example "lognormal(p50: 0.01, p99: 0.08), at most 1.0".
  public var description: String {
    var text = rawDescription
    if shift != 0 { text += ", shifted by \(shift)" }
    if lowest > -.infinity { text += ", at least \(lowest)" }
    if highest < .infinity { text += ", at most \(highest)" }
    return text
  }

  private var rawDescription: String {
    switch kind {
    case .constant: return "constant(\(first))"
    case .exponential: return "exponential(mean: \(first))"
    case .uniform: return "uniform(from: \(first), to: \(second))"
    case .pareto: return "pareto(min: \(first), alpha: \(second))"
    case .gamma: return "gamma(mean: \(first), cv: \(second))"
    case .weibull: return "weibull(p50: \(first), p99: \(second))"
    case .lognormalByPercentiles: return "lognormal(p50: \(first), p99: \(second))"
    case .lognormalByMoments: return "lognormal(mean: \(first), cv: \(second))"
    case .percentiles:
      let pairs = zip(table?.probabilities ?? [], table?.values ?? []).map { "\($0): \($1)" }
      return "percentiles(\(pairs.joined(separator: ", ")))"
    case .samples: return "samples(\(table?.values.count ?? 0) values)"
    case .mixture:
      let parts = (table?.components ?? []).enumerated().map { "\(table?.share($0) ?? 0): \($1)" }
      return "mixture(\(parts.joined(separator: "; ")))"
    }
  }
}
