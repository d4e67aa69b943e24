// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// How the batches of a producer go to the brokers: when, and which of them in one request.
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
      if timeline.isTracing { noteCall(batch, lane, &timeline) }
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
  mutating func freeRequest(_ request: UInt32) {
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
}
