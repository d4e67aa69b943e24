// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Experiments
import Foundation
import Testing

@testable import sluice

/// `sluice sweep`: its flags, and the program itself.
@Suite struct SweepCommandTests {
  private func request(_ words: String..., variables: [String: String] = [:]) throws -> SweepRequest {
    try SweepRequest(try SweepFlags.parse(words), Environment(variables))
  }

  private func failure(_ words: String...) -> Failure? {
    do {
      _ = try SweepRequest(try SweepFlags.parse(words), Environment([:]))
      return nil
    } catch { return error as? Failure }
  }

  @Test func flags() throws {
    let points = try request("--over", "workers.a.tasks=2..4", "--over", "traffic=1x..2x step 0.5x")
    #expect(points.kind == .points && points.design == .grid && points.failOn == nil)
    #expect(points.inputs.map(\.path) == ["workers.a.tasks", "traffic"])
    #expect(points.inputs.map(\.range.values) == [["2", "3", "4"], ["1", "1.5", "2"]])
    #expect(try request("--headroom", "--up-to", "8x").upTo == 8)
    #expect(try request("--headroom").kind == .headroom)
    #expect(try request("--tornado", "--by", "10%").by == Decimal(string: "0.1"))
    #expect(try request("--tornado").by == Decimal(string: "0.2"))
    let indices = try request("--sobol-indices", "--points", "32", "--over", "traffic=1..2", "--input", "a.b.c")
    #expect(indices.kind == .indices && indices.points == 32 && indices.only == ["a.b.c"])
    #expect(try request("--over", "a.b=1..2", "--design", "latin-hypercube").design == .latinHypercube)
    let outside = ["SLUICE_OVER": "a.b=[1, 2]\ntraffic=1..2", "SLUICE_DESIGN": "sobol", "SLUICE_FAIL_ON": "undecided"]
    let variables = try request(variables: outside)
    #expect(variables.inputs.map(\.path) == ["a.b", "traffic"])
    #expect(variables.design == .sobol && variables.failOn == .undecided)
  }

  @Test func wrongFlags() {
    #expect(failure()?.message == "sweep over what?")
    #expect(failure("--headroom", "--tornado")?.message == "--headroom and --tornado exclude each other")
    #expect(failure("--headroom", "--over", "traffic=1..2")?.message == "--headroom and --over exclude each other")
    #expect(failure("--over", "traffic=1..2", "--over", "traffic=1..3")?.message == "--over traffic is given twice")
    #expect(failure("--over", "a.b=20..2")?.hint == "did you mean 2..20?")
    #expect(failure("--over", "a.b")?.hint == "did you mean workers.resizer.tasks=2..20?")
    #expect(failure("--over", "a.b=1..2", "--design", "sobl")?.hint == "did you mean sobol?")
    #expect(failure("--over", "a.b=1..2", "--points", "9")?.hint?.contains("--design sobol") == true)
    #expect(failure("--headroom", "--up-to", "1x")?.status == .usage)
    #expect(failure("--tornado", "--by", "100%")?.status == .usage)
    #expect(failure("--sobol-indices", "--points", "1")?.status == .usage)
  }

  // MARK: The program

  private static let text = """
    version: 1
    name: queue
    calibration: none
    run: { seed: 5, duration: 20s, warmup: 2s, replications: 3 }
    traffic: { arrivals: { to: line, rate: 12/s } }
    channels:
      line: { type: sqs, servers: 1, duplicate_delivery: 0%, receive_wait: 20s }
    workers:
      team: { type: fleet, from: line, tasks: 2, receive: 1, service_time: 100ms }
    slos:
      quick: { of: arrivals, latency.mean: "< 200ms" }
    """

  private func sweep(_ words: String..., input: String = text) throws -> Program.Outcome {
    try Program().run(["sweep", "-"] + words, input: input)
  }

  @Test func theSameBytesInEveryProcess() throws {
    for words in [["--over", "workers.team.tasks=1..3"], ["--headroom", "--up-to", "2x"], ["--tornado"]] {
      let one = try Program().run(["sweep", "-", "-f", "json", "-j", "1"] + words, input: Self.text)
      let two = try Program().run(["sweep", "-", "-f", "json", "-j", "2"] + words, input: Self.text)
      #expect(one.status == 0 && one.output == two.output, "\(one.error)")
      #expect(one.output.contains("\"schema\" : \"sweep/1\""))
    }
  }

  @Test func exitCodes() throws {
    let fails = try sweep("--over", "workers.team.tasks=[1]", "--fail-on", "fail")
    #expect(fails.status == 4 && fails.output.contains("no point passes"))
    #expect(try sweep("--over", "workers.team.tasks=[1]").status == 0)
    #expect(try sweep("--over", "workers.team.tasks=1..3", "--fail-on", "fail").status == 0)
    let wrong = try sweep("--over", "workers.team.taks=1..3")
    #expect(wrong.status == 3 && wrong.error.contains("--over workers.team.taks=1") && wrong.error.contains("tasks"))
    #expect(try sweep("--over", "workers.team.tasks=3..1").status == 2)
    #expect(try sweep("-v", "base", "-v", "other", "--headroom").status == 3)
    #expect(try sweep("--headroom", input: "a: [").status == 3)
  }

  @Test func everyFormat() throws {
    let over = ["--over", "workers.team.tasks=1..3"]
    func output(_ format: String) throws -> String {
      try Program().run(["sweep", "-", "-f", format] + over, input: Self.text).output
    }
    #expect(try output("csv").hasPrefix("variant,kind,point,values,"))
    #expect(try output("md").hasPrefix("**queue, base**"))
    #expect(try output("table").contains("cheapest"))
  }

  @Test func helpFits() throws {
    let help = try Program().run("help", "sweep").output
    #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(help)")
    #expect(try Program().run("help").output.contains("sweep"))
  }
}
