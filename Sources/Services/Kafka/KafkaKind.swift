// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// Who runs the cluster: one model of Kafka, three ways to have it.
enum KafkaKind: String, Sendable, CaseIterable {
  case ec2 = "kafka-ec2"
  case msk
  case serverless = "msk-serverless"

  /// What it is called, for a person.
  var noun: String {
    switch self {
    case .ec2: "Kafka topic"
    case .msk: "MSK topic"
    case .serverless: "MSK Serverless topic"
    }
  }

  /// The words in the table of parts.
  var title: String {
    switch self {
    case .ec2: "Kafka on EC2"
    case .msk: "MSK"
    case .serverless: "MSK Serverless"
    }
  }

  var table: KeyTable {
    switch self {
    case .ec2: KafkaKeys.ec2
    case .msk: KafkaKeys.msk
    case .serverless: KafkaKeys.serverless
    }
  }
}
