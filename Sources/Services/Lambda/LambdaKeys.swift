// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of a Lambda function, as they are written in a scenario.
enum LambdaKeys {
  static let from = OptionalKey(
    "from", .reference(to: ["channel"]),
    "The queue or log that an event source mapping polls for it, or the topic that invokes it asynchronously.")
  static let memory = Key(
    "memory", .lambdaMegabytes(128...10_240), default: "128MB", .aws("API/CreateFunction, MemorySize"),
    "Memory of one environment, in the console's MB (1,024 KiB): what its time is billed by.")
  static let ephemeralStorage = Key(
    "ephemeral_storage", .lambdaMegabytes(512...10_240), default: "512MB",
    .aws("API/CreateFunction, EphemeralStorage"), "Size of /tmp; what is above 512MB is billed.")
  static let architecture = Key(
    "architecture", .choice(of: ComputeKeys.Architecture.self), default: "x86_64",
    .aws("API/CreateFunction, Architectures"), "The processors' architecture.")
  static let timeout = Key(
    "timeout", .wholeSeconds(.second...(900 * .second)), default: "3s", .aws("API/CreateFunction, Timeout"),
    "An invocation that takes longer is cut off: an error, billed up to here.")
  static let serviceTime = OptionalKey(
    "service_time", .batchTime,
    "How long one attempt at one message takes, calls left out; the handler works through the messages of a batch one "
      + "after the other. With per_message beside it: how long the work at a batch takes, which succeeds or fails as a "
      + "whole. A function that only calls may leave it out.")
  static let calls = OptionalKey(
    "calls", .calls,
    "What is called after the work at a message: a channel or an endpoint, several in order, or { parallel: [a, b] } at "
      + "once.")
  static let parallel = Key(
    "parallel", .flag, default: "false", .sluice,
    "Whether the handler works on all messages of a batch at once, and answers when the last is done.")
  static let batchOverhead = Key(
    "batch_overhead", .duration(0...(900 * .second)), default: "0s", .sluice,
    "Time of every invocation besides its messages.")
  static let failures = OptionalKey("failures", .record(failuresTable), "What goes wrong, and how often.")

  enum Failures {
    static let error = Key(
      "error", .ratio, default: "0%", .sluice, "Share of attempts at a message that fail, each for itself.")
    static let poison = Key(
      "poison", .ratio, default: "0%", .sluice, "Share of messages that fail at every attempt.")
  }

  static let failuresTable = KeyTable(
    "failures", "Failures of attempts and messages.", keys: [Failures.error, Failures.poison])

  static let table = KeyTable(
    "lambda", "A function of AWS Lambda.",
    keys: [
      from, memory, ephemeralStorage, architecture, timeout, serviceTime, calls, parallel, batchOverhead, failures,
    ] + LambdaConcurrencyKeys.all + LambdaMappingKeys.all + LambdaStreamKeys.all + LambdaAsyncKeys.all)
}

extension ValueKind where Value == Int {
  /// A size in the MB of Lambda's console, which are 1,024 KiB each: `512MB` and `512MiB` are the same.
  static func lambdaMegabytes(_ range: ClosedRange<Int>) -> ValueKind<Int> {
    let allowed = "\(range.lowerBound)MB to \(range.upperBound)MB"
    return ValueKind<Int64>.bytes(nil).map { bytes, node, context in
      let written = Int64(exactly: bytes).flatMap { bytes -> Int64? in
        if bytes % (1 << 20) == 0 { return bytes >> 20 }
        return bytes % 1_000_000 == 0 ? bytes / 1_000_000 : nil
      }
      guard let megabytes = written, !(node.text?.hasSuffix("GB") ?? false) else {
        context.fail(.value, at: node, "must be whole MB of Lambda's console (MiB)", hint: "such as 512MB")
        return nil
      }
      guard megabytes >= range.lowerBound, megabytes <= range.upperBound else {
        context.fail(.range, at: node, "must lie between \(range.lowerBound)MB and \(range.upperBound)MB")
        return nil
      }
      return Int(megabytes)
    }.described(example: "512MB", allowed: allowed)
  }
}

/// How many environments there may be, and how they begin.
enum LambdaConcurrencyKeys {
  static let account = Key(
    "account_concurrency", .integer(1...1_000_000), default: "1000",
    .aws("Developer Guide, quotas: concurrent executions; new accounts start lower"),
    "Environments that all functions of the account may have busy at once; the same for every function.")
  static let reserved = OptionalKey(
    "reserved_concurrency", .integer(0...1_000_000),
    "Concurrency taken from the account for this function alone: floor and ceiling; 0 turns it off.",
    source: "Developer Guide, reserved concurrency")
  static let provisioned = Key(
    "provisioned_concurrency", .integer(0...1_000_000), default: "0", .aws("API/PutProvisionedConcurrencyConfig"),
    "Environments that are kept initialised, and paid for, all the time; what exceeds them runs on demand.")
  static let scalingRate = Key(
    "scaling_rate", .integer(1...1_000_000), default: "1000", .aws("Developer Guide, scaling behavior"),
    "New environments in 10 s, refilled continuously.")
  static let runtime = Key(
    "runtime", .choice(of: LambdaRuntime.self), default: "nodejs22.x", .sluice,
    "The runtime, which says how long a cold start takes unless cold_start does.")
  static let coldStart = OptionalKey(
    "cold_start", .time,
    "The INIT phase of a new environment, which is billed; the runtime's own if it is left out. At most 10 s count.",
    source: "maxday/lambda-perf, June to August 2026, x86_64, 512 MB: platform and runtime only")
  static let placementTime = Key(
    "placement_time", .time, default: "{ lognormal: { p50: 100ms, p99: 320ms } }",
    .assumed("AWS gives no latencies"), "Placement and code download before INIT; not billed.")
  static let invokeTime = Key(
    "invoke_time", .time, default: "{ lognormal: { p50: 5ms, p99: 16ms } }", .assumed("AWS gives no latencies"),
    "From the call to the start of the handler in a warm environment; not billed.")
  static let idleLife = Key(
    "idle_life", .duration(.second...(86_400 * .second)), default: "10m",
    .assumed("AWS publishes no number; observers say 5 to 15 minutes"), "How long an environment is kept without work.")
  static let environmentLife = Key(
    "environment_life", .duration((60 * .second)...(365 * 86_400 * .second)), default: "4h",
    .assumed("the guide says every few hours"), "How old an environment gets before it is replaced.")
  static let keepWarm = OptionalKey(
    "keep_warm", .record(keepWarmTable), "Invocations without work that keep environments from going idle.")

  enum KeepWarm {
    static let environments = RequiredKey("environments", .integer(1...1_000), "How many are invoked at once.")
    static let every = Key(
      "every", .duration(.second...(86_400 * .second)), default: "5m", .sluice, "Time between two rounds.")
    static let time = Key(
      "time", .duration(1_000_000...(900 * .second)), default: "100ms", .sluice,
      "How long such an invocation takes; long enough that each has an environment of its own.")
  }

  static let keepWarmTable = KeyTable(
    "keep_warm", "Invocations that only keep environments warm; billed as any.",
    keys: [KeepWarm.environments, KeepWarm.every, KeepWarm.time])

  static let all: [any AnyKey] = [
    account, reserved, provisioned, scalingRate, runtime, coldStart, placementTime, invokeTime, idleLife,
    environmentLife, keepWarm,
  ]
}
