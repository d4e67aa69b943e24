// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import Services
@testable import Simulation

/// The product's queue against the naive one, call by call, over random scripts: sends, receives, deletes with current and
/// with old handles, changes of visibility, give-backs, waits, delays, dead letters, retention and time.
@Suite("SQS against a reference model")
struct SQSReferenceTests {
  static let stepsOfARun = 600

  @Test("the same answers, standard and FIFO (all rules of the Developer Guide at once)", arguments: 1...180)
  func sameAnswers(seed: Int) throws {
    let isFIFO = seed % 2 == 0
    let setting = DuelSettings(seed: seed, isFIFO: isFIFO)
    let log = DuelLog()
    let read = try parts(setting.text)
    let end = Int64(Self.stepsOfARun + 2) * DuelSettings.pace
    let outcomes = try Outcomes(read + [DuelPart(setting: setting, log: log)], until: end, seed: UInt64(seed))
    setting.world.advance(to: end)
    #expect(log.steps == Self.stepsOfARun, "seed \(seed)")
    #expect(log.problems.isEmpty, "seed \(seed): \(log.problems.prefix(3))")
    #expect(log.deliveries > 100, "seed \(seed)")
    for (name, queue) in zip(["q", "d"], setting.world.queues) {
      #expect(outcomes.count(name, "expired") == queue.expired, "seed \(seed) \(name)")
      #expect(outcomes.count(name, "dead_lettered") == queue.moved, "seed \(seed) \(name)")
      #expect(outcomes.count(name, "deletes") == queue.deletes, "seed \(seed) \(name)")
      #expect(outcomes.count(name, "visibility_errors") == queue.visibilityErrors, "seed \(seed) \(name)")
      if isFIFO { #expect(outcomes.count(name, "delete_errors") == queue.badDeletes, "seed \(seed) \(name)") }
    }
  }
}

extension SQSReferenceTests {
  @Test("a rule that the reference gets wrong is noticed within ten scripts", arguments: NaiveQueue.Mistake.allCases)
  func mistakesAreNoticed(mistake: NaiveQueue.Mistake) throws {
    let kinds = [.ignoresLocks, .looksEverywhere].contains(mistake) ? [true] : [true, false]
    for isFIFO in kinds {
      let isNoticed = try (1...10).contains { seed in
        let setting = DuelSettings(seed: seed, isFIFO: isFIFO)
        for queue in setting.world.queues { queue.mistake = mistake }
        let log = DuelLog()
        let end = Int64(Self.stepsOfARun + 2) * DuelSettings.pace
        _ = try Outcomes(
          try parts(setting.text) + [DuelPart(setting: setting, log: log)], until: end, seed: UInt64(seed),
          mayStop: true)
        return !log.problems.isEmpty
      }
      #expect(isNoticed, "FIFO: \(isFIFO)")
    }
  }
}

/// The settings of one duel, for both sides.
final class DuelSettings: @unchecked Sendable {
  static let pace: Int64 = 400_000_000

  let seed: Int
  let isFIFO: Bool
  let text: String
  let world: NaiveWorld
  private let draws: DrawStream
  private var drawn: UInt64 = 0

  /// Lengths of time are such that no two things that began at different instants end at one.
  init(seed: Int, isFIFO: Bool) {
    self.seed = seed
    self.isFIFO = isFIFO
    let draws = DrawStream(RandomKey(seed: UInt64(seed), replication: 0), name: "duel", purpose: "settings")
    self.draws = draws
    func pick<T>(_ values: [T], _ number: UInt64) -> T {
      values[Int(draws.uniform(1_000_000 + number) * Double(values.count))]
    }
    var lines: [String] = []
    var queues: [NaiveQueue] = []
    for (place, name) in ["q", "d"].enumerated() {
      let n = UInt64(place) * 10
      let timeout = pick([2_003, 5_003, 30_003], n)
      let wait = pick([0, 3_000, 20_000], n + 1)
      let delay = pick([0, 0, 0, 3_057], n + 2)
      let retention = pick([61_701, 61_701, 1_000_003], n + 3)
      let limit = pick([3, 20, 1000], n + 4)
      let look = pick([4, 15, 1000], n + 5)
      let most = place == 0 ? pick([1, 2, 3, 5], n + 6) : nil
      let extra = isFIFO ? "look_ahead: \(look), call_limit: 1000000" : "servers: 1, duplicate_delivery: 0%"
      let dead = most.map { ", dead_letter: { to: d, max_receives: \($0) }" } ?? ""
      lines.append(
        "  \(name): { type: \(isFIFO ? "sqs-fifo" : "sqs"), visibility_timeout: \(timeout)ms, receive_wait: \(wait)ms, "
          + "delay: \(delay)ms, retention: \(retention)ms, in_flight_limit: \(limit), \(extra)\(dead) }")
      queues.append(
        NaiveQueue(
          isFIFO: isFIFO, timeout: Int64(timeout) * 1_000_000, wait: Int64(wait) * 1_000_000,
          delay: Int64(delay) * 1_000_000, retention: Int64(retention) * 1_000_000, inFlightLimit: limit,
          lookAhead: look, maximumReceives: most))
    }
    queues[0].deadLetters = queues[1]
    text = "channels:\n" + lines.joined(separator: "\n")
    world = NaiveWorld(queues)
  }

  func pick(_ count: Int) -> Int {
    drawn += 1
    return Int(draws.uniform(drawn) * Double(count))
  }
}

final class DuelLog: @unchecked Sendable {
  var steps = 0
  var deliveries = 0
  var problems: [String] = []
  /// What the product answered, and has not been compared yet: for each call of each queue.
  var answers: [[Int: NaiveQueue.Answer]] = [[:], [:]]
  /// For each queue and each of its deliveries, by the naive queue's number: entry and receipt.
  var handles: [[Int: (entry: UInt32, receipt: UInt32)]] = [[:], [:]]
  /// Handles as the product gave them out, in the order of each call's messages.
  var fresh: [[Int: [(entry: UInt32, receipt: UInt32, message: MessageID)]]] = [[:], [:]]
  var compared = [0, 0]
  /// The calls' numbers, of which the caller's words are the places.
  var calls: [(queue: Int, at: Int64)] = []
}

/// Tells both queues the same and compares what they answer.
struct Duel: Component {
  let id: ComponentID
  let setting: DuelSettings
  let queues: [ComponentID]
  let gauges: [[GaugeID]]
  let flow: FlowID
  let log: DuelLog
  var sent = 0

  func start(_ timeline: inout Timeline) {
    for step in 1...SQSReferenceTests.stepsOfARun {
      // Each step has its own nanosecond, which what it sets off keeps.
      timeline.schedule(
        Event(to: id, ConsumerSignal.own, a: UInt32(step)), at: Int64(step) * DuelSettings.pace + Int64(step))
    }
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ConsumerSignal.own: step(&timeline)
    case ConsumerSignal.delivered:
      let call = Int(event.a)
      let queue = log.calls[call].queue
      let message = timeline.messages[event.d]
      var answer = log.answers[queue][call] ?? NaiveQueue.Answer(at: timeline.now, call: call, messages: [])
      answer.messages.append([Int(message.number), Int(message.receives)])
      log.answers[queue][call] = answer
      log.fresh[queue][call, default: []].append((event.b, event.c, event.d))
      timeline.deliver(event.d, work: 0)
      timeline.messages.release(event.d)
      log.deliveries += 1
    case ConsumerSignal.empty:
      let call = Int(event.a)
      if log.answers[log.calls[call].queue].updateValue(
        NaiveQueue.Answer(at: timeline.now, call: call, messages: []), forKey: call) != nil
      {
        log.problems.append("call \(call) was answered twice")
      }
    case ConsumerSignal.done: break
    default: log.problems.append("an unknown signal \(event.signal)")
    }
  }

  private mutating func step(_ timeline: inout Timeline) {
    let now = timeline.now
    setting.world.advance(to: now)
    compare(&timeline)
    log.steps += 1
    // Most calls go to the first queue.
    let place = setting.pick(5) == 0 ? 1 : 0
    act(on: place, &timeline)
    setting.world.settle(now)
  }

  private func compare(_ timeline: inout Timeline) {
    for (place, queue) in setting.world.queues.enumerated() {
      let wanted = queue.answers[log.compared[place]...]
      log.compared[place] = queue.answers.count
      for answer in wanted {
        let own = log.answers[place].removeValue(forKey: answer.call)
        let messages = answer.messages.map { Array($0.prefix(2)) }
        if own?.at != answer.at || own?.messages != messages {
          log.problems.append(
            "step \(log.steps) queue \(place) call \(answer.call): \(own.map { "\($0.at) \($0.messages)" } ?? "nothing") "
              + "instead of \(answer.at) \(messages)")
        }
        let fresh = log.fresh[place].removeValue(forKey: answer.call) ?? []
        for (given, handle) in zip(answer.messages, fresh) {
          log.handles[place][given[2]] = (handle.entry, handle.receipt)
        }
      }
      if !log.answers[place].isEmpty {
        log.problems.append("step \(log.steps) queue \(place): more answers than there should be")
        log.answers[place] = [:]
      }
      let levels = gauges[place].map { Int(timeline.recorder.value($0)) }
      if levels != [queue.visible, queue.inFlight, queue.delayed] {
        log.problems.append(
          "step \(log.steps) queue \(place): \(levels) instead of \([queue.visible, queue.inFlight, queue.delayed])")
      }
      checkGroups(queue, place)
    }
    if log.problems.count > 5 { timeline.stop(.clockStands) }
  }

  /// In a FIFO queue what is in flight of a group is at its front, and one call took it.
  private func checkGroups(_ queue: NaiveQueue, _ place: Int) {
    guard queue.isFIFO else { return }
    for (group, items) in Dictionary(grouping: queue.items, by: \.group) {
      let flying = items.indices.filter { if case .inFlight = items[$0].state { true } else { false } }
      if Set(flying.map { items[$0].received }).count > 1 {
        log.problems.append("step \(log.steps) queue \(place): two calls hold group \(group)")
      }
    }
  }

  private mutating func act(on place: Int, _ timeline: inout Timeline) {
    let naive = setting.world.queues[place]
    let queue = queues[place]
    let now = timeline.now
    func tell(_ signal: UInt16, _ handle: Int, milliseconds: UInt32 = 0) {
      guard let known = log.handles[place][handle] else { return }
      timeline.schedule(
        Event(to: queue, signal, small: UInt16(id), a: known.entry, b: known.receipt, c: milliseconds), after: 0)
    }
    let newest = naive.handles.count
    // Mostly a recent handle, now and then any.
    let handle = newest == 0 ? 0 : setting.pick(4) == 0 ? 1 + setting.pick(newest) : max(1, newest - setting.pick(8))
    switch setting.pick(10) {
    case 0...2:
      let count = 1 + setting.pick(4)
      let hasDelay = !setting.isFIFO && setting.pick(4) == 0
      for number in 0..<count {
        let group = setting.pick(4)
        let message = timeline.send(
          number: UInt64(sent), flow: flow, size: 1, sentAt: now, key: UInt32(group))
        timeline.schedule(
          Event(
            to: queue, ChannelSignal.send, small: hasDelay ? 8 : 0, a: message,
            c: number == 0 ? 4 : ChannelSignal.partOfCall), after: 0)
        naive.send(sent, group: group, delay: hasDelay ? 7_000_000_000 : nil, now)
        sent += 1
      }
    case 3...5:
      let most = 1 + setting.pick(10)
      // Calls that wait hide messages for the queue's own time, so that no two timers meet.
      let own: Int64? = setting.pick(3) == 0 ? Int64([0, 4, 11][setting.pick(3)]) : nil
      let wait: Int64? = own != nil ? 0 : setting.pick(3) == 0 ? Int64([0, 1, 9][setting.pick(3)]) : nil
      log.calls.append((place, now))
      let call = log.calls.count - 1
      let word = ReceiveCall.word(
        most: most, visibilityTimeout: own.map { $0 * .second }, wait: wait.map { $0 * .second })
      timeline.schedule(
        Event(to: queue, ChannelSignal.receive, a: UInt32(call), b: UInt32(call), c: word, d: id), after: 0)
      naive.receive(call, most: most, timeout: own.map { $0 * .second }, wait: wait.map { $0 * .second }, now)
      if own == 0 { setting.world.tickAt(now) }
    case 6, 7:
      if handle > 0 {
        tell(ChannelSignal.delete, handle)
        naive.delete(handle, now)
      }
    case 8:
      if handle > 0 {
        tell(ChannelSignal.giveBack, handle)
        naive.changeVisibility(handle, to: 0, now)
      }
    default:
      if handle > 0 {
        let milliseconds = [2_171, 17_389, 0, 43_200_000][setting.pick(4)]
        tell(ChannelSignal.extend, handle, milliseconds: UInt32(milliseconds))
        naive.changeVisibility(handle, to: Int64(milliseconds) * 1_000_000, now)
      }
    }
  }
}

struct DuelPart: Part {
  let setting: DuelSettings
  let log: DuelLog
  var name: String { "duel" }
  var kind: String { "duel" }

  func build(_ model: inout ModelBuilder) -> any Component {
    let flow = model.instruments.flow(name)
    let gauges = ["q", "d"].map { queue in
      ["depth", "in_flight", "delayed"].map { name in
        GaugeID(index: model.instruments.gauges.firstIndex { $0.subject == queue && $0.name == name } ?? 0)
      }
    }
    return Duel(
      id: model.component(name), setting: setting, queues: ["q", "d"].map { model.component($0) }, gauges: gauges,
      flow: flow, log: log)
  }
}

extension NaiveWorld {
  /// Lets happen what is due at this very instant.
  func tickAt(_ now: Int64) {
    for queue in queues { queue.tick(now) }
    settle(now)
  }
}
