// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What is measured of a queue, under CloudWatch's names where it has one (in snake case).
struct SQSInstruments: Sendable {
  let depth, inFlight, delayed, oldestAge: GaugeID
  let sent, receives, emptyReceives, deletes, movedIn, movedOut, expired, rejected: CounterID
  let timeouts, duplicates, staleDeletes, visibilityErrors, overLimit: CounterID
  let sendRequests, receiveRequests, deleteRequests, visibilityRequests: CounterID

  init(_ name: String, _ instruments: inout Instruments) {
    depth = instruments.gauge(name, "depth")
    inFlight = instruments.gauge(name, "in_flight")
    delayed = instruments.gauge(name, "delayed")
    oldestAge = instruments.gauge(name, "oldest_message_age", unit: "s")
    sent = instruments.counter(name, "sent")
    receives = instruments.counter(name, "receives")
    emptyReceives = instruments.counter(name, "empty_receives", unit: "requests")
    deletes = instruments.counter(name, "deletes")
    movedIn = instruments.counter(name, "moved_in")
    movedOut = instruments.counter(name, "dead_lettered")
    expired = instruments.counter(name, "expired")
    rejected = instruments.counter(name, "rejected")
    timeouts = instruments.counter(name, "visibility_timeouts")
    duplicates = instruments.counter(name, "duplicate_deliveries")
    staleDeletes = instruments.counter(name, "stale_deletes")
    visibilityErrors = instruments.counter(name, "visibility_errors", unit: "requests")
    overLimit = instruments.counter(name, "over_limit", unit: "requests")
    sendRequests = instruments.counter(name, "send_requests", unit: "requests")
    receiveRequests = instruments.counter(name, "receive_requests", unit: "requests")
    deleteRequests = instruments.counter(name, "delete_requests", unit: "requests")
    visibilityRequests = instruments.counter(name, "visibility_requests", unit: "requests")
    instruments.metric(name, "depth", .level(depth))
    instruments.metric(name, "in_flight", .level(inFlight))
    instruments.metric(name, "oldest_message_age", .level(oldestAge))
    instruments.metric(name, "dead_lettered", .tally(movedOut, of: sent))
    instruments.metric(name, "lost", .tally(expired, of: sent))
    instruments.metric(name, "errors", .tally(rejected, of: sent))
    instruments.metric(name, "receives", .tally(receives, of: sent))
    instruments.metric(name, "throughput", .tally(deletes, of: sent))
    instruments.metric(name, "throttled", .tally(overLimit, of: receiveRequests))
    instruments.metric(name, "empty_receives", .tally(emptyReceives, of: receiveRequests))
  }
}
