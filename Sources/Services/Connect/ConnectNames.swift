// SPDX-License-Identifier: GPL-3.0-or-later

/// What connectors call what happens at them.
extension SinkConnectorPart {
  var signalNames: [UInt16: String] {
    SignalNames.all(
      SignalNames.consumer,
      [
        SinkConnector.Signal.worked: "the work on a batch ends", SinkConnector.Signal.uploaded: "an object is uploaded",
        SinkConnector.Signal.due: "an object is old enough", SinkConnector.Signal.takeOver: "a task is taken over",
        SinkConnector.Signal.workerBack: "a worker is back", SinkConnector.Signal.measure: "the load is measured",
        SinkConnector.Signal.workerReady: "a worker is ready",
      ])
  }
}

extension SourceConnectorPart {
  var signalNames: [UInt16: String] {
    SignalNames.all(
      SignalNames.caller,
      [
        SourceConnector.Signal.poll: "the task polls", SourceConnector.Signal.emit: "the task sends what it has",
        SourceConnector.Signal.commit: "offsets are committed", SourceConnector.Signal.takeOver: "a task is taken over",
        SourceConnector.Signal.workerBack: "a worker is back",
        CommitSignal.committed: "the database has committed a write",
      ])
  }
}
