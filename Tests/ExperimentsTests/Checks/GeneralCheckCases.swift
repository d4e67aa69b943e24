// SPDX-License-Identifier: GPL-3.0-or-later

import Services

extension CheckCase {
  /// What is about no single service: windows, abilities, prices, rates that nobody knows.
  static let general = [
    CheckCase(
      check: .month, part: nil,
      scenario: "run: { windows: { usual: { month: 690h }, sale: { month: 40h } } }\n" + line,
      found: ["run.windows.sale.month=41h"], justNot: ["run.windows.sale.month=40h"]),
    CheckCase(
      check: .cannot, part: "jobs", scenario: "requires: [ { of: jobs, ordering: per_key } ]\n" + line,
      found: [], justNot: ["channels.jobs={ type: sqs-fifo, receive_wait: 20s }"]),
    CheckCase(
      check: .uncertainRate, part: "orders", scenario: "run: { duration: 1m }\n" + line,
      found: ["traffic.orders.rate={ likely: 2/s, high: 4/s }"], justNot: ["traffic.orders.rate=2/s"]),
    CheckCase(
      check: .uncalibrated, part: "jobs", scenario: "run: { duration: 1m }\n" + line, found: [],
      justNot: [
        "channels.jobs.send_time=10ms", "channels.jobs.receive_time=10ms", "channels.jobs.delete_time=10ms",
      ]),
    CheckCase(
      check: .uncalibrated, part: "pack",
      scenario: "run: { duration: 1m }\nfaults: { lost: { at: 20s, kill: pack } }\n" + line, found: [],
      justNot: ["workers.pack.restart_time=30s"]),
    CheckCase(
      check: .stalePrices, part: nil, scenario: "run: { duration: 1m, warmup: 0s }\n" + line,
      found: ["pricing.date=2025-08-01"], justNot: ["pricing.date=2025-07-31"], isMeasured: true),
    // The price tables have volumes with provisioned operations (io1) in one region only.
    CheckCase(
      check: .regionLacks, part: "pack",
      scenario: "run: { duration: 1m, warmup: 0s }\nregion: ap-northeast-2\n" + line,
      found: ["workers.pack.compute={ ec2: { type: m5.large, volume: { io1: 500GiB, iops: 1000 } } }"],
      justNot: ["workers.pack.compute={ ec2: { type: m5.large, volume: { gp3: 500GiB } } }"],
      isMeasured: true),
  ]

  /// A source, a queue and a fleet.
  private static let line = """
    traffic: { orders: { to: jobs, rate: 2/s } }
    channels: { jobs: { type: sqs, receive_wait: 20s } }
    workers: { pack: { type: fleet, from: jobs, tasks: 8, receive: 1, service_time: 1s } }
    """
}
