// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Reports

@Suite("The report of an analytic plan") struct AnalyticReportTests {
  private var result: AnalyticResult {
    func row(
      _ number: Int, _ variant: String, tasks: Int, month: String, exclusion: String? = nil, p99: Double
    ) -> AnalyticResult.Row {
      AnalyticResult.Row(
        number: number, variant: variant,
        settings: [AnalyticResult.Setting(path: "workers.packer.tasks", value: "\(tasks)")],
        label: "\(variant): tasks \(tasks)", leastMonthly: month, exclusion: exclusion,
        exclusionKind: exclusion == nil ? nil : "load", looksGood: p99 < 20 && exclusion == nil,
        expected: [
          AnalyticResult.Expected(
            objective: "snappy", window: "usual", value: p99, unit: "s", asked: "< 20s", meets: p99 < 20)
        ], utilisations: [AnalyticResult.Utilisation(part: "packer", value: 4 / Double(tasks))])
    }
    return AnalyticResult(
      scenario: "orders", headroom: 1.3, circumstance: "at 1.3x traffic", survive: ["lost"], listed: 4,
      excluded: [AnalyticResult.Count(kind: "load", count: 2)], left: 2, looksGood: 1,
      rows: [
        row(3, "base", tasks: 8, month: "1234.567891", p99: 2.5), row(2, "base", tasks: 5, month: "800.5", p99: 34),
        row(0, "base", tasks: 2, month: "300", exclusion: "packer is asked for 4 of 2 places", p99: .infinity),
        row(1, "base", tasks: 3, month: "450", exclusion: "packer is asked for 4 of 3 places", p99: .infinity),
      ])
  }

  @Test("the table, at 80 and 100 columns and in ASCII") func table() {
    for width in [80, 100] {
      let text = AnalyticReport.table(result, TextStyle(ascii: true, width: width))
      let lines = text.split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= width && $0.allSatisfy(\.isASCII) })
      #expect(text.contains("PLAN  orders"))
      #expect(text.contains("nothing was simulated"))
      #expect(text.contains("2 cannot work (load 2)"))
      #expect(text.contains("$1,234.57") && text.contains("$800.50"))
      #expect(text.contains("packer 50%") && text.contains("packer 80%"))
      #expect(text.contains("looks good") && text.contains("snappy 34"))
      // Reasons that differ in their numbers only stand once.
      #expect(text.contains("1 more like it") && !text.contains("4 of 3 places"))
    }
  }

  @Test("the numbers can be read back out of JSON, CSV and Markdown") func files() throws {
    let json = try AnalyticReport.json(result)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "not-a-number")
    let read = try decoder.decode(AnalyticResult.self, from: Data(json.utf8))
    #expect(read == result)
    #expect(json.contains("\"schema\" : \"analytic/1\"") && json.contains("\"is_approximation\" : true"))

    let rows = AnalyticReport.csv(result).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(rows.allSatisfy { $0.count == 10 })
    let months = rows.filter { $0[3] == "least_monthly" }.map { String($0[6]) }
    #expect(months == result.rows.map(\.leastMonthly))
    let expected = rows.filter { $0[3] == "expected" }.compactMap { Double($0[6]) }
    #expect(expected.prefix(2) == [2.5, 34])
    #expect(rows.filter { $0[3] == "utilisation" }.compactMap { Double($0[6]) } == [0.5, 0.8, 2, 4.0 / 3])
    #expect(rows.filter { $0[3] == "exclusion" }.count == 2)

    let markdown = AnalyticReport.markdown(result)
    #expect(markdown.contains("| 1 | base: tasks 8 | $1,234.57 | packer 50% | looks good |"))
    #expect(markdown.contains("nothing was simulated"))
    #expect(markdown.contains("* base: tasks 2  packer is asked for 4 of 2 places (and 1 more like it)"))
  }
}
