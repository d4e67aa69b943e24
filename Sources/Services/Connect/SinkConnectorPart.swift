// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation

/// A sink connector as a part of a scenario: it reads a log, and messages end at it.
struct SinkConnectorPart: LogReader {
  static let service = Service(section: .workers, type: "sink-connector", table: SinkConnectorKeys.table) {
    name, record, _, context in
    SinkConnectorSettings(name: name, record, &context).map(SinkConnectorPart.init)
  }

  let settings: SinkConnectorSettings

  var name: String { settings.name }
  var kind: String { "sink connector" }
  var references: [Reference] { [settings.from] }
  var source: String { settings.from.name }
  var services: [NetworkService] { [.s3] }
  var reading: LogReading {
    var reading = LogReading(members: .tasks(settings.mostTasks), commitInterval: settings.offsetFlush)
    reading.commitsDelivered = true
    return reading
  }

  // MARK: As a consumer

  var pollers: Int { settings.mostTasks }
  var receiveWait: Nanoseconds? { nil }
  var visibilityTimeout: Nanoseconds? { nil }
  var capacity: Int { settings.mostTasks }
  var meanAttempt: Double { settings.recordTime.seconds }
  var errorProbability: Double { 0 }
  var poisonProbability: Double { 0 }
  var givesBack: Bool { false }

  // MARK: Wiring

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    guard let channel = parts[source], !(channel is any LogChannel) else { return }
    diagnostics.error(
      .reference, at: settings.from.node,
      "\(name) cannot read \(source), which is \(English.withArticle(channel.kind))",
      hint: "a connector reads a log: kinesis, msk, msk-serverless or kafka-ec2")
  }

  func problem(with fault: FaultKind) -> String? {
    switch fault {
    case .kill, .stop, .pause, .slow, .replay: nil
    case .fail: "the share of records that cannot be converted stands under errors"
    case .remove, .deploy, .redrive, .restart, .flush:
      "a sink connector can be told to kill, stop, pause, slow or replay, not to \(fault.rawValue)"
    }
  }

  func answer(to ability: Ability, _ parts: PartDirectory) -> AbilityAnswer {
    switch ability {
    case .exactlyOnce: settings.exactlyOnce ? .yes("objects are named by offsets") : .no("at least once")
    case .persistence: .yes("in S3")
    case .orderPerKey, .totalOrder, .replay, .independentReaders: .no("ask it of \(source)")
    }
  }

  /// `archive x2 (sink connector)`.
  private var title: String {
    let tasks = settings.autoscale.map { "\(settings.tasks(workers: $0.min))..\(settings.mostTasks)" }
    return "\(name) x\(tasks ?? String(settings.mostTasks)) (sink connector)"
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let instruments = SinkConnectorInstruments(name, &model.instruments)
    model.row(
      PartRow(
        part: name, title: title, busy: instruments.utilisation, queue: instruments.buffered,
        arrivals: instruments.attempts, departures: instruments.written,
        highlights: [
          PartRow.Highlight("objects", "objects", "rate"), PartRow.Highlight("object age p99", "object_age", "p99"),
          PartRow.Highlight("written twice", "duplicates", "count"),
        ]))
    for quantity in ConnectMeters.workers(name, settings.compute, instruments.workers)
      .atLeast(instruments.workers, Double(min(settings.autoscale?.min ?? settings.workers, settings.workers)))
    { model.meter(quantity) }
    for quantity in ConnectMeters.storage(settings, instruments) { model.meter(quantity) }
    model.link(PartLink(from: source, to: name, kind: .flow, passed: instruments.attempts))
    return SinkConnector(
      id: model.component(name), settings: settings, instruments: instruments, source: model.component(source),
      order: KeyOrder(name, &model), toll: model.toll(of: name, at: NetworkService.s3))
  }

  func findings(_ view: FindingsView) -> [Finding] { SinkConnectorFindings.all(self, view) }
}
