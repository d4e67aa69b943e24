// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Testing

@testable import Reports
@testable import sluice

/// `sluice plan` from outside.
@Suite struct PlanCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  /// Two variants: one task is not enough, two are.
  static func text(_ bound: String = "100ms") -> String {
    """
    version: 1
    name: two
    calibration: none
    run: { duration: 20s, warmup: 2s }
    traffic: { arrivals: { to: line, rate: 12/s } }
    channels: { line: { type: sqs, servers: 1, duplicate_delivery: 0%, receive_wait: 20s } }
    workers:
      team:
        type: fleet
        from: line
        tasks: 1
        receive: 1
        compute: { fargate: { vcpu: 0.25, memory: 0.5GiB } }
        service_time: { exponential: { mean: 80ms } }
    slos: { soon: { of: arrivals, wait.mean: "< \(bound)" } }
    variants:
      twice: { workers: { team: { tasks: 2 } } }
      more: { workers: { team: { tasks: 4 } } }
    plan: { variants: [base, twice, more], indifference: $1 }
    """
  }

  @Test func theAnswerInEveryFormat() throws {
    let json = try program.run("plan", "-", "-f", "json", "--store", "none", input: Self.text())
    #expect(json.status == 0, "\(json.error)")
    let result = try PlanReport.read(json: Data(json.output.utf8))
    #expect(result.answer?.variant == "twice" && result.outcome == .found)
    let table = try program.run("plan", "-", "-j", "3", "--store", "none", input: Self.text())
    #expect(table.output.contains("▶ 1  twice"))
    #expect(table.output.contains("searched 3 configurations: "))
    let csv = try program.run("plan", "-", "-f", "csv", "--store", "none", input: Self.text())
    #expect(csv.output == PlanReport.csv(result))
  }

  @Test func noPlanIsExitCode6() throws {
    let outcome = try program.run("plan", "-", "--store", "none", input: Self.text("0.001ms"))
    #expect(outcome.status == 6 && outcome.output.contains("No configuration meets every SLO"))
    let restricted = try program.run("plan", "-", "-v", "base", "--store", "none", input: Self.text())
    #expect(restricted.status == 6)
  }

  @Test func wrongUsage() throws {
    for (words, said) in [
      (["--procedure", "ocbaa"], "did you mean ocba?"), (["--shard", "0/2"], "--procedure all -n 30"),
      (["--procedure", "all", "--shard", "0/2"], "--procedure all -n 30"), (["-n", "30"], "--procedure all only"),
      (["--headroom", "0x"], "--headroom"), (["--confidence", "20%"], "50%"), (["--indifference", "5"], "$"),
      (["--procedure", "kn", "--indifference", "$0"], "needs an indifference above $0"),
      (["--at-most", "0"], "--at-most"),
    ] {
      let outcome = try program.run(["plan", "-"] + words, input: Self.text())
      #expect(outcome.status == 2 && outcome.error.contains(said), "\(words): \(outcome.error)")
    }
    let variant = try program.run("plan", "-", "-v", "twise", input: Self.text())
    #expect(variant.status == 3 && variant.error.contains("nearest: twice"))
  }
}
