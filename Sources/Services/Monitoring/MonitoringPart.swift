// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// The settings under `monitoring`, checked.
struct MonitoringSettings: Sendable {
  struct Logs: Sendable {
    /// Nil for all workers.
    let workers: [Reference]?
    /// Bytes of an attempt at a message.
    let perMessage: Int64
    let keep: Nanoseconds
    /// The share of the bytes that is stored.
    let stored: Double
  }

  let alarms, highResolution, composite, metrics: Int
  let logs: Logs?

  init(_ record: Record) {
    typealias Keys = MonitoringKeys
    alarms = record[Keys.alarms]
    highResolution = record[Keys.highResolution]
    composite = record[Keys.composite]
    metrics = record[Keys.metrics]
    logs = record[Keys.logs].map {
      Logs(
        workers: $0[Keys.Logs.workers], perMessage: $0[Keys.Logs.perMessage], keep: $0[Keys.Logs.keep],
        stored: $0[Keys.Logs.stored])
    }
  }
}

/// What is there to be paid for, by the month.
struct MonitoringInstruments: Sendable {
  /// The raw values are the names of the levels.
  enum Kind: String, Sendable, CaseIterable {
    case alarms
    case scalingAlarms = "scaling_alarms"
    case highResolution = "high_resolution_alarms"
    case scalingHighResolution = "high_resolution_scaling_alarms"
    case composite = "composite_alarms"
    case metrics = "custom_metrics"
  }

  /// Those of which there are any.
  let gauges: [(kind: Kind, gauge: GaugeID)]
}

/// CloudWatch as a part of its own: its lines of the bill bear its name, but for logs, which are their workers'.
struct MonitoringPart: Part {
  static let surrounding = Surrounding(
    name: "monitoring", table: MonitoringKeys.table, summary: "Alarms, metrics and logs of CloudWatch."
  ) { MonitoringPart(settings: MonitoringSettings($0)) }

  let settings: MonitoringSettings

  var name: String { Self.surrounding.name }
  var kind: String { "monitoring" }

  /// How many there are of each.
  private func counts(_ parts: PartDirectory) -> [(kind: MonitoringInstruments.Kind, count: Int)] {
    let own = parts.parts.map(\.ownAlarms)
    return MonitoringInstruments.Kind.allCases.map { kind in
      switch kind {
      case .alarms: (kind, settings.alarms)
      case .scalingAlarms: (kind, own.reduce(0) { $0 + $1.standard })
      case .highResolution: (kind, settings.highResolution)
      case .scalingHighResolution: (kind, own.reduce(0) { $0 + $1.highResolution })
      case .composite: (kind, settings.composite)
      case .metrics: (kind, settings.metrics)
      }
    }.filter { $0.1 > 0 }
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let counts = counts(model.parts)
    let instruments = MonitoringInstruments(
      gauges: counts.map { ($0.kind, model.instruments.gauge(name, $0.kind.rawValue, unit: "")) })
    for (kind, gauge) in instruments.gauges { model.instruments.metric(name, kind.rawValue, .level(gauge)) }
    model.row(PartRow(part: name, title: "\(name) (CloudWatch)"))
    var quantities = MonitoringMeters.quantities(self, instruments)
    for (gauge, count) in zip(instruments.gauges, counts) {
      quantities = quantities.atLeast(gauge.gauge, Double(count.count))
    }
    for quantity in quantities { model.meter(quantity) }
    if let logs = settings.logs {
      for worker in writers(logs, model.parts) {
        guard let attempts = attempts(of: worker, model.instruments) else { continue }
        for quantity in MonitoringMeters.logs(of: worker, attempts, logs) { model.meter(quantity) }
      }
    }
    return MonitoringComponent(levels: zip(instruments.gauges, counts).map { ($0.gauge, $1.count) })
  }

  /// The workers that write logs, in the order of the parts.
  private func writers(_ logs: MonitoringSettings.Logs, _ parts: PartDirectory) -> [String] {
    parts.parts.filter { part in
      logs.workers.map { $0.contains { $0.name == part.name } } ?? part.isWorker
    }.map(\.name)
  }

  /// What counts a worker's attempts; a source connector has records instead.
  private func attempts(of worker: String, _ instruments: Instruments) -> CounterID? {
    instruments.counter(named: "attempts", of: worker) ?? instruments.counter(named: "calls", of: worker)
  }
}

/// Shows what is there for as long as the simulation lasts.
struct MonitoringComponent: Component {
  let levels: [(gauge: GaugeID, value: Int)]

  mutating func start(_ timeline: inout Timeline) {
    for (gauge, value) in levels { timeline.recorder.set(gauge, Double(value), at: 0) }
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {}
}
