// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation

/// A FIFO queue as a part of a scenario.
struct FIFOPart: SQSQueuePart {
  static let service = Service(section: .channels, type: "sqs-fifo", table: FIFOKeys.table) {
    name, record, service, context in
    let settings = SQSSettings(
      name: name, record, builtInLatencies: service.usesBuiltInLatencies, isFIFO: true)
    guard let fifo = FIFOSettings(record, region: service.region, &context) else { return nil }
    var part = FIFOPart(settings: settings, fifo: fifo)
    if record[SQSKeys.fanOut] {
      guard SQSFanOut.check(name, record, fifo, &context.diagnostics) else { return nil }
      part.fanOut = SQSFanOut(name, record, fifo: fifo, service)
    }
    return part
  }

  var isFIFO: Bool { true }

  var settings: SQSSettings
  var fifo: FIFOSettings
  var fanOut: SQSFanOut?

  var kind: String { "SQS FIFO queue" }

  func queue(ofReader reader: String) -> FIFOPart {
    var copy = self
    copy.settings.name = channel(ofReader: reader)
    // The topic has put the messages into groups.
    copy.fifo.group = .key
    copy.fanOut = nil
    return copy
  }

  func answer(to ability: Ability, _ parts: PartDirectory) -> AbilityAnswer {
    FIFOAbilities.answer(to: ability, group: fifo.group)
  }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    validateQueue(parts, &diagnostics)
    for producer in parts.producers(to: name) {
      guard let traffic = producer as? TrafficPart, traffic.settings.delay != nil else { continue }
      diagnostics.error(
        .value, at: traffic.settings.to.node,
        "\(traffic.name) gives its messages a delay of their own, which a FIFO queue does not take",
        hint: "leave delay out, or set delay of \(name) for all messages")
    }
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let instruments = SQSInstruments(name, isFIFO: true, &model.instruments)
    let measured = FIFOInstruments(name, &model.instruments)
    let redriveTasks = redriveTasks(&model)
    declare(instruments, redriveTasks: redriveTasks, &model)
    var queue = FIFOQueue(
      id: model.component(name), settings: settings, fifo: fifo, instruments: instruments, measured: measured,
      deadLetter: settings.deadLetter.map { model.component($0.name) }, consumers: consumers(model),
      grouping: grouping(fifo.group, model), dataKeys: dataKeys(&model), redriveTasks: redriveTasks)
    queue.tolls = Tolls(readersOf: name, model)
    return queue
  }

  func findings(_ view: FindingsView) -> [Finding] { FIFOFindings.all(self, view) }

  func certainties(_ view: FindingsView) -> [Certainty] { FIFOFindings.certainties(self, view) }

  func expectedRefusals(_ view: FindingsView) -> Double? { FIFOFindings.refused(self, view) }

  func takesAll(_ parts: PartDirectory, _ view: FindingsView) -> Bool { FIFOFindings.takesAll(self, view) }
}
