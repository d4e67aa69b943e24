// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Configuration

@Suite struct DocumentTests {
  @Test func readsEveryFormOfValue() throws {
    let node = try tree(Samples.catalogue)
    #expect(node["words"]?.items?.map(\.text) == ["no", nil, nil, "null", "it's", "tab\tquote\"", "한국어"])
    #expect(node["words"]?.items?.map(\.isNull) == [false, true, true, false, false, false, false])
    #expect(node["words"]?.items?.map(\.isQuoted) == [false, false, false, true, true, true, false])
    #expect(node.value(atPath: "caches.catalogue.note")?.text == "first line\n  indented: [ not a list\n\nlast line\n")
    #expect(node.value(atPath: "copy.second.engine")?.text == "redis")
    #expect(node["empty"]?.entries == [])
    #expect(node["none"]?.items == [])
    #expect(node["nothing"]?.isNull == true)
  }

  @Test func foldedAndContinuedTexts() throws {
    let pictures = try tree(Samples.pictures)
    #expect(
      pictures["description"]?.text
        == "A web app puts one message per picture on a queue. Questions: is [30 s] right, and how many tasks?\n")
    let fanout = try tree(Samples.fanout)
    #expect(fanout["text"]?.text == "plain text that goes on here \"quoted\" and [not a list")
    #expect(fanout["endpoints"]?.items?.count == 2)
    #expect(fanout.value(atPath: "endpoints.1.1.0")?.text == "2")
  }

  /// Places found by searching the text, which shares nothing with the reader.
  @Test(arguments: Samples.all) func everyTextStandsWhereItsPlaceSays(_ text: String) throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.unicodeScalars) }
    func marked(_ location: Configuration.SourceLocation?, _ length: Int) throws -> String {
      let place = try #require(location)
      let line = lines[place.line - 1]
      var view = String.UnicodeScalarView()
      view.append(contentsOf: line[(place.column - 1)..<(place.column - 1 + length)])
      return String(view)
    }
    func check(_ node: Node) throws {
      switch node.content {
      case .null: break
      case .scalar(let text, let quoted):
        let shown = try marked(node.location, node.length)
        if quoted {
          #expect("\"'|>".contains(shown.first ?? " "))
          if shown.count > 1 { #expect(shown.first == shown.last) }
        } else {
          #expect(text == shown || text.hasPrefix(shown + " "))
        }
      case .list(let items):
        for item in items { try check(item) }
      case .map(let entries):
        for entry in entries {
          #expect(try marked(entry.keyLocation, entry.keyLength) == entry.key)
          try check(entry.value)
        }
      }
    }
    try check(tree(text))
  }

  @Test func marksFlowCollectionsWhole() throws {
    let node = try tree("a: { b: [1, '}'], c: \"]\" }  # {\nd: [1,\n  2]\n")
    #expect(node["a"]?.length == "{ b: [1, '}'], c: \"]\" }".count)
    #expect(node["a"]?["b"]?.length == "[1, '}']".count)
    #expect(node["d"]?.length == 1)
  }

  @Test func placesCountCodePointsAndEveryKindOfLineBreak() throws {
    let node = try tree("a: 1\r\nb: 2\rc: 3\n한국: [x, 값, y]\n")
    #expect(node["b"]?.location == .init(file: "t.yaml", line: 2, column: 4))
    #expect(node["c"]?.location == .init(file: "t.yaml", line: 3, column: 4))
    #expect(node["한국"]?.items?[2].location == .init(file: "t.yaml", line: 4, column: 12))
    #expect(node["한국"]?.length == 9)
    #expect(node.entry("한국")?.keyLength == 2)
    #expect(SourceText.lines("a\r\nb\rc\n\nd\u{2028}e") == ["a", "b", "c", "", "d", "e"])
  }

  @Test func longLinesThatAreNotASCIIAreIndexed() throws {
    let text = "[" + Array(repeating: "값, é", count: 20_000).joined(separator: ", ") + "]"
    let items = try #require(try tree(text).items)
    #expect(items.count == 40_000)
    let scalars = Array(text.unicodeScalars)
    for index in [0, 1, 777, 20_001, 39_999] {
      let column = try #require(items[index].location?.column)
      #expect(String(Character(scalars[column - 1])) == items[index].text)
    }
  }

  @Test func anEmptyTextIsNothing() throws {
    for text in ["", "\n\n", "# only a comment\n", "---\n", "\u{FEFF}"] {
      #expect(try tree(text).isNull)
    }
    #expect(try tree("\u{FEFF}a: 1")["a"]?.location?.column == 4)
    #expect(try tree("---\na: 1\n...\n")["a"]?.text == "1")
  }

  @Test func everyDuplicateKeyIsFoundAtItsSecondPlace() {
    let found = errors(
      """
      a: 1
      b: { x: 1, x: 2, 'x': 3 }
      c:
        a: 1
        "d": 1
        d: 2
      a: 2
      """)
    #expect(found.map(\.code) == [.duplicate, .duplicate, .duplicate, .duplicate])
    #expect(found.map { $0.location?.line } == [2, 2, 6, 7])
    #expect(found.map { $0.location?.column } == [12, 18, 3, 1])
    #expect(found[3].message == "\"a\" is given twice in this map")
    #expect(found[3].hint == "the first is in line 1; keep one of them")
  }

  @Test(arguments: [
    ("a: !!str 1", "tags", 4), ("!x\na: 1", "tags", 1), ("a: 1\n---\nb: 2", "second one", 1),
    ("%YAML 1.2\n---\na: 1", "directives", 1), ("? a\n: 1", "? ", 1), ("[a]: 1", "cannot be a key", 3),
    ("x: &a 1\n*a : 2", "cannot be a key", 1), ("x: &a 1\n*a: 2", "cannot be a key", 1),
    ("x: &a 1\ny: {*a, b}", "cannot be a key", 5), ("y: {[a], b}", "cannot be a key", 5),
    ("a: &x {b: 1}\nc:\n  <<: *x", "merge keys", 3),
  ])
  func refusesWhatIsNotRead(_ text: String, _ words: String, _ column: Int) {
    let found = errors(text)
    #expect(found.first?.code == .unsupported)
    #expect(found.first?.message.contains(words) == true)
    #expect(found.first?.location?.column == column)
  }

  @Test(arguments: [
    ("a: 1\n  b: 2", 2, 4, "a key with a colon cannot stand here"), ("a: [1, 2", 1, 4, "never closed"),
    ("a: [1 2\nb: 3", 2, 2, "a list in brackets needs"),
    ("a: \"x\nb: 1\n", 1, 4, "never closed"), ("a: @x", 1, 4, "cannot start with @"), ("a:\n\t- x", 2, 1, "tab"),
    ("a: *nobody", 1, 4, "anchor"), ("a: 1\nb\nc: 2", 3, 1, "a key needs a colon"), ("a: \"\\q\"", 1, 5, "escape"),
    ("a: 1\n b: 2\n", 2, 3, "colon"), ("a: {b: 1", 1, 4, "never closed"), ("a:\n  - 1\n b: 2", 3, 2, "fit"),
  ])
  func explainsSyntaxErrors(_ text: String, _ line: Int, _ column: Int, _ words: String) {
    let found = errors(text)
    #expect(found.first?.code == .syntax)
    #expect(found.first?.location?.line == line)
    #expect(found.first.map { $0.message.contains(words) } == true, "\(found)")
    #expect(found.first?.location?.column == column)
  }

  @Test func bytesMustBeUTF8WithoutControlCharacters() {
    var diagnostics = Diagnostics()
    #expect(Document.parse(bytes: Array("a: 1\nb: ".utf8) + [0xC3, 0x28], file: "f", into: &diagnostics) == nil)
    #expect(diagnostics.items.first?.message == "the text is not UTF-8")
    #expect(diagnostics.items.first?.location == .init(file: "f", line: 2, column: 4))
    for character in ["\u{0}", "\u{1B}", "\u{7F}", "\u{84}", "\u{FFFE}"] {
      #expect(errors("a: x\(character)y").first?.location?.column == 5)
    }
    #expect(UTF8Check.firstInvalidByte(Array("aé한😀".utf8)) == nil)
    for bad: [UInt8] in [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xE2, 0x82]] {
      #expect(UTF8Check.firstInvalidByte(Array("ab".utf8) + bad) == 2)
    }
  }

  @Test func nestingIsLimited() throws {
    for (open, close) in [("[", "]"), ("{a: ", "}")] {
      let deep = { (levels: Int) in
        String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels)
      }
      #expect(try tree(deep(64)).depth == 64)
      #expect(errors(deep(65)).first?.code == .size)
      #expect(errors(deep(1_000_000)).first?.code == .size)
    }
    let blocks = (0..<70).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
    #expect(errors(blocks).first?.code == .size)
    #expect(errors(String(repeating: "- ", count: 500_000)).first?.code == .size)
    // Brackets in texts and comments do not nest.
    let text =
      "a: \"" + String(repeating: "[", count: 100) + "\" # " + String(repeating: "{", count: 100) + "\nb: |\n  "
      + String(repeating: "[", count: 100) + "\nc: x" + String(repeating: "[", count: 100)
    #expect(try tree(text).entries?.count == 3)
  }

  @Test func valuesAndBytesAreLimited() {
    #expect(errors("[" + String(repeating: "1,", count: 200_001) + "]").first?.code == .size)
    #expect(errors(String(repeating: "a", count: 4 * 1_048_576 + 1)).first?.code == .size)
    #expect(errors("{\(String(repeating: "k", count: 129))}").first?.message == "a key has at most 128 letters")
    var limits = Document.Limits()
    limits.nodes = 10
    #expect(errors("[1,2,3,4,5,6,7,8,9,10,11]", limits: limits).first?.code == .size)
  }

  @Test func aliasesCountWithAllThatTheyStandFor() {
    var laughs = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (previous, next) in zip("abcdefghijklmnopqrstuvw", "bcdefghijklmnopqrstuvwx") {
      laughs += "\(next): &\(next) [" + Array(repeating: "*\(previous)", count: 9).joined(separator: ",") + "]\n"
    }
    let clock = ContinuousClock()
    let time = clock.measure { #expect(errors(laughs).first?.code == .size) }
    #expect(time < .seconds(2))
    // A long text many times over.
    let long =
      "a: &a \"" + String(repeating: "x", count: 1 << 20) + "\"\nb: [" + String(repeating: "*a,", count: 999) + "]"
    #expect(errors(long).first?.code == .size)
  }

  @Test func hundredLinesAreReadInMilliseconds() throws {
    let text = (0..<100).map { "line-\($0): { of: uploads, latency.p95: \"< 10m\", rate: 6/s }" }
      .joined(separator: "\n")
    _ = try tree(text)
    let clock = ContinuousClock()
    let best = try (0..<10).map { _ in try clock.measure { _ = try tree(text) } }.min() ?? .seconds(1)
    print("100 lines: \(best)")
    // Ten times what it should take, for a busy machine.
    #expect(best < .milliseconds(50))
  }
}
