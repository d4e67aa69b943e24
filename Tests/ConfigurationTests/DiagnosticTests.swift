// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Configuration

@Suite struct DiagnosticTests {
  @Test func sortsByPlaceAndDropsRepetitions() {
    var diagnostics = Diagnostics()
    func place(_ file: String, _ line: Int, _ column: Int) -> Configuration.SourceLocation {
      .init(file: file, line: line, column: column)
    }
    diagnostics.warning(.value, at: nil, length: 1, "nowhere")
    diagnostics.error(.unit, at: place("b.yaml", 1, 1), length: 2, "b")
    diagnostics.error(.unit, at: place("a.yaml", 10, 1), length: 2, "ten")
    diagnostics.error(.unit, at: place("a.yaml", 2, 9), length: 2, "nine")
    diagnostics.error(.unit, at: place("a.yaml", 2, 3), length: 2, "three")
    diagnostics.error(.unit, at: place("a.yaml", 2, 3), length: 2, "three")
    #expect(diagnostics.sorted.map(\.message) == ["three", "nine", "ten", "b", "nowhere"])
    #expect(diagnostics.errorCount == 5)
    #expect(diagnostics.hasErrors)
    #expect(DiagnosticPrinter.summary(diagnostics) == "5 errors, 1 warning")
  }

  @Test func keepsNoMoreThanTheLimit() {
    var diagnostics = Diagnostics()
    for line in 1...1_500 {
      diagnostics.error(.key, at: .init(file: "a", line: line, column: 1), length: 1, "x")
    }
    #expect(diagnostics.items.count == 1_000)
    #expect(diagnostics.dropped == 500)
    #expect(diagnostics.errorCount == 1_500)
    var other = Diagnostics()
    other.append(contentsOf: diagnostics)
    #expect(other.errorCount == 1_500)
    #expect(other.dropped == 500)
  }

  @Test func printsTheLineWithTheMarkBelow() {
    let source =
      String(repeating: "\n", count: 36) + "    visibility_timeout: 30\n\n\n    dead_letter: { to: jobs_dlq }\n"
    var diagnostics = Diagnostics()
    let file = "scenarios/mine.yaml"
    diagnostics.error(
      .unit, at: .init(file: file, line: 37, column: 25), length: 2, "visibility_timeout needs a unit",
      hint: "did you mean 30s? (AWS allows 0s to 12h; its default is 30s)")
    let node = Node(
      .scalar(text: "jobs_dlq", quoted: false), location: .init(file: file, line: 40, column: 24), length: 8)
    diagnostics.unknownReference(
      "jobs_dlq", at: node, among: [("jobs", "channel"), ("jobs-dlq", "channel")], wanted: ["channel"])
    #expect(
      DiagnosticPrinter.text(diagnostics.sorted, sources: [file: source], color: false) == """
        scenarios/mine.yaml:37:25: error[unit]: visibility_timeout needs a unit
           37 |     visibility_timeout: 30
              |                         ^^ did you mean 30s? (AWS allows 0s to 12h; its default is 30s)
        scenarios/mine.yaml:40:24: error[name]: nothing is called "jobs_dlq"
           40 |     dead_letter: { to: jobs_dlq }
              |                        ^^^^^^^^ nearest: jobs-dlq (a channel)

        """)
  }

  @Test func aNameOfAnotherKindIsAWrongReference() {
    var diagnostics = Diagnostics()
    diagnostics.unknownReference(
      "shop", at: .text("shop"), among: [("shop", "endpoint"), ("jobs", "channel")], wanted: ["channel", "cache"])
    #expect(diagnostics.items[0].code == .reference)
    #expect(diagnostics.items[0].message == "\"shop\" is an endpoint, but a channel or a cache is needed here")
    #expect(diagnostics.items[0].hint == "there is: jobs")
  }

  @Test func marksWideLettersInFullWidth() {
    let source = "이름: 값"
    let diagnostic = Diagnostic(
      code: .value, message: "m", location: .init(file: "f", line: 1, column: 5), length: 1)
    let lines = DiagnosticPrinter.text([diagnostic], sources: ["f": source]).split(separator: "\n")
    // Two wide letters, a colon and a blank: six columns.
    #expect(lines[2] == "      | " + String(repeating: " ", count: 6) + "^^")
  }

  @Test func controlCharactersDoNotReachTheTerminal() {
    let diagnostic = Diagnostic(
      code: .value, message: "a\u{1B}[2Jb", hint: "x\u{202E}y", location: .init(file: "f\u{7}", line: 1, column: 1))
    let text = DiagnosticPrinter.text([diagnostic], sources: ["f\u{7}": "k\u{1B}: v"])
    #expect(!text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0.value == 0x202E })
  }

  @Test func cutsLongLinesAroundTheMark() {
    let source = String(repeating: "x", count: 5_000) + "HERE" + String(repeating: "y", count: 5_000)
    let diagnostic = Diagnostic(
      code: .value, message: "m", hint: "h", location: .init(file: "f", line: 1, column: 5_001), length: 4)
    let lines = DiagnosticPrinter.text([diagnostic], sources: ["f": source]).split(separator: "\n")
    #expect(lines[1].count < 180)
    let mark = lines[2].distance(from: lines[2].startIndex, to: lines[2].firstIndex(of: "^") ?? lines[2].startIndex)
    #expect(lines[1].dropFirst(mark).prefix(4) == "HERE")
    #expect(lines[2].hasSuffix("^^^^ h"))
  }

  @Test func coloursAreOnlyAddedOnRequest() {
    let diagnostic = Diagnostic(code: .value, message: "m", location: .init(file: "f", line: 1, column: 1))
    let plain = DiagnosticPrinter.text([diagnostic], sources: ["f": "abc"])
    let coloured = DiagnosticPrinter.text([diagnostic], sources: ["f": "abc"], color: true)
    #expect(!plain.contains("\u{1B}"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test func aMissingSourceStillShowsTheHint() {
    let diagnostic = Diagnostic(code: .value, message: "m", hint: "h", location: .init(file: "f", line: 9, column: 1))
    #expect(DiagnosticPrinter.text([diagnostic]) == "f:9:1: error[value]: m\n      = h\n")
    #expect(DiagnosticPrinter.text([Diagnostic(code: .size, message: "m")]) == "error[size]: m\n")
  }

  @Test func jsonReadsBack() throws {
    let diagnostic = Diagnostic(
      severity: .warning, code: .range, message: "a \"b\"\n\u{1}", hint: nil,
      location: .init(file: "f.yaml", line: 3, column: 4), length: 2)
    let text = DiagnosticPrinter.json([diagnostic, Diagnostic(code: .size, message: "m", hint: "h")])
    let objects = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(objects.count == 2)
    #expect(objects[0]["file"] as? String == "f.yaml")
    #expect(objects[0]["line"] as? Int == 3)
    #expect(objects[0]["column"] as? Int == 4)
    #expect(objects[0]["code"] as? String == "range")
    #expect(objects[0]["severity"] as? String == "warning")
    #expect(objects[0]["message"] as? String == "a \"b\"\n\u{1}")
    #expect(objects[0]["hint"] is NSNull)
    #expect(objects[1]["file"] is NSNull)
    #expect(DiagnosticPrinter.json([]) == "[]\n")
  }

  @Test func codable() throws {
    let diagnostic = Diagnostic(code: .unit, message: "m", location: .init(file: "f", line: 1, column: 2), length: 3)
    let data = try JSONEncoder().encode(diagnostic)
    #expect(try JSONDecoder().decode(Diagnostic.self, from: data) == diagnostic)
  }
}

@Suite struct NamesTests {
  @Test(arguments: [
    ("visibilty_timeout", "visibility_timeout"), ("VisibilityTimeout", "visibility_timeout"), ("jobs_dlq", "jobs-dlq"),
    ("dealy", "delay"), ("ret", "retention"), ("tpye", "type"),
  ])
  func findsTheNameThatWasMeant(_ wrong: String, _ right: String) {
    let known = ["jobs", "type", "visibility_timeout", "delay", "jobs-dlq", "retention", "dead_letter"]
    #expect(Names.nearest(wrong, in: known) == right)
  }

  @Test func farNamesAreNotOffered() {
    #expect(Names.nearest("banana", in: ["jobs", "delay"]) == nil)
    #expect(Names.nearest("", in: ["jobs"]) == nil)
    #expect(Names.nearest("ab", in: ["xy", "s"]) == nil)
    #expect(Names.nearest(String(repeating: "a", count: 100_000), in: ["aaaa"]) == nil)
  }

  /// Against a plain recursive definition of the distance.
  @Test func agreesWithTheDefinition() {
    func distance(_ a: ArraySlice<Character>, _ b: ArraySlice<Character>) -> Int {
      guard let x = a.last else { return b.count }
      guard let y = b.last else { return a.count }
      var best = min(
        distance(a.dropLast(), b) + 1, distance(a, b.dropLast()) + 1,
        distance(a.dropLast(), b.dropLast()) + (x == y ? 0 : 1))
      if a.count > 1, b.count > 1, x == b.dropLast().last, y == a.dropLast().last {
        best = min(best, distance(a.dropLast(2), b.dropLast(2)) + 1)
      }
      return best
    }
    var random = TestRandom(state: 7)
    for _ in 0..<300 {
      let word = { (random: inout TestRandom) in
        String((0..<Int.random(in: 3...6, using: &random)).map { _ in "abc".randomElement(using: &random) ?? "a" })
      }
      let name = word(&random)
      let known = [word(&random), word(&random), word(&random)]
      let distances = known.map { distance(Array(name)[...], Array($0)[...]) }
      let near = zip(known, distances).filter { $1 <= max(name.count, $0.count) / 3 }.min { $0.1 < $1.1 }?.0
      // If none is near, the beginning of a longer name may be; that is another rule.
      if let near { #expect(Names.nearest(name, in: known) == near, "\(name) in \(known)") }
    }
  }
}
