// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// What a person should know about a fleet's settings.
enum FleetFindings {
  static func all(_ part: FleetPart, _ view: FindingsView) -> [Finding] {
    let channel = view.parts[part.settings.from.name] as? any Channel
    return [
      shortVisibility(part, channel), heldTooLong(part, channel), retryWait(part, channel), overload(part, view),
      AutoscaleFindings.wrongMetric(part), AutoscaleFindings.reaction(part, view), assumedRestart(part, view),
    ].compactMap { $0 }
  }

  /// The timeout ends while the work goes on.
  private static func shortVisibility(_ part: FleetPart, _ channel: (any Channel)?) -> Finding? {
    guard let channel, let timeout = part.visibilityTimeout ?? channel.visibilityTimeout,
      part.settings.heartbeat == nil,
      !part.settings.deletesBeforeWork
    else { return nil }
    let probability = part.settings.serviceTime.probability(above: timeout.seconds)
    guard probability >= 0.001 else { return nil }
    return Finding(
      .visShort, .warn, part: channel.name,
      "P(work longer than the visibility timeout of \(Format.exactDuration(timeout))) = \(Format.percent(probability)) "
        + "per attempt: about 1 in \(Format.grouped(Int((1 / probability).rounded()))) messages is worked on twice",
      numbers: ["probability": probability, "timeout_s": timeout.seconds], advice: [longerVisibility(part, channel)],
      accountsFor: ["duplicate_work"],
      reason: "P(work > timeout) = \(Format.percent(probability))")
  }

  /// A timeout that is longer than 999 of 1,000 attempts; where no timeout can be, heartbeats.
  private static func longerVisibility(_ part: FleetPart, _ channel: any Channel) -> Advice {
    let needed = part.settings.serviceTime.quantile(0.999).rounded(.down) + 1
    guard needed <= SQSFindings.longestVisibility.seconds else {
      return Advice(
        "extend the timeout while the work goes on",
        .init("workers.\(part.name).heartbeat", "{ every: 10s, extend_to: 30s }"))
    }
    let owner = part.visibilityTimeout == nil ? "channels.\(channel.writtenName)" : "workers.\(part.name)"
    return Advice(
      "hide messages for longer than 999 of 1,000 attempts take",
      .init("\(owner).visibility_timeout", "\(Int(needed))s"))
  }

  /// A task takes more messages than it has slots: the last waits in its hands while its timeout runs.
  private static func heldTooLong(_ part: FleetPart, _ channel: (any Channel)?) -> Finding? {
    let rounds = (part.settings.receive + part.settings.slots - 1) / part.settings.slots
    let held = Double(rounds) * part.settings.serviceTime.mean
    guard let channel, let timeout = part.visibilityTimeout ?? channel.visibilityTimeout, rounds > 1,
      part.settings.heartbeat == nil, !part.settings.deletesBeforeWork, held > timeout.seconds / 2
    else { return nil }
    return Finding(
      .visShort, held > timeout.seconds ? .warn : .note, part: part.name,
      "\(part.name) takes up to \(part.settings.receive) messages at a time: the last of them is in hand for about "
        + "\(Format.duration(seconds: held)), and its visibility timeout of \(Format.exactDuration(timeout)) runs all the while",
      numbers: ["held_s": held, "timeout_s": timeout.seconds],
      advice: [
        Advice(
          "take no more messages than there are slots",
          .init("workers.\(part.name).receive", "\(min(10, part.settings.slots))"))
      ], accountsFor: ["duplicate_work"],
      reason: "messages wait in hand while their timeout runs")
  }

  /// Failed attempts wait out the timeout.
  private static func retryWait(_ part: FleetPart, _ channel: (any Channel)?) -> Finding? {
    let failing = part.failureProbability
    guard let channel, let timeout = part.visibilityTimeout ?? channel.visibilityTimeout, failing >= 0.001,
      !part.settings.givesBack,
      !part.settings.deletesBeforeWork, timeout.seconds > 2 * part.settings.serviceTime.mean
    else { return nil }
    let waiting = slowPercentile(part.settings, failing: failing, timeout: timeout.seconds)
    let givingBack = slowPercentile(part.settings, failing: failing, timeout: nil)
    let effect =
      waiting > 1.2 * givingBack
      ? "that alone puts p99 at about \(Format.duration(seconds: waiting)); `on_error: give_back` would make it about "
        + Format.duration(seconds: givingBack)
      : "`on_error: give_back` gives it back at once"
    return Finding(
      .retryWait, waiting > 1.2 * givingBack ? .warn : .note, part: part.name,
      "\(Format.percent(failing, decimals: 1)) of attempts fail and each waits out the "
        + "\(Format.exactDuration(timeout)) timeout: \(effect)",
      numbers: [
        "failing": failing, "timeout_s": timeout.seconds, "p99_s": waiting, "p99_give_back_s": givingBack,
      ],
      advice: [
        Advice("give failed messages back at once", .init("workers.\(part.name).on_error", "give_back"))
      ], accountsFor: ["latency"],
      reason: "\(Format.percent(failing, decimals: 1)) of attempts fail and wait out the "
        + "\(Format.exactDuration(timeout)) timeout")
  }

  /// The 99th percentile of one attempt, and a second one where the first fails, without any queueing; a message that
  /// fails waits until `timeout` after its first receive, or not at all.
  static func slowPercentile(_ settings: FleetSettings, failing: Double, timeout: Double?) -> Double {
    let count = 4_000
    // Evenly spread quantiles; the second attempt's are taken in another order, so that the two are independent.
    func quantile(_ place: Int) -> Double { settings.serviceTime.quantile((Double(place) + 0.5) / Double(count)) }
    var values: [(value: Double, weight: Double)] = []
    for place in 0..<count {
      let first = quantile(place)
      values.append((first, 1 - failing))
      let second = quantile(place * 1_597 % count)
      values.append((max(timeout ?? 0, first) + second, failing))
    }
    values.sort { $0.value < $1.value }
    var sum = 0.0
    for (value, weight) in values {
      sum += weight
      if sum >= 0.99 * Double(count) { return value }
    }
    return values.last?.value ?? 0
  }

  /// More work arrives than the fleet can do.
  private static func overload(_ part: FleetPart, _ view: FindingsView) -> Finding? {
    // Consumers of one channel share its work in proportion to what they can do at a time.
    let slots = view.parts.consumers(of: part.source).reduce(0) { $0 + $1.capacity }
    let attempts = 1 / max(1 - part.settings.error, 0.01)
    let work = part.meanAttempt * attempts
    func offered(_ time: Instant) -> Double { view.parts.inflow(of: part.source, at: time) * work }
    // On straight lines the extremes lie at the ends, and just before them where the load jumps.
    let instants = view.extremes(of: view.parts.inflowChanges(of: part.source))
    guard let worst = instants.max(by: { offered($0) < offered($1) }), offered(worst) >= Double(slots) else {
      return nil
    }
    let queueing = ["latency", "wait", "oldest_message_age", "depth"]
    let amount = offered(worst).isFinite ? Format.number(offered(worst)) : "without bound"
    let load = "\(amount) of \(Format.grouped(slots)) \(slots == 1 ? "slot" : "slots")"
    let numbers: KeyValuePairs<String, Double> = ["offered": offered(worst), "slots": Double(slots)]
    if offered(view.duration - 1) >= Double(slots) {
      return Finding(
        .unstable, .warn, part: part.name,
        "offered load \(load) in window \(view.window): unstable, the backlog grows for as long as it lasts",
        numbers: numbers, advice: moreTasks(part, offered: offered(worst), slots: slots), accountsFor: queueing,
        reason: "offered load \(load)", window: view.window)
    }
    return Finding(
      .overload, .note, part: part.name,
      "offered load \(load) for a time in window \(view.window): a backlog builds up and drains afterwards",
      numbers: numbers, advice: moreTasks(part, offered: offered(worst), slots: slots), accountsFor: queueing,
      reason: "offered load \(load) for a time",
      window: view.window)
  }

  /// As many tasks as have a fifth of their slots free at this load, every fleet of the channel as many times more.
  private static func moreTasks(_ part: FleetPart, offered: Double, slots: Int) -> [Advice] {
    [
      tasks(
        part, Double(part.settings.tasks) * offered * 1.25 / Double(slots),
        "have tasks enough for a fifth of them to be free")
    ].compactMap(\.self)
  }

  /// So many tasks, rounded up, which a scaling policy does not take away again; nil for more than there can be.
  static func tasks(_ part: FleetPart, _ count: Double, _ what: String) -> Advice? {
    let needed = count.rounded(.up)
    guard needed <= 100_000 else { return nil }
    let tasks = Int(needed)
    var advice = Advice(what, .init("workers.\(part.name).tasks", "\(tasks)"))
    if let policy = part.settings.autoscale {
      advice.settings.append(.init("workers.\(part.name).autoscale.min", "\(tasks)"))
      advice.settings.append(.init("workers.\(part.name).autoscale.max", "\(max(policy.max, tasks))"))
    }
    return advice
  }

  /// A planned fault takes tasks away, and nobody has said how long their replacement takes.
  private static func assumedRestart(_ part: FleetPart, _ view: FindingsView) -> Finding? {
    let takesTasks = view.parts.parts.contains { other in
      guard let fault = other as? FaultPart, fault.target.name == part.name, fault.isActive else { return false }
      return fault.fault == .kill || fault.fault == .deploy
    }
    guard part.settings.replacementIsAssumed, takesTasks else { return nil }
    let time = Format.duration(seconds: part.settings.replacementTime.mean)
    return Finding(
      .uncalibrated, .note, part: part.name,
      "that a task of \(part.name) is replaced in \(time) is the built-in assumption: say restart_time",
      numbers: ["restart_s": part.settings.replacementTime.mean])
  }
}
