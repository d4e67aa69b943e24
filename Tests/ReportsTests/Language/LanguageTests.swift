// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Reports

@Suite("The language of a locale")
struct LanguageTests {
  @Test(
    arguments: [
      ("ko_KR.UTF-8", Language.korean), ("ko_KR", .korean), ("ko", .korean), ("KO", .korean), ("ko.UTF-8", .korean),
      ("ko-KR", .korean), ("ko_KR@euro", .korean), ("en_US.UTF-8", .english), ("en", .english), ("C", .english),
      ("C.UTF-8", .english), ("POSIX", .english), ("", .english), ("kok_IN", .english), ("de_DE.UTF-8", .english),
      ("_KR", .english),
    ])
  func locale(_ name: String, _ language: Language) { #expect(Language(locale: name) == language) }

  @Test("the first variable that says something counts, as POSIX orders them") func variables() {
    func language(_ variables: [String: String]) -> Language { Language(variables: { variables[$0] }) }
    #expect(language([:]) == .english)
    #expect(language(["LANG": "ko_KR.UTF-8"]) == .korean)
    #expect(language(["LC_MESSAGES": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"]) == .korean)
    #expect(language(["LC_ALL": "C", "LC_MESSAGES": "ko_KR.UTF-8", "LANG": "ko_KR.UTF-8"]) == .english)
    #expect(language(["LC_ALL": "ko_KR.UTF-8", "LC_MESSAGES": "C", "LANG": "C"]) == .korean)
    #expect(language(["LC_ALL": "", "LC_MESSAGES": "", "LANG": "ko"]) == .korean)
    #expect(language(["LC_CTYPE": "ko_KR.UTF-8", "LANGUAGE": "ko"]) == .english)
  }

  @Test("data is English, whoever reads") func data() throws {
    #expect(Language.current == .english)
    Language.$current.withValue(.korean) {
      #expect(Language.current == .korean)
      #expect(Language.data { Language.current } == .english)
      #expect(Language.current == .korean)
    }
  }
}
