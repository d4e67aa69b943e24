// SPDX-License-Identifier: GPL-3.0-or-later

/// The part of Mermaid's grammar that is written here, after its own lexers: what ends a text early, and what would be
/// taken for something else. The whole of it was compared with Mermaid 11 itself.
enum MermaidGrammar {
  /// What is wrong with a diagram; empty if nothing is.
  static func problems(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    switch lines.first {
    case "sequenceDiagram": return sequence(Array(lines.dropFirst()))
    case "flowchart LR": return flowchart(Array(lines.dropFirst()))
    default: return ["no diagram: \(lines.first ?? "")"]
    }
  }

  /// Without entity codes, in which `#` and `;` are allowed.
  private static func withoutCodes(_ text: String) -> String { text.replacing(#/#\d+;/#, with: "") }

  private static func sequence(_ lines: [String]) -> [String] {
    var known: Set<String> = []
    var problems: [String] = []
    func check(_ text: Substring, _ line: String) {
      let rest = withoutCodes(String(text))
      if rest.contains(where: { "#;\"<>{}`|&\\%".contains($0) }) { problems.append("text: \(line)") }
      if text.allSatisfy({ $0 == " " }) { problems.append("empty: \(line)") }
    }
    for line in lines {
      if let match = line.wholeMatch(of: #/  participant (p\d+) as (.+)/#) {
        known.insert(String(match.1))
        check(match.2, line)
      } else if let match = line.wholeMatch(of: #/  Note over (p\d+): (.+)/#) {
        if !known.contains(String(match.1)) { problems.append("unknown: \(line)") }
        check(match.2, line)
      } else if let match = line.wholeMatch(of: #/  (p\d+)(->>|-->>|-x)(p\d+): (.+)/#) {
        if !known.contains(String(match.1)) || !known.contains(String(match.3)) { problems.append("unknown: \(line)") }
        check(match.4, line)
      } else {
        problems.append("line: \(line)")
      }
    }
    return problems
  }

  private static func flowchart(_ lines: [String]) -> [String] {
    let brackets = [
      "([": "])", "[[": "]]", "{{": "}}", "[/": "/]", "(": ")", ">": "]", "[(": ")]", "[\\": "/]", "[": "]",
    ]
    var known: Set<String> = []
    var problems: [String] = []
    for line in lines {
      if let match = line.wholeMatch(of: #/  (n\d+)([\(\[\{>\/\\]+)"([^"]*)"([\)\]\}\/]+)/#) {
        known.insert(String(match.1))
        if brackets[String(match.2)] != String(match.4) { problems.append("brackets: \(line)") }
        let text = withoutCodes(String(match.3).replacing("<br/>", with: ""))
        if text.contains(where: { "#;<>{}`|&\\%".contains($0) }) { problems.append("text: \(line)") }
        if match.3.isEmpty { problems.append("empty: \(line)") }
      } else if let match = line.wholeMatch(of: #/  (n\d+) (-->|-\.->)(\|"([^"]+)"\|)? (n\d+)/#) {
        if !known.contains(String(match.1)) || !known.contains(String(match.5)) { problems.append("unknown: \(line)") }
        if withoutCodes(String(match.4 ?? "")).contains(where: { "#;<>{}`|&\\%".contains($0) }) {
          problems.append("text: \(line)")
        }
      } else {
        problems.append("line: \(line)")
      }
    }
    return problems
  }
}
