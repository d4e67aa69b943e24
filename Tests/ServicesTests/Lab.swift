// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Statistics
import Testing

@testable import Services
@testable import Simulation

/// What reading a scenario's sections gives: parts, or errors.
struct Reading {
  var parts: [any Part] = []
  var diagnostics = Diagnostics()

  /// Reads the sections of parts as a scenario file is read, so that defaults are those of users.
  ///
  /// - Parameter builtInLatencies: calls take no time unless it is true or the text says so.
  init(
    _ text: String, builtInLatencies: Bool = false, factor: Double = 1, region: String = "us-east-1",
    file: String = "lab.yaml"
  ) {
    guard let tree = Document.parse(text, file: file, into: &diagnostics) else { return }
    let service = ServiceContext(usesBuiltInLatencies: builtInLatencies, region: region) { _ in factor }
    var context = ReadContext()
    for section in Section.allCases {
      guard let kind = Registry.kind(of: section), let node = tree[section.rawValue] else { continue }
      let named = context.within(section.rawValue) { kind.read(node, &$0) }
      for one in named ?? [] {
        if let part = Registry.part(one, in: section, service, &context) { parts.append(part) }
      }
    }
    diagnostics.append(contentsOf: context.diagnostics)
  }

  /// The errors, those that the parts find in each other included, as `code line:column message`.
  var errors: [String] {
    var all = diagnostics
    if !all.hasErrors {
      let directory = PartDirectory(parts)
      for part in directory.parts { part.validate(directory, &all) }
    }
    return all.sorted.map { "\($0.code) \($0.location.map { "\($0.line):\($0.column)" } ?? "-") \($0.message)" }
  }
}

/// The parts of a text that must be right.
func parts(
  _ text: String, builtInLatencies: Bool = false, factor: Double = 1, region: String = "us-east-1",
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> [any Part] {
  let reading = Reading(text, builtInLatencies: builtInLatencies, factor: factor, region: region)
  try #require(reading.errors == [], sourceLocation: sourceLocation)
  return reading.parts
}

/// A replication that has been run, with its measurements by name.
struct Outcomes {
  let model: Model
  let measured: Measurements

  /// Runs one replication and checks that nothing got lost, in the flows and in each queue.
  init(
    _ parts: [any Part], until duration: Nanoseconds, seed: UInt64 = 1, replication: UInt32 = 0,
    mayStop: Bool = false, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    model = ModelBuilder.model(parts, usesBuiltInLatencies: false)
    measured = try #require(
      model.simulation.run(
        duration: duration, key: RandomKey(seed: seed, replication: replication), warmup: .fixed(0)),
      sourceLocation: sourceLocation)
    #expect(mayStop || measured.stopped == nil, sourceLocation: sourceLocation)
    for flow in measured.flows { #expect(flow.isConserved, "\(flow)", sourceLocation: sourceLocation) }
    for queue in model.parts.parts where queue is any SQSQueuePart {
      let (arrived, left) = balance(of: queue.name)
      #expect(arrived == left, "\(queue.name) does not balance", sourceLocation: sourceLocation)
    }
  }

  /// Messages that came to a queue, and those that left it or are still there; equal if none got lost.
  private func balance(of queue: String) -> (arrived: Int64, left: Int64) {
    let deleted =
      count(queue, "deletes") - count(queue, "stale_deletes") - count(queue, "duplicate_deliveries")
    let kept = ["depth", "in_flight", "delayed"].reduce(0.0) { $0 + level(queue, $1).last }
    return (
      count(queue, "sent") + count(queue, "moved_in") + count(queue, "redriven_in"),
      deleted + count(queue, "dead_lettered") + count(queue, "redriven") + count(queue, "expired") + Int64(kept)
    )
  }

  /// What a counter has counted.
  func count(_ subject: String, _ name: String) -> Int64 {
    guard let place = position(model.instruments.counters, subject, name) else { return -1 }
    return measured.counters[place]
  }

  /// A gauge's statistics.
  func level(_ subject: String, _ name: String) -> Measurements.Level {
    guard let place = position(model.instruments.gauges, subject, name) else {
      return Measurements.Level(mean: .nan, max: .nan, last: .nan, quantiles: [])
    }
    return measured.levels[place]
  }

  /// Mean, in seconds, and count of a distribution.
  func times(_ subject: String, _ name: String) -> (mean: Double, count: Int, min: Double, max: Double) {
    guard let place = position(model.instruments.distributions, subject, name) else { return (.nan, 0, .nan, .nan) }
    let histogram = measured.distributions[place]
    let count = histogram.counts.reduce(0, +)
    let mean = count > 0 ? Double(histogram.sum) / Double(count) / 1e9 : .nan
    return (mean, count, histogram.min.seconds, histogram.max.seconds)
  }

  private func position(_ declared: [Instruments.Declaration], _ subject: String, _ name: String) -> Int? {
    let place = declared.firstIndex { $0.subject == subject && $0.name == name }
    if place == nil { Issue.record("nothing measures \(subject) \(name)") }
    return place
  }
}

extension Measurements {
  /// All that two equal runs must have in common, bit for bit.
  var fingerprint: [UInt64] {
    var words = [events, UInt64(bitPattern: duration)] + counters.map { UInt64(bitPattern: $0) }
    for level in levels { words += [level.mean, level.max, level.last].map(\.bitPattern) }
    for histogram in distributions {
      words += histogram.values.map { UInt64(bitPattern: $0) } + histogram.counts.map { UInt64($0) }
      words.append(UInt64(truncatingIfNeeded: histogram.sum))
    }
    return words
  }
}

/// An instant of so many seconds.
func s(_ seconds: Double) -> Nanoseconds { Nanoseconds(seconds: seconds) }
