// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Simulation
import Statistics

/// An endpoint's settings, checked. Times are nanoseconds.
struct EndpointSettings: Sendable {
  let name: String
  let kind: EndpointKind
  let latency, failureTime: Distribution
  /// The longest that a caller waits; nil where nobody looks at the clock.
  let timeout: Nanoseconds?
  /// Calls a second that it takes; nil without a limit.
  let accepts: Double?
  let burst: Nanoseconds
  /// Whether calls above the limit are refused rather than kept waiting.
  let refusesExcess: Bool
  /// Shares of calls.
  let error, refuse: Double
  /// Text messages only.
  let country: String?
  let parts: Int64
  let spendLimit: Decimal?
  /// Push messages only.
  let platform: EndpointKeys.Platform?
  /// Whether the latency is left to the built-in calibration.
  let usesBuiltInLatencies: Bool

  /// - Parameter builtInLatencies: false makes calls take no time where the scenario says nothing else.
  init(name: String, kind: EndpointKind, _ record: Record, builtInLatencies: Bool) {
    self.name = name
    self.kind = kind
    func time(_ key: Key<Distribution>) -> Distribution {
      record.isDefaulted(key) && !builtInLatencies ? .zero : record[key]
    }
    let latencyKey =
      switch kind {
      case .http: EndpointKeys.httpLatency
      case .email: EndpointKeys.emailLatency
      case .sms: EndpointKeys.smsLatency
      case .push: EndpointKeys.pushLatency
      case .firehose: EndpointKeys.firehoseLatency
      }
    latency = time(latencyKey)
    failureTime = time(EndpointKeys.failureTime)
    timeout = kind == .http ? record[EndpointKeys.timeout] : nil
    accepts = kind == .sms ? record[EndpointKeys.smsAccepts] : record[EndpointKeys.accepts]
    burst = record[EndpointKeys.burst]
    refusesExcess = kind == .http && record[EndpointKeys.onExcess] == .refuse
    let failures = record[EndpointKeys.failures]
    error = failures?[EndpointKeys.Failures.error] ?? 0
    refuse = failures?[EndpointKeys.Failures.refuse] ?? 0
    country = kind == .sms ? record[EndpointKeys.country] : nil
    parts = kind == .sms ? Int64(record[EndpointKeys.parts]) : 1
    spendLimit = kind == .sms ? record[EndpointKeys.spendLimit] : nil
    platform = kind == .push ? record[EndpointKeys.platform] : nil
    usesBuiltInLatencies = builtInLatencies && record.isDefaulted(latencyKey)
  }
}
