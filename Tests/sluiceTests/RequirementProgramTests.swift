// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Reports
import Testing

@testable import sluice

/// Required abilities from outside: `check` lays the variants side by side, `run` does not let one pass that lacks one.
@Suite struct RequirementProgramTests {
  private let program: Program

  init() throws { program = try Program() }

  private static let text = """
    version: 1
    name: able
    run: { duration: 1m, replications: 2 }
    traffic: { uploads: { to: jobs, rate: 6/s } }
    channels: { jobs: { type: sqs, receive_wait: 10s } }
    caches: { store: { engine: valkey, node_type: cache.r7g.large, replicas: 1 } }
    workers: { resizer: { type: fleet, from: jobs, service_time: 10ms } }
    requires: [{ of: store, persistence: true }]
    variants:
      memory: { caches: { store: { replicas: 0 } } }
    """

  @Test func checkLaysTheVariantsSideBySide() throws {
    let outcome = try program.run("check", "-", input: Self.text)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("REQUIRES of store"))
    #expect(outcome.output.contains("✗ no: memory only"))
    #expect(outcome.output.contains("variant memory: store: store cannot do what the scenario requires, persistence"))
    #expect(outcome.output.split(separator: "\n").allSatisfy { !$0.hasPrefix("REQUIRES") || $0.count <= 100 })
  }

  @Test func aVariantThatLacksAnAbilityDoesNotPass() throws {
    let base = try program.run(["run", "-", "-f", "json"], input: Self.text)
    #expect(base.status == 0, "\(base.error)")
    #expect(try RunReport.read(json: Data(base.output.utf8)).able == true)
    let memory = try program.run(["run", "-", "-v", "memory", "-f", "json"], input: Self.text)
    #expect(memory.status == 4)
    let result = try RunReport.read(json: Data(memory.output.utf8))
    #expect(result.able == false && result.windows[0].events > 0)
    #expect(result.requirements?.map(\.answer) == ["no: memory only"])
    let table = try program.run(["run", "-", "-v", "memory"], input: Self.text)
    #expect(table.output.contains("CANNOT · store persistence"))
  }

  @Test func theExitStatusOfSeveral() {
    #expect(ExitStatus.of(results: [], failOn: .undecided) == .done)
  }
}
