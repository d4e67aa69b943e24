// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of an event source mapping: what polls a queue or a log for a function.
enum LambdaMappingKeys {
  static let batchSize = OptionalKey(
    "batch_size", .integer(1...10_000),
    "The most messages of one invocation; if it is left out, 10 of a queue and 100 of a log. Of a queue more than 10 need "
      + "a batch_window of 1s or more, and FIFO queues have 10.",
    source: "API/CreateEventSourceMapping, BatchSize")
  static let batchWindow = OptionalKey(
    "batch_window", .wholeSeconds(0...(300 * .second)),
    "How long messages are gathered for a batch; if it is left out, 0s, and 500ms of Kafka. With a queue a poll under way "
      + "is waited for: up to 20 s where traffic is low.",
    source: "API/CreateEventSourceMapping, MaximumBatchingWindowInSeconds")
  static let maximumConcurrency = OptionalKey(
    "maximum_concurrency", .integer(2...1_000),
    "The most concurrent invocations by the mapping: what does not fit stays in the queue.",
    monotone: true, source: "API/CreateEventSourceMapping, ScalingConfig")
  static let partialBatchResponse = Key(
    "partial_batch_response", .flag, default: "false", .aws("Developer Guide, ReportBatchItemFailures"),
    "Whether only the messages that failed come back, not the whole batch; of a log those from the first failed one on."
  )
  static let pollers = Key(
    "mapping_start", .integer(2...1_000), default: "5", .aws("Developer Guide, SQS event source mapping scaling"),
    "Concurrent batches that the mapping begins with when messages come.")
  static let idlePollers = Key(
    "idle_pollers", .integer(1...1_000), default: "5",
    .aws("measured in DataBiosphere/azul#3708; the guide says that it may fall to 2"),
    "Pollers of an idle mapping. Each asks three times a minute, which the queue is billed for.")
  static let ramp = Key(
    "mapping_ramp", .integer(0...100_000), default: "300",
    .aws("Developer Guide, SQS event source mapping scaling; 60 until November 2023"),
    "Concurrent invocations that are added in a minute while messages remain.")
  static let rampsWhenThrottled = Key(
    "ramp_when_throttled", .flag, default: "false", .assumed("AWS says that it backs off, not how"),
    "Whether the mapping goes on adding in a minute in which invocations were throttled.")
  static let limit = Key(
    "mapping_limit", .integer(2...100_000), default: "1250",
    .aws("Developer Guide, SQS event source mapping scaling; 1,000 until 2025"),
    "The most concurrent invocations of one mapping, if maximum_concurrency says no less.")
  static let errorBackoff = Key(
    "error_backoff", .ratio, default: "50%", .assumed("AWS says that it backs off, not how"),
    "The share of the mapping's concurrency that goes in a minute in which all invocations fail; fewer failures take "
      + "less. Not with partial_batch_response.")
  static let throttleRetry = Key(
    "throttle_retry", .duration(1_000_000...(3600 * .second)), default: "1s",
    .assumed("AWS says that it backs off, not how"),
    "Time until a throttled batch is handed over again, of a log also one that failed; doubles each time, of a queue until "
      + "the visibility timeout has passed.")
  static let throttleRetryMost = Key(
    "throttle_retry_most", .duration(1_000_000...(3600 * .second)), default: "60s",
    .assumed("AWS says that it backs off, not how"), "The longest time between two hand-overs of such a batch.")
  static let provisionedPollers = OptionalKey(
    "provisioned_pollers", .record(provisionedTable),
    "The mapping's provisioned mode: pollers that are paid for, each with up to 10 concurrent invocations.")

  enum Provisioned {
    static let minimum = Key(
      "min", .integer(2...200), default: "2", .aws("Developer Guide, SQS provisioned mode"), "The fewest pollers.")
    static let maximum = Key(
      "max", .integer(2...10_000), default: "200", .aws("Developer Guide, SQS provisioned mode"), "The most pollers.")
  }

  static let provisionedTable = KeyTable(
    "provisioned_pollers", "Provisioned mode of an event source mapping (ProvisionedPollerConfig).",
    keys: [Provisioned.minimum, Provisioned.maximum])

  /// Those that have no meaning with a log.
  static let ofQueues: [any AnyKey] = [
    maximumConcurrency, pollers, idlePollers, ramp, rampsWhenThrottled, limit, errorBackoff, provisionedPollers,
  ]

  static let all: [any AnyKey] = [
    batchSize, batchWindow, maximumConcurrency, partialBatchResponse, pollers, idlePollers, ramp, rampsWhenThrottled,
    limit, errorBackoff, throttleRetry, throttleRetryMost, provisionedPollers,
  ]
}

/// The settings of asynchronous invocation: by a topic, or by a worker that does not wait.
enum LambdaAsyncKeys {
  static let retries = Key(
    "retries", .integer(0...2), default: "2",
    .aws("API/PutFunctionEventInvokeConfig, MaximumRetryAttempts"),
    "Further runs of an event whose run ended in an error: after 1 minute, then after 2.")
  static let maximumEventAge = Key(
    "maximum_event_age", .wholeSeconds((60 * .second)...(21_600 * .second)), default: "6h",
    .aws("API/PutFunctionEventInvokeConfig, MaximumEventAgeInSeconds"),
    "How long an event is tried again; then it goes to on_failure, or is dropped.")
  static let onFailure = OptionalKey(
    "on_failure", .reference(to: ["channel"]),
    "The queue for events that were given up (OnFailure destination); of a log it gets one message for a batch, which says "
      + "where its records are and holds none.",
    source: "API/PutFunctionEventInvokeConfig, DestinationConfig")
  static let acceptTime = Key(
    "accept_time", .time, default: "{ lognormal: { p50: 10ms, p99: 35ms } }", .assumed("AWS gives no latencies"),
    "How long the call takes that puts an event into the function's queue.")
  static let queueTime = Key(
    "event_queue_time", .time, default: "{ lognormal: { p50: 40ms, p99: 160ms } }",
    .assumed("a public measurement from topic to function of 2022 (p50 73 ms, p99 225 ms) less the other steps"),
    "How long an event is in the function's queue when nothing keeps it there.")
  static let retryJitter = Key(
    "event_retry_jitter", .ratio, default: "50%", .assumed("AWS gives 1 s to 5 min and no more"),
    "The share of the wait before a throttled event's next try that is random.")
  static let duplicateEvents = Key(
    "duplicate_events", .ratio, default: "0%", .assumed("AWS says that it may happen and gives no number"),
    "How often an event is run once more after a success.")

  /// Those that have no meaning with a log.
  static let ofEvents: [any AnyKey] = [
    retries, maximumEventAge, acceptTime, queueTime, retryJitter, duplicateEvents,
  ]

  static let all: [any AnyKey] = [
    retries, maximumEventAge, onFailure, acceptTime, queueTime, retryJitter, duplicateEvents,
  ]
}
