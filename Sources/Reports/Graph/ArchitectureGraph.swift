// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// The architecture as nodes and edges: what every drawing of it is made from.
public struct ArchitectureGraph: Sendable, Hashable, Codable {
  /// What a part is: it decides the shape.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case source, queue, topic, log, worker, function, cache, database, endpoint, connector, other
  }

  /// Where the rates come from.
  public enum Basis: String, Sendable, Codable {
    /// From the settings: nothing was simulated.
    case expected
    case simulated
  }

  public struct Node: Sendable, Hashable, Codable {
    public var name: String
    /// `jobs (SQS)`, `resizer x24`.
    public var title: String
    public var kind: Kind
    /// By window: how busy it is, 0 to 1, and how many messages wait; empty where nothing was simulated.
    public var busy: [Value] = []
    public var waiting: [Value] = []
  }

  public struct Edge: Sendable, Hashable, Codable {
    public var from: String
    public var to: String
    /// What brings messages onto a way aside: `after 3 receives`; nil on the way of the messages.
    public var aside: String?
    /// By window: messages or calls a second; a window of which nothing is known is left out.
    public var perSecond: [Value] = []
  }

  /// A number of one window.
  public struct Value: Sendable, Hashable, Codable {
    public var window: String
    public var value: Double
  }

  public var schema = "graph/1"
  public var scenario: String
  public var variant: String
  public var title: String?
  public var basis: Basis
  public var windows: [String]
  public var nodes: [Node]
  public var edges: [Edge]

  // MARK: Words

  /// What an edge says: `6/s`, `after 3 receives, 0.02/s`.
  func label(_ edge: Edge) -> String {
    let rate = Words.byWindow(edge.perSecond.map { ($0.window, "\(Words.number($0.value, significant: 2))/s") })
    return [edge.aside.map(said), rate.isEmpty ? nil : rate].compactMap(\.self).joined(separator: ", ")
  }

  /// What a node says below its name: `81% busy`, `81% busy usual, 100% busy promo`, `612 waiting`.
  func load(_ node: Node) -> String {
    var parts: [String] = []
    let busy = Words.byWindow(node.busy.map { ($0.window, say("\(Words.percent($0.value, decimals: 0)) busy")) })
    let waiting = Words.byWindow(
      node.waiting.filter { $0.value >= 0.5 }.map { ($0.window, say("\(Words.count($0.value.rounded())) waiting")) })
    if !busy.isEmpty { parts.append(busy) }
    if !waiting.isEmpty { parts.append(waiting) }
    return parts.joined(separator: ", ")
  }

  /// `image-processing, base: rates as simulated`.
  var heading: String {
    let name = variant == "base" ? scenario : "\(scenario), \(variant)"
    return basis == .simulated ? say("\(name): rates as simulated") : say("\(name): rates as the settings say")
  }
}

extension ArchitectureGraph.Kind {
  /// The kind that a part's title tells: `jobs (SQS)`, `cart (Redis)`.
  init(title: String, name: String, isBusy: Bool, waits: Bool) {
    let rest = title.hasPrefix(name) ? title.dropFirst(name.count) : title[...]
    func says(_ words: String...) -> Bool { words.contains { rest.contains($0) } }
    if says("connector") {
      self = .connector
    } else if says("on Lambda") {
      self = .function
    } else if says("SQS") {
      self = .queue
    } else if says("SNS") {
      self = .topic
    } else if says("Kinesis", "MSK", "Kafka") {
      self = .log
    } else if says("Redis", "Valkey", "Memcached") {
      self = .cache
    } else if rest.hasPrefix(" x") {
      self = .worker
    } else if says("(") {
      self = isBusy ? .database : .endpoint
    } else {
      self = isBusy ? .worker : waits ? .queue : .other
    }
  }
}
