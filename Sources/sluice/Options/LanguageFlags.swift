// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports

/// In which language a command talks to a person.
struct LanguageFlags: ParsableArguments {
  @Option(help: ArgumentHelp("Language: en or ko; default: the locale's.", valueName: "code"))
  var lang: String?

  /// Those of a command that has none. A flag that nobody parsed has no value until it is given one.
  static var none: LanguageFlags {
    var flags = LanguageFlags()
    flags.lang = nil
    return flags
  }

  /// The language that the flag, `SLUICE_LANG` or the locale asks for, in this order.
  ///
  /// - Throws: `Failure` for a language that there are no texts in.
  func language(_ surroundings: Surroundings) throws -> Language {
    let environment = surroundings.environment
    return try environment.given(lang, "lang")?.parsed(FlagValue.word(Language.self))
      ?? Language(variables: { environment[$0] })
  }
}
