// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// The ways of messages through a scenario: which flows there are, what they pass, and where they fork.
///
/// A flow begins at a source or at a fork (a topic, a worker with several channels behind it), leads through queues and
/// workers, and ends at the next fork or where nobody hands on. Ways to dead-letter queues are side ways: a message that
/// goes there stays in its flow.
public struct Routes: Sendable {
  struct Flow: Sendable {
    var source: String
    /// The part and the place among its outlets where it forks off; nil at a source.
    var fork: (part: String, branch: Int, flow: Int)?
    /// The first part that gets its messages.
    var head: String
    /// The workers and queues that it passes before its end.
    var stages: [String] = []
    /// Where it ends: a topic, one or more workers of one queue, an endpoint; nil at a queue that nobody reads.
    var end: String?
    var name = ""
  }

  private(set) var flows: [Flow] = []
  /// Ways that lead back to where they came from, as `a -> b -> a`.
  public private(set) var loops: [String] = []
  /// Queues whose readers hand on differently, so that no flow can be drawn through them.
  public private(set) var disagreements: [String] = []

  public init(_ parts: PartDirectory) {
    for part in parts.parts where part is any Producer {
      for outlet in part.outlets {
        flows.append(Flow(source: part.name, head: outlet.to))
        walk(flows.count - 1, at: outlet.to, parts, path: [part.name])
      }
    }
    name()
  }

  private mutating func walk(_ flow: Int, at name: String, _ parts: PartDirectory, path: [String]) {
    guard let part = parts[name] else { return }
    if let place = path.firstIndex(of: name) {
      loops.append((path[place...] + [name]).joined(separator: " -> "))
      return
    }
    let path = path + [name]
    if part is any LogChannel, !part.outlets.isEmpty {
      handOn(flow, from: [name], part, parts, path: path)
    } else if part is any Channel {
      let consumers = parts.consumers(of: name)
      if flows[flow].fork != nil || path.count > 2 { flows[flow].stages.append(name) }
      guard let first = consumers.first else {
        // Where a copy or a later stage arrives at a queue that nobody reads, this is its end.
        if flows[flow].stages.last == name {
          flows[flow].stages.removeLast()
          flows[flow].end = name
        }
        return
      }
      guard consumers.allSatisfy({ $0.outlets.map(\.to) == first.outlets.map(\.to) }) else {
        disagreements.append(name)
        return
      }
      handOn(flow, from: consumers.map(\.name), first, parts, path: path)
    } else {
      handOn(flow, from: [name], part, parts, path: path)
    }
  }

  /// Goes on behind a worker, a topic or an endpoint.
  private mutating func handOn(
    _ flow: Int, from names: [String], _ part: any Part, _ parts: PartDirectory, path: [String]
  ) {
    let outlets = part.outlets
    if let only = outlets.first, only.kind == .passesOn, flows[flow].stages.count < 100 {
      flows[flow].stages.append(names.joined(separator: "+"))
      return walk(flow, at: only.to, parts, path: path)
    }
    flows[flow].end = names.joined(separator: "+")
    for (branch, outlet) in outlets.enumerated() {
      flows.append(Flow(source: flows[flow].source, fork: (part.name, branch, flow), head: outlet.to))
      walk(flows.count - 1, at: outlet.to, parts, path: path)
    }
  }

  private mutating func name() {
    var taken: Set<String> = []
    for place in flows.indices {
      let flow = flows[place]
      guard flow.fork != nil else {
        flows[place].name = flow.source
        continue
      }
      let plain = "\(flow.source) -> \(flow.end ?? flow.head)"
      let isUnique = flows.filter { $0.source == flow.source && $0.fork != nil && $0.end == flow.end }.count == 1
      var name = isUnique ? plain : "\(flow.source) -> \(flow.head) -> \(flow.end ?? flow.head)"
      while !taken.insert(name).inserted { name += "'" }
      flows[place].name = name
    }
  }

  // MARK: What components ask

  /// Declares the flows; their numbers are their places.
  func declare(_ instruments: inout Instruments) {
    var taken = Set(flows.map(\.name))
    for flow in flows {
      let stages = flow.stages.map { stage in
        var name = "\(flow.source) -> \(stage)"
        if !taken.insert(name).inserted { name = "\(flow.source) -> \(flow.head) -> \(stage)" }
        while !taken.insert(name).inserted && name.hasSuffix("'") { name += "'" }
        return name
      }
      let end = flow.end.map { "\(flow.source) -> \($0)" }
      _ = instruments.flow(
        flow.name, source: flow.source, end: end.flatMap { taken.contains($0) ? nil : $0 }, stages: stages)
    }
  }

  /// The flow that begins at a source.
  public func flow(of source: String) -> FlowID? {
    flows.firstIndex { $0.source == source && $0.fork == nil }.map { FlowID($0) }
  }

  /// For each flow the one that a copy goes onto at a part's outlet; ``none`` where the flow does not pass there.
  public func branch(_ branch: Int, of part: String) -> [FlowID] {
    flows.indices.map { flow in
      let place = flows.firstIndex { $0.fork?.branch == branch && $0.fork?.flow == flow && isFork(part, of: $0) }
      return place.map { FlowID($0) } ?? Self.none
    }
  }

  private func isFork(_ part: String, of flow: Flow) -> Bool {
    guard let fork = flow.fork else { return false }
    // Workers that share a queue hand on alike; the fork bears the name of the first.
    return fork.part == part || flows[fork.flow].end?.split(separator: "+").contains { $0 == part } ?? false
  }

  /// For each flow the number of the stage that it passes at a part; ``noStage`` where there is none.
  public func stages(at part: String) -> [UInt8] {
    flows.map { flow in
      flow.stages.firstIndex { $0 == part || $0.split(separator: "+").contains { $0 == part } }
        .map { UInt8(clamping: $0) } ?? Self.noStage
    }
  }

  public var flowCount: Int { flows.count }

  /// By flow: the source that its messages come from.
  public var sources: [String] { flows.map(\.source) }

  /// Where a flow ends: a part, or several joined by `+`; nil at a queue that nobody reads.
  public func end(of flow: Int) -> String? { flows[flow].end }

  /// The parts that a flow passes, and where it ends, in order: those of this flow and of the flows that it forked off.
  public func parts(of flow: Int) -> [String] {
    let own = (flows[flow].stages + [flows[flow].end].compactMap(\.self)).flatMap { names in
      names.split(separator: "+").prefix(1).map(String.init)
    }
    guard let fork = flows[flow].fork, fork.flow < flow else { return own }
    return parts(of: fork.flow).filter { !own.contains($0) } + own
  }

  /// Whether copies of its messages go on behind its end, so that it is not yet where they are wanted.
  public func goesOn(_ flow: Int) -> Bool { flows.contains { $0.fork?.flow == flow } }

  /// The flows that end at a part.
  public func ends(of part: String) -> [Int] {
    flows.indices.filter { flows[$0].end?.split(separator: "+").contains { $0 == part } ?? false }
  }

  /// The sources whose messages come to a part.
  public func sources(reaching part: String) -> [String] {
    var sources: [String] = []
    for flow in flows {
      let parts = [flow.head, flow.end ?? flow.head] + flow.stages
      let isThere = parts.contains { $0 == part || $0.split(separator: "+").contains { $0 == part } }
      if isThere, !sources.contains(flow.source) { sources.append(flow.source) }
    }
    return sources
  }

  public static let none = FlowID.max
  public static let noStage = UInt8.max
}
