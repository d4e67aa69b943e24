// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Statistics
import Testing

@testable import Experiments

/// Figures made of the answers of several replications.
@Suite struct FiguresTests {
  private func values(_ values: [Double?], _ count: Int = 10) -> [Digest.Answer] {
    values.map { Digest.Answer(value: $0, count: $0 == nil ? 0 : count, hits: 0) }
  }

  private func ratios(_ pairs: [(hits: Int, of: Int)]) -> [Digest.Answer] {
    pairs.map { Digest.Answer(value: $0.of > 0 ? Double($0.hits) / Double($0.of) : nil, count: $0.of, hits: $0.hits) }
  }

  @Test func studentsIntervalByHand() throws {
    // Mean 5, variance 2.5, standard error 0.70711; t(0.975, 4) is 2.776445, t(0.995, 4) is 4.604095.
    let answers = values([3, 4, 5, 6, 7])
    let figure = try #require(Figures.figure(answers, .mean, confidence: 0.95))
    #expect(figure.value == 5)
    #expect(abs(try #require(figure.low) - (5 - 1.963243)) < 1e-5)
    #expect(abs(try #require(figure.high) - (5 + 1.963243)) < 1e-5)
    #expect(figure.n == 50)
    let wide = try #require(Figures.figure(answers, .max, confidence: 0.99))
    #expect(abs(wide.halfWidth - 3.255587) < 1e-5)
  }

  @Test func replicationsWithoutDataAreLeftOut() throws {
    let figure = try #require(Figures.figure(values([nil, 2, nil, 4]), .mean, confidence: 0.95))
    #expect(figure.value == 3)
    // Two values: half-width t(0.975, 1) = 12.7062 times a standard error of 1.
    #expect(abs(figure.halfWidth - 12.7062) < 1e-3)
    #expect(figure.n == 20)
    #expect(Figures.figure(values([nil, nil]), .mean, confidence: 0.95) == nil)
    #expect(Figures.figure(ratios([(0, 0), (0, 0)]), .ratio, confidence: 0.95) == nil)
    #expect(Figures.figure([], .ratio, confidence: 0.95) == nil)
  }

  @Test func oneReplicationHasNoInterval() throws {
    let figure = try #require(Figures.figure(values([7]), .mean, confidence: 0.95))
    #expect(figure.value == 7 && figure.low == nil && figure.high == nil && figure.halfWidth == .infinity)
  }

  @Test func ratiosArePooled() throws {
    // Two replications of different size: 300 of 1,000 and 900 of 2,000 together are 40%.
    let answers = ratios([(300, 1000), (900, 2000), (400, 1000)])
    let figure = try #require(Figures.figure(answers, .ratio, confidence: 0.95))
    #expect(figure.value == 1600.0 / 4000)
    #expect(figure.n == 4000)
    // Not rare: the spread of 0.3, 0.45, 0.4 alone; standard deviation 0.0763763, t(0.975, 2) = 4.302653.
    #expect(abs(figure.halfWidth - 4.302653 * 0.0763763 / 3.0.squareRoot()) < 1e-5)
  }

  @Test func rareEventsHaveAtLeastTheExactInterval() throws {
    // Never in 4 x 1,000: the upper bound is 1 - 0.025^(1/4000), although no replication differs from another.
    let never = try #require(Figures.figure(ratios(Array(repeating: (0, 1000), count: 4)), .ratio, confidence: 0.95))
    #expect(never.value == 0 && never.low == 0)
    #expect(abs(try #require(never.high) - 0.000921795) < 1e-8)
    // Always: the same from the other side.
    let always = try #require(
      Figures.figure(ratios(Array(repeating: (1000, 1000), count: 4)), .ratio, confidence: 0.95))
    #expect(always.value == 1)
    #expect(abs(try #require(always.low) - (1 - 0.000921795)) < 1e-8)
    // 5 of 4,000, evenly spread over replications that say nothing of each other: Clopper-Pearson's bounds are known.
    let few = try #require(
      Figures.figure(ratios([(1, 1000), (1, 1000), (2, 1000), (1, 1000)]), .ratio, confidence: 0.95))
    let exact = Intervals.clopperPearson(successes: 5, of: 4000, confidence: 0.95)
    #expect(abs(exact.low - 0.000406) < 2e-6 && abs(exact.high - 0.002915) < 2e-6)
    let (low, high) = try (#require(few.low), #require(few.high))
    #expect(low <= exact.low && high >= exact.high)
    // The replications' own: values 1, 1, 2, 1 of 1,000; standard error 0.00025, t(0.975, 3) = 3.182446.
    #expect(abs(low - min(exact.low, 0.00125 - 0.00025 * 3.182446)) < 1e-8)
    #expect(abs(high - max(exact.high, 0.00125 + 0.00025 * 3.182446)) < 1e-8)
    // All in one replication: the spread of the replications is wider, and counts.
    let clustered = try #require(
      Figures.figure(ratios([(0, 1000), (0, 1000), (40, 1000), (0, 1000)]), .ratio, confidence: 0.95))
    #expect(try #require(clustered.high) > 0.01 + 0.03)
    #expect(clustered.low == 0)
    // One replication: the exact interval stands alone.
    let one = try #require(Figures.figure(ratios([(3, 100)]), .ratio, confidence: 0.95))
    let alone = Intervals.clopperPearson(successes: 3, of: 100, confidence: 0.95)
    #expect(one.low == alone.low && one.high == alone.high)
  }

  @Test func ratiosAboveOneAreAllowed() throws {
    // Receives for each message sent.
    let figure = try #require(Figures.figure(ratios([(120, 100), (130, 100)]), .ratio, confidence: 0.95))
    #expect(figure.value == 1.25)
    #expect(try #require(figure.high) > 1.25)
  }

  @Test func countsAndRatesAreAveraged() throws {
    let answers = [Digest.Answer(value: 4, count: 100, hits: 4), Digest.Answer(value: 6, count: 50, hits: 6)]
    #expect(try #require(Figures.figure(answers, .count, confidence: 0.95)).value == 5)
    #expect(try #require(Figures.figure(answers, .rate, confidence: 0.95)).value == 5)
    // None in two replications: Poisson's bound is -ln(0.025) / 2.
    let none = Digest.Answer(value: 0, count: 100, hits: 0)
    let figure = try #require(Figures.figure([none, none], .count, confidence: 0.95))
    #expect(figure.value == 0 && figure.low == 0)
    #expect(abs(try #require(figure.high) - 1.844440) < 1e-5)
  }
}
