// SPDX-License-Identifier: GPL-3.0-or-later

/// Finding the name that was probably meant.
public enum Names {
  /// Names longer than this are not compared: the work grows with the product of the lengths.
  static let longest = 64

  /// The known name nearest to `name`, or nil if none is near.
  ///
  /// Upper case, `_`, `-`, `.` and blanks do not count. Otherwise the distance is the number of letters to insert,
  /// leave out, replace or swap with their neighbour (Damerau-Levenshtein, each place touched once); a third of the
  /// longer name's letters may differ. If no name is that near, one whose beginning is `name`, with a fifth of its
  /// letters wrong at most, will do. Of several equally near ones the first in `known` wins.
  public static func nearest(_ name: String, in known: [String]) -> String? {
    let wanted = folded(name)
    guard !wanted.isEmpty, name.unicodeScalars.count <= longest else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in known where candidate.unicodeScalars.count <= longest {
      let letters = folded(candidate)
      guard !letters.isEmpty else { continue }
      let limit = max(wanted.count, letters.count) / 3
      guard abs(wanted.count - letters.count) <= limit else { continue }
      let found = distance(wanted, letters)
      if found <= limit, found < best?.distance ?? Int.max { best = (candidate, found) }
    }
    if let best { return best.name }
    return longer(wanted, known)
  }

  /// The name that `wanted` is the beginning of, perhaps misspelled.
  private static func longer(_ wanted: [Unicode.Scalar], _ known: [String]) -> String? {
    guard wanted.count >= 3 else { return nil }
    let names = known.filter { $0.unicodeScalars.count <= longest }.map { (name: $0, letters: folded($0)) }
    if let exact = names.first(where: { $0.letters.starts(with: wanted) }) { return exact.name }
    let near = names.first { name in
      (-1...1).contains { more in
        distance(wanted, Array(name.letters.prefix(wanted.count + more))) <= wanted.count / 5
      }
    }
    return near?.name
  }

  private static func folded(_ name: String) -> [Unicode.Scalar] {
    name.lowercased().unicodeScalars.filter { !"-_. ".unicodeScalars.contains($0) }
  }

  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 1...max(1, left.count) where row <= left.count {
      var current = [row] + Array(repeating: 0, count: right.count)
      for column in 1...max(1, right.count) where column <= right.count {
        let same = left[row - 1] == right[column - 1]
        var cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          cost = min(cost, beforeLast[column - 2] + 1)
        }
        current[column] = cost
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
