// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Reports
import Scenarios

/// The variants of one or several files that are compared.
struct Contest {
  /// One variant, and how it is read again with another value.
  struct Entry {
    var label: String
    var source: ScenarioSource
    /// What it was asked for by.
    var word: String
    var scenario: Scenario
  }

  private let variants: [ScenarioVariants]
  private(set) var entries: [Entry] = []
  /// How each scenario is read.
  let request: ScenarioRequest

  /// - Throws: `Failure` when a file cannot be read.
  init(_ paths: [String], _ request: ScenarioRequest) throws {
    guard paths.count(where: { $0 == "-" }) < 2 else {
      throw Failure.usage("the standard input can be one of the files only")
    }
    var request = request
    // One file: what is to be compared are its variants. Several: each as it stands.
    if request.variants.isEmpty, paths.count == 1 { request.variants = [ScenarioRequest.all] }
    self.request = request
    variants = try paths.map { ScenarioVariants(try ScenarioSource($0), request, checkAll: false) }
    let found = variants.flatMap { file in
      zip(file.words, file.scenarios).map { (source: file.source, word: $0, scenario: $1) }
    }
    let labels = Self.labels(found.map { ($0.source.name, $0.word, $0.scenario.name) }, files: paths.count)
    entries = zip(labels, found).map { Entry(label: $0, source: $1.source, word: $1.word, scenario: $1.scenario) }
  }

  /// Of one file the words for the variants; of several the scenarios' names where that tells them apart, else
  /// `FILE:VARIANT`, numbered where even that is the same.
  static func labels(_ entries: [(file: String, word: String, name: String)], files: Int) -> [String] {
    guard files > 1 else { return entries.map(\.word) }
    let names = entries.map(\.name)
    if entries.allSatisfy({ $0.word == "base" }), Set(names).count == names.count { return names }
    func short(_ path: String) -> String {
      URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    }
    let shorts = Set(entries.map(\.file)).map(short)
    let isClear = Set(shorts).count == shorts.count
    let labels = entries.map { "\(isClear ? short($0.file) : $0.file):\($0.word)" }
    return labels.indices.map { place in
      let before = labels[..<place].count { $0 == labels[place] }
      return before == 0 ? labels[place] : "\(labels[place])#\(before + 1)"
    }
  }

  var hasErrors: Bool { variants.contains(where: \.hasErrors) }

  /// All that is wrong with the files.
  var refusal: ScenarioRefused {
    ScenarioRefused(diagnostics: variants.flatMap(\.diagnostics), sources: sources)
  }

  /// The files, each once, in their order.
  var shown: [HTMLReport.Source] {
    variants.map(\.source).reduce(into: [HTMLReport.Source]()) { shown, source in
      if !shown.contains(where: { $0.path == source.name }) { shown.append(source.shown(as: source.name)) }
    }
  }

  private var sources: [String: String] {
    Dictionary(variants.map { ($0.source.name, $0.source.text) }) { first, _ in first }
  }

  /// Warnings, and the variants that cannot be simulated.
  func remarks(color: Bool) -> String {
    DiagnosticPrinter.text(variants.flatMap { $0.diagnostics + $0.notes }, sources: sources, color: color)
  }

  /// What is to be said of rates that nobody knows for sure, each once.
  var doubts: [String] {
    entries.compactMap(\.scenario.doubtNote).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  var leftOut: [CompareResult.LeftOut] {
    variants.flatMap { file in
      file.notSimulated.reduce(into: [CompareResult.LeftOut]()) { left, one in
        let label = variants.count > 1 ? "\(file.source.name):\(one.variant)" : one.variant
        if !left.contains(where: { $0.label == label }) {
          left.append(.init(label: label, reason: one.diagnostic.message))
        }
      }
    }
  }

  /// - Throws: `Failure` where there is nothing beside the base.
  func checkThereIsSomethingToCompare() throws {
    guard entries.count < 2 else { return }
    let what = entries.first.map { "only \($0.label)" } ?? "nothing"
    throw Failure.usage(
      "there is \(what) to compare", hint: "a scenario with variants, several -v, or several files")
  }
}

/// What the alternatives of a contest have in common: seed, precision, prices.
struct ContestSetup {
  private let contest: Contest
  private let books: BookRequest
  private let seed: UInt64
  /// Those of the base.
  let precision: Precision
  let confidence: Double

  /// - Parameter contest: with at least one entry.
  init(_ contest: Contest, _ request: PrecisionRequest, _ books: BookRequest) {
    self.contest = contest
    self.books = books
    let base = contest.entries[0].scenario
    seed = request.seed ?? base.seed
    precision = request.precision(base.precision)
    confidence = base.confidence
  }

  /// - Throws: what the price books throw.
  func alternatives() throws -> [Alternative] {
    try contest.entries.map { try Self.alternative($0.scenario, $0.label, seed, confidence, books) }
  }

  private static func alternative(
    _ scenario: Scenario, _ label: String, _ seed: UInt64, _ confidence: Double, _ books: BookRequest
  ) throws -> Alternative {
    var scenario = scenario
    // Common random numbers: one seed for all, whatever the files say.
    scenario.seed = seed
    scenario.confidence = confidence
    return Alternative(scenario, label: label, book: try books.book(scenario.terms))
  }

  /// Bills are smooth beside latencies, and there are many places to look at.
  private static let breakEvenReplications = 5

  /// - Throws: `Failure` where no variant can do what is required, or the path is none of all scenarios.
  func breakEven(_ range: BreakEvenRange) throws -> BreakEven {
    let able = contest.entries.filter(\.scenario.isAble)
    guard !able.isEmpty else { throw Failure.usage("no variant can do what is required, so none is the cheapest") }
    let most = precision.atMost
    let request = contest.request
    let (seed, confidence, books) = (seed, confidence, books)
    let files = able.map { (label: $0.label, source: $0.source, word: $0.word) }
    let alternatives: @Sendable (Double) throws -> [Alternative] = { value in
      try files.map { label, source, word in
        var (variant, options) = request.variant(word)
        if range.isTraffic {
          options.trafficFactor *= value
        } else {
          options.changes.append((range.path, range.text(value)))
        }
        var found = Diagnostics()
        guard let file = ScenarioFile(bytes: source.bytes, path: source.name, &found),
          let scenario = ScenarioReader.scenario(file, variant: variant, options: options, &found)
        else { throw Self.refusal(range, value, label, found) }
        return try Self.alternative(scenario, label, seed, confidence, books)
      }
    }
    // What is wrong with the path is said before anything is simulated.
    for value in [range.from, range.to] { _ = try alternatives(value) }
    return BreakEven(
      range, labels: able.map(\.label), replications: min(Self.breakEvenReplications, most), confidence: confidence,
      alternatives: alternatives)
  }

  private static func refusal(
    _ range: BreakEvenRange, _ value: Double, _ label: String, _ found: Diagnostics
  ) -> Failure {
    let first = found.sorted.first { $0.severity == .error }
    return Failure(
      .usage,
      "--break-even: \(label) with \(range.path) \(range.text(value)): \(first?.message ?? "is no valid scenario")",
      hint: first?.hint)
  }
}
