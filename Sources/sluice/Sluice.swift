// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Experiments
import Foundation
import Reports

/// The program: reads the command line, lets the command do its work, and ends with its exit status.
@main
enum Sluice {
  static func main() async {
    Output.ignoreBrokenPipes()
    FileWriting.ignoreSizeLimits()
    let status = await run(Array(CommandLine.arguments.dropFirst()))
    exit(status.code)
  }

  /// Does what the words ask for. Whatever goes wrong is said on the standard error.
  static func run(_ words: [String]) async -> ExitStatus {
    let invocation = Invocation(words: words, merge: Invocation.current.merge)
    return await Invocation.$current.withValue(invocation) { await perform(words) }
  }

  private static func perform(_ words: [String]) async -> ExitStatus {
    do {
      if words.first == "--version" {
        try Output.standard.write(try Version.text())
        return .done
      }
      if words.isEmpty {
        Output.error.say(RootCommand.helpMessage() + "\n")
        return .usage
      }
      let isFile = FileManager.default.fileExists(atPath:)
      if let failure = RootCommand.words.failure(words, isFile: isFile) { throw failure }
      guard let command = try parsed(words) else { return .done }
      let language = try command.language.language(.ofProcess)
      return try await Language.$current.withValue(language) { try await command.perform() }
    } catch let refused as BookRefused {
      return refused.say(color: Session.errorUsesColorByDefault)
    } catch let refused as ExerciseRefused {
      return refused.say(color: Session.errorUsesColorByDefault)
    } catch {
      let failure = failure(error)
      Output.error.say(failure.text(color: Session.errorUsesColorByDefault))
      return failure.status
    }
  }

  /// The command that the words name; nil when they asked for help, which is then given.
  private static func parsed(_ words: [String]) throws -> (any SluiceCommand)? {
    do {
      var command = try RootCommand.parseAsRoot(words)
      if let command = command as? any SluiceCommand { return command }
      try command.run()
      return nil
    } catch {
      let text = RootCommand.fullMessage(for: error)
      guard RootCommand.exitCode(for: error) == .success else { throw Misused(text: text) }
      try Output.standard.write(text.hasSuffix("\n") ? text : text + "\n")
      return nil
    }
  }

  private static func failure(_ error: any Error) -> Failure {
    switch error {
    case let failure as Failure: failure
    case let misused as Misused: misused.failure
    case let problem as StoreProblem: Failure(.failure, problem.description, hint: problem.hint)
    default: Failure(.failure, "\(error)")
    }
  }
}

/// A command of this program.
protocol SluiceCommand: ParsableCommand {
  /// In which language it talks to a person.
  var language: LanguageFlags { get }

  /// - Throws: `Failure`, or an error whose description says what went wrong.
  func perform() async throws -> ExitStatus
}

extension SluiceCommand {
  /// A command that only writes what programs read has no choice of language.
  var language: LanguageFlags { .none }
}

/// A command that has the flags that all reports have.
protocol ReportingCommand: SluiceCommand {
  var common: CommonFlags { get }
}

extension ReportingCommand {
  var language: LanguageFlags { common.language }
}

/// A command line that could not be parsed.
private struct Misused: Error {
  /// As the parser says it: what is wrong, then how the command is used.
  var text: String

  /// The first line is what is wrong; the rest says how it is used.
  var failure: Failure {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    let first = lines.isEmpty ? "wrong usage" : lines.removeFirst()
    let message = first.hasPrefix("Error: ") ? String(first.dropFirst("Error: ".count)) : first
    let more = lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.hasPrefix("Help:") }
    return .usage(message, hint: more.isEmpty ? nil : more.joined(separator: "; "))
  }
}
