// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Statistics
import Testing

@testable import Experiments

/// What a comparison does and says.
@Suite struct ComparisonTests {
  private static let services: [(name: String, milliseconds: Double)] = [("base", 100), ("faster", 97)]

  /// Service that is 3% shorter, at 70% load: the difference of the mean latencies is at least five times as sharp as
  /// that of two runs with seeds of their own, for the same work.
  @Test func pairingCutsTheWidthOfADifferenceFivefold() async throws {
    let text = Contenders.queue(rate: 7, service: Self.services, duration: "200s", warmup: "40s")
    let result = try await Contenders.compare(text, ["base", "faster"], replications: 12)
    let paired = try #require(result.variant("faster")?.difference("latency", "mean")).figure
    let base = try #require(result.variant("base")?.figure("latency", "mean"))
    var other = try #require(try Contenders.alternatives(text, ["faster"], seed: 99).first?.scenario)
    other.precision = .replications(12)
    let run = try await Trial.run(other)
    let alone = try #require(run.windows[0].figure("arrivals", "latency", "mean"))
    let independent = (base.halfWidth * base.halfWidth + alone.halfWidth * alone.halfWidth).squareRoot()
    #expect(independent / paired.halfWidth >= 5, "\(independent) \(paired.halfWidth)")
    #expect(result.variant("faster")?.difference("latency", "mean")?.told == .less)
  }

  @Test func figuresAreThoseOfARun() async throws {
    let text = Contenders.queue(service: Self.services, more: "slos: { soon: { of: arrivals, latency.p95: \"< 1s\" } }")
    let result = try await Contenders.compare(text, ["base", "faster"])
    for variant in ["base", "faster"] {
      let run = try await Trial.run(text, variant: variant)
      let compared = try #require(result.variant(variant))
      for reading in compared.readings {
        let same = run.windows[0].figure(reading.subject, reading.metric, reading.statistic)
        #expect(abs((same?.value ?? -1) - (reading.figure?.value ?? -2)) < 1e-12, "\(reading)")
        #expect(abs((same?.low ?? -1) - (reading.figure?.low ?? -2)) < 1e-9, "\(reading)")
      }
      #expect(compared.slos.map(\.verdict) == run.slos.map(\.verdict))
      #expect(compared.cost?.exact == run.cost?.exact && compared.cost?.low == run.cost?.low)
      #expect(result.measures.map(\.statistic) == ["p95"])
    }
  }

  @Test func theSameWhateverTheJobs() async throws {
    let text = Contenders.queue(service: Self.services + [("slower", 105)])
    var seen: [String] = []
    for jobs in [1, 2, 5] {
      let result = try await Contenders.compare(
        text, ["base", "faster", "slower"], replications: 3, method: .mcb, jobs: jobs)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      seen.append(String(decoding: try encoder.encode(result), as: UTF8.self))
    }
    #expect(Set(seen).count == 1 && seen[0].count > 1_000)
  }

  @Test func aVariantWithoutAnAbilityIsOutOfTheRanking() async throws {
    // A FIFO queue costs more, but only it keeps the order.
    let text =
      Contenders.queue(
        service: Self.services,
        more: """
          requires: [ { of: line, ordering: per_key } ]
          slos: { soon: { of: arrivals, latency.p99: "< 10s" } }
          """) + "  fifo: { channels: { line: { type: sqs-fifo, receive_wait: 20s, group: key } } }\n"
    let keyed = text.replacing("rate: 4.0/s }", with: "rate: 4.0/s, keys: { uniform: { count: 20 } } }")
    let result = try await Contenders.compare(keyed, ["base", "faster", "fifo"], method: .mcb)
    #expect(result.variants.map(\.standing) == [.out, .out, .pass])
    #expect(result.variants.map(\.able) == [false, false, true])
    #expect(result.cheapest?.label == "fifo")
    #expect(result.cheapest?.next == nil)
    // There is nobody able beside it, so there is no best of the others; it still has a difference from the base.
    #expect(result.variants.allSatisfy { $0.monthlyFromBest == nil })
    #expect(result.variants[2].monthlyDifference?.told == .more)
  }

  @Test func failedAndUndecidedObjectives()
    async throws
  {
    let text = Contenders.queue(
      service: [("base", 60), ("slow", 200)],
      more:
        "slos: { soon: { of: arrivals, latency.mean: \"< 150ms\" }, hopeless: { cost.monthly: \"< $1\", level: warn } }"
    )
    let result = try await Contenders.compare(text, ["base", "slow"], replications: 16)
    #expect(result.variants.map(\.standing) == [.pass, .fail])
    #expect(result.variants[0].slos.map(\.verdict) == [.pass, .fail])
    #expect(result.cheapest == .init(label: "base", next: nil, difference: nil, notToldFrom: []))
    let one = try await Contenders.compare(text, ["base", "slow"], replications: 1)
    #expect(one.variants.allSatisfy { $0.standing == .undecided })
    #expect(one.cheapest == nil)
    #expect(one.variants[1].monthlyDifference?.told == .untold)
  }

  @Test func equalVariantsAreTheSame() async throws {
    let text = Contenders.queue(service: [("base", 100), ("again", 100)])
    let result = try await Contenders.compare(text, ["base", "again"], method: .mcb)
    let again = try #require(result.variant("again"))
    #expect(again.differences.count > 5 && again.differences.allSatisfy { $0.told == .same })
    #expect(again.monthlyDifference?.told == .same && again.monthlyFromBest?.told == .same)
    #expect(result.cheapest?.notToldFrom == ["again"])
  }

  @Test
  func untilDecidedLooksAgainAndPaysForIt() async throws {
    // Of about the same latency, from another distribution: pairing cannot tell them apart at once.
    let text = Contenders.queue(service: [("base", 100), ("near", 99)])
      .replacing("exponential: { mean: 99.0ms }", with: "lognormal: { p50: 71ms, p99: 490ms }")
    let alternatives = try Contenders.alternatives(text, ["base", "near"])
    let comparison = Comparison(
      alternatives, precision: .until(0.05, atLeast: 3, atMost: 40), confidence: 0.95, untilDecided: true)
    let result = try await comparison.result(Laboratory(jobs: 2))
    #expect(result.method.stopping == "until-decided" && result.method.ended == nil)
    #expect(result.method.looks > 1 && result.replications <= 40)
    #expect(result.method.figureConfidence == Simultaneous.atLook(result.method.looks, 0.95))
    let near = try #require(result.variant("near"))
    let told = [near.difference("latency", "p99")?.told, near.monthlyDifference?.told]
    #expect(result.replications == 40 || !told.contains(.untold), "\(told)")
    let fixed = try await Contenders.compare(text, ["base", "near"], replications: result.replications)
    let (wide, narrow) = (
      near.difference("latency", "p99")?.figure, fixed.variant("near")?.difference("latency", "p99")
    )
    #expect((wide?.halfWidth ?? 0) > (narrow?.figure.halfWidth ?? .infinity))
  }

  @Test func untilPreciseTakesAsManyAsTheWorstVariant() async throws {
    let text = Contenders.queue(
      service: [("base", 30), ("busy", 200)], more: "slos: { soon: { of: arrivals, latency.mean: \"< 10s\" } }")
    func replications(_ variants: [String]) async throws -> Int {
      let comparison = Comparison(
        try Contenders.alternatives(text, variants), precision: .until(0.01, atLeast: 3, atMost: 30), confidence: 0.95)
      return try await comparison.result(Laboratory(jobs: 2)).replications
    }
    let calm = try await replications(["base"])
    let busy = try await replications(["busy"])
    let both = try await replications(["base", "busy"])
    #expect(calm < busy && both == busy, "\(calm) \(busy) \(both)")
  }

  @Test func aClosedControlLeavesWholeReplications() async throws {
    let text = Contenders.queue(service: Self.services)
    let control = RunControl()
    let laboratory = Laboratory(jobs: 1, control: control) { work in
      if work.simulated == 5 { control.close() }
    }
    let comparison = Comparison(
      try Contenders.alternatives(text, ["base", "faster"]), precision: .replications(20), confidence: 0.95)
    let result = try await comparison.result(laboratory)
    #expect(result.replications == 2 && result.method.ended == "budget" && !result.partial)
    control.cancel()
    let nothing = try await comparison.result(Laboratory(jobs: 1, control: control))
    #expect(nothing.replications == 0 && nothing.partial && nothing.cheapest == nil)
    #expect(nothing.variants.allSatisfy { $0.monthly == nil && $0.standing != .fail })
  }

  @Test func faultsAreSurvivedOrNot() async throws {
    let text =
      Contenders.queue(
        service: [("base", 100)], duration: "120s", warmup: "10s",
        more: """
          slos: { soon: { of: arrivals, latency.max: "< 4s" } }
          faults: { halt: { at: 60s, for: 8s, stop: team, only: [halting] } }
          """) + "  halting: { title: stops }\n"
    let result = try await Contenders.compare(text, ["base", "halting"], replications: 3)
    let (calm, halted) = (result.variants[0].survivals, result.variants[1].survivals)
    #expect(calm.map(\.fault) == ["halt"] && calm[0].windows.isEmpty && calm[0].verdict == nil)
    #expect(halted[0].windows == ["all"] && halted[0].verdict == .fail && halted[0].objectives == ["soon"])
    #expect(halted[0].subject == "arrivals" && (halted[0].recovery?.value ?? 0) > 5)
  }
}
