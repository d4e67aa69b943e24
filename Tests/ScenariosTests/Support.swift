// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Scenarios
import Testing

/// What reading a text gave.
struct Reading {
  var scenario: Scenario?
  var diagnostics: Diagnostics

  /// The errors in the order in which a person sees them: `line:column code: message | hint`.
  var errors: [String] {
    diagnostics.sorted.map { item in
      let place = item.location.map { "\($0.file == "s.yaml" ? "" : "[\($0.file)] ")\($0.line):\($0.column)" } ?? "-"
      return "\(place) \(item.code.rawValue): \(item.message)" + (item.hint.map { " | \($0)" } ?? "")
    }
  }
}

enum Sample {
  /// A scenario without a fault; the sections' lines are given by the caller where they matter.
  static func text(
    run: String? = nil, traffic: String = "uploads: { to: jobs, rate: 6/s }",
    channels: String = "jobs: { type: sqs, receive_wait: 10s }",
    workers: String = "resizer: { type: fleet, from: jobs, service_time: 100ms }", rest: String = ""
  ) -> String {
    var lines = ["version: 1", "name: small"]
    lines.append("run: \(run ?? "{}")")
    lines += ["traffic:", indented(traffic), "channels:", indented(channels), "workers:", indented(workers)]
    if !rest.isEmpty { lines.append(rest) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
  }

  /// The folder of the examples, found from this file's place.
  static func pictures() throws -> String {
    let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    let file = folder.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("scenarios/image-processing.yaml")
    return try String(contentsOf: file, encoding: .utf8)
  }

  static func read(_ text: String, variant: String = "base", set: [String] = [], windows: [String] = []) -> Reading {
    read(text, variant: variant, options: options(set: set, windows: windows))
  }

  static func read(_ text: String, variant: String = "base", options: ScenarioOptions) -> Reading {
    var diagnostics = Diagnostics()
    guard let file = ScenarioFile(bytes: Array(text.utf8), path: "s.yaml", &diagnostics) else {
      return Reading(scenario: nil, diagnostics: diagnostics)
    }
    let scenario = ScenarioReader.scenario(file, variant: variant, options: options, &diagnostics)
    return Reading(scenario: scenario, diagnostics: diagnostics)
  }

  /// The scenario of a text that has to be right.
  static func scenario(
    _ text: String, variant: String = "base", set: [String] = [], windows: [String] = []
  ) throws -> Scenario {
    let reading = read(text, variant: variant, set: set, windows: windows)
    #expect(reading.errors == [])
    return try #require(reading.scenario)
  }

  static func expanded(_ text: String, variant: String = "base", set: [String] = [], why: Bool = false) throws -> String
  {
    var diagnostics = Diagnostics()
    let file = try #require(ScenarioFile(bytes: Array(text.utf8), path: "s.yaml", &diagnostics))
    let expanded = ScenarioDocuments.expanded(
      file, variant: variant, options: options(set: set), why: why, &diagnostics)
    #expect(diagnostics.isEmpty)
    return try #require(expanded)
  }

  static func options(set: [String], windows: [String] = []) -> ScenarioOptions {
    var options = ScenarioOptions()
    options.windows = windows
    options.changes = set.map { change in
      let sign = change.firstIndex(of: "=") ?? change.endIndex
      return (String(change[..<sign]), String(change[sign...].dropFirst()))
    }
    return options
  }
}

extension Scenario {
  /// Everything that a run depends on, as text, in which two equal scenarios are equal.
  var content: String {
    var lines = ["\(name) \(region) \(seed) \(confidence) \(precision) \(warmup) \(percentiles) \(terms)"]
    for window in windows {
      lines.append("\(window.name) \(window.duration) \(window.hoursPerMonth)")
      for part in window.model.parts.parts { lines.append(Self.described(part)) }
    }
    for objective in objectives { lines.append(Self.described(objective)) }
    return lines.joined(separator: "\n")
  }

  /// A value with all its fields, but not where they stand in a file.
  private static func described(_ value: Any) -> String {
    if let node = value as? Reference { return node.name }
    let mirror = Mirror(reflecting: value)
    if mirror.children.isEmpty { return "\(value)" }
    // Where the latencies come from is no part of what they are.
    let fields = mirror.children.filter { $0.label != "usesBuiltInLatencies" }
    return "(" + fields.map { "\($0.label ?? "") \(described($0.value))" }.joined(separator: ", ") + ")"
  }
}
