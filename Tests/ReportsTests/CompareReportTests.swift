// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Reports

@Suite("The report of sluice compare")
struct CompareReportTests {
  /// Four variants of a stream, made by hand: the second is cheaper, the third lacks an ability, the fourth is undecided.
  static func clicks(mcb: Bool = false) -> CompareResult {
    let run = Samples.thumbnails
    typealias Result = CompareResult
    func amount(_ value: String, _ half: String?) -> CostResult.Amount {
      let (middle, half) = (Decimal(string: value) ?? 0, half.flatMap { Decimal(string: $0) })
      return .init(
        value: value, low: half.map { "\(middle - $0)" }, high: half.map { "\(middle + $0)" }, n: 14)
    }
    func latency(_ label: String, _ window: String, _ seconds: Double) -> Result.Reading {
      .init(
        window: window, subject: "clicks -> sessions", metric: "latency", statistic: "p99", unit: "s",
        figure: Samples.figure(seconds, plusMinus: seconds / 20, n: 90_000))
    }
    func difference(_ window: String, _ seconds: Double, _ half: Double, _ told: Result.Told) -> Result.Difference {
      .init(
        window: window, subject: "clicks -> sessions", metric: "latency", statistic: "p99", unit: "s",
        figure: Samples.figure(seconds, plusMinus: half, n: 14), told: told)
    }
    func slo(_ name: String, _ verdict: SLOResult.Verdict, level: String = "fail", needs: Int? = nil) -> SLOResult {
      SLOResult(
        name: name, of: "clicks", metric: "latency.p99", window: "day", asked: "< 1s", bound: 1, unit: "s", value: 0.9,
        low: 0.8, high: 1, n: 14, verdict: verdict, level: level, exit: nil, reason: nil, needsReplications: needs)
    }
    func variant(
      _ label: String, replay: String?, standing: Result.Standing, day: Double, sale: Double,
      differences: [Result.Difference],
      slos: [SLOResult], survival: Result.Survival, monthly: CostResult.Amount, from base: Result.MoneyDifference?
    ) -> Result.Variant {
      var scenario = run.scenario
      scenario.name = "clicks"
      scenario.variant = label
      let able = replay == nil
      return Result.Variant(
        label: label, scenario: scenario, able: able,
        requirements: [
          .init(of: "stream", ability: "ordering", asked: "per_key", able: true, reason: nil),
          .init(of: "stream", ability: "replay", asked: "24h", able: able, reason: replay),
        ], standing: standing, readings: [latency(label, "day", day), latency(label, "sale", sale)],
        differences: differences, fromBest: [], slos: slos, survivals: [survival], monthly: monthly,
        atLeast: label == "kafka-on-ec2", monthlyDifference: base, monthlyFromBest: nil, cost: run.cost, events: 1_000)
    }
    func fault(
      _ windows: [String] = [], _ verdict: SLOResult.Verdict? = nil, _ objectives: [String] = [],
      _ recovery: Double? = nil,
      notBack: Int = 0
    ) -> Result.Survival {
      .init(
        fault: "one-broker-down", windows: windows, verdict: verdict, objectives: objectives,
        subject: recovery == nil ? nil : "clicks -> sessions",
        recovery: recovery.map { Samples.figure($0, plusMinus: 1) }, notBack: notBack)
    }
    var result = CompareResult(
      partial: false, madeBy: run.madeBy, seed: 7, confidence: 0.95,
      method: .init(
        differences: mcb ? "mcb" : "bonferroni", stopping: "fixed", looks: 1, figureConfidence: 0.95,
        differenceConfidence: 0.9833, bestConfidence: mcb ? 0.975 : nil, ended: nil),
      replications: 14,
      variants: [
        variant(
          "base", replay: nil, standing: .pass, day: 0.64, sale: 2.1, differences: [],
          slos: [slo("fresh", .pass), slo("keeps-up", .pass)], survival: fault(), monthly: amount("512.30", "0.40"),
          from: nil),
        variant(
          "msk", replay: nil, standing: .pass, day: 0.028, sale: 0.031,
          differences: [difference("day", -0.612, 0.008, .less), difference("sale", -2.069, 0.12, .less)],
          slos: [slo("fresh", .pass), slo("keeps-up", .fail, level: "warn")],
          survival: fault(["sale"], .pass, [], 4), monthly: amount("498.10", "0.20"),
          from: .init(amount: amount("-14.20", "0.55"), told: .less)),
        variant(
          "sqs", replay: "none", standing: .out, day: 0.095, sale: 0.099,
          differences: [difference("day", -0.545, 0.009, .less), difference("sale", -2.001, 0.13, .less)],
          slos: [slo("fresh", .pass), slo("keeps-up", .pass)], survival: fault(), monthly: amount("120.00", "0.20"),
          from: .init(amount: amount("-392.30", "0.50"), told: .less)),
        variant(
          "kafka-on-ec2", replay: nil, standing: .undecided, day: 0.655, sale: 2.1,
          differences: [difference("day", 0.015, 0.03, .untold), difference("sale", 0, 0, .same)],
          slos: [slo("fresh", .undecided, needs: 55), slo("keeps-up", .pass)],
          survival: fault(["sale"], .fail, ["fresh"], 600, notBack: 3), monthly: amount("470.00", "0.10"),
          from: .init(amount: amount("-42.30", "0.60"), told: .less)),
      ],
      measures: [
        .init(window: "day", subject: "clicks -> sessions", statistic: "p99"),
        .init(window: "sale", subject: "clicks -> sessions", statistic: "p99"),
      ],
      cheapest: .init(label: "msk", next: "base", difference: amount("-14.20", "0.72"), notToldFrom: []),
      cheaperButUndecided: ["kafka-on-ec2"], leftOut: [.init(label: "pulsar", reason: "cannot be simulated yet")])
    result.breakEven = BreakEvenResult(
      path: "traffic", unit: "", from: 1, to: 100, labels: ["base", "msk"], replications: 5, confidence: 0.95,
      points: [
        .init(value: 1, text: "1", monthly: [amount("512.30", "1"), amount("590.00", "1")], cheapest: "base"),
        .init(value: 100, text: "100", monthly: [amount("51230", "9"), amount("9100", "9")], cheapest: "msk"),
      ], changes: [.init(from: "base", to: "msk", before: 4.08, after: 4.12, low: 3.9, high: 4.31)], partial: false)
    if mcb {
      for place in [0, 1, 3] {
        result.variants[place].monthlyFromBest = .init(
          amount: .init(value: "1", low: place == 3 ? "-28.60" : "0", high: place == 3 ? "0" : "30", n: 14),
          told: place == 3 ? .less : .more)
      }
    }
    return result
  }

  @Test("80 columns") func golden() {
    let text = CompareReport.table(Self.clicks(), TextStyle(width: 80), paths: ["clicks.yaml"])
    #expect(text == Self.golden, "\(text)")
  }

  @Test("no line is too long, whatever the width; in ASCII nothing is left out", arguments: [40, 60, 80, 100, 200])
  func widths(_ width: Int) {
    for mcb in [false, true] {
      for ascii in [false, true] {
        let text = CompareReport.table(
          Self.clicks(mcb: mcb), TextStyle(ascii: ascii, width: width), paths: ["clicks.yaml"])
        #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= width }, "\(text)")
        for name in ["base", "msk", "sqs", "kafka-on-ec2"] { #expect(text.contains(name)) }
        if ascii { #expect(text.utf8.allSatisfy { $0 < 128 } && !text.contains("?"), "\(text)") }
      }
    }
  }

  @Test("in ASCII a tilde marks what cannot be told") func ascii() {
    let text = CompareReport.table(Self.clicks(), TextStyle(ascii: true, width: 120), paths: [])
    #expect(text.contains("~ +15ms +-30ms") && text.contains("-612ms +-8ms") && text.contains("= 0"))
  }

  @Test("many variants stand in blocks, each of which has the rows' labels") func many() {
    var result = Self.clicks()
    for number in 5...12 {
      var variant = result.variants[1]
      variant.label = "variant-\(number)"
      result.variants.append(variant)
    }
    let text = CompareReport.table(result, TextStyle(width: 80), paths: [])
    let blocks = text.components(separatedBy: "COST a month").count - 1
    #expect(blocks >= 3, "\(text)")
    #expect(text.components(separatedBy: "\n  total ").count - 1 == blocks)
    for number in 5...12 { #expect(text.contains("variant-\(number)")) }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("only verdicts with -q") func quiet() {
    let text = CompareReport.table(Self.clicks(), TextStyle(width: 80, quiet: true), paths: [])
    #expect(text.hasPrefix("verdict cheapest that does what is required: msk") && !text.contains("LATENCY"))
  }

  @Test("every format says the same numbers") func formats() throws {
    let result = Self.clicks(mcb: true)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(try CompareReport.json(result).utf8)) as? [String: Any])
    #expect(json["schema"] as? String == "compare/1")
    let variants = try #require(json["variants"] as? [[String: Any]])
    let rows = CompareReport.csv(result).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(Set(rows.map(\.count)) == [13])
    let markdown = CompareReport.markdown(result)
    let table = CompareReport.table(result, TextStyle(width: 200), paths: [])
    for (place, variant) in result.variants.enumerated() {
      let monthly = try #require(variants[place]["monthly"] as? [String: Any])
      let value = try #require(monthly["value"] as? String)
      #expect(rows.contains { $0[0] == variant.label && $0[1] == "value" && $0[3] == "cost" && $0[6] == value })
      #expect(table.contains(Words.dollars(value)) && markdown.contains(Words.dollars(value)))
      let differences = try #require(variants[place]["differences"] as? [[String: Any]])
      for difference in differences {
        let figure = try #require(difference["figure"] as? [String: Any])
        let number = try #require(figure["value"] as? Double)
        let row = rows.first {
          $0[0] == variant.label && $0[1] == "vs_base" && $0[2] == difference["window"] as? String && $0[4] == "latency"
        }
        #expect(row.flatMap { Double($0[6]) } == number)
        #expect(row?[12] == difference["told"] as? String)
        guard number != 0 else { continue }
        let shown = (number < 0 ? "-" : "+") + Words.value(abs(number), unit: "s")
        #expect(table.contains(shown) && markdown.contains(shown), "\(shown)")
      }
    }
    #expect(
      rows.contains { $0[1] == "change" && $0[0] == "msk" && $0[6] == "4.12" && $0[7] == "3.9" && $0[8] == "4.31" })
    #expect(table.contains("msk becomes cheaper than base at 4.12 times this traffic (3.9 .. 4.31)"))
  }

  @Test("Markdown: the verdict first, who is out struck through, no HTML from names") func markdown() {
    var result = Self.clicks()
    let text = CompareReport.markdown(result)
    #expect(text.hasPrefix("**cheapest that does what is required: msk, $498.10 a month"))
    #expect(text.contains("| ~~sqs~~ |") && text.contains("<details>"))
    result.variants[1].label = "<b>|x"
    result.cheapest?.label = "<b>|x"
    let hostile = CompareReport.markdown(result)
    #expect(!hostile.contains("<b>") && hostile.contains("\\<b\\>\\|x"))
  }

  @Test("nothing decided, nothing finished") func others() {
    var result = Self.clicks()
    result.cheapest = nil
    result.cheaperButUndecided = []
    let undecided = CompareReport.table(result, TextStyle(width: 100), paths: [])
    #expect(undecided.contains("none is known to do what is required; undecided: kafka-on-ec2"))
    result.variants.removeLast()
    #expect(CompareReport.table(result, TextStyle(width: 100), paths: []).contains("none does what is required"))
    result.replications = 0
    result.method.ended = "interrupted"
    let nothing = CompareReport.table(result, TextStyle(width: 100), paths: [])
    #expect(nothing.contains("nothing was finished"))
    result.breakEven?.changes = []
    #expect(
      CompareReport.table(result, TextStyle(width: 100), paths: []).contains(
        "no break-even: base is the cheapest from 1 to 100 times this traffic"))
  }
}

extension CompareReportTests {
  static let golden = #"""
    clicks · 4 variants · common random numbers, 14 replications each · seed 7
      prices 2026-10-01

                        base     msk             sqs
    REQUIRES of stream
      ordering per_key  ✓        ✓               ✓
      replay 24h        ✓        ✓               ✗ none
    LATENCY p99 clicks -> sessions
      day               640ms    28ms            95ms
        vs base         -        -612ms ±8ms     -545ms ±9ms
      sale              2.1s     31ms            99ms
        vs base         -        -2.1s ±120ms    -2s ±130ms
    SURVIVES
      one-broker-down   -        ✓ 4s pause      -
    COST a month
      total             $512.30  $498.10         $120.00
        vs base         -        -$14.20 ±$0.55  -$392.30 ±$0.50
    VERDICT
      SLOs              2/2      1/2             2/2
      verdict           pass     cheapest        out

                        kafka-on-ec2
    REQUIRES of stream
      ordering per_key  ✓
      replay 24h        ✓
    LATENCY p99 clicks -> sessions
      day               655ms
        vs base         ≈ +15ms ±30ms
      sale              2.1s
        vs base         = 0
    SURVIVES
      one-broker-down   ✗ fresh not back in 3
    COST a month
      total             at least $470.00
        vs base         -$42.30 ±$0.60
    VERDICT
      SLOs              1/2, 1 open
      verdict           undecided

    verdict cheapest that does what is required: msk, $498.10 a month, $14.20 less
      than the next, base (± $0.72)
    cheaper, if the undecided SLOs hold: kafka-on-ec2
    fails     msk: keeps-up (level warn)
    undecided kafka-on-ec2: fresh, needs about 55 replications

    msk becomes cheaper than base at 4.12 times this traffic (3.9 .. 4.31)
    found by 5 replications at each of 2 places; only bills are compared, not
      whether the SLOs hold there

    left out: pulsar: cannot be simulated yet

    differences are paired by replication; ± is the half-width of the difference's
      95% interval, not of either number, widened for 3 comparisons with the base
      (Bonferroni), each row by itself
    ≈ marks a difference that cannot be told from 0, = one that is 0 in every
      replication

    next    sluice compare clicks.yaml --until-decided
            sluice run clicks.yaml -v msk
            sluice explain compare

    """#
}
