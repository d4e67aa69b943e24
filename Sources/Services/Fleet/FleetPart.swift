// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation

/// A fleet as a part of a scenario.
struct FleetPart: Consumer {
  static let service = Service(section: .workers, type: "fleet", table: FleetKeys.table) { name, record, _, _ in
    FleetPart(settings: FleetSettings(name: name, record))
  }

  let settings: FleetSettings

  var name: String { settings.name }
  var kind: String { "fleet" }
  var references: [Reference] { [settings.from] }
  var source: String { settings.from.name }
  var pollers: Int { settings.tasks }
  var receiveWait: Nanoseconds? { settings.receiveWait }
  var visibilityTimeout: Nanoseconds? { settings.visibilityTimeout }
  var capacity: Int { settings.capacity }
  var meanAttempt: Double { settings.serviceTime.mean }
  var errorProbability: Double { settings.error }
  var poisonProbability: Double { settings.poison }
  var givesBack: Bool { settings.givesBack }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    guard let channel = parts[settings.from.name] as? any Channel else { return }
    if channel.meanEmptyReceive(wait: settings.receiveWait).advanced(by: settings.pollPause) < Self.shortestPoll {
      diagnostics.error(
        .value, at: settings.from.node,
        "\(name) would poll \(channel.name) more than a thousand times a second and task: receive_wait, poll_pause and "
          + "the time of a call are together below \(Format.exactDuration(Self.shortestPoll))",
        hint: "set receive_wait, poll_pause or receive_time higher")
    }
  }

  /// The shortest round of an idle poller; no call over a network is faster, and the clock must go on.
  static let shortestPoll: Nanoseconds = 1_000_000

  func build(_ model: inout ModelBuilder) -> any Component {
    let instruments = FleetInstruments(name, &model.instruments)
    model.row(
      PartRow(
        part: name, title: "\(name) x\(settings.tasks)", busy: instruments.utilisation,
        departures: instruments.attempts,
        limits: [
          .saturated(
            instruments.utilisation, at: 0.95, label: "\(settings.tasks == 1 ? "task" : "tasks") \(settings.tasks) busy"
          )
        ]))
    for (meter, perTaskHour) in FleetMeters.meters(settings.compute, tasks: settings.tasks) {
      model.meter(
        MeteredQuantity(part: name, meter: meter, source: .level(instruments.tasks, perHour: perTaskHour)))
    }
    model.link(PartLink(from: settings.from.name, to: name, kind: .flow, passed: instruments.attempts))
    return Fleet(
      id: model.component(name), settings: settings, instruments: instruments,
      source: model.component(settings.from.name))
  }

  func findings(_ view: FindingsView) -> [Finding] { FleetFindings.all(self, view) }
}
