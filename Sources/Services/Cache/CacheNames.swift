// SPDX-License-Identifier: GPL-3.0-or-later

/// What caches call what happens at them.
extension CachePart {
  var callNames: CallNames {
    var names = CallNames()
    names.send = "request"
    return names
  }

  var signalNames: [UInt16: String] {
    SignalNames.all(
      SignalNames.called, SignalNames.caller,
      [
        CacheClient.Signal.replyDue: "a node replies", CacheClient.Signal.flushDue: "writes go to the database",
        CommitSignal.committed: "the database has committed a write",
        CacheCluster.Signal.expiryDue: "records that have expired are looked for",
        CacheCluster.Signal.promoted: "a replica is promoted", CacheCluster.Signal.replaced: "a node is replaced",
        CacheCluster.Signal.loaded: "a node has loaded its data", CacheCluster.Signal.delisted: "a node is delisted",
        CacheCluster.Signal.retryDue: "clients look whether a node is back",
        CacheCluster.Signal.snapshotDue: "a snapshot begins",
      ])
  }
}
