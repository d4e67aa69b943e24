// SPDX-License-Identifier: GPL-3.0-or-later

/// What endpoints call what happens at them.
extension EndpointPart {
  var signalNames: [UInt16: String] {
    SignalNames.all(
      SignalNames.called, [Endpoint.Signal.ended: "a call ends", Endpoint.Signal.turnDue: "a call may begin"])
  }
}
