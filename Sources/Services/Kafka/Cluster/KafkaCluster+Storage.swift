// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What the brokers keep, and for how long.
extension KafkaCluster {
  /// Counts what a partition has taken in, by segments.
  mutating func store(_ bytes: Int64, in partition: Int, at now: Instant) {
    partitions[partition].storedBytes += bytes
    if let last = partitions[partition].segments.last, last.bytes + bytes <= settings.segmentBytes,
      now - last.firstAt < settings.segmentTime
    {
      let place = partitions[partition].segments.count - 1
      partitions[partition].segments[place].bytes += bytes
      partitions[partition].segments[place].lastAt = now
    } else {
      partitions[partition].segments.append(KafkaPartition.Segment(bytes: bytes, firstAt: now, lastAt: now))
    }
  }

  /// Deletes the segments whose latest record is over the retention, and the oldest ones of a log that is too large
  /// (Apache Kafka, `UnifiedLog.deleteOldSegments`). The open segment goes only when all of it is too old.
  mutating func checkRetention(_ timeline: inout Timeline) {
    timeline.schedule(Event(to: id, Signal.checkRetention), after: Self.retentionCheck)
    guard !settings.isCompacted else { return }
    let oldest = timeline.now - settings.retention
    for partition in partitions.indices {
      var end: Instant?
      while let first = partitions[partition].segments.first {
        let isTooOld = first.lastAt < oldest
        let isTooMuch =
          settings.retentionBytes.map { partitions[partition].storedBytes - first.bytes >= $0 } ?? false
          && partitions[partition].segments.count > 1
        guard isTooOld || isTooMuch else { break }
        partitions[partition].segments.removeFirst()
        partitions[partition].storedBytes -= first.bytes
        end = first.lastAt
      }
      if let end { groups.readers.expire(before: end + 1, partition, &timeline) }
    }
  }

  // MARK: Load

  /// Shows how busy the brokers were in the last second: the busiest decides what the cluster can do.
  mutating func showLoad(_ timeline: inout Timeline) {
    let now = timeline.now
    var most = (processors: 0.0, networkIn: 0.0, networkOut: 0.0, disk: 0.0)
    for broker in brokers.indices {
      most.processors = max(most.processors, brokers[broker].processors.utilisation(at: now))
      most.networkIn = max(most.networkIn, brokers[broker].networkIn.utilisation(at: now))
      most.networkOut = max(most.networkOut, brokers[broker].networkOut.utilisation(at: now))
      most.disk = max(most.disk, brokers[broker].disk.utilisation(at: now))
    }
    timeline.recorder.set(instruments.processors, 100 * most.processors, at: now)
    timeline.recorder.set(instruments.networkIn, most.networkIn, at: now)
    timeline.recorder.set(instruments.networkOut, most.networkOut, at: now)
    timeline.recorder.set(instruments.disk, most.disk, at: now)
    var utilisation = max(most.processors, most.networkIn, most.networkOut, most.disk)
    let elapsed = max(now.seconds, 1)
    let taken = Double(timeline.recorder.total(instruments.bytesIn))
    if settings.kind == .serverless { utilisation = limits.utilisation(at: now) }
    timeline.recorder.set(instruments.utilisation, utilisation, at: now)
    timeline.recorder.set(instruments.gathering, Double(gathered), at: now)
    timeline.recorder.set(instruments.bufferUsed, Double(memory), at: now)
    let counts = (
      records: timeline.recorder.total(instruments.appended), batches: timeline.recorder.total(instruments.batches)
    )
    if counts.batches > shown.batches {
      let records = Double(counts.records - shown.records) / Double(counts.batches - shown.batches)
      timeline.recorder.set(instruments.batchRecords, records, at: now)
    }
    shown = counts
    if settings.hasVolumes {
      let stored = settings.storedBytes(perSecond: taken / elapsed, uniqueBytes: nil)
      timeline.recorder.set(
        instruments.diskUsed, 100 * stored / (Double(settings.storage) * Double(settings.brokers)), at: now)
    }
  }
}

extension KafkaSettings {
  /// What lies on all volumes together when a rate has lasted for longer than the retention [B].
  ///
  /// - Parameters:
  ///   - rate: bytes that leaders take in, as they are stored [B/s].
  ///   - uniqueBytes: of the latest records of all keys, for a compacted topic; nil if nobody knows.
  func storedBytes(perSecond rate: Double, uniqueBytes: Double?) -> Double {
    if isCompacted {
      // Between the unique records and what is dirty besides (Apache Kafka documentation, min.cleanable.dirty.ratio).
      return (uniqueBytes ?? 0) / max(0.01, 1 - dirtyRatio) * Double(replication)
    }
    let kept = min(retention, tiered?.local ?? retention)
    // Only closed segments are deleted: up to one more for each partition.
    let open = min(Double(segmentBytes) * Double(partitions), rate * segmentTime.seconds)
    var bytes = rate * kept.seconds + open
    if let most = retentionBytes {
      bytes = min(bytes, (Double(most) + Double(segmentBytes)) * Double(partitions))
    }
    return bytes * Double(replication)
  }
}
