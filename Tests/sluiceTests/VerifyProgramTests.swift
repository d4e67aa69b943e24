// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// `run --verify` from outside: what the checks advise is tried, and the report says what it brings.
@Suite("Advice, tried") struct VerifyProgramTests {
  private let program: Program

  init() throws { program = try Program() }

  private let demo = "scenarios/image-processing.yaml"

  private struct Report: Decodable {
    struct Check: Decodable {
      struct Advice: Decodable {
        struct Effect: Decodable {
          struct Difference: Decodable {
            struct Figure: Decodable { let value, low, high: Double }
            let metric: String
            let figure: Figure
          }

          struct Reading: Decodable {
            let before, after: Double
            let difference: Difference
          }

          struct Verdict: Decodable { let slo, before, after: String }
          let replications: Int
          let readings: [Reading]
          let verdicts: [Verdict]
        }

        let what: String
        let set: [String]
        let effect: Effect?
      }

      let id: String
      let advice: [Advice]?
    }

    let checks: [Check]
  }

  private func advice(_ words: [String]) throws -> Report.Check.Advice {
    let outcome = try program.run(words + ["-f", "json"])
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let report = try decoder.decode(Report.self, from: Data(outcome.output.utf8))
    return try #require(report.checks.first { $0.id == "retry-wait" }?.advice?.first)
  }

  @Test("the effect is the difference of two runs of their own")
  func effect() throws {
    let words = ["run", demo, "-n", "3", "-w", "usual"]
    #expect(try advice(words).effect == nil)
    let advice = try advice(words + ["--verify"])
    #expect(advice.set == ["workers.resizer.on_error=give_back"])
    let effect = try #require(advice.effect)
    #expect(effect.replications == 3)
    let reading = try #require(effect.readings.first { $0.difference.metric == "latency" })
    // The same two numbers from two runs.
    func p99(_ more: [String]) throws -> Double {
      let csv = try program.run(words + more + ["-f", "csv"]).output
      let line = try #require(csv.split(separator: "\n").first { $0.contains(",uploads,latency,p99,") })
      return try #require(line.split(separator: ",", omittingEmptySubsequences: false).compactMap { Double($0) }.first)
    }
    let (before, after) = (try p99([]), try p99(["-s", advice.set[0]]))
    #expect(abs(reading.before - before) < 1e-6 * before && abs(reading.after - after) < 1e-6 * after)
    let figure = reading.difference.figure
    #expect(abs(figure.value - (after - before)) < 1e-6 * before)
    #expect(figure.low < figure.value && figure.value < figure.high && figure.high < 0)
    #expect(effect.verdicts.contains { $0.slo == "usual-is-snappy" && $0.before == "fail" && $0.after == "pass" })
  }

  @Test("every report says it; without the flag the next commands name it")
  func reports() throws {
    let words = ["run", demo, "-n", "3", "-w", "usual"]
    let plain = try program.run(words).output
    #expect(plain.contains("--verify") && !plain.contains("what the advice brings"))
    let text = try program.run(words + ["--verify"]).output
    #expect(text.contains("give failed messages back at once: -s workers.resizer.on_error=give_back"))
    #expect(text.contains("usual-is-snappy: fail to pass") && text.contains("what the advice brings"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    for format in ["md", "html"] {
      let report = try program.run(words + ["--verify", "-f", format]).output
      #expect(report.contains("on_error=give_back"), "\(format)")
      #expect(report.contains("usual-is-snappy: fail to pass"), "\(format)")
    }
    let ascii = try program.run(words + ["--verify", "--ascii"]).output
    let joined = ascii.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(ascii.utf8.allSatisfy { $0 < 128 })
    #expect(joined.contains("; +- is the half-width") && joined.contains("; ~ marks what cannot be told from 0"))
  }

  @Test("check says the advice and runs nothing")
  func check() throws {
    let outcome = try program.run("check", demo)
    #expect(outcome.output.contains("\n    give failed messages back at once: -s workers.resizer.on_error=give_back\n"))
    let json = try program.run("check", demo, "-f", "json")
    #expect(
      json.output.contains("\"set\":[\"workers.resizer.on_error=give_back\"]") || json.output.contains("give_back"))
  }
}
