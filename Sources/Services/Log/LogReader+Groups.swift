// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// What only consumer groups of Kafka understand.
extension LogChannel {
  /// Finds settings of consumer groups at the readers of a log that has none: a stream of Kinesis. For
  /// ``Part/validate(_:_:)``.
  func refuseGroupSettings(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    for case let reader as any LogReader in parts.consumers(of: name) {
      for key in reader.groupSettings {
        diagnostics.error(
          .value, at: key.node,
          "\(key.name) has no meaning with \(name), which is \(English.withArticle(kind)): it is a setting of Kafka's "
            + "consumer groups", hint: "leave it out, or read from msk, msk-serverless or kafka-ec2")
      }
    }
  }
}
