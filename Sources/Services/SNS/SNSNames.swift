// SPDX-License-Identifier: GPL-3.0-or-later

/// What topics call what happens at them.
extension SNSPart {
  var callNames: CallNames {
    var names = CallNames()
    names.send = "Publish"
    names.sendBatch = "PublishBatch"
    return names
  }

  var signalNames: [UInt16: String] {
    SignalNames.all(
      SignalNames.channel, SignalNames.called, SignalNames.caller,
      [
        SNSTopic.Signal.accepted: "a message is published", SNSTopic.Signal.acceptedInOrder: "a message is published",
        SNSTopic.Signal.moved: "a copy is ready for its subscriber", SNSTopic.Signal.waited: "a retry is due",
        SNSTopic.Signal.laneDue: "retries are due", SNSTopic.Signal.paceDue: "a delivery may go",
        SNSTopic.Signal.askForSend: "the account's quota is asked", SNSTopic.Signal.askForCall: "the quota is asked",
        SNSTopic.Signal.sendIsFine: "the quota allows it", SNSTopic.Signal.callIsFine: "the quota allows it",
        SNSTopic.Signal.sendIsThrottled: "the quota is used up",
        SNSTopic.Signal.callIsThrottled: "the quota is used up", SNSTopic.Signal.refusalDue: "a call is refused",
        SNSTopic.Signal.dataKeyDue: "a data key expires",
      ])
  }
}
