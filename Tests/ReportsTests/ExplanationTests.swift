// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Scenarios
import Services
import Testing

@testable import Experiments
@testable import Reports

@Suite("Explanations")
struct ExplanationTests {
  private static let checks = Check.allCases.map(\.rawValue)
  private static let others = [
    "latency", "wait", "service", "throughput", "delivered", "dead_lettered", "lost", "errors", "duplicate_work",
    "depth", "in_flight", "oldest_message_age", "utilisation", "receives", "empty_receives", "throttled", "cost",
    "percentile", "mean", "max", "ratio", "count", "rate", "pass", "fail", "undecided", "interval", "confidence",
    "warm-up", "mser", "windows", "variants", "exit", "exit-codes", "exponential", "lognormal", "gamma", "weibull",
    "pareto", "uniform", "percentiles", "samples", "mix", "little", "units", "free tier", "price books",
    "latency breakdown",
  ]

  @Test("is there", arguments: checks + others)
  func exists(_ word: String) throws {
    let text = try #require(Explanation.text(for: word))
    #expect(text.split(separator: "\n").count > 3)
  }

  @Test("fits a terminal, half a page at most, and ends in a command", arguments: Explanation.words)
  func form(_ word: String) throws {
    let text = try #require(Explanation.text(for: word))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 24)
    #expect(text.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
    let start = try #require(lines.firstIndex { $0.hasPrefix("try  ") })
    for line in lines[..<start] { #expect(line.count <= 80, "\(line)") }
    for line in lines[start...] { #expect(line.count <= 125, "\(line)") }
    #expect(text.contains("\ntry  sluice ") && text.hasSuffix("\n"))
  }

  @Test("a word is explained once") func unique() {
    let words = Explanation.words
    #expect(Set(words).count == words.count && words == words.sorted())
  }

  @Test("spelling is forgiven, nonsense is not") func spelling() {
    #expect(Explanation.text(for: "Dead Lettered") == Explanation.text(for: "dead_lettered"))
    #expect(Explanation.text(for: "p99.9") == Explanation.text(for: "percentile"))
    #expect(Explanation.text(for: "latency.p95") == Explanation.text(for: "latency"))
    #expect(Explanation.text(for: "cost.monthly") == Explanation.text(for: "cost"))
    for word in ["", ".", "p", "p101", "latency.", "latency.often", "no.p99", String(repeating: "a", count: 1_000_000)]
    {
      #expect(Explanation.text(for: word) == nil)
    }
  }

  @Test("every check that a run of the example finds is explained", arguments: ["base", "short-visibility"])
  func found(_ variant: String) async throws {
    let result = try await Example.result(variant: variant)
    #expect(!result.checks.isEmpty)
    for check in result.checks { #expect(Explanation.text(for: check.id) != nil, "\(check.id)") }
  }

  @Test("every metric of a result is explained") func metrics() async throws {
    let window = try #require(try await Example.result().windows.first)
    let metrics = window.flows.map(\.metrics) + window.parts.map(\.metrics)
    for metric in Set(metrics.flatMap(\.keys)) { #expect(Explanation.text(for: metric) != nil, "\(metric)") }
  }

  // MARK: The commands to try

  /// A command's words as a shell splits them; single quotes only.
  private func words(_ command: String) -> [String] {
    command.split(separator: "'", omittingEmptySubsequences: false).enumerated().reduce(into: [""]) { words, piece in
      if piece.offset % 2 == 1 {
        words[words.count - 1] += piece.element
      } else {
        for (place, word) in piece.element.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
          if place > 0 { words.append("") }
          words[words.count - 1] += word
        }
      }
    }.filter { !$0.isEmpty }
  }

  @Test("the command works on the example", arguments: Set(Explanation.table.map(\.command)).sorted())
  func command(_ command: String) throws {
    let words = words(command)
    try #require(words.count >= 3)
    #expect(words[0] == "sluice")
    if words[1] == "explain" {
      #expect((Explanation.text(for: words[2]) ?? ScenarioDocuments.explain(words[2])) != nil)
      return
    }
    // Those of experiments are run, by the tests of the program.
    if ["compare", "sweep", "plan", "results", "merge", "cluster"].contains(words[1]) { return }
    #expect(
      ["run", "check", "expand", "curve", "cost", "trace", "graph"].contains(words[1])
        && words[2].hasPrefix("scenarios/"))
    var options = ScenarioOptions()
    var variant = "base"
    let flags = words.dropFirst(3).filter { !["-V", "--verify"].contains($0) }
    try #require(flags.count % 2 == 0)
    for place in stride(from: 0, to: flags.count, by: 2) {
      let value = flags[place + 1]
      switch flags[place] {
      case "-s":
        let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
        try #require(parts.count == 2)
        options.changes.append((path: parts[0], value: parts[1]))
      case "-v": variant = value
      case "-w": options.windows.append(value)
      case "-x": options.trafficFactor = Double(value) ?? .nan
      case "-n": options.precision = .replications(Int(value) ?? 0)
      case "--cache", "--hit-ratio": #expect(words[1] == "curve")
      case "--until", "--at-most", "--budget", "-o": #expect(words[1] == "run")
      case "--first": #expect(words[1] == "trace")
      case "--seed": options.seed = UInt64(value)
      case "--format": #expect(["json", "csv"].contains(value))
      case "-f": #expect(["json", "csv", "md", "focus"].contains(value))
      case "--as": #expect(["documented", "market"].contains(value))
      case "--region", "--hours": #expect(words[1] == "cost")
      case "--fail-on": #expect(["fail", "undecided", "warn"].contains(value))
      default: Issue.record("unknown flag \(flags[place])")
      }
    }
    let (scenario, problems) = try Example.scenario(options, variant: variant, file: words[2])
    #expect(scenario != nil, "\(problems)")
  }
}
