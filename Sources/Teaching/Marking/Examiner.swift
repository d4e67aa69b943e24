// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Pricing
import Scenarios
import Services

/// Measures what the questions of an exercise ask for. Everything is simulated with the same random numbers, and nothing
/// twice.
public final class Examiner {
  public let exercise: Exercise
  private let book: @Sendable (PricingTerms) throws -> PriceBook
  private let jobs: Int
  private let control: RunControl
  private let store = MemoryStore()
  private var expectations: [String: Expectation] = [:]

  /// - Parameters:
  ///   - jobs: replications that are simulated at a time.
  ///   - control: ends the work early; then ``Stopped`` is thrown.
  ///   - book: by which prices the bill is made.
  public init(
    _ exercise: Exercise, jobs: Int, control: RunControl = RunControl(),
    book: @escaping @Sendable (PricingTerms) throws -> PriceBook = { try PriceBook.builtIn($0.book) }
  ) {
    self.exercise = exercise
    self.jobs = jobs
    self.control = control
    self.book = book
  }

  /// It was interrupted before anything could be said.
  public struct Stopped: Error {}

  /// Something of the exercise itself, or of a hand-in, is wrong.
  public struct Invalid: Error {
    public var diagnostics: [Diagnostic]

    init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

    init(_ code: Diagnostic.Code, at node: Node?, _ message: String, hint: String? = nil) {
      var found = Diagnostics()
      if let node {
        found.error(code, at: node, message, hint: hint)
      } else {
        found.error(code, at: nil, length: 0, message, hint: hint)
      }
      diagnostics = found.sorted
    }
  }

  // MARK: What is right

  /// What the question's figure comes to.
  ///
  /// - Throws: ``Invalid`` for an exercise that cannot be measured, ``Stopped``, and what the price book throws.
  public func expectation(_ question: Question) async throws -> Expectation {
    if let known = expectations[question.id] { return known }
    let found: Expectation
    switch question.task {
    case .number(let task):
      found = .number(try await number(task))
    case .choice(let task):
      found = .choice(try await choice(task))
    case .change(let task):
      found = .change(try await verdict(of: exercise.start, task))
    }
    expectations[question.id] = found
    return found
  }

  private func number(_ task: NumberTask) async throws -> Measured {
    let measured = try await measured(task.figure, [start(with: task.change)])[0]
    guard let unit = FigureUnit(rawValue: measured.unit), task.unit.measure.fits(unit) else {
      throw Invalid(
        .unit, at: task.figure.node,
        "\(task.figure.text) is no \(task.unit == .none ? "plain number" : "number in \(task.unit.rawValue)")",
        hint: "it is measured in \(FigureUnit(rawValue: measured.unit).map { "\($0)" } ?? measured.unit)")
    }
    return measured
  }

  private func choice(_ task: ChoiceTask) async throws -> MeasuredChoice {
    switch task.measure {
    case .extreme(let extreme, let figure): return try await extremes(extreme, figure, task)
    case .range(let figure, let change):
      let measured = try await measured(figure, [start(with: change)])[0]
      let options = task.options.map { option -> MeasuredChoice.Option in
        let range = option.range
        let isRight = range?.contains(measured.value) ?? false
        let touches = range.map {
          $0.low <= measured.high ?? measured.value && measured.low ?? measured.value <= $0.high
        }
        return MeasuredChoice.Option(
          name: option.name, measured: nil, difference: nil, isRight: isRight, isClearlyWrong: !(touches ?? true))
      }
      return MeasuredChoice(options: options, measured: measured)
    }
  }

  private func extremes(
    _ extreme: ChoiceTask.Extreme, _ figure: FigureName, _ task: ChoiceTask
  ) async throws -> MeasuredChoice {
    let files = task.options.map { start(with: $0.change) }
    let measured = try await measured(figure, files)
    let order = measured.indices.sorted { one, other in
      let (a, b) = (measured[one].value, measured[other].value)
      return a == b ? one < other : extreme == .least ? a < b : a > b
    }
    // Once more with the right one as the base, so that each difference is paired with it; nothing is simulated again.
    let result = try await compare(order.map { files[$0] }, [figure])
    var options: [MeasuredChoice.Option] = []
    for (place, name) in task.options.map(\.name).enumerated() {
      let variant = result.variants[order.firstIndex(of: place) ?? 0]
      let isFirst = order.first == place
      let difference = isFirst ? nil : self.difference(figure, variant)
      options.append(
        MeasuredChoice.Option(
          name: name, measured: measured[place], difference: difference?.measured,
          isRight: isFirst || difference.map { $0.told == .same || $0.told == .untold } ?? false,
          isClearlyWrong: difference.map { $0.told == (extreme == .least ? .more : .less) } ?? false))
    }
    return MeasuredChoice(options: options, measured: nil)
  }

  /// Whether a system does what is asked.
  ///
  /// - Throws: as ``expectation(_:)``.
  func verdict(of file: ScenarioFile, _ task: ChangeTask) async throws -> SystemVerdict {
    let result = try await compare([exercise.start, file], [])
    let names = Set(result.variants[0].slos.map(\.name))
    for name in task.objectives ?? [] where !names.contains(name) {
      throw Invalid(
        .name, at: nil, "exercise \(exercise.name): there is no SLO \(Diagnostic.quoted(name))",
        hint: Names.nearest(name, in: names.sorted()).map { "nearest: \($0)" })
    }
    let variant = result.variants[1]
    let start = result.variants[0].monthly.flatMap { Self.decimal($0.value) }
    let monthly = variant.monthly.flatMap { Self.decimal($0.value) }
    let limit = task.cost.flatMap { cost in start.map { cost.limit(start: $0) } }
    let holds = task.cost.map { cost in
      guard let start, let monthly else { return false }
      return cost.holds(monthly, start: start)
    }
    return SystemVerdict(
      objectives: variant.slos.filter { slo in
        task.objectives.map { $0.contains(slo.name) } ?? (slo.level == "fail")
      }, monthly: monthly, limit: limit, costHolds: holds ?? true, isAble: variant.able ?? true)
  }

  private static func decimal(_ text: String) -> Decimal? {
    Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
  }

  // MARK: Measuring

  /// The start with a change over it.
  private func start(with change: Node?) -> ScenarioFile {
    guard let change, !change.isNull, change.entries?.isEmpty != true else { return exercise.start }
    return exercise.start.overlaid(by: change)
  }

  /// A figure of each of these systems.
  private func measured(_ figure: FigureName, _ files: [ScenarioFile]) async throws -> [Measured] {
    let result = try await compare(files, [figure])
    return try result.variants.map { variant in
      guard !figure.isCost else {
        guard let monthly = variant.monthly else { throw Invalid(.value, at: figure.node, "there is no bill") }
        return Measured(monthly)
      }
      let readings = variant.readings.filter { reading in
        reading.subject == figure.subject && reading.metric == figure.metric && reading.statistic == figure.statistic
          && figure.window.map { $0 == reading.window } ?? true
      }
      guard readings.count == 1 else { throw Self.unclear(figure, readings.map(\.window), variant) }
      guard let found = readings[0].figure else {
        throw Invalid(
          .value, at: figure.node, "\(figure.text) has no data", hint: "nothing happened that it could measure")
      }
      return Measured(found, unit: readings[0].unit)
    }
  }

  private static func unclear(
    _ figure: FigureName, _ windows: [String], _ variant: CompareResult.Variant
  ) -> Invalid {
    if windows.count > 1 {
      return Invalid(
        .missing, at: figure.node, "\(figure.text) is measured in several windows",
        hint: "in: \(windows.joined(separator: ", or "))")
    }
    return Invalid(
      .name, at: figure.node, "there is no \(figure.text)" + (figure.window.map { " in a window \($0)" } ?? ""))
  }

  private func difference(
    _ figure: FigureName, _ variant: CompareResult.Variant
  ) -> (measured: Measured, told: CompareResult.Told)? {
    if figure.isCost { return variant.monthlyDifference.map { (Measured($0.amount), $0.told) } }
    return variant.differences.first { difference in
      difference.subject == figure.subject && difference.metric == figure.metric
        && difference.statistic == figure.statistic && figure.window.map { $0 == difference.window } ?? true
    }.map { (Measured($0.figure, unit: $0.unit), $0.told) }
  }

  private func compare(_ files: [ScenarioFile], _ figures: [FigureName]) async throws -> CompareResult {
    var alternatives: [Alternative] = []
    for (place, file) in files.enumerated() {
      var found = Diagnostics()
      guard let scenario = ScenarioReader.scenario(file, &found) else { throw Invalid(found.sorted) }
      alternatives.append(Alternative(scenario, label: "\(place)", book: try book(scenario.terms)))
    }
    for figure in figures where !figure.isCost { try check(figure, alternatives[0]) }
    let comparison = Comparison(
      alternatives, precision: .replications(exercise.replications), confidence: alternatives[0].scenario.confidence,
      wanted: figures.filter { !$0.isCost }.map { Panel.Wanted($0.subject, $0.metric, $0.statistic) })
    let result = try await comparison.result(Laboratory(jobs: jobs, store: store, control: control))
    guard result.replications == exercise.replications else { throw Stopped() }
    return result
  }

  private func check(_ figure: FigureName, _ alternative: Alternative) throws {
    let wanted = Panel.Wanted(figure.subject, figure.metric, figure.statistic)
    let figures = alternative.figures
    if let window = figure.window, !alternative.scenario.windows.contains(where: { $0.name == window }) {
      throw Invalid(
        .name, at: figure.node, "there is no window \(Diagnostic.quoted(window))",
        hint: "there is: \(alternative.scenario.windows.map(\.name).joined(separator: ", "))")
    }
    guard !figures.contains(wanted) else { return }
    let subjects = figures.map(\.subject).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    guard subjects.contains(figure.subject) else {
      throw Invalid(
        .name, at: figure.node, "nothing is called \(Diagnostic.quoted(figure.subject))",
        hint: Names.nearest(figure.subject, in: subjects).map { "nearest: \($0)" })
    }
    let own = figures.filter { $0.subject == figure.subject }.map { "\($0.metric).\($0.statistic)" }
    throw Invalid(
      .name, at: figure.node, "\(figure.subject) has no \(figure.metric).\(figure.statistic)",
      hint: Names.nearest("\(figure.metric).\(figure.statistic)", in: own).map { "nearest: \($0)" }
        ?? "run.percentiles of the scenario says which percentiles are measured")
  }
}
