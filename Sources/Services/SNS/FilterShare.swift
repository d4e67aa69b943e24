// SPDX-License-Identifier: GPL-3.0-or-later

extension FilterPolicy {
  /// The share of messages that match, 0 to 1.
  ///
  /// Exact (to rounding, and to the accuracy of a distribution's probabilities) because fields are independent and each
  /// has, as far as the policy can tell, a few cases only. A policy that tells apart more than a quarter of a million
  /// combinations gets 65,536 points of an additive recurrence instead, which is right to about three digits.
  func share(of fields: MessageFields, _ scope: FilterScope = .messageAttributes) -> Double {
    guard let known = fields.fields(scope), !known.isEmpty else { return 0 }
    let cases = FilterCases(clause, known)
    let matching = cases.combinations <= 1 << 18 ? cases.exactShare() : cases.estimatedShare(points: 65_536)
    // An empty set of fields never matches, not even for `"exists": false`.
    let empty = known.reduce(1.0) { $0 * $1.draw.absent }
    let matchesEmpty = empty > 0 && clause.holds { key, _ in key.conditions.contains { $0.matches(nil) } }
    return min(max(matching - (matchesEmpty ? empty : 0), 0), 1)
  }
}

/// What a policy can tell apart in the messages of a source: for each of its paths the sets of answers that its keys
/// may give, with their probabilities.
private struct FilterCases {
  struct Path {
    /// The places of the path's keys in the policy.
    var keys: [Int]
    /// For each case the answers of these keys, and its probability.
    var cases: [(answers: [Bool], probability: Double)]
  }

  let clause: FilterClause
  var paths: [Path] = []
  let keyCount: Int

  init(_ clause: FilterClause, _ fields: [MessageField]) {
    self.clause = clause
    let keys = clause.keys
    keyCount = keys.count
    var seen: [String] = []
    for key in keys where !seen.contains(key.path) {
      seen.append(key.path)
      let places = keys.indices.filter { keys[$0].path == key.path }
      let asked = places.flatMap { keys[$0].conditions }
      let outcomes = FilterOutcomes(fields.first { $0.path == key.path }?.draw, asked)
      var path = Path(keys: places, cases: [])
      for (value, probability) in zip(outcomes.values, outcomes.probabilities) where probability > 0 {
        let answers = places.map { place in keys[place].conditions.contains { $0.matches(value) } }
        if let known = path.cases.firstIndex(where: { $0.answers == answers }) {
          path.cases[known].probability += probability
        } else {
          path.cases.append((answers, probability))
        }
      }
      paths.append(path)
    }
  }

  /// Combinations of cases; a large number stands for all larger ones.
  var combinations: Int { paths.reduce(1) { min($0 * $1.cases.count, 1 << 32) } }

  func exactShare() -> Double {
    var answers = [Bool](repeating: false, count: keyCount)
    return exactShare(from: 0, &answers)
  }

  private func exactShare(from first: Int, _ answers: inout [Bool]) -> Double {
    guard first < paths.count else { return clause.holds { _, place in answers[place] } ? 1 : 0 }
    var sum = 0.0
    for (given, probability) in paths[first].cases {
      for (place, answer) in zip(paths[first].keys, given) { answers[place] = answer }
      sum += probability * exactShare(from: first + 1, &answers)
    }
    return sum
  }

  /// By the points n / g, n / g², … (mod 1), where g is the root above 1 of x^(d+1) = x + 1: for one dimension the
  /// golden ratio's.
  func estimatedShare(points: Int) -> Double {
    var root = 2.0
    for _ in 0..<60 {
      var power = 1.0
      for _ in 0..<paths.count { power *= root }
      // Newton's step for x^(d+1) - x - 1.
      root -= (power * root - root - 1) / (Double(paths.count + 1) * power - 1)
    }
    var steps: [Double] = []
    for _ in paths { steps.append((steps.last ?? 1) / root) }
    var answers = [Bool](repeating: false, count: keyCount)
    var hits = 0
    for point in 0..<points {
      for (path, step) in zip(paths, steps) {
        let position = 0.5 + Double(point) * step
        var rest = position - position.rounded(.down)
        let chosen = path.cases.first { one in
          rest -= one.probability
          return rest < 0
        }
        guard let chosen = chosen ?? path.cases.last else { continue }
        for (place, answer) in zip(path.keys, chosen.answers) { answers[place] = answer }
      }
      if clause.holds({ _, place in answers[place] }) { hits += 1 }
    }
    return Double(hits) / Double(points)
  }
}
