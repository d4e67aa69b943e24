// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Experiments
import Foundation

/// The manual page in the macros of man(7), made from what the commands say of themselves.
struct ManualPage {
  private let root: Tool.Command

  /// - Throws: `DecodingError` should the parser describe the commands otherwise than it used to.
  init() throws {
    root = try JSONDecoder().decode(Tool.self, from: Data(RootCommand._dumpHelp().utf8)).command
  }

  var text: String {
    var page = ".TH SLUICE 1 \"\" \"\(Self.escaped(Version.short))\" \"User Commands\"\n"
    page += ".SH NAME\nsluice \\- \(Self.escaped(root.abstract ?? ""))\n"
    page += ".SH SYNOPSIS\n.nf\nsluice COMMAND ...\nsluice FILE\n.fi\n"
    page += ".SH EXAMPLES\n" + verbatim(root.discussion ?? "")
    page += ".SH COMMANDS\n"
    for command in root.commands { page += self.command(command, below: "sluice") }
    page += ".SH EXIT STATUS\n"
    for (code, meaning) in ExitStatus.meanings {
      page += ".TP\n.B \(Self.escaped(code))\n\(Self.escaped(meaning))\n"
    }
    page +=
      ".SH ENVIRONMENT\n"
      + "Every flag can be given as a variable: \\fBSLUICE_AT_MOST\\fR is \\-\\-at\\-most. "
      + "\\fBNO_COLOR\\fR, \\fBCLICOLOR_FORCE\\fR and \\fBTERM\\fR=dumb say whether colours are used; they never carry "
      + "meaning alone.\n"
    return page
  }

  private func command(_ command: Tool.Command, below parent: String) -> String {
    let name = "\(parent) \(command.commandName)"
    var text = ".SS \(Self.escaped(name))\n\(Self.escaped(command.abstract ?? ""))\n"
    if let examples = command.discussion { text += ".PP\n" + verbatim(examples) }
    for argument in command.arguments ?? [] where argument.shouldDisplay && !argument.isEverywhere {
      text += ".TP\n\(argument.title)\n\(Self.escaped(argument.abstract ?? ""))\n"
    }
    return text + command.commands.map { self.command($0, below: name) }.joined()
  }

  private func verbatim(_ text: String) -> String {
    ".nf\n"
      + text.split(separator: "\n", omittingEmptySubsequences: false).map { Self.escaped(String($0)) + "\n" }
      .joined() + ".fi\n"
  }

  /// Text that troff prints as it is; a line that begins with a dot or an apostrophe would be a request.
  fileprivate static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}

/// What the parser says of the commands (`ToolInfoV0` of swift-argument-parser), as far as a page needs it.
private struct Tool: Decodable {
  struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var subcommands: [Command]?
    var arguments: [Argument]?

    /// Without the parser's own `help`.
    var commands: [Command] { (subcommands ?? []).filter { $0.commandName != "help" } }
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
    }

    var kind: String
    var shouldDisplay: Bool
    var names: [Name]?
    var valueName: String?
    var abstract: String?

    var isEverywhere: Bool { ["help", "version"].contains(names?.last?.name ?? "") }

    var title: String {
      let value = valueName.map { " \\fI\(ManualPage.escaped($0))\\fR" } ?? ""
      guard kind != "positional" else { return "\\fI\(ManualPage.escaped(valueName ?? ""))\\fR" }
      let flags = (names ?? []).map { "\\fB\($0.kind == "long" ? "\\-\\-" : "\\-")\(ManualPage.escaped($0.name))\\fR" }
      return flags.joined(separator: ", ") + (kind == "option" ? value : "")
    }
  }

  var command: Command
}
