// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Reports

@Suite("Laying out text")
struct TextTests {
  @Test func wrapsAtSpaces() {
    let line = TextLine("one two  three four")
    #expect(line.wrapped(to: 9).map(\.text) == ["one two", "three", "four"])
    #expect(line.wrapped(to: 9, hanging: 2).map(\.text) == ["one two", "  three", "  four"])
    #expect(line.wrapped(to: 40) == [line])
  }

  @Test func longWords() {
    #expect(TextLine("a abcdefgh b").wrapped(to: 4).map(\.text) == ["a", "abcdefgh", "b"])
    #expect(TextLine("abcdefgh").wrapped(to: 3, breaksWords: true).map(\.text) == ["abc", "def", "gh"])
    #expect(TextLine("usual-is-snappy").wrapped(to: 10, breaksWords: true).map(\.text) == ["usual-is-", "snappy"])
    #expect(TextLine("썸네일").wrapped(to: 4, breaksWords: true).map(\.text) == ["썸네", "일"])
  }

  @Test func paintSurvivesWrapping() {
    let line = TextLine("red ", .bad) + TextLine("plain")
    let lines = line.wrapped(to: 5)
    #expect(lines.map { $0.rendered(TextStyle(color: true)) } == ["\u{1B}[1;31mred\u{1B}[0m", "plain"])
  }

  @Test("width in columns", arguments: [("abc", 3), ("썸네일", 6), ("e\u{301}", 1), ("▏█✓", 3), ("", 0), ("😀", 2)])
  func width(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
    #expect(Characters.ascii(text).count == columns)
  }

  @Test func itemsFlow() {
    let items = ["aaaa", "", "bbbb", "cccc"].map { TextLine($0) }
    #expect(TextLine.flowing(items, separator: " · ", columns: 11).map(\.text) == ["aaaa · bbbb", "  cccc"])
  }

  @Test func tableShrinksTheWidestColumn() {
    var table = TextTable(columns: [
      .init(title: "name", minimum: 4), .init(title: "n", alignsRight: true), .init(title: "text", minimum: 5),
    ])
    table.rows = [.init(cells: ["a-long-name", "12", "some words here"], tail: "note")]
    #expect(
      table.lines(40).map { $0.rendered(TextStyle()) } == [
        "name          n  text", "a-long-name  12  some words here  note",
      ])
    #expect(
      table.lines(20).map { $0.rendered(TextStyle()) } == [
        "name      n text", "a-long-  12 some", "name        words", "            here", "  note",
      ])
  }

  @Test func bars() {
    #expect(Bars.bar(0.5, full: 8) == "████")
    #expect(Bars.bar(0.0001, full: 8) == "▏")
    #expect(Bars.bar(0.53125, full: 8) == "████▎")
    #expect(Bars.bar(7, full: 4) == "████")
    for share in [0, -1, .nan, .infinity] as [Double] { #expect(Bars.bar(share, full: 8) == "") }
  }

  @Test("a bar is as long as its share", arguments: 1...200)
  func barLength(_ step: Int) {
    let share = Double(step) / 200
    let eighths = Bars.bar(share, full: 25).unicodeScalars.reduce(0) { $0 + Int(0x2590 - $1.value) }
    #expect(abs(Double(eighths) - share * 200) <= 0.5)
  }

  @Test func sparklines() {
    #expect(Bars.sparkline([0, 7, 3.5, 0], columns: 10) == "▁█▅▁")
    #expect(Bars.sparkline([0, 1, 0, 0, 0, 0], columns: 3) == "█▁▁")
    #expect(Bars.sparkline([0, 0], columns: 3) == "▁▁")
    #expect(Bars.sparkline([], columns: 3) == "" && Bars.sparkline([1], columns: 0) == "")
  }

  @Test func spacesAtTheEndAreNotWritten() {
    #expect((TextLine("a") + TextLine("  ", .good)).padded(to: 9).rendered(TextStyle(color: true)) == "a")
  }
}
