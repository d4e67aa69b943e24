// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reports

@testable import Experiments

/// Results made by hand, small enough to check by eye.
enum Samples {
  static func figure(_ value: Double, plusMinus half: Double? = nil, n: Int = 10) -> Figure {
    Figure(value: value, low: half.map { value - $0 }, high: half.map { value + $0 }, n: n)
  }

  static func metric(_ unit: String, _ stats: [String: Figure]) -> MetricResult {
    MetricResult(unit: unit, stats: stats)
  }

  /// Two windows, one source, a queue with a dead-letter queue, a fleet.
  static var thumbnails: RunResult {
    RunResult(
      partial: false,
      madeBy: .init(
        program: "sluice 0.0.0", rng: "philox4x32-10",
        prices: .init(book: "documented", date: "2026-10-01", region: "ap-northeast-2", fingerprint: "00ff")),
      scenario: .init(
        name: "thumbnails", title: "Pictures", variant: "base", variantTitle: "24 tasks", region: "ap-northeast-2",
        set: [], fingerprint: "abcd"),
      seed: 7, confidence: 0.95, percentiles: ["p50", "p99"],
      windows: [
        window("usual", hours: 690, rate: 6, p99: 29.4, depth: 6.4, utilisation: 0.533, saturated: nil),
        window("promo", hours: 40, rate: 9, p99: 362, depth: 3_978, utilisation: 0.624, saturated: (2_820, 3_720)),
      ], slos: slos, cost: bill,
      checks: [
        CheckResult(
          id: "retry-wait", level: "warn", part: "resizer",
          message: "1.1% of attempts fail and each waits out the 30s timeout: that alone puts p99 at about 30.6s",
          numbers: ["failing": 0.011]),
        CheckResult(
          id: "uncalibrated", level: "note", part: "jobs", message: "the call times of jobs are built-in", numbers: [:]),
        CheckResult(
          id: "uncalibrated", level: "note", part: "jobs-dlq", message: "the call times of jobs-dlq are built-in",
          numbers: [:]),
      ], assumptions: [.init(path: "channels.jobs.servers", value: "8", why: "AWS publishes no number")])
  }

  static func window(
    _ name: String, hours: Double, rate: Double, p99: Double, depth: Double, utilisation: Double,
    saturated: (Double, Double)?
  ) -> WindowResult {
    WindowResult(
      name: name, monthHours: hours, durationS: 7_200, replications: 10, warmupS: 140, events: 1_450_000, stopped: [],
      flows: [
        FlowResult(
          name: "uploads", sent: 100_100, delivered: 99_900, deadLettered: 100, lost: 0, rejected: 0, inFlight: 100,
          metrics: [
            "latency": metric(
              "s",
              [
                "p50": figure(1.6, plusMinus: 0.05), "p99": figure(p99, plusMinus: p99 / 20),
                "max": figure(2 * p99, plusMinus: 3), "mean": figure(2.4, plusMinus: 0.1),
              ]),
            "delivered": metric(
              "ratio", ["ratio": figure(0.998), "count": figure(9_990), "rate": figure(rate * 0.998)]),
          ],
          slowest: .init(
            share: 0.01, sendingS: 0.01, waitingS: 0.1 * p99, workS: 2, failedWorkS: 2.2, invisibleS: 0.75 * p99,
            n: 999))
      ],
      parts: [
        PartResult(
          name: "jobs", title: "jobs (SQS)", busy: nil, queue: "depth", inPerSecond: figure(rate),
          outPerSecond: figure(rate), limits: [.init(label: "in flight", reached: 32, of: 120_000)],
          metrics: [
            "depth": metric("count", ["mean": figure(depth / 10), "max": figure(depth), "p99": figure(depth / 2)]),
            "dead_lettered": metric(
              "ratio", ["ratio": figure(0.001, plusMinus: 0.0001), "count": figure(10), "rate": figure(0.006)]),
          ], counts: ["sent": 100_100, "dead_lettered": 100]),
        PartResult(
          name: "jobs-dlq", title: "jobs-dlq (SQS)", busy: nil, queue: "depth", inPerSecond: figure(0),
          outPerSecond: figure(0), limits: [.init(label: "in flight", reached: 0, of: 120_000)],
          metrics: ["depth": metric("count", ["mean": figure(4.5), "max": figure(9)])], counts: [:]),
        PartResult(
          name: "resizer", title: "resizer x24", busy: "utilisation", queue: nil, inPerSecond: nil,
          outPerSecond: figure(rate * 1.02),
          limits: saturated.map { [.init(label: "tasks 24 busy", reached: nil, of: nil, fromS: $0.0, toS: $0.1)] }
            ?? [],
          metrics: [
            "utilisation": metric("ratio", ["mean": figure(utilisation), "p99": figure(min(1, utilisation * 1.65))])
          ], counts: ["attempts": 101_200]),
      ],
      links: [
        LinkResult(from: "uploads", to: "jobs", afterReceives: nil, perSecond: figure(rate)),
        LinkResult(from: "jobs", to: "jobs-dlq", afterReceives: 3, perSecond: figure(rate / 1_000)),
        LinkResult(from: "jobs", to: "resizer", afterReceives: nil, perSecond: figure(rate * 1.02)),
      ],
      series: [
        SeriesResult(
          name: "jobs.depth", unit: "count", tS: [0, 1_800, 3_600, 5_400], mean: [0, depth, depth / 2, 0],
          low: [0, 0, 0, 0], high: [0, depth, depth, 0])
      ])
  }

  static var slos: [SLOResult] {
    func slo(
      _ name: String, _ of: String, _ metric: String, _ window: String, _ asked: String, _ bound: Double,
      _ unit: String,
      _ value: Double?, half: Double, _ verdict: SLOResult.Verdict, level: String = "fail", reason: String? = nil,
      needs: Int? = nil
    ) -> SLOResult {
      SLOResult(
        name: name, of: of, metric: metric, window: window, asked: asked, bound: bound, unit: unit, value: value,
        low: value.map { $0 - half }, high: value.map { $0 + half }, n: value == nil ? 0 : 1_000, verdict: verdict,
        level: level, exit: nil, reason: reason, needsReplications: needs)
    }
    return [
      slo("thumbnail-soon", "uploads", "latency.p95", "promo", "< 10m", 600, "s", 302, half: 10, .pass),
      slo(
        "usual-is-snappy", "uploads", "latency.p99", "usual", "< 20s", 20, "s", 29.4, half: 1.47, .fail,
        reason: "1.1% of attempts fail and wait out the 30s timeout"),
      slo(
        "backlog-drains", "jobs", "oldest_message_age.max", "promo", "< 10m", 600, "s", 584, half: 24, .undecided,
        reason: "needs about 55 replications", needs: 55),
      slo("retried", "resizer", "errors.ratio", "usual", "< 2%", 0.02, "ratio", nil, half: 0, .undecided),
      slo(
        "affordable", "cost", "cost.monthly", "month", "< $1100", 1_100, "USD", 1_008.88, half: 0.07, .pass,
        level: "warn"),
    ]
  }

  static var bill: CostResult {
    func line(
      _ part: String, _ title: String, _ quantity: String, _ text: String, _ unit: String, _ price: String,
      _ amount: String, note: String? = nil
    ) -> CostResult.Line {
      CostResult.Line(
        part: part, meter: title.lowercased().replacing(" ", with: "."), title: title, service: "sqs", item: title,
        quantity: quantity, unit: unit, quantityText: text, unitPriceText: price, note: note,
        tiers: [.init(from: "0", to: nil, price: "1", quantity: quantity, amount: amount)], windows: [],
        amount: amount, shown: amount, countedFrom: "windows[].parts[\(part)]", layer: "market", source: "list",
        date: "2026-10-01", confidence: "documented")
    }
    return CostResult(
      book: "documented", region: "ap-northeast-2", freeTierTerms: "always", terms: [], monthly: "1008.88",
      exact: "1008.88", low: "1008.82", high: "1008.95", atLeast: true,
      perMillion: .init(value: "63.96", low: "63.46", high: "64.46", n: 18),
      windows: [
        .init(window: "usual", hours: "690", amount: "953.6", shown: "953.60"),
        .init(window: "promo", hours: "40", amount: "55.28", shown: "55.28"),
      ],
      lines: [
        line(
          "jobs", "SQS requests: receive", "18100000", "18.1 M", "request", "$0.40/M", "14.10", note: "2.1 M empty"),
        line("jobs", "SQS requests: delete", "15900000", "15.9 M", "request", "$0.40/M", "6.00"),
        line("resizer", "Fargate vCPU", "17520", "17,520 h", "hour", "$0.04656/h", "815.73"),
        line("resizer", "Fargate memory", "35040", "35,040 GB-h", "GB-hour", "$0.00511/GB-h", "179.05"),
      ],
      credits: [
        .init(
          title: "Free tier: SQS, 1,000,000 requests", amount: "-6", shown: "-6.00", quantity: "1000000",
          unit: "request", prices: ["sqs standard:request"], source: "list")
      ],
      notPriced: [
        .init(
          part: "resizer", meter: "gpu.hours", title: "GPU hours", service: "ec2", item: "gpu", quantity: "12",
          unit: "hour", reason: "no price found for ap-northeast-2")
      ],
      differences: [],
      provenance: .init(
        documentedLines: 0, marketLines: 4, ownLines: 0, date: "2026-10-01", oldest: "2026-10-01",
        newest: "2026-10-01", oldestAgeMonths: 0, staleLines: 0, undatedLines: 0, derivedLines: 0, unverifiedLines: 0))
  }

  /// Several sources, two workers on one queue, a worker on the dead-letter queue, and a circle.
  static var web: RunResult {
    var result = thumbnails
    func part(_ name: String, _ title: String, works: Bool) -> PartResult {
      PartResult(
        name: name, title: title, busy: works ? "utilisation" : nil, queue: works ? nil : "depth", inPerSecond: nil,
        outPerSecond: nil, limits: [], metrics: [:], counts: [:])
    }
    func link(_ from: String, _ to: String, after: Int? = nil, _ rate: Double) -> LinkResult {
      LinkResult(from: from, to: to, afterReceives: after, perSecond: figure(rate))
    }
    func flow(_ name: String) -> FlowResult {
      FlowResult(
        name: name, sent: 10, delivered: 9, deadLettered: 0, lost: 1, rejected: 0, inFlight: 0, metrics: [:],
        slowest: nil)
    }
    result.windows = [result.windows[0]]
    result.windows[0].flows = [flow("web"), flow("imports"), flow("audit")]
    result.windows[0].parts = [
      part("orders", "orders (SQS)", works: false), part("orders-dlq", "orders-dlq (SQS)", works: false),
      part("log", "log (SQS)", works: false), part("billing", "billing x8", works: true),
      part("shipping", "shipping x8", works: true), part("redrive", "redrive x1", works: true),
      part("archive", "archive x1", works: true), part("loop", "loop (SQS)", works: false),
    ]
    result.windows[0].links = [
      link("web", "orders", 4), link("imports", "orders", 12), link("audit", "log", 1),
      link("orders", "orders-dlq", after: 2, 0.05), link("orders", "billing", 9), link("orders", "shipping", 7),
      link("orders-dlq", "redrive", 0.05), link("log", "archive", 1), link("loop", "loop", 1),
    ]
    return result
  }

  /// Nothing was finished before the interruption.
  static var empty: RunResult {
    var result = thumbnails
    result.partial = true
    result.cost = nil
    result.checks = []
    for place in result.windows.indices {
      result.windows[place].replications = 0
      result.windows[place].events = 0
      result.windows[place].series = []
      for flow in result.windows[place].flows.indices {
        result.windows[place].flows[flow] = FlowResult(
          name: "uploads", sent: 0, delivered: 0, deadLettered: 0, lost: 0, rejected: 0, inFlight: 0, metrics: [:],
          slowest: nil)
      }
      for part in result.windows[place].parts.indices {
        result.windows[place].parts[part].metrics = [:]
        result.windows[place].parts[part].limits = []
        result.windows[place].parts[part].inPerSecond = nil
        result.windows[place].parts[part].outPerSecond = nil
      }
      for link in result.windows[place].links.indices { result.windows[place].links[link].perSecond = nil }
    }
    for place in result.slos.indices {
      result.slos[place].value = nil
      result.slos[place].low = nil
      result.slos[place].high = nil
      result.slos[place].verdict = .undecided
      result.slos[place].reason = "no data"
      result.slos[place].needsReplications = nil
    }
    return result
  }

  static let path = "scenarios/thumbnails.yaml"
}
