// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Reports

@Suite("Korean particles")
struct ParticleTests {
  @Test(
    "go with the last sound of the word",
    arguments: [
      ("큐", "큐를", "큐로"), ("토픽", "토픽을", "토픽으로"), ("5일", "5일을", "5일로"), ("샤드 3개", "샤드 3개를", "샤드 3개로"),
      ("\"토픽\"", "\"토픽\"을", "\"토픽\"으로"),
      // 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구, 퍼센트.
      ("10", "10을", "10으로"), ("1", "1을", "1로"), ("2", "2를", "2로"), ("3", "3을", "3으로"), ("4", "4를", "4로"),
      ("5", "5를", "5로"), ("6", "6을", "6으로"), ("7", "7을", "7로"), ("8", "8을", "8로"), ("9", "9를", "9로"),
      ("99.9%", "99.9%를", "99.9%로"),
      // Letters by their names: 에스, 엘, 엠, 엔, 아르.
      ("SNS", "SNS를", "SNS로"), ("url", "url을", "url로"), ("30m", "30m을", "30m으로"), ("min", "min을", "min으로"),
      ("resizer", "resizer를", "resizer로"), ("(jobs)", "(jobs)를", "(jobs)로"),
      // What cannot be known.
      ("", "을(를)", "으로(로)"), ("…", "…을(를)", "…으로(로)"), ("é", "é을(를)", "é으로(로)"),
    ])
  func sounds(_ word: String, _ object: String, _ direction: String) {
    #expect(word + Particle.text(of: "을/를", after: word) == object)
    #expect(word + Particle.text(of: "으로/로", after: word) == direction)
  }

  @Test("of every kind") func kinds() {
    for (choice, consonant, vowel) in [("은/는", "은", "는"), ("이/가", "이", "가"), ("과/와", "과", "와")] {
      #expect(Particle.text(of: Substring(choice), after: "토픽") == consonant)
      #expect(Particle.text(of: Substring(choice), after: "큐") == vowel)
      #expect(Particle.text(of: Substring(choice), after: "5일") == consonant)
    }
    #expect(Particle.text(of: "만", after: "큐") == "만")
  }
}
