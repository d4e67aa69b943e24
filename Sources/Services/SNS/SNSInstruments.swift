// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What is measured of a topic.
struct SNSInstruments: Sendable {
  /// Copies that wait for a retry, for their turn or behind others of their group, and those on their way.
  let waiting: GaugeID
  /// Messages: asked to publish, taken, dropped as repeated, refused for now, refused for good.
  let attempts, published, deduplicated, throttled, rejected: CounterID
  /// Billed requests; bytes published, delivered and looked through by filters on bodies.
  let requests, bytes, scanned: CounterID
  let all: SNSOutcomes

  init(_ name: String, isFIFO: Bool, _ instruments: inout Instruments) {
    waiting = instruments.gauge(name, "waiting")
    attempts = instruments.counter(name, "publish_attempts")
    published = instruments.counter(name, "published")
    deduplicated = instruments.counter(name, "deduplicated")
    throttled = instruments.counter(name, "throttled")
    rejected = instruments.counter(name, "rejected")
    requests = instruments.counter(name, "publish_requests", unit: "requests")
    bytes = instruments.counter(name, "published_bytes", unit: "bytes")
    scanned = instruments.counter(name, "scanned_bytes", unit: "bytes")
    all = SNSOutcomes(name, &instruments)
    instruments.metric(name, "depth", .level(waiting))
    instruments.metric(name, "throttled", .tally(throttled, of: attempts))
    func show(_ metric: String, _ counter: CounterID) {
      instruments.cloudWatch(CloudWatchMetric("AWS/SNS", metric, "TopicName", name, .count(counter)))
    }
    show("NumberOfMessagesPublished", published)
    show("PublishSize", bytes)
    show("NumberOfNotificationsDelivered", all[.delivered])
    show("NumberOfNotificationsFailed", all[.failed])
    show("NumberOfNotificationsFilteredOut", all[.filtered])
    for mismatch in FilterMismatch.allCases { show(mismatch.cloudWatchName, all[SNSOutcomes.What(mismatch)]) }
    show("NumberOfNotificationsRedrivenToDlq", all[.redriven])
    show("NumberOfNotificationsFailedToRedriveToDlq", all[.notRedriven])
  }
}

/// What becomes of copies: of one subscription, or of all of a topic.
struct SNSOutcomes: Sendable {
  /// What is counted.
  enum What: Int, Sendable, CaseIterable {
    /// Copies that could have been made, those that were, and why others were not.
    case offered, copies, unconfirmed, filtered
    case filteredByAttributes, filteredByBody, filteredWithoutAttributes, filteredInvalidBody
    /// Calls to subscribers, those that came to nothing, and retries.
    case tries, failedTries, retries
    /// As CloudWatch counts them.
    case delivered, failed, redriven, notRedriven
    case lost, deliveredBytes

    init(_ mismatch: FilterMismatch) {
      self =
        switch mismatch {
        case .messageAttributes: .filteredByAttributes
        case .messageBody: .filteredByBody
        case .noMessageAttributes: .filteredWithoutAttributes
        case .invalidMessageBody: .filteredInvalidBody
        }
    }

    /// The counter's name and unit.
    fileprivate var counter: (name: String, unit: String) {
      switch self {
      case .offered: ("offered", "messages")
      case .copies: ("notifications", "messages")
      case .filtered: ("filtered", "messages")
      case .filteredByAttributes: ("filtered_by_attributes", "messages")
      case .filteredByBody: ("filtered_by_body", "messages")
      case .filteredWithoutAttributes: ("filtered_without_attributes", "messages")
      case .filteredInvalidBody: ("filtered_invalid_body", "messages")
      case .unconfirmed: ("unconfirmed", "messages")
      case .tries: ("attempts", "attempts")
      case .failedTries: ("failed_attempts", "attempts")
      case .retries: ("retries", "attempts")
      case .delivered: ("delivered", "messages")
      case .failed: ("failed", "messages")
      case .redriven: ("dead_lettered", "messages")
      case .notRedriven: ("failed_to_dead_letter", "messages")
      case .lost: ("lost", "messages")
      case .deliveredBytes: ("delivered_bytes", "bytes")
      }
    }
  }

  private let counters: [CounterID]

  /// - Parameter subject: the topic, or `topic -> subscriber`.
  init(_ subject: String, _ instruments: inout Instruments) {
    counters = What.allCases.map { instruments.counter(subject, $0.counter.name, unit: $0.counter.unit) }
    instruments.metric(subject, "throughput", .tally(self[.delivered], of: self[.copies]))
    instruments.metric(subject, "delivered", .tally(self[.delivered], of: self[.copies]))
    instruments.metric(subject, "lost", .tally(self[.lost], of: self[.copies]))
    instruments.metric(subject, "dead_lettered", .tally(self[.redriven], of: self[.copies]))
    instruments.metric(subject, "errors", .tally(self[.failedTries], of: self[.tries]))
    instruments.metric(subject, "filtered", .tally(self[.filtered], of: self[.offered]))
  }

  subscript(_ what: What) -> CounterID { counters[what.rawValue] }
}
