// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// How a stream gets other shards: by plan, or by itself.
extension KinesisStream {
  /// A planned UpdateShardCount call is done.
  mutating func reshard(to count: Int, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.reshards)
    closePacks()
    finishResharding(closed: shards.reshard(to: count), &timeline)
  }

  /// New shards are there, and some have closed: these are read to their end first.
  private mutating func finishResharding(closed: [Int], _ timeline: inout Timeline) {
    log.reserve(partitions: shards.count)
    let first = readers.first?.readings.count ?? shards.count
    for reader in readers.indices {
      readers[reader].reserve(shards: shards.count)
      if readers[reader].hasLanes {
        timeline.schedule(
          Event(to: readers[reader].component, ConsumerSignal.partitions, a: UInt32(shards.count)), after: 0)
      }
      // Those without records left are done at once; what came from them may begin.
      for shard in closed { finishIfDone(reader, shard, &timeline) }
      for shard in first..<shards.count where shards[shard].parents.isEmpty { begin(reader, shard, &timeline) }
    }
    showShards(&timeline)
    for producer in producers.indices { pump(producer, &timeline) }
  }

  // MARK: On demand

  /// Looks once a minute how much an on-demand stream takes in: it is to have twice the most that it ever took, and no
  /// shard with more than half of its limits (Developer Guide, how-do-i-size-a-stream).
  mutating func look(_ timeline: inout Timeline) {
    let seconds = KinesisGrowth.lookEvery.seconds
    var sum = KinesisShard.Load()
    var hottest = 0.0
    for shard in shards.open {
      let load = shards[shard].minute
      sum.records += load.records
      sum.bytes += load.bytes
      hottest = max(hottest, load.share(of: seconds))
      growth.noteLoad(load.share(of: seconds), of: shard)
      shards[shard].minute = KinesisShard.Load()
    }
    growth.peak = max(growth.peak, sum.share(of: seconds))
    let wanted = Int((2 * growth.peak).rounded(.up))
    if !growth.isArmed, shards.open.count < settings.mostShards,
      wanted > shards.open.count || hottest > KinesisGrowth.hot
    {
      growth.isArmed = true
      timeline.schedule(Event(to: id, Signal.growthDue), after: settings.scaleTime)
    }
    timeline.schedule(Event(to: id, Signal.lookDue), after: KinesisGrowth.lookEvery)
  }

  /// Splits the shards that are hot, and as many more as the stream's peak asks for, each once.
  mutating func grow(_ timeline: inout Timeline) {
    growth.isArmed = false
    let wanted = min(Int((2 * growth.peak).rounded(.up)), settings.mostShards)
    let missing = max(0, wanted - shards.open.count)
    let room = settings.mostShards - shards.open.count
    let byLoad = shards.open.sorted { (growth.load(of: $1), $0) < (growth.load(of: $0), $1) }
    let hot = byLoad.prefix { growth.load(of: $0) > KinesisGrowth.hot }.count
    let split = Array(byLoad.prefix(min(max(hot, missing), room)))
    guard !split.isEmpty else { return }
    timeline.recorder.count(instruments.reshards)
    closePacks()
    shards.split(split)
    finishResharding(closed: split, &timeline)
  }
}

/// What an on-demand stream knows of its load.
struct KinesisGrowth: Sendable {
  static let lookEvery: Nanoseconds = 60 * .second
  /// A shard that takes more than this share of its limits is split: 500 KB/s of 1 MB/s.
  static let hot = 0.5

  /// The most that it took in over a minute, in shards' worth.
  var peak = 0.0
  /// Whether it is about to grow.
  var isArmed = false
  /// Of the last minute, by shard.
  private var loads: [Double] = []

  mutating func noteLoad(_ load: Double, of shard: Int) {
    while loads.count <= shard { loads.append(0) }
    loads[shard] = load
  }

  func load(of shard: Int) -> Double { shard < loads.count ? loads[shard] : 0 }
}
