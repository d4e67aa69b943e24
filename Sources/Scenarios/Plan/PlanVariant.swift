// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Statistics

/// A setting that may be chosen, as far as a variant has it.
public struct VariantChoice: Sendable {
  /// Its place among the plan's choices.
  public let place: Int
  /// Whether more of it never makes an objective worse, and its values ascend.
  public let isMonotone: Bool
}

extension ScenarioFile {
  /// Which of a plan's choices a variant has, by the key tables of its parts' types.
  ///
  /// - Returns: nil after an error.
  public func choices(
    _ choices: [PlanSettings.Choice], of variant: String, changes: [(path: String, value: String)],
    _ diagnostics: inout Diagnostics
  ) -> [VariantChoice]? {
    guard let tree = tree(variant: variant, changes: changes, &diagnostics) else { return nil }
    return choices.enumerated().compactMap { place, choice in
      SettingPath(choice.path, in: tree).map {
        VariantChoice(place: place, isMonotone: $0.isMonotone && Ascending.holds(choice.values))
      }
    }
  }

  /// What a variant with some changes says, as a number of 128 bits: two that say the same are the same configuration,
  /// however each came to it. What only names it is left out.
  ///
  /// - Returns: nil for what cannot be read.
  public func fingerprint(variant: String, changes: [(path: String, value: String)]) -> Fingerprint? {
    var ignored = Diagnostics()
    guard let tree = tree(variant: variant, changes: changes, &ignored) else { return nil }
    var print = Fingerprint()
    let names: Set<String> = ["version", "name", "title", "description", "variants", "plan"]
    for entry in tree.entries ?? [] where !names.contains(entry.key) {
      print.add(entry.key)
      print.add(entry.value)
    }
    // A fault that only some variants have makes two variants different that say the same.
    if tree["faults"]?.entries?.contains(where: { $0.value["only"] != nil }) ?? false { print.add(variant) }
    // A change is laid over the windows too.
    let overlaid = tree.value(atPath: "run.windows")?.entries?.contains { entry in
      entry.value["traffic"] != nil || entry.value["faults"] != nil
    }
    if overlaid ?? false {
      for change in changes where ["traffic", "faults"].contains(change.path.split(separator: ".").first ?? "") {
        print.add(change.path)
        print.add(change.value)
      }
    }
    return print
  }
}

/// 128 bits of FNV-1a, as two hashes with different starts.
public struct Fingerprint: Hashable, Sendable {
  private var first: UInt64 = 0xcbf2_9ce4_8422_2325
  private var second: UInt64 = 0x8422_2325_cbf2_9ce4

  fileprivate mutating func add(_ byte: UInt8) {
    first = (first ^ UInt64(byte)) &* 0x100_0000_01b3
    second = (second ^ UInt64(byte ^ 0x5a)) &* 0x100_0000_01b3
    second ^= second >> 29
  }

  fileprivate mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    add(0xFF)
  }

  fileprivate mutating func add(_ node: Node) {
    switch node.content {
    case .null: add(1)
    case .scalar(let text, let quoted):
      add(quoted ? 2 : 3)
      add(text)
    case .list(let items):
      add(4)
      for item in items { add(item) }
      add(5)
    case .map(let entries):
      add(6)
      for entry in entries {
        add(entry.key)
        add(entry.value)
      }
      add(7)
    }
  }
}

/// Whether values get larger from one to the next.
enum Ascending {
  static func holds(_ values: [String]) -> Bool {
    func ascends<Value: Comparable>(_ parse: (String) throws -> Value) -> Bool {
      let parsed = values.compactMap { try? parse($0) }
      return parsed.count == values.count && zip(parsed, parsed.dropFirst()).allSatisfy { $0 < $1 }
    }
    return ascends(Units.count) || ascends(Units.number) || ascends(Units.duration) || ascends(Units.bytes)
      || ascends(Units.rate) || ascends(Units.byteRate) || ascends(Units.ratio) || ascends(Units.money)
  }
}
