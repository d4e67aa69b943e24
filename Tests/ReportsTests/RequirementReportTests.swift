// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Scenarios
import Services
import Testing

@testable import Experiments
@testable import Reports

@Suite("Required abilities in reports")
struct RequirementReportTests {
  private static let ordering = RequirementResult(
    of: "clicks", ability: "ordering", asked: "per_key", able: true, reason: "in a shard")
  private static let readers = RequirementResult(
    of: "clicks", ability: "independent_readers", asked: "2", able: true, reason: "via SNS")
  private static let replay = RequirementResult(
    of: "clicks", ability: "replay", asked: "24h", able: false, reason: "none")

  private static func result(_ requirements: [RequirementResult]) -> RunResult {
    var result = Samples.thumbnails
    result.requirements = requirements
    result.able = requirements.allSatisfy(\.able)
    return result
  }

  @Test("table, JSON and CSV say the same") func formats() throws {
    let result = Self.result([Self.ordering, Self.replay])
    let table = RunReport.table(result, TextStyle(width: 80), path: "x")
    #expect(table.contains("\nCANNOT · clicks replay 24h\n"))
    #expect(table.contains("\nREQUIRES of clicks  base\n"))
    #expect(table.contains("\nordering per_key    ✓ yes in a shard\n"))
    #expect(table.contains("\nreplay 24h          ✗ no: none\n"))

    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(try RunReport.json(result).utf8)) as? [String: Any])
    #expect(json["able"] as? Bool == false)
    let entries = try #require(json["requirements"] as? [[String: Any]])
    #expect(entries.map { $0["able"] as? Bool } == [true, false])
    #expect(entries[1]["ability"] as? String == "replay" && entries[1]["asked"] as? String == "24h")
    #expect(try RunReport.read(json: Data(try RunReport.json(result).utf8)).requirements == result.requirements)

    let rows = Reading.csv(RunReport.csv(result)).filter { $0[3] == "requires" }
    #expect(rows.map { $0[2] } == ["clicks", "clicks"])
    #expect(rows.map { $0[4] } == ["ordering", "replay"] && rows.map { $0[10] } == ["per_key", "24h"])
    #expect(rows.map { $0[5] } == ["1", "0"] && rows.map { $0[11] } == ["yes in a shard", "no: none"])
  }

  @Test("a scenario that requires nothing says nothing of it") func nothing() throws {
    let result = Samples.thumbnails
    let texts = [
      RunReport.table(result, TextStyle(), path: "x"), try RunReport.json(result), RunReport.csv(result),
    ]
    for text in texts {
      #expect(!text.contains("REQUIRES") && !text.contains("requires") && !text.contains("requirements"))
      #expect(!text.contains("CANNOT") && !text.contains("\"able\""))
    }
  }

  @Test("quiet, what is lacking is said still") func quiet() {
    var style = TextStyle(width: 80)
    style.quiet = true
    let lacking = RunReport.table(Self.result([Self.replay]), style, path: "x")
    #expect(lacking.hasPrefix("CANNOT · clicks replay 24h\n"))
    #expect(!RunReport.table(Self.result([Self.ordering]), style, path: "x").contains("CANNOT"))
  }

  private static func scenarios(_ names: [String]) -> [(name: String, requirements: [RequirementResult])] {
    names.map { ($0, [ordering, readers, replay]) }
  }

  @Test("few variants are columns, many are rows, and no line is wider than wanted", arguments: [40, 60, 80, 100, 200])
  func widths(_ width: Int) {
    let many = ["base", "kinesis-on-demand", "sqs", "sqs-fifo", "msk", "msk-serverless", "kafka-ec2"]
    for names in [Array(many.prefix(2)), many] {
      let lines = RequirementTable(Self.scenarios(names)).lines(width)
      #expect(lines.allSatisfy { $0.width <= width }, "\(lines.map(\.text))")
      let text = lines.map(\.text).joined(separator: "\n")
      // Each answer is there, whichever way the table stands.
      #expect(text.split(separator: "✗").count - 1 == names.count)
      #expect(text.split(separator: "✓").count - 1 == 2 * names.count)
    }
    let first = RequirementTable(Self.scenarios(many)).lines(80).map(\.text)
    #expect(first[0].hasPrefix("REQUIRES of clicks") && first[0].contains("ordering per_key"))
    #expect(first.contains { $0.hasPrefix("msk-serverless") })
  }

  @Test("ASCII where it is wanted; several parts are told apart") func style() {
    var other = Self.replay
    other.of = "ledger"
    let table = RequirementTable([("base", [Self.ordering, other]), ("sqs", [Self.ordering])])
    let lines = table.lines(80).map { $0.rendered(TextStyle(ascii: true)) }
    #expect(lines[0].hasPrefix("REQUIRES") && !lines[0].contains(" of "))
    #expect(lines[1] == "clicks ordering per_key  + yes in a shard  + yes in a shard")
    #expect(lines[2] == "ledger replay 24h        x no: none        -")
    #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } })
  }
}
