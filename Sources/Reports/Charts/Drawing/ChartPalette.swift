// SPDX-License-Identifier: GPL-3.0-or-later

/// The looks of series. Colour never stands alone: each series has a dash pattern, a shape of its points and a
/// filling of its bars as well.
///
/// The colours are told apart by people who cannot tell red from green (they follow Okabe and Ito, darkened or
/// lightened), and each has a contrast of at least 3 to 1 with its page, as WCAG 2.2 asks of graphics (1.4.11).
enum ChartPalette {
  struct Scheme {
    var page: String
    var ink: String
    var muted: String
    var grid: String
    var shade: String
    var series: [String]
  }

  static let light = Scheme(
    page: "#ffffff", ink: "#1b1f24", muted: "#57606a", grid: "#d8dee4", shade: "#8c959f",
    series: ["#0072b2", "#c24e00", "#00805b", "#a23b87", "#8a6500", "#5b5b5b", "#6a4fb3", "#b0174b"])

  static let dark = Scheme(
    page: "#12161c", ink: "#e9edf2", muted: "#a3adb8", grid: "#343c46", shade: "#7d8894",
    series: ["#56b4e9", "#ff9857", "#2bc79a", "#e38ac8", "#e0c341", "#b4b4b4", "#b3a1ff", "#ff8fa8"])

  static let count = 8

  static func slot(_ place: Int) -> Int { place % count }

  /// Lengths of dashes and gaps; empty for a whole line.
  static func dashes(_ slot: Int) -> String {
    ["", "7 3", "2 3", "9 3 2 3", "4 2", "12 4", "1 3", "9 2 2 2 2 2"][slot]
  }

  /// Variables of CSS, to stand in a rule for `:root`.
  static func variables(_ scheme: Scheme) -> String {
    let named = [
      ("page", scheme.page), ("ink", scheme.ink), ("muted", scheme.muted), ("grid", scheme.grid),
      ("shade", scheme.shade),
    ]
    let series = scheme.series.enumerated().map { ("c\($0 + 1)", $1) }
    return (named + series).map { "--\($0):\($1)" }.joined(separator: ";")
  }

  /// The rules that charts are drawn by, for the page's style sheet and for an SVG that stands alone.
  static var css: String {
    let slots = (1...count).map { ".chart .s\($0){--s:var(--c\($0))}" }.joined()
    return """
      :root{color-scheme:light dark;\(variables(light))}
      @media screen and (prefers-color-scheme:dark){:root{\(variables(dark))}}
      .chart{font:\(Int(TextWidth.size))px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans KR",sans-serif;\
      color:var(--ink)}
      .chart text{fill:var(--ink)}.chart .quiet{fill:var(--muted)}.chart .name{font-weight:600}
      .chart .grid{stroke:var(--grid);stroke-width:1}.chart .paper{fill:var(--page)}.chart .base{stroke:var(--muted);stroke-width:1}
      \(slots)
      .chart .line{fill:none;stroke:var(--s);stroke-width:2;stroke-linejoin:round}
      .chart .thin{fill:none;stroke:var(--s);stroke-width:1}
      .chart .whisker{fill:none;stroke:var(--ink);stroke-width:1.2}
      .chart .band{fill:var(--s);opacity:.16}.chart .fill{fill:var(--s)}
      .chart .bar{fill:var(--s);stroke:var(--page);stroke-width:1}
      .chart .hatch{fill:none;stroke:var(--page);stroke-width:1.6;opacity:.75}.chart .dot{fill:var(--page);opacity:.8}
      .chart .ring{fill:none;stroke:var(--ink);stroke-width:1.6}
      .chart .region{fill:var(--shade);opacity:.18}.chart .edge{stroke:var(--muted);stroke-width:1;stroke-dasharray:2 2}
      .chart .rule{stroke:var(--ink);stroke-width:1.3;stroke-dasharray:5 3}
      .chart .halo{paint-order:stroke;stroke:var(--page);stroke-width:3px;stroke-linejoin:round}
      """
  }

  // MARK: Shapes and fillings

  /// The point of a series.
  static func marker(_ slot: Int, x: Double, y: Double, radius r: Double) -> String {
    func at(_ dx: Double, _ dy: Double) -> String { "\(SVGWriter.number(x + dx)),\(SVGWriter.number(y + dy))" }
    func polygon(_ points: [(Double, Double)]) -> String {
      "M" + points.map { at($0.0 * r, $0.1 * r) }.joined(separator: "L") + "Z"
    }
    switch slot {
    case 1: return polygon([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
    case 2: return polygon([(0, -1.2), (1.1, 0.8), (-1.1, 0.8)])
    case 3: return polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)])
    case 4: return polygon([(0, 1.2), (1.1, -0.8), (-1.1, -0.8)])
    case 5:
      return polygon([
        (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2), (-0.4, 1.2),
        (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4),
      ])
    case 6: return polygon([(-1.4, -0.6), (1.4, -0.6), (1.4, 0.6), (-1.4, 0.6)])
    case 7: return polygon([(-0.6, -1.4), (0.6, -1.4), (0.6, 1.4), (-0.6, 1.4)])
    default:
      let radius = SVGWriter.number(r)
      return "M\(at(-r, 0))a\(radius),\(radius) 0 1 0 \(SVGWriter.number(2 * r)),0"
        + "a\(radius),\(radius) 0 1 0 \(SVGWriter.number(-2 * r)),0Z"
    }
  }

  /// What lies on the bars of a slot, beyond the first, whose bars are plain.
  static func filling(_ slot: Int) -> String? {
    switch slot {
    case 1: "<path class=\"hatch\" d=\"M-2,2l4,-4M0,8l8,-8M6,10l4,-4\"/>"
    case 2: "<circle class=\"dot\" cx=\"4\" cy=\"4\" r=\"1.4\"/>"
    case 3: "<path class=\"hatch\" d=\"M-2,6l4,4M0,0l8,8M6,-2l4,4\"/>"
    case 4: "<path class=\"hatch\" d=\"M0,4h8\"/>"
    case 5: "<path class=\"hatch\" d=\"M0,0l8,8M0,8l8,-8\"/>"
    case 6: "<path class=\"hatch\" d=\"M4,0v8\"/>"
    case 7: "<path class=\"hatch\" d=\"M0,4h8M4,0v8\"/>"
    default: nil
    }
  }
}
