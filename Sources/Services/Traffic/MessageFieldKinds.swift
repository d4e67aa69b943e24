// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Statistics

extension ValueKind where Value == KeyChoice {
  /// `{ zipf: { count, exponent } }`, `{ uniform: { count } }` or `{ same_as: SOURCE }`.
  static var keyChoice: ValueKind<KeyChoice> {
    let zipf = ValueKind<Record>.record(TrafficKeys.zipfTable).map { record, node, context -> KeyChoice? in
      let count = UInt32(clamping: record[TrafficKeys.KeyLaw.count])
      do throws(DistributionError) {
        return .own(
          KeyPopulation(
            try Zipf(count: count, exponent: record[TrafficKeys.KeyLaw.exponent]),
            drift: record[TrafficKeys.KeyLaw.drift] ?? 0))
      } catch {
        context.diagnostics.error(.value, at: node, "\(context.settingName): \(error.description)")
        return nil
      }
    }
    let uniform = ValueKind<Record>.record(TrafficKeys.uniformTable).map { record, _, _ in
      KeyChoice.own(KeyPopulation(uniform: UInt32(clamping: record[TrafficKeys.KeyLaw.count])))
    }
    let other = ValueKind<Reference>.reference(to: ["traffic source"])
    return .oneKey(
      "kind of keys",
      [
        OneKeyCase("zipf", zipf, "Popular keys and rare ones.") { $0 },
        OneKeyCase("uniform", uniform, "All as popular.") { $0 },
        OneKeyCase("same_as", other, "Those of another source: the same keys are the popular ones.") { .sameAs($0) },
      ])
  }
}

extension ValueKind where Value == [MessageField] {
  /// Message attributes: `{ kind: order, severity: { critical: 2%, info: 98% }, price: { number: … } }`.
  static var messageAttributes: ValueKind<[MessageField]> {
    ValueKind("message attributes", schema: .map(of: .any), example: "{ kind: order }") { node, context in
      guard let entries = node.entries else {
        context.fail(.type, at: node, "must be a map of names and values, not \(node.kindOfContent)")
        return nil
      }
      let before = context.diagnostics.errorCount
      let fields = entries.compactMap { entry -> MessageField? in
        if let problem = MessageFieldReader.problem(withAttribute: entry.key) {
          context.diagnostics.error(
            .value, at: entry.keyLocation, length: entry.keyLength, "the attribute's name \(problem)",
            hint: "SNS Developer Guide, sns-message-attributes")
        }
        return context.within(entry) { MessageFieldReader.attribute($0, &$1) }.map { MessageField(entry.key, $0) }
      }
      return context.diagnostics.errorCount == before ? fields : nil
    }
  }

  /// A JSON body: as attributes, and maps within maps.
  static var messageBody: ValueKind<[MessageField]> {
    ValueKind("message body", schema: .map(of: .any), example: "{ detail: { kind: order } }") { node, context in
      let before = context.diagnostics.errorCount
      let fields = MessageFieldReader.object(node, path: [], &context)
      return context.diagnostics.errorCount == before ? fields : nil
    }
  }
}

/// Reads what is written about attributes and bodies.
enum MessageFieldReader {
  /// What keeps a text from being the name of an attribute; nil if it is one.
  static func problem(withAttribute name: String) -> String? {
    let allowed = name.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": true
      default: false
      }
    }
    let lower = name.lowercased()
    if name.isEmpty || !allowed { return "must be made of letters, digits, `_`, `-` and `.`" }
    if name.utf8.count > 256 { return "is longer than 256 letters" }
    if name.hasPrefix(".") || name.hasSuffix(".") || name.contains("..") { return "has a `.` where none may be" }
    return lower.hasPrefix("aws.") || lower.hasPrefix("amazon.") ? "must not begin like one of AWS's own" : nil
  }

  /// An attribute's value. Nil after an error.
  static func attribute(_ node: Node, _ context: inout ReadContext) -> FieldDraw? {
    switch node.content {
    case .null:
      context.fail(.missing, at: node, "has no value", hint: "a message without the attribute has no entry at all")
      return nil
    case .scalar(let text, let quoted):
      guard quoted || (text != "true" && text != "false") else {
        context.fail(
          .type, at: node, "cannot be `\(text)`: attributes are texts, numbers and lists",
          hint: "in quotes it is a text; in a list it is an element of a String.Array")
        return nil
      }
      return .always(scalar(text, quoted: quoted))
    case .list(let items): return list(items, &context)
    case .map(let entries):
      return number(node, &context) ?? (isNumber(entries) ? nil : shares(node, entries, &context))
    }
  }

  /// The properties of an object of a body, in a row.
  static func object(_ node: Node, path: [String], _ context: inout ReadContext) -> [MessageField] {
    guard let entries = node.entries else {
      context.fail(.type, at: node, "must be a map of names and values, not \(node.kindOfContent)")
      return []
    }
    return entries.flatMap { entry in
      context.within(entry) { node, context -> [MessageField] in
        let path = path + [entry.key]
        if let inner = node.entries, !isNumber(inner), !isShares(inner) { return object(node, path: path, &context) }
        return property(node, &context).map { [MessageField(path.joined(separator: "."), $0)] } ?? []
      }
    }
  }

  private static func property(_ node: Node, _ context: inout ReadContext) -> FieldDraw? {
    switch node.content {
    case .null: .always(.null)
    case .scalar(let text, let quoted): .always(scalar(text, quoted: quoted))
    case .list(let items): list(items, &context)
    case .map(let entries): isNumber(entries) ? number(node, &context) : shares(node, entries, &context)
    }
  }

  /// As JSON: in quotes a text, else what it looks like.
  private static func scalar(_ text: String, quoted: Bool) -> FilterValue {
    if quoted { return .text(text) }
    if text == "true" || text == "false" { return .flag(text == "true") }
    return FilterNumber.parse(text).map { .number($0.value) } ?? .text(text)
  }

  private static func list(_ items: [Node], _ context: inout ReadContext) -> FieldDraw? {
    var values: [FilterValue] = []
    for (place, item) in items.enumerated() {
      switch item.content {
      case .null: values.append(.null)
      case .scalar(let text, let quoted): values.append(scalar(text, quoted: quoted))
      case .list, .map:
        context.within(index: place) { context in
          context.diagnostics.error(
            .unsupported, at: item, "\(context.settingName) cannot have \(item.kindOfContent) within a list",
            hint: "its elements are texts, numbers, true, false or null")
        }
        return nil
      }
    }
    return .always(.list(values))
  }

  // MARK: Maps

  private static func isNumber(_ entries: [Node.Entry]) -> Bool { entries.count == 1 && entries[0].key == "number" }

  /// Whether every value of a map is written in percent, which makes it shares and not an object.
  private static func isShares(_ entries: [Node.Entry]) -> Bool {
    !entries.isEmpty && entries.allSatisfy { ($0.value.text?.hasSuffix("%") ?? false) && !$0.value.isQuoted }
  }

  private static func number(_ node: Node, _ context: inout ReadContext) -> FieldDraw? {
    guard let entries = node.entries, isNumber(entries) else { return nil }
    return context.within(entries[0]) { ValueKind<Distribution>.plainNumber.read($0, &$1) }.map { .number($0) }
  }

  /// Values with their shares; together at most 100%.
  private static func shares(
    _ node: Node, _ entries: [Node.Entry], _ context: inout ReadContext
  ) -> FieldDraw? {
    guard !entries.isEmpty else {
      context.fail(.missing, at: node, "has no values", hint: "such as { critical: 2%, info: 98% }")
      return nil
    }
    let shares = entries.compactMap { entry -> FieldDraw.Share? in
      context.within(entry) { ValueKind<Double>.ratio.read($0, &$1) }
        .map { FieldDraw.Share(value: .text(entry.key), share: $0) }
    }
    guard shares.count == entries.count else { return nil }
    let sum = shares.reduce(0.0) { $0 + $1.share }
    guard sum <= 1 + 1e-9 else {
      context.fail(.range, at: node, "has shares of \(Format.number(sum * 100))% together, which is more than 100%")
      return nil
    }
    return .oneOf(shares)
  }
}
