// SPDX-License-Identifier: GPL-3.0-or-later

import DequeModule
import Simulation
import Statistics

/// A stream of Amazon Kinesis Data Streams, with the clients of its producers and readers.
///
/// ```
///   source ─▶ producer's client ─▶ shards ─▶ readers' positions ─▶ fetched or pushed ─▶ members
///             (Producer/)          (Shards/)  (Services/Log)       (Readers/)
/// ```
/// A record goes to the shard whose range has the MD5 digest of its partition key, if the shard's limits let it; who is
/// refused tries again. Readers are applications of the KCL, whose workers share the shards by leases, or event source
/// mappings of Lambda, which have a lane for each shard. A shard that has come from others is read when they are done.
struct KinesisStream: Component {
  /// The stream's own signals.
  enum Signal {
    static let lingerDue = ChannelSignal.own  // producer
    static let callDone = ChannelSignal.own + 1  // call
    static let callAgain = ChannelSignal.own + 2  // call
    static let callArrived = ChannelSignal.own + 3  // as CallSignal.call
    static let packDue = ChannelSignal.own + 4  // source
    static let repackDue = ChannelSignal.own + 5  // source
    static let fetchDue = ChannelSignal.own + 6  // small: reader, shard, epoch
    static let fetched = ChannelSignal.own + 7  // small: reader, shard, epoch, wide: offset
    static let pushDue = ChannelSignal.own + 8  // small: reader, shard, epoch
    static let commitDue = ChannelSignal.own + 9  // small: reader, shard
    static let assign = ChannelSignal.own + 10  // reader
    static let scanDue = ChannelSignal.own + 11  // reader
    static let failoverDue = ChannelSignal.own + 12  // small: reader, shard, epoch
    static let reshardDue = ChannelSignal.own + 13  // place in the list
    static let lookDue = ChannelSignal.own + 14
    static let growthDue = ChannelSignal.own + 15
    static let drainDue = ChannelSignal.own + 16  // producer
  }

  let id: ComponentID
  let settings: KinesisSettings
  let instruments: KinesisInstruments
  /// For each flow whether its messages have keys.
  let isKeyed: [Bool]
  var sources: [KinesisSource]
  var producers: [KinesisProducer] = []
  var calls: [KinesisCall] = []
  var freeCalls = FreePlaces()
  var callNumber: UInt32 = 0
  /// Shards that got records in the call that is looked at.
  var touched: [Int] = []
  var shards: KinesisShards
  var growth = KinesisGrowth()
  /// Positions of the readers, and who reads how.
  var log: LogReaders
  var readers: [KinesisReader]
  /// For each reader what counts the bytes of its calls, where somebody pays for them.
  var tolls: [Toll?] = []
  var faults = ServerFaults()
  var draws: KinesisDraws
  /// When polls and renewals were counted last.
  var countedAt: Instant = 0

  init(
    id: ComponentID, settings: KinesisSettings, instruments: KinesisInstruments, isKeyed: [Bool],
    sources: [KinesisSource], log: LogReaders
  ) {
    self.id = id
    self.settings = settings
    self.instruments = instruments
    self.isKeyed = isKeyed
    self.sources = sources
    self.log = log
    shards = KinesisShards(count: settings.shards, burst: settings.burst)
    readers = log.readers.map { KinesisReader($0, settings, shards: settings.shards) }
    draws = KinesisDraws(RandomKey(seed: 0, replication: 0), settings.name, readers: [])
    for source in sources.indices {
      self.sources[source].firstProducer = producers.count
      for _ in 0..<sources[source].producers { producers.append(KinesisProducer(source: source)) }
    }
  }

  mutating func start(_ timeline: inout Timeline) {
    draws = KinesisDraws(timeline.key, settings.name, readers: log.readers.map(\.name))
    for reader in readers.indices { readers[reader].start(draws.readers[reader]) }
    timeline.recorder.set(instruments.streams, 1, at: 0)
    showShards(&timeline)
    for (place, step) in settings.reshards.enumerated() {
      timeline.schedule(Event(to: id, Signal.reshardDue, a: UInt32(place)), at: step.done)
    }
    if settings.mode == .onDemand { timeline.schedule(Event(to: id, Signal.lookDue), after: KinesisGrowth.lookEvery) }
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ChannelSignal.send: send(event, &timeline)
    case Signal.callDone: finishCall(Int(event.a), &timeline)
    case Signal.callAgain: begin(Int(event.a), &timeline)
    case Signal.lingerDue: endLinger(Int(event.a), &timeline)
    case Signal.packDue: packDue(Int(event.a), &timeline)
    case Signal.repackDue: repackDue(Int(event.a), &timeline)
    case Signal.drainDue: drain(Int(event.a), &timeline)
    case CallSignal.call: takeCall(event, &timeline)
    case Signal.callArrived: endCall(event, &timeline)
    case Signal.fetchDue: fetch(Int(event.small), Int(event.a), epoch: event.b, &timeline)
    case Signal.fetched: endFetch(event, &timeline)
    case Signal.pushDue: push(Int(event.small), Int(event.a), epoch: event.b, &timeline)
    case LogSignal.poll: takePoll(event, &timeline)
    case LogSignal.finished: takeFinished(event, &timeline)
    case LogSignal.leave: takeLeave(event, &timeline)
    case LogSignal.replay: takeReplay(event, &timeline)
    case Signal.commitDue: commitDue(Int(event.small), Int(event.a), &timeline)
    case Signal.assign: assign(Int(event.a), &timeline)
    case Signal.scanDue: scan(Int(event.a), &timeline)
    case Signal.failoverDue: failOver(Int(event.small), Int(event.a), epoch: event.b, &timeline)
    case Signal.reshardDue: reshard(to: settings.reshards[Int(event.a)].shards, &timeline)
    case Signal.lookDue: look(&timeline)
    case Signal.growthDue: grow(&timeline)
    case ControlSignal.begin: faults.change(event)
    case ControlSignal.end:
      faults.change(event)
      if faults.stops == 0 { wakeAll(&timeline) }
    default: break
    }
  }

  mutating func sample(_ timeline: inout Timeline) {
    var busiest = 0.0
    for shard in shards.open {
      busiest = max(busiest, shards[shard].second.share(of: Simulation.samplingInterval.seconds))
      shards[shard].second = KinesisShard.Load()
    }
    timeline.recorder.set(instruments.utilisation, busiest, at: timeline.now)
    countPolls(&timeline)
    if timeline.now > settings.retention {
      for shard in 0..<shards.count { expire(shard, &timeline) }
    }
    sampleAge(&timeline)
    log.sample(&timeline)
  }

  func showShards(_ timeline: inout Timeline) {
    timeline.recorder.set(instruments.shards, Double(shards.open.count), at: timeline.now)
    let consumers = settings.isPushed ? readers.count * shards.open.count : 0
    timeline.recorder.set(instruments.consumers, Double(consumers), at: timeline.now)
  }
}

/// A stream's random draws, each by a key of its own.
struct KinesisDraws: Sendable {
  let put, get, push, hash, retry, failure: DrawStream
  /// For each reader, of its polls.
  let readers: [DrawStream]

  init(_ key: RandomKey, _ stream: String, readers: [String]) {
    put = DrawStream(key, name: stream, purpose: "put")
    get = DrawStream(key, name: stream, purpose: "get")
    push = DrawStream(key, name: stream, purpose: "push")
    hash = DrawStream(key, name: stream, purpose: "partition key")
    retry = DrawStream(key, name: stream, purpose: "retry")
    failure = DrawStream(key, name: stream, purpose: "failure")
    self.readers = readers.map { DrawStream(key, name: $0, purpose: "polls of \(stream)") }
  }
}
