// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// Reads the values and operators in the lists of a filter policy. Every nil comes with an error.
enum FilterConditionReader {
  static func condition(_ node: Node, _ context: inout ReadContext) -> FilterCondition? {
    switch node.content {
    case .null: return .equals(.null)
    case .scalar(let text, let quoted): return exact(text, quoted: quoted, node, &context)
    case .list:
      context.fail(.type, at: node, "cannot have a list within a list")
      return nil
    case .map(let entries):
      guard entries.count == 1 else {
        context.fail(.value, at: node, "must have one operator in each map, not \(entries.count)")
        return nil
      }
      return context.within(entries[0]) { operation(entries[0], $0, &$1) }
    }
  }

  /// A text, a number, `true` or `false`, as JSON has them; in quotes everything is a text.
  private static func exact(
    _ text: String, quoted: Bool, _ node: Node, _ context: inout ReadContext
  ) -> FilterCondition? {
    if !quoted, text == "true" || text == "false" { return .equals(.flag(text == "true")) }
    if !quoted, FilterNumber.parse(text) != nil {
      return number(node, &context).map { .numeric(low: $0, high: $0) }
    }
    return .equals(.text(text))
  }

  private static func operation(
    _ entry: Node.Entry, _ node: Node, _ context: inout ReadContext
  ) -> FilterCondition? {
    switch entry.key {
    case "prefix": return text(node, &context).map { .prefix($0) }
    case "suffix": return text(node, &context).map { .suffix($0) }
    case "equals-ignore-case": return text(node, &context).map { .equalsIgnoreCase($0) }
    case "wildcard": return wildcard(node, &context)
    case "numeric": return numeric(node, &context)
    case "cidr": return cidr(node, &context)
    case "exists":
      guard let word = node.text, !node.isQuoted, word == "true" || word == "false" else {
        context.fail(.value, at: node, "must be `true` or `false`")
        return nil
      }
      return .exists(word == "true")
    case "anything-but": return anythingBut(node, &context)
    default:
      let hint = Names.nearest(entry.key, in: FilterReader.operators).map { "nearest: \($0)" }
      context.diagnostics.error(
        .key, at: entry.keyLocation, length: entry.keyLength,
        "a filter policy has no operator \(Diagnostic.quoted(entry.key))",
        hint: hint ?? "it has: \(FilterReader.operators.joined(separator: ", "))")
      return nil
    }
  }

  /// A text, which a bare number or flag is not.
  private static func text(_ node: Node, _ context: inout ReadContext) -> String? {
    guard let text = node.text,
      node.isQuoted || (text != "true" && text != "false" && FilterNumber.parse(text) == nil)
    else {
      let hint = node.text.map { "in quotes it is one: \"\($0)\"" }
      context.fail(.type, at: node, "must be a text", hint: hint)
      return nil
    }
    return text
  }

  private static func wildcard(_ node: Node, _ context: inout ReadContext) -> FilterCondition? {
    guard let text = text(node, &context) else { return nil }
    let pieces = text.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard pieces.count - 1 <= FilterLimits.mostWildcards else {
      context.fail(
        .range, at: node, "can have at most \(FilterLimits.mostWildcards) `*`, not \(pieces.count - 1)")
      return nil
    }
    return .wildcard(pieces)
  }

  private static func cidr(_ node: Node, _ context: inout ReadContext) -> FilterCondition? {
    guard let text = node.text, let block = FilterAddressBlock(text) else {
      context.fail(.value, at: node, "must be a block of IP addresses", hint: "such as 10.0.0.0/24")
      return nil
    }
    return .cidr(block)
  }

  // MARK: Numbers

  /// Hundred-thousandths.
  private static func number(_ node: Node, _ context: inout ReadContext) -> Int64? {
    guard let text = node.text, !node.isQuoted, let number = FilterNumber.parse(text) else {
      context.fail(.type, at: node, "must be a number", hint: "such as 100, without quotes")
      return nil
    }
    guard abs(number.value) <= 1e9, number.decimals <= 5 else {
      context.fail(
        .range, at: node, "must lie between -1e9 and 1e9 and have at most 5 digits behind the point, not \(text)")
      return nil
    }
    return FilterNumber.units(number.value)
  }

  /// `[=, x]`, `[<, x]` and the like, or a range from below to above: `[">", 0, "<=", 150]`.
  private static func numeric(_ node: Node, _ context: inout ReadContext) -> FilterCondition? {
    let wanted = "must be an operator with a number, or a range from low to high"
    let items = node.items ?? []
    let words = stride(from: 0, to: items.count, by: 2).map { items[$0].text ?? "" }
    let isRange = words.count == 2 && words[0].hasPrefix(">") && words[1].hasPrefix("<")
    guard items.count % 2 == 0, words.count == 1 || isRange,
      words.allSatisfy({ ["=", "<", "<=", ">", ">="].contains($0) })
    else {
      context.fail(.value, at: node, wanted, hint: "such as [\"=\", 5] or [\">\", 0, \"<=\", 150]")
      return nil
    }
    let numbers = stride(from: 1, to: items.count, by: 2).compactMap { number(items[$0], &context) }
    guard numbers.count == words.count else { return nil }
    if isRange, numbers[0] >= numbers[1] {
      context.fail(.value, at: node, "must have the lower number first")
      return nil
    }
    var (low, high) = (-FilterNumber.limit, FilterNumber.limit)
    for (word, number) in zip(words, numbers) {
      switch word {
      case "=": (low, high) = (number, number)
      case "<": high = number - 1
      case "<=": high = number
      case ">": low = number + 1
      default: low = number
      }
    }
    return .numeric(low: low, high: high)
  }

  // MARK: Anything but

  private static func anythingBut(_ node: Node, _ context: inout ReadContext) -> FilterCondition? {
    if let entries = node.entries {
      let allowed = ["prefix", "suffix", "wildcard"]
      guard entries.count == 1, allowed.contains(entries[0].key) else {
        context.fail(.value, at: node, "can have \(allowed.joined(separator: ", ")) or a list of values")
        return nil
      }
      return context.within(entries[0]) { operation(entries[0], $0, &$1) }.map { .anythingBut([$0]) }
    }
    let items = node.items ?? [node]
    var conditions: [FilterCondition] = []
    for item in items {
      guard item.text != nil, item.isQuoted || (item.text != "true" && item.text != "false"),
        let condition = condition(item, &context)
      else {
        context.fail(.type, at: item, "must be texts or numbers")
        return nil
      }
      conditions.append(condition)
    }
    guard !conditions.isEmpty else {
      context.fail(.value, at: node, "must have at least one value")
      return nil
    }
    return .anythingBut(conditions)
  }
}
