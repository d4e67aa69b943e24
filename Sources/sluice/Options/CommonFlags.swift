// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reports

/// What every command can be told about how it looks.
struct CommonFlags: ParsableArguments {
  @Option(help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
  var color: String?

  @Flag(help: "No box drawing and block characters.")
  var ascii = false

  @Option(help: ArgumentHelp("Columns; default: the terminal's, else 100.", valueName: "columns"))
  var width: String?

  @OptionGroup var language: LanguageFlags

  @Flag(name: .shortAndLong, help: "Say less.")
  var quiet = false

  @Flag(name: [.customShort("V"), .long], help: "Say more.")
  var verbose = false
}

/// How a command talks: what the flags and variables come to.
struct Session: Sendable {
  var surroundings: Surroundings
  var color: ColorChoice
  var ascii: Bool
  var width: Int
  var quiet: Bool
  var verbose: Bool

  /// - Throws: `Failure` for a value that cannot be read.
  init(_ flags: CommonFlags, _ surroundings: Surroundings = .ofProcess) throws {
    let environment = surroundings.environment
    self.surroundings = surroundings
    color = try environment.given(flags.color, "color")?.parsed(FlagValue.word(ColorChoice.self)) ?? .auto
    ascii = try environment.isSet(flags.ascii, "ascii")
    let asked = try environment.given(flags.width, "width")?.parsed(FlagValue.integer(FlagValue.width))
    width = surroundings.width(asked: asked)
    quiet = try environment.isSet(flags.quiet, "quiet")
    verbose = try environment.isSet(flags.verbose, "verbose")
  }

  var environment: Environment { surroundings.environment }

  /// The look of a report on the standard output.
  var style: TextStyle {
    TextStyle(
      color: surroundings.usesColor(color, isTerminal: surroundings.outputIsTerminal), ascii: ascii, width: width,
      verbose: verbose, quiet: quiet)
  }

  /// How progress is shown: a terminal that cannot take a line away gets new ones.
  func progress(_ choice: ProgressChoice) -> ProgressDisplay.Kind {
    switch choice {
    case .none: .none
    case .plain: .lines
    case .auto where !surroundings.errorIsTerminal || quiet: .none
    case .auto: surroundings.isDumb ? .lines : .bar(width: width, ascii: ascii)
    }
  }

  /// The look of a report in a file: the same whatever terminal there is.
  var fileStyle: TextStyle {
    TextStyle(color: false, ascii: ascii, width: Surroundings.pipeWidth, verbose: verbose, quiet: quiet)
  }

  var errorUsesColor: Bool { surroundings.usesColor(color, isTerminal: surroundings.errorIsTerminal) }

  /// Whether an error is coloured when the flags are not known, or wrong.
  static var errorUsesColorByDefault: Bool {
    let surroundings = Surroundings.ofProcess
    let choice = surroundings.environment["SLUICE_COLOR"].flatMap(ColorChoice.init(rawValue:)) ?? .auto
    return surroundings.usesColor(choice, isTerminal: surroundings.errorIsTerminal)
  }

  /// A remark on the standard error.
  func note(_ text: String) {
    guard !quiet else { return }
    let head = errorUsesColor ? "\u{1B}[1;36mnote\u{1B}[0m" : "note"
    Output.error.say("\(head): \(text)\n")
  }
}
