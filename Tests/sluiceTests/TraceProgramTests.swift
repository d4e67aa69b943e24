// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Testing

@testable import sluice

/// `sluice trace` and `sluice graph` from outside.
@Suite struct TraceProgramTests {
  private let program: Program

  init() throws { program = try Program() }

  private static let text = """
    version: 1
    name: tiny
    traffic:
      uploads: { to: jobs, rate: 1/s, size: 1400B }
    channels:
      jobs: { type: sqs, receive_wait: 20s, dead_letter: { to: jobs-dlq, max_receives: 2 } }
      jobs-dlq: { type: sqs }
    workers:
      resizer: { type: fleet, from: jobs, tasks: 4, service_time: 1s, failures: { poison: 10% } }
    run: { seed: 1, duration: 3m, warmup: 0s, replications: 1 }
    variants:
      large: { workers: { resizer: { tasks: 8 } } }
    """

  private func trace(_ words: String...) throws -> Program.Outcome {
    try program.run(["trace", "-"] + words, input: Self.text)
  }

  @Test func theSlowestMessage() throws {
    let outcome = try trace("--width", "80")
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome.error)")
    #expect(outcome.output.contains("chosen by worst latency") && outcome.output.contains("SendMessage to jobs"))
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(try trace("--width", "80").output == outcome.output)
    #expect(try trace("--color", "always").output.contains("\u{1B}[1m"))
    #expect(try trace("--replication", "2").output != outcome.output)
  }

  @Test func formatsOnTheOutputAndInFiles() throws {
    let folder = try FileManager.default.url(
      for: .itemReplacementDirectory, in: .userDomainMask, appropriateFor: URL(fileURLWithPath: "/tmp"), create: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (format, name, begin) in [
      ("json", "a.json", "{"), ("csv", "a.csv", "message,branch,at_s"), ("md", "a.md", "**uploads\\#"),
      ("mermaid", "a.mmd", "sequenceDiagram"), ("chrome", "a.trace.json", "{\"displayTimeUnit\""),
      ("table", "a.txt", "uploads#"),
    ] {
      let path = folder.appendingPathComponent(name).path
      let outcome = try trace("-f", format, "-o", path, "--first", "dead-lettered")
      #expect(outcome.status == 0 && outcome.output.hasPrefix(begin), "\(format): \(outcome.error)")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == outcome.output, "\(format)")
    }
    #expect(try trace("-f", "perfetto").output.hasPrefix("{\"displayTimeUnit\""))
  }

  @Test func whatThereIsNot() throws {
    let duplicate = try trace("--first", "duplicate")
    #expect(duplicate.status == 1 && duplicate.output.isEmpty)
    #expect(duplicate.error.contains("no message was worked on twice without need"))
    #expect(duplicate.error.contains("window all: uploads: ") && duplicate.error.contains(" dead-lettered"))
    let number = try trace("--message", "uploads#99999")
    #expect(number.status == 1 && number.error.contains("uploads#99999 is not sent"))
    let source = try trace("--message", "upload#1")
    #expect(source.status == 2 && source.error.contains("did you mean uploads?"))
  }

  @Test func wrongUsage() throws {
    for words in [
      ["--first", "deadlettered"], ["--worst", "cost"], ["--message", "uploads#x"],
      ["--message", "1", "--worst", "latency"],
      ["--replication", "0"], ["--events", "0"], ["--from", "10s"], ["-f", "html"], ["-o", "a.png"], ["-v", "all"],
      ["--of", "nobody"],
    ] {
      let outcome = try program.run(["trace", "-"] + words, input: Self.text)
      #expect(outcome.status == 2 && outcome.output.isEmpty && outcome.error.contains("error: "), "\(words)")
    }
    #expect(try trace("--first", "deadlettered").error.contains("did you mean dead-lettered?"))
    let step = try trace("--step")
    #expect(step.status == 2 && step.error.contains("--events 200"))
    let invalid = try program.run("trace", "-", input: "version: 1\nname: x\n")
    #expect(invalid.status == 3 && invalid.error.contains("Nothing was run."))
  }

  @Test func events() throws {
    let outcome = try trace("--events", "12", "--message", "3", "--width", "150")
    let lines = outcome.output.split(separator: "\n")
    #expect(outcome.status == 0 && lines.count == 12)
    #expect(lines[0].contains("uploads") && lines[0].contains("◀ uploads#3") && lines[0].contains("jobs "))
    let later = try trace("--events", "3", "--from", "2m", "--width", "150")
    #expect(later.output.split(separator: "\n").allSatisfy { $0.hasPrefix("00:02:") })
  }

  // MARK: Drawings

  @Test func drawings() throws {
    for (format, begin) in [("mermaid", "flowchart LR"), ("dot", "digraph {"), ("svg", "<svg "), ("json", "{")] {
      let outcome = try program.run(["graph", "-", "-f", format], input: Self.text)
      #expect(outcome.status == 0 && outcome.output.hasPrefix(begin), "\(format): \(outcome.error)")
    }
    #expect(try program.run(["graph", "-"], input: Self.text).output.contains("|\"1/s\"|"))
    #expect(try program.run(["graph", "-", "-f", "png"], input: Self.text).status == 2)
    #expect(try program.run(["graph", "-", "-v", "all"], input: Self.text).status == 2)
    #expect(try program.run(["graph", "-"], input: "version: 1\nname: x\n").status == 3)
  }

  @Test func drawingsOfWhatWasSimulated() throws {
    let simulated = try program.run(["graph", "-", "--simulate", "-n", "1"], input: Self.text)
    #expect(simulated.status == 0 && simulated.output.contains("busy"), "\(simulated.error)")
    let result = try program.run(["run", "-", "-n", "1", "-f", "json"], input: Self.text)
    let drawn = try program.run(["graph", "-"], input: result.output)
    #expect(drawn.status == 0 && drawn.output == simulated.output, "the same result, the same drawing")
    let both = try program.run(["run", "-", "-n", "1", "-v", "all", "-f", "json"], input: Self.text)
    #expect(try program.run(["graph", "-"], input: both.output).status == 2)
    #expect(try program.run(["graph", "-", "-v", "large"], input: both.output).output.contains("resizer x8"))
    #expect(try program.run(["graph", "-", "-v", "larg"], input: both.output).error.contains("did you mean large?"))
  }
}
