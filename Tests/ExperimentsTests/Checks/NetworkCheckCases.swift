// SPDX-License-Identifier: GPL-3.0-or-later

import Services

extension CheckCase {
  /// A fleet behind a NAT gateway.
  private static let privateFleet = """
    region: us-east-1
    run: { duration: 5m, warmup: 0s }
    traffic: { orders: { to: jobs, rate: 1/s } }
    channels: { jobs: { type: sqs, receive_wait: 20s } }
    workers: { pack: { type: fleet, from: jobs, service_time: 100ms } }
    network: { nat: {} }
    """

  static let network = [
    CheckCase(
      check: .endpointUnused, part: "network", scenario: privateFleet,
      found: ["network.endpoints.kinesis={ zones: 2 }"], justNot: ["network.endpoints.sqs={ zones: 2 }"],
      gains: [.money]),
    CheckCase(
      check: .natUnused, part: "network", scenario: privateFleet, found: ["network.endpoints.sqs={ zones: 1 }"],
      justNot: [], gains: [.money]),
  ]
}
