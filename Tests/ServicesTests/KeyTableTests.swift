// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Simulation
import Statistics
import Testing

@testable import Services

@Suite struct ServiceKeyTests {
  @Test func everyDefaultCanBeRead() {
    for service in Registry.services { #expect(service.table.defaultProblems() == []) }
  }

  @Test func everyKeyHasASummaryAndEveryDefaultAnOrigin() {
    func check(_ table: KeyTable) {
      for key in table.keys {
        #expect(!key.summary.isEmpty, "\(table.kind).\(key.name)")
        if key.defaultText != nil { #expect(key.origin != nil, "\(table.kind).\(key.name)") }
        if case .aws(let source)? = key.origin { #expect(!source.isEmpty, "\(table.kind).\(key.name)") }
        if case .assumed(let why)? = key.origin { #expect(!why.isEmpty, "\(table.kind).\(key.name)") }
        for nested in key.nested { check(nested.table) }
      }
    }
    for service in Registry.services { check(service.table) }
  }

  @Test func queueDefaultsAreThoseOfAWS() throws {
    let queue = try #require(try parts("channels: { q: { type: sqs } }").first as? SQSPart).settings
    #expect(queue.visibilityTimeout == s(30))
    #expect(queue.receiveWait == 0)
    #expect(queue.delay == 0)
    #expect(queue.retention == s(4 * 86_400))
    #expect(queue.maximumSize == 1_048_576)
    #expect(queue.deadLetter == nil && queue.maximumReceives == nil)
    #expect(queue.inFlightLimit == 120_000)
    #expect(queue.duplicateDelivery == 0.00001)
    #expect(queue.servers == 8 && queue.shortPollServers == 3)
    #expect(queue.sendTime == .zero && !queue.usesBuiltInLatencies)
    let read = try parts(
      "channels: { q: { type: sqs, dead_letter: { to: q2 } }, q2: { type: sqs } }", builtInLatencies: true)
    let built = try #require(read.first as? SQSPart).settings
    #expect(built.maximumReceives == 10)
    #expect(built.usesBuiltInLatencies && built.sendTime.quantile(0.5) == 0.012)
  }

  @Test(arguments: [
    "visibility_timeout: 12h1s", "visibility_timeout: 30", "receive_wait: 21s", "delay: 901s", "retention: 59s",
    "retention: 15d", "max_size: 1023B", "max_size: 1048577B", "in_flight_limit: 120001", "servers: 0",
    "duplicate_delivery: 101%", "fan_out: maybe", "encryption: kms", "visibility: 3s", "send_time: -1s",
  ])
  func wrongQueueSettingsAreLocatedErrors(setting: String) {
    let errors = Reading("channels: { q: { type: sqs, \(setting) } }").errors
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.allSatisfy { $0.contains(" 1:") })
  }

  @Test(arguments: [
    "tasks: 0", "tasks: 1.5", "slots: 0", "receive: 11", "receive: 0", "poll_pause: 2", "compute: lambda",
    "heartbeat: { every: 1s }", "heartbeat: { every: 0s, extend_to: 5s }", "delete: never", "on_error: panic",
    "failures: { error: 2 }", "failures: { poison: -1% }", "failures: { crash: { restart: 1s } }",
    "failures: { crash: { every: 0s } }", "autoscale: { max: 5 }", "calls: []", "service_time: 5",
  ])
  func wrongFleetSettingsAreLocatedErrors(setting: String) {
    let time = setting.hasPrefix("service_time") ? "" : ", service_time: 1s"
    let errors = Reading("workers: { w: { type: fleet, from: q\(time), \(setting) } }").errors
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.allSatisfy { $0.contains(" 1:") })
  }

  @Test func unknownTypesAreErrors() {
    #expect(
      Reading("channels: { q: { type: sqss } }").errors.first?.hasPrefix("value 1:24 there is no channel") ?? false)
    #expect(Reading("channels: { q: {} }").errors.first?.hasPrefix("missing") ?? false)
    #expect(Reading("workers: { w: { type: fleet } }").errors.count == 1, "from; service_time is asked for next")
  }

  // MARK: Fargate

  /// ECS Developer Guide, task definition parameters, task size: vCPU, least and most GiB, step.
  static let sizes: [(vcpu: Double, from: Int, to: Int, step: Int)] = [
    (0.5, 1, 4, 1), (1, 2, 8, 1), (2, 4, 16, 1), (4, 8, 30, 1), (8, 16, 60, 4), (16, 32, 120, 8),
  ]

  private func problems(_ vcpu: Double, _ memory: String) -> [String] {
    Reading(
      "workers: { w: { type: fleet, from: q, service_time: 1s, "
        + "compute: { fargate: { vcpu: \(vcpu), memory: \(memory) } } } }"
    ).errors
  }

  @Test func theSizesOfFargate() {
    for (memory, isThere) in [("512MiB", true), ("1GiB", true), ("2GiB", true), ("3GiB", false), ("1536MiB", false)] {
      #expect(problems(0.25, memory).isEmpty == isThere, "\(memory)")
    }
    for size in Self.sizes {
      for memory in 1...120 {
        let isThere = memory >= size.from && memory <= size.to && (memory - size.from) % size.step == 0
        let found = problems(size.vcpu, "\(memory)GiB")
        #expect(found.isEmpty == isThere, "\(size.vcpu) vCPU, \(memory) GiB: \(found)")
        if !isThere { #expect(found.count == 1 && found[0].hasPrefix("value 1:")) }
      }
    }
    #expect(problems(3, "8GiB").count == 1)
    #expect(problems(0.3, "512MiB").count == 1)
    #expect(problems(32, "64GiB").count == 1)
    #expect(problems(1, "2147483649B").count == 1)
    #expect(problems(1, "2GB").count == 1, "2,000,000,000 bytes are no whole MiB")
  }
}

/// Every way to write a distribution.
@Suite struct DistributionFormTests {
  private func time(_ text: String) -> (distribution: Distribution?, errors: [String]) {
    let reading = Reading("workers: { w: { type: fleet, from: q, service_time: \(text) } }")
    return ((reading.parts.first as? FleetPart)?.settings.serviceTime, reading.errors)
  }

  /// Each form with its median and its 99th percentile, made by hand.
  static let forms: [(text: String, p50: Double, p99: Double)] = [
    ("5ms", 0.005, 0.005), ("{ constant: 5ms }", 0.005, 0.005), ("0s", 0, 0),
    ("{ exponential: { mean: 2s } }", 1.386_294_36, 9.210_340_37),
    ("{ lognormal: { p50: 1.6s, p99: 9s } }", 1.6, 9),
    // sigma^2 = ln 2: the median is mean / sqrt 2
    ("{ lognormal: { mean: 2s, cv: 1 } }", 1.414_213_56, 9.809_83),
    ("{ gamma: { mean: 2s, cv: 1 } }", 1.386_294_36, 9.210_340_37),
    ("{ weibull: { p50: 1s, p99: 5s } }", 1, 5),
    ("{ pareto: { min: 1s, alpha: 2 } }", 1.414_213_56, 10), ("{ uniform: { from: 1s, to: 3s } }", 2, 2.98),
    ("{ percentiles: { p50: 2ms, p90: 5ms, p99: 20ms, p99.9: 90ms } }", 0.002, 0.02),
    ("{ percentiles: { p99: 20ms, p50: 2ms } }", 0.002, 0.02),
    ("{ constant: 5ms, at_least: 8ms }", 0.008, 0.008),
    ("{ exponential: { mean: 2s }, at_most: 2s }", 1.386_294_36, 2),
    ("{ exponential: { mean: 2s }, at_least: 1.5s, at_most: 2s }", 1.5, 2),
  ]

  @Test(arguments: forms.indices)
  func isRead(_ place: Int) throws {
    let (text, p50, p99) = Self.forms[place]
    let read = time(text)
    #expect(read.errors == [])
    let distribution = try #require(read.distribution)
    #expect(abs(distribution.quantile(0.5) - p50) <= 1e-4 * p50)
    #expect(abs(distribution.quantile(0.99) - p99) <= 1e-4 * p99)
  }

  @Test func mixesAreRead() throws {
    let text = "{ mix: [ { share: 95%, constant: 1s }, { share: 5%, uniform: { from: 10s, to: 20s } } ] }"
    let read = time(text)
    #expect(read.errors == [])
    let distribution = try #require(read.distribution)
    #expect(abs(distribution.mean - (0.95 + 0.05 * 15)) < 1e-9)
    #expect(abs(distribution.probability(above: 5) - 0.05) < 1e-12)
    #expect(abs(distribution.probability(above: 15) - 0.025) < 1e-12)
  }

  @Test func samplesAreReadFromAFile() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-samples-\(UUID().uuidString).csv")
    try Data("seconds\n1\n2\n2\n4.5\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let read = time("{ samples: \(file.path) }")
    #expect(read.errors == [])
    let distribution = try #require(read.distribution)
    #expect([0.1, 0.3, 0.6, 0.9].map { distribution.quantile($0) } == [1, 2, 2, 4.5])
    #expect(time("{ samples: /no/such/file }").errors.count == 1)
  }

  @Test(arguments: [
    "5", "-5ms", "{ constant: -1s }", "{ constant: 5 }", "{ exponential: { mean: 0s } }", "{ exponential: {} }",
    "{ exponential: 5ms }", "{ lognormal: { p50: 9s, p99: 1.6s } }", "{ lognormal: { p50: 9s } }",
    "{ lognormal: { p50: 1s, p99: 2s, mean: 1s } }", "{ lognormal: { p50: 0s, p99: 2s } }",
    "{ gamma: { mean: 1s, cv: -1 } }", "{ gamma: { mean: 1s, cv: 31 } }", "{ weibull: { p50: 2s, p99: 1s } }",
    "{ pareto: { min: 0s, alpha: 2 } }", "{ pareto: { min: 1s, alpha: 0 } }", "{ uniform: { from: 2s, to: 1s } }",
    "{ percentiles: {} }", "{ percentiles: { p50: 2s, p90: 1s } }", "{ percentiles: { p101: 1s } }",
    "{ percentiles: { q5: 1s } }", "{ percentiles: { p50: 2s, p50.0: 3s } }", "{ mix: [] }",
    "{ mix: [ { constant: 1s } ] }",
    "{ mix: [ { share: 50%, constant: 1s } ] }", "{ mix: [ { share: 120%, constant: 1s } ] }",
    "{ constant: 1s, exponential: { mean: 1s } }", "{ normal: { mean: 1s } }", "{}", "[]", "{ at_most: 3s }",
    "{ constant: 1s, at_least: 2s, at_most: 1s }", "{ lognormal: { p50: 1, p99: 2s } }", "fast", "null",
  ])
  func wrongFormsAreLocatedErrors(text: String) {
    let read = time(text)
    #expect(read.distribution == nil)
    #expect(read.errors.count >= 1)
    #expect(read.errors.allSatisfy { $0.contains(" 1:") }, "\(read.errors)")
  }

  @Test func sizesAreReadInTheSameForms() throws {
    for (text, expected) in [
      ("2KiB", 2048.0), ("{ lognormal: { p50: 1KiB, p99: 4KiB } }", 1024), ("{ constant: 300B }", 300),
    ] {
      let part = try #require(try parts("traffic: { t: { to: q, rate: 1/s, size: \(text) } }").first as? TrafficPart)
      #expect(abs(part.settings.size.quantile(0.5) - expected) < 1e-6)
    }
    #expect(Reading("traffic: { t: { to: q, rate: 1/s, size: 5s } }").errors.count == 1)
  }

  @Test func drawnSizesAreAtLeastAByte() {
    #expect(
      [0, 0.4, 1.5, 1e30, .infinity].map { TrafficSettings.bytes($0) } == [1, 1, 2, 4_000_000_000, 4_000_000_000])
  }
}
