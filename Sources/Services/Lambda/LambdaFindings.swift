// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// What a person should know about a function's settings.
struct LambdaFindings {
  let part: LambdaPart
  let view: FindingsView

  var settings: LambdaSettings { part.settings }
  var mapping: LambdaSettings.Mapping { part.settings.mapping }

  var all: [Finding] {
    let queue = part.queue(view.parts)
    let polled: [Finding?] =
      queue.map { queue in
        [
          visibility(queue), throttledReceives(queue), fewReceives(queue), fewReserved(queue), maximumAboveReserved(),
          retryWait(queue),
        ]
      } ?? []
    let read = part.log(view.parts).map { [streamPoison($0), laneCapacity($0)] } ?? [overload()]
    return (polled + [shortTimeout()] + read + [uncalibrated()]).compactMap { $0 }
  }

  var limits: LambdaLimits {
    var instruments = Instruments()
    return LambdaLimits(
      settings, view.parts.parts.compactMap { ($0 as? LambdaPart)?.settings },
      shared: LambdaLimits.sharedGauge(&instruments), lanes: part.lanes)
  }

  /// Six times the function's timeout, and the window (Developer Guide, using Lambda with SQS).
  private func visibility(_ queue: any Channel) -> Finding? {
    let advised = (6 * settings.timeout).advanced(by: mapping.batchWindow)
    guard let timeout = queue.visibilityTimeout, timeout < advised else { return nil }
    let window = mapping.batchWindow > 0 ? " plus the batch window" : ""
    return Finding(
      .visLambda, .warn, part: queue.name,
      "the visibility timeout of \(queue.name) (\(Format.exactDuration(timeout))) is below six times the function's "
        + "timeout\(window) (\(Format.exactDuration(advised))): a throttled batch has too little time for another try",
      numbers: ["timeout_s": timeout.seconds, "advised_s": advised.seconds],
      advice: [
        Advice(
          "hide messages for six times the function's timeout",
          .init("channels.\(queue.writtenName).visibility_timeout", Self.hidden(Int(advised.seconds))))
      ],
      accountsFor: ["dead_lettered", "throttled"],
      reason: "visibility timeout below six times the function's timeout")
  }

  /// The mapping takes more than the function may run.
  private func throttledReceives(_ queue: any Channel) -> Finding? {
    let limits = limits
    guard limits.total < limits.mapping, let reserved = settings.reserved else { return nil }
    let unrun = view.measured?.perHour("dropped_unrun", part.name) ?? 0
    let reach =
      "the mapping of \(part.name) can take up to \(Format.grouped(limits.mapping)) batches at a time, and its reserved "
      + "concurrency is \(Format.grouped(reserved))"
    let numbers: KeyValuePairs<String, Double> = [
      "reach": Double(limits.mapping), "reserved": Double(reserved), "dead_lettered_unrun_per_hour": unrun,
      "offered": offered.most,
    ]
    if unrun > 0 {
      let number = unrun * view.duration.seconds / 3600
      return Finding(
        .lambdaThrottle, .warn, part: part.name,
        "\(reach): \(Format.count(number)) messages in \(view.window) were dead-lettered without a single run; "
          + "maximum_concurrency: \(max(2, reserved)) leaves them in \(queue.name)",
        numbers: numbers, advice: [fewerBatches(reserved)], accountsFor: ["dead_lettered", "throttled", "delivered"],
        reason: "throttled receives use up max_receives", window: view.window)
    }
    return Finding(
      .lambdaThrottle, offered.most > Double(limits.total) ? .warn : .note, part: part.name,
      "\(reach): throttled hand-overs use up receives, and can dead-letter messages that never ran; "
        + "maximum_concurrency: \(max(2, reserved)) leaves them in \(queue.name)",
      numbers: numbers, advice: [fewerBatches(reserved)], accountsFor: ["dead_lettered", "throttled"],
      reason: "throttled receives use up max_receives")
  }

  /// The mapping takes no more than the function runs; 2 is the least that it can be told.
  private func fewerBatches(_ reserved: Int) -> Advice {
    Advice(
      "leave in the queue what cannot be run",
      .init("workers.\(part.name).maximum_concurrency", "\(min(1_000, max(2, reserved)))"))
  }

  /// Developer Guide, using Lambda with SQS: at least 5.
  private func fewReceives(_ queue: any Channel) -> Finding? {
    guard let receives = queue.maximumReceives, receives < 5 else { return nil }
    return Finding(
      .maxReceivesBelow5, .note, part: queue.name,
      "max_receives \(receives) of \(queue.name) is below the 5 that AWS advises for functions: a throttled batch uses up "
        + "receives without a run",
      numbers: ["max_receives": Double(receives)],
      advice: [
        Advice("try five times", .init("channels.\(queue.writtenName).dead_letter.max_receives", "5"))
      ], accountsFor: ["dead_lettered"], reason: "max_receives below 5")
  }

  private func fewReserved(_ queue: any Channel) -> Finding? {
    guard let reserved = settings.reserved, reserved < 5 else { return nil }
    return Finding(
      .reservedBelow5, reserved == 0 || mapping.maximumConcurrency == nil ? .warn : .note, part: part.name,
      reserved == 0
        ? "reserved_concurrency 0 turns \(part.name) off: every batch is throttled until it is dead-lettered"
        : "reserved_concurrency \(reserved) of \(part.name) is below the \(mapping.start) batches that the mapping begins "
          + "with",
      numbers: ["reserved": Double(reserved)],
      advice: [Advice("reserve five", .init("workers.\(part.name).reserved_concurrency", "\(mapping.start)"))],
      accountsFor: ["dead_lettered", "throttled"], reason: "reserved concurrency below the mapping's start")
  }

  private func maximumAboveReserved() -> Finding? {
    guard let most = mapping.maximumConcurrency, let reserved = settings.reserved, most > reserved else { return nil }
    return Finding(
      .maximumAboveReserved, .warn, part: part.name,
      "maximum_concurrency \(Format.grouped(most)) of \(part.name) exceeds its reserved_concurrency of "
        + "\(Format.grouped(reserved)): the mapping is throttled before it stops by itself",
      numbers: ["maximum": Double(most), "reserved": Double(reserved)], advice: [fewerBatches(reserved)],
      accountsFor: ["throttled", "dead_lettered"], reason: "the mapping takes more than is reserved")
  }

  /// What a failed invocation leaves behind waits out its timeout: a mapping gives nothing back.
  private func retryWait(_ queue: any Channel) -> Finding? {
    let failing = part.failureProbability
    guard let timeout = queue.visibilityTimeout, failing >= 0.001, timeout.seconds > 2 * part.meanAttempt else {
      return nil
    }
    let batch = mapping.isPartial ? "" : ", with the rest of its batch"
    let share = Format.percent(failing, decimals: 1)
    return Finding(
      .retryWait, failing >= 0.01 ? .warn : .note, part: part.name,
      "\(share) of attempts fail and each\(batch) waits out the visibility timeout of \(queue.name) "
        + "(\(Format.exactDuration(timeout))) before the next",
      numbers: ["failing": failing, "timeout_s": timeout.seconds],
      advice: mapping.isPartial || part.mostMessages < 2
        ? []
        : [
          Advice(
            "give back only what failed of a batch", .init("workers.\(part.name).partial_batch_response", "true"))
        ], accountsFor: ["latency", "oldest_message_age"],
      reason: "\(share) of attempts fail and wait out the \(Format.exactDuration(timeout)) timeout")
  }

  /// A visibility timeout, not longer than there can be.
  private static func hidden(_ seconds: Int) -> String {
    "\(min(seconds, Int(SQSFindings.longestVisibility.seconds)))s"
  }

  /// Whether it is fed by an event source mapping.
  private var isPolled: Bool { part.queue(view.parts) != nil || part.log(view.parts) != nil }

  /// The work of a whole batch, on average, in seconds.
  private var meanInvocation: Double {
    settings.meanWork(messages: isPolled ? part.mostMessages : 1)
  }

  /// Invocations that are cut off.
  private func shortTimeout() -> Finding? {
    let timeout = settings.timeout.seconds
    let alone = settings.serviceTime.probability(above: timeout)
    guard alone >= 0.001 || meanInvocation > timeout else { return nil }
    let batch = meanInvocation > timeout && alone < 0.5
    return Finding(
      .lambdaTimeout, .warn, part: part.name,
      batch
        ? "a full batch takes \(part.name) about \(Format.duration(seconds: meanInvocation)), longer than its timeout of "
          + "\(Format.exactDuration(settings.timeout)): it is cut off and comes back whole"
        : "P(work longer than the timeout of \(Format.exactDuration(settings.timeout))) = \(Format.percent(alone)) per "
          + "attempt: it is cut off, fails and is billed",
      numbers: ["probability": alone, "batch_s": meanInvocation, "timeout_s": timeout], advice: longerTimeout,
      accountsFor: ["errors", "duplicate_work", "dead_lettered", "lost"], reason: "work longer than the timeout")
  }

  private static let longestTimeout = 900.0

  /// A timeout for 999 of 1,000 attempts and for twice a full batch, with a visibility timeout six times as long; smaller
  /// batches where no timeout is long enough.
  private var longerTimeout: [Advice] {
    let needed = max(
      settings.serviceTime.quantile(0.999), meanInvocation > settings.timeout.seconds ? 2 * meanInvocation : 0)
    guard needed < Self.longestTimeout else {
      let each = meanInvocation / Double(max(part.mostMessages, 1))
      let most = Int(Self.longestTimeout / 2 / max(each, 1e-9))
      guard part.mostMessages > 1, most >= 1, most < part.mostMessages else { return [] }
      return [Advice("take smaller batches", .init("workers.\(part.name).batch_size", "\(most)"))]
    }
    let seconds = Int(needed.rounded(.down)) + 1
    var advice = Advice("let it run as long as the work takes", .init("workers.\(part.name).timeout", "\(seconds)s"))
    if let queue = part.queue(view.parts) {
      let hidden = 6 * seconds + Int(mapping.batchWindow.seconds)
      advice.settings.append(.init("channels.\(queue.writtenName).visibility_timeout", Self.hidden(hidden)))
    }
    return [advice]
  }

  /// The most environments that the load keeps busy, and those at the end of the window.
  private var offered: (most: Double, last: Double) {
    let perMessage =
      settings.isParallel ? part.meanAttempt / Double(min(mapping.batchSize, 10)) : part.meanAttempt
    let work = perMessage / max(1 - settings.error, 0.01)
    let queue = part.queue(view.parts) == nil ? part.name : part.source
    let changes = view.parts.inflowChanges(of: queue).flatMap { [$0 - 1, $0] }
    let instants = Set(changes + [0, view.duration - 1]).filter { $0 >= 0 && $0 < view.duration }.sorted()
    let load = instants.map { view.parts.inflow(of: queue, at: $0) * work }
    return (load.max() ?? 0, view.parts.inflow(of: queue, at: view.duration - 1) * work)
  }

  /// More work arrives than the function can do.
  private func overload() -> Finding? {
    let limits = limits
    let most = Double(part.queue(view.parts) == nil ? limits.total : min(limits.total, limits.mapping))
    let offered = offered
    guard offered.most >= most else { return nil }
    let load = "\(Format.number(offered.most)) of \(Format.grouped(Int(most))) concurrent invocations"
    let numbers: KeyValuePairs<String, Double> = ["offered": offered.most, "slots": most]
    let lasts = offered.last >= most
    return Finding(
      lasts ? .unstable : .overload, lasts ? .warn : .note, part: part.name,
      lasts
        ? "offered load \(load) in window \(view.window): unstable, the backlog grows for as long as it lasts"
        : "offered load \(load) for a time in window \(view.window): a backlog builds up and drains afterwards",
      numbers: numbers, advice: moreConcurrency(offered.most, limits),
      accountsFor: ["latency", "wait", "oldest_message_age", "depth"],
      reason: "offered load \(load)", window: view.window)
  }

  /// What limits it, raised so far that a fifth of it is free; nothing where the account does.
  private func moreConcurrency(_ offered: Double, _ limits: LambdaLimits) -> [Advice] {
    guard offered.isFinite else { return [] }
    let needed = Int((offered * 1.25).rounded(.up))
    var advice = Advice("allow more at a time")
    if let reserved = settings.reserved, reserved < needed {
      advice.settings.append(.init("workers.\(part.name).reserved_concurrency", "\(needed)"))
    }
    if let most = mapping.maximumConcurrency, most < needed, part.queue(view.parts) != nil {
      advice.settings.append(.init("workers.\(part.name).maximum_concurrency", "\(min(1_000, needed))"))
    }
    return advice.settings.isEmpty ? [] : [advice]
  }

  private func uncalibrated() -> Finding? {
    guard settings.usesBuiltInLatencies || (!isPolled && settings.usesBuiltInEventLatencies) else { return nil }
    return Finding(
      .uncalibrated, .note, part: part.name,
      "the cold start and call times of \(part.name) are the built-in assumption, not measured in your account")
  }
}
