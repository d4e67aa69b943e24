// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Pricing
import Simulation
import Statistics

/// The nodes of a cache: engines, threads, network, replication, failover. No component of its own: the cache's client
/// asks it (``execute(_:_:)``) and passes on its events.
///
/// A command reaches its node half a median round trip after it was sent, always, so that commands keep their order; the
/// engine answers in that order, and the reply takes what is left of the round trip that was drawn. So the fate of a
/// command is known when it is sent, and a hit costs no event. What comes in between, the loss of a node, makes the reply
/// worthless: whoever waits for it asks ``isLost(_:life:)`` when it is due.
///
/// All replicas of a shard share one engine: they hold what the primary holds, but for the writes of the last
/// `replica_lag`, which are kept in a ``ReplicationTail``.
struct CacheCluster: Sendable {
  /// The first of its own events; the last is 63 after it.
  static let firstSignal: UInt16 = 64

  enum Signal {
    /// A slow cycle of expiry is due.
    static let expiryDue = CacheCluster.firstSignal
    /// A replica has taken over: `a` place, `b` its generation.
    static let promoted = CacheCluster.firstSignal + 1
    /// A node is there again: `a` node, `b` its life.
    static let replaced = CacheCluster.firstSignal + 2
    /// A node has loaded its backup: `a` node, `b` its life.
    static let loaded = CacheCluster.firstSignal + 3
    /// Clients know that a node is lost: `a` node, `b` its life.
    static let delisted = CacheCluster.firstSignal + 4
    /// Clients look whether a node that they left out is back: `a` node.
    static let retryDue = CacheCluster.firstSignal + 5
    static let snapshotDue = CacheCluster.firstSignal + 6
  }

  /// What a command meets.
  enum Status: UInt8, Sendable {
    case serving, silent, unavailable
  }

  /// A shard of Redis, or a node of Memcached: what keys are shared out among.
  struct Place: Sendable {
    /// The node that answers.
    var node: Int
    var status = Status.serving
    /// How often it has been lost, which makes earlier failovers void.
    var generation: UInt32 = 0
    /// When its primary was lost.
    var lostAt: Instant = 0
    var isFailingOver = false
  }

  struct Node: Sendable {
    var lines: NodeLines
    /// How often it has been lost.
    var life: UInt32 = 0
    var isUp = true
    /// Whether it holds its shard's data.
    var hasData = true
    /// Whether clients send it commands.
    var isListed = true
    /// Whether it comes back on another machine.
    var isReplaced = false
    /// Commands since the last second, and what had been worked by then.
    var commands: Int64 = 0
    var worked: Int64 = 0
    var cpu: Int64 = 0
    var bytesOut: Int64 = 0
  }

  let id: ComponentID
  let settings: ClusterSettings
  let instruments: ClusterInstruments
  let machine: NodeMachine
  /// From sending a command to its arrival.
  let outbound: Nanoseconds
  var draws: ClusterDraws
  var placement: KeyPlacement
  var places: [Place] = []
  var nodes: [Node] = []
  /// By place; one of them is empty.
  var redis: [RedisEngine] = []
  var memcached: [MemcachedEngine] = []
  /// By place: evictions and expired keys that have been counted.
  var counted: [Counted] = []
  /// By place; empty without replicas.
  var tails: [ReplicationTail] = []
  var snapshots: [RedisEngine?] = []
  var serverless: ServerlessLimits?
  var faults = ServerFaults()
  /// Nodes that cannot be reached for a time, by the fault that did it.
  var stopped: [(count: UInt32, nodes: [(node: Int, life: UInt32)])] = []
  /// Whether something is wrong with the whole cache.
  var isTroubled = false
  var expiryIsArmed = false
  /// When the last second of gauges ended.
  var sampledAt: Instant = 0

  struct Counted: BitwiseCopyable, Sendable {
    var evictions: UInt64 = 0
    var expired: UInt64 = 0
    /// When a fast cycle of expiry may run, ``Int64/max`` if none is wanted.
    var nextFastCycle: Instant = .max
  }

  init(_ settings: ClusterSettings, id: ComponentID, _ model: inout ModelBuilder) {
    self.id = id
    self.settings = settings
    instruments = ClusterInstruments(settings, &model.instruments)
    machine = NodeMachine(settings)
    outbound = Nanoseconds(seconds: settings.roundTrip.quantile(0.5) / 2)
    placement = KeyPlacement(settings.placement, places: settings.shards)
    draws = ClusterDraws(key: RandomKey(seed: 0, replication: 0), cache: settings.name)
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = ClusterDraws(key: timeline.key, cache: settings.name)
    let perPlace = 1 + settings.replicas
    places = (0..<settings.shards).map { Place(node: $0 * perPlace) }
    nodes = Array(repeating: Node(lines: NodeLines(machine)), count: settings.shards * perPlace)
    counted = Array(repeating: Counted(), count: settings.shards)
    if settings.engine.isRedis {
      redis = (0..<settings.shards).map { newRedis($0) }
      if settings.replicas > 0 { tails = Array(repeating: ReplicationTail(), count: settings.shards) }
    } else {
      memcached = Array(repeating: MemcachedEngine(settings.memcached), count: settings.shards)
    }
    serverless = settings.serverless.map { ServerlessLimits($0, settings.engine) }
    timeline.recorder.set(instruments.nodes, Double(settings.nodeCount), at: timeline.now)
    if let lag = instruments.replicationLag {
      timeline.recorder.set(lag, settings.replicaLag.seconds, at: timeline.now)
    }
    if settings.snapshot != nil {
      snapshots = Array(repeating: nil, count: settings.shards)
      timeline.schedule(Event(to: id, Signal.snapshotDue), after: 0)
    }
    sample(&timeline)
  }

  /// An empty engine; its draws are those of its place, whatever else there is.
  func newRedis(_ place: Int) -> RedisEngine {
    var settings = settings.redis
    settings.seed = draws.engine.bits(UInt64(place))
    return RedisEngine(settings)
  }

  // MARK: What others ask

  /// The node that a key's commands go to now.
  mutating func node(of key: UInt64) -> Int { places[placement.place(of: key)].node }

  /// Whether a node has been lost since it answered: asked when a reply is due.
  func isLost(_ node: UInt16, life: UInt32) -> Bool { Int(node) < nodes.count && nodes[Int(node)].life != life }

  /// What is held under a key, expired or not.
  mutating func peek(_ key: UInt64) -> CachedValue? {
    let place = placement.place(of: key)
    return settings.engine.isRedis ? redis[place].peek(key) : memcached[place].peek(key)
  }

  /// Puts a record there before the start: it takes no time, and counts nothing.
  mutating func preload(_ key: UInt64, bytes: UInt32, expires: Instant?, stamp: Instant, now: Instant) {
    let place = placement.place(of: key)
    let size = ItemSize(key: settings.keyBytes, value: Int(bytes))
    let stamp = UInt64(bitPattern: stamp)
    if settings.engine.isRedis {
      _ = redis[place].set(key, size, expires: expires, stamp: stamp, now: now)
      counted[place].evictions = redis[place].counters.evictions
    } else {
      _ = memcached[place].set(key, size, expires: expires, stamp: stamp, now: now)
      counted[place].evictions = memcached[place].counters.evictions
    }
  }

  /// The utilisation of the busiest node, for the table of parts.
  var busy: GaugeID { instruments.utilisation }
  /// Memory, for the table of parts.
  var limits: [PartRow.Limit] {
    let usable = (Double(settings.usableBytes) / 1_048_576).rounded(.down)
    return settings.nodeType == nil ? [] : [.reached(instruments.mebibytes, of: usable, label: "MiB")]
  }
  func meters(part: String) -> [MeteredQuantity] {
    ClusterMeters.quantities(settings, instruments)
      .atLeast(instruments.nodes, Double(settings.nodeCount))
      .atLeast(instruments.serverless?.billedData, ClusterMeters.leastData(settings.engine))
  }

  // MARK: Events

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case Signal.expiryDue: runExpiry(&timeline)
    case Signal.promoted: promote(Int(event.a), event.b, &timeline)
    case Signal.replaced: takeUp(Int(event.a), event.b, &timeline)
    case Signal.loaded: finishLoading(Int(event.a), event.b)
    case Signal.delisted: delist(Int(event.a), event.b, &timeline)
    case Signal.retryDue: retryDead(Int(event.a), &timeline)
    case Signal.snapshotDue: takeSnapshots(&timeline)
    default: break
    }
  }
}
