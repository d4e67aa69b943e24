// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// The SNS topic that `fan_out` puts in front of a channel: under the channel's own name, of its type, with the defaults
/// of topics and raw delivery, and one queue for each worker that reads the channel.
struct SQSFanOut: Sendable {
  /// The topic without its subscriptions.
  private let settings: SNSSettings
  /// A subscription, whoever it delivers to.
  private let subscription: SNSSettings.Subscription

  /// - Parameter fifo: what a FIFO queue has besides.
  init(_ name: String, _ record: Record, fifo: FIFOSettings?, _ service: ServiceContext) {
    let subscriber = Node.map([(SNSSubscriptionKeys.raw.name, .text("true"))])
    let topic = Node.map([(SNSKeys.deliverTo.name, .map([(name, subscriber)]))])
    let isFIFO = fifo != nil
    // Read with tables, so that a topic has the same defaults here as where it is written.
    var context = ReadContext()
    guard let read = (isFIFO ? SNSKeys.fifo : SNSKeys.standard).read(topic, &context),
      var settings = SNSSettings(name: name, isFIFO: isFIFO, read, service, &context),
      var subscription = settings.subscriptions.first
    else { fatalError("the defaults of topics cannot be read") }
    subscription.to.node = record.node(SQSKeys.fanOut) ?? record.node
    settings.subscriptions = []
    settings.isFanOut = true
    if let fifo, let own = settings.fifo {
      var groups: Int?
      if case .count(let count) = fifo.group { groups = count }
      settings.fifo = SNSSettings.FIFO(
        groups: groups, scope: fifo.highThroughput ? .group : .topic, deduplicationWindow: fifo.dedupWindow,
        topicQuota: own.topicQuota, topicBytes: own.topicBytes, groupQuota: own.groupQuota)
    }
    self.settings = settings
    self.subscription = subscription
  }

  /// Whether a FIFO queue's settings can be had behind a topic.
  static func check(
    _ name: String, _ record: Record, _ fifo: FIFOSettings, _ diagnostics: inout Diagnostics
  ) -> Bool {
    if fifo.group == .source {
      diagnostics.error(
        .unsupported, at: record.node(FIFOKeys.group) ?? record.node,
        "\(name) cannot fan out with a message group for each source", hint: "group: key, or a number of groups")
      return false
    }
    if let node = record.node(FIFOKeys.duplicateSends) {
      diagnostics.error(
        .unsupported, at: node, "duplicate_sends is not simulated with fan_out, where producers send to a topic",
        hint: "leave it out")
      return false
    }
    return true
  }

  /// The topic with these queues behind it.
  func topic(to queues: [String]) -> SNSPart {
    var topic = settings
    topic.subscriptions = queues.map { queue in
      var own = subscription
      own.to.name = queue
      return own
    }
    return SNSPart(settings: topic)
  }
}
