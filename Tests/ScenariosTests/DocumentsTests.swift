// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Scenarios
import Testing

/// The JSON Schema, the reference and the explanations.
@Suite struct DocumentsTests {
  @Test func theTablesAreInOrder() {
    #expect(ScenarioKeys.table.defaultProblems() == [])
    #expect(Set(ScenarioDocuments.keyNames).count == ScenarioDocuments.keyNames.count)
    for name in ["version", "visibility_timeout", "max_receives", "service_time", "extend_to", "until", "free_tier"] {
      #expect(ScenarioDocuments.keyNames.contains(name))
    }
  }

  @Test func theSchemaAcceptsTheExampleAndRefusesMistakes() throws {
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(ScenarioDocuments.schema.utf8)) as? [String: Any])
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    let text = try Sample.pictures()
    #expect(SchemaCheck.problems(text, schema) == [])
    #expect(SchemaCheck.problems(Sample.text(), schema) == [])
    for variant in ["short-visibility", "give-back", "heartbeat", "short-polling"] {
      #expect(SchemaCheck.problems(try Sample.expanded(text, variant: variant), schema) == [])
    }
    for (from, to) in [
      ("version: 1", "version: 2"), ("max_receives", "max_recieves"),
      ("visibility_timeout: 30s", "visibility_timeout: 30"),
      ("type: sqs", "type: sqss"), ("cost.monthly: \"< $1100\"", "cost.monthly: 5"), ("region:", "regoin:"),
      ("from: jobs", ""),
    ] {
      #expect(!SchemaCheck.problems(text.replacing(from, with: to), schema).isEmpty, "\(to)")
    }
  }

  @Test func oneKeyExplained() throws {
    #expect(
      ScenarioDocuments.explain("run.replications.until") == """
        scenario.run.replications.until: `decided` or share, 0.01% to 100%
          The largest half-width of an objective's interval, as a share of its value or bound; or decided: until every verdict is pass or fail.
          default: 5% (Sluice default)
          example: until: 0.5%

        """)
    #expect(
      ScenarioDocuments.explain("delete_time") == ScenarioDocuments.explain("channels.jobs.delete_time"),
      "a path in a scenario leads to the key")
    #expect(
      ScenarioDocuments.explain("retention")?.hasPrefix(
        """
        sqs.retention: duration, 1m to 14d
          How long a message is kept, whatever its state; then it is dropped without a trace.
          default: 4d (AWS default): API/CreateQueue
          example: retention: 30s

        sqs-fifo.retention: duration, 1m to 14d
          How long a message is kept, whatever its state; then it is dropped without a trace.
          default: 4d (AWS default): API/CreateQueue
          example: retention: 30s

        """) ?? false, "and so on: every table that has the key")
    // A name that several things have is explained for each.
    let every = try #require(ScenarioDocuments.explain("every"))
    for table in ["bursts.every", "heartbeat.every", "crash.every"] { #expect(every.contains(table)) }
    #expect(ScenarioDocuments.explain("nonsense") == nil)
    for name in ScenarioDocuments.keyNames { #expect(ScenarioDocuments.explain(name) != nil, "\(name)") }
  }

  @Test func theReferenceOfOneTable() throws {
    let reference = ScenarioDocuments.reference
    let start = try #require(reference.range(of: "### run.windows.NAME"))
    let rest = reference[start.lowerBound...]
    let end = try #require(rest.range(of: "## traffic"))
    #expect(
      String(rest[..<end.lowerBound]) == """
        ### run.windows.NAME

        A part of the month that is simulated, priced and judged.

        | key | value | default | meaning |
        | --- | --- | --- | --- |
        | `duration` | duration, 1s to 366d | `1h` (Sluice) | Simulated time of one replication. |
        | `month` | duration, 0s to 31d |  | Hours of the month that are like this; together 730. |
        | `traffic` | anything |  | What differs in `traffic` during this window. |
        | `faults` | anything |  | What differs in `faults` during this window. |


        """)
  }

  @Test func theReferenceHasEveryKeyAndSaysWhereDefaultsComeFrom() {
    let reference = ScenarioDocuments.reference
    for name in ScenarioDocuments.keyNames { #expect(reference.contains("| `\(name)` |"), "\(name)") }
    #expect(reference.contains("`4d` (documented: API/CreateQueue)"))
    #expect(reference.contains("(assumed: AWS publishes no threshold)"))
    for heading in ["channels.NAME, type: sqs", "caches.NAME, engine: redis", "slos.NAME", "plan.at_most"] {
      #expect(reference.contains("### \(heading)\n"), "\(heading)")
    }
  }

  @Test func everyHeadingOfTheReferenceIsThereOnce() {
    let headings = ScenarioDocuments.reference.split(separator: "\n").filter { $0.hasPrefix("##") }
    #expect(Set(headings).count == headings.count)
  }
}
