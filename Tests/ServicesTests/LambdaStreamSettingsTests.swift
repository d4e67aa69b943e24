// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Testing

@testable import Services

/// What can be written for a function that reads a log, and what the checks say of it.
@Suite struct LambdaStreamSettingsTests {
  private func parts(_ function: String, kind: String, more: String = "") -> (Reading, PartDirectory) {
    let reading = StreamRun.reading(
      "\(more)\nchannels: { d: { type: sqs }, q: { type: sqs } }", "service_time: 1s, \(function)")
    return (reading, PartDirectory([LaneStreamPart(kind: kind, partitions: 4)] + reading.parts))
  }

  private func errors(_ function: String, kind: String = "Kinesis stream", more: String = "") -> [String] {
    let (reading, directory) = parts(function, kind: kind, more: more)
    var diagnostics = reading.diagnostics
    if !diagnostics.hasErrors { for part in directory.parts { part.validate(directory, &diagnostics) } }
    return diagnostics.sorted.map(\.message)
  }

  @Test(arguments: [
    "batch_size: 10001", "batch_size: 0", "batch_window: 301s", "parallelization_factor: 0",
    "parallelization_factor: 11",
    "maximum_retry_attempts: -1", "maximum_retry_attempts: 10001", "maximum_record_age: 59s",
    "maximum_record_age: 604801s", "maximum_concurrency: 5", "mapping_start: 6", "provisioned_pollers: {}",
    "retries: 1",
    "maximum_event_age: 60s", "on_failure: f",
  ])
  func wrongSettingsAreErrors(setting: String) {
    let found = errors(setting)
    #expect(found.count == 1, "\(found)")
  }

  @Test(arguments: [
    "batch_size: 10000", "batch_size: 500", "parallelization_factor: 10", "maximum_retry_attempts: 0",
    "maximum_record_age: 60s", "bisect_on_error: true, on_failure: d", "partial_batch_response: true",
    // Defaults as `expand` writes them.
    "mapping_start: 5, idle_pollers: 5, retries: 2, maximum_event_age: 6h, event_retry_jitter: 50%",
    "accept_time: { lognormal: { p50: 10ms, p99: 35ms } }",
  ])
  func rightSettingsAreNone(setting: String) {
    #expect(errors(setting) == [])
  }

  @Test("Lambda: only a Kinesis stream has a parallelization factor (L-DG/services-kinesis-parameters)")
  func factorIsForKinesis() {
    #expect(errors("parallelization_factor: 2", kind: "Kafka topic").count == 1)
    #expect(errors("parallelization_factor: 1", kind: "Kafka topic") == [])
    let queue = Reading(
      "channels: { q: { type: sqs } }\nworkers: { f: { type: lambda, from: q, service_time: 1s, bisect_on_error: true } }"
    ).errors
    #expect(queue.count == 1 && queue[0].contains("bisect_on_error belongs to a mapping that reads a log"))
  }

  @Test func aFunctionThatReadsALogCanReplayAndPause() {
    #expect(
      errors("batch_size: 5", more: "faults: { x: { at: 10s, since: 1s, replay: f }, y: { at: 1s, pause: f } }") == [])
    let queue = Reading(
      """
      channels: { q: { type: sqs } }
      workers: { f: { type: lambda, from: q, service_time: 1s } }
      faults: { x: { at: 10s, since: 1s, replay: f } }
      """
    ).errors
    #expect(queue.count == 1)
  }

  @Test func defaultsAreThoseOfStreams() throws {
    let (_, directory) = parts("memory: 128MB", kind: "Kafka topic")
    let function = try #require(directory["f"] as? LambdaPart)
    #expect(function.settings.mapping.batchSize == 100 && function.settings.mapping.batchWindow == 500_000_000)
    #expect(function.lanes == 4 && function.capacity == 4 && function.reading.members == .lanes)
  }

  @Test func theTimeOfABatchIsRead() throws {
    let read = Reading(
      "workers: { f: { type: lambda, from: t, service_time: { constant: 60ms, per_message: 50us } } }"
    ).parts
    let settings = try #require(read.first as? LambdaPart).settings
    #expect(settings.serviceTime.mean == 0.06 && settings.perMessage == 50_000)
    #expect(abs(settings.meanWork(messages: 500) - 0.085) < 1e-9)
    let bounded = Reading(
      "workers: { f: { type: lambda, from: t, service_time: { exponential: { mean: 1s }, at_most: 2s, per_message: 0s } } }"
    ).parts
    let part = try #require(bounded.first as? LambdaPart)
    #expect(part.settings.serviceTime.quantile(0.999) == 2 && part.settings.perMessage == 0)
  }

  // MARK: Findings

  private func findings(_ function: String, rate: String = "10/s", kind: String = "Kinesis stream") throws -> [Finding]
  {
    let (reading, directory) = parts(
      function, kind: kind, more: "traffic: { t: { to: log, rate: \(rate), keys: { uniform: { count: 100 } } } }")
    try #require(reading.diagnostics.sorted.isEmpty)
    let view = FindingsView(parts: directory, window: "usual", duration: s(3600), hoursPerMonth: 730)
    return directory["f"]?.findings(view) ?? []
  }

  @Test func endlessRetriesOfPoisonAreFound() throws {
    let found = try findings("timeout: 900s, failures: { poison: 0.1% }").filter { $0.id == "stream-poison" }
    #expect(found.count == 1 && found[0].level == .warn && found[0].message.contains("1d"))
    #expect(
      try findings("failures: { poison: 0.1% }, maximum_retry_attempts: 3").allSatisfy { $0.id != "stream-poison" })
    #expect(try findings("failures: { error: 1% }").allSatisfy { $0.id != "stream-poison" })
  }

  @Test("lane-capacity: records of a shard against batch size over duration, times the factor")
  func laneCapacity() throws {
    // Four shards, a second for each record: a lane does one a second.
    let one = try findings("timeout: 900s", rate: "5/s").first { $0.id == "lane-capacity" }
    #expect(one?.level == .warn)
    #expect(one?.numbers.first { $0.name == "arriving" }?.value == 1.25)
    #expect(one?.numbers.first { $0.name == "capacity" }?.value == 1)
    #expect(
      try findings("timeout: 900s, parallelization_factor: 2", rate: "5/s").allSatisfy { $0.id != "lane-capacity" })
    let few = try findings("timeout: 900s, parallelization_factor: 2, reserved_concurrency: 2", rate: "5/s")
    #expect(few.contains { $0.id == "lane-capacity" }, "2 of 8 lanes at a time")
  }
}
