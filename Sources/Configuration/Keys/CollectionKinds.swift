// SPDX-License-Identifier: GPL-3.0-or-later

/// A value of a map with the name that the file gives it.
public struct Named<Value: Sendable>: Sendable {
  public var name: String
  public var node: Node
  public var value: Value
  /// Where the name stands, for messages about it.
  public var keyLocation: SourceLocation?
  public var keyLength: Int
}

extension ValueKind {
  /// A list of values of one kind, in the file's order.
  public static func list<Item: Sendable>(
    of item: ValueKind<Item>, count: ClosedRange<Int> = 0...100_000
  ) -> ValueKind<[Item]> where Value == [Item] {
    let name = "list of \(plural(item.name))"
    let example = item.example.map { "[\($0)]" }
    return ValueKind<[Item]>(
      name, schema: .list(of: item.schema, count: count == 0...100_000 ? nil : count), example: example,
      allowed: item.allowed, nested: item.nested.map { NestedTable(path: ["0"] + $0.path, table: $0.table) },
      shapes: .list
    ) { node, context in
      guard let items = node.items else {
        context.failShape(node, wanted: name, example: example)
        return nil
      }
      guard count.contains(items.count) else {
        let limits =
          count.lowerBound == count.upperBound
          ? String(count.lowerBound) : "\(count.lowerBound) to \(Format.grouped(count.upperBound))"
        context.fail(.range, at: node, "must have \(limits) items, not \(items.count)")
        return nil
      }
      var values: [Item] = []
      for (index, node) in items.enumerated() {
        if let value = context.within(index: index, { item.read(node, &$0) }) { values.append(value) }
      }
      return values.count == items.count ? values : nil
    }.expanding { $0.mapItems(item.expanded) }
  }

  /// A list, or one value in place of a list of one.
  public static func oneOrMore<Item: Sendable>(of item: ValueKind<Item>) -> ValueKind<[Item]> where Value == [Item] {
    let list = ValueKind<[Item]>.list(of: item, count: 1...100_000)
    return ValueKind<[Item]>(
      "\(item.name) or \(list.name)", schema: .anyOf([item.schema, list.schema]), example: item.example,
      allowed: item.allowed, nested: item.nested, shapes: item.shapes.union(.list)
    ) { node, context in
      node.items == nil ? item.read(node, &context).map { [$0] } : list.read(node, &context)
    }.expanding { $0.items == nil ? item.expanded($0) : list.expanded($0) }
  }

  /// A map from any names to values of one kind, in the file's order.
  ///
  /// - Parameter namesAreChecked: whether a key must be a name as `ValueKind.name` describes it.
  public static func map<Item: Sendable>(
    of item: ValueKind<Item>, namesAreChecked: Bool = false
  ) -> ValueKind<[Named<Item>]> where Value == [Named<Item>] {
    let name = "map of \(plural(item.name))"
    return ValueKind<[Named<Item>]>(
      name, schema: .map(of: item.schema), example: item.example.map { "{ NAME: \($0) }" }, allowed: item.allowed,
      nested: item.nested.map { NestedTable(path: ["NAME"] + $0.path, table: $0.table) }, shapes: .map
    ) { node, context in
      guard let entries = node.isNull ? [] : node.entries else {
        context.failShape(node, wanted: name, example: nil)
        return nil
      }
      let before = context.diagnostics.errorCount
      var values: [Named<Item>] = []
      for entry in entries {
        if namesAreChecked, let problem = Names.problem(with: entry.key) {
          context.diagnostics.error(
            .value, at: entry.keyLocation, length: entry.keyLength, "the name \(problem)")
        }
        if let value = context.within(entry, { item.read($0, &$1) }) {
          values.append(
            Named(
              name: entry.key, node: entry.value, value: value, keyLocation: entry.keyLocation,
              keyLength: entry.keyLength))
        }
      }
      return context.diagnostics.errorCount == before ? values : nil
    }.expanding { $0.mapValues { item.expanded($0) } }
  }

  /// One of two kinds, told apart by what is written. If neither can be read, the one that the text resembles more
  /// says what is wrong.
  public static func either<A: Sendable, B: Sendable>(
    _ first: ValueKind<A>, _ second: ValueKind<B>, _ makeFirst: @escaping @Sendable (A) -> Value,
    _ makeSecond: @escaping @Sendable (B) -> Value
  ) -> ValueKind {
    let name = "\(first.name) or \(second.name)"
    let allowed = [first.allowed, second.allowed].compactMap { $0 }.joined(separator: " or ")
    return ValueKind(
      name, schema: .anyOf([first.schema, second.schema]), example: first.example ?? second.example,
      allowed: allowed.isEmpty ? nil : allowed, nested: first.nested + second.nested,
      shapes: first.shapes.union(second.shapes)
    ) { node, context in
      let one = context.attempt { first.read(node, &$0) }
      if let value = one.result {
        context.adopt(one.context)
        return makeFirst(value)
      }
      let two = context.attempt { second.read(node, &$0) }
      if let value = two.result {
        context.adopt(two.context)
        return makeSecond(value)
      }
      let shape = Shapes(of: node)
      let fits = (first.shapes.isSuperset(of: shape), second.shapes.isSuperset(of: shape))
      let promise = (one.context.diagnostics.promise, two.context.diagnostics.promise)
      switch fits {
      case (true, false) where !node.isNull: context.adopt(one.context)
      case (false, true) where !node.isNull: context.adopt(two.context)
      case (true, true) where promise.0 != promise.1:
        context.adopt(promise.0 > promise.1 ? one.context : two.context)
      default:
        let text = node.text.map { Diagnostic.quoted($0) } ?? node.kindOfContent
        context.fail(.value, at: node, "must be \(English.withArticle(name)), not \(text)")
      }
      return nil
    }.expanding { node in
      let isFirst = ReadContext().attempt { first.read(node, &$0) != nil }.result
      return isFirst ? first.expanded(node) : second.expanded(node)
    }
  }

  static func plural(_ name: String) -> String {
    let words = name.split(separator: " ", maxSplits: 1)
    guard let first = words.first else { return name }
    let noun = ["list", "map", "name", "amount"].contains(first) && words.count > 1
    if noun { return first + "s " + words[1] }
    return name == "anything" ? name : name.hasSuffix("s") ? name : name + "s"
  }
}

extension Diagnostics {
  /// How much the errors suggest that this kind was meant: a number without its unit almost is one, a wrong word could
  /// be anything.
  fileprivate var promise: Int {
    guard let first = items.first(where: { $0.severity == .error }) else { return 0 }
    switch first.code {
    case .value, .type: return first.hint?.hasPrefix("did you mean") ?? false ? 2 : 1
    default: return 3
    }
  }
}

extension Node {
  func mapItems(_ transform: (Node) -> Node) -> Node {
    guard let items else { return self }
    var copy = self
    copy.content = .list(items.map(transform))
    return copy
  }

  func mapValues(_ transform: (Node) -> Node) -> Node {
    guard let entries else { return self }
    var copy = self
    copy.content = .map(
      entries.map { entry in
        var entry = entry
        entry.value = transform(entry.value)
        return entry
      })
    return copy
  }
}
