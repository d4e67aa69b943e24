// SPDX-License-Identifier: GPL-3.0-or-later

/// The pieces of a page, each as markup; nothing where there is nothing to show.
enum HTMLBlocks {
  // MARK: Words

  static func list(_ items: [(text: TextLine, code: String?)], kind: String = "plain") -> String {
    list(items.map { ($0.text, $0.code, "") }, kind: kind)
  }

  /// - Parameter items: each with the mark-up of what stands below it, such as a list of its own.
  static func list(_ items: [(text: TextLine, code: String?, below: String)], kind: String = "plain") -> String {
    let items = items.filter { !$0.text.isEmpty }
    guard !items.isEmpty else { return "" }
    let models = items.map {
      ItemModel(
        spans: SpanModel.of($0.text), hasCode: $0.code != nil, code: Characters.clean($0.code ?? ""), below: $0.below)
    }
    return HTMLTemplates.filled(.list, ListModel(kind: kind, items: models))
  }

  static func list(_ items: [String]) -> String { list(items.map { (TextLine($0), nil) }) }

  /// Names and what they are.
  static func facts(_ facts: [(name: String, text: String)]) -> String {
    let facts = facts.filter { !$0.text.isEmpty }
    guard !facts.isEmpty else { return "" }
    return HTMLTemplates.filled(
      .facts,
      FactsModel(facts: facts.map { FactModel(name: Characters.clean($0.name), words: Characters.clean($0.text)) }))
  }

  /// The sentence that a reader looks for first.
  static func verdict(_ mark: String, _ text: String, _ paint: Paint) -> String {
    HTMLTemplates.filled(
      .verdict, VerdictModel(paint: "\(paint)", mark: mark, words: Characters.clean(text)))
  }

  /// Text whose spaces count.
  static func text(_ text: String, name: String, kind: String) -> String {
    guard !text.isEmpty else { return "" }
    return HTMLTemplates.filled(.text, TextModel(name: name, kind: kind, words: visible(text)))
  }

  /// The architecture: a drawing that scrolls where it is wider than the page.
  static func map(_ svg: String, name: String) -> String {
    HTMLTemplates.filled(.map, MapModel(name: name, svg: svg))
  }

  /// Invisible signs, which could make a text read otherwise than it is, are shown by their number.
  static func visible(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar == "\n" || scalar == "\t": result.unicodeScalars.append(scalar)
      case .control where scalar == "\r": break
      case .format where scalar == "\u{200D}" || scalar == "\u{200C}": result.unicodeScalars.append(scalar)
      case .control, .format, .lineSeparator, .paragraphSeparator:
        result += "<U+\(String(scalar.value, radix: 16, uppercase: true))>"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  // MARK: Pictures

  /// The charts side by side where there is room.
  ///
  /// - Parameter charts: made twice where a person does not read English: what can be downloaded is data.
  static func pictures(_ charts: @autoclosure () -> [Chart], prefix: String, level: Int) -> String {
    let shown = charts()
    guard !shown.isEmpty else { return "" }
    let data = Language.current == .english ? shown : Language.data(charts)
    return "<div class=\"pictures\">\n" + zip(shown, data).map { picture($0, data: $1, prefix, level) }.joined()
      + "</div>\n"
  }

  private static func picture(_ chart: Chart, data: Chart, _ prefix: String, _ level: Int) -> String {
    var chart = chart
    let file = "\(chart.id).csv"
    chart.id = "\(prefix)\(chart.id)"
    return HTMLTemplates.filled(
      .figure,
      FigureModel(
        anchor: "\(chart.id)-figure", level: level, heading: Characters.clean(chart.title), svg: chart.svg(),
        summary: Characters.clean(chart.summary), csv: data.csvLink, link: say("Data as CSV"), file: file))
  }
}

private struct ListModel {
  let kind: String
  let items: [ItemModel]
}

private struct ItemModel {
  let spans: [SpanModel]
  let hasCode: Bool
  let code: String
  /// Mark-up.
  let below: String
}

private struct FactsModel { let facts: [FactModel] }

private struct FactModel {
  let name: String
  let words: String
}

private struct VerdictModel {
  let paint: String
  let mark: String
  let words: String
}

private struct MapModel {
  let name: String
  let svg: String
}

private struct TextModel {
  let name: String
  let kind: String
  let words: String
}

private struct FigureModel {
  let anchor: String
  let level: Int
  let heading: String
  let svg: String
  let summary: String
  let csv: String
  let link: String
  let file: String
}
