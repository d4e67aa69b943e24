// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Services
import Synchronization
import Testing

@testable import Experiments

/// A fleet whose utilisation is arithmetic: messages come evenly, each takes half a second, so that n tasks at r messages a
/// second are busy r / 2n of the time; and a fleet on Fargate, so that tasks cost something.
struct FleetPlan {
  static func text(rate: String = "1/s", arrivals: String = "constant", slos: String? = nil, run: String? = nil)
    -> String
  {
    """
    version: 1
    name: fleet
    calibration: none
    run: \(run ?? "{ duration: 200s, warmup: 0s, replications: 2 }")
    traffic: { uploads: { to: jobs, rate: \(rate), arrivals: \(arrivals) } }
    channels: { jobs: { type: sqs, receive_wait: 20s } }
    workers:
      resizer:
        { type: fleet, from: jobs, tasks: 1, receive: 1, service_time: 500ms, compute: { fargate: { vcpu: 1, memory: 2GiB } } }
    slos: \(slos ?? "{ not-too-busy: { of: resizer, utilisation.mean: \"< 80%\" } }")
    """
  }

  let file: ScenarioFile
  var settings: PlanSettings
  var options = ScenarioOptions()
  var laboratory = Laboratory(jobs: 2)

  init(_ text: String) throws {
    var found = Diagnostics()
    guard let file = ScenarioFile(bytes: Array(text.utf8), path: "fleet.yaml", &found) else {
      throw BadScenario(description: DiagnosticPrinter.text(found.sorted, sources: [:]))
    }
    self.file = file
    settings = PlanSettings(variants: ["base"])
    settings.room = 0
  }

  static let book: PlanOutlook.Book = { try PriceBook.builtIn($0.book) }

  var space: PlanSpace { Self.space(file, settings, options, Self.book) }

  private static func space(
    _ file: ScenarioFile, _ settings: PlanSettings, _ options: ScenarioOptions, _ book: @escaping PlanOutlook.Book
  ) -> PlanSpace {
    let candidates = (1...4).map { tasks in
      Candidate(
        number: tasks - 1, variant: "base",
        values: [.init(path: "workers.resizer.tasks", value: "\(tasks)", place: tasks - 1, isMonotone: false)])
    }
    return PlanSpace(file: file, settings: settings, options: options, book: book, candidates: candidates)
  }

  static func choice(_ tasks: Int) -> PlanResult.Choice {
    PlanResult.Choice(
      label: "base: tasks \(tasks)", variant: "base",
      settings: [.init(path: "workers.resizer.tasks", value: "\(tasks)")])
  }

  /// What is searched for, with the search that is right by arithmetic, and how often it was asked.
  func outlook(_ asked: Asked = Asked()) -> PlanOutlook {
    let file = file
    return PlanOutlook(space, laboratory: laboratory, replications: 2) {
      Self.space(file, $0, $1, $2)
    } search: { space in
      var found = Diagnostics()
      let scenario = ScenarioReader.scenario(space.file, options: space.options, &found)
      let rate = (scenario?.windows[0].model.parts["uploads"] as? any Producer)?.rate(at: 0) ?? 0
      asked.headrooms.withLock { $0.append(space.settings.headroom) }
      let tasks = (1...4).first { rate * space.settings.headroom / 2 / Double($0) < 0.8 }
      return PlanOutlook.Found(choice: tasks.map(Self.choice), monthly: tasks.map { "\($0 * 30)" })
    }
  }

  final class Asked: Sendable {
    let headrooms = Mutex<[Double]>([])
  }
}

@Suite struct PlanOutlookTests {
  // MARK: Growth

  /// One task is busy 50% of the time; with 10% more each month it is 0.5 x 1.1^5 = 80.5% in month 6. Two tasks then last
  /// until 0.25 x 1.1^12 = 78.5% in month 13, and miss it in month 14.
  @Test func growthEndsInTheMonthThatArithmeticSays() async throws {
    let plan = try FleetPlan(FleetPlan.text())
    let growth = try #require(
      try await plan.outlook().growth(
        answer: FleetPlan.choice(1), TrafficGrowth(text: "10%/month", perMonth: 0.1), months: 17))
    #expect(growth.steps.map(\.first) == [1, 6, 14] && growth.steps.map(\.last) == [5, 13, 17])
    #expect(growth.steps.map(\.choice) == [1, 2, 3].map(FleetPlan.choice))
    #expect(growth.steps.map(\.misses) == [["not-too-busy"], ["not-too-busy"], []])
    #expect(abs(growth.steps[1].trafficFirst - 1.61051) < 1e-9)
    // Two tasks cost more than one, and requests cost more as they become more.
    let costs = try growth.steps.map {
      (try #require(Decimal(exactText: $0.monthlyFirst ?? "")), try #require(Decimal(exactText: $0.monthlyLast ?? "")))
    }
    #expect(costs[0].0 < costs[0].1 && costs[0].1 < costs[1].0 && costs[1].1 < costs[2].0)
    #expect(growth.months == 17 && growth.asked == "10%/month" && growth.replications == 2)
  }

  /// The headroom is there to be grown into: it counts when the next plan is searched, not when one is asked whether it
  /// still holds.
  @Test func theHeadroomIsForTheSearch() async throws {
    var plan = try FleetPlan(FleetPlan.text())
    plan.settings.headroom = 1.5
    let asked = FleetPlan.Asked()
    let growth = try #require(
      try await plan.outlook(asked).growth(
        answer: FleetPlan.choice(1), TrafficGrowth(text: "10%/month", perMonth: 0.1), months: 7))
    #expect(growth.steps.map(\.first) == [1, 6])
    // 0.805 x 1.5 / 2 = 0.604 < 0.8.
    #expect(growth.steps[1].choice == FleetPlan.choice(2))
    #expect(asked.headrooms.withLock { $0 } == [1.5])
  }

  @Test func whereNothingIsLargeEnoughItSaysSo() async throws {
    let plan = try FleetPlan(FleetPlan.text(rate: "6/s"))
    let growth = try #require(
      try await plan.outlook().growth(
        answer: FleetPlan.choice(4), TrafficGrowth(text: "100%/month", perMonth: 1), months: 3))
    #expect(growth.steps.map(\.choice) == [FleetPlan.choice(4), nil])
    #expect(growth.steps.map(\.first) == [1, 2] && growth.steps[1].monthlyFirst == nil)
    let none = try #require(
      try await plan.outlook().growth(answer: nil, TrafficGrowth(text: "5%/month", perMonth: 0.05), months: 3))
    #expect(none.steps.count == 1 && none.steps[0].choice == nil && none.steps[0].last == 3)
  }

  // MARK: Least regret

  /// A rate of 1/s, perhaps 4/s: one task does up to 1.6/s, two up to 3.2/s, three up to 4.8/s. Whether a plan holds in a
  /// future is therefore known beforehand.
  @Test func regretsAreThoseOfTheUtilisation() async throws {
    var plan = try FleetPlan(FleetPlan.text(rate: "{ low: 0.5/s, likely: 1/s, high: 4/s }"))
    plan.settings.headroom = 1.3
    let asked = FleetPlan.Asked()
    let regret = try #require(try await plan.outlook(asked).regret(answer: FleetPlan.choice(1), futures: 8))
    #expect(regret.futures.count == 8 && regret.sources.map(\.name) == ["uploads"])
    // The futures stand for the headroom.
    #expect(asked.headrooms.withLock { $0 } == [Double](repeating: 1, count: 8))
    for row in regret.plans {
      let tasks = Double(try #require(row.settings.first).value) ?? 0
      for (future, entry) in zip(regret.futures, row.futures) {
        let holds = future.rates[0] / 2 / tasks < 0.8
        #expect(entry.misses == (holds ? [] : ["not-too-busy"]), "\(tasks) tasks at \(future.rates[0])/s")
        #expect(entry.hoursMissed == (holds ? "0" : "730"))
        let cost = try #require(Decimal(exactText: entry.monthly))
        let best = try #require(Decimal(exactText: future.bestMonthly))
        let expected = max(0, cost - best) + (holds ? 0 : 730 * 200)
        #expect(Decimal(exactText: entry.regret) == expected)
      }
      #expect(row.holds.value == Double(row.futures.count { $0.misses.isEmpty }) / 8)
    }
    // The answer is among the plans, once; the first has the least regret; what was best in each future is among them.
    #expect(regret.plans.count { $0.isAnswer } == 1)
    let means = regret.plans.compactMap { Decimal(exactText: $0.meanRegret) }
    #expect(means == means.sorted() && means.count == regret.plans.count)
    for future in regret.futures {
      // Four tasks do up to 6.4/s; beyond, nothing does.
      #expect(future.canBeMet == (future.rates[0] < 6.4) && (future.best != nil) == future.canBeMet)
      if let best = future.best { #expect(regret.plans.contains { $0.label == best.label }) }
    }
    // An hour costs $200, a task some $40 a month: the largest that any future needs.
    let most = regret.plans.compactMap { $0.settings.first.flatMap { Int($0.value) } }.max()
    #expect(regret.plans.first?.settings.first?.value == "\(most ?? 0)")
  }

  @Test func knownRatesHaveNoRegret() async throws {
    let plan = try FleetPlan(FleetPlan.text())
    #expect(try await plan.outlook().regret(answer: FleetPlan.choice(1)) == nil)
  }

  @Test func theSameBytesWhateverTheThreads() async throws {
    func json(_ jobs: Int) async throws -> String {
      var plan = try FleetPlan(FleetPlan.text(rate: "{ likely: 1/s, high: 3/s }", arrivals: "poisson"))
      plan.laboratory = Laboratory(jobs: jobs)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      let regret = try await plan.outlook().regret(answer: FleetPlan.choice(1), futures: 4)
      return String(decoding: try encoder.encode(regret), as: UTF8.self)
    }
    let one = try await json(1)
    #expect(one == (try await json(4)) && one.contains("\"futures\""))
  }

  @Test func whatIsInterruptedIsLeftOut() async throws {
    var plan = try FleetPlan(FleetPlan.text(rate: "{ likely: 1/s, high: 3/s }"))
    let control = RunControl()
    control.close()
    plan.laboratory = Laboratory(jobs: 1, control: control)
    #expect(try await plan.outlook().regret(answer: FleetPlan.choice(1)) == nil)
    #expect(
      try await plan.outlook().growth(
        answer: FleetPlan.choice(1), TrafficGrowth(text: "5%/month", perMonth: 0.05), months: 12) == nil)
    #expect(
      try await plan.outlook().whatIf(answer: .init(choice: FleetPlan.choice(1), monthly: "30")).isEmpty)
  }

  // MARK: What if

  @Test func twiceTheTrafficAndADearerTask() async throws {
    let plan = try FleetPlan(FleetPlan.text())
    let found = try await plan.outlook().whatIf(answer: .init(choice: FleetPlan.choice(1), monthly: "30"))
    #expect(found.count == 2)
    // 1 x 2 / 2 / 2 = 50%.
    #expect(found[0].change == "traffic x2" && found[0].choice == FleetPlan.choice(2))
    #expect(found[0].more == "30" && !found[0].isSame && found[0].flag == "-x 2")
    #expect(found[1].change.contains("vcpu") && found[1].change.hasSuffix("+10%"))
    #expect(found[1].isSame && found[1].more == "0")
  }

  /// A price that is raised by a tenth is a tenth higher in every tier, and no other price is.
  @Test func aRaisedPrice() throws {
    let book = try PriceBook.builtIn(.documented)
    let reference = PriceReference(service: "fargate", item: "x86:vcpu")
    let before = try #require(book.price(reference, region: "us-east-1"))
    let raised = book.raising(reference, region: "us-east-1", by: Decimal(string: "0.1") ?? 0)
    let after = try #require(raised.price(reference, region: "us-east-1"))
    #expect(after.tiers.map(\.usd) == before.tiers.map { $0.usd * (Decimal(string: "1.1") ?? 0) })
    #expect(after.unit == before.unit && after.layer == before.layer && raised.contentHash != book.contentHash)
    let memory = PriceReference(service: "fargate", item: "x86:memory")
    #expect(raised.price(memory, region: "us-east-1") == book.price(memory, region: "us-east-1"))
    #expect(raised.price(reference, region: "eu-west-1") == book.price(reference, region: "eu-west-1"))
  }

  // MARK: The search itself

  /// All together with the real search, on the smallest of spaces.
  @Test func withTheRealSearch() async throws {
    var plan = try FleetPlan(
      FleetPlan.text(
        rate: "{ low: 0.5/s, likely: 1/s, high: 3/s }", run: "{ duration: 100s, warmup: 0s, replications: 2 }"))
    plan.options.seed = 5
    let (laboratory, file, space) = (plan.laboratory, plan.file, plan.space)
    let candidates = space.candidates
    let outlook = PlanOutlook(space, laboratory: laboratory, replications: 2) { settings, options, book in
      PlanSpace(file: file, settings: settings, options: options, book: book, candidates: candidates)
    } search: { space in
      PlanOutlook.Found(try await PlanSearch(space, laboratory: laboratory).result())
    }
    let answer = PlanOutlook.Found(try await PlanSearch(space, laboratory: laboratory).result())
    #expect(answer.choice?.settings == [.init(path: "workers.resizer.tasks", value: "1")])
    let regret = try #require(try await outlook.regret(answer: answer.choice, futures: 4))
    for future in regret.futures {
      let needed = (1...4).first { future.rates[0] / 2 / Double($0) < 0.8 }
      #expect(future.best?.settings.first?.value == needed.map(String.init), "\(future.rates[0])/s")
    }
  }
}
