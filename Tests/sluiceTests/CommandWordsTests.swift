// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import sluice

@Suite struct CommandWordsTests {
  private func failure(_ words: String..., files: [String] = []) -> Failure? {
    RootCommand.words.failure(words) { files.contains($0) }
  }

  @Test func everyCommandIsKnown() {
    let names = RootCommand.words.commands.map(\.name)
    #expect(
      names == [
        "run", "compare", "sweep", "plan", "diff", "cost", "trace", "graph", "report", "check", "curve", "expand",
        "init", "schema", "explain", "prices", "results", "merge", "cluster", "teach", "completion", "manual", "help",
      ])
    for name in names { #expect(failure(name) == nil) }
  }

  @Test func aMisspelledCommandNamesTheNearest() {
    #expect(failure("rnu")?.hint == "did you mean run?")
    #expect(failure("chekc", "a.yaml")?.hint == "did you mean check?")
    #expect(failure("prices", "lits")?.hint == "did you mean list?")
    #expect(failure("help", "explian")?.hint == "did you mean explain?")
    #expect(failure("rnu")?.status == .usage)
  }

  @Test func aFileIsNoCommand() {
    #expect(failure("scenario.yaml") == nil)
    #expect(failure("scenarios/rnu") == nil)
    #expect(failure("rnu", files: ["rnu"]) == nil)
    #expect(failure("-") == nil)
    #expect(failure("--help") == nil)
    #expect(failure() == nil)
  }

  @Test func aWordThatIsNothingListsTheCommands() {
    let found = failure("frobnicate")
    #expect(found?.status == .usage)
    #expect(
      found?.hint
        == "there is: run, compare, sweep, plan, diff, cost, trace, graph, report, check, "
        + "curve, expand, init, schema, explain, prices, results, merge, cluster, teach, completion, manual, help")
    #expect(failure("prices", "xyzzy")?.hint == "there is: list, show, check, diff, import")
  }

  @Test func aFailureCannotSteerTheTerminal() {
    let text = Failure.usage("bad \u{1B}[2J name", hint: "try\u{7}").text(color: false)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }
}
