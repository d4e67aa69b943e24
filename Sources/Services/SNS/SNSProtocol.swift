// SPDX-License-Identifier: GPL-3.0-or-later

/// How a topic reaches a subscriber.
enum SNSProtocol: Sendable, Hashable {
  case sqs, lambda
  case endpoint(EndpointKind)

  /// Whether copies can be delivered as they were published (SNS Developer Guide, raw message delivery).
  var allowsRaw: Bool {
    switch self {
    case .sqs, .endpoint(.http), .endpoint(.firehose): true
    case .lambda, .endpoint: false
    }
  }

  /// Whether somebody has to confirm the subscription before it gets anything.
  var needsConfirmation: Bool { self == .endpoint(.http) || self == .endpoint(.email) }

  /// Whether CloudWatch counts every failed attempt rather than every message that is given up
  /// (SNS Developer Guide, NumberOfNotificationsFailed).
  var countsFailedAttempts: Bool { self == .endpoint(.http) }

  /// What a person calls it.
  var noun: String {
    switch self {
    case .sqs: "queue"
    case .lambda: "Lambda function"
    case .endpoint(let kind): kind.noun
    }
  }
}
