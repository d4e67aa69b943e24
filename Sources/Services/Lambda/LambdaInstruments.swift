// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What is measured of a function.
struct LambdaInstruments: Sendable {
  let concurrency, utilisation, environments, pollers, eventQueue: GaugeID
  let attempts, worked, duplicateWork, succeeded, failed: CounterID
  let handOvers, invocations, errors, timeouts, throttles, systemErrors, coldStarts: CounterID
  let droppedAfterThrottling, droppedUnrun: CounterID
  let requests, billedTime, billedProvisionedTime: CounterID
  /// Time with a /tmp that is paid for, in environments of both kinds; nil where it costs nothing.
  let storageTime: CounterID?
  let eventsReceived, eventsDropped, lost, deadLettered: CounterID
  /// Records that a mapping was handed, and those of them that it gave up.
  let polled, discarded: CounterID
  let service, duration, initTime, eventAge: DistributionID
  /// How old the last record of a batch is when the function gets it; nil where it reads no log.
  let iteratorAge: DistributionID?

  init(_ name: String, log: String? = nil, paysStorage: Bool = false, _ instruments: inout Instruments) {
    concurrency = instruments.gauge(name, "concurrency", unit: "environments")
    utilisation = instruments.gauge(name, "utilisation", unit: "")
    environments = instruments.gauge(name, "environments", unit: "environments")
    pollers = instruments.gauge(name, "pollers", unit: "pollers")
    eventQueue = instruments.gauge(name, "event_queue")
    attempts = instruments.counter(name, "attempts", unit: "attempts")
    worked = instruments.counter(name, "worked")
    duplicateWork = instruments.counter(name, "duplicate_work")
    succeeded = instruments.counter(name, "succeeded", unit: "attempts")
    failed = instruments.counter(name, "failed", unit: "attempts")
    handOvers = instruments.counter(name, "hand_overs", unit: "calls")
    invocations = instruments.counter(name, "invocations", unit: "invocations")
    errors = instruments.counter(name, "errors", unit: "invocations")
    timeouts = instruments.counter(name, "timeouts", unit: "invocations")
    throttles = instruments.counter(name, "throttles", unit: "calls")
    systemErrors = instruments.counter(name, "system_errors", unit: "calls")
    coldStarts = instruments.counter(name, "cold_starts", unit: "invocations")
    droppedAfterThrottling = instruments.counter(name, "dropped")
    droppedUnrun = instruments.counter(name, "dropped_unrun")
    requests = instruments.counter(name, "requests", unit: "requests")
    billedTime = instruments.counter(name, "billed_time", unit: "ms")
    billedProvisionedTime = instruments.counter(name, "billed_provisioned_time", unit: "ms")
    storageTime = paysStorage ? instruments.counter(name, "storage_time", unit: "ms") : nil
    eventsReceived = instruments.counter(name, "events_received")
    eventsDropped = instruments.counter(name, "events_dropped")
    lost = instruments.counter(name, "lost")
    deadLettered = instruments.counter(name, "dead_lettered")
    polled = instruments.counter(name, "polled")
    discarded = instruments.counter(name, "discarded")
    service = instruments.distribution(name, "service")
    duration = instruments.distribution(name, "duration")
    initTime = instruments.distribution(name, "init_time")
    eventAge = instruments.distribution(name, "event_age")
    iteratorAge = log == nil ? nil : instruments.distribution(name, "iterator_age")
    instruments.metric(name, "utilisation", .level(utilisation))
    instruments.metric(name, "concurrency", .level(concurrency))
    instruments.metric(name, "depth", .level(eventQueue))
    instruments.metric(name, "duplicate_work", .tally(duplicateWork, of: worked))
    instruments.metric(name, "errors", .tally(errors, of: invocations))
    instruments.metric(name, "throttled", .tally(throttles, of: handOvers))
    instruments.metric(name, "cold_starts", .tally(coldStarts, of: invocations))
    let received = log == nil ? eventsReceived : polled
    instruments.metric(name, "lost", .tally(lost, of: received))
    instruments.metric(name, "dead_lettered", .tally(deadLettered, of: received))
    instruments.metric(name, "dropped", .tally(droppedAfterThrottling, of: worked))
    instruments.metric(name, "throughput", .tally(succeeded, of: attempts))
    instruments.metric(name, "service", .distribution(service))
    instruments.metric(name, "duration", .distribution(duration))
    if let iteratorAge { instruments.metric(name, "iterator_age", .distribution(iteratorAge)) }
    cloudWatch(name, &instruments)
  }

  private func cloudWatch(_ name: String, _ instruments: inout Instruments) {
    var sources: [(String, CloudWatchMetric.Source)] = [
      ("Invocations", .count(invocations)), ("Errors", .count(errors)), ("Throttles", .count(throttles)),
      ("Duration", .times(duration)), ("ConcurrentExecutions", .level(concurrency)),
      ("AsyncEventsReceived", .count(eventsReceived)), ("AsyncEventAge", .times(eventAge)),
      ("AsyncEventsDropped", .count(eventsDropped)),
    ]
    if let iteratorAge {
      sources += [
        ("IteratorAge", .times(iteratorAge)), ("PolledEventCount", .count(polled)),
        ("DroppedEventCount", .count(discarded)),
      ]
      // The log's readers measure it under the function's name.
      if let lag = instruments.gauge(named: "lag_messages", of: name) { sources.append(("OffsetLag", .level(lag))) }
    }
    for (metric, source) in sources {
      instruments.cloudWatch(CloudWatchMetric("AWS/Lambda", metric, "FunctionName", name, source))
    }
  }
}

/// A function's random draws, each by a key of its own.
struct LambdaDraws: Sendable {
  let service, error, poison, invoke, coldStart, placement, accept, queue, jitter, duplicate, fault: DrawStream

  init(key: RandomKey, function: String) {
    func stream(_ purpose: String) -> DrawStream { DrawStream(key, name: function, purpose: purpose) }
    service = stream("service")
    error = stream("error")
    poison = stream("poison")
    invoke = stream("invoke")
    coldStart = stream("cold start")
    placement = stream("placement")
    accept = stream("accept")
    queue = stream("event queue")
    jitter = stream("event retry")
    duplicate = stream("duplicate event")
    fault = stream("fault")
  }
}
