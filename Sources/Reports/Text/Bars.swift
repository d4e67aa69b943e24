// SPDX-License-Identifier: GPL-3.0-or-later

/// Lengths drawn with block characters.
enum Bars {
  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let heights: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A bar of `share` of `full` columns, to the eighth of a column; what is above nothing never looks like nothing.
  static func bar(_ share: Double, full: Int) -> String {
    guard share.isFinite, share > 0, full > 0 else { return "" }
    let length = max(1, Int((min(share, 1) * Double(full) * 8).rounded()))
    let whole = String(repeating: "█", count: length / 8)
    return length % 8 == 0 ? whole : whole + String(eighths[length % 8 - 1])
  }

  /// A value that holds from one share of a row's length for another.
  struct Stretch {
    var start: Double
    var length: Double
    var value: Double
  }

  /// Values over time as a row of heights between the least and the largest, each at its place in the row; spaces where
  /// there is none. Where several values share a column, the one that is farthest from what is usual is drawn, so that
  /// neither a peak nor a dip is lost.
  static func curve(_ stretches: [Stretch], columns: Int) -> String {
    let stretches = stretches.filter { $0.value.isFinite && $0.start >= 0 && $0.start < 1 && $0.length >= 0 }
    let sorted = stretches.map(\.value).sorted()
    guard let least = sorted.first, let largest = sorted.last, columns > 0 else { return "" }
    let usual = sorted[sorted.count / 2]
    var drawn = [Double?](repeating: nil, count: columns)
    for stretch in stretches {
      let first = min(Int(stretch.start * Double(columns)), columns - 1)
      // A little less than to the end, which rounding may have moved beyond the column.
      let end = min(stretch.start + stretch.length, 1) * Double(columns) - 1e-6
      let last = min(max(first, Int(end.rounded(.down))), columns - 1)
      for column in first...last {
        if let other = drawn[column], abs(other - usual) >= abs(stretch.value - usual) { continue }
        drawn[column] = stretch.value
      }
    }
    return String(
      drawn.map { value in
        guard let value else { return " " }
        guard largest > least else { return heights[0] }
        let share = (value - least) / (largest - least)
        return heights[share.isFinite ? min(7, Int((share * 7).rounded())) : 0]
      })
  }

  /// Values over time as a row of heights between zero and the largest; where there are more values than columns, the
  /// largest of those that share one.
  static func sparkline(_ values: [Double], columns: Int) -> String {
    let values = values.filter(\.isFinite)
    guard !values.isEmpty, columns > 0 else { return "" }
    let count = min(columns, values.count)
    let largest = values.max() ?? 0
    return String(
      (0..<count).map { place in
        let range = (place * values.count / count)..<((place + 1) * values.count / count)
        let value = values[range].max() ?? 0
        guard largest > 0, value > 0 else { return heights[0] }
        return heights[min(7, Int((value / largest * 7).rounded()))]
      })
  }
}
