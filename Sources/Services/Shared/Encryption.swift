// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// How a queue or a topic encrypts its messages at rest. Nothing of it changes how long a call takes.
enum Encryption: Sendable {
  /// Not at all, or with keys that SQS keeps itself (SSE-SQS). Neither costs anything.
  case none, sqs
  case kms(KMSEncryption)

  /// What KMS has to do with it, if anything.
  var kms: KMSEncryption? { if case .kms(let kms) = self { kms } else { nil } }
}

/// Encryption with a key of AWS KMS (SSE-KMS).
struct KMSEncryption: Sendable {
  enum Key: Sendable, Hashable {
    /// `alias/aws/sqs` or `alias/aws/sns`: costs nothing by the month, but its policy cannot be changed.
    case awsManaged
    /// A key of the customer's for this channel alone.
    case own
    /// A key of the customer's that every channel with the same alias uses.
    case alias(String)
  }

  let key: Key
  /// How long a principal's data key is used before KMS is asked again [ns].
  let reuse: Nanoseconds
}

/// A part whose messages are encrypted at rest.
protocol Encrypted: Part {
  var encryption: KMSEncryption? { get }
}

extension Encrypted {
  /// What tells one customer key from another; nil where the customer has none. The queues behind a `fan_out` have one key
  /// together.
  var customerKey: String? {
    switch encryption?.key {
    case .own: writtenName
    case .alias(let alias): alias
    case .awsManaged, nil: nil
    }
  }
}

/// The key `encryption` of queues and topics.
enum EncryptionKeys {
  static let queue = Key(
    "encryption", .encryption(words: ["sqs", "none"], queueTable, reuse: { $0[reuse] }), default: "sqs",
    .aws("Developer Guide, encryption at rest: SSE-SQS is on unless it is turned off"),
    "Encryption at rest: sqs (keys that SQS keeps, free), none, or { kms: … }, whose calls KMS bills.")
  static let topic = Key(
    "encryption", .encryption(words: ["none"], topicTable, reuse: { _ in topicReuse }), default: "none",
    .aws("API/CreateTopic, KmsMasterKeyId"),
    "Encryption at rest: none, or { kms: … }, whose calls KMS bills.")

  /// Up to five minutes, and nothing to set (SNS Developer Guide, managing encryption keys and costs).
  static let topicReuse: Nanoseconds = 300 * .second

  static let key = Configuration.Key(
    "key", .kmsKey, default: "aws-managed", .aws("API/CreateQueue and API/CreateTopic, KmsMasterKeyId"),
    "The KMS key: aws-managed (alias/aws/sqs or alias/aws/sns, free by the month), customer (a key of its own), or "
      + "alias/NAME (a customer key that all channels with this alias share).")
  static let reuse = Configuration.Key(
    "reuse", .duration((60 * .second)...(86_400 * .second)), default: "5m",
    .aws("API/CreateQueue, KmsDataKeyReusePeriodSeconds"),
    "How long SQS uses a data key of a principal before it calls KMS again.")

  static let queueTable = KeyTable("kms", "Encryption of a queue with a KMS key (SSE-KMS).", keys: [key, reuse])
  static let topicTable = KeyTable("kms", "Encryption of a topic with a KMS key (SSE-KMS).", keys: [key])
}

extension ValueKind where Value == Encryption {
  /// - Parameters:
  ///   - words: of `sqs` and `none`, those that may be said.
  ///   - reuse: the reuse period that a record of the table has.
  fileprivate static func encryption(
    words: [String], _ table: KeyTable, reuse: @escaping @Sendable (Record) -> Nanoseconds
  ) -> ValueKind<Encryption> {
    .either(
      ValueKind<String>.choice(words),
      ValueKind<Encryption>.oneKey(
        "encryption",
        [
          OneKeyCase("kms", .record(table)) {
            .kms(KMSEncryption(key: $0[EncryptionKeys.key], reuse: reuse($0)))
          }
        ]), { $0 == "sqs" ? .sqs : .none }, { $0 }
    ).described(example: words[0], allowed: "\(words.joined(separator: ", ")) or { kms: { key: customer } }")
  }
}

extension ValueKind where Value == KMSEncryption.Key {
  /// `aws-managed`, `customer`, or the alias of a customer's key.
  fileprivate static var kmsKey: ValueKind<KMSEncryption.Key> {
    .scalar(
      "KMS key", schema: .text(pattern: "^(aws-managed|customer|alias/[A-Za-z0-9/_-]{1,250})$"), example: "customer",
      allowed: "aws-managed, customer or alias/NAME"
    ) { text throws(UnitError) in
      switch text {
      case "aws-managed", "alias/aws/sqs", "alias/aws/sns": return .awsManaged
      case "customer": return .own
      default: break
      }
      let name = text.dropFirst("alias/".count)
      let isName = name.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [45, 47, 95].contains($0)
      }
      guard text.hasPrefix("alias/"), !name.hasPrefix("aws/"), (1...250).contains(name.utf8.count), isName else {
        throw UnitError(
          .value, "must be aws-managed, customer, or the alias of a customer key such as alias/orders",
          suggestion: Names.nearest(text, in: ["aws-managed", "customer"]))
      }
      return .alias(text)
    }
  }
}
