// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Testing

@testable import Services
@testable import Simulation

/// A delivery that is meant: the n-th of a message, from 1.
struct Handle: Hashable, Sendable {
  var message: Int
  var delivery: Int

  init(_ message: Int, _ delivery: Int = 1) {
    self.message = message
    self.delivery = delivery
  }
}

/// What a test lets a queue be told. Messages and calls have numbers of the test's own.
enum Action: Sendable {
  /// Sends a message in a call of its own. A producer that listens is told when it is throttled.
  case send(Int, size: UInt32 = 1024, delay: UInt16? = nil, key: UInt32 = 0, listens: Bool = false)
  /// Sends messages in one SendMessageBatch call, with the keys in turn.
  case batch([Int], size: UInt32 = 1024, keys: [UInt32] = [0], listens: Bool = false)
  /// Hands a message on in a call that is answered, as a worker (or, as a push, a topic) does.
  case call(Int, size: UInt32 = 1024, key: UInt32 = 0, isPush: Bool = false)
  /// Hands the message of a delivery on in such a call, as the next stage of its way.
  case handOn(Handle)
  /// Asks for messages; the last two in seconds, nil for what the queue says.
  case receive(Int, atMost: Int = 10, hidingFor: Int64? = nil, waiting: Int64? = nil)
  case delete(Handle)
  /// Deletes messages in one DeleteMessageBatch call.
  case deleteBatch([Handle])
  case giveBack(Handle)
  case extend(Handle, to: Double)
  /// Begins or ends a planned fault.
  case begin(FaultKind, amount: UInt32 = 0, to: String? = nil)
  case end(FaultKind)
  /// Notes the queue's gauges and counters.
  case look(String)
}

/// An action on a channel at an instant.
struct Step: Sendable {
  var at: Nanoseconds
  var channel: String
  var action: Action

  /// The number of the call for messages, if it is one.
  var call: Int? {
    if case .receive(let call, _, _, _) = action { call } else { nil }
  }
}

/// What came back, in order of time.
final class Log: @unchecked Sendable {
  struct Delivery: Equatable {
    var at: Double
    var call: Int
    var message: Int
    /// `ApproximateReceiveCount`.
    var receives: Int
  }

  struct Look {
    var gauges: [String: Double] = [:]
    var counters: [String: Int64] = [:]
  }

  var deliveries: [Delivery] = []
  /// For each delivery the entry and the receipt.
  var handles: [Handle: (entry: UInt32, receipt: UInt32)] = [:]
  /// Messages in the hands of the script: from a delivery until its delete.
  var held: [Handle: MessageID] = [:]
  var empties: [(at: Double, call: Int)] = []
  /// Instants of the answers to deletes and give-backs.
  var answers: [Double] = []
  /// Messages that came back to their producer.
  var throttled: [(at: Double, message: Int)] = []
  /// Answers to calls that hand messages on.
  var statuses: [(at: Double, message: Int, status: UInt16)] = []
  /// Deliveries so far of each message.
  var times: [Int: Int] = [:]
  var looks: [String: Look] = [:]

  /// The instants at which a message was delivered, in seconds.
  func deliveries(of message: Int) -> [Double] { deliveries.filter { $0.message == message }.map(\.at) }

  /// What a call returned.
  func returned(_ call: Int) -> [Int] { deliveries.filter { $0.call == call }.map(\.message) }

  /// When a call returned without messages.
  func empty(_ call: Int) -> Double? { empties.first { $0.call == call }?.at }
}

/// Says to channels what a test wants at the instants that it wants, and keeps what they answer.
struct Script: Component {
  let id: ComponentID
  let channels: [String: ComponentID]
  let steps: [Step]
  let flow: FlowID
  let instruments: Instruments
  let log: Log
  var answers: (@Sendable (Log.Delivery) -> Answer)?

  /// What to do with a delivery, so many seconds after it.
  enum Answer {
    case nothing
    case delete(after: Double)
    case giveBack(after: Double)
    case extend(after: Double, to: Double)
  }

  static let stepDue = ConsumerSignal.own
  /// `a` message, `b` delivery, `c` milliseconds, `small` the signal to send: what an answer asked for.
  static let answerDue = ConsumerSignal.own + 1

  func start(_ timeline: inout Timeline) {
    // A loop that stands still ends soon.
    timeline.mostAtOnce = 200_000
    for (index, step) in steps.enumerated() {
      timeline.schedule(Event(to: id, Self.stepDue, a: UInt32(index)), at: step.at)
    }
  }

  func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case Self.stepDue:
      let step = steps[Int(event.a)]
      act(step.action, step.channel, &timeline)
    case Self.answerDue:
      let handle = Handle(Int(event.a), Int(event.b))
      let channel = ComponentID(event.d)
      if event.small == ChannelSignal.delete { finish(handle, &timeline) }
      tell(channel, event.small, handle, milliseconds: event.c, &timeline)
    case ConsumerSignal.delivered: keep(event, &timeline)
    case ConsumerSignal.empty: log.empties.append((timeline.now.seconds, Int(event.a)))
    case ConsumerSignal.done: log.answers.append(timeline.now.seconds)
    case CallSignal.answer:
      log.statuses.append((timeline.now.seconds, Int(event.a), event.small))
      if event.small != CallStatus.ok { timeline.end(event.b, as: .rejected) }
      timeline.messages.release(event.b)
    case ProducerSignal.throttled:
      log.throttled.append((timeline.now.seconds, Int(timeline.messages[event.a].number)))
      timeline.end(event.a, as: .rejected)
      timeline.messages.release(event.a)
    default: Issue.record("an unknown signal \(event.signal)")
    }
  }

  private func keep(_ event: Event, _ timeline: inout Timeline) {
    let message = timeline.messages[event.d]
    let number = Int(message.number)
    let delivery = Log.Delivery(
      at: timeline.now.seconds, call: Int(event.a), message: number, receives: Int(message.receives))
    log.deliveries.append(delivery)
    log.times[number, default: 0] += 1
    let handle = Handle(number, log.times[number] ?? 0)
    log.handles[handle] = (event.b, event.c)
    log.held[handle] = event.d
    guard let answers, let channel = channels[steps.first { $0.call == Int(event.a) }?.channel ?? ""] else { return }
    func later(_ signal: UInt16, _ seconds: Double, milliseconds: UInt32 = 0) {
      timeline.schedule(
        Event(
          to: id, Self.answerDue, small: signal, a: UInt32(number), b: UInt32(handle.delivery), c: milliseconds,
          d: channel), after: s(seconds))
    }
    switch answers(delivery) {
    case .nothing: break
    case .delete(let seconds): later(ChannelSignal.delete, seconds)
    case .giveBack(let seconds): later(ChannelSignal.giveBack, seconds)
    case .extend(let seconds, let length): later(ChannelSignal.extend, seconds, milliseconds: UInt32(length * 1000))
    }
  }

  private func act(_ action: Action, _ name: String, _ timeline: inout Timeline) {
    guard let channel = channels[name] else {
      Issue.record("no channel \(name)")
      return
    }
    switch action {
    case .send(let number, let size, let delay, let key, let listens):
      send([number], size, delay: delay, keys: [key], listens, to: channel, &timeline)
    case .batch(let numbers, let size, let keys, let listens):
      send(numbers, size, keys: keys, listens, to: channel, &timeline)
    case .call(let number, let size, let key, let isPush):
      let message = timeline.send(number: UInt64(number), flow: flow, size: size, sentAt: timeline.now, key: key)
      call(channel, message, number, isPush: isPush, &timeline)
    case .handOn(let handle):
      guard let held = log.held[handle] else {
        Issue.record("\(handle) is not held")
        return
      }
      call(channel, timeline.follow(held), handle.message, isPush: false, &timeline)
    case .begin(let fault, let amount, let to):
      let other = to.flatMap { channels[$0] }.map { $0 + 1 } ?? 0
      timeline.schedule(
        Event(to: channel, ControlSignal.begin, small: fault.code, a: amount, c: other), after: 0)
    case .end(let fault):
      timeline.schedule(Event(to: channel, ControlSignal.end, small: fault.code), after: 0)
    case .receive(let call, let most, let hidden, let waiting):
      let word = ReceiveCall.word(
        most: most, visibilityTimeout: hidden.map { $0 * .second }, wait: waiting.map { $0 * .second })
      timeline.schedule(
        Event(to: channel, ChannelSignal.receive, a: UInt32(call), b: UInt32(call), c: word, d: id), after: 0)
    case .delete(let handle):
      finish(handle, &timeline)
      tell(channel, ChannelSignal.delete, handle, &timeline)
    case .deleteBatch(let handles):
      for handle in handles { finish(handle, &timeline) }
      for (place, handle) in handles.enumerated() {
        tell(channel, place == 0 ? ChannelSignal.delete : ChannelSignal.deleteInSameCall, handle, &timeline)
      }
    case .giveBack(let handle): tell(channel, ChannelSignal.giveBack, handle, &timeline)
    case .extend(let handle, let seconds):
      tell(channel, ChannelSignal.extend, handle, milliseconds: UInt32(seconds * 1000), &timeline)
    case .look(let label): log.looks[label] = look(name, timeline)
    }
  }

  /// The work is done: what follows is the delete.
  private func finish(_ handle: Handle, _ timeline: inout Timeline) {
    guard let message = log.held.removeValue(forKey: handle) else { return }
    timeline.deliver(message, work: 0)
    timeline.messages.release(message)
  }

  private func send(
    _ numbers: [Int], _ size: UInt32, delay: UInt16? = nil, keys: [UInt32], _ listens: Bool,
    to channel: ComponentID, _ timeline: inout Timeline
  ) {
    for (place, number) in numbers.enumerated() {
      let message = timeline.send(
        number: UInt64(number), flow: flow, size: size, sentAt: timeline.now, key: keys[place % keys.count])
      let bytes = place == 0 ? size * UInt32(numbers.count) : ChannelSignal.partOfCall
      timeline.schedule(
        Event(
          to: channel, ChannelSignal.send, small: delay.map { $0 + 1 } ?? 0, a: message, b: UInt32(numbers[0]),
          c: bytes, d: listens ? id + 1 : 0), after: 0)
    }
  }

  private func call(
    _ channel: ComponentID, _ message: MessageID, _ number: Int, isPush: Bool, _ timeline: inout Timeline
  ) {
    timeline.messages.retain(message)  // until the answer
    timeline.schedule(
      Event(
        to: channel, CallSignal.call, small: isPush ? CallKind.push : CallKind.request, a: message, b: UInt32(number),
        c: message, d: id), after: 0)
  }

  private func tell(
    _ channel: ComponentID, _ signal: UInt16, _ handle: Handle, milliseconds: UInt32 = 0, _ timeline: inout Timeline
  ) {
    guard let known = log.handles[handle] else {
      Issue.record("\(handle) has not been delivered")
      return
    }
    timeline.schedule(
      Event(to: channel, signal, small: UInt16(id), a: known.entry, b: known.receipt, c: milliseconds), after: 0)
  }

  private func look(_ subject: String, _ timeline: borrowing Timeline) -> Log.Look {
    var look = Log.Look()
    for (place, gauge) in instruments.gauges.enumerated() where gauge.subject == subject {
      look.gauges[gauge.name] = timeline.recorder.value(GaugeID(index: place))
    }
    for (place, counter) in instruments.counters.enumerated() where counter.subject == subject {
      look.counters[counter.name] = timeline.recorder.total(CounterID(index: place))
    }
    return look
  }
}

/// The script as a part: it comes last, so that the instruments of all channels are known.
struct ScriptPart: Part {
  let steps: [Step]
  let log: Log
  var answers: (@Sendable (Log.Delivery) -> Script.Answer)?

  var name: String { "script" }
  var kind: String { "script" }

  func build(_ model: inout ModelBuilder) -> any Component {
    let flow = model.instruments.flow(name)
    var channels: [String: ComponentID] = [:]
    for part in model.parts.parts where part.name != name { channels[part.name] = model.component(part.name) }
    return Script(
      id: model.component(name), channels: channels, steps: steps, flow: flow, instruments: model.instruments,
      log: log, answers: answers)
  }
}

/// A step for the queue `q`.
func at(_ seconds: Double, _ action: Action) -> Step { Step(at: s(seconds), channel: "q", action: action) }

/// A step for another channel.
func at(_ seconds: Double, _ channel: String, _ action: Action) -> Step {
  Step(at: s(seconds), channel: channel, action: action)
}

/// A queue `q` of a type and with these settings, perhaps a dead-letter queue `d`, and a script of what is done to them.
struct QueueRun {
  let log = Log()
  let outcomes: Outcomes

  init(
    _ settings: String = "", type: String = "sqs", deadLetter: String? = nil, region: String = "us-east-1",
    _ steps: [Step], until duration: Double = 200, seed: UInt64 = 1, mayStop: Bool = false,
    answers: (@Sendable (Log.Delivery) -> Script.Answer)? = nil,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let comma = settings.isEmpty ? "" : ", "
    var text = "channels:\n  q: { type: \(type)\(comma)\(settings) }\n"
    if let deadLetter { text += "  d: { type: \(type)\(deadLetter.isEmpty ? "" : ", ")\(deadLetter) }\n" }
    let read = try parts(text, region: region, sourceLocation: sourceLocation)
    outcomes = try Outcomes(
      read + [ScriptPart(steps: steps, log: log, answers: answers)], until: s(duration), seed: seed, mayStop: mayStop,
      sourceLocation: sourceLocation)
  }

  /// What a counter of `q` has counted.
  func count(_ name: String) -> Int64 { outcomes.count("q", name) }

  /// What a gauge of `q` showed at a look.
  func gauge(_ name: String, at look: String) -> Double? { log.looks[look]?.gauges[name] }

  /// What became of the messages.
  var flow: Measurements.FlowTotals { outcomes.measured.flows[0] }
}
