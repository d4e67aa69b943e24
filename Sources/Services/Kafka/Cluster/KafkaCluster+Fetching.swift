// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// How records get from the brokers to the members of consumer groups.
///
/// A fetch waits at the broker until there are records (long poll), and a consumer asks for the next records while it
/// works on those that it has. So a record is in its hands as soon as network and broker allow, and one that has been
/// there for a while is there at once, unless bandwidth, the volume or a quota is in the way.
extension KafkaCluster {
  mutating func serveFetches(_ timeline: inout Timeline) {
    while let fetch = groups.nextFetch() {
      let delay = answer(fetch, &timeline)
      timeline.recorder.record(instruments.fetch, delay, at: timeline.now)
      groups.complete(fetch, after: delay, &timeline)
    }
  }

  /// How long a fetch takes from when its client asked for the records and they were there.
  private mutating func answer(_ fetch: ConsumerGroups.Fetch, _ timeline: inout Timeline) -> Nanoseconds {
    let now = timeline.now
    let memberZone = Int(fetch.member) % settings.zones
    let broker = server(of: fetch.partition, zone: memberZone)
    let isFollower = broker != partitions[fetch.partition].broker
    let raw = Double(fetch.bytes) + Double(fetch.records) * 9
    let bytes = settings.producer.compression.compressed(raw)
    let wire = Int64(bytes.rounded())
    let message = timeline.batches[fetch.batch, 0]
    let item = timeline.messages[message].drawKey ^ UInt64(fetch.reader + 1) << 56
    let attempt = UInt32(timeline.messages[message].attempts)
    timeline.recorder.count(instruments.fetches)
    timeline.recorder.count(instruments.handedOut, Int64(fetch.records))
    timeline.recorder.count(instruments.bytesOut, wire)
    if broker % settings.zones != memberZone { timeline.recorder.count(instruments.zoneBytesConsumer, wire) }
    // The client asked for it when it had the last records, and it could be sent from then on.
    let base = fetch.askedAt
    var sent = brokers[broker].networkOut.take(bytes, since: base)
    sent = max(
      sent, brokers[broker].processors.take(settings.requestCost + bytes * settings.byteCost, since: base))
    var more: Nanoseconds = 0
    if let tiered = settings.tiered, fetch.appendedAt < now - tiered.local {
      timeline.recorder.count(instruments.tieredReads, wire)
      more = Nanoseconds(seconds: tiered.readTime.draw(draws.tiered, item, attempt: attempt))
    } else if fetch.isLagging {
      // No longer in the page cache.
      sent = max(sent, brokers[broker].disk.take(bytes, since: base))
    }
    var delay = (sent - base).advanced(by: more).advanced(by: brokerTime(item, attempt: attempt))
      .advanced(by: network(draws.fetch, item, attempt: attempt))
    // A follower hears of the high watermark with its next fetch.
    if isFollower { delay += 2 * network(draws.fetch, item, attempt: attempt &+ 1 << 16) }
    if !limits.isNone {
      let hold = limits.fetch(
        reader: fetch.reader, broker: broker, partition: fetch.partition, bytes: bytes, at: now)
      if hold > 0 { timeline.recorder.count(instruments.fetchThrottled) }
      delay = max(delay, now.advanced(by: hold) - base)
    }
    return delay
  }

  /// The broker that a member fetches a partition from.
  private func server(of partition: Int, zone: Int) -> Int {
    let leader = partitions[partition].leader < 0 ? partitions[partition].lastLeader : partitions[partition].leader
    let broker = partitions[partition].replicas[leader]
    guard settings.fetchesNearest, broker % settings.zones != zone else { return broker }
    let near = partitions[partition].replicas.indices.first { place in
      let other = partitions[partition].replicas[place]
      return other % settings.zones == zone && brokers[other].isUp && partitions[partition].isInSync(place)
    }
    return near.map { partitions[partition].replicas[$0] } ?? broker
  }
}
