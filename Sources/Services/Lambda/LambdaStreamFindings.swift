// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// What a person should know about a function that reads a log.
extension LambdaFindings {
  /// The word for a partition.
  private func lane(_ log: any LogChannel) -> String { log.family == .kinesis ? "shard" : "partition" }

  /// A record that always fails, and that nothing sets aside (Developer Guide, kinesis-on-failure-destination).
  func streamPoison(_ log: any LogChannel) -> Finding? {
    let probability = settings.error >= 1 ? 1 : settings.poison
    guard settings.stream.retries == nil, probability > 0 else { return nil }
    let blocked = min(log.retention, settings.stream.maximumAge ?? .farFuture)
    let word = lane(log)
    return Finding(
      .streamPoison, .warn, part: part.name,
      "\(Format.percent(probability, decimals: 3)) of the records fail at every attempt and \(part.name) tries again for "
        + "ever: one of them blocks its \(word) of \(log.name) for up to \(Format.exactDuration(blocked)); "
        + "maximum_retry_attempts with bisect_on_error and on_failure sets it aside",
      numbers: ["poison": probability, "blocked_s": blocked.seconds], advice: [setAside()].compactMap { $0 },
      accountsFor: ["latency", "wait", "lag", "lag_messages", "iterator_age", "delivered", "lost"],
      reason: "a record that always fails blocks its \(word)")
  }

  /// More comes to a partition than its lanes can do.
  func laneCapacity(_ log: any LogChannel) -> Finding? {
    let partitions = max(1, log.partitions)
    let largest = largestBatch(log)
    let batch = min(mapping.batchSize, largest)
    let time = settings.invokeTime.mean + settings.meanWork(messages: batch)
    guard time > 0, let lanes = part.lanes, lanes > 0 else { return nil }
    let atOnce = Double(settings.stream.factor) * min(1, Double(limits.total) / Double(lanes))
    let capacity = laneRate(batch: batch) * atOnce
    func arriving(_ time: Instant) -> Double { view.parts.inflow(of: log.name, at: time) / Double(partitions) }
    let most = view.extremes(of: view.parts.inflowChanges(of: log.name)).map(arriving).max() ?? 0
    guard most > capacity else { return nil }
    let lasts = arriving(view.duration - 1) > capacity
    let word = lane(log)
    let advice = moreOfLanes(log, arriving: most, batch: batch, most: largest)
    return Finding(
      .laneCapacity, lasts ? .warn : .note, part: part.name,
      "\(Format.number(most)) records/s come to a \(word) of \(log.name) in window \(view.window)"
        + "\(lasts ? "" : " for a time"), and \(part.name) does \(Format.number(capacity))/s of each: batches of "
        + "\(Format.grouped(batch)) in \(Format.duration(seconds: time)), \(Format.number(atOnce)) at a time"
        + (advice.map { "; \(Self.words($0)) would do more" } ?? ""),
      numbers: ["arriving": most, "capacity": capacity, "batch": Double(batch), "batch_s": time],
      advice: [advice].compactMap { $0 },
      accountsFor: ["latency", "wait", "lag", "lag_messages", "iterator_age"],
      reason: "\(Format.number(most))/s come to a \(word), \(Format.number(capacity))/s are done", window: view.window)
  }

  /// Records that fit into one invocation.
  private func largestBatch(_ log: any LogChannel) -> Int {
    let sizes = view.parts.producers(to: log.name).compactMap { $0.sizes?.mean }
    guard let largest = sizes.max(), largest > 0 else { return .max }
    let payload = LambdaFunction.payload(UInt32(clamping: Int64(min(largest, 1e9))))
    return max(1, Int(LambdaFunction.largestPayload / max(1, payload)))
  }
}
