// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics
import Testing

@testable import Services

@Suite("SNS: settings and checks") struct SNSSettingsTests {
  /// The errors of a topic `t` and what else there is.
  private func errors(_ settings: String, type: String = "sns", _ rest: String = "", others: [any Part] = [])
    -> [String]
  {
    let reading = Reading("channels:\n  t: { type: \(type), \(settings) }\n\(rest)")
    var all = reading.diagnostics
    let read = reading.parts + others
    if !all.hasErrors { for part in read { part.validate(PartDirectory(read), &all) } }
    return all.sorted.map {
      "\($0.code) \($0.location.map { "\($0.line):\($0.column)" } ?? "-") \($0.message)"
        + ($0.hint.map { " | \($0)" } ?? "")
    }
  }

  private static let web = "endpoints: { web: { type: http }, mail: { type: email } }"

  @Test("Defaults")
  func defaults() throws {
    let read = try parts(
      "channels:\n  t: { type: sns, deliver_to: { web: {}, q: } }\n  q: { type: sqs }\n" + Self.web,
      builtInLatencies: true)
    let topic = try #require(read.first as? SNSPart).settings
    #expect(topic.subscriptions.map(\.to.name) == ["web", "q"])
    let subscription = topic.subscriptions[0]
    #expect(!subscription.isRaw && subscription.isConfirmed && subscription.deadLetter == nil)
    #expect(subscription.policy == nil && subscription.filter == nil && subscription.pace == nil)
    #expect(topic.envelope == 900 && topic.retryJitter == 0 && topic.publishQuota == 30_000)
    #expect(topic.usesBuiltInLatencies && abs(topic.publishTime.quantile(0.5) - 0.012) < 1e-9)
    #expect(abs(topic.deliveryTime.quantile(0.5) - 0.015) < 1e-9)
    let fifo = try #require(try parts("channels: { t: { type: sns-fifo } }").first as? SNSPart).settings
    #expect(fifo.fifo?.groups == nil && fifo.fifo?.scope == .topic && fifo.fifo?.deduplicationWindow == s(300))
    #expect(fifo.publishQuota == 3_000 && fifo.fifo?.groupQuota == 300 && fifo.fifo?.topicBytes == 20e6)
  }

  @Test("The retry policy of an HTTP subscription is read, and its limits are checked (healthyRetryPolicy)")
  func policies() throws {
    func policy(_ text: String) -> [String] { errors("deliver_to: { web: { retry: { \(text) } } }", Self.web) }
    #expect(policy("") == [])
    #expect(policy("retries: 100, max_delay: 36s") == [], "3,600 s is the most")
    #expect(
      policy("retries: 100, min_delay: 37s, max_delay: 37s")
        == ["range 2:43 the waits of this policy are 1h1m40s together | SNS allows 1h in all"]
        || policy("retries: 100, min_delay: 37s, max_delay: 37s").first?.hasPrefix("range 2:") ?? false)
    #expect(policy("retries: 101").first?.hasPrefix("range 2:") ?? false)
    #expect(policy("min_delay: 30s, max_delay: 20s").first?.contains("shorter than min_delay") ?? false)
    #expect(policy("retries: 3, no_delay_retries: 2, max_delay_retries: 2").first?.contains("4 together") ?? false)
    #expect(policy("backoff: quick").first?.hasPrefix("value 2:") ?? false)
    let read = try parts(
      "channels:\n  t: { type: sns, deliver_to: { web: { retry: { retries: 5, no_delay_retries: 2, min_delay: 1s, "
        + "max_delay: 9s, max_receives_per_second: 3/s } } } }\n" + Self.web)
    let subscription = try #require(read.first as? SNSPart).settings.subscriptions[0]
    #expect((0..<6).map { subscription.policy?.wait(beforeRetry: $0)?.seconds } == [0, 0, 1, 5, 9, nil])
    #expect(subscription.pace == 3)
  }

  @Test("What cannot be subscribed is an error at its name")
  func subscribers() {
    let fleet = "  q: { type: sqs, receive_wait: 1s }\nworkers: { w: { type: fleet, from: q, service_time: 1s } }"
    #expect(
      errors("deliver_to: { w: {} }", fleet) == [
        "reference 2:33 w is a fleet, which cannot be subscribed to a topic | "
          + "a fleet takes messages from a queue: put a queue between them"
      ])
    #expect(
      errors("deliver_to: { u: {} }", "  u: { type: sns }").first?.contains("u is a SNS topic") ?? false
        || errors("deliver_to: { u: {} }", "  u: { type: sns }").first?.contains("SNS topic") ?? false)
    #expect(
      errors("", "workers: { w: { type: fleet, from: t, service_time: 1s } }") == [
        "reference 3:36 w cannot take messages from t: an SNS topic has none to give | "
          + "a fleet asks for messages: put a queue between"
      ])
  }

  @Test("A function that polls a queue cannot be subscribed as well; one may be subscribed to several topics")
  func functions() {
    let text = "  q: { type: sqs }\n  u: { type: sns, deliver_to: { f: {} } }"
    #expect(
      errors("deliver_to: { f: {} }", "  q: { type: sqs }", others: [FakeFunctionPart(name: "f", source: "q")]) == [
        "reference 2:33 f takes its events from q, not from t | write from: t in f"
      ])
    #expect(errors("deliver_to: { f: {} }", text, others: [FakeFunctionPart(name: "f", source: "t")]) == [])
    #expect(errors("deliver_to: { f: {} }", text, others: [FakeFunctionPart(name: "f", source: "f")]) == [])
  }

  @Test("FIFO: queues only, and FIFO queues behind FIFO topics only (SNS Developer Guide)")
  func fifo() {
    let text = "  q: { type: sqs }\n" + Self.web
    #expect(errors("deliver_to: { q: {} }", type: "sns-fifo", text) == [])
    #expect(
      errors("deliver_to: { web: {} }", type: "sns-fifo", text).first?.contains("a FIFO topic delivers to queues only")
        ?? false)
    let queue = FakeQueuePart(name: "q.fifo")
    #expect(
      errors("deliver_to: { q.fifo: {} }", others: [queue]) == [
        "reference 2:33 q.fifo is a FIFO queue: only a FIFO topic delivers to it | "
          + "make t of type sns-fifo, or the queue of type sqs"
      ])
    #expect(errors("deliver_to: { q.fifo: { confirmed: false } }", type: "sns-fifo").count == 1, "no such setting")
    #expect(
      errors("deliver_to: { q.fifo: { dead_letter: q } }", type: "sns-fifo", "  q: { type: sqs }", others: [queue])
        .first?.contains("is a FIFO queue") ?? false)
    #expect(
      errors("deliver_to: { q: { dead_letter: q.fifo } }", "  q: { type: sqs }", others: [queue]).first?
        .contains("is a standard queue") ?? false)
  }

  @Test("Settings that a protocol does not have (API/Subscribe)")
  func protocols() {
    #expect(errors("deliver_to: { mail: { raw: true } }", Self.web).first?.contains("cannot deliver raw") ?? false)
    #expect(errors("deliver_to: { web: { raw: true } }", Self.web) == [])
    #expect(errors("deliver_to: { mail: { retry: {} } }", Self.web).first?.contains("AWS fixes") ?? false)
    #expect(
      errors("deliver_to: { q: { confirmed: false } }", "  q: { type: sqs }").first?.contains("no confirmation")
        ?? false)
    #expect(errors("deliver_to: { q: { dead_letter: q } }", "  q: { type: sqs }").first?.contains("its own") ?? false)
  }

  @Test(arguments: [
    "deliver_to: [q]", "deliver_to: { q: 3 }", "deliver_to: { q: { filter: 3 } }", "publish_time: 3",
    "deliver_to: { q: { raw: yes } }", "retry_jitter: 100%", "envelope: 1MiB", "publish_quota: 0/s", "group: 3",
    "deliver_to: { q: { filter: { a: { b: [c] } } } }", "deliver_to: { q: { filter: {}, filter_scope: both } }",
  ])
  func wrongSettingsAreLocatedErrors(_ setting: String) {
    let found = errors(setting, "  q: { type: sqs }")
    #expect(found.count >= 1 && found.allSatisfy { $0.contains(" 2:") }, "\(found)")
  }

  @Test("Topics of one type must agree on the quota that they share")
  func quotas() {
    #expect(errors("publish_quota: 5/s", "  u: { type: sns }").count == 1)
    #expect(errors("publish_quota: 5/s", "  u: { type: sns, publish_quota: 5/s }\n  v: { type: sns-fifo }") == [])
  }

  // MARK: Findings

  private func findings(_ text: String, builtIn: Bool = false) throws -> [Finding] {
    let read = try parts(text, builtInLatencies: builtIn)
    let view = FindingsView(parts: PartDirectory(read), window: "usual", duration: s(3600), hoursPerMonth: 730)
    return read.flatMap { $0.findings(view) }
  }

  @Test("Findings: no dead-letter queue, not confirmed, filters that do nothing, short retention, quota, assumptions")
  func allFindings() throws {
    func text(_ deliver: String, rate: String = "1/s") -> String {
      """
      traffic: { src: { to: t, rate: \(rate), attributes: { kind: { a: 50%, b: 50% } } } }
      channels:
        t: { type: sns, publish_quota: 300/s, deliver_to: { \(deliver) } }
        d: { type: sqs }
        q: { type: sqs }
      endpoints: { web: { type: http }, mail: { type: email } }
      """
    }
    let plain = try findings(text("web: {}, mail: { confirmed: false }, q: {}"))
    #expect(plain.filter { $0.part == "t" }.map(\.id) == ["no-dlq", "unconfirmed"])
    #expect(plain.first { $0.id == "no-dlq" }?.message.contains("1m") ?? false)
    let filtered = try findings(
      text("q: { filter: { kind: [a, b] } }, web: { filter: { sort: [a] }, dead_letter: d }"))
    #expect(filtered.filter { $0.part == "t" }.map(\.id) == ["filter-all", "filter-none"])
    #expect(filtered.first { $0.id == "filter-none" }?.message.contains("no attribute sort") ?? false)
    #expect(filtered.first { $0.id == "dlq-retention" && $0.part == "d" }?.level == .note)
    let half = try findings(text("q: { filter: { kind: [a] } }"))
    #expect(!half.contains { $0.id.hasPrefix("filter") })
    #expect(try findings(text("", rate: "301/s")).contains { $0.id == "sns-quota" })
    #expect(try findings(text(""), builtIn: true).contains { $0.id == "uncalibrated" && $0.part == "t" })
  }

  @Test("The share of a filter counts for what comes to a subscriber")
  func shares() throws {
    let read = try parts(
      """
      traffic:
        one: { to: t, rate: 10/s, attributes: { kind: { a: 20%, b: 80% } } }
        two: { to: t, rate: 30/s, attributes: { kind: { a: 60%, b: 40% } } }
      channels:
        t: { type: sns, deliver_to: { q: { filter: { kind: [a] } }, r: {}, mail: { confirmed: false } } }
        q: { type: sqs }
        r: { type: sqs }
      endpoints: { mail: { type: email } }
      """)
    let directory = PartDirectory(read)
    #expect(abs(directory.inflow(of: "q", at: 0) - 20) < 1e-9)
    #expect(directory.inflow(of: "r", at: 0) == 40 && directory.inflow(of: "mail", at: 0) == 0)
  }
}
