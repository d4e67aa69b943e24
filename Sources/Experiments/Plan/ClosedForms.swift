// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Services
import Simulation
import Statistics

/// What closed forms say of a scenario: how its objectives are expected to come out. It decides what is tried first, and
/// nothing else.
struct ClosedForms {
  private struct Window {
    var name: String
    var model: Model
    var view: FindingsView
    var waits: [(part: String, wait: WaitingTime)]
  }

  private let scenario: Scenario
  private let windows: [Window]

  init(_ scenario: Scenario) {
    self.scenario = scenario
    windows = scenario.windows.map { window in
      let view = FindingsView(
        parts: window.model.parts, window: window.name, duration: window.duration, hoursPerMonth: window.hoursPerMonth)
      let stations = window.model.parts.parts.compactMap { $0.station(view) }
      return Window(
        name: window.name, model: window.model, view: view,
        waits: stations.map { ($0.part, WaitingTime($0)) })
    }
  }

  var estimate: Candidate.Estimate {
    var objectives: [Candidate.Estimate.Expected] = []
    for window in windows {
      for objective in scenario.objectives where objective.windows?.contains(window.name) ?? true {
        guard let value = value(objective, window), !value.isNaN else { continue }
        objectives.append(
          Candidate.Estimate.Expected(
            objective: objective.name, window: window.name, value: value, meets: Self.meets(value, objective)))
      }
    }
    return Candidate.Estimate(objectives: objectives, utilisations: utilisations)
  }

  /// Of each part in the window in which it is busiest. What a burst asks for besides, the objectives judge.
  private var utilisations: [(part: String, value: Double)] {
    var all: [(part: String, value: Double)] = []
    for window in windows {
      for (part, wait) in window.waits {
        let value = wait.station.utilisation
        if let place = all.firstIndex(where: { $0.part == part }) {
          all[place].value = max(all[place].value, value)
        } else {
          all.append((part, value))
        }
      }
    }
    return all
  }

  private static func meets(_ value: Double, _ objective: Objective) -> Bool {
    switch objective.comparison {
    case .less: value < objective.bound
    case .atMost: value <= objective.bound
    case .greater: value > objective.bound
    case .atLeast: value >= objective.bound
    case .equal: abs(value - objective.bound) <= 1e-9
    }
  }

  // MARK: Figures

  /// Nil where no closed form tells.
  private func value(_ objective: Objective, _ window: Window) -> Double? {
    guard case .measured(_, let statistic) = objective.source else { return nil }
    switch objective.metric {
    case "latency": return latency(objective.subject, statistic, window)
    case "lag", "oldest_message_age":
      guard statistic == .max, let wait = wait(objective.subject, window) else { return nil }
      return wait.oldest
    case "utilisation": return utilisation(objective.subject, statistic, window)
    case "hit":
      guard statistic == .ratio else { return nil }
      return (window.model.parts[objective.subject] as? any CacheFront)?.expectedHits(window.view)
    case "throttled":
      guard statistic == .ratio else { return nil }
      let producer = window.model.parts[objective.subject] as? any Producer
      let channel = window.model.parts[producer?.target ?? objective.subject] as? any Channel
      return channel?.expectedRefusals(window.view)
    default: return nil
    }
  }

  /// Of a worker, or of the worker of a channel.
  private func wait(_ subject: String, _ window: Window) -> WaitingTime? {
    if let own = window.waits.first(where: { $0.part == subject }) { return own.wait }
    let readers = window.model.parts.consumers(of: subject).map(\.name)
    return window.waits.first { readers.contains($0.part) }?.wait
  }

  /// Of a flow through the workers that it passes; of requests through the cache and the database.
  private func latency(_ subject: String, _ statistic: Statistic, _ window: Window) -> Double? {
    let model = window.model
    guard let flow = model.instruments.flows.firstIndex(where: { $0.name == subject }) else { return nil }
    if let producer = model.parts[model.instruments.flows[flow].source] as? any Producer,
      let server = model.parts[producer.target] as? any RequestServer
    {
      return answer(server, statistic, window)
    }
    let passed = model.routes.parts(of: flow).compactMap { part in window.waits.first { $0.part == part }?.wait }
    guard !passed.isEmpty else { return nil }
    return passed.reduce(0.0) { $0 + Self.read($1, statistic) }
  }

  /// Hits take next to no time; a miss asks the database.
  private func answer(_ server: any RequestServer, _ statistic: Statistic, _ window: Window) -> Double? {
    let cache = server as? any CacheFront
    guard let store = cache == nil ? server.name : cache?.database,
      let wait = window.waits.first(where: { $0.part == store })?.wait
    else { return nil }
    let misses = cache == nil ? 1 : 1 - (cache?.expectedHits(window.view) ?? 0)
    switch statistic {
    case .percentile(let percentile):
      let beyond = 1 - percentile.percent / 100
      return beyond >= misses ? 0 : wait.quantile(1 - beyond / misses)
    case .max: return wait.quantile(0.9999)
    case .mean: return misses * wait.mean
    case .ratio, .count, .rate: return nil
    }
  }

  private static func read(_ wait: WaitingTime, _ statistic: Statistic) -> Double {
    switch statistic {
    case .percentile(let percentile): wait.quantile(percentile.percent / 100)
    case .max: max(wait.quantile(0.9999), wait.oldest)
    case .mean: wait.mean
    case .ratio, .count, .rate: .nan
    }
  }

  /// The share of the servers that are busy; over time it spreads as a Poisson number of busy ones does.
  private func utilisation(_ subject: String, _ statistic: Statistic, _ window: Window) -> Double? {
    guard let station = wait(subject, window)?.station, station.part == subject else { return nil }
    let busy = min(1, station.peakUtilisation)
    let servers = Double(station.servers)
    switch statistic {
    case .mean: return min(1, station.utilisation)
    case .max: return 1
    case .percentile(let percentile):
      // Averages of ten seconds are what is sampled; services are short beside that.
      let samples = max(1, 10 / max(station.meanService, 1e-6))
      let deviation = (busy / servers / samples * (1 + station.serviceVariation)).squareRoot()
      return min(1, max(0, busy + DeterministicMath.normalQuantile(percentile.percent / 100) * deviation))
    case .ratio, .count, .rate: return nil
    }
  }
}
