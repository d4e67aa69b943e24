// SPDX-License-Identifier: GPL-3.0-or-later

/// One line of the table: the same work done by Sluice and by its yardstick in C++.
struct Comparison: Encodable {
  /// What the ratio Sluice / C++ has to be.
  enum Target: Encodable {
    case atMost(Double)
    case atLeast(Double)

    func isMet(by ratio: Double) -> Bool {
      switch self {
      case .atMost(let limit): return ratio <= limit
      case .atLeast(let limit): return ratio >= limit
      }
    }

    var text: String {
      switch self {
      case .atMost(let limit): return "<= \(decimals(limit, 2))"
      case .atLeast(let limit): return ">= \(decimals(limit, 2))"
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }
  }

  /// The work: `hold 1e3`.
  var name: String
  /// `ns/op`, `M events/s`.
  var unit: String
  /// Median over the rounds.
  var swift: Double
  /// Median over the rounds; nil where there is no yardstick.
  var reference: Double?
  /// Median of the rounds' ratios Sluice / C++: both sides of a round run next to each other, so that a disturbance of
  /// the machine hits both.
  var ratio: Double?
  var target: Target?
  /// Anything else worth a look, such as a result that both sides must agree on.
  var note = ""

  /// Whether the target is met; nil where there is none.
  var isMet: Bool? {
    guard let target, let ratio else { return nil }
    return target.isMet(by: ratio)
  }

  private enum CodingKeys: String, CodingKey { case name, unit, swift, reference, ratio, target, isMet, note }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(unit, forKey: .unit)
    try container.encode(swift, forKey: .swift)
    try container.encode(reference, forKey: .reference)
    try container.encode(ratio, forKey: .ratio)
    try container.encode(target, forKey: .target)
    try container.encode(isMet, forKey: .isMet)
    try container.encode(note, forKey: .note)
  }
}
