// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Foundation
import Reports

/// `sluice init [TEMPLATE]`: a commented scenario to begin with.
struct InitCommand: SluiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented scenario to begin with.",
    usage: "sluice init [TEMPLATE] [-o FILE]",
    discussion: """
      sluice init sqs-dlq && sluice run scenario.yaml
      sluice init cache-aside -o cache.yaml

      \(Template.all.map { "\($0.name.padding(toLength: 13, withPad: " ", startingAt: 0))\($0.summary)" }
        .joined(separator: "\n"))
      """)

  @Argument(
    help: ArgumentHelp("Which; default: sqs-dlq.", valueName: "template"),
    completion: .list(Template.all.map(\.name)))
  var template: String = "sqs-dlq"

  @Option(name: .shortAndLong, help: ArgumentHelp("Default: scenario.yaml; - for the output.", valueName: "file"))
  var out: String = "scenario.yaml"

  @Flag(help: "Write over a file that is there.")
  var force = false

  func perform() async throws -> ExitStatus {
    let template = try Template.named(template)
    guard out != "-" else {
      try Output.standard.write(template.text)
      return .done
    }
    guard force || !FileManager.default.fileExists(atPath: out) else {
      throw Failure(
        .failure, "there is a file \(Diagnostic.quoted(out, limit: 400)) already",
        hint: "-o ANOTHER.yaml, or --force to write over it")
    }
    try FileWriting.checkFolder(of: out)
    try FileWriting.write(template.text, to: out)
    let file = Shell.word(out)
    Output.error.say("\(out): \(template.summary)\nnext    sluice run \(file)\n        sluice check \(file)\n")
    return .done
  }
}
