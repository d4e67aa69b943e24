// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios
import Testing

/// Variants, windows and changes from outside, laid over each other.
@Suite struct OverlayTests {
  private static let text = Sample.text(
    run: """
      { seed: 1, windows: { usual: { month: 700h }, promo: { month: 30h, traffic: { uploads: { rate: 60/s } } } } }
      """,
    channels:
      "jobs: { type: sqs, receive_wait: 10s, dead_letter: { to: aside } }\naside: { type: sqs, retention: 14d }",
    rest: """
      variants:
        base: { title: As it is }
        more: { title: "More, and later", workers: { resizer: { tasks: 2, slots: 3 } } }
        most: { extends: more, workers: { resizer: { tasks: 5 } }, run: { seed: 9 } }
        simple: { channels: { jobs: { dead_letter: null }, aside: null } }
        busy: { traffic: { uploads: { rate: 20/s, size: 2KiB } } }
        empty:
      """)

  private func expanded(_ variant: String, set: [String] = []) throws -> Node {
    let text = try Sample.expanded(Self.text, variant: variant, set: set)
    var diagnostics = Diagnostics()
    return try #require(Document.parse(text, file: "expanded", into: &diagnostics))
  }

  @Test func variantsAreListedInOrderWithBaseFirst() {
    var diagnostics = Diagnostics()
    let file = ScenarioFile(bytes: Array(Self.text.utf8), path: "s.yaml", &diagnostics)
    #expect(file?.variants == ["base", "more", "most", "simple", "busy", "empty"])
    let none = ScenarioFile(bytes: Array("version: 1".utf8), path: "s.yaml", &diagnostics)
    #expect(none?.variants == ["base"])
  }

  @Test func aVariantChangesWhatItNames() throws {
    let base = try expanded("base")
    let more = try expanded("more")
    #expect(base.value(atPath: "workers.resizer.tasks")?.text == "1")
    #expect(more.value(atPath: "workers.resizer.tasks")?.text == "2")
    #expect(more.value(atPath: "workers.resizer.service_time")?.text == "100ms")
    #expect(more["variants"] == nil)
    #expect(try Sample.scenario(Self.text).variantTitle == "As it is")
    #expect(try Sample.scenario(Self.text, variant: "more").variantTitle == "More, and later")
    #expect(try Sample.scenario(Self.text, variant: "most").variantTitle == nil)
  }

  @Test func extendsStartsFromAnother() throws {
    let most = try expanded("most")
    #expect(most.value(atPath: "workers.resizer.tasks")?.text == "5")
    #expect(most.value(atPath: "workers.resizer.slots")?.text == "3")
    #expect(try Sample.scenario(Self.text, variant: "most").seed == 9)
    #expect(try Sample.scenario(Self.text, variant: "empty").content == Sample.scenario(Self.text).content)
  }

  @Test func nullTakesAway() throws {
    let scenario = try Sample.scenario(Self.text, variant: "simple")
    #expect(scenario.windows[0].model.parts.parts.map(\.name) == ["uploads", "jobs", "resizer"])
    // Whoever takes a thing away must also say what becomes of those that named it.
    let reading = Sample.read(Self.text, set: ["channels.aside=null"])
    #expect(reading.errors == ["7:60 name: nothing is called \"aside\" | there is: jobs"])
  }

  @Test func aWindowLaysItsTrafficOverTheVariants() throws {
    let base = try Sample.scenario(Self.text)
    #expect(base.windows.map(\.expectedMessages) == [6 * 3600, 60 * 3600])
    let busy = try Sample.scenario(Self.text, variant: "busy")
    #expect(busy.windows.map(\.expectedMessages) == [20 * 3600, 60 * 3600])
  }

  @Test func aChangeFromOutsideWinsOverBoth() throws {
    let scenario = try Sample.scenario(Self.text, variant: "busy", set: ["traffic.uploads.rate=1/s"])
    #expect(scenario.windows.map(\.expectedMessages) == [3600, 3600])
    #expect(scenario.changes == ["traffic.uploads.rate=1/s"])
    let later = try Sample.scenario(
      Self.text, set: ["run.seed=5", "run.seed=6", "workers.resizer={tasks: 7, slots: 2}"])
    #expect(later.seed == 6)
    let parts = later.windows[0].model.rows.map(\.title)
    #expect(parts == ["jobs (SQS)", "aside (SQS)", "resizer x7"])
  }

  @Test func flagsMultiplyTraffic() throws {
    var options = ScenarioOptions()
    options.trafficFactor = 2
    options.trafficFactors = ["uploads": 1.5]
    options.seed = .max
    options.precision = .replications(3)
    options.windows = ["promo"]
    let scenario = try #require(Sample.read(Self.text, options: options).scenario)
    #expect(scenario.windows.map(\.name) == ["promo"])
    #expect(scenario.windows.map(\.expectedMessages) == [3 * 60 * 3600])
    #expect(scenario.seed == .max)
    #expect(scenario.precision == .replications(3))
    #expect(scenario.changes == ["traffic x2", "traffic.uploads x1.5"])
  }

  @Test(arguments: [-1, Double.nan, .infinity, 1e300, 0]) func strangeFactorsDoNoHarm(_ factor: Double) {
    var options = ScenarioOptions()
    options.trafficFactor = factor
    let reading = Sample.read(Self.text, options: options)
    #expect(reading.scenario != nil || reading.diagnostics.sorted.contains { $0.code == .size })
  }

  @Test func anotherTypeReplacesTheWholeEntry() {
    // The fleet's settings are gone: the entry has only what the variant says.
    let text = Sample.text(rest: "variants: { other: { workers: { resizer: { type: lambda, from: jobs } } } }")
    #expect(
      Sample.read(text, variant: "other").errors == [
        "10:42 missing: a lambda worker needs service_time | service_time: 5ms - How long one attempt at one message "
          + "takes, calls left out; the handler works through the messages of a batch one after the other. With "
          + "per_message beside it: how long the work at a batch takes, which succeeds or fails as a whole. A function "
          + "that only calls may leave it out."
      ])
    let near = Sample.text(rest: "variants: { other: { workers: { resizer: { type: flet, from: jobs } } } }")
    #expect(
      Sample.read(near, variant: "other").errors == [
        "10:50 value: there is no worker of type \"flet\" | nearest: fleet"
      ])
  }

  @Test func errorsInAVariantStandWhereTheyAreWritten() {
    let text = Sample.text(rest: "variants:\n  slow: { channels: { jobs: { delay: 3 } } }")
    #expect(Sample.read(text).errors == [])
    #expect(
      Sample.read(text, variant: "slow").errors == [
        "11:38 unit: delay needs a unit | did you mean 3s? (AWS allows 0s to 15m; its default is 0s)"
      ])
  }

  @Test(arguments: [
    ("a: { extends: b }\n  b: { extends: c }\n  c: { extends: a }", "13:17 value: a extends itself through c"),
    ("a: { extends: b }\n  b: { extends: c }\n  c: { extends: b }", "13:17 value: b extends itself through c"),
    ("a: { extends: a }", "11:17 value: a extends itself through a"),
    ("a: { extends: lnog }\n  long: {}", "11:17 name: nothing is called \"lnog\" | nearest: long (a variant)"),
    (
      "a: { extends: [b] }\n  b: {}",
      "11:17 type: extends must be the name of a variant, not a list | there is: base, a, b"
    ),
    ("a: { extends: }", "11:17 type: extends must be the name of a variant, not nothing | there is: base, a"),
    ("a: 5", "11:6 type: a variant is a map of what differs, not a text | such as { title: …, channels: { … } }"),
    ("a: { version: 1 }", "11:8 key: a variant cannot change version"),
    ("a: { name: x }", "11:8 key: a variant cannot change name"),
    ("a: { variants: {} }", "11:8 key: a variant cannot change variants"),
    ("a: { title: [x] }", "11:15 type: title must be a text, not a list"),
  ])
  func mistakesInVariants(_ variants: String, _ wanted: String) {
    let reading = Sample.read(Sample.text(rest: "variants:\n  " + variants), variant: "a")
    #expect(reading.scenario == nil)
    #expect(reading.errors == [wanted])
  }

  @Test(arguments: [
    ("[a, b]", "10:11 type: variants must be a map of alternatives by name, not a list"),
    ("{ \"a b\": {} }", "10:13 value: the name must be a name of letters, digits, `-`, `_` and `.`, not \"a b\""),
    ("{ base: { region: eu-west-1 } }", "10:21 key: base can only have a title, not region"),
  ])
  func mistakesInTheListOfVariants(_ variants: String, _ wanted: String) {
    let reading = Sample.read(Sample.text(rest: "variants: " + variants))
    #expect(reading.scenario == nil)
    #expect(reading.errors.count == 1)
    #expect(reading.errors.first?.hasPrefix(wanted) ?? false, "\(reading.errors)")
  }
}
