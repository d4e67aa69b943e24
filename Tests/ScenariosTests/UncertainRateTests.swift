// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios
import Services
import Testing

/// `rate: { low, likely, high }`.
@Suite struct UncertainRateTests {
  private func text(_ rate: String, run: String? = nil) -> String {
    Sample.text(run: run, traffic: "uploads: { to: jobs, rate: \(rate) }")
  }

  private func rate(_ scenario: Scenario, window: Int = 0) -> Double? {
    (scenario.windows[window].model.parts["uploads"] as? any Producer)?.rate(at: 0)
  }

  @Test func theLikelyRateIsSimulated() throws {
    let scenario = try Sample.scenario(text("{ low: 2/s, likely: 6/s, high: 20/s }"))
    #expect(scenario.windows.map(\.expectedMessages) == [21_600])
    let source = try #require(scenario.uncertainSources.first)
    #expect(source.name == "uploads" && source.rate.likely == 6)
    #expect(source.rate.spread?.low == 2 && source.rate.spread?.high == 20)
    #expect(try #require(scenario.doubtNote).contains("uploads 6/s (2 .. 20)"))
    let findings = scenario.findings().filter { $0.id == "uncertain-rate" }
    #expect(findings.map(\.part) == ["uploads"])
    #expect(findings.first?.message.contains("between 2/s and 20/s") ?? false)
  }

  @Test func aKnownRateIsNoDoubt() throws {
    let scenario = try Sample.scenario(text("6/s"))
    #expect(scenario.uncertainSources.isEmpty && scenario.doubtNote == nil)
    #expect(!scenario.findings().contains { $0.id == "uncertain-rate" })
  }

  @Test func theSideThatIsLeftOutMirrorsTheOther() throws {
    let high = try Sample.scenario(text("{ likely: 6/s, high: 24/s }")).uncertainSources.first?.rate.spread
    #expect(high?.low == 1.5 && high?.high == 24)
    let low = try Sample.scenario(text("{ low: 3/s, likely: 6/s }")).uncertainSources.first?.rate.spread
    #expect(low?.low == 3 && low?.high == 12)
  }

  @Test func aFutureSaysAtWhichQuantileTheRateLies() throws {
    var options = ScenarioOptions()
    options.rateQuantiles = ["uploads": 0.95, "somebody-else": 0.5]
    let read = Sample.read(text("{ low: 2/s, likely: 6/s, high: 20/s }"), options: options)
    let future = try #require(read.scenario)
    #expect(abs(try #require(rate(future)) - 20) < 1e-9)
    // What is known is in doubt no longer.
    #expect(future.uncertainSources.isEmpty && future.findings().allSatisfy { $0.id != "uncertain-rate" })
    #expect(future.changes.contains("rate of uploads at its 95% quantile"))
    let likely = try Sample.scenario(text("{ low: 2/s, likely: 6/s, high: 20/s }"))
    #expect(future.simulatedText != likely.simulatedText)
    // A factor multiplies the whole range.
    options.trafficFactor = 2
    let twice = try #require(Sample.read(text("{ low: 2/s, likely: 6/s, high: 20/s }"), options: options).scenario)
    #expect(abs(try #require(rate(twice)) - 40) < 1e-9)
  }

  @Test func everyWindowLiesAtTheSameQuantileOfItsOwnRange() throws {
    let run = """
      { windows: { day: { duration: 1h, month: 700h }, sale: { duration: 1h, month: 30h, \
      traffic: { uploads: { rate: { low: 20/s, likely: 60/s, high: 200/s } } } } } }
      """
    var options = ScenarioOptions()
    options.rateQuantiles = ["uploads": 0.05]
    let scenario = try #require(
      Sample.read(text("{ low: 2/s, likely: 6/s, high: 20/s }", run: run), options: options).scenario)
    #expect(abs(try #require(rate(scenario, window: 0)) - 2) < 1e-9)
    #expect(abs(try #require(rate(scenario, window: 1)) - 20) < 1e-9)
    // A window whose rate is written plainly is sure of it.
    let sure = run.replacing("{ low: 20/s, likely: 60/s, high: 200/s }", with: "60/s")
    let one = try #require(
      Sample.read(text("{ low: 2/s, likely: 6/s, high: 20/s }", run: sure), options: options).scenario)
    #expect(rate(one, window: 1) == 60)
  }

  @Test func mistakesHaveAPlaceAndAWayOut() {
    func errors(_ rate: String) -> [String] { Sample.read(text(rate)).errors }
    #expect(
      errors("{ low: 7/s, likely: 6/s }") == [
        "5:37 value: low is 7/s, which is above the likely rate of 6/s | from low to high they go up"
      ])
    #expect(
      errors("{ likely: 6/s, high: 2/s }") == [
        "5:51 value: high is 2/s, which is below the likely rate of 6/s | from low to high they go up"
      ])
    #expect(
      errors("{ low: 0/s, likely: 6/s }") == [
        "5:37 range: low of an uncertain rate must be above 0/s | such as a tenth of the likely rate"
      ])
    #expect(errors("{ likely: 6/s }").first?.contains("needs low or high beside likely | or write rate: 6/s") ?? false)
    #expect(errors("{ low: 2/s, high: 20/s }").first?.contains("likely") ?? false)
    #expect(errors("{ low: 2/s, likly: 6/s }").contains { $0.contains("likly") && $0.contains("nearest: likely") })
    #expect(errors("{ low: 2, likely: 6/s }").first?.contains("did you mean 2/s?") ?? false)
    // A bare number is still told its unit.
    #expect(errors("6").first?.contains("did you mean 6/s?") ?? false)
  }

  @Test func itIsInTheSchemaTheExplanationAndTheExpandedScenario() throws {
    var diagnostics = Diagnostics()
    let written = text("{ low: 2/s, likely: 6/s, high: 20/s }")
    let file = try #require(ScenarioFile(bytes: Array(written.utf8), path: "s.yaml", &diagnostics))
    let expanded = try #require(
      ScenarioDocuments.expanded(file, variant: "base", options: ScenarioOptions(), why: false, &diagnostics))
    #expect(expanded.contains("likely: 6/s") && expanded.contains("high: 20/s"))
    #expect(Sample.read(expanded).scenario?.uncertainSources.first?.rate.spread?.low == 2)
    #expect(ScenarioDocuments.schema.contains("\"likely\""))
    #expect(ScenarioDocuments.explain("likely")?.contains("too low as too high") ?? false)
    #expect(ScenarioDocuments.explain("traffic.uploads.rate")?.contains("low, likely, high") ?? false)
  }

  @Test func aWindowOrAFlagCanMakeItSure() throws {
    let scenario = try #require(
      Sample.read(text("{ low: 2/s, likely: 6/s, high: 20/s }"), set: ["traffic.uploads.rate=9/s"]).scenario)
    #expect(rate(scenario) == 9 && scenario.uncertainSources.isEmpty)
    let likely = try #require(
      Sample.read(text("{ low: 2/s, likely: 6/s, high: 20/s }"), set: ["traffic.uploads.rate.likely=9/s"]).scenario)
    #expect(rate(likely) == 9 && likely.uncertainSources.count == 1)
  }
}
