// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Reports
import Scenarios

/// What a shell completes out of the file that is named on the command line.
enum Completion {
  static let scenario = CompletionKind.file(extensions: ["yaml", "yml", "json"])
  static let result = CompletionKind.file(extensions: ["json"])
  static let variants = names { $0.variants + [ScenarioRequest.all] }
  static let windows = names(\.windows)
  /// `workers.resizer.tasks=`, for `--set`.
  static let settings = names { $0.paths.map { "\($0)=" } }
  /// `uploads=`, beside a plain factor.
  static let traffic = names { $0.sources.map { "\($0)=" } }
  static let paths = names(\.paths)
  /// Without those that a shell would read as something else: an apostrophe, a space.
  static let words = CompletionKind.custom { _, _, _ in ExplainCommand.known.filter { Shell.word($0) == $0 } }

  static let exercises = CompletionKind.custom { _, _, _ in
    (try? ExerciseSource(ExerciseFlags(), Environment([:])))?.folder.names ?? []
  }

  private static func names(_ wanted: @escaping @Sendable (ScenarioNames) -> [String]) -> CompletionKind {
    .custom { words, _, _ in scenario(among: words).map(wanted) ?? [] }
  }

  /// The first word that is a scenario; nothing is said of one that cannot be read.
  static func scenario(among words: [String]) -> ScenarioNames? {
    for word in words.dropFirst() where [".yaml", ".yml", ".json"].contains(where: { word.hasSuffix($0) }) {
      var diagnostics = Diagnostics()
      guard let source = try? ScenarioSource(word),
        let file = ScenarioFile(bytes: source.bytes, path: source.name, &diagnostics)
      else { continue }
      return ScenarioNames(file)
    }
    return nil
  }
}
