// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// CloudWatch alarms that AWS makes for a part by itself, and that are paid for like any other.
public struct OwnAlarms: Sendable, Hashable {
  public var standard = 0
  /// Alarms with a period below a minute.
  public var highResolution = 0

  public static let none = OwnAlarms()

  public init(standard: Int = 0, highResolution: Int = 0) {
    self.standard = standard
    self.highResolution = highResolution
  }
}

extension Autoscale {
  /// A target tracking policy has two alarms, one to add tasks and one to take them away (AWS CLI Command Reference,
  /// application-autoscaling put-scaling-policy; autoscaling put-scaling-policy).
  var alarms: OwnAlarms {
    period < 60 * .second ? OwnAlarms(highResolution: 2) : OwnAlarms(standard: 2)
  }
}
