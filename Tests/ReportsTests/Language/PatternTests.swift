// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Reports

@Suite("Sentences of results taken apart")
struct PatternTests {
  private static let catalogue = Catalogue(
    [
      [
        "nothing was measured": "잰 것이 없습니다",
        "{} of attempts fail: {}": "{1:이/가} 실패합니다. {2~}",
        "{} of attempts fail and each waits out {}": "시도의 {1:이/가} 실패하고 저마다 {2:을/를} 기다립니다",
        "kept for {}": "보존 {1}", "no: {}": "아니요: {1~}",
        "{} has {} tasks for {}": "{3}에 {1:은/는} 태스크 {2}개",
      ]
    ], phrases: [["{} of {}": "{2} 중 {1}", "{} receive": "수신 {1}회"]])

  private func korean(_ sentence: String) -> String { Self.catalogue.text(sentence: sentence) }

  @Test("a sentence without values") func exact() {
    #expect(korean("nothing was measured") == "잰 것이 없습니다")
    #expect(korean("nothing was measured.") == "nothing was measured.")
  }

  @Test("values go where the translation wants them") func values() {
    #expect(korean("resizer has 24 tasks for jobs") == "jobs에 resizer는 태스크 24개")
    #expect(korean("1.1% of attempts fail and each waits out 30s") == "시도의 1.1%가 실패하고 저마다 30s를 기다립니다")
  }

  @Test("the template that says most is taken") func longest() {
    #expect(korean("2% of attempts fail: why") == "2%가 실패합니다. why")
    #expect(korean("2% of attempts fail and each waits out 3s: 4") == "시도의 2%가 실패하고 저마다 3s: 4를 기다립니다")
  }

  @Test("a value that is a sentence is said, too") func nested() {
    #expect(korean("2% of attempts fail: nothing was measured") == "2%가 실패합니다. 잰 것이 없습니다")
    #expect(korean("no: kept for 4d") == "아니요: 보존 4d")
  }

  @Test("what fits no template stays; what reports say themselves is none") func unknown() {
    for sentence in ["", "the end of the world", "1 of 2", "requests: receive", "kept for ", " has 2 tasks for x"] {
      #expect(korean(sentence) == sentence)
    }
  }

  @Test("a phrase with such values is a phrase all the same") func phrase() {
    #expect(Self.catalogue.text("\(3) of \("5")") == "5 중 3")
    #expect(Self.catalogue.text("unknown \(3)") == "unknown 3")
    #expect(Self.catalogue.text("\("{}") of \("{2}")") == "{2} 중 {}")
  }

  @Test("every sentence of a result that the catalogue has comes back with its values") func roundTrip() {
    for part in Catalogue.koreanParts where part.key.hasPrefix(Catalogue.ofResults) {
      for template in part.value.map(\.key) {
        let phrase = Self.phrase(template)
        #expect(Catalogue.korean.text(sentence: phrase.english) == Catalogue.korean.text(phrase), "\(template)")
      }
    }
  }

  /// The template with numbers for values, which no other template has words for.
  private static func phrase(_ template: String) -> Phrase {
    var filled = Phrase.StringInterpolation(literalCapacity: 0, interpolationCount: 0)
    for (place, words) in template.split(separator: "{}", omittingEmptySubsequences: false).enumerated() {
      if place > 0 { filled.appendInterpolation(101 * place) }
      filled.appendLiteral(String(words))
    }
    return Phrase(stringInterpolation: filled)
  }

  @Test("sentences are said in the language that is being written") func said() {
    let sentence = "no data"
    #expect(Reports.said(sentence) == sentence && say("no data") == sentence)
    Language.$current.withValue(.korean) {
      #expect(Reports.said(sentence) == "데이터 없음" && say("no data") == "데이터 없음")
      #expect(say(count: 2_000, "replication") == "반복 2,000회")
      #expect(say(count: 1, "unheard of thing") == "1 unheard of thing")
      #expect(Language.data { say("no data") } == sentence)
    }
    #expect(say(count: 1, "replication") == "1 replication" && say(count: 0, "replication") == "0 replications")
  }
}
