// SPDX-License-Identifier: GPL-3.0-or-later

import Services

extension CheckCase {
  /// A topic in front of a queue and a subscriber outside.
  private static let topic = """
    run: { duration: 5m, warmup: 0s }
    traffic: { orders: { to: news, rate: 5/s, attributes: { kind: { large: 30%, small: 70% } } } }
    channels:
      news: { type: sns, deliver_to: { jobs: {}, hook: {} } }
      jobs: { type: sqs, receive_wait: 20s }
      kept: { type: sqs, retention: 14d }
    workers: { pack: { type: fleet, from: jobs, tasks: 8, receive: 1, service_time: 200ms } }
    endpoints: { hook: { type: http, latency: 20ms } }
    """

  static let topics = [
    CheckCase(
      check: .unconfirmed, part: "news", scenario: topic, found: ["channels.news.deliver_to.hook.confirmed=false"],
      justNot: ["channels.news.deliver_to.hook.confirmed=true"], gains: [.more("delivered")]),
    // The subscriber is away for longer than the three retries of 20 s.
    CheckCase(
      check: .noDlq, part: "news",
      scenario: topic + "\nfaults: { away: { at: 30s, stop: hook, for: 3m } }", found: [],
      justNot: ["channels.news.deliver_to.hook.dead_letter=kept"], gains: [.less("lost")]),
    CheckCase(
      check: .dlqRetention, part: "kept", scenario: topic,
      found: ["channels.news.deliver_to.hook.dead_letter=kept", "channels.kept.retention=13d"],
      justNot: ["channels.news.deliver_to.hook.dead_letter=kept"], gains: [.safety]),
    CheckCase(
      check: .filterAll, part: "news", scenario: topic,
      found: ["channels.news.deliver_to.jobs.filter={ kind: [large, small] }"],
      justNot: ["channels.news.deliver_to.jobs.filter={ kind: [large] }"], gains: [.safety]),
    CheckCase(
      check: .filterNone, part: "news", scenario: topic,
      found: ["channels.news.deliver_to.jobs.filter={ sort: [large] }"],
      justNot: ["channels.news.deliver_to.jobs.filter={ kind: [large] }"]),
    CheckCase(
      check: .snsQuota, part: "news", scenario: topic, found: ["channels.news.publish_quota=4.9/s"],
      justNot: ["channels.news.publish_quota=5/s"]),
    CheckCase(
      check: .uncalibrated, part: "news", scenario: topic, found: [],
      justNot: ["channels.news.publish_time=10ms", "channels.news.delivery_time=30ms"]),
    CheckCase(
      check: .uncalibrated, part: "hook", scenario: topic, found: ["endpoints.hook.latency=null"],
      justNot: ["endpoints.hook.latency=20ms"]),
    CheckCase(
      check: .fanOutAlone, part: "jobs",
      scenario: """
        run: { duration: 5m, warmup: 0s }
        traffic: { orders: { to: jobs, rate: 5/s } }
        channels: { jobs: { type: sqs, receive_wait: 20s, fan_out: true } }
        workers: { pack: { type: fleet, from: jobs, tasks: 8, receive: 1, service_time: 200ms } }
        """, found: [],
      justNot: ["workers.bill={ type: fleet, from: jobs, tasks: 8, service_time: 100ms }"], gains: [.money]),
    CheckCase(
      check: .unstable, part: "hook", scenario: topic, found: ["endpoints.hook.accepts=4.9/s"],
      justNot: ["endpoints.hook.accepts=5/s"]),
    CheckCase(
      check: .overload, part: "hook", scenario: topic,
      found: ["endpoints.hook.accepts=10/s", "traffic.orders.shape=[ { at: 1m, x: 2.1 }, { at: 2m, x: 1 } ]"],
      justNot: ["endpoints.hook.accepts=10/s", "traffic.orders.shape=[ { at: 1m, x: 2 }, { at: 2m, x: 1 } ]"]),
    // 0.2 a second are 525,600 text messages of 730 hours, $0.00645 each.
    CheckCase(
      check: .smsLimit, part: "phones",
      scenario: """
        run: { duration: 10m, warmup: 0s }
        traffic: { orders: { to: news, rate: 0.2/s } }
        channels: { news: { type: sns, deliver_to: { phones: {} } } }
        endpoints: { phones: { type: sms, country: US, monthly_spend_limit: $100 } }
        slos: { reached: { of: orders -> phones, delivered.ratio: "> 99%" } }
        """, found: [], justNot: ["endpoints.phones.monthly_spend_limit=$10000"], isMeasured: true,
      gains: [.objective("reached")]),
  ]
}
