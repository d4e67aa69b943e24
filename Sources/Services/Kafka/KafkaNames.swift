// SPDX-License-Identifier: GPL-3.0-or-later

/// What clusters call what happens at them: the names of the Kafka protocol.
extension KafkaPart {
  var callNames: CallNames {
    var names = CallNames()
    names.send = "Produce"
    names.sendBatch = "Produce"
    names.receive = "Fetch"
    names.place = "partition"
    return names
  }

  var signalNames: [UInt16: String] {
    SignalNames.all(
      SignalNames.log, SignalNames.called,
      [
        KafkaCluster.Signal.wake: "a producer's batch is due", KafkaCluster.Signal.arrived: "a request arrives",
        KafkaCluster.Signal.appended: "a request is appended", KafkaCluster.Signal.answered: "a request is answered",
        KafkaCluster.Signal.replicated: "followers have fetched",
        KafkaCluster.Signal.expireBatches: "batches are too old",
        KafkaCluster.Signal.timeOutRequests: "requests time out",
        KafkaCluster.Signal.unblock: "a producer waits no longer for memory",
        KafkaCluster.Signal.noticed: "the loss of a broker is noticed",
        KafkaCluster.Signal.elect: "a leader is elected", KafkaCluster.Signal.caughtUp: "a replica has caught up",
        KafkaCluster.Signal.checkLeaders: "leaders are balanced", KafkaCluster.Signal.checkRetention: "retention",
        KafkaCluster.Signal.unmute: "a connection is read again", ConsumerGroup.Signal.session: "a session times out",
        ConsumerGroup.Signal.late: "a member may have worked for too long",
        ConsumerGroup.Signal.learn: "a member hears of a rebalance",
        ConsumerGroup.Signal.barrier: "a rebalance waits no longer",
        ConsumerGroup.Signal.initialDelay: "the first rebalance", ConsumerGroup.Signal.resume: "a member reads on",
        ConsumerGroup.Signal.heartbeat: "a heartbeat", ConsumerGroup.Signal.commit: "a commit is due",
        ConsumerGroup.Signal.committed: "a transaction is committed", ConsumerGroup.Signal.waited: "a fetch has waited",
        ConsumerGroup.Signal.arrived: "records arrive",
      ])
  }
}
