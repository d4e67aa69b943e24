// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Services
import Simulation
import Statistics

/// What one replication of a window gave.
struct CurveSample: Sendable {
  var reads, writes: Int
  /// Records that are there at a time, at most, and their memory [B].
  var records, bytes: Double
  /// One for each size.
  var hitRatios: [Double]

  /// The memory of a hit ratio, between the sizes in proportion [B]; nil where no size reaches it.
  func bytes(for hitRatio: Double, _ capacities: [Int]) -> Double? {
    var before = (bytes: 0.0, ratio: 0.0)
    for (capacity, ratio) in zip(capacities, hitRatios) {
      if ratio >= hitRatio {
        let rise = ratio - before.ratio
        let share = rise > 0 ? (hitRatio - before.ratio) / rise : 1
        return before.bytes + share * (Double(capacity) - before.bytes)
      }
      before = (Double(capacity), ratio)
    }
    return nil
  }
}

/// A window with the probe in it.
struct CurveWindow: Sendable {
  let window: ScenarioWindow
  /// The cache as it is in this window.
  let cache: any SizedCache
  let capacities: [Int]
  let samplingRate: Double
  let model: Model
  private let instruments: CurveInstruments

  init(_ window: ScenarioWindow, _ curve: Curve) {
    self.window = window
    let cache = window.model.parts[curve.cache.name] as? any SizedCache ?? curve.cache
    self.cache = cache
    capacities = CurvePlan.capacities([cache.usableBytes] + cache.choices.map(\.usableBytes))
    samplingRate = curve.sampling ?? CurvePlan.samplingRate(cache.name, window)
    let probe = CurveProbePart(
      cache: cache, capacities: capacities, samplingRate: samplingRate, seed: curve.scenario.seed)
    model = ModelBuilder.model(
      probe.replacing(in: window.model.parts.parts), usesBuiltInLatencies: window.model.usesBuiltInLatencies)
    instruments = CurveInstruments(in: model.instruments, cache.name, capacities: capacities.count)
  }

  /// The first half of the window fills the cache.
  var warmup: Nanoseconds { window.duration / 2 }

  /// Nil when it was cancelled.
  func sample(_ key: RandomKey, isCancelled: () -> Bool) -> CurveSample? {
    let measured = model.simulation.run(
      duration: window.duration, key: key, warmup: .fixed(warmup), isCancelled: isCancelled)
    guard let measured else { return nil }
    func count(_ id: CounterID) -> Int { Int(measured.counters[id.position]) }
    let expected = Double(count(instruments.reads)) * samplingRate
    // As SHARDS-adj does it: what the sample has too few or too many of are requests of very popular records, which hit
    // in any memory.
    var hits = samplingRate < 1 ? expected - Double(count(instruments.followed)) : 0
    let ratios = instruments.hits.map { id in
      hits += Double(count(id))
      return expected > 0 ? min(1, max(0, hits / expected)) : 0
    }
    return CurveSample(
      reads: count(instruments.reads), writes: count(instruments.writes),
      records: measured.levels[instruments.records.position].max / samplingRate,
      bytes: measured.levels[instruments.bytes.position].max / samplingRate, hitRatios: ratios)
  }

  // MARK: Result

  func result(_ samples: [CurveSample], _ curve: Curve) -> CurveResult.Window {
    let confidence = curve.scenario.confidence
    let reads = samples.reduce(0) { $0 + $1.reads }
    func figure(_ values: [Double]) -> Figure { Figures.figure(values, n: reads, confidence: confidence) }
    let figures = capacities.indices.map { place in ratio(figure(samples.map { $0.hitRatios[place] })) }
    func at(_ bytes: Int) -> Figure {
      capacities.firstIndex(of: bytes).map { figures[$0] } ?? Figure(value: 0, n: reads)
    }
    let highest = figures.last ?? Figure(value: 0, n: reads)
    let first = figures.firstIndex { $0.value > 0.001 * highest.value } ?? 0
    let last = figures.firstIndex { $0.value >= highest.value } ?? figures.count - 1
    let choices = cache.choices.sorted { $0.usableBytes < $1.usableBytes }.map { choice in
      CurveResult.Choice(
        name: choice.name, nodes: choice.nodes, bytes: choice.usableBytes, hitRatio: at(choice.usableBytes),
        monthly: curve.monthly(choice), isNow: choice.usableBytes == cache.usableBytes)
    }
    return CurveResult.Window(
      name: window.name, durationS: window.duration.seconds, warmupS: warmup.seconds, replications: samples.count,
      reads: reads, writes: samples.reduce(0) { $0 + $1.writes }, samplingRate: samplingRate,
      samplingIsGiven: curve.sampling != nil, records: figure(samples.map(\.records)),
      workingSetBytes: figure(samples.map(\.bytes)), highest: highest,
      now: CurveResult.Point(bytes: cache.usableBytes, hitRatio: at(cache.usableBytes)),
      points: reads == 0
        ? [] : (first...max(first, last)).map { CurveResult.Point(bytes: capacities[$0], hitRatio: figures[$0]) },
      choices: choices, wanted: wanted(samples, choices, curve, figure), faultsLeftOut: faults)
  }

  /// No ratio is above 1, whatever the interval of the replications says.
  private func ratio(_ figure: Figure) -> Figure {
    Figure(value: figure.value, low: figure.low, high: figure.high.map { min($0, 1) }, n: figure.n)
  }

  private func wanted(
    _ samples: [CurveSample], _ choices: [CurveResult.Choice], _ curve: Curve, _ figure: ([Double]) -> Figure
  ) -> CurveResult.Wanted {
    let needed = samples.compactMap { $0.bytes(for: curve.hitRatio, capacities) }
    let able = choices.filter { $0.hitRatio.value >= curve.hitRatio }
    let priced = able.compactMap { choice in choice.monthly.flatMap { Double($0) }.map { (choice.name, $0) } }
    return CurveResult.Wanted(
      hitRatio: curve.hitRatio, bytes: needed.count == samples.count ? figure(needed) : nil,
      choice: priced.min { $0.1 < $1.1 }?.0 ?? able.first?.name)
  }

  private var faults: [String] {
    window.model.parts.parts.compactMap { $0 as? FaultPart }
      .filter { $0.isActive && $0.begins < window.duration && $0.target.name == cache.name }.map(\.name)
  }
}

extension CurveInstruments {
  /// Those of a model that is built.
  init(in instruments: Instruments, _ name: String, capacities: Int) {
    guard let reads = instruments.counter(named: "reads", of: name),
      let writes = instruments.counter(named: "writes", of: name),
      let followed = instruments.counter(named: "followed", of: name),
      let records = instruments.gauge(named: "records", of: name),
      let bytes = instruments.gauge(named: "bytes", of: name)
    else { fatalError("the probe of \(name) was not built") }
    self.reads = reads
    self.writes = writes
    self.followed = followed
    self.records = records
    self.bytes = bytes
    hits = (0..<capacities).compactMap { instruments.counter(named: "hits_\($0)", of: name) }
  }
}
