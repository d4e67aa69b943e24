// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Reports
@testable import sluice

/// What a plan's report tells to do next can be done: the commands are run as they are printed.
@Suite struct PlanCommandsTests {
  private static let scenario = """
    version: 1
    name: fleet
    run: { duration: 60s, replications: 2 }
    traffic: { uploads: { to: jobs, rate: 1/s } }
    channels: { jobs: { type: sqs, receive_wait: 20s } }
    workers: { resizer: { type: fleet, from: jobs, tasks: 1, service_time: 500ms } }
    variants: { patient: { channels: { jobs: { visibility_timeout: 2m } } } }
    """

  private static func result() -> PlanResult {
    let plan = PlanResult.Plan(
      number: 1, label: "patient: tasks 3", variant: "patient",
      settings: [
        .init(path: "workers.resizer.tasks", value: "3"),
        .init(path: "workers.resizer.service_time", value: "{ lognormal: { p50: 300ms, p99: 2s } }"),
      ], monthly: .init(value: "12.5", n: 10), atLeast: false, more: nil, latency: nil, objectives: [], isChecked: true,
      replications: 10, parts: 2)
    return PlanResult(
      partial: false,
      madeBy: .init(
        program: "sluice", rng: "philox4x32-10",
        prices: .init(book: "documented", date: nil, region: "us-east-1", fingerprint: "00")),
      scenario: .init(
        name: "fleet", title: nil, variant: "base", variantTitle: nil, region: "us-east-1", set: [], fingerprint: "00"),
      seed: 1, confidence: 0.95, procedure: "ocba",
      asked: .init(
        headroom: 1, survive: nil, room: 0.05, indifference: "0", mostReplications: nil, circumstances: [""],
        objectives: []), outcome: .found, promise: "It does.", remarks: [], counts: PlanResult.Counts(), latency: nil,
      answer: plan, others: [], rejected: [], whyNot: [], front: [], miss: nil, brokenClaims: [], headroom: nil,
      sensitivity: nil, whatIf: nil, growth: nil, regret: nil)
  }

  /// Both ways to the chosen configuration: the words of the report, and the saved plan. They give the same.
  @Test func theChosenConfigurationIsExpanded() throws {
    let program = try Program()
    let folder = try TemporaryFolder()
    let (file, plan) = (folder.url("my fleet.yaml").path, folder.url("plan.json").path)
    try Data(Self.scenario.utf8).write(to: URL(fileURLWithPath: file))
    try Data(try PlanReport.json(Self.result()).utf8).write(to: URL(fileURLWithPath: plan))
    let saved = try program.run("expand", file, "-v", "\(plan):1")
    #expect(saved.status == 0 && saved.output.contains("tasks: 3") && saved.output.contains("p50: 300ms"))

    let report = PlanReport.table(Self.result(), TextStyle(width: 80), path: file)
    let lines = report.split(separator: "\n").map(String.init)
    let first = try #require(lines.firstIndex { $0.contains("sluice expand") })
    var command = String(lines[first].drop { $0 != "s" }).replacing("next", with: "")
    var next = first
    while command.hasSuffix("\\") {
      next += 1
      command = command.dropLast() + lines[next].trimmingCharacters(in: .whitespaces)
    }
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", command.replacing("sluice expand", with: "'\(program.path)' expand")]
    let pipe = Pipe()
    shell.standardOutput = pipe
    try shell.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0, "\(command)")
    #expect(output == saved.output)
  }
}
