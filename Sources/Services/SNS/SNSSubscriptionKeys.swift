// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// The settings of one subscription, as they are written under `deliver_to`.
enum SNSSubscriptionKeys {
  static let filter = OptionalKey(
    "filter", .filterPolicy,
    "Which messages the subscriber wants (FilterPolicy); all if it is left out. What is filtered out costs no delivery.",
    source: "SNS Developer Guide, sns-subscription-filter-policies")
  static let filterScope = Key(
    "filter_scope", .choice(of: Scope.self), default: "attributes", .aws("API/Subscribe, FilterPolicyScope"),
    "What the filter looks at: attributes, or the body, which is billed by the bytes looked through.")
  static let raw = Key(
    "raw", .flag, default: "false", .aws("API/Subscribe, RawMessageDelivery"),
    "Deliver the message as it was published, without the JSON around it: queues, HTTP and Firehose only.")
  static let deadLetter = OptionalKey(
    "dead_letter", .reference(to: ["channel"]),
    "The queue for copies that could not be delivered (RedrivePolicy); without one they are lost.")
  static let confirmed = Key(
    "confirmed", .flag, default: "true", .sluice,
    "Whether somebody has confirmed the subscription: HTTP and e-mail get nothing before that.")
  static let retry = OptionalKey(
    "retry", .record(retryTable), "A delivery policy of its own for an HTTP subscriber; AWS fixes all others.",
    source: "SNS Developer Guide, message delivery retries")

  enum Scope: String, CaseIterable, Sendable {
    case attributes, body

    var filterScope: FilterScope { self == .attributes ? .messageAttributes : .messageBody }
  }

  enum Retry {
    static let retries = Key(
      "retries", .integer(0...100), default: "3", .aws("SNS Developer Guide, numRetries"), "Retries in all.")
    static let minDelay = Key(
      "min_delay", .duration(.second...(3600 * .second)), default: "20s", .aws("SNS Developer Guide, minDelayTarget"),
      "The shortest wait before a retry.")
    static let maxDelay = Key(
      "max_delay", .duration(.second...(3600 * .second)), default: "20s", .aws("SNS Developer Guide, maxDelayTarget"),
      "The longest wait before a retry.")
    static let noDelayRetries = Key(
      "no_delay_retries", .integer(0...100), default: "0", .aws("SNS Developer Guide, numNoDelayRetries"),
      "How many of the retries come at once.")
    static let minDelayRetries = Key(
      "min_delay_retries", .integer(0...100), default: "0", .aws("SNS Developer Guide, numMinDelayRetries"),
      "How many of the retries then wait for min_delay.")
    static let maxDelayRetries = Key(
      "max_delay_retries", .integer(0...100), default: "0", .aws("SNS Developer Guide, numMaxDelayRetries"),
      "How many of the retries wait for max_delay at the end.")
    static let backoff = Key(
      "backoff", .choice(of: SNSRetryPolicy.Backoff.self), default: "linear",
      .aws("SNS Developer Guide, backoffFunction"),
      "How the waits of the retries between grow from min_delay to max_delay.")
    static let maxReceives = OptionalKey(
      "max_receives_per_second", .rate(0.01...1e6),
      "Deliveries a second to this subscriber, on average; more wait (throttlePolicy).",
      source: "SNS Developer Guide, maxReceivesPerSecond")
  }

  static let retryTable = KeyTable(
    "retry", "The delivery policy of an HTTP subscription (healthyRetryPolicy).",
    keys: [
      Retry.retries, Retry.minDelay, Retry.maxDelay, Retry.noDelayRetries, Retry.minDelayRetries,
      Retry.maxDelayRetries, Retry.backoff, Retry.maxReceives,
    ])

  static let table = KeyTable(
    "subscription", "A subscription of a standard topic.",
    keys: [filter, filterScope, raw, deadLetter, confirmed, retry])
  static let fifoTable = KeyTable(
    "subscription", "A subscription of a FIFO topic.", keys: [filter, filterScope, raw, deadLetter])
}
