// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Scenarios
import Services
import Simulation
import Statistics

/// Finds one message of one replication and tells its life. The replication is that of ``Run``: the same seed and the
/// same draws; that somebody looks changes nothing.
public struct TraceStudy: Sendable {
  /// Which message is meant.
  public enum Choice: Sendable, Hashable {
    /// By its source and its number there, from 1; the only source where none is named.
    case message(source: String?, number: UInt64)
    case worstLatency
    case first(First)
  }

  /// The first message that something happened to.
  public enum First: String, Sendable, Hashable, CaseIterable {
    case deadLettered = "dead-lettered"
    case duplicate
    case lost
    case rejected

    fileprivate var search: TraceSearch {
      switch self {
      case .deadLettered: .firstEnded(as: .deadLettered)
      case .duplicate: .firstDuplicate
      case .lost: .firstEnded(as: .expired)
      case .rejected: .firstEnded(as: .rejected)
      }
    }
  }

  /// Why there is no such message.
  public enum Problem: Error, Sendable, Hashable {
    /// A number alone says nothing where there are several sources, or none.
    case whichSource([String])
    case unknownSource(String, known: [String])
    case unknownFlow(String, known: [String])
    /// `there` says what there was.
    case notSent(id: String, there: String)
    case nothingFound(String, there: String)
  }

  public let scenario: Scenario
  public let book: PriceBook
  /// From 0.
  public let replication: Int
  public let choice: Choice
  /// The only flow, or source, of which messages are looked at; nil for all.
  public let flow: String?

  public init(
    _ scenario: Scenario, book: PriceBook, replication: Int = 0, choice: Choice = .worstLatency, flow: String? = nil
  ) {
    self.scenario = scenario
    self.book = book
    self.replication = replication
    self.choice = choice
    self.flow = flow
  }

  /// - Returns: nil when cancelled.
  public func result(control: RunControl = RunControl()) throws(Problem) -> TraceResult? {
    guard let (window, subject) = try subject(control) else { return nil }
    let place = scenario.windows[window]
    guard
      let followed = place.model.simulation.follow(
        subject, duration: place.duration, key: key, warmup: Replicator.warmup(place, scenario),
        isCancelled: { control.isCancelled })
    else { return nil }
    let id = Self.id(subject, place.model)
    guard let message = followed.trace.message else {
      throw .notSent(id: id, there: Self.there(place, followed.measurements))
    }
    let builder = TraceBuilder(
      scenario: scenario, window: place, book: book, trace: followed.trace, subject: subject, message: message)
    return builder.result(
      TraceResult.Selection(by: Self.words(choice), replication: replication + 1, window: place.name), id: id)
  }

  var key: RandomKey { RandomKey(seed: scenario.seed, replication: UInt32(truncatingIfNeeded: replication)) }

  /// `uploads#1234`.
  static func id(_ subject: TraceSubject, _ model: Model) -> String {
    "\(model.instruments.flows[Int(subject.flow)].source)#\(subject.number + 1)"
  }

  /// `worst latency`.
  public static func words(_ choice: Choice) -> String {
    switch choice {
    case .message: "message"
    case .worstLatency: "worst latency"
    case .first(let first): "first \(first.rawValue)"
    }
  }

  // MARK: Finding it

  /// The window and the message; nil when cancelled.
  func subject(_ control: RunControl) throws(Problem) -> (window: Int, subject: TraceSubject)? {
    guard case .message(let name, let number) = choice else { return try search(control) }
    let model = scenario.windows[0].model
    let sources = model.routes.sources.enumerated().filter { model.routes.flow(of: $0.element) == FlowID($0.offset) }
    let names = sources.map(\.element)
    let source: String
    if let name {
      guard names.contains(name) else { throw .unknownSource(name, known: names) }
      source = name
    } else {
      guard names.count == 1 else { throw .whichSource(names) }
      source = names[0]
    }
    guard let flow = model.routes.flow(of: source), number > 0 else {
      throw .notSent(id: "\(source)#\(number)", there: "messages are counted from 1")
    }
    return (0, TraceSubject(flow: flow, number: number - 1))
  }

  private func search(_ control: RunControl) throws(Problem) -> (window: Int, subject: TraceSubject)? {
    var best: (window: Int, finding: TraceFinding)?
    var there: [String] = []
    for (place, window) in scenario.windows.enumerated() {
      let flows = try flows(window.model)
      let search = if case .first(let first) = choice { first.search } else { TraceSearch.longestLatency }
      guard
        let outcome = window.model.simulation.find(
          search, flows: flows, duration: window.duration, key: key, warmup: Replicator.warmup(window, scenario),
          isCancelled: { control.isCancelled })
      else { return nil }
      there.append(Self.there(window, outcome.measurements))
      guard let finding = outcome.finding else { continue }
      if case .first = choice {
        best = (place, finding)
        break
      }
      if best.map({ $0.finding.latency < finding.latency }) ?? true { best = (place, finding) }
    }
    guard let best else { throw .nothingFound(Self.words(choice), there: there.joined(separator: "; ")) }
    let model = scenario.windows[best.window].model
    let source = model.instruments.flows[Int(best.finding.flow)].source
    guard let flow = model.routes.flow(of: source) else { throw .unknownSource(source, known: model.routes.sources) }
    return (best.window, TraceSubject(flow: flow, number: best.finding.number))
  }

  /// By number, the flows that are looked at; empty for all.
  private func flows(_ model: Model) throws(Problem) -> [Bool] {
    guard let flow else { return [] }
    let wanted = model.instruments.flows.map { $0.name == flow }
    if wanted.contains(true) { return wanted }
    let ofSource = model.instruments.flows.map { $0.source == flow }
    if ofSource.contains(true) { return ofSource }
    throw .unknownFlow(flow, known: model.instruments.flows.map(\.name))
  }

  /// What became of the messages of a window: `uploads: 812 sent, 790 delivered, 22 in flight`.
  static func there(_ window: ScenarioWindow, _ measurements: Measurements) -> String {
    let flows = zip(window.model.instruments.flows, measurements.flows).map { flow, totals in
      let parts = [
        (totals.sent, "sent"), (totals.delivered, "delivered"), (totals.deadLettered, "dead-lettered"),
        (totals.expired, "lost"), (totals.rejected, "rejected"), (totals.inFlight, "in flight"),
      ]
      let shown = parts.enumerated().filter { $0.offset < 2 || $0.element.0 > 0 }
      return "\(flow.name): " + shown.map { "\(Format.grouped($0.element.0)) \($0.element.1)" }.joined(separator: ", ")
    }
    return "window \(window.name): " + flows.joined(separator: "; ")
  }
}
