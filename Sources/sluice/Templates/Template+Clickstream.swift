// SPDX-License-Identifier: GPL-3.0-or-later

extension Template {
  static let clickstream = Template(
    name: "clickstream", summary: "a stream that must keep each key's order: Kinesis, SQS FIFO or MSK",
    text: """
      version: 1
      name: my-stream
      region: us-east-1

      run: { duration: 5m, replications: { at_least: 3, at_most: 10, until: 10% } }

      traffic:
        clicks:
          to: stream
          rate: 200/s
          keys: { zipf: { count: 10k, exponent: 0.7 } }   # visitors; the partition key
          size: 700B
          producers: 4
          batch: { up_to: 50, wait: 50ms }

      requires:                          # a variant that cannot do this is marked, not ranked
        - { of: stream, ordering: per_key }
        - { of: stream, replay: 24h }

      channels:
        stream: { type: kinesis, mode: provisioned, shards: 3, retention: 24h }

      workers:
        reader:
          type: fleet
          from: stream
          tasks: 3
          compute: { fargate: { vcpu: 0.5, memory: 1GiB } }
          service_time: { gamma: { mean: 2ms, cv: 0.8 } }   # per record

      slos:
        fresh:    { of: clicks, latency.p99: "< 3s" }
        in-order: { of: clicks, out_of_order.ratio: "== 0%" }

      variants:                          # sluice compare scenario.yaml
        base: { title: "Kinesis, 3 shards" }
        msk:
          title: "MSK, three brokers"
          channels:
            stream:
              type: msk
              brokers: 3
              broker_type: kafka.m7g.large
              storage: 100GiB
              partitions: 6
              replication: 3
              acks: all
        sqs-fifo:
          title: SQS FIFO, grouped by visitor
          channels: { stream: { type: sqs-fifo, high_throughput: true, group: key, receive_wait: 20s } }

      """)
}
