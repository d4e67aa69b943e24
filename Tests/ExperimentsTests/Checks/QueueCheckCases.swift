// SPDX-License-Identifier: GPL-3.0-or-later

import Services

extension CheckCase {
  /// A source, a queue and a fleet.
  static let fleet = """
    run: { duration: 10m, warmup: 0s }
    traffic: { orders: { to: jobs, rate: 2/s } }
    channels: { jobs: { type: sqs, receive_wait: 20s, visibility_timeout: 30s } }
    workers: { pack: { type: fleet, from: jobs, tasks: 8, receive: 1, service_time: { lognormal: { p50: 1s, p99: 4s } } } }
    """

  static let queues = [
    CheckCase(
      check: .retryWait, part: "pack", scenario: fleet, found: ["workers.pack.failures={ error: 2% }"],
      justNot: ["workers.pack.failures={ error: 2% }", "workers.pack.on_error=give_back"], gains: [.latency]),
    CheckCase(
      check: .shortPoll, part: "jobs", scenario: fleet, found: ["channels.jobs.receive_wait=0s"],
      justNot: ["channels.jobs.receive_wait=1s"], isMeasured: true, gains: [.money]),
    CheckCase(
      check: .noDlq, part: "jobs", scenario: fleet, found: ["workers.pack.failures={ poison: 1% }"],
      justNot: ["workers.pack.failures={ poison: 0% }"], gains: [.latency]),
  ]
}
