// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// The values that a plan may choose a setting from, as they are written: a list of anything, or a range.
struct PlanValues: Sendable {
  /// As YAML, each once.
  var values: [String] = []
  /// Of each value: what it says, and where it stands.
  var nodes: [Node] = []

  fileprivate mutating func add(_ value: String, _ node: Node) {
    guard !values.contains(value) else { return }
    values.append(value)
    nodes.append(node)
  }
}

extension ValueKind where Value == PlanValues {
  static var values: ValueKind<PlanValues> {
    let list = ValueKind<[Node]>.list(of: .node, count: 1...ValueRange.mostValues).map { items, _, _ in
      var values = PlanValues()
      for item in items { values.add(item.asValue, item) }
      return values
    }
    let range = ValueKind<String>.text.map { text, node, context -> PlanValues? in
      do throws(UnitError) {
        var values = PlanValues()
        for value in try ValueRange(text).values {
          // What a range means stands nowhere else than the range.
          values.add(
            value,
            Node(
              .scalar(text: value, quoted: false), location: node.location, length: node.length, layer: node.layer))
        }
        return values
      } catch {
        context.fail(error.code, at: node, error.message, suggestion: error.suggestion)
        return nil
      }
    }
    return ValueKind<PlanValues>.either(list, range, { $0 }, { $0 })
      .described(as: "list of values or range", example: "2..20 step 2")
  }
}

extension Node {
  /// The node as YAML that can stand behind a key.
  fileprivate var asValue: String {
    if let flow { return flow }
    let text = Node.map([("v", self)]).yaml().dropFirst(2)
    var value = text.drop { $0 == " " }
    while value.last?.isWhitespace ?? false { value.removeLast() }
    return String(value)
  }
}
