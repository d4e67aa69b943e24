// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What is measured of a FIFO queue besides what is measured of every queue.
struct FIFOInstruments: Sendable {
  let groupsInFlight, partitions: GaugeID
  let calls, throttled, throttledSends, throttledReceives, throttledDeletes: CounterID
  let deduplicated, storedAgain, deleteErrors: CounterID

  init(_ name: String, _ instruments: inout Instruments) {
    groupsInFlight = instruments.gauge(name, "groups_in_flight", unit: "groups")
    partitions = instruments.gauge(name, "partitions", unit: "partitions")
    calls = instruments.counter(name, "calls", unit: "requests")
    throttled = instruments.counter(name, "throttled", unit: "requests")
    throttledSends = instruments.counter(name, "throttled_sends", unit: "requests")
    throttledReceives = instruments.counter(name, "throttled_receives", unit: "requests")
    throttledDeletes = instruments.counter(name, "throttled_deletes", unit: "requests")
    deduplicated = instruments.counter(name, "deduplicated")
    storedAgain = instruments.counter(name, "stored_again")
    deleteErrors = instruments.counter(name, "delete_errors", unit: "requests")
    instruments.metric(name, "groups_in_flight", .level(groupsInFlight))
    instruments.metric(name, "throttled", .tally(throttled, of: calls))
    instruments.metric(name, "deduplicated", .tally(deduplicated, of: calls))
    instruments.cloudWatch(.sqs("NumberOfDeduplicatedSentMessages", of: name, .count(deduplicated)))
    instruments.cloudWatch(
      .sqs("ApproximateNumberOfGroupsWithInflightMessages", of: name, .level(groupsInFlight)))
  }
}
