// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Simulation
import Statistics

/// The settings of endpoints, as they are written in a scenario.
enum EndpointKeys {
  static let httpLatency = latency("{ lognormal: { p50: 60ms, p99: 400ms } }", "depends on the server")
  static let emailLatency = latency("{ lognormal: { p50: 2s, p99: 30s } }", "depends on the mail server")
  static let smsLatency = latency("{ lognormal: { p50: 3s, p99: 20s } }", "depends on the carrier")
  static let pushLatency = latency("{ lognormal: { p50: 300ms, p99: 2s } }", "depends on the push service")
  static let firehoseLatency = latency("{ lognormal: { p50: 30ms, p99: 150ms } }", "AWS gives no latencies")

  private static func latency(_ text: String, _ why: String) -> Key<Distribution> {
    Key("latency", .time, default: text, .assumed(why), "How long a call takes that reaches it.")
  }

  static let failureTime = Key(
    "failure_time", .time, default: "20ms", .assumed("a refused connection is one round trip"),
    "How long a call takes that does not reach it, or that it turns away.")
  static let accepts = OptionalKey(
    "accepts", .rate(0.0001...1e6), "Calls a second that it takes; more wait, and nothing limits it if it is left out.",
    monotone: true)
  static let smsAccepts = Key(
    "accepts", .rate(0.0001...1e6), default: "20/s", .aws("General Reference, SNS quotas: SMS messages a second"),
    "Text messages a second that are sent; more wait.", monotone: true)
  static let burst = Key(
    "burst", .duration(0...(60 * .second)), default: "1s", .assumed("rates are counted by the second"),
    "What `accepts` allows in so long may come at once.")
  static let onExcess = Key(
    "on_excess", .choice(of: Excess.self), default: "wait", .sluice,
    "What becomes of calls above `accepts`: they wait in line, or are refused for now (429) and tried again.")
  static let timeout = Key(
    "timeout", .duration(1_000_000...(3600 * .second)), default: "15s",
    .assumed("the SNS guide tells endpoints to answer within 15 seconds"),
    "A call that takes longer has failed, whatever the other side makes of it.")
  static let failures = OptionalKey("failures", .record(failuresTable), "What goes wrong, and how often.")
  static let country = RequiredKey(
    "country", .countryCode, "The country that the text messages go to, in two letters (ISO 3166): it sets the price.")
  static let parts = Key(
    "parts", .integer(1...24), default: "1", .assumed("depends on what is written"),
    "Parts that one text is sent in: 160 letters fit into one, 70 in Korean; each is billed.",
    source: "SNS Developer Guide, SMS: at most 1,600 characters")
  static let spendLimit = Key(
    "monthly_spend_limit", .money(0...10_000_000), default: "$1",
    .aws("SNS Developer Guide, SMS spend quota of a new account"),
    "Dollars a month after which no more text messages are sent.")
  static let platform = Key(
    "platform", .choice(of: Platform.self), default: "gcm", .sluice,
    "The push service: apns (Apple) or gcm (Google, now Firebase).")

  enum Excess: String, CaseIterable, Sendable { case wait, refuse }
  enum Platform: String, CaseIterable, Sendable { case apns, gcm }

  enum Failures {
    static let error = Key(
      "error", .ratio, default: "0%", .sluice, "Share of calls that fail on its side (5xx): worth another try.")
    static let refuse = Key(
      "refuse", .ratio, default: "0%", .sluice,
      "Share of calls that it turns down for good (4xx other than 429): nobody tries again.")
  }

  static let failuresTable = KeyTable(
    "failures", "Calls that fail.", keys: [Failures.error, Failures.refuse])

  static let http = KeyTable(
    "http", "A web server that is called over HTTP or HTTPS.",
    keys: [httpLatency, timeout, failureTime, accepts, burst, onExcess, failures])
  static let email = KeyTable(
    "email", "A mail server that takes mail for somebody.",
    keys: [emailLatency, failureTime, accepts, burst, failures])
  static let sms = KeyTable(
    "sms", "A telephone that gets text messages.",
    keys: [smsLatency, failureTime, smsAccepts, burst, country, parts, spendLimit, failures])
  static let push = KeyTable(
    "push", "An app that gets push messages.", keys: [pushLatency, failureTime, accepts, burst, platform, failures])
  static let firehose = KeyTable(
    "firehose", "A delivery stream of Amazon Data Firehose; what it does with the data is not simulated.",
    keys: [firehoseLatency, failureTime, accepts, burst, failures])
}

extension ValueKind where Value == String {
  /// A country in two capital letters.
  fileprivate static var countryCode: ValueKind<String> {
    .scalar("country", schema: .text(pattern: "^[A-Z]{2}$"), example: "KR") { text throws(UnitError) in
      let isCode = text.utf8.count == 2 && text.utf8.allSatisfy { (65...90).contains($0) }
      guard isCode else {
        let upper = text.uppercased()
        let meant = text.utf8.count == 2 && upper.utf8.allSatisfy { (65...90).contains($0) } ? upper : nil
        throw UnitError(.value, "must be a country in two capital letters such as KR", suggestion: meant)
      }
      return text
    }
  }
}
