// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What a person should know about a queue's settings.
enum SQSFindings {
  static func all(_ part: SQSPart, _ view: FindingsView) -> [Finding] {
    let consumers = view.parts.consumers(of: part.name)
    let sources = view.parts.sources(ofDeadLetters: part.name)
    let isUsed = !consumers.isEmpty || view.parts.outletsReach(part.name)
    return common(part, view, consumers: consumers, isDeadLetterQueue: !sources.isEmpty, isUsed: isUsed)
      + sources.compactMap { $0 as? any Channel }.compactMap { retention(of: part, behind: $0) }
  }

  /// What is worth knowing of queues of both types.
  static func common(
    _ part: any SQSQueuePart, _ view: FindingsView, consumers: [any Consumer], isDeadLetterQueue: Bool, isUsed: Bool
  ) -> [Finding] {
    [
      noDeadLetterQueue(part, consumers, isDeadLetterQueue: isDeadLetterQueue, view), competingReaders(part, consumers),
      shortPolling(part, consumers, view), uncalibrated(part, isUsed: isUsed),
    ].compactMap { $0 }
  }

  private static func noDeadLetterQueue(
    _ part: any SQSQueuePart, _ consumers: [any Consumer], isDeadLetterQueue: Bool, _ view: FindingsView
  ) -> Finding? {
    guard part.settings.deadLetter == nil, !isDeadLetterQueue,
      let consumer = consumers.first(where: { $0.failureProbability > 0 })
    else { return nil }
    let cycle =
      consumer.givesBack
      ? consumer.meanAttempt : (consumer.visibilityTimeout ?? part.settings.visibilityTimeout).seconds
    guard cycle > 0 else { return nil }
    let times = part.settings.retention.seconds / cycle
    let blocks = part.isFIFO ? ", and block its group all that time" : ""
    return Finding(
      .noDlq, .warn, part: part.name,
      "\(part.name) has no dead-letter queue: a poison message would be received until retention ends, about "
        + "\(Format.grouped(Int(min(times, 1e15)))) times\(blocks)",
      numbers: ["receives": times], advice: [deadLetterQueue(for: part, view)])
  }

  /// A dead-letter queue of its own, after the five receives that AWS advises at least (Lambda Developer Guide, SQS).
  private static func deadLetterQueue(for part: any SQSQueuePart, _ view: FindingsView) -> Advice {
    let name = unusedName("\(part.writtenName)-dlq", view)
    return Advice(
      "set aside what was received five times", .init("channels.\(name).type", part.isFIFO ? "sqs-fifo" : "sqs"),
      .init("channels.\(name).retention", "14d"), .init("channels.\(part.writtenName).dead_letter.to", name),
      .init("channels.\(part.writtenName).dead_letter.max_receives", "5"))
  }

  private static func competingReaders(_ part: any SQSQueuePart, _ consumers: [any Consumer]) -> Finding? {
    guard consumers.count > 1 else { return nil }
    return Finding(
      .competingReaders, .warn, part: part.name,
      "\(consumers.map(\.name).joined(separator: " and ")) read \(part.name): they share the messages, none sees all",
      numbers: ["readers": Double(consumers.count)],
      advice: part.isFIFO
        ? []
        : [Advice("give every reader a queue of its own", .init("channels.\(part.writtenName).fan_out", "true"))])
  }

  private static func shortPolling(
    _ part: any SQSQueuePart, _ consumers: [any Consumer], _ view: FindingsView
  ) -> Finding? {
    let consumers = consumers.filter { ($0.receiveWait ?? part.settings.receiveWait) == 0 }
    guard !consumers.isEmpty else { return nil }
    let tasks = consumers.reduce(0) { $0 + $1.pollers }
    let wait = "\(Format.grouped(tasks)) \(tasks == 1 ? "task polls" : "tasks poll") \(part.name) with receive_wait 0s"
    guard let empty = view.measured?.perHour("empty_receives", part.name),
      let all = view.measured?.perHour("receive_requests", part.name), all > 0
    else {
      return Finding(
        .shortPoll, .note, part: part.name,
        "\(wait): empty receives are billed"
          + (part.isFIFO ? "" : ", and a call can miss a message that is there"),
        numbers: ["tasks": Double(tasks)], advice: [longPolling(part, consumers)])
    }
    let month = empty * view.hoursPerMonth
    return Finding(
      .shortPoll, .warn, part: part.name,
      "\(wait): \(Format.count(month)) empty receives in the \(Format.number(view.hoursPerMonth)) h of \(view.window) "
        + "(\(Format.percent(empty / all, decimals: 0)) of all receives) are billed",
      numbers: ["empty_receives_month": month, "share": empty / all], advice: [longPolling(part, consumers)],
      window: view.window)
  }

  /// A name for a new part.
  static func unusedName(_ wanted: String, _ view: FindingsView) -> String {
    var name = wanted
    while view.parts[name] != nil { name += "-2" }
    return name
  }

  /// The longest wait at the server, wherever the short one comes from.
  private static func longPolling(_ part: any SQSQueuePart, _ consumers: [any Consumer]) -> Advice {
    var advice = Advice("wait at the queue for messages", .init("channels.\(part.writtenName).receive_wait", "20s"))
    for consumer in consumers where consumer.receiveWait != nil {
      advice.settings.append(.init("workers.\(consumer.name).receive_wait", "20s"))
    }
    return advice
  }

  private static func uncalibrated(_ part: any SQSQueuePart, isUsed: Bool) -> Finding? {
    guard part.settings.usesBuiltInLatencies, isUsed else { return nil }
    return Finding(
      .uncalibrated, .note, part: part.name,
      "the call times of \(part.name) are the built-in assumption, not measured in your account")
  }

  /// API/CreateQueue, VisibilityTimeout.
  static let longestVisibility: Nanoseconds = 43_200 * .second

  /// API/CreateQueue, MessageRetentionPeriod.
  static let longestRetention: Nanoseconds = 1_209_600 * .second

  private static func retention(of deadLetter: SQSPart, behind source: any Channel) -> Finding? {
    guard deadLetter.settings.retention <= source.retention else { return nil }
    return Finding(
      .dlqRetention, .warn, part: deadLetter.name,
      "\(deadLetter.name) keeps messages for \(Format.exactDuration(deadLetter.settings.retention)), no longer than "
        + "\(source.name) (\(Format.exactDuration(source.retention))), and a standard queue's message keeps its "
        + "first timestamp",
      numbers: [
        "retention_s": deadLetter.settings.retention.seconds, "source_retention_s": source.retention.seconds,
      ],
      advice: source.retention < longestRetention
        ? [Advice("keep what failed for 14 days", .init("channels.\(deadLetter.writtenName).retention", "14d"))] : [])
  }
}
