// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// A function's settings, checked. Times are nanoseconds.
struct LambdaSettings: Sendable {
  struct KeepWarm: Sendable {
    let environments: Int
    let every, time: Nanoseconds
  }

  struct ProvisionedPollers: Sendable {
    let minimum, maximum: Int
  }

  /// How a queue or a log is polled.
  struct Mapping: Sendable {
    /// As written; nil for what the source has.
    let writtenBatchSize: Int?
    let writtenBatchWindow: Nanoseconds?
    /// What the mapping reads, if it is a log.
    var log: LogFamily?
    let maximumConcurrency: Int?
    let isPartial: Bool
    let start, idlePollers, ramp, limit: Int
    let rampsWhenThrottled: Bool
    let errorBackoff: Double
    let throttleRetry, throttleRetryMost: Nanoseconds
    let provisioned: ProvisionedPollers?
  }

  /// How events are kept and tried again.
  struct Asynchronous: Sendable {
    let retries: Int
    let maximumAge: Nanoseconds
    let onFailure: Reference?
    let retryJitter, duplicates: Double
    let acceptTime, queueTime: Distribution
  }

  let name: String
  var from: Reference?
  /// MB of the console: 1,024 KiB.
  let memory, storage: Int
  let isARM: Bool
  let timeout, batchOverhead: Nanoseconds
  /// The attempt without its calls: at a message, or with ``perMessage`` at a batch.
  let serviceTime: Distribution
  /// What each message adds to the work at a batch; nil where every message has a time of its own.
  let perMessage: Nanoseconds?
  let calls: CallPlan
  let isParallel: Bool
  let error, poison: Double
  /// Nil where the scenario leaves it out.
  let accountConcurrency: Int?
  let reserved: Int?
  let provisioned, scalingRate: Int
  let coldStart, placementTime, invokeTime: Distribution
  let idleLife, environmentLife: Nanoseconds
  let keepWarm: KeepWarm?
  var mapping: Mapping
  let stream: LambdaStreamSettings
  let asynchronous: Asynchronous
  /// Latencies that the scenario leaves to the built-in calibration: of every invocation, and of asynchronous ones.
  let usesBuiltInLatencies, usesBuiltInEventLatencies: Bool
  /// What was written, for messages about it.
  let record: Record

  /// The account's quota where nothing is said.
  static let standardAccountConcurrency = 1_000

  /// Nil after an error.
  ///
  /// - Parameter builtInLatencies: false makes calls and cold starts take no time where the scenario says nothing else.
  init?(name: String, _ record: Record, builtInLatencies: Bool, _ context: inout ReadContext) {
    self.name = name
    self.record = record
    func time(_ key: Key<Distribution>) -> Distribution {
      record.isDefaulted(key) && !builtInLatencies ? .zero : record[key]
    }
    from = record[LambdaKeys.from]
    memory = record[LambdaKeys.memory]
    storage = record[LambdaKeys.ephemeralStorage]
    isARM = record[LambdaKeys.architecture] == .arm64
    timeout = record[LambdaKeys.timeout]
    batchOverhead = record[LambdaKeys.batchOverhead]
    calls = record[LambdaKeys.calls] ?? .none
    if record[LambdaKeys.serviceTime] == nil, calls.isEmpty {
      context.diagnostics.error(
        .missing, at: record.node, "a lambda worker needs service_time",
        hint: "service_time: 5ms - \(LambdaKeys.serviceTime.summary)")
      return nil
    }
    serviceTime = record[LambdaKeys.serviceTime]?.base ?? .zero
    perMessage = record[LambdaKeys.serviceTime]?.perMessage
    isParallel = record[LambdaKeys.parallel]
    let failures = record[LambdaKeys.failures]
    error = failures?[LambdaKeys.Failures.error] ?? 0
    poison = failures?[LambdaKeys.Failures.poison] ?? 0
    accountConcurrency =
      record.isDefaulted(LambdaConcurrencyKeys.account) ? nil : record[LambdaConcurrencyKeys.account]
    reserved = record[LambdaConcurrencyKeys.reserved]
    provisioned = record[LambdaConcurrencyKeys.provisioned]
    scalingRate = record[LambdaConcurrencyKeys.scalingRate]
    coldStart =
      record[LambdaConcurrencyKeys.coldStart]
      ?? (builtInLatencies ? record[LambdaConcurrencyKeys.runtime].coldStart : .zero)
    placementTime = time(LambdaConcurrencyKeys.placementTime)
    invokeTime = time(LambdaConcurrencyKeys.invokeTime)
    idleLife = record[LambdaConcurrencyKeys.idleLife]
    environmentLife = record[LambdaConcurrencyKeys.environmentLife]
    keepWarm = record[LambdaConcurrencyKeys.keepWarm].map {
      KeepWarm(
        environments: $0[LambdaConcurrencyKeys.KeepWarm.environments], every: $0[LambdaConcurrencyKeys.KeepWarm.every],
        time: $0[LambdaConcurrencyKeys.KeepWarm.time])
    }
    mapping = Mapping(record)
    stream = LambdaStreamSettings(record)
    asynchronous = Asynchronous(
      retries: record[LambdaAsyncKeys.retries], maximumAge: record[LambdaAsyncKeys.maximumEventAge],
      onFailure: record[LambdaAsyncKeys.onFailure], retryJitter: record[LambdaAsyncKeys.retryJitter],
      duplicates: record[LambdaAsyncKeys.duplicateEvents], acceptTime: time(LambdaAsyncKeys.acceptTime),
      queueTime: time(LambdaAsyncKeys.queueTime))
    func areBuiltIn(_ keys: [Key<Distribution>]) -> Bool {
      builtInLatencies && keys.contains { record.isDefaulted($0) }
    }
    usesBuiltInLatencies =
      (builtInLatencies && record[LambdaConcurrencyKeys.coldStart] == nil)
      || areBuiltIn([LambdaConcurrencyKeys.placementTime, LambdaConcurrencyKeys.invokeTime])
    usesBuiltInEventLatencies = areBuiltIn([LambdaAsyncKeys.acceptTime, LambdaAsyncKeys.queueTime])
  }

  /// The work of an invocation with so many messages, on average, in seconds.
  func meanWork(messages: Int) -> Double {
    let work: Double
    if let perMessage {
      work = serviceTime.mean + Double(messages) * perMessage.seconds
    } else {
      work = serviceTime.mean * (isParallel ? 1 : Double(messages))
    }
    return batchOverhead.seconds + work
  }

  /// Memory in the GB that durations are billed by.
  var gigabytes: Double { Double(memory) / 1024 }
  /// /tmp above what is free, in GB.
  var paidStorage: Double { Double(storage - 512) / 1024 }
}

extension LambdaSettings.Mapping {
  var batchSize: Int { writtenBatchSize ?? (log == nil ? 10 : 100) }
  /// A mapping of Kafka that nobody has set gathers for 500 ms (API/CreateEventSourceMapping,
  /// MaximumBatchingWindowInSeconds).
  var batchWindow: Nanoseconds { writtenBatchWindow ?? (log == .kafka ? 500_000_000 : 0) }

  init(_ record: Record) {
    writtenBatchSize = record[LambdaMappingKeys.batchSize]
    writtenBatchWindow = record[LambdaMappingKeys.batchWindow]
    maximumConcurrency = record[LambdaMappingKeys.maximumConcurrency]
    isPartial = record[LambdaMappingKeys.partialBatchResponse]
    start = record[LambdaMappingKeys.pollers]
    idlePollers = record[LambdaMappingKeys.idlePollers]
    ramp = record[LambdaMappingKeys.ramp]
    limit = record[LambdaMappingKeys.limit]
    rampsWhenThrottled = record[LambdaMappingKeys.rampsWhenThrottled]
    errorBackoff = record[LambdaMappingKeys.errorBackoff]
    throttleRetry = record[LambdaMappingKeys.throttleRetry]
    throttleRetryMost = record[LambdaMappingKeys.throttleRetryMost]
    provisioned = record[LambdaMappingKeys.provisionedPollers].map {
      LambdaSettings.ProvisionedPollers(
        minimum: $0[LambdaMappingKeys.Provisioned.minimum], maximum: $0[LambdaMappingKeys.Provisioned.maximum])
    }
  }
}
