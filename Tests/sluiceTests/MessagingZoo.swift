// SPDX-License-Identifier: GPL-3.0-or-later

/// A scenario with a bit of everything that carries messages: topics with filters, FIFO queues, functions behind queues and
/// topics, pipelines of several stages, a fork, autoscaling and faults of every kind.
enum MessagingZoo {
  static let text = """
    version: 1
    name: zoo
    title: A bit of everything that carries messages
    run:
      seed: 3
      replications: 3
      windows:
        calm: { duration: 30m, month: 700h }
        storm: { duration: 30m, month: 30h, traffic: { orders: { shape: [ { at: 10m, x: 6 }, { at: 15m, x: 1 } ] } } }
    traffic:
      orders:
        to: shop
        rate: 4/s
        keys: { zipf: { count: 500, exponent: 0.9 } }
        attributes: { kind: { book: 60%, food: 30% }, price: { number: { uniform: { from: 1, to: 100 } } } }
      clicks: { to: raw, rate: 20/s, batch: { up_to: 10, wait: 500ms }, producers: 2 }
      ledger: { to: books.fifo, rate: 15/s, keys: { uniform: { count: 40 } } }
    channels:
      shop:
        type: sns
        deliver_to:
          packing: { filter: { kind: [book, { prefix: fo }] }, dead_letter: shop-dlq }
          invoice: {}
          web: { filter: { price: [ { numeric: [ ">", 50 ] } ] }, dead_letter: shop-dlq }
      ledger-topic: { type: sns-fifo, group: key, deliver_to: { archive.fifo: {} } }
      shop-dlq: { type: sqs, retention: 14d }
      packing: { type: sqs, visibility_timeout: 60s, receive_wait: 20s, tenants: key, dead_letter: { to: packing-dlq, max_receives: 4 } }
      packing-dlq: { type: sqs, retention: 14d }
      raw: { type: sqs, visibility_timeout: 30s, receive_wait: 5s }
      cooked: { type: sqs, visibility_timeout: 2m, receive_wait: 5s, dead_letter: { to: cooked-dlq, max_receives: 5 } }
      cooked-dlq: { type: sqs, retention: 14d }
      books.fifo: { type: sqs-fifo, receive_wait: 10s, dead_letter: { to: books-dlq.fifo, max_receives: 3 } }
      books-dlq.fifo: { type: sqs-fifo, retention: 14d }
      archive.fifo: { type: sqs-fifo, receive_wait: 10s, high_throughput: true }
    endpoints:
      web: { type: http, latency: { lognormal: { p50: 80ms, p99: 900ms } }, accepts: 5/s, on_excess: refuse, failures: { error: 2% } }
      mailer: { type: email, latency: { lognormal: { p50: 1s, p99: 9s } } }
    workers:
      invoice: { type: lambda, from: shop, memory: 256MB, timeout: 10s, service_time: { lognormal: { p50: 200ms, p99: 2s } }, failures: { error: 3% }, reserved_concurrency: 3, calls: mailer }
      packer: { type: fleet, from: packing, tasks: 3, receive: 5, service_time: { gamma: { mean: 600ms, cv: 1 } }, failures: { error: 2%, poison: 0.3%, crash: { every: 20m } }, compute: { fargate: { vcpu: 0.5, memory: 1GiB } }, autoscale: { min: 2, max: 20, on: backlog, target: 30 } }
      cook: { type: fleet, from: raw, tasks: 4, slots: 4, service_time: 50ms, failures: { error: 1% }, calls: [ cooked, { to: mailer, share: 1%, on_failure: ignore } ] }
      taster: { type: lambda, from: cooked, batch_size: 10, batch_window: 2s, timeout: 15s, service_time: 30ms, failures: { error: 0.5% }, partial_batch_response: true, maximum_concurrency: 8 }
      clerk: { type: fleet, from: books.fifo, tasks: 8, service_time: 120ms, failures: { error: 1%, poison: 0.1% }, calls: { parallel: [ ledger-topic ] } }
      keeper: { type: lambda, from: archive.fifo, service_time: 20ms, timeout: 3s, failures: { error: 1% } }
    faults:
      web-gone: { at: 5m, for: 4m, stop: web }
      slow-mail: { at: 12m, for: 3m, slow: mailer, by: 20x, in: storm }
      cook-dies: { at: 8m, kill: cook, tasks: 3 }
      new-packer: { at: 20m, deploy: packer, waves: 2 }
      look-again: { at: 25m, redrive: packing-dlq, rate: 10 }
      pause: { at: 16m, for: 2m, pause: clerk, only: [base] }
    slos:
      packed: { of: orders -> packer, latency.p99: "< 10m", delivered.ratio: "> 99%" }
      billed: { of: orders -> invoice, latency.p95: "< 5m" }
      tasted: { of: clicks, latency.p95: "< 30s" }
      kept: { of: ledger -> keeper, latency.p95: "< 1m" }
      web-back: { of: orders -> web, recovery_time: "< 15m", after: web-gone }
      no-loss: { of: taster, lost.count: "== 0" }
    """
}
