// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What is measured of a stream, under CloudWatch's names where it has one (in snake case).
struct KinesisInstruments: Sendable {
  // Writing. A record is what the stream takes in; with aggregation it carries many messages.
  let offered, taken, rejected: CounterID
  let incomingRecords, incomingBytes, putRecords, throttled, failed: CounterID
  let putCalls, putRecordsCalls, failedCalls, fullyTakenCalls: CounterID
  let payloadUnits, billedBytes, takenBytes: CounterID
  let putTime: DistributionID
  let buffered: GaugeID
  // Reading.
  let outgoingRecords, outgoingBytes, billedOut, longTermOut: CounterID
  let getCalls, readThrottled, nonEmptyReads: CounterID
  let getTime: DistributionID
  let subscriptions, pushes, pushedBytes: CounterID
  let iteratorAge, iteratorMilliseconds: GaugeID
  // Shards and leases.
  let shards, utilisation, streams, consumers: GaugeID
  let reshards: CounterID
  let leases: GaugeID
  let checkpoints, failovers, leaseMoves: CounterID

  init(_ name: String, isPushed: Bool, _ instruments: inout Instruments) {
    offered = instruments.counter(name, "offered")
    taken = instruments.counter(name, "sent")
    rejected = instruments.counter(name, "rejected")
    incomingRecords = instruments.counter(name, "incoming_records", unit: "records")
    incomingBytes = instruments.counter(name, "incoming_bytes", unit: "B")
    putRecords = instruments.counter(name, "put_records", unit: "records")
    throttled = instruments.counter(name, "throttled_records", unit: "records")
    failed = instruments.counter(name, "failed_records", unit: "records")
    putCalls = instruments.counter(name, "put_record_requests", unit: "requests")
    putRecordsCalls = instruments.counter(name, "put_records_requests", unit: "requests")
    failedCalls = instruments.counter(name, "failed_calls", unit: "requests")
    fullyTakenCalls = instruments.counter(name, "successful_puts", unit: "requests")
    payloadUnits = instruments.counter(name, "payload_units", unit: "units")
    billedBytes = instruments.counter(name, "billed_bytes_in", unit: "B")
    takenBytes = instruments.counter(name, "stored_bytes", unit: "B")
    putTime = instruments.distribution(name, "put_latency")
    buffered = instruments.gauge(name, "buffered")
    outgoingRecords = instruments.counter(name, "outgoing_records")
    outgoingBytes = instruments.counter(name, "outgoing_bytes", unit: "B")
    billedOut = instruments.counter(name, "billed_bytes_out", unit: "B")
    longTermOut = instruments.counter(name, "long_term_bytes_out", unit: "B")
    getCalls = instruments.counter(name, "get_records_requests", unit: "requests")
    readThrottled = instruments.counter(name, "read_throttled", unit: "requests")
    nonEmptyReads = instruments.counter(name, "non_empty_reads", unit: "requests")
    getTime = instruments.distribution(name, "get_latency")
    subscriptions = instruments.counter(name, "subscriptions", unit: "requests")
    pushes = instruments.counter(name, "pushes", unit: "events")
    pushedBytes = instruments.counter(name, "pushed_bytes", unit: "B")
    iteratorAge = instruments.gauge(name, "iterator_age", unit: "s")
    iteratorMilliseconds = instruments.gauge(name, "iterator_age_milliseconds", unit: "ms")
    shards = instruments.gauge(name, "shards", unit: "shards")
    utilisation = instruments.gauge(name, "utilisation", unit: "ratio")
    streams = instruments.gauge(name, "streams", unit: "streams")
    consumers = instruments.gauge(name, "consumer_shards", unit: "consumer shards")
    reshards = instruments.counter(name, "reshards", unit: "times")
    leases = instruments.gauge(name, "leases", unit: "leases")
    checkpoints = instruments.counter(name, "checkpoints", unit: "times")
    failovers = instruments.counter(name, "failovers", unit: "times")
    leaseMoves = instruments.counter(name, "lease_moves", unit: "times")
    instruments.metric(name, "throttled", .tally(throttled, of: putRecords), overTime: true)
    instruments.metric(name, "errors", .tally(rejected, of: offered))
    instruments.metric(name, "throughput", .tally(taken, of: offered))
    instruments.metric(name, "read_throttled", .tally(readThrottled, of: getCalls))
    instruments.metric(name, "utilisation", .level(utilisation))
    instruments.metric(name, "shards", .level(shards))
    instruments.metric(name, "buffered", .level(buffered))
    instruments.metric(name, "iterator_age", .level(iteratorAge))
    instruments.metric(name, "put_latency", .distribution(putTime))
    if !isPushed { instruments.metric(name, "get_latency", .distribution(getTime)) }
    declareCloudWatch(name, isPushed: isPushed, &instruments)
  }

  /// The names in the namespace AWS/Kinesis (Developer Guide, monitoring-with-cloudwatch).
  private func declareCloudWatch(_ name: String, isPushed: Bool, _ instruments: inout Instruments) {
    var metrics: [(String, CloudWatchMetric.Source)] = [
      ("IncomingBytes", .count(incomingBytes)), ("IncomingRecords", .count(incomingRecords)),
      ("OutgoingBytes", .count(outgoingBytes)), ("OutgoingRecords", .count(outgoingRecords)),
      ("PutRecords.TotalRecords", .count(putRecords)), ("PutRecords.SuccessfulRecords", .count(incomingRecords)),
      ("PutRecords.ThrottledRecords", .count(throttled)), ("PutRecords.FailedRecords", .count(failed)),
      ("PutRecords.Bytes", .count(incomingBytes)), ("PutRecords.Success", .count(fullyTakenCalls)),
      ("PutRecords.Latency", .times(putTime)), ("WriteProvisionedThroughputExceeded", .count(throttled)),
      ("GetRecords.IteratorAgeMilliseconds", .level(iteratorMilliseconds)),
    ]
    if isPushed {
      metrics += [
        ("SubscribeToShard.Success", .count(subscriptions)), ("SubscribeToShardEvent.Success", .count(pushes)),
        ("SubscribeToShardEvent.Bytes", .count(pushedBytes)),
        ("SubscribeToShardEvent.Records", .count(outgoingRecords)),
        ("SubscribeToShardEvent.MillisBehindLatest", .level(iteratorMilliseconds)),
      ]
    } else {
      metrics += [
        ("ReadProvisionedThroughputExceeded", .count(readThrottled)), ("GetRecords.Success", .count(getCalls)),
        ("GetRecords.Latency", .times(getTime)), ("GetRecords.Bytes", .count(outgoingBytes)),
        ("GetRecords.Records", .count(outgoingRecords)),
      ]
    }
    for (metric, source) in metrics {
      instruments.cloudWatch(CloudWatchMetric("AWS/Kinesis", metric, "StreamName", name, source))
    }
  }
}
