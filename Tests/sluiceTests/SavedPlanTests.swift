// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import sluice

/// A plan's choice in the place of a variant.
@Suite struct SavedPlanTests {
  private static let scenario = """
    version: 1
    name: fleet
    run: { duration: 60s, replications: 2 }
    traffic: { uploads: { to: jobs, rate: 1/s } }
    channels: { jobs: { type: sqs, receive_wait: 20s } }
    workers: { resizer: { type: fleet, from: jobs, tasks: 1, service_time: 500ms } }
    variants: { patient: { channels: { jobs: { visibility_timeout: 2m } } } }
    """

  private static let plan = """
    { "schema": "plan/1", "scenario": { "set": ["channels.jobs.retention=2d", "traffic x2"], "fingerprint": "FNV" },
      "answer": { "variant": "patient", "settings": [ { "path": "workers.resizer.tasks", "value": "3" } ] },
      "others": [ { "variant": "base", "settings": [ { "path": "workers.resizer.tasks", "value": "4" } ] } ],
      "regret": { "plans": [ { "variant": "base", "settings": [ { "path": "workers.resizer.tasks", "value": "9" } ] } ] } }
    """

  private struct Files {
    let folder: TemporaryFolder
    var scenario: String { folder.url("s.yaml").path }
    var plan: String { folder.url("plan.json").path }

    init() throws {
      folder = try TemporaryFolder()
      try Data(SavedPlanTests.scenario.utf8).write(to: URL(fileURLWithPath: scenario))
      try Data(SavedPlanTests.plan.utf8).write(to: URL(fileURLWithPath: plan))
    }
  }

  @Test func wordsThatMeanAPlan() throws {
    #expect(SavedPlan.place("plan.json:2")?.path == "plan.json")
    #expect(SavedPlan.place("a/b.json:least-regret")?.choice == "least-regret")
    #expect(SavedPlan.place("base") == nil && SavedPlan.place("v1.2") == nil && SavedPlan.place("a:b") == nil)
    // A variant may be called so.
    #expect(SavedPlan.place("no-such-file.json") == nil)
    let files = try Files()
    #expect(SavedPlan.place(files.plan)?.path == files.plan && SavedPlan.place(files.plan)?.choice == nil)
  }

  @Test func theAnswerTheOthersAndTheLeastRegret() throws {
    let files = try Files()
    let answer = try SavedPlan(path: files.plan, choice: nil)
    #expect(answer.variant == "patient")
    #expect(
      answer.changes == [
        .init(path: "channels.jobs.retention", value: "2d"), .init(path: "workers.resizer.tasks", value: "3"),
      ])
    #expect(try SavedPlan(path: files.plan, choice: "1") == answer)
    #expect(try SavedPlan(path: files.plan, choice: "2").changes.last?.value == "4")
    #expect(try SavedPlan(path: files.plan, choice: "least-regret").changes.last?.value == "9")
    for wrong in ["0", "3", "x", ""] {
      #expect(throws: Failure.self) { try SavedPlan(path: files.plan, choice: wrong) }
    }
    #expect(throws: Failure.self) { try SavedPlan(path: files.scenario, choice: nil) }
    #expect(throws: Failure.self) { try SavedPlan(path: files.plan + "x.json", choice: nil) }
  }

  @Test func expandPrintsTheChosenConfiguration() throws {
    let program = try Program()
    let files = try Files()
    let outcome = try program.run("expand", files.scenario, "-v", "\(files.plan):1")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("tasks: 3") && outcome.output.contains("visibility_timeout: 2m"))
    #expect(outcome.output.contains("retention: 2d"))
    #expect(outcome.error.contains("was made from another text of this scenario"))
    // What it prints is a scenario, and the flags have the last word.
    let again = try program.run("check", "-", input: outcome.output)
    #expect(again.status == 0)
    let flag = try program.run("expand", files.scenario, "-v", "\(files.plan):1", "-s", "workers.resizer.tasks=7")
    #expect(flag.output.contains("tasks: 7"))
    let wrong = try program.run("expand", files.scenario, "-v", "\(files.plan):7")
    #expect(wrong.status == 2 && wrong.error.contains("there is: 1, 2, least-regret"))
    let missing = try program.run("expand", files.scenario, "-v", "\(files.folder.root.path)/none.json:1")
    #expect(missing.status == 1 && missing.error.contains("there is no file"))
  }

  @Test func runTakesItToo() throws {
    let program = try Program()
    let files = try Files()
    let outcome = try program.run(
      "run", files.scenario, "-v", "\(files.plan):2", "-v", "\(files.plan):1", "-f", "json", "-q")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("workers.resizer.tasks=4") && outcome.output.contains("workers.resizer.tasks=3"))
    #expect(outcome.output.contains("\"variant\" : \"patient\"") || outcome.output.contains("\"variant\":\"patient\""))
  }
}
