// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

extension ValueKind where Value == FilterPolicy {
  /// A filter policy as SNS has it, in YAML: `{ severity: [critical, { prefix: w }], price: [{ numeric: [">", 9] }] }`.
  /// A single value stands for a list of one.
  static var filterPolicy: ValueKind<FilterPolicy> {
    ValueKind("filter policy", schema: .map(of: .any), example: "{ severity: [critical, warning] }") { node, context in
      var reader = FilterReader()
      let before = context.diagnostics.errorCount
      let clause = reader.object(node, path: [], &context)
      guard let clause, context.diagnostics.errorCount == before, FilterLimits.check(clause, at: node, &context)
      else { return nil }
      return FilterPolicy(clause: clause, nested: reader.nested)
    }
  }
}

/// Reads the maps and lists of a filter policy. Every nil comes with an error.
struct FilterReader {
  /// The first map within the policy.
  private(set) var nested: Node?

  /// Words that are operators, which no name within an `$or` may be (and-or-logic).
  static let operators = [
    "anything-but", "cidr", "equals-ignore-case", "exists", "numeric", "prefix", "suffix", "wildcard",
  ]

  /// The keys of an object, joined by AND.
  mutating func object(_ node: Node, path: [String], _ context: inout ReadContext) -> FilterClause? {
    guard let entries = node.entries, !entries.isEmpty else {
      context.fail(
        .type, at: node, "must be a map of names and what their values may be, not \(node.kindOfContent)",
        hint: "such as { severity: [critical] }")
      return nil
    }
    var clauses: [FilterClause] = []
    for entry in entries {
      if let clause = context.within(entry, { self.entry(entry, $0, path: path, &$1) }) { clauses.append(clause) }
    }
    return clauses.count == entries.count ? .every(clauses) : nil
  }

  private mutating func entry(
    _ entry: Node.Entry, _ node: Node, path: [String], _ context: inout ReadContext
  ) -> FilterClause? {
    if entry.key == "$or", let branches = Self.branches(node) {
      var clauses: [FilterClause] = []
      for (place, branch) in branches.enumerated() {
        let clause = context.within(index: place) { self.object(branch, path: path, &$0) }
        if let clause { clauses.append(clause) }
      }
      return clauses.count == branches.count ? .any(clauses) : nil
    }
    let path = path + [entry.key]
    if node.entries != nil {
      if Self.isOperator(node) {
        // AWS wants every operator in a list; a bare one can only be meant as a list of one.
        return list([node], path: path, at: node, &context)
      }
      if nested == nil { nested = node }
      return object(node, path: path, &context)
    }
    return list(node.items ?? [node], path: path, at: node, &context)
  }

  /// The objects of an `$or`. It is one only with two objects or more, none of which has a name that is an operator;
  /// else it is a key like any other (and-or-logic).
  private static func branches(_ node: Node) -> [Node]? {
    guard let items = node.items, items.count >= 2 else { return nil }
    let isOr = items.allSatisfy { item in
      item.entries?.allSatisfy { !operators.contains($0.key) } ?? false
    }
    return isOr ? items : nil
  }

  /// Whether a map is an operator with its operand, and not an object with names.
  private static func isOperator(_ node: Node) -> Bool {
    guard let entries = node.entries, entries.count == 1 else { return false }
    return operators.contains(entries[0].key)
  }

  private func list(
    _ items: [Node], path: [String], at node: Node, _ context: inout ReadContext
  ) -> FilterClause? {
    guard !items.isEmpty else {
      context.fail(.value, at: node, "must have at least one value")
      return nil
    }
    var conditions: [FilterCondition] = []
    for (place, item) in items.enumerated() {
      let condition = context.within(index: place) { FilterConditionReader.condition(item, &$0) }
      if let condition { conditions.append(condition) }
    }
    guard conditions.count == items.count else { return nil }
    return .key(FilterKey(path: path.joined(separator: "."), level: path.count, conditions: conditions))
  }
}
