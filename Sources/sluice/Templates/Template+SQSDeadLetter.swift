// SPDX-License-Identifier: GPL-3.0-or-later

extension Template {
  static let sqsDeadLetter = Template(
    name: "sqs-dlq", summary: "a queue with a dead-letter queue and the tasks that work on it",
    text: """
      version: 1
      name: my-queue
      region: us-east-1

      run:
        duration: 1h                     # simulated time; the start is cut off by itself
        replications: { at_least: 5, at_most: 40, until: 5% }   # until every SLO's interval is that narrow

      traffic:
        jobs-sent:
          to: jobs
          rate: 5/s                      # poisson; or: shape: [ { at: 20m, x: 3 }, { at: 30m, x: 1 } ]
          size: 2KiB

      channels:
        jobs:
          type: sqs                      # or sqs-fifo
          visibility_timeout: 30s        # longer than the work, or messages are worked on twice
          receive_wait: 20s              # long polling: fewer empty receives on the bill
          dead_letter: { to: jobs-dlq, max_receives: 3 }
        jobs-dlq: { type: sqs, retention: 14d }

      workers:
        worker:
          type: fleet                    # identical tasks; `lambda` is the other type
          from: jobs
          tasks: 10
          receive: 1                     # messages asked for in one ReceiveMessage, 1 to 10
          compute: { fargate: { vcpu: 0.5, memory: 1GiB } }
          service_time: { lognormal: { p50: 800ms, p99: 5s } }   # measure yours
          failures: { error: 1%, poison: 0.1% }

      slos:                              # what counts as good
        fast:   { of: jobs-sent, latency.p95: "< 10s" }
        whole:  { of: jobs, dead_lettered.ratio: "< 0.5%" }
        cheap:  { cost.monthly: "< $300", level: warn }

      variants:                          # sluice compare scenario.yaml
        base: { title: 30 s visibility timeout }
        give-back:
          title: A failed attempt gives its message back at once
          workers: { worker: { on_error: give_back } }

      plan:                              # sluice plan scenario.yaml
        variants: all
        choose: { workers.worker.tasks: 6..20 step 2 }
        headroom: 1.5x

      """)
}
