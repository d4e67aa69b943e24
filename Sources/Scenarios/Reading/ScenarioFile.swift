// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// A scenario file: its text, its tree, and the names of its variants. Nothing is checked yet but that it is YAML and a
/// map.
public struct ScenarioFile: Sendable {
  /// The name for messages, and the folder that other files are looked for in.
  public let path: String
  public let text: String
  public let root: Node
  /// The alternatives, `base` first.
  public let variants: [String]

  /// Nil when the text cannot be read; `diagnostics` says why.
  public init?(bytes: [UInt8], path: String, _ diagnostics: inout Diagnostics) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let root = Document.parse(bytes: bytes, file: path, into: &diagnostics) else { return nil }
    guard let entries = root.entries else {
      diagnostics.error(
        .type, at: SourceLocation(file: path, line: 1, column: 1), length: 1,
        "a scenario is a map of settings, not \(root.kindOfContent)", hint: "it begins with version: 1")
      return nil
    }
    self.init(root: root, entries, path: path, text: text)
  }

  private init(root: Node, _ entries: [Node.Entry], path: String, text: String) {
    self.path = path
    self.text = text
    self.root = root
    let named = entries.first { $0.key == "variants" }?.value.entries?.map(\.key) ?? []
    variants = ["base"] + named.filter { $0 != "base" }
  }

  /// The file as if this were written in it too: maps are merged as a variant's are, see `Node.overlaid(by:layer:)`. Its
  /// text is that of the merged tree; messages about what comes from the overlay name the overlay's file.
  public func overlaid(by overlay: Node) -> ScenarioFile { replacing(root.overlaid(by: overlay)) }

  /// A file that says this in place of what it says; other files are still looked for in its folder.
  public func replacing(_ tree: Node) -> ScenarioFile {
    ScenarioFile(root: tree, tree.entries ?? [], path: path, text: tree.yaml())
  }

  /// The tree of a variant with changes from outside laid over it, and with no `variants` in it any more.
  func tree(variant: String, changes: [(path: String, value: String)], _ diagnostics: inout Diagnostics) -> Node? {
    guard checkVariants(&diagnostics) else { return nil }
    var tree = root.overlaid(by: .map([("variants", .null)]))
    guard let chain = chain(to: variant, &diagnostics) else { return nil }
    for name in chain {
      guard let overlay = overlay(name, &diagnostics) else { return nil }
      tree = tree.overlaid(by: overlay, layer: .variant(name))
    }
    return changed(tree, changes, &diagnostics)
  }

  func changed(
    _ tree: Node, _ changes: [(path: String, value: String)], _ diagnostics: inout Diagnostics
  ) -> Node {
    changes.reduce(tree) { $0.setting(path: $1.path, to: $1.value, into: &diagnostics) }
  }

  /// The title of a variant, if it has one.
  func title(of variant: String) -> String? { root["variants"]?[variant]?["title"]?.text }

  private static let ownKeys = ["title", "extends"]

  /// Whether `variants` is a map of names in which `base` has a title only. All of them are looked at, not only the
  /// one that is asked for.
  private func checkVariants(_ diagnostics: inout Diagnostics) -> Bool {
    guard let node = root["variants"], !node.isNull else { return true }
    guard let entries = node.entries else {
      diagnostics.error(
        .type, at: node, "variants must be a map of alternatives by name, not \(node.kindOfContent)",
        hint: "such as variants: { short: { channels: { … } } }")
      return false
    }
    let before = diagnostics.errorCount
    for entry in entries {
      if let problem = Names.problem(with: entry.key) {
        diagnostics.error(.value, at: entry.keyLocation, length: entry.keyLength, "the name \(problem)")
      }
      if let title = entry.value["title"], title.text == nil, !title.isNull {
        diagnostics.error(.type, at: title, "title must be a text, not \(title.kindOfContent)")
      }
      for own in entry.value.entries ?? [] where entry.key == "base" && own.key != "title" {
        diagnostics.error(
          .key, at: own.keyLocation, length: own.keyLength, "base can only have a title, not \(own.key)",
          hint: "base is what stands outside of variants")
      }
    }
    return diagnostics.errorCount == before
  }

  private func overlay(_ name: String, _ diagnostics: inout Diagnostics) -> Node? {
    guard let node = root["variants"]?[name], !node.isNull else { return .map([]) }
    guard let entries = node.entries else {
      diagnostics.error(
        .type, at: node, "a variant is a map of what differs, not \(node.kindOfContent)",
        hint: "such as { title: …, channels: { … } }")
      return nil
    }
    var isFine = true
    for entry in entries where ["version", "name", "variants"].contains(entry.key) {
      diagnostics.error(
        .key, at: entry.keyLocation, length: entry.keyLength, "a variant cannot change \(entry.key)")
      isFine = false
    }
    guard isFine else { return nil }
    var overlay = node
    overlay.content = .map(entries.filter { !Self.ownKeys.contains($0.key) })
    return overlay
  }

  /// The variants that lead to one through `extends`, the first first.
  private func chain(to variant: String, _ diagnostics: inout Diagnostics) -> [String]? {
    var chain = [variant]
    while let node = root["variants"]?[chain[0]]?["extends"] {
      guard let name = node.text else {
        diagnostics.error(
          .type, at: node, "extends must be the name of a variant, not \(node.kindOfContent)",
          hint: "there is: \(variants.joined(separator: ", "))")
        return nil
      }
      guard variants.contains(name) else {
        diagnostics.unknownReference(name, at: node, among: variants.map { ($0, "variant") }, wanted: ["variant"])
        return nil
      }
      guard !chain.contains(name) else {
        diagnostics.error(.value, at: node, "\(name) extends itself through \(chain[0])")
        return nil
      }
      chain.insert(name, at: 0)
    }
    return chain
  }
}
