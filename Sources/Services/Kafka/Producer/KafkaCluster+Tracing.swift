// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What a cluster and its clients tell of a message that is followed.
extension KafkaCluster {
  /// A request goes out with a batch.
  @inline(never)
  func noteCall(_ batch: UInt32, _ lane: Int, _ timeline: inout Timeline) {
    // The log may have it, and may have given it away, since an earlier try.
    guard !batches[Int(batch)].isAppended || settings.producer.keepsReferences else { return }
    let sender = component(of: clients[lanes[lane].client].sender)
    let list = batches[Int(batch)].list
    let count = timeline.batches.count(list)
    for place in 0..<count {
      timeline.note(
        .called, timeline.batches[list, place], at: sender, with: id, a: Int64(count),
        b: Int64(batches[Int(batch)].attempts))
    }
  }

  /// Whose producers a sender's are.
  func component(of sender: Int) -> ComponentID {
    senderOf.firstIndex(of: sender + 1).map { ComponentID($0) } ?? TraceStep.nobody
  }

  /// Something happens to all records of a batch, which somebody holds.
  @inline(never)
  func noteBatch(_ batch: UInt32, _ kind: TraceKind, a: Int64, b: Int64 = -1, _ timeline: inout Timeline) {
    let list = batches[Int(batch)].list
    for place in 0..<timeline.batches.count(list) {
      timeline.note(kind, timeline.batches[list, place], at: id, with: id, a: a, b: b)
    }
  }
}
