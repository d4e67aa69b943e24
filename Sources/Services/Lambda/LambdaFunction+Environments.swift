// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Who gets an environment, and what becomes of it afterwards.
extension LambdaFunction {
  /// A provisioned environment, an idle one or a new one; nil above the limits.
  mutating func takeEnvironment(_ timeline: inout Timeline) -> (place: UInt32, isNew: Bool)? {
    let now = timeline.now
    var taken: (place: UInt32, isNew: Bool)
    if busyProvisioned < limits.provisioned {
      busyProvisioned += 1
      taken = (LambdaInvocation.provisioned, false)
    } else {
      guard hasRoom(timeline) else { return nil }
      if let idle = environments.takeIdle(at: now) {
        taken = (idle, false)
      } else {
        guard newEnvironments.admits(at: now) else { return nil }
        taken = (environments.make(at: now), true)
      }
      busyOnDemand += 1
      if let shared = limits.shared { timeline.recorder.add(shared, 1, at: now) }
    }
    noteEnvironments(&timeline)
    return taken
  }

  /// Whether one more environment on demand may be busy.
  private func hasRoom(_ timeline: borrowing Timeline) -> Bool {
    guard let shared = limits.shared else { return busyOnDemand < limits.onDemand }
    return timeline.recorder.value(shared) < Double(limits.onDemand)
  }

  mutating func giveBack(_ environment: UInt32, _ timeline: inout Timeline) {
    if environment == LambdaInvocation.provisioned {
      busyProvisioned -= 1
    } else {
      busyOnDemand -= 1
      if let shared = limits.shared { timeline.recorder.add(shared, -1, at: timeline.now) }
      environments.giveBack(environment, at: timeline.now)
      if !environments.isArmed {
        environments.isArmed = true
        timeline.schedule(Event(to: id, Signal.idleDue), after: settings.idleLife)
      }
    }
    noteEnvironments(&timeline)
  }

  /// Ends environments that have been idle for too long.
  mutating func endIdle(_ timeline: inout Timeline) {
    let next = environments.expire(at: timeline.now)
    environments.isArmed = next != nil
    if let next { timeline.schedule(Event(to: id, Signal.idleDue), at: next) }
    noteEnvironments(&timeline)
  }

  func noteEnvironments(_ timeline: inout Timeline) {
    let busy = Double(busyOnDemand + busyProvisioned)
    timeline.recorder.set(instruments.concurrency, busy, at: timeline.now)
    let most = Double(min(limits.total, wiring.source == nil ? .max : limits.mapping))
    timeline.recorder.set(instruments.utilisation, most > 0 ? min(1, busy / most) : 1, at: timeline.now)
    timeline.recorder.set(
      instruments.environments, Double(busyOnDemand + environments.idleCount + limits.provisioned), at: timeline.now)
  }
}
