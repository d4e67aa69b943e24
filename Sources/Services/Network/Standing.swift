// SPDX-License-Identifier: GPL-3.0-or-later

/// A service of AWS that is reached over its public address, unless the VPC has an endpoint of it; the raw value is its
/// key in the scenario.
public enum NetworkService: String, Sendable, CaseIterable {
  case sqs, sns, kinesis, lambda, firehose, s3

  /// What a person calls it.
  var title: String {
    switch self {
    case .sqs: "SQS"
    case .sns: "SNS"
    case .kinesis: "Kinesis"
    case .lambda: "Lambda"
    case .firehose: "Firehose"
    case .s3: "S3"
    }
  }
}

/// Where a part stands in the network: what bytes to and from it cost depends on that.
public enum Standing: Sendable, Hashable {
  /// Machines of the customer's or of a service that puts them into the customer's network: what goes between them needs
  /// no gateway. Sources of traffic and web servers are there too unless the scenario says that they are outside.
  case vpc
  /// Behind the address of a service.
  case service(NetworkService)
}
