// SPDX-License-Identifier: GPL-3.0-or-later

/// What an account may publish in a region (General Reference, SNS endpoints and quotas).
enum SNSQuotas {
  /// Messages a second of all standard topics together, Publish and PublishBatch alike.
  static func standard(region: String) -> Double {
    switch region {
    case "us-east-1": 30_000
    case "us-west-2", "eu-west-1": 9_000
    case "us-east-2", "us-west-1", "ap-south-1", "ap-northeast-1", "ap-northeast-2", "ap-southeast-1",
      "ap-southeast-2", "eu-central-1":
      1_500
    default: 300
    }
  }

  /// Messages a second of all FIFO topics together.
  static let fifo = 3_000.0
  /// The largest message, and the most payload of one PublishBatch call, bytes.
  static let largestMessage: Int64 = 262_144
  /// Attributes that SQS takes with a message that is delivered raw.
  static let rawAttributes = 10
  /// Deliveries a second to one e-mail subscription; AWS does not raise it.
  static let emailRate = 10.0
  /// The longest that a retry policy for HTTP may take in all, seconds.
  static let longestPolicy: Double = 3_600
  static let fifoSubscriptions = 100
  static let filterPolicies = 200
}
