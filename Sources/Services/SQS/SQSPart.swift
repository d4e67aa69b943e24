// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation

/// A queue as a part of a scenario.
struct SQSPart: Channel {
  static let service = Service(section: .channels, type: "sqs", table: SQSKeys.table) { name, record, service, _ in
    SQSPart(settings: SQSSettings(name: name, record, builtInLatencies: service.usesBuiltInLatencies))
  }

  let settings: SQSSettings

  var name: String { settings.name }
  var kind: String { "SQS queue" }
  var references: [Reference] { settings.deadLetter.map { [$0] } ?? [] }
  func meanEmptyReceive(wait: Nanoseconds?) -> Nanoseconds {
    (wait ?? settings.receiveWait).advanced(by: Nanoseconds(seconds: settings.receiveTime.mean))
  }
  var retention: Nanoseconds { settings.retention }
  var visibilityTimeout: Nanoseconds? { settings.visibilityTimeout }
  var maximumReceives: Int? { settings.maximumReceives }
  var deadLetterChannels: [String] { settings.deadLetter.map { [$0.name] } ?? [] }
  var isCallable: Bool { true }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    guard let deadLetter = settings.deadLetter, let target = parts[deadLetter.name] else { return }
    if deadLetter.name == name {
      diagnostics.error(.value, at: deadLetter.node, "\(name) cannot be its own dead-letter queue")
    } else if !(target is SQSPart) {
      diagnostics.error(
        .reference, at: deadLetter.node, "\(deadLetter.name) is a \(target.kind), not a queue of the same type",
        hint: "the dead-letter queue of a standard queue is a standard queue")
    }
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let instruments = SQSInstruments(name, &model.instruments)
    model.row(
      PartRow(
        part: name, title: "\(name) (SQS)", queue: instruments.depth, arrivals: instruments.sent,
        departures: instruments.deletes,
        limits: [.reached(instruments.inFlight, of: Double(settings.inFlightLimit), label: "in flight")]))
    meter(&model, instruments)
    if let deadLetter = settings.deadLetter, let receives = settings.maximumReceives {
      model.link(
        PartLink(
          from: name, to: deadLetter.name, kind: .deadLetter(receives: receives), passed: instruments.movedOut))
    }
    return SQSQueue(
      id: model.component(name), settings: settings, instruments: instruments,
      deadLetter: settings.deadLetter.map { model.component($0.name) },
      consumers: model.parts.consumers(of: name).map { (model.component($0.name), $0.name) })
  }

  private func meter(_ model: inout ModelBuilder, _ instruments: SQSInstruments) {
    model.meter(MeteredQuantity(part: name, meter: SQSMeters.send, source: .counter(instruments.sendRequests)))
    model.meter(
      MeteredQuantity(
        part: name, meter: SQSMeters.receive, source: .counter(instruments.receiveRequests),
        aside: .init(instruments.emptyReceives, "empty")))
    model.meter(MeteredQuantity(part: name, meter: SQSMeters.delete, source: .counter(instruments.deleteRequests)))
    model.meter(
      MeteredQuantity(
        part: name, meter: SQSMeters.changeVisibility, source: .counter(instruments.visibilityRequests)))
  }

  func findings(_ view: FindingsView) -> [Finding] { SQSFindings.all(self, view) }
}
