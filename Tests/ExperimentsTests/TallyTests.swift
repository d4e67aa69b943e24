// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Pricing
import Scenarios
import Testing

/// What is added up replication by replication is what a run makes of all of them together.
@Suite struct TallyTests {
  private static let variants = ["base", "give-back"]

  private func options() -> ScenarioOptions {
    var options = ScenarioOptions()
    options.precision = .replications(4)
    options.changes = [("run.windows.usual.duration", "20m"), ("run.windows.promo.duration", "40m")]
    return options
  }

  @Test(arguments: variants) func sameFiguresAndVerdictsAsARun(_ variant: String) async throws {
    let scenario = try Trial.scenario(Trial.pictures(), variant: variant, options: options())
    let result = try await Trial.run(scenario)
    let alternative = Alternative(scenario, book: try PriceBook.builtIn(scenario.terms.book))
    let panel = Panel(alternative)
    var tally = Tally(panel)
    let handedOver = try await Laboratory(jobs: 2).run(
      (0..<4).map { Laboratory.Task(alternative: 0, replication: $0) }, of: [alternative], isPlanned: true,
      read: { panel.sample($1) }, take: { tally.add($1) })
    #expect(handedOver == 4 && tally.replications == 4)
    for (place, reading) in panel.readings.enumerated() {
      let known = try #require(result.window(reading.window))
      guard let whole = known.figure(reading.subject, reading.metric, reading.statistic) else { continue }
      let own = try #require(tally.figure(place))
      for (a, b) in [(own.value, whole.value), (own.low ?? 0, whole.low ?? 0), (own.high ?? 0, whole.high ?? 0)] {
        #expect(abs(a - b) <= 1e-9 * max(1, abs(b)), "\(reading.subject) \(reading.metric).\(reading.statistic)")
      }
      #expect(own.n == whole.n)
    }
    for (objective, known) in zip(scenario.objectives, result.slos) {
      let own = tally.verdict(objective)
      #expect(own.verdict == known.verdict && own.window == known.window, "\(objective.name)")
    }
    let cost = try #require(result.cost)
    let monthly = try #require(tally.monthly())
    let known = try #require(result.slo("affordable"))
    #expect(abs((Double(monthly.value) ?? 0) - (known.value ?? 1)) < 1e-6)
    // The bill shows its interval to the cent.
    let (low, cents) = (Double(monthly.low ?? "") ?? 0, Double(cost.low ?? "") ?? 1)
    #expect(abs(low - cents) <= 0.005)
  }

  @Test func closedControlHandsOverWhatIsDone() async throws {
    let scenario = try Trial.scenario(Trial.pictures(), options: options())
    let alternative = Alternative(scenario, book: try PriceBook.builtIn(scenario.terms.book))
    let panel = Panel(alternative)
    let control = RunControl()
    var numbers: [Int] = []
    let laboratory = Laboratory(jobs: 1, control: control) { if $0.simulated == 2 { control.close() } }
    let handedOver = try await laboratory.run(
      (0..<9).map { Laboratory.Task(alternative: 0, replication: $0) }, of: [alternative], isPlanned: true,
      read: { panel.sample($1) }, take: { task, _ in numbers.append(task.replication) })
    #expect(handedOver == 2 && numbers == [0, 1])
  }

  @Test func aShardDoesItsPartAndSaysSo() async throws {
    let scenario = try Trial.scenario(Trial.pictures(), options: options())
    let alternative = Alternative(scenario, book: try PriceBook.builtIn(scenario.terms.book))
    let panel = Panel(alternative)
    let laboratory = Laboratory(jobs: 2, role: .shard(try #require(Shard(1, of: 3))))
    let done = await #expect(throws: Laboratory.ShardDone.self) {
      _ = try await laboratory.run(
        (0..<4).map { Laboratory.Task(alternative: 0, replication: $0) }, of: [alternative], isPlanned: true,
        read: { panel.sample($1) }, take: { _, _ in Issue.record("a shard hands nothing over") })
    }
    #expect(done?.done == 1 && done?.of == 4 && done?.isPartial == false)
    #expect(laboratory.work.simulated == 1)
  }

  @Test func scenariosWithTheSameMeasurementsHaveOneKey() throws {
    func key(_ changes: [(String, String)], factor: Double = 1, faults: [String]? = nil) throws -> AlternativeKey {
      var options = ScenarioOptions()
      options.changes = changes.map { (path: $0.0, value: $0.1) }
      options.trafficFactor = factor
      options.faults = faults
      let scenario = try Trial.scenario(Trial.pictures(), options: options)
      return Alternative(scenario, book: try PriceBook.builtIn(.documented)).key
    }
    let plain = try key([])
    #expect(try key([]) == plain)
    // What only judges or prices asks for no other simulation.
    for (path, value) in [
      ("slos.affordable.cost.monthly", "\"< $7\""), ("title", "another"), ("pricing.discount", "12%"),
      ("run.windows.usual.month", "700h"), ("run.seed", "20250811"), ("run.replications", "3"),
    ] {
      #expect(try key([(path, value)]) == plain, "\(path)")
    }
    #expect(try key([("run.seed", "2")]) != plain && key([("run.seed", "2")]).text == plain.text)
    #expect(try key([("workers.resizer.tasks", "23")]).text != plain.text)
    #expect(try key([], factor: 1.3).text != plain.text)
    #expect(try key([], faults: []).text != plain.text)
  }
}
