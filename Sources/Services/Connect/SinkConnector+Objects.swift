// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// The objects of a sink connector: filled record by record, closed when they are full or old enough, and uploaded.
extension SinkConnector {
  mutating func add(_ message: MessageID, to partition: UInt32, _ task: Int, _ timeline: inout Timeline) {
    var place = tasks[task].open.firstIndex { $0.partition == partition } ?? -1
    if place < 0 {
      place = tasks[task].open.count
      tasks[task].open.append(Object(partition: partition, openedAt: timeline.now))
      if settings.longest < .farFuture {
        timeline.schedule(Event(to: id, Signal.due, a: UInt32(task), b: tasks[task].life), after: settings.longest)
      }
    }
    tasks[task].open[place].messages.append(message)
    if timeline.isTracing {
      timeline.note(.collected, message, at: id, a: Int64(tasks[task].open[place].messages.count))
    }
    tasks[task].open[place].bytes += Int64(timeline.messages[message].size)
    tasks[task].open[place].work = tasks[task].workTime
    let isFull =
      tasks[task].open[place].messages.count >= settings.mostRecords
      || tasks[task].open[place].bytes >= settings.mostBytes
    if isFull { tasks[task].full.append(tasks[task].open.remove(at: place)) }
  }

  // MARK: Partitions that change hands

  /// Records of a partition come to a task. If another task had it, or if they begin before the end of what the task has
  /// in its open object, the group has been rebalanced: the log begins again at what was committed, and the open object
  /// is dropped (Kafka Connect: `SinkTask.close`).
  mutating func noteRecords(of partition: UInt32, _ batch: BatchID, to task: Int, _ timeline: inout Timeline) {
    while holders.count <= Int(partition) { holders.append(Self.nobody) }
    let holder = Int(holders[Int(partition)])
    holders[Int(partition)] = UInt32(task)
    guard holder < tasks.count, let place = tasks[holder].open.firstIndex(where: { $0.partition == partition }) else {
      return
    }
    guard holder != task || isRead(timeline.batches[batch, 0], tasks[task].open[place], timeline) else { return }
    let object = tasks[holder].open.remove(at: place)
    timeline.recorder.add(instruments.buffered, -Double(object.messages.count), at: timeline.now)
    for message in object.messages { timeline.messages.release(message) }
  }

  /// Whether a record stands before the end of what an object has: it was taken in earlier, or at the same instant as the
  /// last and is in it, or is delivered already.
  private func isRead(_ message: MessageID, _ object: Object, _ timeline: borrowing Timeline) -> Bool {
    guard let last = object.messages.last else { return false }
    let (one, end) = (timeline.messages[message].enqueuedAt, timeline.messages[last].enqueuedAt)
    guard one == end else { return one < end }
    var place = object.messages.count - 1
    while place >= 0, timeline.messages[object.messages[place]].enqueuedAt == one {
      if object.messages[place] == message { return true }
      place -= 1
    }
    return Self.isDelivered(message, timeline) && !Self.isDelivered(last, timeline)
  }

  /// Whether a task still has a partition whose records it has taken.
  func holds(_ partition: UInt32, _ task: Int) -> Bool { holders[Int(partition)] == UInt32(task) }

  /// Stands for no task.
  static var nobody: UInt32 { .max }

  // MARK: Uploads

  /// Objects that are old enough are full; of a task that leaves, all are.
  mutating func closeObjects(_ task: Int, at now: Instant) {
    let isLeaving = tasks[task].state == .leaving && tasks[task].held == nil
    var place = 0
    while place < tasks[task].open.count {
      if isLeaving || tasks[task].open[place].openedAt.advanced(by: settings.longest) <= now {
        tasks[task].full.append(tasks[task].open.remove(at: place))
      } else {
        place += 1
      }
    }
  }

  mutating func beginUpload(_ task: Int, _ timeline: inout Timeline) {
    guard let object = tasks[task].full.first, let first = object.messages.first else { return }
    tasks[task].isUploading = true
    setBusy(task, true, isWork: false, &timeline)
    let message = timeline.messages[first]
    let answer = settings.putTime.draw(draws.put, message.drawKey, attempt: UInt32(message.attempts))
    let seconds = (answer + Double(object.bytes) / settings.compression / settings.putRate) * faults.slowness
    tasks[task].workTime = Nanoseconds(seconds: seconds)
    timeline.schedule(
      Event(to: id, Signal.uploaded, a: UInt32(task), b: tasks[task].life), after: tasks[task].workTime)
  }

  mutating func endUpload(_ task: Int, _ timeline: inout Timeline) {
    guard tasks[task].isUploading else { return }
    tasks[task].isUploading = false
    setBusy(task, false, isWork: false, &timeline)
    let object = tasks[task].full.removeFirst()
    let work = tasks[task].workTime.advanced(by: object.work)
    for message in object.messages {
      if timeline.isTracing { timeline.note(.done, message, at: id, a: tasks[task].workTime) }
      if Self.isDelivered(message, timeline) {
        // The same object again, if objects are cut by offsets alone.
        if !settings.exactlyOnce { timeline.recorder.count(instruments.duplicates) }
      } else {
        timeline.deliver(message, work: work)
      }
      timeline.messages.release(message)
    }
    timeline.recorder.add(instruments.buffered, -Double(object.messages.count), at: timeline.now)
    timeline.recorder.count(instruments.written, Int64(object.messages.count))
    timeline.recorder.count(instruments.objects)
    let bytes = Int64((Double(object.bytes) / settings.compression).rounded())
    timeline.recorder.count(instruments.objectBytes, bytes)
    if let toll { toll.count(sent: bytes, &timeline) }
    timeline.recorder.record(instruments.put, tasks[task].workTime, at: timeline.now)
    timeline.recorder.record(instruments.open, timeline.now - object.openedAt, at: timeline.now)
    advance(task, &timeline)
  }

  private static func isDelivered(_ message: MessageID, _ timeline: borrowing Timeline) -> Bool {
    let origin = timeline.messages[message].origin
    return timeline.messages[origin == Message.noOrigin ? message : origin].outcome == .delivered
  }
}
