// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// How the batches of a producer go to the brokers, and what becomes of them there and back.
extension KafkaCluster {
  func isCurrent(_ request: UInt32, _ generation: UInt32) -> Bool {
    requests[Int(request)].generation == generation && !requests[Int(request)].batches.isEmpty
  }

  // MARK: When to send

  /// Something at a connection can be sent at an instant.
  @inline(__always)
  mutating func touch(_ lane: Int, at time: Instant, _ timeline: inout Timeline) {
    guard lane >= 0, time < lanes[lane].dueAt || time <= timeline.now else { return }
    lanes[lane].dueAt = min(lanes[lane].dueAt, time)
    if time <= timeline.now { pump(lane, &timeline) } else { arm(lane, at: time, &timeline) }
  }

  private mutating func arm(_ lane: Int, at time: Instant, _ timeline: inout Timeline) {
    guard time < lanes[lane].armedAt else { return }
    lanes[lane].armedAt = time
    lanes[lane].armed &+= 1
    timeline.schedule(Event(to: id, Signal.wake, a: UInt32(lane), b: lanes[lane].armed), at: time)
  }

  mutating func wake(_ lane: Int, _ number: UInt32, _ timeline: inout Timeline) {
    guard lanes[lane].armed == number else { return }
    lanes[lane].armedAt = .farFuture
    pump(lane, &timeline)
  }

  /// Sends what is due on a connection, as far as it may.
  mutating func pump(_ lane: Int, _ timeline: inout Timeline) {
    while !laneAccumulators.isEmpty(lane), lanes[lane].inFlight < settings.producer.maxInFlight, !isCut,
      brokers[lanes[lane].broker].isUp
    {
      let due = max(lanes[lane].dueAt, lanes[lane].mutedUntil)
      guard due <= timeline.now else {
        if due < .farFuture { arm(lane, at: due, &timeline) }
        return
      }
      let isSent = issue(lane, &timeline)
      lanes[lane].dueAt = nextDue(lane, timeline)
      // What is due and cannot go waits for its own time.
      if !isSent, lanes[lane].dueAt <= timeline.now { return }
    }
  }

  /// When the next batch of a connection is ready: full, after its linger, after its back-off, or at once when memory is
  /// used up.
  private func nextDue(_ lane: Int, _ timeline: borrowing Timeline) -> Instant {
    let client = lanes[lane].client
    let linger = senders[clients[client].sender].linger
    let isExhausted = !clients[client].blocked.isEmpty
    var due = Instant.farFuture
    var accumulator = laneAccumulators.first(lane)
    while accumulator != IndexLists.none {
      let first = accumulatorBatches.first(Int(accumulator))
      let pauses = batches[Int(first)].notBefore
      let gathers = accumulators[Int(accumulator)].open == first && !isExhausted
      due = min(due, gathers ? batches[Int(first)].createdAt.advanced(by: linger) : pauses)
      accumulator = laneAccumulators.next(accumulator)
    }
    return due
  }

  /// Sends one request with the first batch of each partition of the broker (Apache Kafka, RecordAccumulator.drain).
  private mutating func issue(_ lane: Int, _ timeline: inout Timeline) -> Bool {
    var left = laneAccumulators.count(lane)
    var next = laneAccumulators.first(lane)
    let request = addRequest()
    let index = Int(request)
    var raw: Int64 = 0
    while left > 0, next != IndexLists.none {
      left -= 1
      let accumulator = Int(next)
      next = laneAccumulators.next(next)
      let batch = accumulatorBatches.first(accumulator)
      guard batches[Int(batch)].notBefore <= timeline.now else { continue }
      close(batch, accumulator)
      let wire = batches[Int(batch)].wire
      if !requests[index].batches.isEmpty, requests[index].wire + wire > settings.producer.maxRequestSize { break }
      accumulatorBatches.remove(batch, from: accumulator)
      laneAccumulators.remove(UInt32(truncatingIfNeeded: accumulator), from: lane)
      if accumulatorBatches.isEmpty(accumulator) {
        accumulators[accumulator].lane = -1
      } else {
        laneAccumulators.append(UInt32(truncatingIfNeeded: accumulator), to: lane)
      }
      batches[Int(batch)].request = request
      batches[Int(batch)].status = .fine
      batches[Int(batch)].attempts += 1
      requests[index].batches.append(batch)
      requests[index].wire += wire
      requests[index].records += timeline.batches.count(batches[Int(batch)].list)
      raw += batches[Int(batch)].bytes
    }
    guard let first = requests[index].batches.first else {
      freeRequest(request)
      return false
    }
    let message = timeline.batches[batches[Int(first)].list, 0]
    requests[index].drawKey = timeline.messages[message].drawKey
    requests[index].attempt = UInt32(truncatingIfNeeded: batches[Int(first)].attempts)
    requests[index].lane = lane
    requests[index].sentAt = timeline.now
    timeline.recorder.count(instruments.requests)
    timeline.recorder.count(instruments.batches, Int64(requests[index].batches.count))
    timeline.recorder.count(instruments.rawBytes, raw)
    transmit(request, raw: raw, &timeline)
    return true
  }

  private mutating func transmit(_ request: UInt32, raw: Int64, _ timeline: inout Timeline) {
    let index = Int(request)
    let lane = requests[index].lane
    let client = lanes[lane].client
    var leaves = timeline.now
    if settings.producer.compression.codec != .none {
      leaves = max(clients[client].compressedAt, timeline.now).advanced(
        by: Nanoseconds(seconds: Double(raw) / settings.producer.compression.speed))
      clients[client].compressedAt = leaves
    }
    let way = network(draws.request, requests[index].drawKey, attempt: requests[index].attempt)
    let arrival = max(lanes[lane].lastArrival, leaves.advanced(by: way))
    lanes[lane].lastArrival = arrival
    laneRequests.append(request, to: lane)
    if settings.producer.acks != .none {
      lanes[lane].inFlight += 1
      openRequests.append(request, to: 0)
      if !isTimeoutTimed {
        isTimeoutTimed = true
        timeline.schedule(Event(to: id, Signal.timeOutRequests), after: settings.producer.requestTimeout)
      }
    } else {
      // Nobody waits for an answer.
      for batch in requests[index].batches { complete(batch, &timeline) }
    }
    timeline.schedule(Event(to: id, Signal.arrived, a: request, b: requests[index].generation), at: arrival)
  }

  private mutating func addRequest() -> UInt32 {
    if let free = freeRequests.take() { return free }
    requests.append(ProduceRequest())
    laneRequests.reserve(requests.count)
    laneArrived.reserve(requests.count)
    openRequests.reserve(requests.count)
    return UInt32(truncatingIfNeeded: requests.count - 1)
  }

  /// Frees the place of a request that is in no list.
  private mutating func freeRequest(_ request: UInt32) {
    let index = Int(request)
    requests[index].generation &+= 1
    requests[index].batches.removeAll(keepingCapacity: true)
    requests[index].wire = 0
    requests[index].records = 0
    requests[index].pending = 0
    requests[index].throttle = 0
    requests[index].isAnswered = false
    freeRequests.give(request)
  }

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
    lanes[lane].isServed = false
    if settings.producer.acks == .none {
      laneRequests.remove(request, from: lane)
      freeRequest(request)
    } else {
      let way = network(draws.response, requests[index].drawKey, attempt: requests[index].attempt)
      timeline.schedule(Event(to: id, Signal.answered, a: request, b: requests[index].generation), after: way)
    }
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
  private mutating func end(
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

  private mutating func loseForgotten(_ batch: UInt32, _ timeline: inout Timeline) {
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
  private mutating func complete(_ batch: UInt32, _ timeline: inout Timeline) {
    let index = Int(batch)
    timeline.recorder.record(instruments.acknowledge, timeline.now - batches[index].createdAt, at: timeline.now)
    for call in batches[index].calls { answer(call, CallStatus.ok, &timeline) }
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
  private mutating func leave(_ batch: UInt32, _ timeline: inout Timeline) {
    let index = Int(batch)
    let client = accumulators[Int(batches[index].accumulator)].client
    gathered -= timeline.batches.count(batches[index].list)
    if !batches[index].isExpired { heldBatches.remove(batch, from: 0) }
    batches[index].isClients = false
    changeMemory(client, by: -batches[index].memory, &timeline)
    freeBatch(batch, &timeline)
    admitBlocked(client, &timeline)
  }

  // MARK: Retries

  /// A batch goes back into its accumulator and is sent again after a pause.
  private mutating func retry(_ batch: UInt32, _ timeline: inout Timeline) {
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
  private mutating func giveUp(_ batch: UInt32, _ timeline: inout Timeline) {
    let index = Int(batch)
    let list = batches[index].list
    let isKept = batches[index].isAppended
    let count = timeline.batches.count(list)
    if !isKept {
      timeline.recorder.count(instruments.givenUp, Int64(count))
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
    var next = laneRequests.last(lane)
    while next != IndexLists.none {
      let request = next
      next = laneRequests.previous(request)
      drop(request, &timeline)
    }
    pump(lane, &timeline)
  }
}
