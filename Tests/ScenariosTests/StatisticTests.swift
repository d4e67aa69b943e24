// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Testing

@Suite struct StatisticTests {
  @Test(arguments: ["p0", "p100", "p", "99", "p-1", "p1e1", "pnan", "p9.9.9", "P50", "p50 ", "p99.99999999999", "p５"])
  func whatIsNoPercentile(_ text: String) { #expect(Percentile(text) == nil) }

  @Test func spellingsOfOnePercentileHaveOneOrder() {
    let spellings = ["p50", "p50.0", "p50.00", "p050"].compactMap { Percentile($0) }
    #expect(spellings.count == 4)
    for shift in spellings.indices {
      let turned = Array(spellings[shift...] + spellings[..<shift])
      #expect(turned.sorted().map(\.description) == ["p050", "p50", "p50.0", "p50.00"])
    }
  }

  @Test func percentilesAreOrderedByTheirNumber() {
    let texts = ["p99.9", "p5", "p50", "p99", "p0.1"]
    #expect(texts.compactMap { Percentile($0) }.sorted().map(\.description) == ["p0.1", "p5", "p50", "p99", "p99.9"])
  }

  @Test(arguments: ["mean", "max", "ratio", "count", "rate", "p99.9"])
  func aStatisticIsWrittenAsItIsRead(_ text: String) { #expect(Statistic(text)?.description == text) }

  @Test func figuresAreToldInTheirUnit() {
    #expect(FigureUnit.ratio.text(0.0123) == "1.23%")
    #expect(FigureUnit.ratio.text(0.5) == "50.0%")
    #expect(FigureUnit.dollars.text(1014.4) == "$1,014")
    #expect(FigureUnit.seconds.text(.infinity) == "-")
    #expect(FigureUnit.perSecond.text(6) == "6/s")
  }
}
