// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Scenarios
import Testing

/// The examples with caches and databases: what each of their variants shows, and a bill by hand.
@Suite struct CachingExamplesTests {
  private func run(
    _ file: String, _ variant: String = "base", _ replications: Int = 1,
    set: [(path: String, value: String)] = []
  ) async throws -> RunResult {
    let text = try String(contentsOf: Trial.examples.appendingPathComponent(file), encoding: .utf8)
    var options = ScenarioOptions()
    options.precision = .replications(replications)
    options.changes = set
    return try await Trial.run(text, variant: variant, options: options)
  }

  private func value(_ result: RunResult, _ subject: String, _ metric: String, _ statistic: String) -> Double {
    result.windows.first?.figure(subject, metric, statistic)?.value ?? .nan
  }

  private func monthly(_ result: RunResult, _ part: String) -> Double {
    result.cost?.lines.filter { $0.part == part }.reduce(0) { $0 + (Double($1.amount) ?? .nan) } ?? .nan
  }

  // MARK: A product catalogue

  @Test(
    "every variant runs and tells latency, hits, evictions, database load, stale reads and cost",
    arguments: ["base", "redis-alone", "memcached", "memcached-single-flight", "write-through", "small-node"])
  func catalogue(_ variant: String) async throws {
    let result = try await run("product-catalogue.yaml", variant)
    #expect((0.7...0.97).contains(value(result, "catalogue", "hit", "ratio")))
    #expect(value(result, "page-views", "latency", "p50") < 0.005)
    #expect(value(result, "catalogue", "evictions", "rate") >= 0)
    #expect((0.05...0.7).contains(value(result, "products", "utilisation", "mean")))
    #expect((0..<0.01).contains(value(result, "page-views", "stale", "ratio")))
    #expect(monthly(result, "catalogue") > 10)
    #expect(monthly(result, "products") > 100)
  }

  @Test("without the cache two processors get 400 reads a second of 6.5 ms: 1.3 times what they can do")
  func noCache() async throws {
    let result = try await run("product-catalogue.yaml", "no-cache", 2)
    #expect(value(result, "products", "utilisation", "mean") > 0.99)
    #expect(result.slo("pages-fast")?.verdict == .fail)
    #expect(result.slo("pages-work")?.verdict == .fail)
  }

  @Test("the bill by hand: two t4g.small nodes and a Multi-AZ db.t4g.medium with 100 GiB")
  func bill() async throws {
    let result = try await run("product-catalogue.yaml")
    // 2 x 0.047 x 730; 2 x 0.102 x 730 + 100 GiB at 0.262.
    #expect(abs(monthly(result, "catalogue") - 68.62) < 0.01)
    #expect(abs(monthly(result, "products") - (148.92 + 26.20)) < 0.02)
  }

  @Test("TTL only instead of delete: prices are stale as renewal theory says, at most")
  func staleWithoutInvalidation() async throws {
    let with = try await run("product-catalogue.yaml")
    let without = try await run(
      "product-catalogue.yaml", set: [("caches.catalogue.on_write", "nothing")])
    #expect(value(without, "page-views", "stale", "ratio") > 20 * value(with, "page-views", "stale", "ratio"))
    // At most the writes' share of the reads' lives: a record that is read often lives for 15 minutes.
    #expect(value(without, "page-views", "stale", "ratio") > 0.01)
  }

  // MARK: A stampede

  @Test("after a cold restart the database saturates and never recovers; with single-flight it does")
  func stampede() async throws {
    let base = try await run("stampede.yaml", "base", 2)
    let together = try await run("stampede.yaml", "coalescing", 2)
    // An hour is left of the window: it is not back by its end.
    #expect(value(base, "newsroom", "recovery_time", "cold-restart") > 3500)
    #expect(value(base, "newsroom", "utilisation", "p99") > 0.99)
    #expect(base.slo("back-to-normal")?.verdict == .fail)
    #expect(base.checks.contains { $0.id == "stampede" && $0.part == "pages" })
    #expect(value(together, "newsroom", "recovery_time", "cold-restart") < 600)
    #expect(together.slo("back-to-normal")?.verdict == .pass)
    #expect(value(together, "readers", "errors", "ratio") < 0.001)
  }

  @Test("a replica takes over warm, but its takeover alone topples the database unless readers fail meanwhile")
  func replica() async throws {
    let open = try await run("stampede.yaml", "replica", 2)
    #expect(value(open, "readers", "errors", "ratio") > 0.05)
    let closed = try await run("stampede.yaml", "replica-fail-closed", 2)
    #expect(closed.slo("reads-work")?.verdict == .pass)
    #expect(value(closed, "newsroom", "utilisation", "max") < 0.9)
  }
}
