// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation
import Statistics

/// A fleet as a part of a scenario.
struct FleetPart: LogReader {
  static let service = Service(section: .workers, type: "fleet", table: FleetKeys.table) { name, record, _, context in
    FleetSettings(name: name, record, &context).map { FleetPart(settings: $0) }
  }

  private(set) var settings: FleetSettings
  /// Those of the parts called that keep what is sent to them, known once the parts are wired.
  private var channels: Set<String> = []

  init(settings: FleetSettings) { self.settings = settings }

  var name: String { settings.name }
  var kind: String { "fleet" }
  var references: [Reference] { [settings.from] + settings.calls.references + settings.log.references }
  var deadLetterChannels: [String] { settings.log.deadLetter.map { [$0.name] } ?? [] }
  var reading: LogReading { settings.log.reading(tasks: settings.mostTasks, atStart: settings.tasks) }
  var groupSettings: [Reference] { settings.log.group.set }
  var source: String { settings.from.name }
  var pollers: Int { settings.mostTasks }
  var receiveWait: Nanoseconds? { settings.receiveWait }
  var visibilityTimeout: Nanoseconds? { settings.visibilityTimeout }
  var capacity: Int { settings.capacity }
  var meanAttempt: Double { settings.serviceTime.mean }
  var attemptTime: Distribution? { settings.serviceTime }
  var errorProbability: Double { settings.error }
  var poisonProbability: Double { settings.poison }
  var givesBack: Bool { settings.givesBack }
  var outlets: [Outlet] { settings.calls.outlets(channels) }
  var requests: [Request] { settings.calls.requests(name) }
  var ownAlarms: OwnAlarms { settings.autoscale?.alarms ?? .none }

  func reading(from channel: String) -> any Consumer {
    var copy = self
    copy.settings.from.name = channel
    return copy
  }

  func wired(among parts: [any Part]) -> any Part {
    var copy = self
    copy.channels = settings.calls.channels(among: parts)
    return copy
  }

  func problem(with fault: FaultKind) -> String? {
    switch fault {
    case .kill, .pause, .stop, .slow, .fail, .deploy, .replay: nil
    case .remove: "a fleet is not called by others, so nobody is refused: stop it instead"
    case .redrive: "a fleet keeps no messages that could be moved back: name the dead-letter queue"
    case .restart, .flush: "tasks keep nothing between messages: kill or deploy them instead"
    }
  }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    settings.calls.validate(name, parts, &diagnostics)
    guard let source = parts[settings.from.name] else { return }
    guard let channel = source as? any Channel else {
      return diagnostics.error(
        .reference, at: settings.from.node,
        "\(name) cannot take messages from \(source.name): \(English.withArticle(source.kind)) has none to give",
        hint: "a fleet asks for messages: put a queue between")
    }
    settings.log.validate(self, channel, parts, &diagnostics)
    if channel is any LogChannel { return }
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

  /// `resizer x24`, `resizer x2..40`.
  private var title: String {
    settings.autoscale.map { "\(name) x\($0.min)..\($0.max)" } ?? "\(name) x\(settings.tasks)"
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let hasFaults = model.parts.parts.contains { ($0 as? FaultPart)?.target.name == name }
    let instruments = FleetInstruments(
      name, settings.compute, settings.autoscale, hasFaults: hasFaults, &model.instruments)
    let label = "\(settings.tasks == 1 ? "task" : "tasks") \(settings.tasks) busy"
    var limits = [
      PartRow.Limit.saturated(
        instruments.utilisation, at: 0.95, label: settings.autoscale == nil ? label : "all tasks busy")
    ]
    if let policy = settings.autoscale {
      limits.append(.reached(instruments.tasks, of: Double(policy.max), label: "tasks"))
    }
    model.row(
      PartRow(
        part: name, title: title, busy: instruments.utilisation, departures: instruments.attempts, limits: limits))
    for quantity in FleetMeters.quantities(self, instruments).leastUse(settings, instruments) { model.meter(quantity) }
    model.link(PartLink(from: settings.from.name, to: name, kind: .flow, passed: instruments.attempts))
    let log = model.parts[settings.from.name] as? any LogChannel
    let calls = Calls(settings.calls, of: name, retrySignal: Fleet.Signal.retry, &model)
    if log == nil, let age = model.instruments.gauge(named: "oldest_message_age", of: settings.from.name) {
      model.instruments.metric(name, "lag", .level(age))
    }
    // Channels are built before workers, so the queue's gauges are known.
    let depth = model.instruments.gauge(named: "depth", of: settings.from.name)
    return Fleet(
      id: model.component(name), settings: settings, instruments: instruments,
      source: model.component(settings.from.name), calls: calls,
      stages: calls.passesOn ? model.routes.stages(at: name) : [],
      scaler: settings.autoscale.map { FleetScaler(policy: $0, depth: depth, tasks: settings.tasks) },
      log: log.map { _ in FleetLog(settings.log, deadLetter: settings.log.deadLetter.map { model.component($0.name) })
      },
      order: KeyOrder(name, &model))
  }

  func findings(_ view: FindingsView) -> [Finding] { FleetFindings.all(self, view) }

  func station(_ view: FindingsView) -> Station? { Station(of: self, view) }

  func certainties(_ view: FindingsView) -> [Certainty] {
    Overload(of: self, view)?.certainties(self, view) ?? []
  }
}
