// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// A topic's settings, checked. Times are nanoseconds, sizes bytes, rates a second.
struct SNSSettings: Sendable {
  /// What only FIFO topics have.
  struct FIFO: Sendable {
    /// Message groups that messages are spread over; nil takes the message's key.
    let groups: Int?
    let scope: SNSKeys.Scope
    let deduplicationWindow: Nanoseconds
    let topicQuota, topicBytes, groupQuota: Double
  }

  /// One entry of `deliver_to`.
  struct Subscription: Sendable {
    var to: Reference
    let isRaw, isConfirmed: Bool
    let deadLetter: Reference?
    /// Its own policy for retries, and where it stands; nil for what the kind of subscriber has.
    let policy: SNSRetryPolicy?
    let policyNode: Node?
    /// Deliveries a second, on average.
    let pace: Double?
    let filter: FilterPolicy?
    let scope: FilterScope
    let record: Record
  }

  let name: String
  var subscriptions: [Subscription]
  var fifo: FIFO?
  /// Whether it stands in front of a channel's own queues (`fan_out`).
  var isFanOut = false
  let publishTime, deliveryTime: Distribution
  /// Messages a second of all topics of this type in the account.
  let publishQuota: Double
  let publishQuotaNode: Node?
  let quotaBurst: Nanoseconds
  let retryJitter: Double
  let envelope: UInt32
  /// What KMS has to do with its encryption, if anything.
  let encryption: KMSEncryption?
  /// Latencies that the scenario leaves to the built-in calibration.
  let usesBuiltInLatencies: Bool

  /// Nil after an error.
  init?(name: String, isFIFO: Bool, _ record: Record, _ service: ServiceContext, _ context: inout ReadContext) {
    self.name = name
    let before = context.diagnostics.errorCount
    let entries = record[isFIFO ? SNSKeys.fifoDeliverTo : SNSKeys.deliverTo]
    subscriptions = entries.compactMap { Self.subscription($0, isFIFO: isFIFO, &context) }
    fifo =
      isFIFO
      ? FIFO(
        groups: record[SNSKeys.group], scope: record[SNSKeys.scope],
        deduplicationWindow: record[SNSKeys.deduplicationWindow], topicQuota: record[SNSKeys.topicQuota],
        topicBytes: record[SNSKeys.topicBytes], groupQuota: record[SNSKeys.groupQuota]) : nil
    func time(_ key: Key<Distribution>) -> Distribution {
      record.isDefaulted(key) && !service.usesBuiltInLatencies ? .zero : record[key]
    }
    publishTime = time(SNSKeys.publishTime)
    deliveryTime = time(SNSKeys.deliveryTime)
    usesBuiltInLatencies =
      service.usesBuiltInLatencies
      && (record.isDefaulted(SNSKeys.publishTime) || record.isDefaulted(SNSKeys.deliveryTime))
    let regional = isFIFO ? SNSQuotas.fifo : SNSQuotas.standard(region: service.region)
    publishQuota = record[SNSKeys.publishQuota] ?? regional
    publishQuotaNode = record.node(SNSKeys.publishQuota)
    quotaBurst = record[SNSKeys.quotaBurst]
    retryJitter = record[SNSKeys.retryJitter]
    envelope = UInt32(clamping: record[SNSKeys.envelope])
    encryption = record[EncryptionKeys.topic].kms
    guard context.diagnostics.errorCount == before else { return nil }
  }

  private static func subscription(
    _ named: Named<Record>, isFIFO: Bool, _ context: inout ReadContext
  ) -> Subscription? {
    let record = named.value
    // The name of the subscriber is the key itself.
    let key = Node(
      .scalar(text: named.name, quoted: false), location: named.keyLocation, length: named.keyLength)
    let kinds = isFIFO ? ["channel"] : ["channel", "worker", "endpoint"]
    guard let to = ValueKind<Reference>.reference(to: kinds).read(key, &context) else { return nil }
    let before = context.diagnostics.errorCount
    let retry = isFIFO ? nil : record[SNSSubscriptionKeys.retry]
    let policy = retry.flatMap { self.policy($0, &context) }
    let filter = record[SNSSubscriptionKeys.filter]
    let scope = record[SNSSubscriptionKeys.filterScope].filterScope
    filter?.check(scope, &context.diagnostics)
    guard context.diagnostics.errorCount == before else { return nil }
    return Subscription(
      to: to, isRaw: record[SNSSubscriptionKeys.raw],
      isConfirmed: isFIFO ? true : record[SNSSubscriptionKeys.confirmed],
      deadLetter: record[SNSSubscriptionKeys.deadLetter], policy: policy, policyNode: retry?.node,
      pace: retry?[SNSSubscriptionKeys.Retry.maxReceives], filter: filter, scope: scope, record: record)
  }

  /// A policy as it is written; nil after an error.
  private static func policy(_ record: Record, _ context: inout ReadContext) -> SNSRetryPolicy? {
    typealias Keys = SNSSubscriptionKeys.Retry
    let (shortest, longest) = (record[Keys.minDelay], max(record[Keys.minDelay], record[Keys.maxDelay]))
    if record[Keys.maxDelay] < shortest, let node = record.node(Keys.maxDelay) {
      context.diagnostics.error(
        .value, at: node, "max_delay is shorter than min_delay (\(Format.exactDuration(shortest)))",
        hint: "make it at least as long")
      return nil
    }
    let apart = record[Keys.noDelayRetries] + record[Keys.minDelayRetries] + record[Keys.maxDelayRetries]
    guard apart <= record[Keys.retries] else {
      context.diagnostics.error(
        .value, at: record.node(Keys.retries) ?? record.node,
        "no_delay_retries, min_delay_retries and max_delay_retries are \(apart) together, more than the "
          + "\(record[Keys.retries]) retries", hint: "retries counts them all")
      return nil
    }
    let policy = SNSRetryPolicy(
      immediate: record[Keys.noDelayRetries], before: record[Keys.minDelayRetries],
      growing: record[Keys.retries] - apart, after: record[Keys.maxDelayRetries], shortest: shortest,
      longest: longest, backoff: record[Keys.backoff])
    guard policy.total.seconds <= SNSQuotas.longestPolicy else {
      context.diagnostics.error(
        .range, at: record.node, "the waits of this policy are \(Format.duration(policy.total)) together",
        hint: "SNS allows 1h in all")
      return nil
    }
    return policy
  }
}
