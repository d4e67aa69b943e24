// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What goes wrong by plan with a source connector.
extension SourceConnector {
  mutating func beginFault(_ event: Event, _ timeline: inout Timeline) {
    switch FaultKind(code: event.small) {
    case .pause: faults.pauses += 1
    case .slow: faults.slow(event.b, begins: true)
    case .kill: lose(workers.first(Int(event.a)), &timeline)
    case .stop:
      faults.stops += 1
      guard faults.stops == 1 else { return }
      for worker in workers.first(.max) { workers.lose(worker) }
      loseTask(&timeline)
      waitsForWorker = true
    default: break
    }
  }

  mutating func endFault(_ event: Event, _ timeline: inout Timeline) {
    switch FaultKind(code: event.small) {
    case .pause:
      faults.pauses -= 1
      if !faults.isPaused, isRunning, !isBusy { beginTurn(&timeline) }
    case .slow: faults.slow(event.b, begins: false)
    case .stop:
      faults.stops -= 1
      guard faults.stops == 0 else { return }
      for worker in workers.indices { _ = workers.comeBack(worker, generation: workers.generation(worker)) }
      beginTask(&timeline)
    default: break
    }
  }

  /// Workers are lost at once; each is replaced.
  private mutating func lose(_ lost: [Int], _ timeline: inout Timeline) {
    workers.replace(lost, at: id, Signal.workerBack, after: settings.restartTime, &timeline)
    guard isRunning, lost.contains(taskWorker) else { return }
    loseTask(&timeline)
    if workers.upCount == 0 {
      waitsForWorker = true
    } else {
      timeline.schedule(Event(to: id, Signal.takeOver, b: turn), after: settings.rebalanceDelay)
    }
  }

  /// The task is gone, and with it what it knew after the last commit of its offsets.
  private mutating func loseTask(_ timeline: inout Timeline) {
    guard isRunning else { return }
    timeline.recorder.count(instruments.crashes)
    isRunning = false
    isWaiting = false
    turn &+= 1
    endWork(&timeline)
    while let change = uncommitted.popLast() { pending.prepend(change) }
    // An unfinished snapshot begins anew.
    if !isSnapshotCommitted { rowsLeft = settings.snapshot?.rows ?? 0 }
    showTask(&timeline)
  }

  /// The delay of the rebalance is over: another worker has the task now.
  mutating func takeOver(_ timeline: inout Timeline) {
    guard !isRunning, faults.stops == 0 else { return }
    if workers.upCount == 0 { waitsForWorker = true } else { beginTask(&timeline) }
  }

  mutating func takeBack(_ worker: Int, generation: UInt32, _ timeline: inout Timeline) {
    // Those that are replaced during a stop are there when it ends.
    guard faults.stops == 0, workers.comeBack(worker, generation: generation) else { return }
    if waitsForWorker { beginTask(&timeline) }
  }

  private mutating func beginTask(_ timeline: inout Timeline) {
    guard !isRunning, let worker = workers.first(1).first else { return }
    taskWorker = worker
    isRunning = true
    waitsForWorker = false
    showTask(&timeline)
    beginTurn(&timeline)
  }
}
