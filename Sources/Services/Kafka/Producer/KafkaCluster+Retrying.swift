// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// Batches that are sent again or given up.
extension KafkaCluster {
  /// A batch goes back into its accumulator and is sent again after a pause.
  mutating func retry(_ batch: UInt32, _ timeline: inout Timeline) {
    let index = Int(batch)
    let records = timeline.batches.count(batches[index].list)
    let accumulator = Int(batches[index].accumulator)
    countHeldUp(accumulators[accumulator].client, records, &timeline)
    timeline.recorder.count(instruments.retried, Int64(records))
    if batches[index].isExpired
      || batches[index].createdAt.advanced(by: settings.producer.deliveryTimeout) <= timeline.now
    {
      return giveUp(batch, &timeline)
    }
    let message = timeline.batches[batches[index].list, 0]
    let uniform = draws.backoff.uniform(
      timeline.messages[message].drawKey, attempt: UInt32(truncatingIfNeeded: batches[index].attempts))
    batches[index].notBefore = timeline.now.advanced(
      by: settings.producer.pause(after: batches[index].attempts, uniform))
    if timeline.isTracing, !batches[index].isAppended || settings.producer.keepsReferences {
      noteBatch(batch, .throttled, a: batches[index].notBefore, b: Int64(batches[index].attempts), &timeline)
    }
    putBack(batch, accumulator)
    detachIfMoved(accumulator)
    attach(accumulator)
    touch(accumulators[accumulator].lane, at: batches[index].notBefore, &timeline)
  }

  /// In the order of the batches, before those that were never sent.
  private mutating func putBack(_ batch: UInt32, _ accumulator: Int) {
    let sequence = batches[Int(batch)].sequence
    var before = IndexLists.none
    var next = accumulatorBatches.first(accumulator)
    while next != IndexLists.none, batches[Int(next)].sequence < sequence {
      before = next
      next = accumulatorBatches.next(next)
    }
    if before == IndexLists.none || !settings.producer.isIdempotent {
      accumulatorBatches.prepend(batch, to: accumulator)
    } else {
      accumulatorBatches.insert(batch, into: accumulator, behind: before)
    }
  }

  private mutating func detachIfMoved(_ accumulator: Int) {
    let lane = accumulators[accumulator].lane
    if lane >= 0, lanes[lane].broker != partitions[accumulators[accumulator].partition].broker { detach(accumulator) }
  }

  /// A batch is given up: its records are lost to their producer (TimeoutException).
  mutating func giveUp(_ batch: UInt32, _ timeline: inout Timeline) {
    let index = Int(batch)
    let list = batches[index].list
    let isKept = batches[index].isAppended
    let count = timeline.batches.count(list)
    if !isKept {
      timeline.recorder.count(instruments.givenUp, Int64(count))
      if timeline.isTracing { noteBatch(batch, .rejected, a: -1, &timeline) }
      skip(batch)
    }
    for place in 0..<count {
      let message = timeline.batches[list, place]
      if place < batches[index].calls.count {
        // What the log has it keeps.
        answer(batches[index].calls[place], isKept ? CallStatus.ok : CallStatus.throttled, &timeline)
      } else if !isKept {
        timeline.end(message, as: .rejected)
      }
      if !isKept || settings.producer.keepsReferences { timeline.messages.release(message) }
    }
    leave(batch, &timeline)
  }

  /// The broker is not to wait for a batch that never comes.
  private mutating func skip(_ batch: UInt32) {
    let accumulator = batches[Int(batch)].accumulator
    if accumulators[Int(accumulator)].expected == batches[Int(batch)].sequence {
      accumulators[Int(accumulator)].expected &+= 1
    } else {
      gaps.append((accumulator, batches[Int(batch)].sequence))
    }
  }

  /// Gives up the batches that are over their delivery timeout.
  mutating func expireBatches(_ timeline: inout Timeline) {
    isExpiryTimed = false
    while case let batch = heldBatches.first(0), batch != IndexLists.none {
      let index = Int(batch)
      let due = batches[index].createdAt.advanced(by: settings.producer.deliveryTimeout)
      guard due <= timeline.now else {
        isExpiryTimed = true
        return timeline.schedule(Event(to: id, Signal.expireBatches), at: due)
      }
      if batches[index].request != IndexLists.none {
        // It is on its way; if that fails, there is no other try.
        heldBatches.remove(batch, from: 0)
        batches[index].isExpired = true
        continue
      }
      let accumulator = Int(batches[index].accumulator)
      close(batch, accumulator)
      accumulatorBatches.remove(batch, from: accumulator)
      if accumulatorBatches.isEmpty(accumulator) { detach(accumulator) }
      giveUp(batch, &timeline)
    }
  }

  /// Sends again what has had no answer for too long.
  mutating func timeOutRequests(_ timeline: inout Timeline) {
    isTimeoutTimed = false
    while case let request = openRequests.first(0), request != IndexLists.none {
      let due = requests[Int(request)].sentAt.advanced(by: settings.producer.requestTimeout)
      guard due <= timeline.now else {
        isTimeoutTimed = true
        return timeline.schedule(Event(to: id, Signal.timeOutRequests), at: due)
      }
      closeConnection(requests[Int(request)].lane, &timeline)
    }
  }

  /// A connection is lost with all requests on it.
  mutating func closeConnection(_ lane: Int, _ timeline: inout Timeline) {
    while laneArrived.removeFirst(lane) != nil {}
    lanes[lane].isServed = false
    lanes[lane].muted &+= 1
    var next = laneRequests.last(lane)
    while next != IndexLists.none {
      let request = next
      next = laneRequests.previous(request)
      drop(request, &timeline)
    }
    pump(lane, &timeline)
  }
}
