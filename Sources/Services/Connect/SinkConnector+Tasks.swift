// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// How tasks and workers of a sink connector come and go: by faults, by failures, by the scaling.
extension SinkConnector {
  mutating func beginFault(_ event: Event, _ timeline: inout Timeline) {
    switch FaultKind(code: event.small) {
    case .pause: faults.pauses += 1
    case .slow: faults.slow(event.b, begins: true)
    case .kill: lose(workers.first(Int(event.a)), &timeline)
    case .stop:
      faults.stops += 1
      guard faults.stops == 1 else { return }
      for worker in workers.first(.max) { workers.lose(worker) }
      for task in tasks.indices { loseTask(task, &timeline) }
      showTasks(&timeline)
    case .replay: timeline.schedule(Event(to: source, LogSignal.replay, b: event.b, c: event.c, d: id), after: 0)
    default: break
    }
  }

  mutating func endFault(_ event: Event, _ timeline: inout Timeline) {
    switch FaultKind(code: event.small) {
    case .pause:
      faults.pauses -= 1
      guard !faults.isPaused else { return }
      for task in tasks.indices { advance(task, &timeline) }
    case .slow: faults.slow(event.b, begins: false)
    case .stop:
      faults.stops -= 1
      guard faults.stops == 0 else { return }
      for worker in 0..<paid where !(isStarting && worker == paid - 1) {
        _ = workers.comeBack(worker, generation: workers.generation(worker))
      }
      beginTasks(&timeline)
    default: break
    }
  }

  // MARK: Losses

  /// Workers are lost at once with their tasks; each is replaced.
  private mutating func lose(_ lost: [Int], _ timeline: inout Timeline) {
    workers.replace(lost, at: id, Signal.workerBack, after: settings.restartTime, &timeline)
    for task in tasks.indices where lost.contains(tasks[task].worker) && tasks[task].isAlive {
      loseTask(task, &timeline)
      guard workers.upCount > 0 else { continue }
      timeline.schedule(
        Event(to: id, Signal.takeOver, a: UInt32(task), b: tasks[task].life), after: settings.rebalanceDelay)
    }
    if workers.upCount == 0 { waitsForWorker = true }
    showTasks(&timeline)
  }

  /// A task is gone with what it holds.
  private mutating func loseTask(_ task: Int, _ timeline: inout Timeline) {
    guard tasks[task].isAlive else { return }
    timeline.recorder.count(instruments.crashes)
    drop(task, &timeline)
    tasks[task].state = .down
  }

  /// A record that cannot be converted ends the task for good: it stays so until somebody restarts it.
  mutating func failTask(_ task: Int, _ timeline: inout Timeline) {
    drop(task, &timeline)
    tasks[task].state = .failed
    showTasks(&timeline)
  }

  /// Gives up what a task holds, and tells the log that it is gone.
  private mutating func drop(_ task: Int, _ timeline: inout Timeline) {
    timeline.schedule(
      Event(to: source, LogSignal.leave, small: 1, a: UInt32(task), b: tasks[task].life, d: id), after: 0)
    if tasks[task].isBusy { setBusy(task, false, isWork: tasks[task].batch != nil, &timeline) }
    if let batch = tasks[task].batch { release(batch.id, &timeline) }
    if let held = tasks[task].held { release(held.id, &timeline) }
    for object in tasks[task].open + tasks[task].full {
      timeline.recorder.add(instruments.buffered, -Double(object.messages.count), at: timeline.now)
      for message in object.messages { timeline.messages.release(message) }
    }
    tasks[task].open.removeAll()
    tasks[task].full.removeAll()
    tasks[task].batch = nil
    tasks[task].held = nil
    endLife(task)
  }

  private mutating func endLife(_ task: Int) {
    tasks[task].isUploading = false
    tasks[task].isPolling = false
    tasks[task].life &+= 1
  }

  // MARK: Returns

  /// The delay of the rebalance is over: a task begins on a worker that is there.
  mutating func takeOver(_ task: Int, _ timeline: inout Timeline) {
    guard faults.stops == 0 else { return }
    guard workers.upCount > 0 else {
      waitsForWorker = true
      return
    }
    begin(task, &timeline)
    showTasks(&timeline)
  }

  mutating func takeBack(_ worker: Int, generation: UInt32, _ timeline: inout Timeline) {
    guard faults.stops == 0, workers.comeBack(worker, generation: generation), waitsForWorker else { return }
    beginTasks(&timeline)
  }

  private mutating func beginTasks(_ timeline: inout Timeline) {
    waitsForWorker = false
    for task in tasks.indices where tasks[task].state == .down { begin(task, &timeline) }
    showTasks(&timeline)
  }

  private mutating func begin(_ task: Int, _ timeline: inout Timeline) {
    // On its own worker if that is back, else on the one with the fewest tasks.
    if !workers[tasks[task].worker] {
      let here = workers.first(.max)
      let counts = here.map { worker in tasks.count { $0.isAlive && $0.worker == worker } }
      guard let least = counts.min(), let place = counts.firstIndex(of: least) else { return }
      tasks[task].worker = here[place]
    }
    tasks[task].state = .up
    advance(task, &timeline)
  }

  // MARK: Scaling

  /// Looks at the processors: adds a worker above one share and takes one away below another.
  mutating func measure(_ timeline: inout Timeline) {
    guard let policy = settings.autoscale else { return }
    timeline.schedule(Event(to: id, Signal.measure), after: policy.period)
    let share = scaling.takeShare(of: max(1, workers.upCount * settings.compute.vcpus), at: timeline.now)
    guard !isStarting, faults.stops == 0, workers.upCount == paid, !tasks.contains(where: { $0.state == .leaving })
    else { return }
    if share > policy.scaleOut, paid < policy.max {
      isStarting = true
      let worker = paid
      paid += 1
      timeline.schedule(
        Event(to: id, Signal.workerReady, a: UInt32(worker), b: workers.generation(worker)), after: policy.startTime)
    } else if share < policy.scaleIn, paid > policy.min {
      let worker = paid - 1
      let leaving = tasks.indices.filter { tasks[$0].worker == worker && tasks[$0].isAlive }
      for task in leaving { tasks[task].state = .leaving }
      for task in leaving { advance(task, &timeline) }
      if leaving.isEmpty { removeWorker(&timeline) }
    }
    showTasks(&timeline)
  }

  mutating func addWorker(_ worker: Int, generation: UInt32, _ timeline: inout Timeline) {
    isStarting = false
    guard workers.comeBack(worker, generation: generation) else { return }
    let each = settings.compute.vcpus
    for task in worker * each..<(worker + 1) * each where tasks[task].state == .absent {
      tasks[task].worker = worker
      if faults.stops > 0 { tasks[task].state = .down } else { begin(task, &timeline) }
    }
    showTasks(&timeline)
  }

  /// A task that has written all that it held leaves the group.
  mutating func finishLeaving(_ task: Int, _ timeline: inout Timeline) {
    timeline.schedule(
      Event(to: source, LogSignal.leave, small: 0, a: UInt32(task), b: tasks[task].life, d: id), after: 0)
    endLife(task)
    tasks[task].state = .absent
    if !tasks.contains(where: { $0.state == .leaving }) { removeWorker(&timeline) }
    showTasks(&timeline)
  }

  private mutating func removeWorker(_ timeline: inout Timeline) {
    workers.lose(paid - 1)
    paid -= 1
  }
}
