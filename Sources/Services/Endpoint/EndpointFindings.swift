// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What a person should know about an endpoint's settings.
enum EndpointFindings {
  static func all(_ part: EndpointPart, _ view: FindingsView) -> [Finding] {
    [uncalibrated(part, view), overload(part, view)].compactMap { $0 }
  }

  private static func uncalibrated(_ part: EndpointPart, _ view: FindingsView) -> Finding? {
    guard part.settings.usesBuiltInLatencies else { return nil }
    return Finding(
      .uncalibrated, .note, part: part.name,
      "the latency of \(part.name) is the built-in assumption, not measured at yours")
  }

  /// More calls arrive than it takes.
  private static func overload(_ part: EndpointPart, _ view: FindingsView) -> Finding? {
    guard let accepts = part.settings.accepts, !part.settings.refusesExcess else { return nil }
    func offered(_ time: Instant) -> Double { view.parts.inflow(of: part.name, at: time) }
    let instants = view.extremes(of: view.parts.inflowChanges(of: part.name))
    guard let worst = instants.max(by: { offered($0) < offered($1) }), offered(worst) > accepts else { return nil }
    let lasts = offered(view.duration - 1) > accepts
    let rates = "\(Format.number(offered(worst)))/s come and it takes \(Format.number(accepts))/s"
    return Finding(
      lasts ? .unstable : .overload, lasts ? .warn : .note, part: part.name,
      lasts
        ? "in window \(view.window) \(rates): the line grows for as long as it lasts"
        : "for a time in window \(view.window) \(rates): a line builds up and drains afterwards",
      numbers: ["offered": offered(worst), "accepts": accepts], accountsFor: ["latency", "wait", "depth"],
      reason: rates,
      window: view.window)
  }
}
