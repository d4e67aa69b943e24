// SPDX-License-Identifier: GPL-3.0-or-later

/// What can be found in a scenario: each check with the id that reports, JSON and `sluice explain` know it by. The ids are
/// part of the program's output and stay the same.
public enum Check: String, Sendable, Hashable, Codable, CaseIterable {
  // MARK: Objectives, windows, regions, prices

  case month
  case cannot
  case regionLacks = "region-lacks"
  case stalePrices = "stale-prices"
  case uncalibrated
  case uncertainRate = "uncertain-rate"

  // MARK: More work than can be done

  case unstable
  case overload

  // MARK: Queues

  case visShort = "vis-short"
  case visLambda = "vis-lambda"
  case retryWait = "retry-wait"
  case noDlq = "no-dlq"
  case dlqRetention = "dlq-retention"
  case shortPoll = "short-poll"
  case competingReaders = "competing-readers"
  case fifoLimit = "fifo-limit"
  case fewGroups = "few-groups"
  case hotGroup = "hot-group"

  // MARK: Topics and endpoints

  case fanOutAlone = "fan-out-alone"
  case filterAll = "filter-all"
  case filterNone = "filter-none"
  case smsLimit = "sms-limit"
  case snsQuota = "sns-quota"
  case unconfirmed

  // MARK: Workers

  case scalingDelay = "scaling-delay"
  case scalingMetric = "scaling-metric"
  case lambdaThrottle = "lambda-throttle"
  case lambdaTimeout = "lambda-timeout"
  case maxReceivesBelow5 = "max-receives-below-5"
  case maximumAboveReserved = "maximum-above-reserved"
  case reservedBelow5 = "reserved-below-5"
  case laneCapacity = "lane-capacity"
  case streamPoison = "stream-poison"

  // MARK: Logs

  case moreTasksThanShards = "more-tasks-than-shards"
  case hotKey = "hot-key"
  case shardLimit = "shard-limit"
  case readThroughput = "read-throughput"
  case onDemandRamp = "on-demand-ramp"
  case retentionTooShort = "retention-too-short"
  case rebalanceStorm = "rebalance-storm"
  case brokerThroughput = "broker-throughput"
  case tooManyPartitions = "too-many-partitions"
  case producerNotSafe = "producer-not-safe"
  case storageTooSmall = "storage-too-small"

  // MARK: Connectors

  case connectorFailed = "connector-failed"
  case connectorTasks = "connector-tasks"
  case smallFiles = "small-files"
  case snapshotTime = "snapshot-time"

  // MARK: Caches

  case cacheTooSmall = "cache-too-small"
  case stampede
  case ttlMissing = "ttl-missing"
  case volatileWithoutTtl = "volatile-without-ttl"
  case writeBehindLoss = "write-behind-loss"
  case singleNode = "single-node"
  case evictionPressure = "eviction-pressure"
  case networkBound = "network-bound"
  case outOfMemory = "out-of-memory"
  case serverlessThrottled = "serverless-throttled"
  case smallNodeCredits = "small-node-credits"

  // MARK: Databases

  case databaseOverload = "database-overload"
  case databasePool = "database-pool"
  case databaseConnections = "database-connections"
  case databaseCredits = "database-credits"
  case databaseTimeLimit = "database-time-limit"
  case replicasUnused = "replicas-unused"
  case singleDatabase = "single-database"

  // MARK: The network

  case endpointUnused = "endpoint-unused"
  case natUnused = "nat-unused"
}
