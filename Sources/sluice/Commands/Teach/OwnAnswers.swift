// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Teaching

/// Answers that are given as flags.
struct OwnAnswers {
  /// By question.
  private var given: [(question: String, text: String)] = []
  private var file: (question: String, path: String)?

  /// - Throws: `Failure` for what is no answer, or when there is none.
  init(predict: String?, choose: String?, fix: String?, answers: [String]) throws {
    if let predict { given.append(("predict", predict)) }
    if let choose { given.append(("choose", choose)) }
    for answer in answers {
      let parts = answer.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw Failure.usage(
          "--answer takes QUESTION=ANSWER, not \(Diagnostic.quoted(answer))", hint: "such as how-much=b")
      }
      given.append((parts[0], parts[1]))
    }
    if let fix { file = ("fix", fix) }
    guard !given.isEmpty || file != nil else {
      throw Failure.usage(
        "there is no answer to mark", hint: "--predict 6 --choose a --fix my.yaml, or --answer QUESTION=ANSWER")
    }
  }

  /// The same as a hand-in. The answer to a question that asks for a change is the name of a file.
  ///
  /// - Throws: `Failure` for a question that the exercise has not, a file that cannot be read; `ExerciseRefused` for one
  ///   that is no YAML.
  func handIn(_ exercise: Exercise) throws -> HandIn {
    var answers: [HandIn.Answer] = []
    for (name, text) in given + (file.map { [($0.question, $0.path)] } ?? []) {
      guard let question = exercise.question(name) else {
        throw Failure.unknown("question", name, among: exercise.questions.map(\.id))
      }
      guard !answers.contains(where: { $0.question == name }) else {
        throw Failure.usage("there are two answers to \(name)")
      }
      if case .change = question.task {
        answers.append(HandIn.Answer(question: name, node: try Self.change(text)))
      } else {
        answers.append(HandIn.Answer(question: name, node: .text(text, quoted: true)))
      }
    }
    return HandIn(student: "", exercise: exercise.name, answers: answers)
  }

  private static func change(_ path: String) throws -> Node {
    let source = try ScenarioSource(path)
    var found = Diagnostics()
    guard let node = Document.parse(bytes: source.bytes, file: source.name, into: &found) else {
      throw ExerciseRefused(found.sorted)
    }
    // An empty file changes nothing, which the marking says.
    return node.isNull ? .map([]) : node
  }
}
