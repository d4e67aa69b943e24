// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What is measured of a queue, under CloudWatch's names where it has one (in snake case).
struct SQSInstruments: Sendable {
  let depth, inFlight, delayed, oldestAge: GaugeID
  let sent, receives, emptyReceives, deletes, movedIn, movedOut, expired, rejected: CounterID
  let timeouts, duplicates, staleDeletes, visibilityErrors, overLimit: CounterID
  let sendRequests, receiveRequests, deleteRequests, visibilityRequests, failedCalls: CounterID
  let sentBytes, redriven, redrivenIn, redrivesRefused: CounterID

  init(_ name: String, isFIFO: Bool = false, _ instruments: inout Instruments) {
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
    failedCalls = instruments.counter(name, "failed_calls", unit: "requests")
    sentBytes = instruments.counter(name, "sent_bytes", unit: "B")
    redriven = instruments.counter(name, "redriven")
    redrivenIn = instruments.counter(name, "redriven_in")
    redrivesRefused = instruments.counter(name, "redrives_refused", unit: "tasks")
    instruments.metric(name, "depth", .level(depth))
    instruments.metric(name, "in_flight", .level(inFlight))
    instruments.metric(name, "oldest_message_age", .level(oldestAge))
    instruments.metric(name, "dead_lettered", .tally(movedOut, of: sent))
    instruments.metric(name, "lost", .tally(expired, of: sent))
    instruments.metric(name, "errors", .tally(rejected, of: sent))
    instruments.metric(name, "receives", .tally(receives, of: sent))
    instruments.metric(name, "throughput", .tally(deletes, of: sent))
    instruments.metric(name, "redriven", .tally(redriven, of: movedIn))
    instruments.metric(name, "empty_receives", .tally(emptyReceives, of: receiveRequests))
    if !isFIFO { instruments.metric(name, "throttled", .tally(overLimit, of: receiveRequests)) }
    declareCloudWatch(name, &instruments)
  }

  /// The names in the namespace AWS/SQS (Developer Guide, available CloudWatch metrics).
  private func declareCloudWatch(_ name: String, _ instruments: inout Instruments) {
    let metrics: [(String, CloudWatchMetric.Source)] = [
      ("ApproximateNumberOfMessagesVisible", .level(depth)),
      ("ApproximateNumberOfMessagesNotVisible", .level(inFlight)),
      ("ApproximateNumberOfMessagesDelayed", .level(delayed)), ("ApproximateAgeOfOldestMessage", .level(oldestAge)),
      ("NumberOfMessagesSent", .count(sent)), ("NumberOfMessagesReceived", .count(receives)),
      ("NumberOfMessagesDeleted", .count(deletes)), ("NumberOfEmptyReceives", .count(emptyReceives)),
      ("SentMessageSize", .count(sentBytes)),
    ]
    for (metric, source) in metrics { instruments.cloudWatch(.sqs(metric, of: name, source)) }
  }
}

extension CloudWatchMetric {
  /// A metric of a queue.
  static func sqs(_ metric: String, of queue: String, _ source: Source) -> CloudWatchMetric {
    CloudWatchMetric("AWS/SQS", metric, "QueueName", queue, source)
  }
}

/// What is measured of the tenants of a fair queue.
struct SQSTenantInstruments: Sendable {
  let noisy, quietDepth, quietInFlight, quietDelayed, quietAge: GaugeID
  let requests: CounterID

  init(_ name: String, _ instruments: inout Instruments) {
    noisy = instruments.gauge(name, "noisy_groups", unit: "groups")
    quietDepth = instruments.gauge(name, "quiet_depth")
    quietInFlight = instruments.gauge(name, "quiet_in_flight")
    quietDelayed = instruments.gauge(name, "quiet_delayed")
    quietAge = instruments.gauge(name, "quiet_oldest_message_age", unit: "s")
    requests = instruments.counter(name, "fair_requests", unit: "requests")
    instruments.metric(name, "noisy_groups", .level(noisy))
    instruments.metric(name, "quiet_depth", .level(quietDepth))
    instruments.metric(name, "quiet_oldest_message_age", .level(quietAge))
    let metrics: [(String, GaugeID)] = [
      ("ApproximateNumberOfNoisyGroups", noisy), ("ApproximateNumberOfMessagesVisibleInQuietGroups", quietDepth),
      ("ApproximateNumberOfMessagesNotVisibleInQuietGroups", quietInFlight),
      ("ApproximateNumberOfMessagesDelayedInQuietGroups", quietDelayed),
      ("ApproximateAgeOfOldestMessageInQuietGroups", quietAge),
    ]
    for (metric, gauge) in metrics { instruments.cloudWatch(.sqs(metric, of: name, .level(gauge))) }
  }
}
