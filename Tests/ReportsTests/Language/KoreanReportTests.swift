// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Reports

@Suite("The report of a run and its bill in Korean")
struct KoreanReportTests {
  private static func korean<Value>(_ body: () throws -> Value) rethrows -> Value {
    try Language.$current.withValue(.korean, operation: body)
  }

  private static var faults: RunResult {
    var result = OverTimeTests.stampede
    result.requirements = [
      RequirementResult(of: "jobs", ability: "ordering", asked: "per_key", able: false, reason: "none")
    ]
    result.able = false
    return result
  }

  private static var all: [RunResult] { ReportLayoutTests.all + [faults] }

  private static var statement: CostStatement {
    let result = Samples.thumbnails
    var cost = Samples.bill
    cost.provenance = .init(
      documentedLines: 1, marketLines: 2, ownLines: 1, date: "2026-10-01", oldest: "2025-01-01", newest: "2026-10-01",
      oldestAgeMonths: 21, staleLines: 1, undatedLines: 2, derivedLines: 1, unverifiedLines: 3)
    return CostStatement(
      partial: true, madeBy: result.madeBy, scenario: result.scenario, seed: 7, confidence: 0.95, replications: 10,
      cost: cost)
  }

  private static let source = HTMLReport.Source(path: Samples.path, text: "name: thumbnails\n")

  // MARK: Layout

  @Test("no line is wider than asked", arguments: [60, 66, 72, 80, 87, 100, 120, 140]) func width(_ columns: Int) {
    for result in Self.all {
      for (verbose, quiet) in [(false, false), (true, false), (false, true)] {
        let style = TextStyle(width: columns, verbose: verbose, quiet: quiet)
        for line in Self.korean({ RunReport.table(result, style, path: Samples.path) }).split(separator: "\n") {
          // A quoted value of a command is one word.
          let isOneWord = line.hasPrefix("          -s 'workers.resizer.service_time=")
          #expect(Reading.width(line) <= columns || isOneWord, "\(columns): \(line)")
          #expect(line.last != " ")
        }
      }
    }
    let style = TextStyle(width: columns)
    for line in Self.korean({ CostReport.table(Self.statement, style, path: "x") }).split(separator: "\n") {
      #expect(Reading.width(line) <= columns, "\(columns): \(line)")
    }
  }

  /// Stretches of columns in which some line has something, two spaces or more apart.
  private static func stretches(_ lines: [TextLine]) -> Int {
    let blanks = lines.map { line in line.text.flatMap { [Bool](repeating: $0 == " ", count: DisplayWidth.of($0)) } }
    let width = blanks.map(\.count).max() ?? 0
    let row = (0..<width).map { place in blanks.allSatisfy { place >= $0.count || $0[place] } }
    return String(row.map { $0 ? " " : "x" }).split(separator: #/ {2,}/#).count
  }

  @Test("tables have their columns below each other") func aligned() {
    let style = TextStyle(width: 160)
    let result = Samples.thumbnails
    let tables: [(String, () -> [TextLine])] = [
      ("SLO", { ObjectiveSection.lines(result, style).filter { !$0.text.hasPrefix(" ") } }),
      ("latency", { LatencySection.lines(result, style).filter { !$0.text.hasPrefix(" ") } }),
      ("parts", { PartsSection.lines(result, style.columns) }),
      ("windows", { CostTable.windows(Self.statement, style.columns) }),
    ]
    for (name, lines) in tables {
      #expect(Self.stretches(lines()) > 3)
      #expect(Self.stretches(Self.korean(lines)) == Self.stretches(lines()), "\(name)")
    }
  }

  // MARK: Words

  /// Two or more English words in a row that are neither in a result nor all names, nor of a command.
  private static func english(in text: String, of results: [RunResult]) throws -> [String] {
    // Its sentences are translated, and tried, by themselves.
    let data = try results.map(RunReport.json).joined()
    let names = Set(results.flatMap(names).flatMap { $0.split { !$0.isLetter }.map(String.init) })
    return text.replacing(#/sluice [a-z]+ .*/#, with: "").replacing("--format json", with: "")
      .matches(of: #/[a-z]{2,}(?: [a-z]{2,})+/#).map { String($0.0) }
      .filter { run in !data.contains(run) && !run.split(separator: " ").allSatisfy { names.contains(String($0)) } }
  }

  private static func names(_ result: RunResult) -> [String] {
    [result.scenario.name, result.scenario.variant, result.madeBy.prices.book, result.madeBy.prices.region]
      + result.windows.map(\.name) + result.flowNames + result.partNames
      // The metric's name in short is a name, too: `max age`. That of the bill is the month.
      + result.slos.flatMap { [$0.name, $0.of, $0.metric, ObjectiveSection.statistic($0), $0.window] }
      + (result.cost?.notPriced.flatMap { [$0.part, $0.meter] } ?? []) + (result.requirements ?? []).map(\.title)
      + result.windows.flatMap {
        $0.overTime.map { "\($0.subject) \($0.metric)" } + $0.faults.map { "\($0.kind) \($0.of)" }
      }
  }

  /// The words of a page: of its text, and those that are read aloud. The scenario's drawing has words of its own.
  private static func words(_ html: String) -> String {
    var words = ""
    var rest = html[...]
    var hidden: Substring?
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      if hidden == nil { words += rest[..<start] + "\n" }
      let tag = rest[start...end]
      rest = rest[rest.index(after: end)...]
      if let name = hidden {
        if tag == "</\(name)>" { hidden = nil }
      } else if let name = ["style", "script", "pre", "code"].first(where: { tag.hasPrefix("<\($0)") }) {
        hidden = Substring(name)
      } else if tag.hasPrefix("<div class=\"map\"") {
        hidden = "div"
      } else if let label = tag.range(of: "aria-label=\"") {
        words += tag[label.upperBound...].prefix { $0 != "\"" } + "\n"
      }
    }
    return words
  }

  @Test("nothing of a report is left in English") func translated() throws {
    // Numbers that no simulation gives are no matter of words.
    for result in Self.all where result.confidence.isFinite {
      let texts = Self.korean {
        [
          RunReport.table(result, TextStyle(verbose: true), path: Samples.path),
          RunReport.markdown([result], path: "x"),
          Self.words(HTMLReport.run([result], Self.source)),
        ]
      }
      for text in texts {
        let left = try Self.english(in: text, of: [result])
        #expect(left.isEmpty, "\(left)\n\(text)")
      }
    }
    let results = [Samples.thumbnails, Samples.web]
    let several = Self.korean {
      RunReport.markdown(results, path: "x") + Self.words(RunTables.overview(results).markup)
    }
    #expect(try Self.english(in: several, of: results) == [])
  }

  @Test("nothing of a bill is left in English") func translatedBill() throws {
    let texts = Self.korean {
      [
        CostReport.table(Self.statement, TextStyle(), path: "x"), CostReport.markdown(Self.statement),
        Self.words(HTMLReport.cost([Self.statement], Self.source)),
      ]
    }
    for text in texts {
      let left = try Self.english(in: text, of: [Samples.thumbnails])
      #expect(left.isEmpty, "\(left)\n\(text)")
      #expect(text.contains("여러 출처의 가격: 수업의 가격 1줄, 정가 2줄, 자신의 가격 1줄"))
    }
  }

  @Test("a report reads like this") func golden() {
    let lines = Self.korean { RunReport.table(Samples.thumbnails, TextStyle(), path: Samples.path) }
      .split(separator: "\n").map(String.init)
    for line in [
      "시드 7 · 반복 10회 x 시간대 2개 · 워밍업 2m20s 제외 · 이벤트 2.9 M                   가격 2026-10-01",
      "                                        └─ 수신 3회 뒤 ─▶ [jobs-dlq] 0.10%",
      "SLO                         시간대  요구     측정    95% 신뢰 구간     판정",
      "✓ thumbnail-soon   p95      promo   < 10m    5m02s   4m52s .. 5m12s    통과",
      "? retried          ratio    usual   < 2%     -       -                 미정  데이터 없음",
      "  시간이 쓰인 곳, 가장 느린 1%:",
      "jobs (SQS)      usual   -                 0.64 .. 6.4    들어옴 6 나감 6",
      "                처리 중 32/120,000",
    ] {
      #expect(lines.contains(line), "\(line)\n\n\(lines.joined(separator: "\n"))")
    }
  }

  @Test("a page says which language it is in") func page() {
    let page = Self.korean { HTMLReport.run([Samples.thumbnails], Self.source) }
    #expect(page.contains("<html lang=\"ko\">") && page.contains("<h2 id=\"verdict-h\">판정</h2>"))
    #expect(HTMLReport.run([Samples.thumbnails], Self.source).contains("<html lang=\"en\">"))
  }

  @Test("Hangul is as wide as the letters are high") func hangul() {
    #expect(TextWidth.of("지연 시간") == (4 + 0.33) * TextWidth.size)
    #expect(TextWidth.cut("지연 시간", to: 30).hasSuffix("…"))
  }

  // MARK: Data

  @Test("data is the same in every language") func data() throws {
    func data(_ result: RunResult) throws -> [String] {
      [
        RunReport.csv(result), try RunReport.json(result), try RunReport.line(result), RunReport.junit([result]),
        RunReport.openMetrics([result]), RunReport.percentileTables([result]), RunReport.histogramLog([result]),
        Chart.vegaLite(Chart.all(of: result)),
      ]
    }
    for result in Self.all {
      for (english, korean) in zip(try data(result), try Self.korean { try data(result) }) {
        #expect(english == korean)
      }
    }
    func bill() throws -> [String] {
      [CostReport.csv(Self.statement), try CostReport.json(Self.statement), CostReport.focus(Self.statement)]
    }
    #expect(try bill() == Self.korean { try bill() })
  }

  @Test("what a page lets one download is the same in every language") func downloads() {
    func links() -> [Substring] {
      [HTMLReport.run([Samples.thumbnails, Samples.web], Self.source), HTMLReport.cost([Self.statement], Self.source)]
        .flatMap { page in page.matches(of: #/href="(data:text\/csv[^"]*)"/#).map(\.1) }.map { Substring("\($0)") }
    }
    #expect(links().count > 5)
    #expect(Self.korean(links) == links())
  }
}
