// SPDX-License-Identifier: GPL-3.0-or-later

import DequeModule
import Simulation

/// One broker with what limits it.
struct KafkaBroker: Sendable {
  /// Partitions that it has a copy of, and the place of that copy among the replicas.
  var copies: [(partition: Int, place: Int)] = []
  /// Network in and out, the volume [B/s], and the processors [s/s].
  var networkIn, networkOut, disk, processors: FluidPipe
  var isUp = true
  /// Whether the controller knows that it is down.
  var isNoticed = false
  /// Grows with every loss and every return.
  var life: UInt32 = 0
  /// What it is fetching of partitions that it is not in sync with.
  var chunk: [CatchUp] = []
  var isCatchingUp = false
  /// Where it goes on to look for them among its copies.
  var cursor = 0

  /// A part of a partition that a returning broker fetches.
  struct CatchUp: Sendable {
    var partition, place: Int
    var bytes: Int64
    /// Whether it is all that was missing when it was asked for.
    var isAll: Bool
    var epoch: UInt32
  }
}

/// One partition: its replicas, who of them is in sync, and what is not replicated yet.
struct KafkaPartition: Sendable {
  /// A segment of the log, as far as retention needs it.
  struct Segment: Sendable {
    var bytes: Int64 = 0
    var firstAt: Instant
    var lastAt: Instant
  }

  /// Brokers, the preferred leader first.
  let replicas: [Int]
  /// The place of the leader among them; -1 while there is none.
  var leader = 0
  /// The latest leader.
  var lastLeader = 0
  /// Who is in sync, by places.
  var inSync: UInt8
  /// Grows with every leader.
  var epoch: UInt32 = 0
  /// Batches that the leader has and that cannot be read yet, oldest first.
  var tail = Deque<UInt32>()
  /// What replicas lack that are not in sync, by places: bytes and records.
  var lacksBytes: [Int64]
  var lacksRecords: [Int64]
  /// Oldest first; the last one is open.
  var segments = Deque<Segment>()
  var storedBytes: Int64 = 0
  var isElecting = false

  init(replicas: [Int]) {
    self.replicas = replicas
    inSync = UInt8(truncatingIfNeeded: (1 << replicas.count) - 1)
    lacksBytes = [Int64](repeating: 0, count: replicas.count)
    lacksRecords = lacksBytes
  }

  /// The broker that leads it; -1 while there is none.
  var broker: Int { leader < 0 ? -1 : replicas[leader] }
  var inSyncCount: Int { inSync.nonzeroBitCount }

  func isInSync(_ place: Int) -> Bool { inSync & (1 << UInt8(place)) != 0 }

  /// The brokers of each partition as Kafka assigns them, and each in another zone as far as that goes (Apache Kafka,
  /// `AdminUtils.assignReplicasToBrokers`).
  ///
  /// - Parameter zones: broker b is in zone b mod zones.
  static func assign(partitions: Int, replication: Int, brokers: Int, zones: Int) -> [[Int]] {
    (0..<partitions).map { partition in
      let first = partition % brokers
      let shift = partition / brokers
      var chosen = [first]
      var others = (0..<max(0, brokers - 1)).map { (first + 1 + (shift + $0) % (brokers - 1)) % brokers }
      while chosen.count < replication, !others.isEmpty {
        let isNew: (Int) -> Bool = { broker in !chosen.contains { $0 % zones == broker % zones } }
        chosen.append(others.remove(at: others.firstIndex(where: isNew) ?? 0))
      }
      return chosen
    }
  }
}

/// A thread by which a broker fetches from another what it replicates: one request at a time.
struct ReplicaFetcher: Sendable {
  struct Entry: Sendable {
    var batch: UInt32
    var generation: UInt32
  }

  var isBusy = false
  var generation: UInt32 = 0
  var startedAt: Instant = 0
  var pending = Deque<Entry>()
  /// Those of the request under way.
  var current: [Entry] = []
}
