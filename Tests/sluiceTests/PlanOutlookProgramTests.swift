// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Reports
import Testing

@testable import sluice

/// What `sluice plan` says besides its answer, from outside.
@Suite struct PlanOutlookProgramTests {
  private let program: Program

  init() throws { program = try Program() }

  /// Messages that come evenly and take half a second each: n tasks are busy r / 2n of the time, so one does up to 1.6/s.
  private static func text(rate: String) -> String {
    """
    version: 1
    name: fleet
    calibration: none
    run: { duration: 200s, warmup: 0s, replications: 2 }
    traffic: { uploads: { to: jobs, rate: \(rate), arrivals: constant } }
    channels: { jobs: { type: sqs, receive_wait: 20s } }
    workers:
      resizer:
        { type: fleet, from: jobs, tasks: 1, receive: 1, service_time: 500ms, compute: { fargate: { vcpu: 1, memory: 2GiB } } }
    slos: { not-too-busy: { of: resizer, utilisation.mean: "< 80%" } }
    variants:
      two: { workers: { resizer: { tasks: 2 } } }
      three: { workers: { resizer: { tasks: 3 } } }
    plan: { variants: [base, two, three] }
    """
  }

  private func plan(_ words: String..., rate: String = "1/s") throws -> PlanResult {
    let outcome = try program.run(["plan", "-", "-f", "json", "--store", "none"] + words, input: Self.text(rate: rate))
    #expect(outcome.status == 0, "\(outcome.error)")
    return try PlanReport.read(json: Data(outcome.output.utf8))
  }

  @Test func growthAndWhatIf() throws {
    let result = try plan("--grow", "10%/month", "--for", "8")
    let growth = try #require(result.growth)
    // 0.5 x 1.1^5 = 80.5% in month 6.
    #expect(growth.steps.map(\.first) == [1, 6] && growth.steps.map { $0.choice?.variant } == ["base", "two"])
    let changes = try #require(result.whatIf)
    #expect(changes.map(\.isSame) == [false, true] && changes[0].choice?.variant == "two")
    #expect(result.regret == nil)
    let quiet = try plan("--no-what-if")
    #expect(quiet.whatIf == nil && quiet.growth == nil)
  }

  @Test func futures() throws {
    let rate = "{ low: 0.5/s, likely: 1/s, high: 3/s }"
    let result = try plan("--futures", "4", "--no-what-if", rate: rate)
    let regret = try #require(result.regret)
    #expect(regret.futures.count == 4 && result.answer?.variant == "base")
    #expect(regret.plans.contains { $0.isAnswer })
    let again = try plan("--futures", "4", "--no-what-if", "-j", "3", rate: rate)
    #expect(try PlanReport.json(again) == PlanReport.json(result))
    #expect(try plan("--futures", "0", "--no-what-if", rate: rate).regret == nil)
  }

  @Test func otherCommandsSayThatTheyTakeTheLikelyRate() throws {
    let text = Self.text(rate: "{ low: 0.5/s, likely: 1/s, high: 3/s }")
    let run = try program.run("run", "-", input: text)
    #expect(run.output.contains("uncertain-rate"))
    let cost = try program.run("cost", "-", input: text)
    #expect(cost.error.contains("uncertain rates are taken as likely: uploads 1/s (0.5 .. 3)"))
    let check = try program.run("check", "-", input: text)
    #expect(check.status == 0 && check.output.contains("uncertain-rate"))
  }

  @Test func wrongUsage() throws {
    for (words, said) in [
      (["--for", "12"], "--grow"), (["--grow", "5%"], "5%/month"), (["--grow", "5%/day"], "5%/month"),
      (["--grow", "0%/month"], "above 0%"), (["--grow", "5%/month", "--for", "0"], "--for"),
      (["--futures", "-1"], "--futures"), (["--futures", "5000"], "1024"),
    ] {
      let outcome = try program.run(["plan", "-"] + words, input: Self.text(rate: "1/s"))
      #expect(outcome.status == 2 && outcome.error.contains(said), "\(words): \(outcome.error)")
    }
  }
}
