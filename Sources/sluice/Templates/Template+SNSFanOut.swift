// SPDX-License-Identifier: GPL-3.0-or-later

extension Template {
  static let snsFanOut = Template(
    name: "sns-fanout", summary: "a topic with filters: a queue, a function and e-mail behind it",
    text: """
      version: 1
      name: my-topic
      region: us-east-1

      run: { duration: 1h, replications: { at_least: 5, at_most: 40, until: 5% } }

      traffic:
        events:
          to: events-topic
          rate: 4/s
          size: 2KiB
          attributes:                    # what the filters look at
            kind: { order: 60%, refund: 10%, other: 30% }

      channels:
        events-topic:
          type: sns
          deliver_to:                    # who gets what
            orders:   { filter: { kind: [order, refund] }, raw: true }
            auditor:  { dead_letter: events-dlq }
            operator: { filter: { kind: [refund] } }
        orders:
          type: sqs
          visibility_timeout: 1m
          receive_wait: 20s
          dead_letter: { to: events-dlq, max_receives: 3 }
        events-dlq: { type: sqs, retention: 14d }

      endpoints:                         # what SNS pushes to outside of AWS
        operator: { type: email, latency: { lognormal: { p50: 2s, p99: 30s } } }

      workers:
        shipper:
          type: fleet
          from: orders
          tasks: 3
          compute: { fargate: { vcpu: 0.25, memory: 512MiB } }
          service_time: { lognormal: { p50: 300ms, p99: 2s } }
          failures: { error: 0.5% }
        auditor:
          type: lambda
          from: events-topic
          memory: 256MB
          timeout: 10s
          service_time: { lognormal: { p50: 60ms, p99: 400ms } }

      slos:                              # each way by itself: SOURCE -> WHERE IT ENDS
        shipped: { of: events -> shipper, latency.p95: "< 5s" }
        audited: { of: events -> auditor, delivered.ratio: "> 99.9%" }

      variants:
        base: { title: Three tasks }
        one-task: { title: One task, workers: { shipper: { tasks: 1 } } }

      """)
}
