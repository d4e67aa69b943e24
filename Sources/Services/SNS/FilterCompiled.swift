// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// A filter policy made ready for the messages of one source: a message needs no strings, only a draw and a table's
/// answer for each key.
struct CompiledFilter: Sendable {
  /// A node of the policy's tree; the children of one lie side by side.
  private struct Node: BitwiseCopyable {
    enum Kind: UInt8 { case never, always, leaf, every, any }
    var kind: Kind
    /// The first child; of a leaf the field.
    var first: Int32 = 0
    /// The children; of a leaf where its answers begin.
    var count: Int32 = 0
  }

  /// A field without its names: how its case is drawn.
  private struct Field: BitwiseCopyable {
    enum Kind: UInt8 { case fixed, shares, number }
    var kind: Kind
    var stream: DrawStream
    /// Its part of ``ends`` or ``cuts``.
    var first = 0
    var count = 0
    /// Its place in ``distributions``.
    var distribution = 0
  }

  private let source: String
  private let scope: FilterScope
  private let reason: FilterMismatch
  private let known: [MessageField]
  private var fields: [Field] = []
  private var ends: [Double] = []
  private var cuts: [Int64] = []
  private var distributions: [Distribution] = []
  private var nodes: [Node] = []
  /// Of each leaf the answer to each case of its field.
  private var answers: [Bool] = []
  private var root: Int32 = 0
  /// Whether the message has any field at all; always in most sources.
  private var presence: Int32 = 0

  fileprivate init(_ policy: FilterPolicy, source: String, fields all: MessageFields, _ scope: FilterScope) {
    self.source = source
    self.scope = scope
    reason = policy.mismatchReason(of: all, scope)
    known = all.fields(scope) ?? []
    let outcomes = known.map { field in
      FilterOutcomes(field.draw, policy.clause.keys.filter { $0.path == field.path }.flatMap(\.conditions))
    }
    let key = RandomKey(seed: 0, replication: 0)
    for (field, outcome) in zip(known, outcomes) { add(outcome, field.stream(key, source: source, scope)) }
    let anything = FilterClause.any(known.map { .key(FilterKey(path: $0.path, level: 1, conditions: [.present])) })
    let present = node(anything, outcomes)
    presence = add(present)
    // An empty set of fields never matches, not even for `"exists": false`.
    root = add(node(.every([anything, policy.clause]), outcomes))
  }

  /// Takes the random numbers of a replication.
  mutating func begin(key: RandomKey) {
    for place in fields.indices { fields[place].stream = known[place].stream(key, source: source, scope) }
  }

  /// Whether a message of the source matches.
  func matches(_ drawKey: UInt64) -> Bool { value(root, drawKey) }

  /// Why a message that does not match does not.
  func mismatchReason(_ drawKey: UInt64) -> FilterMismatch {
    scope == .messageAttributes && !value(presence, drawKey) ? .noMessageAttributes : reason
  }

  /// The answer for all messages, if they have the same.
  var constant: Bool? {
    switch nodes[Int(root)].kind {
    case .never: false
    case .always: true
    case .leaf, .every, .any: nil
    }
  }

  private func value(_ place: Int32, _ drawKey: UInt64) -> Bool {
    let node = nodes[Int(place)]
    switch node.kind {
    case .never: return false
    case .always: return true
    case .leaf: return answers[Int(node.count) + index(fields[Int(node.first)], drawKey)]
    case .every:
      for child in node.first..<(node.first + node.count) where !value(child, drawKey) { return false }
      return true
    case .any:
      for child in node.first..<(node.first + node.count) where value(child, drawKey) { return true }
      return false
    }
  }

  /// The case of a field in a message; see ``FilterOutcomes``.
  @inline(__always)
  private func index(_ field: Field, _ drawKey: UInt64) -> Int {
    switch field.kind {
    case .fixed: return 0
    case .shares:
      let uniform = field.stream.uniform(drawKey)
      var place = field.first
      while ends[place] <= uniform { place += 1 }
      return place - field.first
    case .number:
      let units = FilterNumber.units(distributions[field.distribution].draw(field.stream, drawKey))
      var low = field.first
      var high = field.first + field.count
      while low < high {
        let middle = (low + high) / 2
        if cuts[middle] <= units { low = middle + 1 } else { high = middle }
      }
      return low - field.first
    }
  }

  // MARK: Building

  private mutating func add(_ node: Node) -> Int32 {
    nodes.append(node)
    return Int32(nodes.count - 1)
  }

  private mutating func add(_ outcomes: FilterOutcomes, _ stream: DrawStream) {
    switch outcomes.choice {
    case .fixed: fields.append(Field(kind: .fixed, stream: stream))
    case .shares(let more):
      fields.append(Field(kind: .shares, stream: stream, first: ends.count, count: more.count))
      ends += more
    case .number(let distribution, let more):
      fields.append(
        Field(
          kind: .number, stream: stream, first: cuts.count, count: more.count, distribution: distributions.count))
      cuts += more
      distributions.append(distribution)
    }
  }

  /// The node of a clause, with what is the same for all messages worked out.
  private mutating func node(_ clause: FilterClause, _ outcomes: [FilterOutcomes]) -> Node {
    switch clause {
    case .key(let key): return leaf(key, outcomes)
    case .every(let clauses): return joined(clauses, outcomes, .every, neutral: .always, decisive: .never)
    case .any(let clauses): return joined(clauses, outcomes, .any, neutral: .never, decisive: .always)
    }
  }

  private mutating func joined(
    _ clauses: [FilterClause], _ outcomes: [FilterOutcomes], _ kind: Node.Kind, neutral: Node.Kind,
    decisive: Node.Kind
  ) -> Node {
    var children: [Node] = []
    for clause in clauses {
      let child = node(clause, outcomes)
      if child.kind == decisive { return child }
      if child.kind != neutral { children.append(child) }
    }
    if children.isEmpty { return Node(kind: neutral) }
    if children.count == 1 { return children[0] }
    let first = Int32(nodes.count)
    nodes += children
    return Node(kind: kind, first: first, count: Int32(children.count))
  }

  private mutating func leaf(_ key: FilterKey, _ outcomes: [FilterOutcomes]) -> Node {
    let place = known.firstIndex { $0.path == key.path }
    let outcomes = place.map { outcomes[$0] } ?? FilterOutcomes(nil, [])
    let table = outcomes.values.map { value in key.conditions.contains { $0.matches(value) } }
    // Cases that never happen do not count.
    let happening = zip(table, outcomes.probabilities).filter { $0.1 > 0 }.map(\.0)
    if !happening.contains(false) { return Node(kind: .always) }
    if !happening.contains(true) { return Node(kind: .never) }
    answers += table
    return Node(kind: .leaf, first: Int32(place ?? 0), count: Int32(answers.count - table.count))
  }
}

extension FilterPolicy {
  /// The policy for the messages of a source.
  func compiled(source: String, fields: MessageFields, _ scope: FilterScope) -> CompiledFilter {
    CompiledFilter(self, source: source, fields: fields, scope)
  }
}
