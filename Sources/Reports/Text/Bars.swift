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
