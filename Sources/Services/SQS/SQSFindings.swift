// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What a person should know about a queue's settings.
enum SQSFindings {
  static func all(_ part: SQSPart, _ view: FindingsView) -> [Finding] {
    let fleets = view.parts.all(FleetPart.self).filter { $0.settings.from.name == part.name }
    let sources = view.parts.all(SQSPart.self).filter { $0.settings.deadLetter?.name == part.name }
    return [
      noDeadLetterQueue(part, fleets, isDeadLetterQueue: !sources.isEmpty),
      competingReaders(part, fleets),
      shortPolling(part, fleets, view),
      uncalibrated(part),
    ].compactMap { $0 } + sources.compactMap { retention(of: part, behind: $0) }
  }

  private static func noDeadLetterQueue(_ part: SQSPart, _ fleets: [FleetPart], isDeadLetterQueue: Bool) -> Finding? {
    guard part.settings.deadLetter == nil, !isDeadLetterQueue,
      let fleet = fleets.first(where: { $0.settings.failureProbability > 0 })
    else { return nil }
    let cycle = fleet.settings.givesBack ? fleet.settings.serviceTime.mean : part.settings.visibilityTimeout.seconds
    guard cycle > 0 else { return nil }
    let times = part.settings.retention.seconds / cycle
    return Finding(
      "no-dlq", .warn, part: part.name,
      "\(part.name) has no dead-letter queue: a poison message would be received until retention ends, about "
        + "\(Format.grouped(Int(min(times, 1e15)))) times",
      numbers: ["receives": times])
  }

  private static func competingReaders(_ part: SQSPart, _ fleets: [FleetPart]) -> Finding? {
    guard fleets.count > 1 else { return nil }
    return Finding(
      "competing-readers", .warn, part: part.name,
      "\(fleets.map(\.name).joined(separator: " and ")) read \(part.name): they share the messages, none sees all",
      numbers: ["readers": Double(fleets.count)])
  }

  private static func shortPolling(_ part: SQSPart, _ fleets: [FleetPart], _ view: FindingsView) -> Finding? {
    guard part.settings.receiveWait == 0, !fleets.isEmpty else { return nil }
    let tasks = fleets.reduce(0) { $0 + $1.settings.tasks }
    let wait = "\(Format.grouped(tasks)) \(tasks == 1 ? "task polls" : "tasks poll") \(part.name) with receive_wait 0s"
    guard let empty = view.measured?.perHour("empty_receives", part.name),
      let all = view.measured?.perHour("receive_requests", part.name), all > 0
    else {
      return Finding(
        "short-poll", .note, part: part.name, "\(wait): empty receives are billed, and a call can miss a message that is there",
        numbers: ["tasks": Double(tasks)])
    }
    let month = empty * view.hoursPerMonth
    return Finding(
      "short-poll", .warn, part: part.name,
      "\(wait): \(Format.count(month)) empty receives in the \(Format.number(view.hoursPerMonth)) h of \(view.window) "
        + "(\(Format.percent(empty / all, decimals: 0)) of all receives) are billed",
      numbers: ["empty_receives_month": month, "share": empty / all])
  }

  private static func uncalibrated(_ part: SQSPart) -> Finding? {
    guard part.settings.usesBuiltInLatencies else { return nil }
    return Finding(
      "uncalibrated", .note, part: part.name,
      "the call times of \(part.name) are the built-in assumption, not measured in your account")
  }

  private static func retention(of deadLetter: SQSPart, behind source: SQSPart) -> Finding? {
    guard deadLetter.settings.retention <= source.settings.retention else { return nil }
    return Finding(
      "dlq-retention", .warn, part: deadLetter.name,
      "\(deadLetter.name) keeps messages for \(Format.exactDuration(deadLetter.settings.retention)), no longer than "
        + "\(source.name) (\(Format.exactDuration(source.settings.retention))), and a standard queue's message keeps its "
        + "first timestamp",
      numbers: [
        "retention_s": deadLetter.settings.retention.seconds, "source_retention_s": source.settings.retention.seconds,
      ])
  }
}
