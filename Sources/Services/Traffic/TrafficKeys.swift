// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of a traffic source, as they are written in a scenario.
enum TrafficKeys {
  static let to = RequiredKey(
    "to", .reference(to: ["channel", "cache", "database"]),
    "The channel that the messages are sent to, or the cache or database that is asked.")
  static let operation = OptionalKey(
    "operation", .requestOperation,
    "What is asked of a cache or database: read (as if it were written), write or delete by the message's key, or what only caches do; for all requests of a trace that has operations of its own, if it is written."
  )
  static let value = OptionalKey(
    "value", .recordSizes,
    "Bytes of the records in a cache or database, each key's always the same, or { same_as: NAME } for the records of another source; the message's size if it is left out."
  )
  static let rate = OptionalKey(
    "rate", .uncertainRate,
    "Messages a second, on average, at a load of 1; of a rate that nobody knows yet, { low, likely, high }: all but a plan under doubt use the likely one."
  )
  static let arrivals = Key(
    "arrivals", .arrivals, default: "poisson", .sluice,
    "How messages follow each other: poisson, constant, gamma, bursts, or the times of a file.")
  static let shape = OptionalKey(
    "shape", .list(of: .record(pointTable), count: 1...10_000),
    "The load over time as a multiple of the rate: from `at` on it is `x`, after a ramp if one is given.")
  static let size = Key("size", .size, default: "1KiB", .sluice, "Bytes of one message, body and attributes.")
  static let delay = OptionalKey(
    "delay", .wholeSeconds(0...(900 * .second)),
    "DelaySeconds of every message, 0 included; what the queue says if it is left out.", source: "API/SendMessage")
  static let producers = Key(
    "producers", .integer(1...100_000), default: "1", .sluice,
    "Producers that the messages come from, in turn or, where they have keys, by key; each gathers batches of its own.")
  static let batch = Key(
    "batch", .batch, default: "1", .sluice,
    "Messages in one call: 1 is SendMessage; { up_to: 10, wait: 100ms } gathers for SendMessageBatch, and for a log says how long its client lingers."
  )

  static let keys = OptionalKey(
    "keys", .keyChoice,
    "The keys that messages are about, such as customers: message groups and partitions follow them.")
  static let attributes = OptionalKey(
    "attributes", .messageAttributes,
    "Message attributes, which filters look at: a value, shares of values, or { number: DISTRIBUTION }.")
  static let body = OptionalKey(
    "body", .messageBody,
    "The JSON body, for filters with the scope MessageBody: as attributes, and maps within maps.")
  static let retry = OptionalKey(
    "retry", .record(retryTable),
    "What a producer does when a call is throttled; if it is left out, what the SDKs' standard mode does. Requests to a cache or database that are throttled or fail are asked again only if it is written: who waits for a page reloads it, or not.",
    source: "sdkref/feature-retry-behavior: standard mode")

  enum Retry {
    static let attempts = Key(
      "attempts", .integer(1...16), default: "3", .aws("sdkref/feature-retry-behavior"),
      "Calls in all, the first included; then the messages are rejected.")
    static let backoff = Key(
      "backoff", .duration(0...(3600 * .second)), default: "1s", .aws("sdkref/feature-retry-behavior: throttling"),
      "Wait before the first retry; it doubles with each.")
    static let maxBackoff = Key(
      "max_backoff", .duration(0...(3600 * .second)), default: "20s", .aws("sdkref/feature-retry-behavior"),
      "What the wait grows to.")
    static let jitter = Key(
      "jitter", .choice(of: TrafficRetry.Jitter.self), default: "full", .aws("sdkref/feature-retry-behavior"),
      "full draws each wait evenly between 0 and the back-off; none waits all of it.")
  }

  static let retryTable = KeyTable(
    "retry", "Retries of throttled calls, as in the AWS SDKs' standard mode.",
    keys: [Retry.attempts, Retry.backoff, Retry.maxBackoff, Retry.jitter])

  enum KeyLaw {
    static let count = RequiredKey("count", .integer(1...4_000_000_000), "Different keys.")
    static let exponent = RequiredKey(
      "exponent", .number(0...10),
      "How much more popular the first keys are: key k is drawn in proportion to k^-exponent.")
    static let drift = OptionalKey(
      "drift", .rate,
      "Newcomers, as with news: each takes the first place, and all others fall back by one; the last one's number is the newcomer's."
    )
  }

  static let zipfTable = KeyTable(
    "zipf", "Popular keys and rare ones, by Zipf's law.", keys: [KeyLaw.count, KeyLaw.exponent, KeyLaw.drift])
  static let uniformTable = KeyTable("uniform", "Keys that are all as popular.", keys: [KeyLaw.count])

  enum Point {
    static let at = RequiredKey("at", .duration(0...Units.longestDuration), "When the change begins.")
    static let x = RequiredKey("x", .factor, "The load from then on, as a multiple of the rate.")
    static let ramp = Key(
      "ramp", .duration(0...Units.longestDuration), default: "0s", .sluice,
      "How long the load takes to get there, in a straight line.")
  }

  static let pointTable = KeyTable("shape", "A change of the load.", keys: [Point.at, Point.x, Point.ramp])

  enum Batch {
    static let upTo = RequiredKey(
      "up_to", .integer(1...1_000_000),
      "The most messages in one call; never more than the service takes: 10 for SQS and SNS, 500 for PutRecords.")
    static let wait = Key(
      "wait", .duration(0...(3600 * .second)), default: "0s", .sluice,
      "The longest that a message waits for its batch to fill (Kafka: linger.ms).")
  }

  static let batchTable = KeyTable(
    "batch", "Gathers messages into one call: SendMessageBatch, PutRecords, a producer's batch.",
    keys: [Batch.upTo, Batch.wait])

  enum Bursts {
    static let every = RequiredKey("every", .duration(1_000_000...Units.longestDuration), "Time between two bursts.")
    static let size = RequiredKey("size", .integer(1...10_000_000), "Messages of one burst, at a load of 1.")
  }

  static let burstsTable = KeyTable(
    "bursts", "Many messages at once, every so often.", keys: [Bursts.every, Bursts.size])

  enum Gamma {
    static let cv = RequiredKey(
      "cv", .number(0.01...30), "Coefficient of variation of the times between messages: 1 is like poisson.")
  }

  static let gammaTable = KeyTable(
    "gamma", "Gamma-distributed times between messages.", keys: [Gamma.cv])

  enum Trace {
    static let file = RequiredKey("file", .text, "The file; paths count from the scenario's folder.")
    static let format = Key(
      "format", .choice(of: TraceFormat.self), default: "auto", .sluice,
      "How it is written: times (seconds, perhaps bytes), twitter (the CSV of Twitter's cache traces) or oracle-general (libCacheSim's records); auto looks."
    )
    static let speed = Key(
      "speed", .factor(0.000_001...1_000_000), default: "1x", .sluice,
      "How much faster than recorded time goes; the traffic factor multiplies it.")
  }

  static let traceTable = KeyTable(
    "trace",
    "A recorded stream. Cache traces have times in whole seconds: the requests of a second are spread evenly over it.",
    keys: [Trace.file, Trace.format, Trace.speed])

  enum Doubt {
    static let low = OptionalKey(
      "low", .rate,
      "The rate that one future in twenty stays below; as far below the likely rate as high is above it, in proportion, if it is left out."
    )
    static let likely = RequiredKey(
      "likely", .rate,
      "The rate that is as likely too low as too high, which is simulated unless a plan is under doubt.")
    static let high = OptionalKey(
      "high", .rate,
      "The rate that one future in twenty goes beyond; as far above the likely rate as low is below it, in proportion, if it is left out."
    )
  }

  static let doubtTable = KeyTable(
    "uncertain rate",
    "A rate that nobody knows yet: its 5%, 50% and 95% quantiles, between which its logarithm is normal (Keefer, Bodily 1983).",
    keys: [Doubt.low, Doubt.likely, Doubt.high])

  static let table = KeyTable(
    "traffic", "A source of messages.",
    keys: [
      to, operation, rate, arrivals, shape, size, delay, producers, batch, keys, value, attributes, body, retry,
    ])
}
