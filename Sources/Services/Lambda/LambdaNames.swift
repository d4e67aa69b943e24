// SPDX-License-Identifier: GPL-3.0-or-later

/// What functions call what happens at them.
extension LambdaPart {
  var callNames: CallNames {
    var names = CallNames()
    names.send = "Invoke (Event)"
    names.sendBatch = "Invoke (Event)"
    return names
  }

  func callShare(to name: String) -> Double? { settings.calls.share(to: name) }

  var signalNames: [UInt16: String] {
    SignalNames.all(
      SignalNames.consumer, SignalNames.called, SignalNames.caller,
      [
        LambdaFunction.Signal.poll: "a poller polls", LambdaFunction.Signal.begin: "the handler is called",
        LambdaFunction.Signal.handle: "the handler begins its messages",
        LambdaFunction.Signal.worked: "the work on a message ends", LambdaFunction.Signal.finish: "the handler ends",
        LambdaFunction.Signal.handOver: "a batch is handed over again",
        LambdaFunction.Signal.timeoutDue: "the function's timeout", LambdaFunction.Signal.idleDue: "environments end",
        LambdaFunction.Signal.scaleDue: "the mapping scales", LambdaFunction.Signal.accepted: "an event is accepted",
        LambdaFunction.Signal.dispatch: "an event is dispatched", LambdaFunction.Signal.keepWarm: "keep-warm calls",
        LambdaFunction.Signal.retryCall: "a call is tried again",
        LambdaFunction.Signal.batchWorked: "the work on a batch ends",
        LambdaFunction.Signal.windowDue: "a batch window ends",
      ])
  }
}
