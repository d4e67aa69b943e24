// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// Server-side encryption of a stream with a key of AWS KMS, as far as it is billed (Developer Guide,
/// costs-performance).
///
/// A stream makes about 12 requests every five minutes when its readers are at the tip and all producers and readers
/// have the same credentials; each further set of credentials makes its own. The key aws/kinesis costs nothing, one of
/// your own is paid for by the month.
struct KinesisEncryption: Sendable, Hashable {
  enum Owner: String, CaseIterable, Sendable {
    case aws, own
  }

  let owner: Owner
  /// Sets of credentials of producers and readers.
  let credentials: Int
}

/// What `encryption` says: whether, and how.
struct KinesisEncryptionChoice: Sendable {
  var encryption: KinesisEncryption?
}

/// The keys under `encryption: { kms: … }`.
enum KinesisEncryptionKeys {
  static let owner = Key(
    "key", .choice(of: KinesisEncryption.Owner.self), default: "aws",
    .aws("Developer Guide, costs-performance: the key aws/kinesis is free of charge"),
    "Whose key it is: aws for aws/kinesis, own for one that is paid for by the month.")
  static let credentials = Key(
    "credentials", .integer(1...100_000), default: "1",
    .assumed("how many roles and users send and read, and how often they are assumed anew, is yours to know"),
    "Sets of credentials of producers and readers that are in use at a time: each makes requests of its own.")
  static let table = KeyTable("kms", "Encryption with AWS KMS.", keys: [owner, credentials])
}

extension ValueKind where Value == KinesisEncryptionChoice {
  /// `none`, `kms` or `{ kms: { key: own, credentials: 3 } }`.
  static var kinesisEncryption: ValueKind<KinesisEncryptionChoice> {
    let word = ValueKind<String>.choice(["none", "kms"])
    let some = ValueKind<KinesisEncryption>.oneKey(
      "encryption",
      [
        OneKeyCase(
          "kms",
          ValueKind<Record>.record(KinesisEncryptionKeys.table).map { record, _, _ in
            KinesisEncryption(
              owner: record[KinesisEncryptionKeys.owner], credentials: record[KinesisEncryptionKeys.credentials])
          }, "A key of AWS KMS."
        ) { $0 }
      ])
    return .either(
      word, some,
      { word in
        KinesisEncryptionChoice(encryption: word == "kms" ? KinesisEncryption(owner: .aws, credentials: 1) : nil)
      }, { KinesisEncryptionChoice(encryption: $0) })
  }
}

extension ValueKind where Value == KinesisMode {
  /// `provisioned` or `on-demand`; on-demand Advantage is known, and refused.
  ///
  /// It is a setting of a whole account and region (API/UpdateAccountSettings): all its streams share a commitment of at
  /// least 25 MB/s, and what is short of it is billed. Over what time that is worked out is not published, and the prices
  /// for reading are not told by name.
  static var kinesisMode: ValueKind<KinesisMode> {
    let known = ValueKind<KinesisMode>.choice(of: KinesisMode.self)
    return ValueKind(known.name, schema: known.schema, example: known.example, allowed: known.allowed) {
      node, context in
      guard node.text == "on-demand-advantage" else { return known.read(node, &context) }
      context.diagnostics.error(
        .unsupported, at: node,
        "on-demand-advantage is not simulated: it is a commitment of a whole account to 25 MB/s or more, shared by all "
          + "its streams, and AWS does not publish how what is short of it is worked out",
        hint: "set on-demand; the prices that are known: sluice prices list")
      return nil
    }
  }
}
