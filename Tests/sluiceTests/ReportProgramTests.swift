// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("Saved results, templates, completions, the manual") struct ReportProgramTests {
  private let folder: TemporaryFolder
  private let program: Program

  init() throws {
    folder = try TemporaryFolder()
    program = try Program()
  }

  private static let small = """
    version: 1
    name: small
    region: us-east-1
    run: { seed: 3, duration: 30s, warmup: 2s, replications: 2 }
    traffic: { orders: { to: line, rate: 6/s } }
    channels: { line: { type: sqs, receive_wait: 20s } }
    workers:
      team: { type: fleet, from: line, tasks: 2, compute: { fargate: { vcpu: 0.5, memory: 1GiB } }, service_time: 50ms }
    slos: { soon: { of: orders, latency.p95: "< 1s" } }
    variants: { base: { title: two }, three: { workers: { team: { tasks: 3 } } } }
    plan: { choose: { workers.team.tasks: 1..3 } }

    """

  private func write() throws { try Data(Self.small.utf8).write(to: folder.url("small.yaml")) }

  private func run(_ words: String...) throws -> Program.Outcome { try program.run(words, folder: folder.root.path) }

  @Test("a saved result is drawn again as it was", arguments: ["table", "csv", "md", "html", "junit", "hgrm", "hlog"])
  func again(_ format: String) throws {
    try write()
    let first = try run("run", "small.yaml", "-f", format, "-o", "result.json", "-v", "all")
    #expect(first.status == 0, "\(first.error)")
    let again = try run("report", "result.json", "-f", format)
    #expect(again.status == 0, "\(again.error)")
    // All but what names the scenario's file and shows it.
    func plain(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { !$0.contains("small.yaml") && !$0.contains("SCENARIO.yaml") }
    }
    if format == "html" {
      #expect(again.output.contains("</html>") && again.output.contains("soon"))
    } else {
      #expect(plain(again.output) == plain(first.output))
    }
  }

  @Test func experiments() throws {
    try write()
    for (words, formats) in [
      (["compare", "small.yaml"], ["table", "csv", "md", "html", "svg"]),
      (["sweep", "small.yaml", "--over", "workers.team.tasks=1..3"], ["table", "csv", "html", "vega-lite"]),
      (["plan", "small.yaml", "--no-what-if"], ["table", "csv", "md", "html"]),
    ] {
      let name = "\(words[0]).json"
      let made = try program.run(words + ["-o", name, "-f", "csv"], folder: folder.root.path)
      #expect([0, 4, 6].contains(made.status), "\(made.error)")
      for format in formats {
        let again = try run("report", name, "-f", format)
        #expect(again.status == 0 && !again.output.isEmpty, "\(format): \(again.error)")
        if format == "csv" { #expect(again.output == made.output) }
      }
      let refused = try run("report", name, "-f", "junit")
      #expect(refused.status == 2 && refused.error.contains("cannot be written as junit"), "\(refused.error)")
    }
    let mixed = try run("report", "compare.json", "plan.json")
    #expect(mixed.status == 2)
    try Data("{\"schema\": \"result/1\"}".utf8).write(to: folder.url("broken.json"))
    let broken = try run("report", "broken.json")
    #expect(broken.status == 1 && broken.error.contains("not a whole result"), "\(broken.error)")
    #expect(try run("report", "nothing.json").status == 1)
  }

  @Test("a template can be run at once", arguments: ["sqs-dlq", "sns-fanout", "cache-aside", "clickstream"])
  func templates(_ name: String) throws {
    let made = try run("init", name)
    #expect(made.status == 0 && made.error.contains("sluice run scenario.yaml"), "\(made.error)")
    #expect(try run("check", "scenario.yaml", "-v", "all").status == 0)
    let outcome = try run("run", "scenario.yaml", "-n", "1", "-q")
    #expect([0, 4].contains(outcome.status), "\(outcome.error)")
    let again = try run("init", name)
    #expect(again.status == 1 && again.error.contains("--force"), "\(again.error)")
    #expect(try run("init", name, "--force").status == 0)
    #expect(try run("init", name, "-o", "-").output.hasPrefix("version: 1\n"))
    let unknown = try run("init", "sqs-dql")
    #expect(unknown.status == 2 && unknown.error.contains("sqs-dlq"), "\(unknown.error)")
  }

  @Test func progressIsTheSameWithAnyNumberOfJobs() throws {
    try write()
    let one = try run("run", "small.yaml", "-f", "ndjson", "-n", "6", "-j", "1")
    let three = try run("run", "small.yaml", "-f", "ndjson", "-n", "6", "-j", "3")
    #expect(one.output == three.output)
    let lines = one.output.split(separator: "\n")
    #expect(lines.count == 7 && lines[0].contains("\"finished\":1") && lines[5].contains("\"finished\":6"))
    for line in lines { #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil) }
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completions(_ shell: String) throws {
    let script = try run("completion", shell)
    #expect(script.status == 0 && script.output.contains("sluice") && script.output.count > 5_000)
    #expect(script.output.contains("---completion"))
  }

  @Test func namesOfTheFileAreCompleted() throws {
    try write()
    func completed(_ option: String, _ words: String...) throws -> [Substring] {
      // As the parser's scripts ask: the option's name, then the words of the line.
      try program.run(
        ["---completion", "run", "--", option, "0", "0", "sluice", "run", "small.yaml"] + words,
        folder: folder.root.path
      ).output.split(separator: "\n")
    }
    #expect(try completed("--variant") == ["base", "three", "all"])
    #expect(try completed("--traffic") == ["orders="])
    #expect(try completed("--set").contains("workers.team.tasks="))
    #expect(try completed("--set").contains("channels.line.visibility_timeout="))
  }

  @Test func theManualNamesEveryCommand() throws {
    let page = try run("manual")
    #expect(page.status == 0 && page.output.hasPrefix(".TH SLUICE 1"))
    for command in ["run", "compare", "sweep", "plan", "report", "init", "cluster slurm", "prices check"] {
      #expect(page.output.contains(".SS sluice \(command)\n"), "\(command)")
    }
    #expect(page.output.contains("\\-\\-at\\-most") && page.output.contains("130"))
  }
}
