// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Services

extension Scenario {
  /// What the checks find: of every part in every window, each sentence once, warnings first.
  ///
  /// - Parameter measured: what a window measured, by its name; nil where nothing was simulated.
  public func findings(measured: (String) -> FindingsView.Measured? = { _ in nil }) -> [Finding] {
    var found = lacks
    let hours = windows.reduce(0) { $0 + $1.hoursPerMonth }
    if abs(hours - 730) > 0.5 {
      found.append(
        Finding(
          .month, .warn, "the windows add up to \(Format.number(hours, significant: 4)) h, not 730 h",
          numbers: ["hours": hours]))
    }
    for window in windows {
      let view = FindingsView(
        parts: window.model.parts, window: window.name, duration: window.duration,
        hoursPerMonth: window.hoursPerMonth, measured: measured(window.name))
      for part in window.model.parts.parts {
        for finding in part.findings(view) where !found.contains(finding) { found.append(finding) }
      }
    }
    return found.filter { $0.level == .warn } + found.filter { $0.level == .note }
  }
}
