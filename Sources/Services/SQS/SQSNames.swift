// SPDX-License-Identifier: GPL-3.0-or-later

/// What queues call what happens at them: the names of the SQS API.
enum SQSNames {
  static let calls: CallNames = {
    var names = CallNames()
    names.send = "SendMessage"
    names.sendBatch = "SendMessageBatch"
    names.receive = "ReceiveMessage"
    names.delete = "DeleteMessage"
    names.deleteBatch = "DeleteMessageBatch"
    names.giveBack = "ChangeMessageVisibility"
    names.extend = "ChangeMessageVisibility"
    return names
  }()

  static let signals = SignalNames.all(
    SignalNames.channel, SignalNames.called,
    [
      SQSQueue.Signal.arrived: "a message arrives", SQSQueue.Signal.deleteArrived: "a delete takes effect",
      SQSQueue.Signal.giveBackArrived: "a give-back takes effect", SQSQueue.Signal.laneDue: "a timeout ends",
      SQSQueue.Signal.retentionDue: "retention ends", SQSQueue.Signal.waitDue: "a long poll ends",
      SQSQueue.Signal.callArrived: "a message arrives by a call", SQSQueue.Signal.redriveDue: "the redrive goes on",
      SQSQueue.Signal.dataKeyDue: "a data key expires",
    ])
}

extension SQSPart {
  var callNames: CallNames { SQSNames.calls }
  var signalNames: [UInt16: String] { SQSNames.signals }
}

extension FIFOPart {
  var callNames: CallNames { SQSNames.calls }
  var signalNames: [UInt16: String] {
    SignalNames.all(
      SQSNames.signals,
      [
        FIFOQueue.Signal.called: "a message arrives by a call", FIFOQueue.Signal.repeated: "a send is repeated",
        FIFOQueue.Signal.repeatArrived: "a repeated message arrives",
        FIFOQueue.Signal.admission: "the limit lets calls through",
        FIFOQueue.Signal.partitionsDue: "the partitions are counted",
      ])
  }
}
