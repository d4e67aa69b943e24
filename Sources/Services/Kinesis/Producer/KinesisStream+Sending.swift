// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What producers do with the AWS SDK: they gather records for PutRecords while a call is under way or the first of them
/// may wait, and try again what was refused.
extension KinesisStream {
  mutating func send(_ event: Event, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.offered)
    let source = source(of: event.d)
    let producer = sources[source].firstProducer + Int(event.small) % sources[source].producers
    let bytes = recordBytes(timeline.messages[event.a])
    if bytes > settings.largestRecord { return reject(event.a, &timeline) }
    timeline.recorder.add(instruments.buffered, 1, at: timeline.now)
    if let aggregation = settings.aggregation {
      return pack(event.a, bytes: bytes, producer, source, aggregation, &timeline)
    }
    producers[producer].waiting.append(KinesisEntry(content: event.a, bytes: UInt32(bytes)))
    producers[producer].waitingBytes += bytes
    pump(producer, &timeline)
  }

  /// The source that a component plus 1 is; the first for one that is not known.
  private func source(of component: UInt32) -> Int {
    sources.count == 1 ? 0 : sources.firstIndex { $0.component + 1 == component } ?? 0
  }

  /// Bytes that a message has as a record: its own and its partition key's.
  func recordBytes(_ message: Message) -> Int64 {
    if let size = settings.keySize { return Int64(message.size) + size }
    guard isKeyed(message) else { return Int64(message.size) + Self.randomKeySize }
    var digits: Int64 = 1
    var rest = message.key / 10
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    return Int64(message.size) + digits
  }

  /// Whether a message has a key; one without gets a random partition key.
  @inline(__always)
  func isKeyed(_ message: Message) -> Bool { Int(message.flow) < isKeyed.count && isKeyed[Int(message.flow)] }

  /// A UUID in its usual text form.
  private static var randomKeySize: Int64 { 36 }

  /// Refuses a message for good.
  mutating func reject(_ message: MessageID, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.rejected)
    if timeline.isTracing { timeline.note(.rejected, message, at: id) }
    timeline.end(message, as: .rejected)
    timeline.messages.release(message)
  }

  // MARK: Gathering

  /// Makes the calls that a producer can and should make now.
  mutating func pump(_ producer: Int, _ timeline: inout Timeline) {
    while producers[producer].underWay < settings.mostInFlight, let oldest = producers[producer].waiting.first {
      let source = sources[producers[producer].source]
      if settings.aggregation != nil {
        // What its own limit holds back is looked at again by and by, not with every message.
        guard !producers[producer].isArmed, producers[producer].isDue || isFull(producer, source.most) else { return }
      } else if !isFull(producer, source.most) {
        let due = timeline.messages[oldest.content].idleSince.advanced(by: source.wait)
        if due > timeline.now { return armLinger(producer, at: due, &timeline) }
      }
      guard makeCall(producer, most: source.most, &timeline) else { return }
    }
  }

  private func isFull(_ producer: Int, _ most: Int) -> Bool {
    producers[producer].waiting.count >= most || producers[producer].waitingBytes >= KinesisLimits.largestPut
  }

  private mutating func armLinger(_ producer: Int, at time: Instant, _ timeline: inout Timeline) {
    guard !producers[producer].isArmed else { return }
    producers[producer].isArmed = true
    timeline.schedule(Event(to: id, Signal.lingerDue, a: UInt32(producer)), at: time)
  }

  mutating func endLinger(_ producer: Int, _ timeline: inout Timeline) {
    producers[producer].isArmed = false
    pump(producer, &timeline)
  }

  // MARK: Calls

  /// Puts the oldest records that wait into a call. Returns whether there were any that may go.
  private mutating func makeCall(_ producer: Int, most: Int, _ timeline: inout Timeline) -> Bool {
    let call = newCall()
    var bytes: Int64 = 0
    var heldBack: [KinesisEntry] = []
    while calls[call].entries.count < most, let next = producers[producer].waiting.first {
      guard calls[call].entries.isEmpty || bytes + Int64(next.bytes) <= KinesisLimits.largestPut else { break }
      producers[producer].waiting.removeFirst()
      guard settings.aggregation == nil || isWithinOwnLimit(producer, next, timeline.now) else {
        heldBack.append(next)
        continue
      }
      bytes += Int64(next.bytes)
      calls[call].entries.append(next)
    }
    producers[producer].waitingBytes -= bytes
    if !heldBack.isEmpty {
      producers[producer].waiting.prepend(contentsOf: heldBack)
      armDrain(producer, &timeline)
    } else if producers[producer].waiting.isEmpty {
      producers[producer].isDue = false
    }
    guard let first = calls[call].entries.first else {
      freeCalls.give(UInt32(call))
      return false
    }
    let message = first.isPack ? timeline.batches[first.content, 0] : first.content
    calls[call].producer = producer
    calls[call].attempt = 0
    calls[call].item = timeline.messages[message].drawKey
    producers[producer].underWay += 1
    begin(call, &timeline)
    return true
  }

  private mutating func newCall() -> Int {
    if let place = freeCalls.take() { return Int(place) }
    calls.append(KinesisCall())
    return calls.count - 1
  }

  /// A call goes out.
  mutating func begin(_ call: Int, _ timeline: inout Timeline) {
    calls[call].beganAt = timeline.now
    if timeline.isTracing { noteCall(call, &timeline) }
    let time = putLength(calls[call].item, attempt: calls[call].attempt)
    if time == 0 { return finishCall(call, &timeline) }
    timeline.schedule(Event(to: id, Signal.callDone, a: UInt32(call)), after: time)
  }

  func putLength(_ item: UInt64, attempt: Int) -> Nanoseconds {
    Nanoseconds(seconds: settings.putTime.draw(draws.put, item, attempt: UInt32(attempt)) * faults.factor)
  }

  /// Lets a producer make its next call.
  mutating func endCall(_ call: Int, _ timeline: inout Timeline) {
    let producer = calls[call].producer
    calls[call].entries.removeAll(keepingCapacity: true)
    freeCalls.give(UInt32(call))
    producers[producer].underWay -= 1
    pump(producer, &timeline)
  }
}
