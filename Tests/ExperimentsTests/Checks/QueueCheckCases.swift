// SPDX-License-Identifier: GPL-3.0-or-later

import Services

extension CheckCase {
  /// A source, a queue and a fleet.
  static let fleet = """
    run: { duration: 10m, warmup: 0s }
    traffic: { orders: { to: jobs, rate: 2/s } }
    channels: { jobs: { type: sqs, receive_wait: 20s, visibility_timeout: 30s } }
    workers:
      pack:
        type: fleet
        from: jobs
        tasks: 8
        receive: 1
        compute: { fargate: { vcpu: 0.25, memory: 512MiB } }
        service_time: { lognormal: { p50: 1s, p99: 4s } }
    """

  /// The same with a FIFO queue.
  private static let fifo = """
    run: { duration: 2m, warmup: 0s }
    traffic: { orders: { to: jobs, rate: 100/s } }
    channels: { jobs: { type: sqs-fifo, receive_wait: 20s, group: 40 } }
    workers:
      pack:
        type: fleet
        from: jobs
        tasks: 30
        compute: { fargate: { vcpu: 0.25, memory: 512MiB } }
        service_time: 50ms
    """

  static let queues = [
    // The probability is 0.1% where the timeout is the p99.9: 1 s times e^(3.0902 x ln 4 / 2.3263) = 6.3 s.
    CheckCase(
      check: .visShort, part: "jobs", scenario: fleet, found: ["channels.jobs.visibility_timeout=3s"],
      justNot: ["channels.jobs.visibility_timeout=7s"], gains: [.less("duplicate_work")]),
    CheckCase(
      check: .visShort, part: "jobs", scenario: fleet, found: ["workers.pack.visibility_timeout=2s"],
      justNot: ["workers.pack.visibility_timeout=7s"], gains: [.less("duplicate_work")]),
    // Ten messages of 1.19 s each are 12 s.
    CheckCase(
      check: .visShort, part: "pack", scenario: fleet,
      found: ["workers.pack.receive=10", "channels.jobs.visibility_timeout=12s", "traffic.orders.rate=6/s"],
      justNot: ["workers.pack.receive=10", "channels.jobs.visibility_timeout=24s"], gains: [.less("duplicate_work")]),
    CheckCase(
      check: .retryWait, part: "pack", scenario: fleet, found: ["workers.pack.failures={ error: 2% }"],
      justNot: ["workers.pack.failures={ error: 0.09% }"], gains: [.latency]),
    CheckCase(
      check: .shortPoll, part: "jobs", scenario: fleet, found: ["channels.jobs.receive_wait=0s"],
      justNot: ["channels.jobs.receive_wait=1s"], isMeasured: true, gains: [.money]),
    CheckCase(
      check: .shortPoll, part: "jobs", scenario: fleet, found: ["workers.pack.receive_wait=0s"],
      justNot: ["workers.pack.receive_wait=1s"], isMeasured: true, gains: [.money]),
    // What always fails is received every 5 s until its retention ends.
    CheckCase(
      check: .noDlq, part: "jobs", scenario: fleet,
      found: ["workers.pack.failures={ poison: 10% }", "channels.jobs.visibility_timeout=10s"],
      justNot: ["workers.pack.failures={ poison: 0% }"], gains: [.latency]),
    CheckCase(
      check: .dlqRetention, part: "failed",
      scenario: fleet.replacing("jobs: { type: sqs,", with: "failed: { type: sqs }, jobs: { type: sqs,"),
      found: ["channels.jobs.dead_letter.to=failed", "channels.failed.retention=4d"],
      justNot: ["channels.jobs.dead_letter.to=failed", "channels.failed.retention=345601s"], gains: [.safety]),
    CheckCase(
      check: .competingReaders, part: "jobs", scenario: fleet,
      found: ["workers.bill={ type: fleet, from: jobs, tasks: 8, service_time: 100ms }"],
      justNot: [
        "workers.bill={ type: fleet, from: jobs, tasks: 8, service_time: 100ms }", "channels.jobs.fan_out=true",
      ], gains: [.safety]),
    CheckCase(
      check: .fifoLimit, part: "jobs", scenario: fifo,
      found: ["traffic.orders.rate=450/s"], justNot: ["traffic.orders.rate=300/s"],
      gains: [.less("throttled")]),
    CheckCase(
      check: .fewGroups, part: "jobs", scenario: fifo, found: ["workers.pack.tasks=41"],
      justNot: ["workers.pack.tasks=40"], gains: [.money]),
    CheckCase(
      check: .fewGroups, part: "jobs", scenario: fifo, found: ["channels.jobs.group=key"],
      justNot: ["channels.jobs.group=key", "traffic.orders.keys={ uniform: { count: 50 } }"]),
    // A group has 2.5 messages a second of 50 ms; at 1,000 ms it would need two and a half at a time.
    CheckCase(
      check: .hotGroup, part: "jobs", scenario: fifo, found: ["workers.pack.service_time=401ms"],
      justNot: ["workers.pack.service_time=399ms"]),
  ]
}
