// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Testing

@testable import Experiments

/// The examples, shortened: each has a slowest message, and nobody notices that it is looked for.
@Suite("Traces of the examples") struct TraceExamplesTests {
  static let names = [
    "image-processing", "sns-fanout", "clickstream", "product-catalogue", "stampede", "change-capture", "course-stack",
  ]

  static func short(_ name: String, _ variant: String = "base", seconds: Int = 8) throws -> Scenario {
    var options = ScenarioOptions()
    options.changes = [
      ("run.windows", "null"), ("faults", "null"), ("slos", "null"), ("plan", "null"), ("run.warmup", "0s"),
      ("run.duration", "\(seconds)s"), ("run.replications", "1"),
    ]
    if variant == "base" { options.changes.append(("variants", "null")) }
    let text = try String(contentsOf: Trial.examples.appendingPathComponent("\(name).yaml"), encoding: .utf8)
    return try Trial.scenario(text, variant: variant, options: options)
  }

  @Test("the slowest message has the latency that is the run's largest", arguments: names)
  func worst(_ name: String) async throws {
    let scenario = try Self.short(name, seconds: name == "sns-fanout" || name == "course-stack" ? 120 : 5)
    let book = try PriceBook.builtIn(scenario.terms.book)
    let life = try #require(try TraceStudy(scenario, book: book).result())
    let result = try await Run(scenario, book: book, jobs: 1).result()
    let largest = result.windows[0].flows.compactMap { $0.metrics["latency"]?.stats["max"]?.value }.max()
    let latency = try #require(life.end.latencyS)
    // The histogram has three digits.
    #expect(abs(latency / (try #require(largest)) - 1) < 0.002)
    #expect(life.steps.contains { $0.kind == "delivered" && $0.latencyS == latency })
    #expect(life.steps.map(\.atNs) == life.steps.map(\.atNs).sorted())
    #expect(life.steps.first?.kind == "sent" && life.leftOut == 0)
    for phase in life.phases { #expect(phase.fromNs < phase.toNs) }
    // One thing at a time in each copy.
    for (one, next) in zip(life.phases, life.phases.dropFirst()) where one.branch == next.branch {
      #expect(one.toNs <= next.fromNs)
    }
  }

  @Test("looking changes nothing that is measured", arguments: names)
  func unchanged(_ name: String) throws {
    let scenario = try Self.short(name, seconds: 4)
    let window = scenario.windows[0]
    let warmup = Replicator.warmup(window, scenario)
    let key = TraceStudy(scenario, book: try PriceBook.builtIn(.documented)).key
    let plain = try #require(window.model.simulation.run(duration: window.duration, key: key, warmup: warmup))
    let found = try #require(
      window.model.simulation.find(.longestLatency, duration: window.duration, key: key, warmup: warmup))
    let followed = try #require(
      window.model.simulation.follow(
        .init(flow: 0, number: 3), duration: window.duration, key: key, warmup: warmup))
    for other in [found.measurements, followed.measurements] {
      #expect(other.counters == plain.counters)
      #expect(other.events == plain.events)
      #expect(other.levels.map(\.mean) == plain.levels.map(\.mean))
      #expect(other.distributions.map(\.count) == plain.distributions.map(\.count))
    }
  }

  @Test(
    "every variant of the streams", arguments: ["kinesis-on-demand", "sqs", "sqs-fifo", "msk-serverless", "kafka-ec2"])
  func variants(_ variant: String) throws {
    let scenario = try Self.short("clickstream", variant, seconds: 3)
    let life = try #require(try TraceStudy(scenario, book: try PriceBook.builtIn(.documented)).result())
    #expect(life.end.latencyS != nil && life.steps.count > 4)
  }

  @Test("events are shown from the send on, in order, and say when they are about the message") func walk() throws {
    let scenario = try Self.short("image-processing", seconds: 15)
    let study = TraceStudy(
      scenario, book: try PriceBook.builtIn(.documented), choice: .message(source: nil, number: 20))
    let life = try #require(try study.result())
    var events: [TraceEvent] = []
    study.walk(life) { event in
      events.append(event)
      return events.count < 200
    }
    #expect(events.count == 200)
    #expect(try #require(events.first).atNs == life.message.sentNs && events[0].concernsMessage)
    #expect(events.map(\.atNs) == events.map(\.atNs).sorted())
    #expect(events.map(\.number) == Array(events[0].number..<(events[0].number + 200)))
    #expect(events.allSatisfy { !$0.title.hasPrefix("event ") && $0.part != "?" })
    #expect(events[0].levels.map(\.part) == ["jobs", "jobs-dlq", "resizer"])
    var later: [TraceEvent] = []
    study.walk(life, from: 10_000_000_000) { event in
      later.append(event)
      return later.count < 5
    }
    #expect(later.allSatisfy { $0.atNs >= 10_000_000_000 })
  }

  @Test("every event of every example has a name", arguments: names)
  func signals(_ name: String) throws {
    let scenario = try Self.short(name, seconds: name == "sns-fanout" || name == "course-stack" ? 120 : 3)
    let study = TraceStudy(scenario, book: try PriceBook.builtIn(.documented))
    let life = try #require(try study.result())
    var unknown: Set<String> = []
    study.walk(life, from: 0) { event in
      if event.title.hasPrefix("event ") { unknown.insert("\(event.part): \(event.title)") }
      return event.number < 30_000
    }
    #expect(unknown.isEmpty, "\(unknown.sorted())")
  }
}
