// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation

/// A queue of Amazon SQS of either type as a part of a scenario.
protocol SQSQueuePart: Channel, Encrypted {
  var settings: SQSSettings { get set }
  /// The topic in front of it, where every reader has a queue of its own.
  var fanOut: SQSFanOut? { get set }
  /// The queue of one reader behind a topic.
  func queue(ofReader reader: String) -> Self
}

extension SQSQueuePart {
  var name: String { settings.name }
  var references: [Reference] {
    var references = settings.deadLetter.map { [$0] } ?? []
    if case .queues(let queues) = settings.redriveAllow { references += queues }
    return references
  }
  func meanEmptyReceive(wait: Nanoseconds?) -> Nanoseconds {
    (wait ?? settings.receiveWait).advanced(by: Nanoseconds(seconds: settings.receiveTime.mean))
  }
  var retention: Nanoseconds { settings.retention }
  var encryption: KMSEncryption? { settings.encryption }
  var writtenName: String { settings.channel }
  var visibilityTimeout: Nanoseconds? { settings.visibilityTimeout }
  var maximumReceives: Int? { settings.maximumReceives }
  var deadLetterChannels: [String] { settings.deadLetter.map { [$0.name] } ?? [] }
  var isCallable: Bool { true }
  var standing: Standing { .service(.sqs) }

  func problem(with fault: FaultKind) -> String? {
    switch fault {
    case .stop, .remove, .redrive: nil
    default: "\(English.withArticle(kind)) cannot be told to \(fault.rawValue)"
    }
  }

  func channel(ofReader reader: String) -> String { fanOut == nil ? name : "\(name)/\(reader)" }

  func expanded(among parts: [any Part]) -> [any Part] {
    guard let fanOut else { return [self] }
    let readers = parts.compactMap { $0 as? any Consumer }.filter { $0.source == name }.map(\.name)
    return [fanOut.topic(to: readers.map { channel(ofReader: $0) })] + readers.map { queue(ofReader: $0) }
  }

  // MARK: Checks

  func validateQueue(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    checkDeadLetter(parts, &diagnostics)
    checkEncryption(parts, &diagnostics)
    for fault in parts.parts.compactMap({ $0 as? FaultPart })
    where fault.fault == .redrive && fault.target.name == name {
      checkRedrive(fault, parts, &diagnostics)
    }
  }

  /// The policy of a key that AWS manages cannot be changed, so that no other service can be let in (SQS Developer
  /// Guide, Amazon SQS key management: event sources and encrypted queues need a customer key).
  private func checkEncryption(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    guard settings.encryption?.key == .awsManaged else { return }
    for topic in parts.parts.compactMap({ $0 as? SNSPart }) {
      let places = topic.settings.subscriptions.flatMap { [$0.to] + ($0.deadLetter.map { [$0] } ?? []) }
      guard let place = places.first(where: { $0.name == name }) else { continue }
      diagnostics.error(
        .value, at: place.node,
        "\(topic.name) cannot send to \(name): nobody can let SNS use the key that AWS manages for SQS",
        hint: "key: customer in the encryption of \(settings.channel)")
    }
  }

  private func checkDeadLetter(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    guard let deadLetter = settings.deadLetter, let target = parts[deadLetter.name] else { return }
    if deadLetter.name == name {
      return diagnostics.error(.value, at: deadLetter.node, "\(name) cannot be its own dead-letter queue")
    }
    guard let queue = target as? any SQSQueuePart, queue.isFIFO == isFIFO else {
      return diagnostics.error(
        .reference, at: deadLetter.node, "\(deadLetter.name) is a \(target.kind), not a queue of the same type",
        hint: "the dead-letter queue of a \(isFIFO ? "FIFO" : "standard") queue is a "
          + "\(isFIFO ? "FIFO" : "standard") queue")
    }
    let isAllowed =
      switch queue.settings.redriveAllow {
      case .all: true
      case .none: false
      case .queues(let queues): queues.contains { $0.name == settings.channel }
      }
    if !isAllowed {
      diagnostics.error(
        .value, at: deadLetter.node,
        "\(deadLetter.name) does not allow \(settings.channel) to use it as its dead-letter queue",
        hint: "add \(settings.channel) to redrive_allow of \(deadLetter.name)")
    }
  }

  private func checkRedrive(_ fault: FaultPart, _ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    if !parts.sources(ofDeadLetters: name).contains(where: { $0 is any SQSQueuePart }) {
      diagnostics.error(
        .value, at: fault.target.node, "\(name) is not the dead-letter queue of a queue, so nothing can be redriven",
        hint: "redrive takes the messages of a dead-letter queue back to a queue")
    }
    guard let other = fault.other, let target = parts[other.name] else { return }
    guard let queue = target as? any SQSQueuePart, queue.isFIFO == isFIFO else {
      return diagnostics.error(
        .reference, at: other.node, "\(other.name) is a \(target.kind), not a queue of the same type",
        hint: "a redrive goes to a queue of the same type")
    }
    if other.name == name {
      diagnostics.error(.value, at: other.node, "\(name) cannot be redriven to itself")
    }
  }

  // MARK: Building

  /// The group that a word means, for each flow where it goes by source.
  func grouping(_ word: SQSGroupingWord, _ model: ModelBuilder) -> SQSGrouping {
    switch word {
    case .key: return .key
    case .count(let count): return .count(count)
    case .source:
      var names: [String] = []
      return .sources(
        model.instruments.flows.map { flow in
          if let known = names.firstIndex(of: flow.source) { return UInt16(truncatingIfNeeded: known) }
          names.append(flow.source)
          return UInt16(truncatingIfNeeded: names.count - 1)
        })
    }
  }

  /// Adds the row, the meters and the arrows that queues of both types have.
  func declare(_ instruments: SQSInstruments, redriveTasks: CounterID?, _ model: inout ModelBuilder) {
    model.row(
      PartRow(
        part: name, title: "\(name) (\(isFIFO ? "SQS FIFO" : "SQS"))", queue: instruments.depth,
        arrivals: instruments.sent, departures: instruments.deletes,
        limits: [.reached(instruments.inFlight, of: Double(settings.inFlightLimit), label: "in flight")]))
    let quantities = SQSMeters.quantities(part: name, instruments, isFIFO: isFIFO)
      // A FIFO queue refuses what comes too fast.
      .atLeast(instruments.sendRequests, isFIFO ? nil : leastSends(model.parts))
    for quantity in quantities { model.meter(quantity) }
    if let redriveTasks { model.meter(SQSMeters.redrive(part: name, redriveTasks)) }
    if let deadLetter = settings.deadLetter, let receives = settings.maximumReceives {
      model.link(
        PartLink(
          from: name, to: deadLetter.name, kind: .deadLetter(receives: receives), passed: instruments.movedOut))
    }
  }

  /// Messages in full batches, each of 64 KiB at most.
  private func leastSends(_ parts: PartDirectory) -> LeastCount? {
    LeastCount(of: name, parts) { 1 / Double(max(1, min($0.gathering.most ?? 1, mostOfBatch))) }
  }

  /// Counts calls to StartMessageMoveTask; nil where the scenario has none for this queue.
  func redriveTasks(_ model: inout ModelBuilder) -> CounterID? {
    let isRedriven = model.parts.parts.contains {
      guard let fault = $0 as? FaultPart else { return false }
      return fault.fault == .redrive && fault.target.name == name
    }
    return isRedriven ? model.instruments.counter(name, "redrive_tasks", unit: "requests") : nil
  }

  func dataKeys(_ model: inout ModelBuilder) -> DataKeys? {
    EncryptionMeters.dataKeys(of: self, receives: true, signal: SQSQueue.Signal.dataKeyDue, &model)
  }

  func consumers(_ model: ModelBuilder) -> [(id: ComponentID, name: String)] {
    model.parts.consumers(of: name).map { (model.component($0.name), $0.name) }
  }
}

/// A standard queue as a part of a scenario.
struct SQSPart: SQSQueuePart {
  static let service = Service(section: .channels, type: "sqs", table: SQSKeys.table) { name, record, service, _ in
    var part = SQSPart(settings: SQSSettings(name: name, record, builtInLatencies: service.usesBuiltInLatencies))
    if record[SQSKeys.fanOut] { part.fanOut = SQSFanOut(name, record, fifo: nil, service) }
    return part
  }

  var settings: SQSSettings
  var fanOut: SQSFanOut?

  var kind: String { "SQS queue" }

  func queue(ofReader reader: String) -> SQSPart {
    var copy = self
    copy.settings.name = channel(ofReader: reader)
    copy.fanOut = nil
    return copy
  }

  func answer(to ability: Ability, _ parts: PartDirectory) -> AbilityAnswer { SQSAbilities.answer(to: ability) }

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) { validateQueue(parts, &diagnostics) }

  func build(_ model: inout ModelBuilder) -> any Component {
    let instruments = SQSInstruments(name, &model.instruments)
    let redriveTasks = redriveTasks(&model)
    declare(instruments, redriveTasks: redriveTasks, &model)
    var tenants: SQSTenants?
    if let fair = settings.tenants {
      let measured = SQSTenantInstruments(name, &model.instruments)
      model.meter(MeteredQuantity(part: name, meter: SQSMeters.fair, source: .counter(measured.requests)))
      tenants = SQSTenants(
        grouping: grouping(fair.grouping, model), factor: fair.factor, share: fair.share, instruments: measured)
    }
    var queue = SQSQueue(
      id: model.component(name), settings: settings, instruments: instruments,
      deadLetter: settings.deadLetter.map { model.component($0.name) }, consumers: consumers(model), tenants: tenants,
      dataKeys: dataKeys(&model), redriveTasks: redriveTasks)
    queue.tolls = Tolls(readersOf: name, model)
    return queue
  }

  func findings(_ view: FindingsView) -> [Finding] { SQSFindings.all(self, view) }
}
