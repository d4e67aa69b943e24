// SPDX-License-Identifier: GPL-3.0-or-later

import Services

extension CheckCase {
  /// A function behind a queue.
  private static let function = """
    run: { duration: 10m, warmup: 0s }
    traffic: { orders: { to: jobs, rate: 10/s } }
    channels:
      jobs: { type: sqs, visibility_timeout: 60s, dead_letter: { to: failed, max_receives: 5 } }
      failed: { type: sqs, retention: 14d }
    workers:
      pack: { type: lambda, from: jobs, batch_size: 1, timeout: 10s, service_time: { lognormal: { p50: 1s, p99: 3s } } }
    """

  /// A fleet that a policy scales.
  private static let scaled = """
    run: { duration: 40m, warmup: 0s }
    traffic: { orders: { to: jobs, rate: 4/s } }
    channels: { jobs: { type: sqs, receive_wait: 20s } }
    workers:
      pack:
        type: fleet
        from: jobs
        tasks: 5
        receive: 1
        compute: { fargate: { vcpu: 0.25, memory: 512MiB } }
        service_time: 1s
        autoscale: { min: 5, max: 60, on: backlog, target: 10 }
    """

  static let workers = [
    // 8 tasks of 1 s.
    CheckCase(
      check: .unstable, part: "pack", scenario: fleet,
      found: ["workers.pack.service_time=1s", "traffic.orders.rate=8/s"],
      justNot: ["workers.pack.service_time=1s", "traffic.orders.rate=7.9/s"], gains: [.latency]),
    CheckCase(
      check: .overload, part: "pack", scenario: fleet,
      found: [
        "workers.pack.service_time=1s", "traffic.orders.shape=[ { at: 2m, x: 6 }, { at: 4m, x: 1 } ]",
      ],
      justNot: [
        "workers.pack.service_time=1s", "traffic.orders.shape=[ { at: 2m, x: 3.9 }, { at: 4m, x: 1 } ]",
      ], gains: [.latency]),
    CheckCase(
      check: .scalingMetric, part: "pack", scenario: scaled,
      found: ["workers.pack.autoscale.on=visible", "traffic.orders.rate=30/s"],
      justNot: ["workers.pack.autoscale.on=backlog"], gains: [.safety]),
    CheckCase(
      check: .scalingDelay, part: "pack", scenario: scaled,
      found: ["traffic.orders.shape=[ { at: 10m, x: 5 } ]"],
      justNot: ["traffic.orders.shape=[ { at: 10m, x: 1.2 } ]"], gains: [.latency]),
    // Six times 10 s.
    CheckCase(
      check: .visLambda, part: "jobs", scenario: function,
      found: ["channels.jobs.visibility_timeout=10s", "workers.pack.reserved_concurrency=8"],
      justNot: ["channels.jobs.visibility_timeout=60s"], gains: [.less("dead_lettered")]),
    CheckCase(
      check: .lambdaThrottle, part: "pack", scenario: function,
      found: ["workers.pack.reserved_concurrency=9", "channels.jobs.dead_letter.max_receives=2"],
      justNot: ["workers.pack.reserved_concurrency=9", "workers.pack.maximum_concurrency=9"], isMeasured: true,
      gains: [.less("dead_lettered")]),
    CheckCase(
      check: .maximumAboveReserved, part: "pack", scenario: function,
      found: ["workers.pack.reserved_concurrency=9", "workers.pack.maximum_concurrency=10"],
      justNot: ["workers.pack.reserved_concurrency=9", "workers.pack.maximum_concurrency=9"],
      gains: [.less("throttled")]),
    CheckCase(
      check: .maxReceivesBelow5, part: "jobs", scenario: function,
      found: ["channels.jobs.dead_letter.max_receives=1", "workers.pack.failures={ error: 5% }"],
      justNot: ["channels.jobs.dead_letter.max_receives=5"], gains: [.less("dead_lettered")]),
    CheckCase(
      check: .reservedBelow5, part: "pack", scenario: function,
      found: ["workers.pack.reserved_concurrency=4", "traffic.orders.rate=3/s", "workers.pack.service_time=1s"],
      justNot: ["workers.pack.reserved_concurrency=5"], gains: [.less("throttled")]),
    CheckCase(
      check: .reservedBelow5, part: "pack", scenario: function,
      found: ["workers.pack.reserved_concurrency=0", "traffic.orders.rate=1/s"],
      justNot: ["workers.pack.reserved_concurrency=5"], gains: [.less("throttled")]),
    CheckCase(
      check: .retryWait, part: "pack", scenario: function,
      found: [
        "workers.pack.failures={ error: 2% }", "workers.pack.batch_size=10", "workers.pack.batch_window=1s",
        "workers.pack.timeout=60s",
      ],
      justNot: ["workers.pack.failures={ error: 0.09% }"], gains: [.latency]),
    CheckCase(
      check: .retryWait, part: "pack", scenario: function, found: ["workers.pack.failures={ error: 2% }"],
      justNot: ["workers.pack.failures={ error: 0.09% }"]),
    // The p99.9 is 1 s times e^(3.0902 x ln 3 / 2.3263) = 4.3 s.
    CheckCase(
      check: .lambdaTimeout, part: "pack", scenario: function, found: ["workers.pack.timeout=3s"],
      justNot: ["workers.pack.timeout=5s"], gains: [.less("errors")]),
    CheckCase(
      check: .lambdaTimeout, part: "pack", scenario: function,
      found: ["workers.pack.batch_size=10", "workers.pack.batch_window=3s"],
      justNot: ["workers.pack.batch_size=8"], gains: [.latency]),
    CheckCase(
      check: .unstable, part: "pack", scenario: function,
      found: ["workers.pack.service_time=1s", "workers.pack.maximum_concurrency=10"],
      justNot: ["workers.pack.service_time=1s", "workers.pack.maximum_concurrency=12"], gains: [.latency]),
    CheckCase(
      check: .overload, part: "pack", scenario: function,
      found: [
        "workers.pack.service_time=1s", "workers.pack.maximum_concurrency=12",
        "traffic.orders.shape=[ { at: 2m, x: 2 }, { at: 4m, x: 1 } ]",
      ],
      justNot: [
        "workers.pack.service_time=1s", "workers.pack.maximum_concurrency=30",
        "traffic.orders.shape=[ { at: 2m, x: 2 }, { at: 4m, x: 1 } ]",
      ], gains: [.latency]),
    CheckCase(
      check: .uncalibrated, part: "pack", scenario: function, found: [],
      justNot: [
        "workers.pack.cold_start=300ms", "workers.pack.placement_time=100ms", "workers.pack.invoke_time=5ms",
      ]),
  ]
}
