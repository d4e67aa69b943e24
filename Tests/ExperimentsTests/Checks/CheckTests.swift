// SPDX-License-Identifier: GPL-3.0-or-later

import Services
import Testing

@testable import Experiments

/// Every check: a scenario that it finds, one that it just does not, and what its advice brings when it is followed.
@Suite("Checks") struct CheckTests {
  @Test("every check has a scenario") func complete() {
    let tried = Set(CheckCase.all.map(\.check))
    let missing = Check.allCases.filter { !tried.contains($0) }.map(\.rawValue)
    #expect(missing.isEmpty)
  }

  @Test("finds it, with the number behind it", arguments: CheckCase.all)
  func finds(_ one: CheckCase) async throws {
    let findings = try await one.findings(one.found)
    let finding = try #require(one.isIn(findings), "\(findings.map { "\($0.id) of \($0.part ?? "all")" })")
    // That something was not measured, or cannot be done, has no number.
    #expect(
      [.uncalibrated, .cannot].contains(one.check) || !finding.numbers.isEmpty
        || finding.message.contains(where: \.isNumber))
    #expect((finding.advice ?? []).count == one.gains.count)
  }

  @Test("does not find what is just not so", arguments: CheckCase.all)
  func justNot(_ one: CheckCase) async throws {
    #expect(one.isIn(try await one.findings(one.justNot)) == nil)
  }

  @Test("who follows an advice is not given it again", arguments: CheckCase.all.filter { !$0.gains.isEmpty })
  func followed(_ one: CheckCase) async throws {
    let finding = try #require(one.isIn(try await one.findings(one.found)))
    for advice in finding.advice ?? [] {
      let then = one.isIn(try await one.findings(one.found + advice.set))
      #expect(then?.advice?.contains(advice) != true, "\(advice.set)")
    }
  }

  @Test("its advice brings what it promises", arguments: CheckCase.all.filter { !$0.gains.isEmpty })
  func verified(_ one: CheckCase) async throws {
    let space = try one.space(one.found)
    let result = try await CheckCase.run(try one.scenario(one.found))
    let verified = try await Verification(result, in: space, replications: 6).result(Laboratory(jobs: 1))
    let advices = try #require(one.isIn(verified.checks)?.advice)
    for (advice, gain) in zip(advices, one.gains) {
      #expect(advice.problem == nil)
      let effect = try #require(advice.effect)
      #expect(effect.replications == 6 && effect.monthly?.difference.amount.low != nil)
      for reading in effect.readings { #expect(reading.difference.figure.low != nil) }
      func told(_ metric: String) -> CompareResult.Told? {
        effect.readings.first { $0.difference.metric == metric }?.difference.told
      }
      switch gain {
      case .latency: #expect(told("latency") == .less, "\(advice.set): \(Self.words(effect))")
      case .money:
        #expect(effect.monthly?.difference.told == .less, "\(advice.set): \(Self.words(effect))")
      case .less(let metric): #expect(told(metric) == .less, "\(advice.set): \(Self.words(effect))")
      case .more(let metric): #expect(told(metric) == .more, "\(advice.set): \(Self.words(effect))")
      case .objective(let name):
        #expect(effect.verdicts.contains { $0.slo == name && $0.after == .pass }, "\(advice.set): \(effect.verdicts)")
      case .safety: #expect(told("latency") != .more, "\(advice.set): \(Self.words(effect))")
      }
    }
  }

  private static func words(_ effect: AdviceEffect) -> String {
    let readings = effect.readings.map { reading in
      let difference = reading.difference
      let values = [reading.before, reading.after, difference.figure.low, difference.figure.high].map { $0 ?? .nan }
      return "\(difference.subject) \(difference.metric).\(difference.statistic) \(values)"
    }
    return (readings + ["month \(effect.monthly?.difference.amount.value ?? "-")"]).joined(separator: "; ")
  }
}
