// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reports
import Testing

@testable import Experiments
@testable import sluice

@Suite struct TerminalTests {
  private func surroundings(
    _ variables: [String: String] = [:], isTerminal: Bool = false, columns: Int? = nil
  ) -> Surroundings {
    Surroundings(
      environment: Environment(variables), outputIsTerminal: isTerminal, errorIsTerminal: isTerminal,
      terminalColumns: columns, cores: 2)
  }

  /// Every row: the choice, the variables, whether it is a terminal, and whether there are colours.
  private static let colors: [(ColorChoice, [String: String], Bool, Bool)] = [
    (.auto, [:], true, true),
    (.auto, [:], false, false),
    (.auto, ["TERM": "dumb"], true, false),
    (.auto, ["NO_COLOR": "1"], true, false),
    (.auto, ["NO_COLOR": ""], true, true),
    (.auto, ["CLICOLOR_FORCE": "1"], false, true),
    (.auto, ["CLICOLOR_FORCE": "1", "TERM": "dumb"], false, true),
    (.auto, ["CLICOLOR_FORCE": "0"], false, false),
    (.auto, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], true, false),
    (.always, ["NO_COLOR": "1", "TERM": "dumb"], false, true),
    (.never, ["CLICOLOR_FORCE": "1"], true, false),
  ]

  @Test(arguments: colors.indices) func colorDecision(_ row: Int) {
    let (choice, variables, isTerminal, expected) = Self.colors[row]
    #expect(surroundings(variables).usesColor(choice, isTerminal: isTerminal) == expected)
  }

  @Test func colorByVariable() throws {
    func session(_ words: [String], _ variables: [String: String]) throws -> Session {
      try Session(try CommonFlags.parse(words), surroundings(variables))
    }
    #expect(try session([], ["SLUICE_COLOR": "always", "NO_COLOR": "1"]).style.color)
    #expect(try !session(["--color", "never"], ["SLUICE_COLOR": "always"]).style.color)
    #expect(throws: Failure.self) { try session([], ["SLUICE_COLOR": "blue"]) }
    #expect(try !session(["--color", "always"], [:]).fileStyle.color)
  }

  @Test func width() {
    #expect(surroundings(isTerminal: false, columns: 200).width(asked: nil) == 100)
    #expect(surroundings(["COLUMNS": "70"]).width(asked: nil) == 100)
    #expect(surroundings(isTerminal: true, columns: 132).width(asked: nil) == 132)
    #expect(surroundings(["COLUMNS": "70"], isTerminal: true).width(asked: nil) == 70)
    #expect(surroundings(["COLUMNS": "x"], isTerminal: true).width(asked: nil) == 100)
    #expect(surroundings(isTerminal: true, columns: 3).width(asked: nil) == 40)
    #expect(surroundings(isTerminal: true, columns: 132).width(asked: 80) == 80)
  }

  @Test func progressIsShownOnlyOnATerminal() throws {
    func kind(
      _ choice: ProgressChoice, quiet: Bool = false, isTerminal: Bool, _ variables: [String: String] = [:]
    ) throws -> ProgressDisplay.Kind {
      let flags = try CommonFlags.parse(["--ascii", "--width", "80"] + (quiet ? ["--quiet"] : []))
      return try Session(flags, surroundings(variables, isTerminal: isTerminal)).progress(choice)
    }
    #expect(try kind(.auto, isTerminal: true) == .bar(width: 80, ascii: true))
    #expect(try kind(.auto, isTerminal: false) == .none)
    #expect(try kind(.auto, quiet: true, isTerminal: true) == .none)
    #expect(try kind(.plain, isTerminal: false) == .lines)
    #expect(try kind(.none, isTerminal: true) == .none)
    // A bar is drawn over itself, which a dumb terminal cannot do.
    #expect(try kind(.auto, isTerminal: true, ["TERM": "dumb"]) == .lines)
  }

  @Test func bar() {
    func text(_ finished: Int, width: Int = 60) -> String {
      let progress = RunProgress(finished: finished, planned: 20, atMost: 120)
      return ProgressText.bar(progress, variant: "base", elapsed: 3, width: width, ascii: true)
    }
    #expect(text(0).contains("....") && !text(0).contains("#") && text(0).hasSuffix("0 of 20"))
    #expect(text(5).hasSuffix("5 of 20, about 9s left"))
    #expect(text(20).hasSuffix("20 of 20") && !text(20).contains("."))
    for width in 0...90 { #expect(text(5, width: width).count < max(1, width)) }
  }

  @Test func linesComeForEachTenth() {
    let output = Pipe()
    let display = ProgressDisplay(
      .lines, variant: "base", output: Output(output.fileHandleForWriting.fileDescriptor))
    for finished in 1...60 { display.update(RunProgress(finished: finished, planned: 60, atMost: 60)) }
    output.fileHandleForWriting.closeFile()
    let lines = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      .split(separator: "\n")
    #expect(lines.count == 11)
    #expect(lines.last == "base: 100%, 60 of 60 simulated")
  }

  @Test func tables() {
    let columns = [PlainTable.Column("NAME", minimum: 4), PlainTable.Column("N", alignsRight: true)]
    let rows = [["a", "10"], ["bcd ef", "2"]]
    #expect(PlainTable.text(columns, rows, TextStyle(width: 80)) == "NAME     N\na       10\nbcd ef   2\n")
    #expect(PlainTable.text(columns, rows, TextStyle(width: 8)) == "NAME   N\na     10\nbcd    2\nef\n")
    #expect(CSV.text([["a", "b,c"], ["say \"x\"", "two\nlines"]]) == "a,\"b,c\"\n\"say \"\"x\"\"\",\"two\nlines\"\n")
  }

  @Test func severalResults() {
    #expect(ResultText.list(["{\n}\n"], several: false) == "{\n}\n")
    #expect(ResultText.list(["{\n}\n"], several: true) == "[\n{\n}\n]\n")
    #expect(ResultText.list(["{}\n", "{}\n"], several: true) == "[\n{},\n{}\n]\n")
    #expect(ResultText.underOneHeading(["h\na\n", "h\nb\n"]) == "h\na\nb\n")
    #expect(ResultText.underOneHeading(["h\na\n", "g\nb\n"]) == "h\na\ng\nb\n")
    #expect(ResultText.underOneHeading([]) == "")
  }
}
