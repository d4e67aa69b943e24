// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What a scaling policy remembers.
struct FleetScaler: Sendable {
  let policy: Autoscale
  /// The number of visible messages of the fleet's queue.
  let depth: GaugeID?
  /// The number of tasks that there should be.
  var desired: Int
  /// Points in a row above the target, and below the low alarm.
  var above = 0
  var below = 0
  /// When the fleet was last changed, and how many tasks it had before it grew.
  var grewAt: Instant?
  var shrankAt: Instant?
  var before = 0

  init(policy: Autoscale, depth: GaugeID?, tasks: Int) {
    self.policy = policy
    self.depth = depth
    desired = tasks
  }
}

/// Target tracking: the metric of each period goes to two alarms; the high one adds tasks as soon as a few points in a
/// row stand above the target, the low one takes tasks away after many points well below it.
extension Fleet {
  func startScaling(_ timeline: inout Timeline) {
    guard let scaler else { return }
    timeline.schedule(Event(to: id, Signal.measure), after: scaler.policy.period)
  }

  // MARK: The metric

  /// Takes a point of the metric and sends it to the alarms.
  mutating func measure(_ timeline: inout Timeline) {
    guard let scaler, let scaling = instruments.scaling else { return }
    timeline.schedule(Event(to: id, Signal.measure), after: scaler.policy.period)
    let visible = scaler.depth.map { timeline.recorder.value($0) }
    let running = count[.up]
    let backlog = visible.flatMap { running > 0 ? $0 / Double(running) : nil }
    if let backlog { timeline.recorder.set(scaling.backlog, backlog, at: timeline.now) }
    let point: Double? =
      switch scaler.policy.measure {
      case .backlog: backlog
      case .visible: visible
      case .utilisation: takeUtilisation(period: scaler.policy.period, at: timeline.now)
      }
    var event = Event(to: id, Signal.evaluate, small: point == nil ? 0 : 1)
    event.wide = Int64(bitPattern: (point ?? 0).bitPattern)
    timeline.schedule(event, after: scaler.policy.metricDelay)
  }

  /// Adds a task's work up to now to its account.
  mutating func noteWork(_ task: Int, at now: Instant) {
    tasks[task].busyTime += Nanoseconds(tasks[task].busySlots) * (now - tasks[task].busySince)
    tasks[task].busySince = now
  }

  /// The share of slot-time worked in the last period, of the tasks whose warm-up has ended; nil if there are none.
  private mutating func takeUtilisation(period: Nanoseconds, at now: Instant) -> Double? {
    var busy: Nanoseconds = 0
    var all: Nanoseconds = 0
    for task in tasks.indices where tasks[task].state == .up {
      noteWork(task, at: now)
      if tasks[task].warmAt <= now {
        busy += tasks[task].busyTime
        all += Nanoseconds(settings.slots) * min(period, now - tasks[task].upSince)
      }
      tasks[task].busyTime = 0
    }
    return all > 0 ? Double(busy) / Double(all) : nil
  }

  // MARK: The alarms

  mutating func evaluate(_ event: Event, _ timeline: inout Timeline) {
    guard var state = scaler, let scaling = instruments.scaling else { return }
    timeline.recorder.count(scaling.points)
    let policy = state.policy
    let metric = Double(bitPattern: UInt64(bitPattern: event.wide))
    // A missing point is neither high nor low: the alarm has insufficient data, and nothing is scaled.
    let isKnown = event.small == 1
    state.above = isKnown && metric > policy.target ? state.above + 1 : 0
    state.below = isKnown && metric < policy.target * policy.lowAlarm ? state.below + 1 : 0
    scaler = state
    // As long as an alarm stands, the policy acts at every point.
    if state.above >= policy.alarmPoints {
      scaleOut(metric, policy, &timeline)
    } else if state.below >= policy.lowAlarmPoints {
      scaleIn(metric, policy, &timeline)
    }
  }

  private mutating func scaleOut(_ metric: Double, _ policy: Autoscale, _ timeline: inout Timeline) {
    guard var state = scaler, let scaling = instruments.scaling else { return }
    // Tasks that warm up, or were added within the cooldown, count as capacity that is on its way.
    let base: Int
    if policy.cooldown > 0 {
      let isCooling = state.grewAt.map { timeline.now < $0.advanced(by: policy.cooldown) } ?? false
      base = isCooling ? state.before : state.desired
    } else {
      base = state.desired - warming(at: timeline.now)
    }
    let wanted = policy.wanted(max(base, 1), metric)
    guard wanted > state.desired else { return }
    state.before = base
    state.grewAt = timeline.now
    state.shrankAt = nil
    state.desired = wanted
    scaler = state
    timeline.recorder.count(scaling.outs)
    var missing = wanted - staying
    var place = 0
    while missing > 0 {
      if place == tasks.count { addTask() }
      if tasks[place].state == .absent {
        let time = policy.startTime.draw(draws.launch, UInt64(place), attempt: tasks[place].life)
        order(place, after: Nanoseconds(seconds: time), &timeline)
        missing -= 1
      }
      place += 1
    }
    showTasks(&timeline)
  }

  private mutating func scaleIn(_ metric: Double, _ policy: Autoscale, _ timeline: inout Timeline) {
    guard var state = scaler, let scaling = instruments.scaling else { return }
    let now = timeline.now
    func isCooling(_ since: Instant?) -> Bool { since.map { now < $0.advanced(by: policy.cooldown) } ?? false }
    guard warming(at: now) == 0, !isCooling(state.grewAt), !isCooling(state.shrankAt) else { return }
    let step = max(1, Int(Double(state.desired) * policy.scaleInStep))
    let wanted = max(policy.wanted(state.desired, metric), state.desired - step)
    guard wanted < state.desired else { return }
    state.desired = wanted
    state.shrankAt = now
    scaler = state
    timeline.recorder.count(scaling.ins)
    takeAway(staying - wanted, policy, &timeline)
    showTasks(&timeline)
  }

  /// Tasks that are not about to go for good.
  private var staying: Int {
    count[.starting] + count[.up] + count[.stopped]
      + (count[.leaving] > 0 ? tasks.count { $0.state == .leaving && $0.isReplaced } : 0)
  }

  /// Tasks that were added and do not count in the metric yet.
  private func warming(at now: Instant) -> Int {
    tasks.count { ($0.state == .starting || $0.state == .up) && $0.warmAt > now }
  }

  /// Ends so many tasks: those that do not work yet first, then the idle ones, the newest places first.
  private mutating func takeAway(_ number: Int, _ policy: Autoscale, _ timeline: inout Timeline) {
    var left = number
    for round in 0..<3 {
      for task in tasks.indices.reversed() where left > 0 {
        switch (round, tasks[task].state) {
        case (0, .starting), (0, .stopped): remove(task, &timeline)
        case (1, .up):
          guard tasks[task].busySlots == 0, lists.isEmpty(2 * task) else { continue }
          beginLeaving(task, grace: policy.stopGrace, &timeline)
        case (2, .up):
          beginLeaving(task, grace: policy.protectsWorking ? nil : policy.stopGrace, &timeline)
        default: continue
        }
        left -= 1
      }
    }
  }
}
