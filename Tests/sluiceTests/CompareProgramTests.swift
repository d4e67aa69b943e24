// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Scenarios
import Testing

@testable import sluice

/// `sluice compare` and `sluice diff` from outside.
@Suite struct CompareProgramTests {
  private let program: Program
  private let folder: TemporaryFolder

  init() throws {
    program = try Program()
    folder = try TemporaryFolder()
    try Data(Self.small.utf8).write(to: folder.url("small.yaml"))
  }

  private static let small = """
    version: 1
    name: small
    run: { seed: 3, duration: 20s, warmup: 2s, replications: 4 }
    traffic: { orders: { to: line, rate: 6/s } }
    channels: { line: { type: sqs, receive_wait: 20s } }
    workers:
      team:
        { type: fleet, from: line, tasks: 2, compute: { fargate: { vcpu: 0.5, memory: 1GiB } }, service_time: 50ms }
    slos:
      soon: { of: orders, latency.p95: "< 1s" }
    variants:
      base: { title: two tasks }
      three: { workers: { team: { tasks: 3 } } }
      slow: { workers: { team: { service_time: 800ms } } }

    """

  private var file: String { folder.path("small.yaml") }

  @Test func allVariantsOfOneFile() throws {
    let outcome = try program.run("compare", file, "-j", "1")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("small · 3 variants · common random numbers, 4 replications each"))
    #expect(outcome.output.contains("cheapest that does what is required: base"))
    let again = try program.run("compare", file, "-j", "3", "-v", "base", "-v", "three", "-v", "slow")
    // But for the commands to try next, which name the variants if the reader did.
    func report(_ text: String) -> Substring { text[..<(text.range(of: "\nnext ")?.lowerBound ?? text.endIndex)] }
    #expect(report(again.output) == report(outcome.output))
    #expect(again.output.contains("-v three") && !outcome.output.contains("-v three"))
  }

  @Test func severalFiles() throws {
    let other = Self.small.replacing("name: small", with: "name: other").replacing("tasks: 2", with: "tasks: 4")
      .replacing("seed: 3", with: "seed: 77")
    try Data(other.utf8).write(to: folder.url("other.yaml"))
    let outcome = try program.run("compare", file, folder.path("other.yaml"), "-f", "csv")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("\nsmall,") && outcome.output.contains("\nother,"))
    // One seed for both, so that what does not depend on the tasks is the same.
    #expect(outcome.output.contains("other,vs_base,month,cost,total,monthly,"))
    let variants = try program.run("compare", file, file, "-v", "base", "-v", "slow", "-f", "csv", "-n", "2")
    for label in ["small:base", "small:slow", "small:base#2", "small:slow#2"] {
      #expect(variants.output.contains("\n\(label),"), "\(variants.output)")
    }
    #expect(try program.run("compare", "-", "-", input: Self.small).status == 2)
  }

  @Test func exitCodes() throws {
    let strict = Self.small.replacing("< 1s", with: "< 1ms")
    #expect(try program.run("compare", "-", "-q", input: strict).status == 4)
    #expect(try program.run("compare", "-", "-q", "-n", "1", input: strict).status == 0)
    #expect(try program.run("compare", "-", "-q", "-n", "1", "--fail-on", "undecided", input: strict).status == 5)
    let warned = strict.replacing("\"< 1ms\" }", with: "\"< 1ms\", level: warn }")
    #expect(try program.run("compare", "-", "-q", input: warned).status == 0)
    #expect(try program.run("compare", "-", "-q", "--fail-on", "warn", input: warned).status == 4)
  }

  @Test func wrongUsage() throws {
    let single = try program.run("compare", file, "-v", "base")
    #expect(single.status == 2 && single.error.contains("only base to compare"))
    #expect(try program.run("compare", file, "--break-even", "traffic=5").status == 2)
    let path = try program.run("compare", file, "--break-even", "workers.team.tsaks=1..5")
    #expect(path.status == 2 && path.error.contains("tsaks"), "\(path.error)")
    let none = try program.run("compare", file, "-v", "bsae")
    #expect(none.status == 3 && none.error.contains("base"))
    #expect(try program.run("compare").status == 2)
    #expect(try program.run("compare", file, "-n", "3", "--until", "5%").status == 2)
  }

  @Test func breakEvenOfTasks() throws {
    let outcome = try program.run("compare", file, "-v", "base", "-v", "slow", "--break-even", "traffic=1..3", "-q")
    #expect(outcome.output.contains("break-even") || outcome.output.contains("becomes cheaper"), "\(outcome.output)")
    #expect(outcome.output.contains("only bills are compared"))
  }

  @Test func diffOfTwoResults() throws {
    let (old, new) = (folder.path("old.json"), folder.path("new.json"))
    #expect(try program.run("run", file, "-q", "-o", old).status == 0)
    #expect(try program.run("run", file, "-q", "-v", "three", "-o", new).status == 0)
    let same = try program.run("diff", old, old)
    #expect(same.status == 0 && same.output.contains("no difference beyond the noise"), "\(same.error)")
    let other = try program.run("diff", old, new, "-f", "md", "--name", "bot", "-o", folder.path("diff.csv"))
    #expect(other.status == 7 && other.output.hasSuffix("<!-- sluice diff bot -->\n"), "\(other.output)")
    #expect(try String(contentsOf: folder.url("diff.csv"), encoding: .utf8).contains("fargate.vcpu"))
    #expect(try program.run("diff", old, new, "--tolerance", "much").status == 2)
    let compared = folder.path("compared.json")
    #expect(try program.run("compare", file, "-n", "2", "-q", "-o", compared).status == 0)
    let wrong = try program.run("diff", old, compared)
    #expect(wrong.status == 1 && wrong.error.contains("compare/1"))
    let scenario = try program.run("diff", file, new)
    #expect(scenario.status == 1 && scenario.error.contains("is not a result of sluice run"))
    #expect(try program.run("diff", old).status == 2)
    #expect(try program.run("diff", "-", "-").status == 2)
    #expect(try program.run("diff", old, folder.path("none.json")).status == 1)
  }

  @Test func helpFits() throws {
    for command in ["compare", "diff"] {
      let help = try program.run("help", command)
      #expect(help.status == 0)
      #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(help.output)")
    }
  }
}
