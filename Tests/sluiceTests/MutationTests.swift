// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing
import Scenarios
import Testing

/// Damaged scenarios: each must end in a scenario or in diagnostics, soon, and never in a trap.
@Suite struct MutationTests {
  private static let chunks = 20
  private static let mutantsOfAChunk = 500
  private static let simulatedOfAChunk = 6

  @Test(.timeLimit(.minutes(5)), arguments: 0..<chunks)
  func everyMutantIsReadOrRefused(_ chunk: Int) async throws {
    let examples = try Repository.scenarios().map { Array(try Data(contentsOf: URL(fileURLWithPath: $0))) }
    try #require(!examples.isEmpty)
    let texts = examples + [Array(MessagingZoo.text.utf8)]
    var simulated = 0
    for number in 0..<Self.mutantsOfAChunk {
      let seed = UInt64(chunk * Self.mutantsOfAChunk + number)
      var mutation = Mutation(seed: seed)
      let bytes = mutation.mutant(of: texts[number % texts.count])
      let start = ContinuousClock.now
      var diagnostics = Diagnostics()
      let file = ScenarioFile(bytes: bytes, path: "mutant.yaml", &diagnostics)
      let scenario = file.flatMap { ScenarioReader.scenario($0, &diagnostics) }
      let printed = DiagnosticPrinter.text(
        diagnostics.sorted, sources: ["mutant.yaml": String(decoding: bytes, as: UTF8.self)])
      let took = start.duration(to: .now)
      #expect(took < .seconds(2), "mutant \(seed)")
      #expect((scenario == nil) == diagnostics.hasErrors, "mutant \(seed): \(printed)")
      if let scenario, simulated < Self.simulatedOfAChunk, try await Self.simulate(scenario, seed: seed) {
        simulated += 1
      }
    }
    #expect(simulated == Self.simulatedOfAChunk, "too few mutants of chunk \(chunk) can be simulated")
  }

  /// Simulates ten seconds of a mutant; false if it would send too much for a test, or takes too long.
  private static func simulate(_ scenario: Scenario, seed: UInt64) async throws -> Bool {
    var scenario = scenario
    scenario.precision = .replications(1)
    for window in scenario.windows.indices { scenario.windows[window].duration = 10_000_000_000 }
    guard scenario.windows.allSatisfy({ $0.expectedMessages < 20_000 }) else { return false }
    let control = RunControl()
    // A worker that polls every nanosecond is a valid wish; nobody waits for it here. The queue has a thread of its
    // own, so that it gets to work while tests keep all others busy.
    let watch = DispatchWorkItem { control.cancel() }
    DispatchQueue(label: "watch").asyncAfter(deadline: .now() + 20, execute: watch)
    defer { watch.cancel() }
    let book = try PriceBook.builtIn(scenario.terms.book)
    let result = try await Run(scenario, book: book, jobs: 1).result(control: control)
    if result.partial { return false }
    #expect(result.windows.allSatisfy { $0.replications == 1 }, "mutant \(seed)")
    return true
  }
}

/// Damages a text in one to four places; the same seed does the same damage.
struct Mutation {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x5851_F42D_4C95_7F2D }

  mutating func mutant(of text: [UInt8]) -> [UInt8] {
    var bytes = text
    for _ in 0...below(4) { damage(&bytes) }
    return bytes
  }

  private static let punctuation = [
    ":", "{", "}", "[", "]", ",", "- ", "#", "&a", "*a", "!", "|", ">", "'", "\"", "%", "@", "`", "? ", "<<: *a", "\t",
    "\n", "---\n", "~", "\u{0}", "\u{FEFF}", "=",
  ]

  private static let values = [
    "0", "-1", "1e308", "1e-308", "99999999999999999999", "9223372036854775807", "9223372036854775807s", "NaN", "inf",
    "-0", "0s", "1ns", "1000000000d", "1000000/s", "0/s", "100%", "101%", "0.0000000001", "16EiB", "[]", "{}", "null",
    "true", "\"\"", "$999999999999", "0x7f", "1_000", "\u{1F600}", "{ lognormal: { p50: 1s, p99: 1s } }",
  ]

  private mutating func damage(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else {
      bytes = Array("a: 1\n".utf8)
      return
    }
    switch below(9) {
    case 0: bytes[below(bytes.count)] ^= UInt8(1 << below(8))
    case 1: bytes[below(bytes.count)] = UInt8(below(256))
    case 2:
      let start = below(bytes.count)
      bytes.removeSubrange(start..<min(bytes.count, start + 1 + below(30)))
    case 3: duplicateLine(&bytes)
    case 4: bytes.insert(contentsOf: Array(pick(Self.punctuation).utf8), at: below(bytes.count + 1))
    case 5, 6: replaceValue(&bytes, with: pick(Self.values))
    case 7: swapValues(&bytes)
    default: indent(&bytes)
    }
  }

  /// The places of the lines, without their line feeds.
  private func lines(_ bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      lines.append(start..<place)
      start = place + 1
    }
    return lines + [start..<bytes.count]
  }

  private mutating func duplicateLine(_ bytes: inout [UInt8]) {
    let all = lines(bytes)
    let line = Array(bytes[all[below(all.count)]])
    let to = all[below(all.count)].lowerBound
    bytes.insert(contentsOf: line + [UInt8(ascii: "\n")], at: to)
  }

  /// The places of the plain numbers and words behind a colon.
  private func values(_ bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = 0
    let ends = Set(",}]\n#".utf8)
    while place + 2 < bytes.count {
      if bytes[place] == UInt8(ascii: ":"), bytes[place + 1] == UInt8(ascii: " ") {
        var end = place + 2
        while end < bytes.count, !ends.contains(bytes[end]) { end += 1 }
        if end > place + 2 { found.append(place + 2..<end) }
        place = end
      } else {
        place += 1
      }
    }
    return found
  }

  private mutating func replaceValue(_ bytes: inout [UInt8], with value: String) {
    let all = values(bytes)
    guard !all.isEmpty else { return }
    bytes.replaceSubrange(all[below(all.count)], with: Array(value.utf8))
  }

  private mutating func swapValues(_ bytes: inout [UInt8]) {
    let all = values(bytes)
    guard all.count >= 2 else { return }
    let first = below(all.count)
    let second = below(all.count)
    let (early, late) = (all[min(first, second)], all[max(first, second)])
    guard early != late else { return }
    let (earlyText, lateText) = (Array(bytes[early]), Array(bytes[late]))
    bytes.replaceSubrange(late, with: earlyText)
    bytes.replaceSubrange(early, with: lateText)
  }

  private mutating func indent(_ bytes: inout [UInt8]) {
    let all = lines(bytes)
    let start = all[below(all.count)].lowerBound
    if below(2) == 0 {
      bytes.insert(contentsOf: [UInt8](repeating: UInt8(ascii: " "), count: 1 + below(4)), at: start)
    } else {
      while start < bytes.count, bytes[start] == UInt8(ascii: " ") { bytes.remove(at: start) }
    }
  }

  private mutating func pick(_ choices: [String]) -> String { choices[below(choices.count)] }

  /// SplitMix64: a number from 0 up to, not including, `limit`.
  private mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return Int(mixed % UInt64(max(1, limit)))
  }
}
