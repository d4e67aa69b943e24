// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Reports

@Suite("Everything that is said is in the catalogue")
struct CatalogueTests {
  private static let sources = Result {
    try SourcePhrases.all(below: ["Sources/Reports", "Sources/Teaching", "Sources/sluice"])
  }

  // MARK: What the sources say

  @Test("every phrase has a translation") func complete() throws {
    let sources = try Self.sources.get()
    #expect(sources.templates.count > 200)
    let missing = sources.templates.filter { Catalogue.korean.texts[$0] == nil }
    #expect(missing.isEmpty, "\(missing.count) are missing:\n\(missing.sorted().joined(separator: "\n"))")
  }

  @Test("every phrase is one literal") func literal() throws {
    let problems = try Self.sources.get().problems
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }

  @Test("nothing is translated that nobody says") func used() throws {
    let sources = try Self.sources.get()
    for part in Catalogue.koreanParts where !part.key.hasPrefix(Catalogue.ofResults) {
      let unused = part.value.map(\.key).filter { template in
        // A word in a table, which is said where it is shown, is a literal like others.
        let noun = template.hasPrefix("{} ") ? String(template.dropFirst(3)) : template
        return ![template, noun].contains { sources.templates.contains($0) || sources.literals.contains($0) }
      }
      #expect(unused.isEmpty, "\(part.key):\n\(unused.joined(separator: "\n"))")
    }
  }

  // MARK: The translations

  @Test("no template stands twice") func unique() {
    var parts: [String: [String]] = [:]
    for part in Catalogue.koreanParts { for entry in part.value { parts[entry.key, default: []].append(part.key) } }
    let twice = parts.filter { $0.value.count > 1 }.map { "\($0.key): \($0.value.joined(separator: ", "))" }
    #expect(twice.isEmpty, "\(twice.sorted().joined(separator: "\n"))")
  }

  @Test("a translation has each value at most once, and none that there is not") func places() {
    for (template, text) in Catalogue.korean.texts {
      let count = template.split(separator: "{}", omittingEmptySubsequences: false).count - 1
      let places = text.matches(of: #/\{([0-9][^}]*)\}/#).map(\.1)
      let numbers = places.map { place -> Int in
        guard let match = place.wholeMatch(of: #/([1-9])(~|:[^/]+/[^/]+)?/#) else { return 0 }
        return Int(match.1) ?? 0
      }
      #expect(numbers.allSatisfy { (1...max(count, 1)).contains($0) } && numbers.count <= count, "\(text)")
      #expect(Set(numbers).count == numbers.count, "\(text)")
      #expect(!text.isEmpty && text.first != " " && text.last != " ", "\(template)")
    }
  }

  // MARK: The reader of sources

  @Test("what a source says is found, however it is written") func reader() {
    let source = ##"""
      // say("a comment") /* " */
      let a = say("plain"), b = say("with \(value) and \(say(count: n, "line")) of \(names.joined(separator: ", "))")
      let c = say("quoted \"\(x ? "yes" : "no")\"") + say(count: max(1, (2 + 3)), "receive") + "not said \(a)"
      let d = say(
        """
        long \(value), \
        and \(more(")")) more
        """)
      let e = said("elsewhere"), f = essay("no"), g = output.say("no"), h = #"raw \(no) " "#, i = #/"/#
      func say(_ phrase: Phrase) -> String { "" }
      """##
    let found = SourcePhrases(source)
    #expect(found.problems == [])
    #expect(
      found.templates == [
        "plain", "with {} and {} of {}", "{} line", "quoted \"{}\"", "{} receive", "long {}, and {} more",
      ])
    #expect(found.literals.isSuperset(of: [", ", "yes", "elsewhere", "not said {}", "raw \\(no) \" "]))
    for problem in [#"say("a" + "b")"#, #"say(isA ? "a" : "b")"#, "say(text)", #"say(count: 2, "a" + "b")"#] {
      #expect(SourcePhrases(problem).problems.count == 1, "\(problem)")
    }
  }
}
