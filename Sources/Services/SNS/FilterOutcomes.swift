// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// What a field may turn out to be, as far as some conditions can tell: a few cases with their probabilities.
///
/// A number has infinitely many values, but conditions cut them into stretches in which they always answer alike.
struct FilterOutcomes: Sendable {
  enum Choice: Sendable {
    /// There is one case only.
    case fixed
    /// The case whose end is the first above a uniform number.
    case shares(ends: [Double])
    /// The case is the number of cuts that a drawn number has reached.
    case number(Distribution, cuts: [Int64])
  }

  /// A value for each case; nil where the field is absent.
  private(set) var values: [FilterValue?]
  /// They add up to 1.
  private(set) var probabilities: [Double]
  let choice: Choice

  /// - Parameters:
  ///   - draw: nil if the messages never have the field.
  ///   - conditions: all that will be asked.
  init(_ draw: FieldDraw?, _ conditions: [FilterCondition]) {
    switch draw {
    case nil: (values, probabilities, choice) = ([nil], [1], .fixed)
    case .always(let value): (values, probabilities, choice) = ([value], [1], .fixed)
    case .oneOf(let shares):
      values = shares.map(\.value)
      probabilities = shares.map(\.share)
      let absent = draw?.absent ?? 0
      if absent > 0 {
        values.append(nil)
        probabilities.append(absent)
      }
      var ends: [Double] = []
      for probability in probabilities { ends.append((ends.last ?? 0) + probability) }
      // Nothing lies behind the last case that can happen.
      if let last = probabilities.lastIndex(where: { $0 > 0 }) { ends[last] = 2 }
      choice = .shares(ends: ends)
    case .number(let distribution):
      let limits = [-FilterNumber.limit, FilterNumber.limit + 1]
      var cuts: [Int64] = []
      for cut in (conditions.flatMap(\.cuts) + limits).sorted()
      where cut != cuts.last && cut >= limits[0] && cut <= limits[1] { cuts.append(cut) }
      // The stretch before the first cut, and those that begin at each.
      values = [.number(-2e9)] + cuts.map { .number(FilterNumber.value($0)) }
      values[values.count - 1] = .number(2e9)
      let above = cuts.map { distribution.probability(above: ((Double($0) - 0.5) / 1e5).nextDown) }
      probabilities = zip([1] + above, above + [0]).map { max($0 - $1, 0) }
      choice = .number(distribution, cuts: cuts)
    }
  }
}
