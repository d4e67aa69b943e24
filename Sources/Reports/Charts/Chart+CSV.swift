// SPDX-License-Identifier: GPL-3.0-or-later

extension Chart {
  /// The numbers of the picture as comma-separated values, a row for each point, in full and in base units (seconds,
  /// ratios, dollars, bytes).
  ///
  /// `kind` is `line`, `step`, `stack`, `bar`, `point` or `chosen`; the columns `x` and `y` are called after their
  /// axes and hold a name where an axis has names; `low` and `high` are the interval of the value. Regions have two
  /// rows of the kind `region` (where they begin and end), rules one of the kind `rule`.
  public var csv: String {
    var rows = [["kind", "series", x.field(or: "x"), y.field(or: "y"), "low", "high", "label"]]
    for series in series {
      for point in series.points {
        var cells = [x.text(point.x), y.text(point.y)]
        if let exact = point.exact { cells[isHorizontal ? 0 : 1] = exact }
        rows.append(
          [series.mark.rawValue, series.name] + cells
            + [point.low.map(Self.digits) ?? "", point.high.map(Self.digits) ?? "", point.label ?? ""])
      }
    }
    for region in regions {
      rows.append(["region", region.name, x.text(region.from), "", "", "", "begins"])
      rows.append(["region", region.name, x.text(region.to), "", "", "", "ends"])
    }
    for rule in rules {
      let cells = rule.axis == .x ? [x.text(rule.at), ""] : ["", y.text(rule.at)]
      rows.append(["rule", rule.name] + cells + ["", "", ""])
    }
    return CSV.text(rows)
  }

  /// The shortest digits that read back to the same number.
  static func digits(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  /// The table behind a link that a browser saves as a file: nothing is asked of any server.
  public var csvLink: String { "data:text/csv;charset=utf-8," + Self.percentEncoded(csv) }

  static func percentEncoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: ","):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}

extension ChartAxis {
  /// The name of the column.
  fileprivate func field(or name: String) -> String {
    title.isEmpty ? name : unit.rawValue.isEmpty ? title : "\(title) [\(unit.rawValue)]"
  }

  /// The shortest digits that read back to the same number, or the name of a category.
  fileprivate func text(_ value: Double) -> String {
    if scale == .category, categories.indices.contains(Int(value)) { return categories[Int(value)] }
    return Chart.digits(value)
  }
}
