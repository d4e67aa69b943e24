// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Planned faults that are in force. They may overlap and repeat, so each is counted.
struct FleetFaults: Sendable {
  var pauses = 0
  var stops = 0
  /// How many times longer work takes.
  private(set) var slowness = 1.0
  /// The share of attempts that fail besides.
  private(set) var failing = 0.0
  private var factors: [UInt32] = []
  private var shares: [UInt32] = []
  /// Deployments to come, each with its number of waves; the first is under way.
  var deployments: [Int] = []
  /// Of the one that is under way: its tasks in order, the wave that comes next, tasks of this wave still to come back.
  var order: [Int] = []
  var wave = 0
  var waveLeft = 0

  var isPaused: Bool { pauses > 0 }

  mutating func slow(_ thousandths: UInt32, begins: Bool) {
    Self.change(&factors, thousandths, begins)
    // In one order, whatever the order of the faults, so that their end restores what was.
    slowness = factors.reduce(1) { $0 * Double($1) / 1000 }
  }

  mutating func fail(_ thousandths: UInt32, begins: Bool) {
    Self.change(&shares, thousandths, begins)
    failing = 1 - shares.reduce(1) { $0 * (1 - Double($1) / 1000) }
  }

  private static func change(_ list: inout [UInt32], _ value: UInt32, _ begins: Bool) {
    if begins {
      list.append(value)
      list.sort()
    } else if let place = list.firstIndex(of: value) {
      list.remove(at: place)
    }
  }
}

/// What planned faults do to a fleet.
extension Fleet {
  mutating func beginFault(_ event: Event, _ timeline: inout Timeline) {
    switch FaultKind(code: event.small) {
    case .pause: faults.pauses += 1
    case .slow: faults.slow(event.b, begins: true)
    case .fail: faults.fail(event.b, begins: true)
    case .stop: beginStop(&timeline)
    case .kill: killTasks(Int(event.a), &timeline)
    case .deploy:
      faults.deployments.append(max(1, Int(event.a)))
      if faults.deployments.count == 1 { beginDeployment(&timeline) }
    case .replay: timeline.schedule(Event(to: source, LogSignal.replay, b: event.b, c: event.c, d: id), after: 0)
    case .remove, .redrive, .restart, .flush, nil: break
    }
  }

  mutating func endFault(_ event: Event, _ timeline: inout Timeline) {
    switch FaultKind(code: event.small) {
    case .pause:
      faults.pauses -= 1
      guard !faults.isPaused else { return }
      for task in tasks.indices where tasks[task].state == .up && !tasks[task].isCalling { advance(task, &timeline) }
    case .slow: faults.slow(event.b, begins: false)
    case .fail: faults.fail(event.b, begins: false)
    case .stop: endStop(&timeline)
    case .kill, .deploy, .remove, .redrive, .restart, .flush, .replay, nil: break
    }
  }

  // MARK: Losing tasks

  /// So many tasks die at once, with what they hold.
  private mutating func killTasks(_ number: Int, _ timeline: inout Timeline) {
    var left = number
    for task in tasks.indices where left > 0 && tasks[task].isAlive {
      kill(task, backAfter: replacementTime(task), &timeline)
      left -= 1
    }
  }

  /// All tasks go down with what they hold, and stay down.
  private mutating func beginStop(_ timeline: inout Timeline) {
    faults.stops += 1
    guard faults.stops == 1 else { return }
    for task in tasks.indices where tasks[task].isAlive {
      let goesAnyway = tasks[task].state == .leaving && !tasks[task].isReplaced
      dropAll(task, &timeline)
      if goesAnyway { remove(task, &timeline) } else { move(task, to: .stopped) }
    }
    showTasks(&timeline)
  }

  private mutating func endStop(_ timeline: inout Timeline) {
    faults.stops -= 1
    guard faults.stops == 0 else { return }
    for task in tasks.indices where tasks[task].state == .stopped {
      let pause = Double(settings.pollPause) * draws.start.uniform(UInt64(task), attempt: tasks[task].life)
      comeUp(task, after: Nanoseconds(pause), &timeline)
    }
  }

  // MARK: Deployments

  private mutating func beginDeployment(_ timeline: inout Timeline) {
    faults.order = tasks.indices.filter {
      tasks[$0].state != .absent && (tasks[$0].state != .leaving || tasks[$0].isReplaced)
    }
    faults.wave = 0
    startWave(&timeline)
  }

  /// The next group of tasks takes no more messages; each is replaced when it has finished what it holds.
  mutating func startWave(_ timeline: inout Timeline) {
    guard let waves = faults.deployments.first else { return }
    let number = faults.order.count
    guard faults.wave < waves, number > 0 else {
      faults.deployments.removeFirst()
      if !faults.deployments.isEmpty { beginDeployment(&timeline) }
      return
    }
    let first = number * faults.wave / waves
    let end = number * (faults.wave + 1) / waves
    faults.wave += 1
    // Those that start only now, or are down, are new anyway.
    let group = faults.order[first..<end].filter { tasks[$0].state == .up }
    guard !group.isEmpty else { return startWave(&timeline) }
    faults.waveLeft = group.count
    for task in group { tasks[task].isReplaced = true }
    for task in group { beginLeaving(task, grace: nil, &timeline) }
  }

  /// A task that was being replaced is back, or gone for good.
  mutating func endReplacement(_ task: Int, _ timeline: inout Timeline) {
    guard tasks[task].isReplaced else { return }
    tasks[task].isReplaced = false
    faults.waveLeft -= 1
    if faults.waveLeft == 0 { timeline.schedule(Event(to: id, Signal.nextWave), after: 0) }
  }
}
