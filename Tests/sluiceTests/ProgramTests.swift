// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Reports
import Testing

@testable import sluice

/// The built program from outside: what it prints, and how it ends.
@Suite(.serialized) struct ProgramTests {
  private let program: Program
  private let demo = Repository.demo

  init() throws { program = try Program() }

  // MARK: The same input, the same bytes

  @Test func jobsProcessesAndProcessorsMakeNoDifference() throws {
    let words = ["run", demo, "-n", "2", "--format", "json"]
    let one = try program.run(words + ["-j", "1"])
    #expect(one.status == 4)
    #expect(try RunReport.read(json: Data(one.output.utf8)).windows.allSatisfy { $0.replications == 2 })
    let two = try program.run(words + ["-j", "2"])
    #expect(one.output == two.output)
    let again = try program.run(words + ["-j", "2"])
    #expect(two.output == again.output)
    // Without fused multiply-add the C library's functions give other last bits.
    let older = try program.run(words, variables: ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4"])
    #expect(two.output == older.output)
    let otherSeed = try program.run(words + ["--seed", "7"])
    #expect(two.output != otherSeed.output)
    #expect(try RunReport.read(json: Data(otherSeed.output.utf8)).seed == 7)
  }

  /// Every message of every flow is accounted for too, else the run would end in an error.
  @Test(arguments: try ["-"] + Repository.scenarios())
  func everyScenarioIsTheSameInEveryProcess(_ scenario: String) throws {
    // Millions of requests in each variant: a fifth of them shows as much.
    let isLarge = ["product-catalogue.yaml", "stampede.yaml", "clickstream.yaml"].contains { scenario.hasSuffix($0) }
    let words = ["run", scenario, "-n", "2", "-v", "all", "--format", "csv"] + (isLarge ? ["-x", "0.2"] : [])
    let input = scenario == "-" ? MessagingZoo.text : ""
    let one = try program.run(words + ["-j", "1"], input: input)
    #expect([0, 4].contains(one.status), "\(one.error)")
    #expect(one.output.count > 10_000)
    let older = try program.run(
      words + ["-j", "2"], variables: ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4"], input: input)
    #expect(one.output == older.output)
  }

  @Test func standardInputIsAScenarioToo() throws {
    let text = try String(contentsOfFile: demo, encoding: .utf8)
    let words = ["-n", "2", "-w", "usual", "-f", "json"]
    let fromInput = try program.run(["-"] + words, input: text)
    let fromFile = try program.run([demo] + words)
    #expect(fromInput.status == fromFile.status)
    #expect(!fromInput.output.isEmpty)
    #expect(fromInput.output == fromFile.output)
  }

  @Test func filesGetTheSameAsTheOutput() throws {
    let folder = try TemporaryFolder()
    let words = ["run", demo, "-n", "2", "-w", "usual", "-f", "json", "-o", folder.path("a.json")]
    let outcome = try program.run(words + ["-o", folder.path("a.csv"), "-o", folder.path("a.txt")])
    #expect(try String(contentsOf: folder.url("a.json"), encoding: .utf8) == outcome.output)
    #expect(try !String(contentsOf: folder.url("a.csv"), encoding: .utf8).isEmpty)
    #expect(try String(contentsOf: folder.url("a.txt"), encoding: .utf8).contains("usual-is-snappy"))
    // Nothing is left of the writing.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.root.path).sorted()
    #expect(names == ["a.csv", "a.json", "a.txt"])
  }

  @Test func severalVariantsAreAList() throws {
    let outcome = try program.run(
      "run", demo, "-n", "2", "-w", "usual", "-v", "base", "-v", "give-back", "-f", "json")
    let list = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    let results = try list.map { try RunReport.read(json: try JSONSerialization.data(withJSONObject: $0)) }
    #expect(results.map(\.scenario.variant) == ["base", "give-back"])
  }

  // MARK: How it ends

  @Test func aMissingFile() throws {
    let outcome = try program.run("run", "/nowhere/mine.yaml")
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.contains("/nowhere/mine.yaml"))
    #expect(try program.run("run", "/").status == 1)
  }

  @Test func anOutFileThatCannotBeWritten() throws {
    let outcome = try program.run("run", demo, "-n", "2", "-o", "/nowhere/a.json")
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
  }

  @Test func aScenarioThatIsNotValid() throws {
    let text = "version: 1\nname: x\ntraffic: { a: { to: jbos, rate: 6 } }\nchannels: { jobs: { type: sqs } }\n"
    let outcome = try program.run("run", "-", input: text)
    #expect(outcome.status == 3)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.contains("stdin:3:"))
    #expect(outcome.error.contains("errors. Nothing was run.\n"))
    let json = try program.run("run", "-", "--format", "json", input: text)
    #expect(json.status == 3)
    struct Entry: Decodable { var file: String?, line: Int?, code: String, message: String }
    let entries = try JSONDecoder().decode([Entry].self, from: Data(json.output.utf8))
    #expect(entries.contains { $0.file == "stdin" && $0.line == 3 })
    #expect(try program.run("check", "-", input: text).status == 3)
  }

  @Test(
    arguments: [
      ["rnu"], ["run"], ["run", "--jbos", "2", "x.yaml"], ["run", "a.yaml", "b.yaml"], ["prices", "lits"],
      ["explain", "vis-shrt"], ["schema", "result"], ["prices", "show", "fargat"], ["run", "x.yaml", "-o", "a.docx"],
      ["run", "x.yaml", "-n", "0"], [], ["--frobnicate"], ["help", "rnu"],
    ])
  func wrongUsage(_ words: [String]) throws {
    let outcome = try program.run(words)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(!outcome.error.isEmpty)
  }

  @Test func wrongUsageNamesTheNearest() throws {
    #expect(try program.run("rnu").error.contains("did you mean run?"))
    #expect(try program.run("run", "--jbos", "2", "x.yaml").error.contains("--jobs"))
    #expect(try program.run(["run", demo], variables: ["SLUICE_JOBS": "abc"]).error.contains("SLUICE_JOBS"))
    #expect(try program.run(["run", demo], variables: ["SLUICE_JOBS": "abc"]).status == 2)
  }

  @Test func objectivesDecide() throws {
    let bound = "slos: { soon: { of: a, latency.p50: \"< 1ms\", exit: 33 } }"
    let text = """
      version: 1
      name: x
      run: { duration: 1m, replications: 2 }
      traffic: { a: { to: jobs, rate: 6/s } }
      channels: { jobs: { type: sqs } }
      workers: { w: { type: fleet, from: jobs, tasks: 4, service_time: 100ms, compute: none } }

      """
    let failing = try program.run("-", "-q", input: text + bound)
    #expect(failing.status == 33, "\(failing.error)")
    let passing = try program.run("-", "-q", input: text + bound.replacingOccurrences(of: "1ms", with: "1h"))
    #expect(passing.status == 0, "\(passing.error)")
  }

  // MARK: Pipes and signals

  @Test func aReaderThatGoesAwayIsNoError() throws {
    var ends = try pipe()
    let running = try program.start("run", demo, "-n", "2", "-w", "usual", "-f", "json", output: ends[1])
    close(ends[1])
    var byte: UInt8 = 0
    #expect(read(ends[0], &byte, 1) == 1)
    close(ends[0])
    #expect(try running.status() == 4)
    #expect(!running.error.lowercased().contains("fatal"))
    // One that was never there.
    ends = try pipe()
    close(ends[0])
    let late = try program.start("schema", output: ends[1])
    close(ends[1])
    #expect(try late.status() == 0)
    #expect(late.error.isEmpty)
  }

  /// The ends for reading and writing; a process that is started keeps neither by accident.
  private func pipe() throws -> [Int32] {
    var ends: [Int32] = [0, 0]
    #expect(Foundation.pipe(&ends) == 0)
    for end in ends { #expect(fcntl(end, F_SETFD, FD_CLOEXEC) == 0) }
    return ends
  }

  @Test(arguments: [SIGINT, SIGTERM]) func anInterruptedRunReportsWhatIsDone(_ signal: Int32) throws {
    let running = try program.start("run", demo, "-n", "50000", "-f", "json", "--progress", "plain", "-V")
    #expect(running.waits(for: "simulating"))
    usleep(300_000)
    kill(running.number, signal)
    #expect(try running.status(within: 30) == 130)
    let result = try RunReport.read(json: Data(running.output.utf8))
    #expect(result.partial)
    #expect(result.windows.allSatisfy { $0.replications < 50_000 })
  }

  // MARK: The other commands

  @Test func checkOfTheDemoIsFast() throws {
    var best = Double.infinity
    for _ in 0..<5 {
      let outcome = try program.run("check", demo)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("warning[retry-wait]"))
      best = min(best, outcome.processorTime)
    }
    // 50 ms on an idle machine. The time of the processor, because other tests keep this one busy.
    #expect(best < 0.15)
  }

  @Test func checkTellsWhatCannotBeSimulatedYet() throws {
    let outcome = try program.run("check", demo)
    let asked = try program.run("check", demo, "-v", "lambda")
    if asked.status == 3 {
      #expect(outcome.output.contains("variant lambda cannot be simulated yet"))
      #expect(asked.error.contains("error[unsupported]"))
    }
    let json = try program.run("check", demo, "--format", "json")
    struct Entry: Decodable { var severity: String, code: String, variant: String? }
    let entries = try JSONDecoder().decode([Entry].self, from: Data(json.output.utf8))
    #expect(entries.contains { $0.code == "retry-wait" && $0.variant == "base" })
  }

  @Test func everyExampleIsValid() throws {
    let outcome = try program.run(["check", "-q"] + Repository.scenarios())
    #expect(outcome.status == 0, "\(outcome.error)")
  }

  @Test func schemaIsJSON() throws {
    let schema = try program.run("schema")
    #expect(schema.status == 0)
    let object = try JSONSerialization.jsonObject(with: Data(schema.output.utf8)) as? [String: Any]
    #expect(object?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
  }

  @Test func whatIsExpandedMeansTheSame() throws {
    let expanded = try program.run("expand", demo)
    #expect(expanded.status == 0)
    let words = ["-n", "2", "-w", "usual", "-f", "json"]
    let original = try RunReport.read(json: Data(program.run([demo] + words).output.utf8))
    let again = try RunReport.read(json: Data(program.run(["-"] + words, input: expanded.output).output.utf8))
    #expect(original.windows[0].events == again.windows[0].events)
    #expect(original.cost?.monthly == again.cost?.monthly)
  }

  @Test func pricesInEveryForm() throws {
    let words = ["prices", "show", "fargate:x86:vcpu", "--region", "ap-northeast-2"]
    let forms = try ["table", "json", "csv"].map { try program.run(words + ["-f", $0]) }
    for form in forms {
      #expect(form.status == 0)
      #expect(form.output.contains("0.04656"))
    }
    #expect(try program.run("prices", "list", "--service", "sqs", "--as", "market").output.contains("market"))
  }

  @Test func version() throws {
    let outcome = try program.run("--version")
    #expect(outcome.status == 0)
    for word in ["sluice 0.1.0", "philox4x32-10", "scenario/1", "result/1"] { #expect(outcome.output.contains(word)) }
  }

  @Test func helpFitsOnAScreen() throws {
    for words in [["--help"], ["help", "run"], ["help", "check"], ["prices", "--help"]] {
      let outcome = try program.run(words)
      #expect(outcome.status == 0)
      let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 45, "\(words)")
      #expect(lines.allSatisfy { $0.count <= 80 }, "\(words)")
    }
  }

  @Test func outputsHaveNoColorsInAPipe() throws {
    let plain = try program.run("run", demo, "-n", "2", "-w", "usual")
    #expect(!plain.output.contains("\u{1B}") && !plain.error.contains("\u{1B}"))
    let colored = try program.run(
      ["run", demo, "-n", "2", "-w", "usual"], variables: ["CLICOLOR_FORCE": "1", "SLUICE_WIDTH": "120"])
    #expect(colored.output.contains("\u{1B}["))
  }
}
