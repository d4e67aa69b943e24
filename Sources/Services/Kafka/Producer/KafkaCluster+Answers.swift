// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What becomes of a request at its broker, and of its answer in the producer.
extension KafkaCluster {
  // MARK: At the broker

  mutating func arrive(_ request: UInt32, _ timeline: inout Timeline) {
    let index = Int(request)
    let lane = requests[index].lane
    let broker = lanes[lane].broker
    requests[index].arrivedAt = timeline.now
    requests[index].readAt = brokers[broker].networkIn.take(
      Double(requests[index].wire), at: timeline.now, now: timeline.now)
    if clients[lanes[lane].client].number % settings.zones != broker % settings.zones {
      timeline.recorder.count(instruments.zoneBytesProducer, requests[index].wire)
    }
    // A broker has one request of a connection under way at a time (Apache Kafka, SocketServer: the channel is muted).
    if lanes[lane].isServed { laneArrived.append(request, to: lane) } else { serve(request, &timeline) }
  }

  private mutating func serve(_ request: UInt32, _ timeline: inout Timeline) {
    let index = Int(request)
    let lane = requests[index].lane
    let broker = lanes[lane].broker
    lanes[lane].isServed = true
    let wire = Double(requests[index].wire)
    let now = timeline.now
    let read = max(now, requests[index].readAt)
    let computed = brokers[broker].processors.take(
      settings.requestCost + wire * settings.byteCost, at: read, now: now)
    let handled = computed.advanced(by: brokerTime(requests[index].drawKey, attempt: requests[index].attempt))
    let written = brokers[broker].disk.take(wire, at: handled, now: now, ahead: settings.dirtyLimit)
    if !limits.isNone {
      let sender = clients[lanes[lane].client].sender
      var hold = limits.produce(sender: sender, broker: broker, bytes: wire, at: now)
      for batch in requests[index].batches {
        let partition = accumulators[Int(batches[Int(batch)].accumulator)].partition
        hold = max(
          hold, limits.produce(partition: partition, bytes: Double(batches[Int(batch)].wire), at: now))
      }
      requests[index].throttle = hold
    }
    timeline.schedule(
      Event(to: id, Signal.appended, a: request, b: requests[index].generation), at: max(handled, written))
  }

  /// The leader of the partitions has the request in its page cache.
  mutating func append(_ request: UInt32, _ timeline: inout Timeline) {
    let index = Int(request)
    let broker = lanes[requests[index].lane].broker
    for place in requests[index].batches.indices {
      let batch = requests[index].batches[place]
      if accept(batch, at: broker, &timeline) {
        if settings.producer.acks == .all, batches[Int(batch)].isLogs { requests[index].pending += 1 }
      } else if settings.producer.acks == .none {
        loseForgotten(batch, &timeline)
      }
    }
    startFetchers(&timeline)
    // Without followers it can be read at once.
    for place in requests[index].batches.indices where settings.replication == 1 || settings.minInsync == 1 {
      let partition = accumulators[Int(batches[Int(requests[index].batches[place])].accumulator)].partition
      advance(partition, &timeline)
    }
    // With acks: all the last batch that its followers have taken answers, perhaps just now.
    if settings.producer.acks != .all || requests[index].pending == 0 { respond(request, &timeline) }
  }

  /// A batch of a request is there for good.
  mutating func settle(_ batch: UInt32, _ timeline: inout Timeline) {
    let request = batches[Int(batch)].request
    guard settings.producer.acks == .all, request != IndexLists.none, requests[Int(request)].pending > 0 else {
      return
    }
    requests[Int(request)].pending -= 1
  }

  /// Answers a request once.
  mutating func respond(_ request: UInt32, _ timeline: inout Timeline) {
    let index = Int(request)
    guard !requests[index].isAnswered else { return }
    requests[index].isAnswered = true
    let lane = requests[index].lane
    timeline.recorder.record(instruments.produce, timeline.now - requests[index].arrivedAt, at: timeline.now)
    let hold = requests[index].throttle
    if settings.producer.acks == .none {
      laneRequests.remove(request, from: lane)
      freeRequest(request)
    } else {
      let way = network(draws.response, requests[index].drawKey, attempt: requests[index].attempt)
      timeline.schedule(Event(to: id, Signal.answered, a: request, b: requests[index].generation), after: way)
    }
    guard hold > 0 else { return serveNext(lane, &timeline) }
    // Over a quota the broker does not read on for as long (Apache Kafka, KIP-219).
    timeline.schedule(Event(to: id, Signal.unmute, a: UInt32(lane), b: lanes[lane].muted), after: hold)
  }

  /// A connection that a quota has held up is read again.
  mutating func unmute(_ lane: Int, _ number: UInt32, _ timeline: inout Timeline) {
    if lanes[lane].muted == number { serveNext(lane, &timeline) }
  }

  private mutating func serveNext(_ lane: Int, _ timeline: inout Timeline) {
    lanes[lane].isServed = false
    if let next = laneArrived.removeFirst(lane) { serve(next, &timeline) }
  }

  // MARK: Back in the producer

  mutating func takeAnswer(_ request: UInt32, _ timeline: inout Timeline) {
    let index = Int(request)
    let lane = requests[index].lane
    if requests[index].throttle > 0 {
      timeline.recorder.count(instruments.produceThrottled)
      countHeldUp(lanes[lane].client, requests[index].records, &timeline)
      lanes[lane].mutedUntil = max(lanes[lane].mutedUntil, timeline.now.advanced(by: requests[index].throttle))
    }
    end(request, &timeline) { $0 == .fine }
    pump(lane, &timeline)
  }

  /// Ends a request: its batches are acknowledged or go back.
  mutating func end(
    _ request: UInt32, _ timeline: inout Timeline, isAcknowledged: (RecordBatch.Status) -> Bool
  ) {
    let index = Int(request)
    let lane = requests[index].lane
    laneRequests.remove(request, from: lane)
    if settings.producer.acks != .none {
      openRequests.remove(request, from: 0)
      lanes[lane].inFlight -= 1
    }
    // From the last to the first, so that those that go back are in their order.
    for place in requests[index].batches.indices.reversed() {
      let batch = requests[index].batches[place]
      batches[Int(batch)].request = IndexLists.none
      if isAcknowledged(batches[Int(batch)].status) { complete(batch, &timeline) } else { retry(batch, &timeline) }
    }
    freeRequest(request)
  }

  /// The connection of a request is lost, or nobody waits for its answer any more.
  mutating func drop(_ request: UInt32, _ timeline: inout Timeline) {
    let index = Int(request)
    let lane = requests[index].lane
    if settings.producer.acks == .none {
      // The producer has forgotten it.
      laneRequests.remove(request, from: lane)
      for batch in requests[index].batches where !batches[Int(batch)].isAppended { loseForgotten(batch, &timeline) }
      return freeRequest(request)
    }
    end(request, &timeline) { _ in false }
  }

  mutating func loseForgotten(_ batch: UInt32, _ timeline: inout Timeline) {
    let list = batches[Int(batch)].list
    for place in 0..<timeline.batches.count(list) {
      timeline.recorder.count(instruments.lostAcknowledged)
      timeline.end(timeline.batches[list, place], as: .expired)
      timeline.messages.release(timeline.batches[list, place])
    }
    batches[Int(batch)].isLogs = false
    freeBatch(batch, &timeline)
  }

  /// A batch is acknowledged, or nobody asks for that.
  mutating func complete(_ batch: UInt32, _ timeline: inout Timeline) {
    let index = Int(batch)
    timeline.recorder.record(instruments.acknowledge, timeline.now - batches[index].createdAt, at: timeline.now)
    for call in batches[index].calls { answer(call, CallStatus.ok, &timeline) }
    if timeline.isTracing, settings.producer.keepsReferences { noteBatch(batch, .acknowledged, a: -1, &timeline) }
    if settings.producer.keepsReferences { releaseRecords(batch, &timeline) }
    // Without acknowledgements the request takes it along.
    if settings.producer.acks == .none { batches[index].isLogs = true }
    leave(batch, &timeline)
  }

  /// The producer's own references: a retry could append a second time what the log has already.
  private func releaseRecords(_ batch: UInt32, _ timeline: inout Timeline) {
    let list = batches[Int(batch)].list
    for place in 0..<timeline.batches.count(list) { timeline.messages.release(timeline.batches[list, place]) }
  }

  /// The producer is done with a batch.
  mutating func leave(_ batch: UInt32, _ timeline: inout Timeline) {
    let index = Int(batch)
    let client = accumulators[Int(batches[index].accumulator)].client
    gathered -= timeline.batches.count(batches[index].list)
    if !batches[index].isExpired { heldBatches.remove(batch, from: 0) }
    batches[index].isClients = false
    changeMemory(client, by: -batches[index].memory, &timeline)
    freeBatch(batch, &timeline)
    admitBlocked(client, &timeline)
  }
}
