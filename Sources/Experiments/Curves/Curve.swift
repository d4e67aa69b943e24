// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Services
import Simulation
import Statistics

/// Finds the hit ratio of a cache for all sizes in one pass over the scenario's own requests.
///
/// The scenario is simulated as it is, but for the cache, in whose place a probe (`CurveProbePart`) keeps the reuse
/// distances of the records (Mattson 1970), sampled where there are many (SHARDS, FAST'15). The first half of a window
/// fills, the second is measured.
public struct Curve: Sendable {
  /// Why there is no curve.
  public enum Problem: Error, Hashable, Sendable {
    /// The scenario has no cache at all.
    case noCache
    /// It has these, but none of this name.
    case unknown(String, known: [String])
    /// Its size is not something that is chosen.
    case noSize(String, kind: String)
    /// Nothing reads from it.
    case nobodyReads(String)
  }

  public let scenario: Scenario
  public let book: PriceBook
  /// The share of the records to follow; nil to have it chosen.
  public let sampling: Double?
  /// The hit ratio whose memory is wanted.
  public let hitRatio: Double
  public let replications: Int
  /// Replications that are simulated at a time.
  public let jobs: Int
  let cache: any SizedCache

  /// - Parameter cache: its name; nil for the only one.
  public init(
    _ scenario: Scenario, cache: String?, book: PriceBook, sampling: Double? = nil, hitRatio: Double = 0.95,
    replications: Int = 3, jobs: Int = 1
  ) throws(Problem) {
    self.scenario = scenario
    self.book = book
    self.sampling = sampling
    self.hitRatio = hitRatio
    self.replications = max(1, replications)
    self.jobs = max(1, jobs)
    let directory = scenario.windows.first?.model.parts ?? PartDirectory([])
    let caches = directory.parts.compactMap { $0 as? any CacheFront }
    guard let first = caches.first else { throw .noCache }
    guard let found = cache.map({ name in caches.first { $0.name == name } }) ?? (caches.count == 1 ? first : nil)
    else { throw .unknown(cache ?? "", known: caches.map(\.name)) }
    guard let sized = found as? any SizedCache else { throw .noSize(found.name, kind: found.kind) }
    guard directory.requests(to: sized.name).contains(where: { $0.operation == .read }) else {
      throw .nobodyReads(sized.name)
    }
    self.cache = sized
  }

  /// Nil when it was cancelled.
  public func result(
    control: RunControl = RunControl(), progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) async -> CurveResult? {
    let windows = scenario.windows.map { CurveWindow($0, self) }
    let total = windows.count * replications
    let samples = await Parallel.map(total, jobs: jobs) { task -> CurveSample? in
      windows[task % windows.count].sample(
        RandomKey(seed: scenario.seed, replication: UInt32(truncatingIfNeeded: task / windows.count)),
        isCancelled: { control.isCancelled })
    } finished: { finished in
      progress(RunProgress(finished: finished, planned: total, atMost: total))
    }
    guard !control.isCancelled else { return nil }
    let done = samples.compactMap(\.self)
    guard done.count == total else { return nil }
    return CurveResult(
      madeBy: RunResult.MadeBy(book, scenario), scenario: RunResult.Identity(scenario), seed: scenario.seed,
      confidence: scenario.confidence,
      cache: CurveResult.Cache(
        name: cache.name, kind: cache.kind, usableBytes: cache.usableBytes,
        timeToLiveS: cache.timeToLive.map(\.seconds), deletesOnWrite: cache.deletesOnWrite,
        evictsByRecency: cache.evictsByRecency),
      windows: windows.indices.map { place in
        windows[place].result((0..<replications).map { done[$0 * windows.count + place] }, self)
      })
  }

  /// What the nodes of a choice cost in a month; nil without a price.
  func monthly(_ choice: SizedCache.Choice) -> String? {
    let usage = Usage(
      part: cache.name, meter: choice.meter, quantity: Decimal(count: Double(choice.nodes) * 730), countedFrom: "")
    let terms = try? PricingTerms(discount: scenario.terms.discount, book: scenario.terms.book)
    let bill = Bill(usages: [usage], book: book, region: scenario.region, terms: terms ?? scenario.terms)
    return bill.isAtLeast || bill.lines.isEmpty ? nil : Money.cents(bill.shownTotal)
  }
}

extension RunResult.MadeBy {
  init(_ book: PriceBook, _ scenario: Scenario) {
    self.init(
      program: Product.name, rng: Product.randomNumbers,
      prices: RunResult.Prices(
        book: book.name.rawValue, date: book.newestDate, region: scenario.region, fingerprint: book.contentHash))
  }
}

extension RunResult.Identity {
  init(_ scenario: Scenario) {
    self.init(
      name: scenario.name, title: scenario.title, variant: scenario.variant, variantTitle: scenario.variantTitle,
      region: scenario.region, set: scenario.changes, fingerprint: scenario.textHash)
  }
}
