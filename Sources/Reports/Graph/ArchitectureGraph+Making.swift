// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Scenarios
import Services

extension ArchitectureGraph {
  /// The graph of a result, with what was simulated on it.
  public init(_ result: RunResult) {
    scenario = result.scenario.name
    variant = result.scenario.variant
    title = result.scenario.variantTitle ?? result.scenario.title
    basis = .simulated
    windows = result.windows.map(\.name)
    nodes = []
    edges = []
    for window in result.windows {
      for link in window.links {
        addEdge(
          Edge(from: link.from, to: link.to, aside: Language.data { Words.aside(link) }), link.perSecond?.value,
          window.name)
      }
    }
    var parts: [String: [(window: String, part: PartResult)]] = [:]
    for window in result.windows {
      for part in window.parts { parts[part.name, default: []].append((window.name, part)) }
    }
    nodes = endpoints.map { name in
      let known = parts[name] ?? []
      guard let first = known.first?.part else { return Node(name: name, title: name, kind: .source) }
      func values(_ metric: (PartResult) -> String?) -> [Value] {
        known.compactMap { window, part in
          metric(part).flatMap { part.metrics[$0]?.stats["mean"]?.value }.map { Value(window: window, value: $0) }
        }
      }
      return Node(
        name: name, title: first.title,
        kind: Kind(title: first.title, name: name, isBusy: first.busy != nil, waits: first.queue != nil),
        busy: values(\.busy), waiting: values(\.queue))
    }
  }

  /// The graph of a scenario, with the rates that its settings tell.
  public init(_ scenario: Scenario) {
    self.scenario = scenario.name
    variant = scenario.variant
    title = scenario.variantTitle ?? scenario.title
    basis = .expected
    windows = scenario.windows.map(\.name)
    nodes = []
    edges = []
    for window in scenario.windows {
      for link in window.model.links {
        let aside: String? =
          switch link.kind {
          case .flow: nil
          case .deadLetter(let receives): Language.data { "after \(say(count: receives, "receive"))" }
          case .undelivered: "undelivered"
          case .failed(let runs): runs == 1 ? "failed" : "failed \(runs) times"
          }
        addEdge(
          Edge(from: link.from, to: link.to, aside: aside),
          window.model.expectedRate(of: link, duration: window.duration), window.name)
      }
    }
    let rows = scenario.windows.flatMap(\.model.rows)
    nodes = endpoints.map { name in
      guard let row = rows.first(where: { $0.part == name }) else {
        return Node(name: name, title: name, kind: .source)
      }
      return Node(
        name: name, title: row.title,
        kind: Kind(title: row.title, name: name, isBusy: row.busy != nil, waits: row.queue != nil))
    }
  }

  private mutating func addEdge(_ edge: Edge, _ rate: Double?, _ window: String) {
    let place =
      edges.firstIndex { $0.from == edge.from && $0.to == edge.to && $0.aside == edge.aside }
      ?? {
        edges.append(edge)
        return edges.count - 1
      }()
    if let rate, rate.isFinite { edges[place].perSecond.append(Value(window: window, value: rate)) }
  }

  /// The names at the ends of edges, those that nothing leads to first, then in the order of the edges.
  private var endpoints: [String] {
    let all = RunResult.unique(edges.flatMap { [$0.from, $0.to] })
    let targets = Set(edges.map(\.to))
    return all.filter { !targets.contains($0) } + all.filter { targets.contains($0) }
  }
}
