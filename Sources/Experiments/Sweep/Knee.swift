// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a curve turns: before it one pays little for more, after it much. Found by Kneedle (Satopää, Albrecht, Irwin and
/// Raghavan 2011, "Finding a Kneedle in a Haystack", ICDCS workshops, 166-171), in the form for curves that bend upwards:
/// both axes are stretched to 0...1, and the knee is where the curve lies farthest below the line between its ends.
///
/// Of a smooth curve that is where its slope equals that of the line. A knee is told only where there is one to see:
/// * the curve has at least 5 points and changes by more than the half-widths of its ends;
/// * it lies at least ``leastDepth`` of its height below the line, and by more than the half-width there;
/// * after the knee it comes back towards the line by more than the average step of the axis (Kneedle with S = 1).
public enum Knee {
  /// The least distance from the line, as a share of the height. Kneedle itself would see a knee in almost a line; that
  /// of an M/M/1 queue from no load to 0.65 is as deep as this.
  public static let leastDepth = 0.25
  static let leastPoints = 5

  /// The place of the knee; nil where there is none.
  ///
  /// - Parameters:
  ///   - x: rising, none twice.
  ///   - y: as many.
  ///   - halfWidths: of y; 0 where y is known exactly.
  public static func find(_ x: [Double], _ y: [Double], halfWidths: [Double] = []) -> Int? {
    let count = x.count
    guard count >= leastPoints, y.count == count, (x + y).allSatisfy(\.isFinite), zip(x, x.dropFirst()).allSatisfy(<),
      let least = y.min(), let most = y.max(), most > least
    else { return nil }
    func halfWidth(_ place: Int) -> Double {
      let width = halfWidths.indices.contains(place) ? halfWidths[place] : 0
      return width.isFinite ? width : most - least
    }
    guard abs(y[count - 1] - y[0]) > halfWidth(0) + halfWidth(count - 1) else { return nil }
    let rises = y[count - 1] > y[0]
    let depths = (0..<count).map { place -> Double in
      let across = (x[place] - x[0]) / (x[count - 1] - x[0])
      let up = (y[place] - least) / (most - least)
      return (rises ? across : 1 - across) - up
    }
    guard let knee = depths.indices.max(by: { depths[$0] < depths[$1] }) else { return nil }
    let depth = depths[knee]
    guard depth >= leastDepth, depth > halfWidth(knee) / (most - least) else { return nil }
    // Kneedle goes along the curve to where it is steep.
    let after = rises ? depths[(knee + 1)...] : depths[..<knee]
    let threshold = depth - 1 / Double(count - 1)
    return after.contains { $0 < threshold } ? knee : nil
  }
}
