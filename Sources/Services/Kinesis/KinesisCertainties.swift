// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What the limits of a stream's shards make certain.
enum KinesisCertainties {
  /// The share of a window's records that the shards cannot take in at once, and the most that the hottest is offered of
  /// its limits; nil where no shard is offered more than it takes, and on demand, where shards come by themselves.
  static func refused(_ part: KinesisPart, _ view: FindingsView) -> (share: Double, hottest: Double)? {
    guard part.settings.mode == .provisioned else { return nil }
    let changes = view.parts.inflowChanges(of: part.name) + part.settings.reshards.map(\.done)
    let times = Set(changes + [0, view.duration]).filter { $0 >= 0 && $0 <= view.duration }.sorted()
    var shares: [Int: [[Double]]] = [:]
    var offered = 0.0
    var refused = 0.0
    var hottest = 0.0
    for (start, end) in zip(times, times.dropFirst()) {
      let count = part.settings.reshards.last { $0.done <= start }?.shards ?? part.settings.shards
      let known = shares[count] ?? KinesisFindings.shares(part, shards: count, view.parts)
      shares[count] = known
      // Loads run in straight lines; eight points see where they cross the limit.
      let points = 8
      for point in 0..<points {
        let step = (end - start) / Nanoseconds(points)
        let time = start + step * Nanoseconds(point) + step / 2
        let weight = step.seconds
        for load in KinesisFindings.load(part, shards: count, known, view.parts, at: time) {
          offered += load.records * weight
          if load.share > 1 { refused += load.records * (1 - 1 / load.share) * weight }
          hottest = max(hottest, load.share)
        }
      }
    }
    return refused > 0 && offered > 0 ? (refused / offered, hottest) : nil
  }

  static func all(_ part: KinesisPart, _ view: FindingsView) -> [Certainty] {
    guard part.settings.aggregation == nil, !view.parts.hasFaults, view.parts.comesStraight(to: part.name),
      let refused = refused(part, view)
    else { return [] }
    let reason =
      "a shard of \(part.name) is offered \(Format.percent(refused.hottest, decimals: 0)) of what it takes in window "
      + "\(view.window): \(Format.percent(refused.share)) of the records are refused at first"
    return (view.parts.producers(to: part.name).map(\.name) + [part.name]).map { name in
      Certainty(.quota, .part(name), "throttled", "ratio", .atLeast(refused.share / 2), reason: reason)
    }
  }
}
