// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// `sluice completion SHELL`: the script by which a shell completes commands, flags and the names of a scenario.
struct CompletionCommand: SluiceCommand {
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    var kind: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Print the completion script of a shell.",
    usage: "sluice completion bash|zsh|fish",
    discussion: """
      sluice completion bash > ~/.local/share/bash-completion/completions/sluice
      sluice completion zsh > ~/.zfunc/_sluice
      sluice completion fish > ~/.config/fish/completions/sluice.fish

      Variants, windows, settings and sources are completed out of the file that is
      named on the line: sluice run my.yaml -v <TAB>
      """)

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func perform() async throws -> ExitStatus {
    try Output.standard.write(RootCommand.completionScript(for: shell.kind) + "\n")
    return .done
  }
}
