// SPDX-License-Identifier: GPL-3.0-or-later

/// What fleets call what happens at them, and what an hour of their work costs.
extension FleetPart {
  /// An hour of a slot has the share of its task, and of its instance.
  var workMeters: [WorkMeter] {
    let slots = Double(max(1, settings.slots))
    switch settings.compute {
    case .none: return []
    case .fargate(let task):
      return FleetMeters.meters(task).map { WorkMeter(meter: $0.meter, perHour: $0.perHour / slots) }
    case .ec2(let instance):
      let places = slots * Double(max(1, instance.tasks))
      return FleetMeters.meters(instance).map { WorkMeter(meter: $0.meter, perHour: $0.perHour / places) }
    }
  }

  func callShare(to name: String) -> Double? { settings.calls.share(to: name) }

  var signalNames: [UInt16: String] {
    SignalNames.all(
      SignalNames.consumer, SignalNames.caller,
      [
        Fleet.Signal.poll: "a task polls", Fleet.Signal.worked: "the work on a message ends",
        Fleet.Signal.heartbeat: "a heartbeat", Fleet.Signal.crash: "a task crashes",
        Fleet.Signal.started: "a task is up",
        Fleet.Signal.retry: "a call is tried again", Fleet.Signal.graceOver: "a task's grace is over",
        Fleet.Signal.paidOff: "a task is paid off", Fleet.Signal.nextWave: "a deployment's next wave",
        Fleet.Signal.measure: "the scaling metric is measured", Fleet.Signal.evaluate: "the scaling policy decides",
        Fleet.Signal.tryAgain: "a record is tried again",
      ])
  }
}
