// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios
import Testing

/// What a scenario requires of its parts.
@Suite("Required abilities") struct RequirementTests {
  /// Two caches behind a fleet, so that the answers depend on settings alone.
  private static func text(_ requires: String, variants: String = "") -> String {
    """
    version: 1
    name: able
    traffic: { uploads: { to: jobs, rate: 6/s } }
    channels: { jobs: { type: sqs, receive_wait: 10s } }
    caches: { store: { engine: valkey, node_type: cache.r7g.large, replicas: 1 } }
    workers: { resizer: { type: fleet, from: jobs, service_time: 100ms } }
    requires: \(requires)
    \(variants)
    """
  }

  private func errors(_ requires: String) -> [String] { Sample.read(Self.text(requires)).errors }

  @Test("a part answers for itself, in the order of the file") func answers() throws {
    let scenario = try Sample.scenario(
      Self.text("[{ of: store, persistence: true }, { of: resizer, exactly_once: true }, { of: store, replay: 36h }]"))
    #expect(scenario.requirements.map(\.of) == ["store", "resizer", "store"])
    #expect(scenario.requirements.map(\.ability.title) == ["persistence", "exactly_once", "replay 36h"])
    #expect(scenario.requirements.map(\.answer.isYes) == [true, false, false])
    #expect(scenario.requirements[0].answer.detail == "by replicas, a moment behind")
    #expect(!scenario.isAble)
    let lacks = scenario.findings().filter { $0.id == "cannot" }
    #expect(lacks.map(\.part) == ["resizer", "store"])
    #expect(lacks[0].message == "resizer cannot do what the scenario requires, exactly_once: at least once")
    #expect(lacks.allSatisfy { $0.level == .warn })
  }

  @Test("several abilities of one entry are several requirements, each once; false asks for nothing")
  func several() throws {
    let scenario = try Sample.scenario(
      Self.text(
        "[{ of: jobs, ordering: per_key, replay: 1h, independent_readers: 2, exactly_once: false }, "
          + "{ of: jobs, ordering: total }, { of: jobs, replay: 60m }, { of: jobs, persistence: false }]"))
    #expect(
      scenario.requirements.map(\.ability.title) == [
        "ordering per_key", "replay 1h", "independent_readers 2", "ordering total",
      ])
  }

  @Test("a scenario that requires nothing is able") func nothing() throws {
    let scenario = try Sample.scenario(Self.text("[]"))
    #expect(scenario.requirements.isEmpty && scenario.isAble)
    #expect(!scenario.findings().contains { $0.id == "cannot" })
  }

  @Test("a variant answers with its own parts, and may require something else") func variants() throws {
    let text = Self.text(
      "[{ of: store, persistence: true }]",
      variants: """
        variants:
          memory: { caches: { store: { replicas: 0 } } }
          easy: { caches: { store: { replicas: 0 } }, requires: [] }
        """)
    #expect(try Sample.scenario(text).isAble)
    let memory = try Sample.scenario(text, variant: "memory")
    #expect(memory.requirements.map(\.answer) == [.no("memory only")])
    #expect(try Sample.scenario(text, variant: "easy").requirements.isEmpty)
  }

  @Test("what is wrong has a place and the nearest name") func wrong() {
    #expect(
      errors("[{ of: job, ordering: per_key }]") == [
        "7:18 name: nothing is called \"job\" | nearest: jobs (a channel)"
      ])
    #expect(
      errors("[{ of: uploads, replay: 1h }]") == [
        "7:18 reference: \"uploads\" is a traffic source, but a channel or a worker or a cache or a database is needed here"
          + " | there is: jobs, resizer, store"
      ])
    #expect(
      errors("[{ of: jobs }]") == [
        "7:12 missing: a requirement needs one of ordering, replay, independent_readers, exactly_once, persistence | such as "
          + "{ of: jobs, replay: 24h }"
      ])
    #expect(errors("[{ of: jobs, replay: 24 }]").map { $0.prefix(10) } == ["7:32 unit: "].map { $0.prefix(10) })
    #expect(errors("[{ of: jobs, ordering: key }]").first?.hasPrefix("7:34 value: ordering must be") == true)
    #expect(errors("[{ of: jobs, replys: 24h }]").first?.contains("replay") == true)
    #expect(errors("[{ ordering: total }]").first?.contains("missing") == true)
    #expect(errors("{ of: jobs, ordering: total }").first?.contains("type") == true)
    #expect(errors("[jobs]").count == 1 && errors("[[]]").count == 1 && errors("[null]").count == 1)
    #expect(errors("[{ of: jobs, independent_readers: 0 }]").first?.contains("range") == true)
    #expect(errors("[{ of: jobs, exactly_once: yes }]").first?.contains("did you mean true") == true)
  }

  @Test("bad entries are found together with each other") func together() {
    #expect(errors("[{ of: job, replay: 1h }, { of: stor, persistence: true }]").count == 2)
  }

  @Test("expand writes it as it was read, and explain knows it") func documents() throws {
    let text = Sample.text(rest: "requires: [{ of: jobs, ordering: per_key }, { of: jobs, replay: 24h }]")
    let expanded = try Sample.expanded(text)
    let again = try Sample.scenario(expanded)
    #expect(again.requirements == (try Sample.scenario(text)).requirements)
    #expect(ScenarioDocuments.explain("requires")?.contains("Abilities") == true)
    #expect(ScenarioDocuments.explain("independent_readers") != nil)
    #expect(ScenarioDocuments.schema.contains("\"requires\""))
  }
}
