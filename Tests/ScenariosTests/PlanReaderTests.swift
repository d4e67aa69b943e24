// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Scenarios
import Testing

@Suite("What a plan says") struct PlanReaderTests {
  private func read(_ plan: String, variants: String = "") -> (settings: PlanSettings?, errors: [String]) {
    let text = Sample.text(
      channels: "jobs: { type: sqs, receive_wait: 10s }\nclicks: { type: kinesis, shards: 2 }",
      rest: variants + "faults: { lost: { at: 10m, kill: resizer, tasks: 1 } }\n" + plan)
    var found = Diagnostics()
    guard let file = ScenarioFile(bytes: Array(text.utf8), path: "s.yaml", &found) else { return (nil, ["no file"]) }
    let settings = ScenarioReader.plan(file, &found)
    return (settings, Reading(scenario: nil, diagnostics: found).errors)
  }

  @Test("everything that can be said") func whole() throws {
    let (read, errors) = read(
      """
      plan:
        minimise: cost.monthly
        variants: [base, fast]
        choose:
          workers.resizer.tasks: 2..8 step 2
          channels.jobs.visibility_timeout: [15s, 30s, 15s]
          workers.resizer.service_time: [100ms, { gamma: { mean: 90ms, cv: 2 } }]
        headroom: 1.3x
        survive: [lost]
        confidence: 99%
        room: 3%
        indifference: $5
        at_most: { replications: 500, time: 60s }
        regret: { cost_too_high: 2, slo_missed: $150/h }

      """, variants: "variants: { fast: { workers: { resizer: { slots: 2 } } } }\n")
    #expect(errors.isEmpty)
    let settings = try #require(read)
    #expect(settings.variants == ["base", "fast"])
    #expect(
      settings.choices.map(\.path) == [
        "workers.resizer.tasks", "channels.jobs.visibility_timeout", "workers.resizer.service_time",
      ])
    #expect(settings.choices[0].values == ["2", "4", "6", "8"])
    #expect(settings.choices[1].values == ["15s", "30s"])
    #expect(settings.choices[2].values == ["100ms", "{ gamma: { mean: 90ms, cv: 2 } }"])
    #expect(settings.headroom == 1.3)
    #expect(settings.survive == ["lost"])
    #expect(settings.confidence == 0.99)
    #expect(settings.room == 0.03)
    #expect(settings.indifference == 5)
    #expect(settings.mostReplications == 500)
    #expect(settings.budget == 60_000_000_000)
    #expect(settings.regret?.costTooHigh == 2)
    #expect(settings.regret?.objectiveMissed == 150)
  }

  @Test("what is left out") func defaults() throws {
    let settings = try #require(read("plan: {}\n").settings)
    #expect(settings.variants == ["base"])
    #expect(settings.choices.isEmpty)
    #expect(settings.headroom == 1)
    #expect(settings.survive == nil)
    #expect(settings.confidence == 0.95)
    #expect(settings.room == 0.05)
    #expect(settings.indifference == 0)
    #expect(settings.mostReplications == nil)
    #expect(settings.budget == nil)
    #expect(settings.regret == nil)
  }

  @Test("limits of a search, alone", arguments: ["500", "60s"]) func limits(_ limit: String) throws {
    let settings = try #require(read("plan: { at_most: \(limit) }\n").settings)
    #expect(settings.mostReplications == (limit == "500" ? 500 : nil))
    #expect(settings.budget == (limit == "60s" ? 60_000_000_000 : nil))
  }

  @Test(
    "slips have a place and the nearest right form",
    arguments: [
      ("minimise: latency", "can only be cost.monthly so far", "cost.monthly"),
      ("variants: [base, fats]", "nothing is called \"fats\"", "nearest: fast"),
      ("survive: [lots]", "nothing is called \"lots\"", "nearest: lost"),
      ("choose: { workers.resizer.task: 2..4 }", "has a setting \"workers.resizer.task\"", "workers.resizer.tasks"),
      ("choose: { workers.resizr.tasks: 2..4 }", "has a setting \"workers.resizr.tasks\"", "workers.resizer.tasks"),
      ("choose: { channels.jobs.shards: 2..4 }", "has a setting \"channels.jobs.shards\"", ""),
      ("choose: { run.seed: 1..4 }", "is not a plan's to choose", ""),
      ("choose: { slos.fast.exit: 20..21 }", "is not a plan's to choose", ""),
      ("choose: { workers.resizer.tasks: [2, many] }", "must be a number, not \"many\"", ""),
      ("choose: { workers.resizer.tasks: 4..2 }", "goes from high to low", "2..4"),
      ("choose: { workers.resizer.tasks: [] }", "must have 1", ""),
      ("headroom: 0.5x", "must lie between 1 and 1,000", ""),
      ("confidence: 100%", "must lie between", ""),
      ("indifference: 5", "needs a currency", "$5"),
      ("at_most: soon", "at_most", ""),
      ("regret: { slo_missed: $200 }", "needs a unit of time", "$200/h"),
      ("rom: 5%", "plan has no setting \"rom\"", "nearest: room"),
    ])
  func slips(_ line: String, _ message: String, _ hint: String) {
    let (settings, errors) = read(
      "plan:\n  variants: [base, fast]\n  \(line)\n".replacingOccurrences(
        of: line.hasPrefix("variants") ? "  variants: [base, fast]\n" : "\u{0}", with: ""),
      variants: "variants: { fast: { workers: { resizer: { slots: 2 } } } }\n")
    #expect(settings == nil)
    #expect(errors.count == 1, "\(errors)")
    let error = errors.first ?? ""
    #expect(error.contains(message) && (hint.isEmpty || error.contains(hint)), "\(error)")
    // A place in the file, not in front of it.
    #expect(error.first?.isNumber ?? false, "\(error)")
  }

  @Test("a file without a plan says what one is") func none() {
    let (settings, errors) = read("")
    #expect(settings == nil)
    #expect(errors.count == 1 && errors[0].contains("there is no plan"))
  }

  @Test("a setting that one variant has is no slip, nor is a value that one variant can have") func some() throws {
    let variants =
      "variants: { serverless: { workers: { resizer: { type: lambda, from: jobs, service_time: 100ms } } } }\n"
    let settings = try #require(
      read(
        "plan: { variants: all, choose: { workers.resizer.tasks: 2..4, workers.resizer.memory: [128MB, 256MB] } }\n",
        variants: variants
      ).settings)
    #expect(settings.variants == ["base", "serverless"])
    #expect(settings.choices.count == 2)
  }

  @Test("the plans of the examples are read", arguments: ["clickstream", "image-processing", "product-catalogue"])
  func examples(_ name: String) throws {
    let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("scenarios")
    let bytes = try Array(Data(contentsOf: folder.appendingPathComponent("\(name).yaml")))
    var found = Diagnostics()
    let file = try #require(ScenarioFile(bytes: bytes, path: name, &found))
    let settings = try #require(ScenarioReader.plan(file, &found))
    #expect(found.isEmpty)
    #expect(settings.headroom > 1)
    #expect(!settings.choices.isEmpty)
  }
}
