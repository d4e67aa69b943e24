// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What a person should know about a topic's settings.
enum SNSFindings {
  static func all(_ part: SNSPart, _ view: FindingsView) -> [Finding] {
    part.settings.subscriptions.flatMap { subscription in
      [
        unconfirmed(subscription, part), noDeadLetterQueue(subscription, part, view),
        retention(subscription, part, view), filter(subscription, part, view),
      ].compactMap { $0 }
    } + [lonelyFanOut(part), quota(part, view), uncalibrated(part)].compactMap { $0 }
  }

  /// A topic in front of a channel that one reader does not need.
  private static func lonelyFanOut(_ part: SNSPart) -> Finding? {
    let readers = part.settings.subscriptions.count
    guard part.settings.isFanOut, readers < 2 else { return nil }
    return Finding(
      .fanOutAlone, .note, part: part.name,
      readers == 0
        ? "no worker reads \(part.name), so the topic of its fan_out has nobody to deliver to"
        : "only one worker reads \(part.name): without fan_out it would see all messages too, without the topic's time and "
          + "price",
      numbers: ["readers": Double(readers)],
      advice: [Advice("let the reader have the channel itself", .init("channels.\(part.name).fan_out", "false"))])
  }

  private static func unconfirmed(_ subscription: SNSSettings.Subscription, _ part: SNSPart) -> Finding? {
    guard !subscription.isConfirmed else { return nil }
    return Finding(
      .unconfirmed, .warn, part: part.name,
      "the subscription of \(subscription.to.name) to \(part.name) is not confirmed: it gets nothing, and its token "
        + "is good for 2 days",
      advice: [Advice("confirm the subscription", .init("\(path(subscription, part)).confirmed", "true"))],
      accountsFor: ["delivered", "lost"], reason: "subscription not confirmed")
  }

  /// What cannot be delivered is gone after the last retry, which can be soon.
  private static func noDeadLetterQueue(
    _ subscription: SNSSettings.Subscription, _ part: SNSPart, _ view: FindingsView
  ) -> Finding? {
    guard subscription.deadLetter == nil, subscription.isConfirmed, let to = view.parts[subscription.to.name],
      case .endpoint(let kind)? = SNSPart.delivery(to: to), kind != .firehose
    else { return nil }
    let policy = subscription.policy ?? .standard(.endpoint(kind))
    return Finding(
      .noDlq, .warn, part: part.name,
      "the subscription of \(to.name) has no dead-letter queue: if it cannot be reached for "
        + "\(Format.duration(policy.total)), what is published to \(part.name) at the beginning of that time is lost",
      numbers: ["retries": Double(policy.count), "total_s": policy.total.seconds],
      advice: [deadLetterQueue(subscription, part, view)], accountsFor: ["lost", "delivered"],
      reason: "retries end after \(Format.duration(policy.total))")
  }

  private static func path(_ subscription: SNSSettings.Subscription, _ part: SNSPart) -> String {
    "channels.\(part.writtenName).deliver_to.\(subscription.to.name)"
  }

  private static func deadLetterQueue(
    _ subscription: SNSSettings.Subscription, _ part: SNSPart, _ view: FindingsView
  ) -> Advice {
    let name = SQSFindings.unusedName("\(subscription.to.name)-dlq", view)
    return Advice(
      "set aside what cannot be delivered", .init("channels.\(name).type", part.isFIFO ? "sqs-fifo" : "sqs"),
      .init("channels.\(name).retention", "14d"), .init("\(path(subscription, part)).dead_letter", name))
  }

  private static func retention(
    _ subscription: SNSSettings.Subscription, _ part: SNSPart, _ view: FindingsView
  ) -> Finding? {
    guard let name = subscription.deadLetter?.name, let queue = view.parts[name] as? any Channel,
      queue.retention < SQSFindings.longestRetention
    else { return nil }
    return Finding(
      .dlqRetention, .note, part: name,
      "\(name) keeps what \(part.name) could not deliver for \(Format.exactDuration(queue.retention)); AWS advises 14 "
        + "days, which leaves time to look at it",
      numbers: ["retention_s": queue.retention.seconds],
      advice: [Advice("keep what failed for 14 days", .init("channels.\(queue.writtenName).retention", "14d"))])
  }

  /// A filter that lets everything through, or nothing.
  private static func filter(
    _ subscription: SNSSettings.Subscription, _ part: SNSPart, _ view: FindingsView
  ) -> Finding? {
    guard let policy = subscription.filter, view.parts.outletsReach(part.name) else { return nil }
    let share = part.share(of: subscription, view.parts)
    guard share <= 0 || share >= 1 else { return nil }
    let name = subscription.to.name
    guard share <= 0 else {
      return Finding(
        .filterAll, .note, part: part.name,
        "the filter of \(name) lets every message of \(part.name) through: it could be left out",
        numbers: ["share": share],
        advice: [Advice("leave the filter out", .init("\(path(subscription, part)).filter", "null"))])
    }
    let sources = Routes(view.parts).sources(reaching: part.name).compactMap { view.parts[$0] as? any Producer }
    let missing = sources.first.map { policy.keys(missingFrom: $0.fields, subscription.scope) } ?? []
    let what = subscription.scope == .messageBody ? "the body" : "no attribute"
    let why =
      missing.isEmpty
      ? ""
      : subscription.scope == .messageBody
        ? ": \(what) has no \(missing.joined(separator: " and "))"
        : ": they have \(what) \(missing.joined(separator: " and "))"
    return Finding(
      .filterNone, .warn, part: part.name,
      "the filter of \(name) lets no message of \(part.name) through\(why)", numbers: ["share": share],
      accountsFor: ["delivered", "throughput"],
      reason: "nothing matches the filter of \(name)")
  }

  /// More is published than the account may.
  private static func quota(_ part: SNSPart, _ view: FindingsView) -> Finding? {
    let topics = view.parts.parts.compactMap { $0 as? SNSPart }.filter { $0.isFIFO == part.isFIFO }
    guard topics.first?.name == part.name else { return nil }
    func offered(_ time: Instant) -> Double { topics.reduce(0) { $0 + view.parts.inflow(of: $1.name, at: time) } }
    let instants = view.extremes(of: topics.flatMap { view.parts.inflowChanges(of: $0.name) })
    guard let worst = instants.max(by: { offered($0) < offered($1) }), offered(worst) > part.settings.publishQuota
    else { return nil }
    let names = topics.map(\.name).joined(separator: " and ")
    return Finding(
      .snsQuota, .warn, part: part.name,
      "up to \(Format.number(offered(worst)))/s are published to \(names), and the account may publish "
        + "\(Format.number(part.settings.publishQuota))/s in this region: the rest is throttled",
      numbers: ["offered": offered(worst), "quota": part.settings.publishQuota],
      accountsFor: ["throttled", "errors", "throughput"], reason: "publish quota", window: view.window)
  }

  private static func uncalibrated(_ part: SNSPart) -> Finding? {
    guard part.settings.usesBuiltInLatencies else { return nil }
    return Finding(
      .uncalibrated, .note, part: part.name,
      "the times of publishing to \(part.name) and of its deliveries are the built-in assumption, not measured in your "
        + "account")
  }
}
