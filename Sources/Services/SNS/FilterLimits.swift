// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// How complex a filter policy may be. Source: SNS Developer Guide, subscription-filter-policy-constraints.
enum FilterLimits {
  static let mostKeys = 5
  static let mostCombinations = 150
  static let mostWildcards = 3
  static let mostWildcardPoints = 100
  static let mostBytes = 256_000

  /// Adds an error for the first limit that a policy breaks.
  ///
  /// - Returns: whether it breaks none.
  static func check(_ clause: FilterClause, at node: Node, _ context: inout ReadContext) -> Bool {
    // A path that stands in several branches of an `$or` is one key.
    let keys = Set(clause.keys.map(\.path)).count
    let combinations = combinations(clause)
    let points = wildcardPoints(clause)
    let bytes = node.json.text(pretty: false).utf8.count
    let problem: String? =
      if keys > mostKeys {
        "a filter policy has at most \(mostKeys) keys, not \(keys)"
      } else if combinations > mostCombinations {
        "a filter policy makes at most \(mostCombinations) combinations, not \(Format.grouped(combinations))"
      } else if points > mostWildcardPoints {
        "the wildcards of a filter policy count at most \(mostWildcardPoints) points, not \(points)"
      } else if bytes > mostBytes {
        "a filter policy has at most 256 KB, not \(Format.grouped(bytes)) bytes"
      } else {
        nil
      }
    guard let problem else { return true }
    context.diagnostics.error(
      .range, at: node, problem, hint: "see subscription-filter-policy-constraints in the SNS Developer Guide")
    return false
  }

  /// The product over all keys of the list's length and the nesting level; the branches of an `$or` are added up.
  /// A large number stands for all larger ones.
  static func combinations(_ clause: FilterClause) -> Int {
    let most = 1 << 30
    switch clause {
    case .key(let key): return min(key.conditions.count * key.level, most)
    case .every(let clauses): return clauses.reduce(1) { min($0 * combinations($1), most) }
    case .any(let clauses): return clauses.reduce(0) { min($0 + combinations($1), most) }
    }
  }

  /// For each list with a wildcard the sum of its patterns' points times their number: 1 point for a pattern with one
  /// `*` and for an `anything-but`, 3 for a pattern with more. The page leaves open whether the 3 are for each `*`;
  /// this is the reading that refuses less.
  static func wildcardPoints(_ clause: FilterClause) -> Int {
    clause.keys.reduce(0) { sum, key in
      let patterns = key.conditions.compactMap(points)
      guard key.conditions.contains(where: hasWildcard) else { return sum }
      return sum + patterns.reduce(0, +) * patterns.count
    }
  }

  private static func points(_ condition: FilterCondition) -> Int? {
    switch condition {
    case .wildcard(let pieces): pieces.count > 2 ? 3 : 1
    case .anythingBut: 1
    default: nil
    }
  }

  private static func hasWildcard(_ condition: FilterCondition) -> Bool {
    switch condition {
    case .wildcard: true
    case .anythingBut(let conditions): conditions.contains(where: hasWildcard)
    default: false
    }
  }
}
