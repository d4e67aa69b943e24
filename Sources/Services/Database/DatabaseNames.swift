// SPDX-License-Identifier: GPL-3.0-or-later

/// What databases call what happens at them.
extension DatabasePart {
  var callNames: CallNames {
    var names = CallNames()
    names.send = "query"
    return names
  }

  var signalNames: [UInt16: String] {
    SignalNames.all(
      SignalNames.called,
      [
        Database.Signal.finished: "a query has run", Database.Signal.diskDone: "a query's disk operations are done",
        Database.Signal.shareDue: "a query has run", Database.Signal.acquireDue: "a wait for a connection ends",
        Database.Signal.timeoutDue: "a client gives up", Database.Signal.turnedAway: "a call is turned away",
        Database.Signal.retry: "a driver tries again", Database.Signal.promote: "a replica is promoted",
      ])
  }
}
