// SPDX-License-Identifier: GPL-3.0-or-later

import DequeModule
import Simulation
import Statistics

/// A topic on a Kafka cluster, with its producers on one side and its consumer groups on the other.
///
/// ```
/// record ─▶ accumulator ─▶ request ─▶ leader ─▶ followers ─▶ can be read ─▶ consumer groups
///          (linger, size)  (one of a connection at a time)  (high watermark)
/// ```
/// Records are gathered one by one; from there on everything goes by batches. Network, disks and processors of the
/// brokers are ``FluidPipe``s, so that the throughput is what they allow, and lines build up where it is reached.
struct KafkaCluster: Component {
  /// The cluster's own signals, from 16 to 63; those from 64 on are the consumer groups'.
  enum Signal {
    static let wake = ChannelSignal.own  // lane, number of the timer
    static let arrived = ChannelSignal.own + 1  // request, generation
    static let appended = ChannelSignal.own + 2  // request, generation
    static let answered = ChannelSignal.own + 3  // request, generation
    static let replicated = ChannelSignal.own + 4  // fetcher, generation
    static let expireBatches = ChannelSignal.own + 5
    static let timeOutRequests = ChannelSignal.own + 6
    static let unblock = ChannelSignal.own + 7  // client
    static let noticed = ChannelSignal.own + 8  // broker, life
    static let elect = ChannelSignal.own + 9  // partition, epoch
    static let caughtUp = ChannelSignal.own + 10  // broker, life
    static let checkLeaders = ChannelSignal.own + 11
    static let checkRetention = ChannelSignal.own + 12
    static let unmute = ChannelSignal.own + 13  // lane, number of the connection
  }

  /// How often closed segments are deleted (Apache Kafka documentation, log.retention.check.interval.ms).
  static let retentionCheck: Nanoseconds = 300 * .second

  let id: ComponentID
  let settings: KafkaSettings
  let instruments: KafkaInstruments
  var groups: ConsumerGroups
  /// By flow: whether its messages have keys.
  let isKeyed: [Bool]
  /// By component: the sender plus 1; 0 for parts that nobody expects to send, which are the last sender.
  let senderOf: [Int]
  var senders: [KafkaSender]

  var clients: [ProducerClient] = []
  var lanes: [ProducerLane] = []
  var accumulators: [RecordAccumulator] = []
  var batches: [RecordBatch] = []
  var requests: [ProduceRequest] = []
  var freeBatches = FreePlaces()
  var freeRequests = FreePlaces()
  /// From client and partition to the accumulator.
  var accumulatorOf = IndexTable()
  /// By lane: accumulators that have something to send.
  var laneAccumulators = IndexLists(lists: 0)
  /// By lane: requests without an answer; those of them that have arrived and wait for those before them.
  var laneRequests = IndexLists(lists: 0)
  var laneArrived = IndexLists(lists: 0)
  /// By accumulator: closed batches and the open one, oldest first.
  var accumulatorBatches = IndexLists(lists: 0)
  /// By partition: its accumulators.
  var partitionAccumulators: IndexLists
  /// All batches that producers hold, and all requests without an answer, oldest first.
  var heldBatches = IndexLists(lists: 1)
  var openRequests = IndexLists(lists: 1)
  var isExpiryTimed = false
  var isTimeoutTimed = false
  /// Batches that were given up before their predecessors were appended.
  var gaps: [(accumulator: UInt32, sequence: UInt32)] = []

  var partitionOf: KeyPartitions
  var partitions: [KafkaPartition]
  var brokers: [KafkaBroker]
  var fetchers: [ReplicaFetcher]
  /// Fetchers that wait for what is being appended.
  var idleFetchers: [Int] = []
  var draws: KafkaDraws
  var faults = ServerFaults()
  var factor = 1.0
  /// Whether nobody can reach the cluster.
  var isCut: Bool { faults.stops > 0 }
  /// Brokers that a fault has taken away, by the order of the faults.
  var taken: [(fault: UInt16, amount: UInt32, brokers: [Int])] = []
  var limits: KafkaLimits
  /// Whether records that waited for memory are being let in.
  var isAdmitting = false
  /// Records that producers hold, and what their batches take of their memory [B].
  var gathered = 0
  var memory: Int64 = 0
  /// Counts at the last sample.
  var shown: (records: Int64, batches: Int64) = (0, 0)

  init(
    id: ComponentID, settings: KafkaSettings, instruments: KafkaInstruments, groups: ConsumerGroups, isKeyed: [Bool],
    senderOf: [Int], senders: [KafkaSender]
  ) {
    self.id = id
    self.settings = settings
    self.instruments = instruments
    self.groups = groups
    self.isKeyed = isKeyed
    self.senderOf = senderOf
    self.senders = senders
    partitionOf = KeyPartitions(partitions: settings.partitions)
    partitionAccumulators = IndexLists(lists: settings.partitions)
    let assigned = KafkaPartition.assign(
      partitions: settings.partitions, replication: settings.replication, brokers: settings.brokers,
      zones: settings.zones)
    partitions = assigned.map { KafkaPartition(replicas: $0) }
    let broker = KafkaBroker(
      networkIn: FluidPipe(rate: settings.networkIn), networkOut: FluidPipe(rate: settings.networkOut),
      disk: FluidPipe(rate: settings.storageThroughput), processors: FluidPipe(rate: settings.processors))
    brokers = [KafkaBroker](repeating: broker, count: settings.brokers)
    for (partition, replicas) in assigned.enumerated() {
      for (place, broker) in replicas.enumerated() { brokers[broker].copies.append((partition, place)) }
    }
    fetchers = [ReplicaFetcher](
      repeating: ReplicaFetcher(), count: settings.brokers * settings.brokers * settings.replicaFetchers)
    draws = KafkaDraws(key: RandomKey(seed: 0, replication: 0), topic: settings.name)
    let readers = groups.readers.readers.count
    limits = KafkaLimits(settings, senders: senders.count, readers: readers)
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = KafkaDraws(key: timeline.key, topic: settings.name)
    timeline.recorder.set(instruments.brokersUp, Double(settings.brokers), at: 0)
    timeline.recorder.set(instruments.brokersPaid, Double(settings.brokers), at: 0)
    timeline.recorder.set(instruments.activeControllers, 1, at: 0)
    groups.start(&timeline)
    timeline.schedule(Event(to: id, Signal.checkRetention), after: Self.retentionCheck)
    if settings.brokers > 1 {
      timeline.schedule(Event(to: id, Signal.checkLeaders), after: settings.leaderCheck)
    }
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ChannelSignal.send: take(event, &timeline)
    case CallSignal.call: takeCall(event, &timeline)
    case ChannelSignal.move:
      send(event.a, client: client(of: senders.count - 1, number: 0), call: nil, &timeline)
    case Signal.wake: wake(Int(event.a), event.b, &timeline)
    case Signal.arrived:
      if isCurrent(event.a, event.b) { arrive(event.a, &timeline) }
    case Signal.appended:
      if isCurrent(event.a, event.b) { append(event.a, &timeline) }
    case Signal.answered:
      if isCurrent(event.a, event.b) { takeAnswer(event.a, &timeline) }
    case Signal.replicated: finishReplicaFetch(Int(event.a), event.b, &timeline)
    case Signal.expireBatches: expireBatches(&timeline)
    case Signal.timeOutRequests: timeOutRequests(&timeline)
    case Signal.unblock: giveUpBlocked(Int(event.a), &timeline)
    case Signal.noticed: notice(Int(event.a), life: event.b, &timeline)
    case Signal.elect: elect(Int(event.a), epoch: event.b, &timeline)
    case Signal.caughtUp: continueCatchUp(Int(event.a), life: event.b, &timeline)
    case Signal.checkLeaders: checkLeaders(&timeline)
    case Signal.checkRetention: checkRetention(&timeline)
    case Signal.unmute: unmute(Int(event.a), event.b, &timeline)
    case ControlSignal.begin, ControlSignal.end: change(event, &timeline)
    default: _ = groups.handle(event, &timeline)
    }
    serveFetches(&timeline)
  }

  mutating func sample(_ timeline: inout Timeline) {
    showLoad(&timeline)
    checkFetchers(&timeline)
    groups.sample(&timeline)
    serveFetches(&timeline)
  }

  /// One way between two machines, besides what bandwidth takes.
  func network(_ stream: DrawStream, _ item: UInt64, attempt: UInt32) -> Nanoseconds {
    Nanoseconds(seconds: settings.networkTime.draw(stream, item, attempt: attempt) * factor)
  }

  /// Time in a broker that nothing else keeps busy.
  func brokerTime(_ item: UInt64, attempt: UInt32) -> Nanoseconds {
    Nanoseconds(seconds: settings.brokerTime.draw(draws.broker, item, attempt: attempt) * factor)
  }

  /// The fetcher by which a broker gets a partition from its leader.
  @inline(__always)
  func fetcher(of partition: Int, from leader: Int, to follower: Int) -> Int {
    (leader * settings.brokers + follower) * settings.replicaFetchers + partition % settings.replicaFetchers
  }
}
