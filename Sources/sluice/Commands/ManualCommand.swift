// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// `sluice manual`: the manual page, as `man` takes it.
struct ManualCommand: SluiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Print the manual page.",
    usage: "sluice manual",
    discussion: """
      sluice manual > ~/.local/share/man/man1/sluice.1     then: man sluice
      sluice manual | man -l -                             read it at once
      """)

  func perform() async throws -> ExitStatus {
    try Output.standard.write(try ManualPage().text)
    return .done
  }
}
