// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What is wrong in a topic together with the parts that it is wired to.
enum SNSChecks {
  static func check(_ topic: SNSPart, _ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    for subscription in topic.settings.subscriptions {
      check(subscription, of: topic, parts, &diagnostics)
      checkDeadLetter(subscription, of: topic, parts, &diagnostics)
    }
    checkQuotas(topic, parts, &diagnostics)
    if topic.settings.isFanOut { checkDelays(topic, parts, &diagnostics) }
  }

  /// What a queue would take of its producers and a topic in front of it does not pass on.
  private static func checkDelays(_ topic: SNSPart, _ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    for producer in parts.producers(to: topic.name) {
      guard let traffic = producer as? TrafficPart, traffic.settings.delay != nil else { continue }
      diagnostics.error(
        .value, at: traffic.settings.to.node,
        "\(traffic.name) gives its messages a delay of their own, which the topic of fan_out does not pass on",
        hint: "leave delay out, or set delay of \(topic.name) for all messages")
    }
  }

  /// Whether a queue is a FIFO queue.
  static func isFIFO(_ part: any Part) -> Bool { (part as? any Channel)?.isFIFO ?? false }

  private static func check(
    _ subscription: SNSSettings.Subscription, of topic: SNSPart, _ parts: PartDirectory,
    _ diagnostics: inout Diagnostics
  ) {
    let to = subscription.to
    guard let part = parts[to.name] else { return }
    guard let kind = SNSPart.delivery(to: part) else {
      let hint =
        part is any Consumer
        ? "a fleet takes messages from a queue: put a queue between them"
        : part is SNSPart
          ? "put a queue and a worker, or a function, between the topics"
          : "a queue, a Lambda function or an endpoint can be"
      return diagnostics.error(
        .reference, at: to.node,
        "\(to.name) is \(English.withArticle(part.kind)), which cannot be subscribed to a topic",
        hint: hint)
    }
    if topic.isFIFO, kind != .sqs {
      return diagnostics.error(
        .reference, at: to.node,
        "\(to.name) is \(English.withArticle(part.kind)): a FIFO topic delivers to queues only",
        hint: "put a FIFO queue between them")
    }
    if !topic.isFIFO, kind == .sqs, isFIFO(part) {
      return diagnostics.error(
        .reference, at: to.node, "\(to.name) is a FIFO queue: only a FIFO topic delivers to it",
        hint: "make \(topic.name) of type sns-fifo, or the queue of type sqs")
    }
    // A function may be subscribed to several topics; one that polls a queue gets nothing else.
    if kind == .lambda, let function = part as? any Consumer, parts[function.source] is any Channel {
      diagnostics.error(
        .reference, at: to.node, "\(to.name) takes its events from \(function.source), not from \(topic.name)",
        hint: "write from: \(topic.name) in \(to.name)")
    }
    checkSettings(subscription, kind, &diagnostics)
  }

  private static func checkSettings(
    _ subscription: SNSSettings.Subscription, _ kind: SNSProtocol, _ diagnostics: inout Diagnostics
  ) {
    let to = subscription.to
    if subscription.isRaw, !kind.allowsRaw {
      diagnostics.error(
        .value, at: subscription.record.node(SNSSubscriptionKeys.raw) ?? to.node,
        "SNS cannot deliver raw to \(English.withArticle(kind.noun))",
        hint: "only queues, HTTP and Firehose can have raw")
    }
    if !subscription.isConfirmed, !kind.needsConfirmation {
      diagnostics.error(
        .value, at: subscription.record.node(SNSSubscriptionKeys.confirmed) ?? to.node,
        "a subscription of \(English.withArticle(kind.noun)) needs no confirmation",
        hint: "only HTTP and e-mail do; leave it out")
    }
    if let node = subscription.policyNode, kind != .endpoint(.http) {
      diagnostics.error(
        .value, at: node, "AWS fixes how deliveries to \(English.withArticle(kind.noun)) are tried again",
        hint: "only an HTTP subscription has a policy of its own; leave retry out")
    }
  }

  private static func checkDeadLetter(
    _ subscription: SNSSettings.Subscription, of topic: SNSPart, _ parts: PartDirectory,
    _ diagnostics: inout Diagnostics
  ) {
    guard let deadLetter = subscription.deadLetter, let part = parts[deadLetter.name] else { return }
    if deadLetter.name == subscription.to.name {
      diagnostics.error(
        .value, at: deadLetter.node, "\(deadLetter.name) cannot be the dead-letter queue of its own subscription")
    } else if !(part is any Channel) || isFIFO(part) != topic.isFIFO {
      diagnostics.error(
        .reference, at: deadLetter.node, "\(deadLetter.name) is \(English.withArticle(part.kind))",
        hint: topic.isFIFO
          ? "the dead-letter queue of a FIFO topic's subscription is a FIFO queue"
          : "the dead-letter queue of a subscription is a standard queue")
    }
  }

  private static func checkQuotas(_ topic: SNSPart, _ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    let topics = parts.parts.compactMap { $0 as? SNSPart }.filter { $0.isFIFO == topic.isFIFO }
    if let first = topics.first, first.settings.publishQuota != topic.settings.publishQuota,
      let node = topic.settings.publishQuotaNode ?? first.settings.publishQuotaNode
    {
      diagnostics.error(
        .value, at: node, "\(first.name) and \(topic.name) say different things about one quota of the account",
        hint: "write the same publish_quota in all topics of this type")
    }
    let filters = topic.settings.subscriptions.filter { $0.filter != nil }
    if filters.count > SNSQuotas.filterPolicies, let last = filters.last {
      diagnostics.error(
        .range, at: last.to.node,
        "a topic has at most \(SNSQuotas.filterPolicies) filter policies, not \(filters.count)",
        hint: "put a second topic behind a function")
    }
    if topic.isFIFO, topic.settings.subscriptions.count > SNSQuotas.fifoSubscriptions,
      let last = topic.settings.subscriptions.last
    {
      diagnostics.error(
        .range, at: last.to.node,
        "a FIFO topic has at most \(SNSQuotas.fifoSubscriptions) subscriptions, not \(topic.settings.subscriptions.count)",
        hint: "put a second topic behind a function")
    }
  }
}
