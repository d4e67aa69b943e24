// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What functions tell of a message that is followed.
extension LambdaFunction {
  /// Notes something that happens to all messages of an invocation.
  @inline(never)
  func noteAll(
    _ invocation: UInt32, _ kind: TraceKind, a: Int64, b: Int64 = -1, use: TraceStep.Use? = nil,
    _ timeline: inout Timeline
  ) {
    var job = invocations[Int(invocation)].firstJob
    while job != .max {
      timeline.note(kind, jobs[Int(job)].message, at: id, a: a, b: b, use: use)
      job = jobs[Int(job)].next
    }
  }

  /// Messages of an invocation that are deleted, or about to be.
  func succeeded(_ invocation: UInt32) -> Int {
    var count = 0
    var job = invocations[Int(invocation)].firstJob
    while job != .max {
      if jobs[Int(job)].state == .succeeded || jobs[Int(job)].state == .deleting { count += 1 }
      job = jobs[Int(job)].next
    }
    return count
  }

  /// An attempt at a running job has come to nothing after `length`.
  @inline(never)
  func noteFailure(_ job: UInt32, _ length: Nanoseconds, _ timeline: inout Timeline) {
    let held = jobs[Int(job)]
    guard timeline.isFollowed(held.message) else { return }
    let invocation = invocations[Int(held.invocation)]
    let isCutOff =
      invocation.state == .running && timeline.now >= invocation.startedAt.advanced(by: settings.timeout)
    timeline.note(
      isCutOff ? .cutOff : .failed, held.message, at: id, a: length,
      b: (isCutOff ? .timeout : cause(held, timeline)).rawValue)
  }

  private func cause(_ job: LambdaJob, _ timeline: borrowing Timeline) -> TraceStep.Cause {
    let drawKey = timeline.messages[job.message].drawKey
    if settings.poison > 0, draws.poison.uniform(drawKey) < settings.poison { return .poison }
    if settings.error > 0, draws.error.uniform(drawKey, attempt: UInt32(job.attempt)) < settings.error { return .error }
    guard job.fails else { return .batch }
    if case .call = program[Int(job.step)] { return .call }
    return .fault
  }
}
