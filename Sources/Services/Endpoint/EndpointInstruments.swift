// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What is measured of an endpoint.
struct EndpointInstruments: Sendable {
  let waiting, busy: GaugeID
  /// Calls, and how they ended.
  let calls, delivered, failed, refused, throttled, timeouts: CounterID
  /// What is billed: deliveries by SNS, one for each 64 KiB begun, and parts of text messages.
  let notifications, parts: CounterID
  let service: DistributionID

  init(_ name: String, _ instruments: inout Instruments) {
    waiting = instruments.gauge(name, "waiting", unit: "calls")
    busy = instruments.gauge(name, "busy", unit: "calls")
    calls = instruments.counter(name, "calls", unit: "calls")
    delivered = instruments.counter(name, "delivered", unit: "calls")
    failed = instruments.counter(name, "failed", unit: "calls")
    refused = instruments.counter(name, "refused", unit: "calls")
    throttled = instruments.counter(name, "throttled", unit: "calls")
    timeouts = instruments.counter(name, "timeouts", unit: "calls")
    notifications = instruments.counter(name, "notifications")
    parts = instruments.counter(name, "message_parts", unit: "parts")
    service = instruments.distribution(name, "service")
    instruments.metric(name, "depth", .level(waiting))
    instruments.metric(name, "busy", .level(busy))
    instruments.metric(name, "throughput", .tally(delivered, of: calls))
    instruments.metric(name, "delivered", .tally(delivered, of: calls))
    instruments.metric(name, "errors", .tally(failed, of: calls))
    instruments.metric(name, "throttled", .tally(throttled, of: calls))
    instruments.metric(name, "service", .distribution(service))
  }
}

/// An endpoint's random draws, each by a key of its own.
struct EndpointDraws: Sendable {
  let latency, failureTime, error, refuse, fault: DrawStream

  init(key: RandomKey, endpoint: String) {
    latency = DrawStream(key, name: endpoint, purpose: "latency")
    failureTime = DrawStream(key, name: endpoint, purpose: "failure time")
    error = DrawStream(key, name: endpoint, purpose: "error")
    refuse = DrawStream(key, name: endpoint, purpose: "refuse")
    fault = DrawStream(key, name: endpoint, purpose: "fault")
  }
}
