// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What is measured of a topic and its cluster.
struct KafkaInstruments: Sendable {
  // Records.
  /// Records that producers handed in, that a leader has appended, and that can be read.
  let sent, appended, readable: CounterID
  /// Records that were lost although they were acknowledged, that a retry has appended again, and that were given up.
  let lostAcknowledged, duplicates, givenUp: CounterID
  /// Records that waited for buffer memory, and those whose batch was sent again.
  let blocked, retried: CounterID
  let handedOut: CounterID
  // Batches and requests.
  let batches, requests, fetches: CounterID
  // Bytes: taken in and handed out by leaders, as they are stored; before compression; between brokers; across zones.
  let bytesIn, bytesOut, rawBytes, replicationBytes, zoneBytesProducer, zoneBytesConsumer,
    zoneBytesReplication: CounterID
  let tieredReads: CounterID
  // Throttling by quotas [requests, fetches].
  let produceThrottled, fetchThrottled: CounterID
  // Health.
  let elections, uncleanElections, shrinks: CounterID
  let underReplicated, offline, underMinISR, brokersUp, activeControllers: GaugeID
  // Load.
  let utilisation, processors, networkIn, networkOut, disk: GaugeID
  /// Records in producers that no leader has appended, and batches' memory [B].
  let gathering, bufferUsed: GaugeID
  /// Records of the batches of the last second, on average.
  let batchRecords: GaugeID
  let diskUsed: GaugeID
  // Times.
  let produce, acknowledge, replicate, fetch: DistributionID
  // What is paid for.
  let brokersPaid: GaugeID

  init(_ settings: KafkaSettings, _ instruments: inout Instruments) {
    let name = settings.name
    sent = instruments.counter(name, "sent")
    appended = instruments.counter(name, "appended")
    readable = instruments.counter(name, "readable")
    lostAcknowledged = instruments.counter(name, "lost_acknowledged")
    duplicates = instruments.counter(name, "duplicates")
    givenUp = instruments.counter(name, "given_up")
    blocked = instruments.counter(name, "blocked")
    retried = instruments.counter(name, "retried")
    handedOut = instruments.counter(name, "handed_out")
    batches = instruments.counter(name, "batches", unit: "batches")
    requests = instruments.counter(name, "requests", unit: "requests")
    fetches = instruments.counter(name, "fetches", unit: "fetches")
    bytesIn = instruments.counter(name, "bytes_in", unit: "B")
    bytesOut = instruments.counter(name, "bytes_out", unit: "B")
    rawBytes = instruments.counter(name, "raw_bytes", unit: "B")
    replicationBytes = instruments.counter(name, "replication_bytes", unit: "B")
    zoneBytesProducer = instruments.counter(name, "zone_bytes_producer", unit: "B")
    zoneBytesConsumer = instruments.counter(name, "zone_bytes_consumer", unit: "B")
    zoneBytesReplication = instruments.counter(name, "zone_bytes_replication", unit: "B")
    tieredReads = instruments.counter(name, "tiered_read_bytes", unit: "B")
    produceThrottled = instruments.counter(name, "produce_throttled", unit: "requests")
    fetchThrottled = instruments.counter(name, "fetch_throttled", unit: "fetches")
    elections = instruments.counter(name, "elections", unit: "elections")
    uncleanElections = instruments.counter(name, "unclean_elections", unit: "elections")
    shrinks = instruments.counter(name, "isr_shrinks", unit: "times")
    underReplicated = instruments.gauge(name, "under_replicated", unit: "partitions")
    offline = instruments.gauge(name, "offline", unit: "partitions")
    underMinISR = instruments.gauge(name, "under_min_isr", unit: "partitions")
    brokersUp = instruments.gauge(name, "brokers_up", unit: "brokers")
    activeControllers = instruments.gauge(name, "active_controllers", unit: "controllers")
    utilisation = instruments.gauge(name, "utilisation", unit: "")
    processors = instruments.gauge(name, "cpu", unit: "%")
    networkIn = instruments.gauge(name, "network_in", unit: "")
    networkOut = instruments.gauge(name, "network_out", unit: "")
    disk = instruments.gauge(name, "disk", unit: "")
    gathering = instruments.gauge(name, "gathering")
    bufferUsed = instruments.gauge(name, "buffer_used", unit: "B")
    batchRecords = instruments.gauge(name, "batch_records", unit: "records")
    diskUsed = instruments.gauge(name, "disk_used", unit: "%")
    produce = instruments.distribution(name, "produce")
    acknowledge = instruments.distribution(name, "acknowledge")
    replicate = instruments.distribution(name, "replicate")
    fetch = instruments.distribution(name, "fetch")
    brokersPaid = instruments.gauge(name, "brokers", unit: "brokers")
    declareMetrics(settings, &instruments)
    declareCloudWatch(settings, &instruments)
  }

  private func declareMetrics(_ settings: KafkaSettings, _ instruments: inout Instruments) {
    let name = settings.name
    let levels: [(String, GaugeID)] = [
      ("under_replicated", underReplicated), ("offline", offline), ("under_min_isr", underMinISR),
      ("brokers_up", brokersUp), ("gathering", gathering), ("buffer_used", bufferUsed),
      ("batch_records", batchRecords),
    ]
    for (metric, gauge) in levels { instruments.metric(name, metric, .level(gauge)) }
    if settings.kind != .serverless {
      let load: [(String, GaugeID)] = [
        ("cpu", processors), ("network_in", networkIn), ("network_out", networkOut),
        ("disk", disk), ("disk_used", diskUsed),
      ]
      for (metric, gauge) in load { instruments.metric(name, metric, .level(gauge)) }
    }
    instruments.metric(name, "utilisation", .level(utilisation))
    let times: [(String, DistributionID)] = [
      ("produce", produce), ("acknowledge", acknowledge), ("replicate", replicate), ("fetch", fetch),
    ]
    for (metric, distribution) in times { instruments.metric(name, metric, .distribution(distribution)) }
    instruments.metric(name, "throughput", .tally(readable, of: sent))
    instruments.metric(name, "lost_acknowledged", .tally(lostAcknowledged, of: appended))
    instruments.metric(name, "duplicates", .tally(duplicates, of: appended))
    instruments.metric(name, "given_up", .tally(givenUp, of: sent))
    instruments.metric(name, "blocked", .tally(blocked, of: sent))
    instruments.metric(name, "retried", .tally(retried, of: sent))
    instruments.metric(name, "requests", .tally(requests, of: batches))
    instruments.metric(name, "produce_throttled", .tally(produceThrottled, of: requests))
    instruments.metric(name, "fetch_throttled", .tally(fetchThrottled, of: fetches))
  }

  /// Under the names that MSK publishes (MSK Developer Guide, metrics for monitoring), as sums or extremes over the
  /// brokers where it has one for each.
  private func declareCloudWatch(_ settings: KafkaSettings, _ instruments: inout Instruments) {
    guard settings.kind != .ec2 else { return }
    var shown: [(String, CloudWatchMetric.Source)] = [
      ("BytesInPerSec", .count(bytesIn)), ("BytesOutPerSec", .count(bytesOut)), ("MessagesInPerSec", .count(appended)),
    ]
    if settings.kind == .msk {
      shown += [
        ("ReplicationBytesInPerSec", .count(replicationBytes)), ("UnderReplicatedPartitions", .level(underReplicated)),
        ("UnderMinIsrPartitionCount", .level(underMinISR)), ("OfflinePartitionsCount", .level(offline)),
        ("ActiveControllerCount", .level(activeControllers)), ("CpuUser", .level(processors)),
        ("KafkaDataLogsDiskUsed", .level(diskUsed)), ("ProduceTotalTimeMsMean", .times(produce)),
        ("FetchConsumerTotalTimeMsMean", .times(fetch)), ("ProduceThrottleQueueSize", .count(produceThrottled)),
        ("FetchThrottleQueueSize", .count(fetchThrottled)),
      ]
    }
    for (metric, source) in shown {
      instruments.cloudWatch(CloudWatchMetric("AWS/Kafka", metric, "Cluster Name", settings.name, source))
    }
  }
}

/// The cluster's random draws, each by a key of its own.
struct KafkaDraws: Sendable {
  let request, response, broker, backoff, partition, fetcher, fetch, election, fault, tiered: DrawStream

  init(key: RandomKey, topic: String) {
    func stream(_ purpose: String) -> DrawStream { DrawStream(key, name: topic, purpose: purpose) }
    request = stream("request")
    response = stream("response")
    broker = stream("broker time")
    backoff = stream("backoff")
    partition = stream("partition")
    fetcher = stream("replica fetcher")
    fetch = stream("fetch")
    election = stream("election")
    fault = stream("fault")
    tiered = stream("tiered read")
  }
}
