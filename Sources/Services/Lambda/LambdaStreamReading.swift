// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The event source mapping of a log: reads each partition, gathers batches, and has one in flight for each lane
/// (Developer Guide, with-kinesis and with-kafka).
extension LambdaFunction {
  /// Reads all partitions, and goes on where something waits.
  mutating func wakeLanes(_ timeline: inout Timeline) {
    guard !faults.isPaused else { return }
    for lane in stream.lanes.indices { goOnLane(lane, &timeline) }
    for partition in stream.partitions.indices { askForRecords(partition, &timeline) }
    timeline.recorder.set(instruments.pollers, Double(stream.lanes.count), at: timeline.now)
  }

  /// The log has more partitions.
  mutating func takePartitions(_ count: Int, _ timeline: inout Timeline) {
    stream.reserve(count)
    wakeLanes(&timeline)
  }

  /// Asks for records where there is room for them; the log hears on the way what is finished.
  private mutating func askForRecords(_ partition: Int, _ timeline: inout Timeline) {
    guard let source = wiring.source, !faults.isPaused, !stream.partitions[partition].isAsking else { return }
    let room = stream.room(partition)
    guard room > 0 else { return }
    stream.noteAsking(partition, true)
    timeline.schedule(
      Event(
        to: source, LogSignal.poll, small: UInt16(clamping: stream.partitions[partition].unfinished),
        a: UInt32(partition), b: Self.laneLife, c: UInt32(min(room, Self.mostOfPoll)), d: id), after: 0)
  }

  /// Tells the log what is finished where no poll does.
  mutating func tellFinished(_ partition: Int, _ timeline: inout Timeline) {
    askForRecords(partition, &timeline)
    guard let source = wiring.source, stream.partitions[partition].hasNews else { return }
    stream.noteTold(partition)
    timeline.schedule(
      Event(
        to: source, LogSignal.finished, small: UInt16(clamping: stream.partitions[partition].unfinished),
        a: UInt32(partition), b: Self.laneLife, d: id), after: 0)
  }

  mutating func takeRecords(_ event: Event, _ timeline: inout Timeline) {
    let partition = Int(event.a)
    stream.noteAsking(partition, false)
    let count = timeline.batches.count(event.c)
    timeline.recorder.count(instruments.polled, Int64(count))
    for place in 0..<count {
      let message = timeline.batches[event.c, place]
      let lane = stream.lane(of: timeline.messages[message], in: partition)
      if timeline.isTracing { timeline.note(.held, message, at: id, a: Int64(lane)) }
      let job = addJob(message, receipt: stream.noteHanded(partition))
      if stream.lanes[lane].waiting.count == 0 { stream.lanes[lane].waitsSince = timeline.now }
      link(job, bytes: Self.payload(timeline.messages[message].size), to: lane)
    }
    timeline.batches.remove(event.c)
    let first = partition * stream.rules.factor
    for lane in first..<(first + stream.rules.factor) { goOnLane(lane, &timeline) }
    askForRecords(partition, &timeline)
  }

  private mutating func link(_ job: UInt32, bytes: Int64, to lane: Int) {
    jobs[Int(job)].next = .max
    let last = stream.lanes[lane].waiting.last
    if last == LambdaStream.none { stream.lanes[lane].waiting.first = job } else { jobs[Int(last)].next = job }
    stream.lanes[lane].waiting.last = job
    stream.lanes[lane].waiting.count += 1
    stream.lanes[lane].waiting.bytes += bytes
  }

  /// Hands over what is due in a lane that has nothing in flight: the rest of a batch that was split, a full batch, or
  /// what its window has gathered.
  mutating func goOnLane(_ lane: Int, _ timeline: inout Timeline) {
    guard stream.lanes[lane].invocation == LambdaStream.none else { return }
    if let rest = stream.lanes[lane].rest.popLast() { return handOver(rest, lane, after: 0, &timeline) }
    guard !faults.isPaused, stream.lanes[lane].waiting.count > 0 else { return }
    let waiting = stream.lanes[lane].waiting
    let due = stream.lanes[lane].waitsSince.advanced(by: stream.rules.window)
    let isFull = Int(waiting.count) >= stream.rules.batchSize || waiting.bytes >= Self.largestPayload
    guard isFull || due <= timeline.now else {
      guard !stream.lanes[lane].isWindowArmed else { return }
      stream.lanes[lane].isWindowArmed = true
      return timeline.schedule(
        Event(to: id, Signal.windowDue, a: UInt32(lane), b: stream.lanes[lane].window), at: due)
    }
    stream.lanes[lane].isWindowArmed = false
    stream.lanes[lane].window &+= 1
    let batch = takeBatch(lane, timeline)
    // What stays has been gathered since now.
    stream.lanes[lane].waitsSince = timeline.now
    handOver(batch, lane, after: 0, &timeline)
  }

  mutating func endWindow(_ event: Event, _ timeline: inout Timeline) {
    let lane = Int(event.a)
    guard stream.lanes[lane].window == event.b else { return }
    stream.lanes[lane].isWindowArmed = false
    goOnLane(lane, &timeline)
  }

  /// As many of a lane's records as fit into one invocation.
  private mutating func takeBatch(_ lane: Int, _ timeline: borrowing Timeline) -> LambdaStream.Segment {
    let waiting = stream.lanes[lane].waiting
    if Int(waiting.count) <= stream.rules.batchSize, waiting.bytes <= Self.largestPayload {
      stream.lanes[lane].waiting = LambdaStream.Segment()
      return waiting
    }
    var batch = LambdaStream.Segment()
    var job = waiting.first
    while job != .max, Int(batch.count) < stream.rules.batchSize {
      let bytes = Self.payload(timeline.messages[jobs[Int(job)].message].size)
      if batch.count > 0, batch.bytes + bytes > Self.largestPayload { break }
      if batch.count == 0 { batch.first = job }
      batch.last = job
      batch.count += 1
      batch.bytes += bytes
      job = jobs[Int(job)].next
    }
    jobs[Int(batch.last)].next = .max
    stream.lanes[lane].waiting.first = job
    if job == .max { stream.lanes[lane].waiting.last = .max }
    stream.lanes[lane].waiting.count -= batch.count
    stream.lanes[lane].waiting.bytes -= batch.bytes
    return batch
  }

  /// Makes an invocation of records and hands it over after a pause.
  mutating func handOver(
    _ records: LambdaStream.Segment, _ lane: Int, after pause: Nanoseconds, _ timeline: inout Timeline
  ) {
    let invocation = addInvocation(poller: UInt32(lane), at: timeline.now)
    let place = Int(invocation)
    invocations[place].firstJob = records.first
    invocations[place].lastJob = records.last
    invocations[place].count = records.count
    invocations[place].bytes = records.bytes
    invocations[place].failures = records.failures
    var job = records.first
    while job != .max {
      jobs[Int(job)].invocation = invocation
      jobs[Int(job)].state = .waiting
      // What a run that was cut off still waits for must not end the next one.
      jobs[Int(job)].generation &+= 1
      job = jobs[Int(job)].next
    }
    stream.lanes[lane].invocation = invocation
    if pause == 0 { return handOverRecords(invocation, &timeline) }
    let expires = expiry(ofFirst: records.first, timeline)
    if timeline.isTracing {
      noteAll(invocation, .paused, a: min(timeline.now.advanced(by: pause), max(expires, timeline.now + 1)), &timeline)
    }
    timeline.schedule(
      Event(to: id, Signal.handOver, a: invocation, b: invocations[place].generation),
      at: min(timeline.now.advanced(by: pause), max(expires, timeline.now + 1)))
  }

  /// Tries to start a batch of records. One that is throttled is tried again until its records expire, and holds up its
  /// lane; throttles use up no retries.
  mutating func handOverRecords(_ invocation: UInt32, _ timeline: inout Timeline) {
    let place = Int(invocation)
    discardOld(invocation, &timeline)
    guard invocations[place].count > 0 else {
      let lane = Int(invocations[place].poller)
      freeInvocation(invocation)
      return leaveLane(lane, &timeline)
    }
    let last = timeline.messages[jobs[Int(invocations[place].lastJob)].message]
    if start(invocation, isSynchronous: true, &timeline) {
      if let age = instruments.iteratorAge {
        timeline.recorder.record(age, timeline.now - last.enqueuedAt, at: timeline.now)
      }
      return
    }
    let wait = pause(after: Int(invocations[place].throttles))
    if timeline.isTracing { noteAll(invocation, .startRefused, a: timeline.now.advanced(by: wait), &timeline) }
    if invocations[place].throttles < .max { invocations[place].throttles += 1 }
    let expires = expiry(ofFirst: invocations[place].firstJob, timeline)
    timeline.schedule(
      Event(to: id, Signal.handOver, a: invocation, b: invocations[place].generation),
      at: min(timeline.now.advanced(by: wait), max(expires, timeline.now + 1)))
  }

  /// The batch in a lane is done with.
  mutating func leaveLane(_ lane: Int, _ timeline: inout Timeline) {
    stream.lanes[lane].invocation = LambdaStream.none
    goOnLane(lane, &timeline)
    tellFinished(stream.partition(ofLane: lane), &timeline)
  }

  /// When a record becomes too old.
  private func expiry(ofFirst job: UInt32, _ timeline: borrowing Timeline) -> Instant {
    timeline.messages[jobs[Int(job)].message].enqueuedAt
      .advanced(by: min(stream.rules.maximumAge, stream.rules.retention))
  }

  /// The pause after so many throttles or failures in a row before.
  func pause(after number: Int) -> Nanoseconds {
    min(settings.mapping.throttleRetry << Nanoseconds(min(number, 20)), settings.mapping.throttleRetryMost)
  }

  /// Bytes of a record in an event, which has it in base64: four for every three (Developer Guide, with-kinesis).
  @inline(__always)
  static func payload(_ bytes: UInt32) -> Int64 { (Int64(bytes) + 2) / 3 * 4 }

  /// Lanes live as long as the mapping.
  private static let laneLife: UInt32 = 1
  /// Records of one call (GetRecords; API/CreateEventSourceMapping, BatchSize).
  static let mostOfPoll = 10_000
}
