// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios
import Testing

/// Mistakes under `run`, and in what a command asks for.
@Suite struct RunErrorTests {
  @Test func precision() {
    let run = """
      { replications: { at_least: 50, at_most: 10 }, confidence: 1.2, percentiles: [p50, 99, p100], warmup: soon, duration: 0s }
      """
    let reading = Sample.read(Sample.text(run: run))
    #expect(
      reading.diagnostics.sorted.map { "\($0.location?.column ?? 0) \($0.code)" } == [
        "47 range", "65 range", "89 value", "93 value", "108 value", "124 range",
      ])
    #expect(reading.errors[0] == "3:47 range: at_most (10) is less than at_least (50)")
    #expect(reading.errors[2] == "3:89 value: percentiles has no percentile \"99\" | such as p50 or p99.9")
  }

  @Test(arguments: [
    ("{ replications: 0 }", "3:22 range"), ("{ seed: -1 }", "3:14 range"), ("{ windows: [a] }", "3:17 type"),
    ("{ duration: 367d }", "3:18 range"), ("{ confidence: 40% }", "3:20 range"),
    ("{ replications: { at_least: 1 } }", "3:34 range"), ("{ percentiles: [] }", "3:21 range"),
    ("{ windows: { a: { duration: 1h, channels: {} } } }", "3:38 key"),
    ("{ windows: { a: { traffic: 5 } } }", "3:33 type"), ("{ sed: 1 }", "3:8 key"),
  ])
  func single(_ run: String, _ wanted: String) {
    let reading = Sample.read(Sample.text(run: run))
    #expect(reading.scenario == nil)
    #expect(
      reading.diagnostics.sorted.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.code)" } == [wanted],
      "\(reading.errors)")
  }

  @Test func everyWindowSaysHowMuchOfTheMonthItIs() throws {
    let one = try Sample.scenario(Sample.text(run: "{ windows: { usual: { duration: 2h } } }"))
    #expect(one.windows.map(\.hoursPerMonth) == [730])
    let two = Sample.read(Sample.text(run: "{ windows: { usual: { }, promo: { month: 3h } } }"))
    #expect(
      two.errors == [
        "3:19 missing: window usual needs month"
          + " | how many hours of the month are like this, such as month: 40h; together 730h"
      ])
  }

  @Test func aWarmupLeavesSomethingToMeasure() throws {
    let text = Sample.text(
      run: "{ warmup: 1h, windows: { long: { duration: 2h, month: 700h }, short: { duration: 1h, month: 30h } } }")
    #expect(
      Sample.read(text).errors == [
        "3:16 range: a warmup of 1h leaves nothing of window short, which takes 1h"
          + " | make it shorter than every window"
      ])
    #expect(try Sample.scenario(text, set: ["run.warmup=59m"]).warmup == .fixed(59 * 60 * 1_000_000_000))
  }

  @Test func theNumberOfMessagesIsLimited() throws {
    // 1,000,000,001 messages in one of two windows.
    let run = "{ windows: { a: { duration: 1h, month: 30h }, b: { duration: 250000001s, month: 700h } } }"
    let long = Sample.read(Sample.text(run: run, traffic: "uploads: { to: jobs, rate: 4/s }"))
    #expect(long.errors.map { $0.prefix(10) } == ["3:67 range"[...]])  // a year at the most
    let many = "{ windows: { a: { duration: 1h, month: 30h }, b: { duration: 10000001s, month: 700h } } }"
    #expect(
      Sample.read(Sample.text(run: many, traffic: "uploads: { to: jobs, rate: 100/s }")).errors == [
        "5:3 size: window b would send 1.0 G messages in one replication, but at most 1.0 G are simulated"
          + " | make the window's duration shorter"
      ])
    let most = try Sample.scenario(
      Sample.text(run: "{ duration: 10000000s }", traffic: "uploads: { to: jobs, rate: 100/s }"))
    #expect(most.windows[0].expectedMessages == ScenarioReader.mostMessages)
  }

  @Test func whatACommandNamesMustExist() {
    let text = Sample.text(
      run: "{ windows: { usual: { month: 700h }, promo: { month: 30h } } }", rest: "variants: { short: {} }")
    var options = ScenarioOptions()
    options.windows = ["usual", "pormo"]
    options.trafficFactors = ["upload": 2, "zzzzzz": 3]
    #expect(
      Sample.read(text, options: options).errors == ["- name: there is no window \"pormo\" | nearest: promo"]
        + [
          "- name: there is no traffic source \"upload\" | nearest: uploads",
          "- name: there is no traffic source \"zzzzzz\" | there is: uploads",
        ])
    #expect(Sample.read(text, variant: "shrt").errors == ["- name: there is no variant \"shrt\" | nearest: short"])
    #expect(Sample.read(text, variant: "x").errors == ["- name: there is no variant \"x\" | there is: base, short"])
  }

  @Test func changesFromOutsideHavePlacesOfTheirOwn() {
    let changes = ["run.seed=abc", "foo.bar=1", "channels.jobs.visibility_timeout=30"]
    let reading = Sample.read(Sample.text(), set: changes)
    #expect(
      reading.diagnostics.sorted.map { "\($0.location?.description ?? "") \($0.code)" } == [
        "--set channels.jobs.visibility_timeout=30:1:34 unit", "--set foo.bar=1:1:1 key",
        "--set run.seed=abc:1:10 value",
      ])
  }

  @Test(arguments: ["run.seed=[1", "channels.jobs.type.x=3", "=3", "run..seed=3", "run.percentiles.7=p50"])
  func aChangeThatCannotBeMadeLeavesNoScenario(_ change: String) {
    let reading = Sample.read(Sample.text(run: "{ percentiles: [p50] }"), set: [change])
    #expect(reading.scenario == nil)
    #expect(reading.errors.count == 1)
  }
}
