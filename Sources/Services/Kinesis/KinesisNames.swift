// SPDX-License-Identifier: GPL-3.0-or-later

/// What streams call what happens at them: the names of the Kinesis API.
extension KinesisPart {
  var callNames: CallNames {
    var names = CallNames()
    names.send = settings.aggregation == nil ? "PutRecords" : "PutRecords (KPL)"
    names.sendBatch = names.send
    names.receive = settings.isPushed ? "SubscribeToShard" : "GetRecords"
    names.place = "shard"
    return names
  }

  var signalNames: [UInt16: String] {
    SignalNames.all(
      SignalNames.log, SignalNames.called,
      [
        KinesisStream.Signal.lingerDue: "a producer's records are due",
        KinesisStream.Signal.callDone: "PutRecords ends",
        KinesisStream.Signal.callAgain: "PutRecords is tried again", KinesisStream.Signal.callArrived: "PutRecord ends",
        KinesisStream.Signal.packDue: "a pack is due", KinesisStream.Signal.repackDue: "a pack goes out again",
        KinesisStream.Signal.fetchDue: "GetRecords begins", KinesisStream.Signal.fetched: "GetRecords ends",
        KinesisStream.Signal.pushDue: "records are pushed", KinesisStream.Signal.commitDue: "a checkpoint is due",
        KinesisStream.Signal.assign: "leases are assigned", KinesisStream.Signal.scanDue: "leases are looked through",
        KinesisStream.Signal.failoverDue: "a lease fails over", KinesisStream.Signal.reshardDue: "shards change",
        KinesisStream.Signal.lookDue: "the stream looks at its load",
        KinesisStream.Signal.growthDue: "the stream grows",
        KinesisStream.Signal.drainDue: "a producer's own limit lets more through",
      ])
  }
}
