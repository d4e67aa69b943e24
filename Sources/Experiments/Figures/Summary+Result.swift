// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios
import Services
import Simulation

extension Summary {
  /// Puts everything together.
  ///
  /// - Parameter latencies: the histograms of all replications, by window and flow.
  func result(ended: RunResult.Ended, looks: Int, latencies: [[String?]]) -> RunResult {
    let findings = limitFindings + priceFindings + scenario.findings { name in measured(name) }
    return RunResult(
      partial: ended == .interrupted || ended == .budget, ended: ended, looks: looks,
      decisionConfidence: decisionConfidence == scenario.confidence ? nil : decisionConfidence,
      madeBy: RunResult.MadeBy(book, scenario), scenario: RunResult.Identity(scenario), seed: scenario.seed,
      confidence: scenario.confidence, percentiles: scenario.percentiles.map(\.description),
      windows: scenario.windows.indices.map { window($0, latencies[$0]) },
      slos: scenario.objectives.map { verdict($0, findings) },
      able: scenario.requirements.isEmpty ? nil : scenario.isAble, requirements: RequirementResult.all(of: scenario),
      cost: replications > 0 ? cost.result(bills) : nil, usage: replications > 0 ? cost.usage : nil,
      pricing: PricingReader.text(scenario.terms),
      checks: findings.map(CheckResult.init), assumptions: assumptions)
  }

  private var assumptions: [AssumptionResult] {
    scenario.defaults.compactMap { used in
      guard case .assumed(let why) = used.origin else { return nil }
      return AssumptionResult(path: used.path.joined(separator: "."), value: used.text, why: why)
    }
  }

  /// What the checks may ask of a window.
  private func measured(_ name: String) -> FindingsView.Measured? {
    guard replications > 0, let window = scenario.windows.firstIndex(where: { $0.name == name }) else { return nil }
    let digests = digests[window]
    let questions = questions[window]
    let instruments = scenario.windows[window].model.instruments
    return FindingsView.Measured(
      level: { metric, subject in
        let place =
          questions.position(subject, metric, "mean") ?? questions.position(subject, metric, "ratio")
        return place.map { place in
          let values = digests.compactMap { $0.answers[place].value }
          return values.reduce(0, +) / Double(max(values.count, 1))
        }
      },
      perHour: { counter, subject in
        instruments.counters.firstIndex { $0.subject == subject && $0.name == counter }.map { place in
          digests.reduce(0.0) { $0 + Double($1.counters[place]) / $1.duration.seconds * 3600 } / Double(digests.count)
        }
      })
  }

  // MARK: Windows

  private func window(_ window: Int, _ latencies: [String?]) -> WindowResult {
    let digests = digests[window]
    let model = scenario.windows[window].model
    let warmup = digests.reduce(0.0) { $0 + $1.warmup.seconds } / Double(max(digests.count, 1))
    return WindowResult(
      name: scenario.windows[window].name, monthHours: scenario.windows[window].hoursPerMonth,
      durationS: scenario.windows[window].duration.seconds, replications: digests.count, warmupS: warmup,
      events: digests.reduce(0) { $0 + Int($1.events) },
      stopped: digests.enumerated().compactMap { number, digest in
        digest.stopped.map { "replication \(number + 1): \($0.rawValue)" }
      },
      flows: model.instruments.flows.indices.map { flow($0, window, latencies[$0]) },
      parts: model.rows.map { part($0, window) }, links: model.links.map { link($0, window) },
      series: series(window) + followedSeries(window), faults: faults(window), overTime: overTime(window),
      cloudWatch: cloudWatch(window))
  }

  /// All figures of one subject.
  private func metrics(of subject: String, _ window: Int) -> [String: MetricResult] {
    var metrics: [String: MetricResult] = [:]
    for (place, question) in questions[window].questions.enumerated() where question.subject == subject {
      guard let figure = figure(window: window, question: place) else { continue }
      let unit = question.unit == .count || question.unit == .perSecond ? FigureUnit.count : question.unit
      var metric = metrics[question.metric] ?? MetricResult(unit: unit.rawValue, stats: [:])
      if case .metric(.tally, _) = question.kind { metric.unit = FigureUnit.ratio.rawValue }
      metric.stats[question.statistic] = figure
      metrics[question.metric] = metric
    }
    return metrics
  }

  private func flow(_ place: Int, _ window: Int, _ latencies: String?) -> FlowResult {
    let digests = digests[window]
    let model = scenario.windows[window].model
    let instruments = model.instruments.flows[place]
    let name = instruments.name
    func sum(_ part: (Measurements.FlowTotals) -> Int) -> Int { digests.reduce(0) { $0 + part($1.flows[place]) } }
    var breakdown = LatencyBreakdown()
    for digest in digests { breakdown.merge(digest.breakdowns[place]) }
    let slowest = breakdown.slowest(0.01).map {
      FlowResult.Slowest(
        share: 0.01, sendingS: $0.sending, waitingS: $0.waiting, workS: $0.work, failedWorkS: $0.failedWork,
        invisibleS: $0.invisible, n: $0.count)
    }
    return FlowResult(
      name: name, source: instruments.source, end: place < model.routes.flowCount ? model.routes.end(of: place) : nil,
      sent: sum(\.sent), delivered: sum(\.delivered), deadLettered: sum(\.deadLettered),
      lost: sum(\.expired), rejected: sum(\.rejected), inFlight: sum(\.inFlight), metrics: metrics(of: name, window),
      latencyHistogram: latencies, slowest: slowest, bands: breakdown.bands,
      stages: instruments.stages.map { FlowResult.Stage(name: $0.name, metrics: metrics(of: $0.name, window)) })
  }

  private func part(_ row: PartRow, _ window: Int) -> PartResult {
    let model = scenario.windows[window].model
    func metric(_ gauge: GaugeID?) -> String? {
      guard let gauge else { return nil }
      return model.instruments.metrics.first {
        if case .level(gauge) = $0.kind { $0.subject == row.part } else { false }
      }?.name
    }
    var counts: [String: Int] = [:]
    for (place, declaration) in model.instruments.counters.enumerated() where declaration.subject == row.part {
      counts[declaration.name] = digests[window].reduce(0) { $0 + Int($1.counters[place]) }
    }
    var levels: [String: Double] = [:]
    for (place, declaration) in model.instruments.gauges.enumerated() where declaration.subject == row.part {
      levels[declaration.name] =
        digests[window].reduce(0.0) { $0 + $1.levels[place].mean } / Double(max(digests[window].count, 1))
    }
    return PartResult(
      name: row.part, title: row.title, busy: metric(row.busy), queue: metric(row.queue),
      inPerSecond: perSecond(row.arrivals, window), outPerSecond: perSecond(row.departures, window),
      limits: row.limits.compactMap { limit($0, window) }, highlights: row.highlights,
      metrics: metrics(of: row.part, window), counts: counts, levels: levels)
  }

  private func link(_ link: PartLink, _ window: Int) -> LinkResult {
    var result = LinkResult(
      from: link.from, to: link.to, afterReceives: nil, perSecond: perSecond(link.passed, window))
    switch link.kind {
    case .flow: break
    case .deadLetter(let receives): result.afterReceives = receives
    case .undelivered: result.aside = "undelivered"
    case .failed(let runs): result.aside = runs == 1 ? "failed" : "failed \(runs) times"
    }
    return result
  }

  private func perSecond(_ counter: CounterID?, _ window: Int) -> Figure? {
    counter.flatMap { perSecond([$0], window) }
  }

  /// How often some counters counted in a second, added up.
  private func perSecond(_ counters: [CounterID], _ window: Int) -> Figure? {
    guard !digests[window].isEmpty else { return nil }
    let counts = digests[window].map { digest in
      counters.reduce(0) { $0 + Int(digest.counters[$1.position]) }
    }
    let rates = zip(digests[window], counts).map { Double($1) / $0.duration.seconds }
    let count = counts.reduce(0, +)
    return Figures.figure(rates, n: count, confidence: scenario.confidence)
  }

  private func limit(_ limit: PartRow.Limit, _ window: Int) -> PartResult.Limit? {
    guard !digests[window].isEmpty else { return nil }
    switch limit {
    case .reached(let gauge, let most, let label):
      let reached = digests[window].map { $0.levels[gauge.position].max }.max() ?? 0
      return PartResult.Limit(label: label, reached: reached, of: most, fromS: nil, toS: nil)
    case .saturated(let gauge, let full, let label):
      let points = Points.mean(digests[window].map { $0.gaugeSeries[gauge.position] }, scenario.confidence)
      guard let first = points.firstIndex(where: { $0.mean >= full }),
        let last = points.lastIndex(where: { $0.mean >= full })
      else { return nil }
      let end = last + 1 < points.count ? points[last + 1].start : scenario.windows[window].duration
      return PartResult.Limit(
        label: label, reached: nil, of: nil, fromS: points[first].start.seconds, toS: end.seconds)
    }
  }

  private func series(_ window: Int) -> [SeriesResult] {
    guard !digests[window].isEmpty else { return [] }
    let instruments = scenario.windows[window].model.instruments
    return instruments.metrics.compactMap { metric in
      guard case .level(let gauge) = metric.kind else { return nil }
      let points = Points.mean(digests[window].map { $0.gaugeSeries[gauge.position] }, scenario.confidence)
      return SeriesResult(
        name: "\(metric.subject).\(metric.name)",
        unit: FigureUnit(of: instruments.gauges[gauge.position]).rawValue, tS: points.map(\.start.seconds),
        mean: points.map(\.mean), low: points.map(\.low), high: points.map(\.high))
    }
  }
}

/// A series averaged over replications, point by point.
enum Points {
  struct Point {
    var start: Instant
    var mean, low, high: Double
  }

  static func mean(_ series: [[Measurements.Point]], _ confidence: Double) -> [Point] {
    // A replication that was stopped early has fewer points, at other instants.
    let longest = series.max { ($0.last?.start ?? -1) < ($1.last?.start ?? -1) }?.map(\.start) ?? []
    let series = series.filter { $0.map(\.start) == longest }
    return longest.indices.map { place in
      let values = series.map { $0[place].mean }
      let figure = Figures.figure(values, n: values.count, confidence: confidence)
      return Point(
        start: longest[place], mean: figure.value, low: figure.low ?? figure.value,
        high: figure.high ?? figure.value)
    }
  }
}
