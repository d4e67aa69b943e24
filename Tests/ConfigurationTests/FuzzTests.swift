// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Testing

/// Whatever the bytes, there is a tree or an error, soon. A tree can be printed and read back.
@Suite struct FuzzTests {
  @Test func mutatedScenariosGiveATreeOrErrors() throws {
    let seed: UInt64 = 20_250_811
    var random = TestRandom(state: seed)
    let clock = ContinuousClock()
    var trees = 0
    var slowest = Duration.zero
    for round in 0..<3_000 {
      let original = Array((Samples.all.randomElement(using: &random) ?? "").utf8)
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes, &random) }
      var diagnostics = Diagnostics()
      var node: Node?
      let time = clock.measure { node = Document.parse(bytes: bytes, file: "fuzz.yaml", into: &diagnostics) }
      slowest = max(slowest, time)
      #expect((node == nil) == diagnostics.hasErrors, "seed \(seed), round \(round)")
      let text = String(decoding: bytes, as: UTF8.self)
      let shown = DiagnosticPrinter.text(diagnostics.sorted, sources: ["fuzz.yaml": text])
      #expect(shown.isEmpty == diagnostics.isEmpty)
      for item in diagnostics.items { #expect((item.location?.line ?? 0) >= 1 && (item.location?.column ?? 0) >= 1) }
      guard let node else { continue }
      trees += 1
      let printed = node.yaml()
      var again = Diagnostics()
      let back = Document.parse(printed, file: "printed.yaml", into: &again)
      #expect(
        back.map(normal)?.hasSameContent(as: normal(node)) == true || again.items.first?.code == .size,
        "seed \(seed), round \(round):\n\(text.prefix(2_000))\n=>\n\(printed.prefix(2_000))\n\(again.items)")
      var settings = Diagnostics()
      _ = node.overlaid(by: node, layer: .variant("x")).setting(
        path: "channels.jobs.type", to: String(text.suffix(40)), into: &settings)
    }
    print("fuzz: seed \(seed), \(trees) of 3000 were still YAML, slowest \(slowest)")
    #expect(trees > 100)
    #expect(slowest < .milliseconds(200))
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout TestRandom) {
    guard !bytes.isEmpty else {
      bytes = [UInt8.random(in: 0...255, using: &random)]
      return
    }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let other = Int.random(in: 0..<bytes.count, using: &random)
    let range = min(place, other)..<min(max(place, other), min(place, other) + 200)
    let signs = [
      "[", "]", "{", "}", ": ", "- ", "? ", "&a ", "*a ", "!", "|", ">", "\"", "'", "#", "%", "\n", "\t", ",", "@",
      "---\n", "...\n", "<<: ", "\u{2028}", "\u{FEFF}", "값", "\\", "~",
    ]
    let insertion: [UInt8]
    switch Int.random(in: 0..<12, using: &random) {
    case 0:
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      return
    case 1:
      bytes.removeSubrange(range)
      return
    case 2: insertion = Array(bytes[range])
    case 3: insertion = Array(String(repeating: "9", count: Int.random(in: 1...400, using: &random)).utf8)
    case 4:
      let sign = ["[", "{a: ", "- ", "[[", "{", "? "].randomElement(using: &random) ?? "["
      insertion = Array(String(repeating: sign, count: Int.random(in: 1...5_000, using: &random)).utf8)
    case 5: insertion = Array(String(repeating: "long ", count: Int.random(in: 1...20_000, using: &random)).utf8)
    case 6: insertion = (0..<8).map { _ in UInt8.random(in: 0...255, using: &random) }
    case 7: insertion = Array("\n\(String(repeating: " ", count: Int.random(in: 0...90, using: &random)))k: v\n".utf8)
    default: insertion = Array((signs.randomElement(using: &random) ?? "[").utf8)
    }
    bytes.insert(contentsOf: insertion, at: place)
  }

  /// Trees made at random, with the texts that are hardest to quote.
  @Test func randomTreesPrintAndReadBack() throws {
    let seed: UInt64 = 4_711
    var random = TestRandom(state: seed)
    for round in 0..<1_500 {
      let node = randomNode(depth: 4, &random)
      let printed = node.yaml()
      var diagnostics = Diagnostics()
      let back = Document.parse(printed, file: "p", into: &diagnostics)
      #expect(
        back.map(normal)?.hasSameContent(as: normal(node)) == true,
        "seed \(seed), round \(round): \(printed)\n\(diagnostics.items)")
    }
  }

  /// A text without quotes may get them when it is printed; that is the one liberty.
  private func normal(_ node: Node) -> Node {
    switch node.content {
    case .null: .null
    case .scalar(let text, _): .text(text, quoted: true)
    case .list(let items): .list(items.map(normal))
    case .map(let entries): .map(entries.map { ($0.key, normal($0.value)) })
    }
  }

  private func randomNode(depth: Int, _ random: inout TestRandom) -> Node {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 4), using: &random) {
    case 0: return .null
    case 1...3: return .text(randomText(&random), quoted: Bool.random(using: &random))
    case 4, 5:
      return .list((0..<Int.random(in: 0...4, using: &random)).map { _ in randomNode(depth: depth - 1, &random) })
    default:
      var seen: Set<String> = []
      var entries: [(String, Node)] = []
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let key = randomText(&random)
        if seen.insert(key).inserted { entries.append((key, randomNode(depth: depth - 1, &random))) }
      }
      return .map(entries)
    }
  }

  private func randomText(_ random: inout TestRandom) -> String {
    // Not U+FEFF: Foundation drops it from the start of a text when the parser makes a string of it.
    let pieces = [
      "a", "key", " ", "  ", ":", ": ", " #", "#", "-", "- ", "?", "[", "]", "{", "}", ",", "&", "*", "!", "|", ">",
      "'",
      "\"", "%", "@", "`", "\n", "\n\n", "\t", "\r", "\\", "null", "~", "true", "0", "한", "é", "e\u{301}", "😀",
      "\u{85}",
      "\u{2028}", "\u{0}", "\u{1B}", "---", "...", "<<", "=", "\u{A0}", "\u{E000}",
    ]
    let count = Int.random(in: 0...5, using: &random)
    return (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }
}
