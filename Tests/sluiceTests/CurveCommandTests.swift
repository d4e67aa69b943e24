// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Scenarios
import Testing

@testable import sluice

/// `sluice curve` from outside: what it refuses, and how it says so.
@Suite struct CurveCommandTests {
  private let program: Program
  private let demo = Repository.demo

  init() throws { program = try Program() }

  @Test func aScenarioWithoutCaches() throws {
    let outcome = try program.run("curve", demo, "--cache", "catalogue")
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.error.contains("has no cache"))
  }

  @Test func wrongValues() throws {
    for (flag, value) in [
      ("--sampling", "0.5%"), ("--sampling", "101%"), ("--hit-ratio", "0%"), ("--hit-ratio", "100%"), ("-n", "0"),
      ("-f", "html"), ("--seed", "-1"),
    ] {
      let outcome = try program.run("curve", demo, "--cache", "x", flag, value)
      #expect(outcome.status == 2, "\(flag) \(value)")
      #expect(outcome.error.contains("error: "), "\(outcome.error)")
    }
    #expect(try program.run("curve", demo, "--cache", "x", variables: ["SLUICE_SAMPLING": "many"]).status == 2)
  }

  @Test func aScenarioThatIsNotValid() throws {
    let outcome = try program.run("curve", "-", "--cache", "x", input: "version: 1\nname: x\n")
    #expect(outcome.status == 3 && outcome.error.contains("Nothing was run."))
  }

  @Test func whyThereIsNoCurve() throws {
    var diagnostics = Diagnostics()
    let file = ScenarioFile(bytes: Array(MessagingZoo.text.utf8), path: "zoo.yaml", &diagnostics)
    let scenario = try #require(file.flatMap { ScenarioReader.scenario($0, &diagnostics) })
    #expect(
      CurveRequest.failure(.unknown("catalog", known: ["catalogue", "sessions"]), scenario).hint
        == "did you mean catalogue?")
    #expect(
      CurveRequest.failure(.unknown("", known: ["catalogue", "sessions"]), scenario).hint
        == "there is: catalogue, sessions")
    #expect(CurveRequest.failure(.nobodyReads("sessions"), scenario).message == "nobody reads from sessions")
    #expect(
      CurveRequest.failure(.noSize("pages", kind: "ElastiCache Serverless cache"), scenario).message
        == "pages, an ElastiCache Serverless cache, has no size that could be another")
  }
}
