// SPDX-License-Identifier: GPL-3.0-or-later

/// Paths such as `workers.resizer.tasks`, `slos.usual-is-snappy.latency.p99` or `traffic.uploads.shape.0.x`.
///
/// The parts are keys of maps and positions in lists, from 0. A key may itself have dots (`latency.p99`): where a map
/// has a key that equals several parts of the path, the longest such key is meant.
extension Node {
  /// How many parts a path may have, as many as levels may be nested.
  private static let longestPath = 64
  private static let longestKey = Document.Limits().key

  /// The value at a path, or nil if the path leads nowhere. The empty path is the node itself.
  public func value(atPath path: String) -> Node? {
    value(at: Self.parts(of: path)[...])
  }

  private static func parts(of path: String) -> [String] {
    path.isEmpty ? [] : path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  private func value(at parts: ArraySlice<String>) -> Node? {
    guard !parts.isEmpty else { return self }
    if let items {
      guard let first = parts.first, let index = Self.index(first), items.indices.contains(index) else { return nil }
      return items[index].value(at: parts.dropFirst())
    }
    guard let (entry, length) = longestMatch(parts) else { return nil }
    return entry.value.value(at: parts.dropFirst(length))
  }

  private static func index(_ part: String) -> Int? {
    part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(part) : nil
  }

  private func longestMatch(_ parts: ArraySlice<String>) -> (entry: Entry, length: Int)? {
    guard let entries else { return nil }
    for length in stride(from: min(parts.count, Self.longestPath), to: 0, by: -1) {
      let key = parts.prefix(length).joined(separator: ".")
      if let entry = entries.first(where: { $0.key == key }) { return (entry, length) }
    }
    return nil
  }

  /// This tree with one value replaced, as the flag `--set PATH=VALUE` asks.
  ///
  /// - Parameters:
  ///   - path: as in `value(atPath:)`; maps that are missing on the way are made.
  ///   - value: YAML. `null` or nothing takes the key away. A map is merged like an overlay.
  ///   - diagnostics: errors stand in line 1 of the "file" `--set PATH=VALUE`.
  ///
  /// After an error the tree comes back as it was.
  public func setting(path: String, to value: String, into diagnostics: inout Diagnostics) -> Node {
    let shownPath = Diagnostic.shortened(path, limit: 200)
    let file = "--set \(path)=\(value)"
    let parts = Self.parts(of: path)
    let start = SourceLocation(file: file, line: 1, column: 1)
    guard parts.count <= Self.longestPath, parts.allSatisfy({ $0.unicodeScalars.count <= Self.longestKey }) else {
      diagnostics.error(
        .size, at: start, length: 1,
        "a path has at most \(Self.longestPath) parts of \(Self.longestKey) letters")
      return self
    }
    guard !parts.isEmpty, !parts.contains("") else {
      diagnostics.error(
        .value, at: start, length: max(1, path.unicodeScalars.count), "a path is keys with dots between them",
        hint: "for instance --set workers.resizer.tasks=32")
      return self
    }
    var found = Diagnostics()
    guard let parsed = Document.parse(value, file: file, into: &found) else {
      for item in found.items { diagnostics.append(item.moved(by: path.unicodeScalars.count + 1)) }
      return self
    }
    let node = parsed.moved(by: path.unicodeScalars.count + 1).inLayer(.set(shownPath))
    var copy = self
    var columns: [Int] = [1]
    for part in parts { columns.append((columns.last ?? 1) + part.unicodeScalars.count + 1) }
    let context = Setting(file: file, columns: columns, value: node, layer: .set(shownPath))
    guard copy.set(parts[...], context, &diagnostics) else { return self }
    guard copy.depth <= Self.longestPath else {
      diagnostics.error(.size, at: start, length: 1, "this would nest deeper than \(Self.longestPath) levels")
      return self
    }
    return copy
  }

  private struct Setting {
    var file: String
    /// Column of each part of the path.
    var columns: [Int]
    var value: Node
    var layer: Layer

    func location(_ part: Int) -> SourceLocation { SourceLocation(file: file, line: 1, column: columns[part]) }
  }

  /// Replaces in place; false after an error.
  private mutating func set(
    _ parts: ArraySlice<String>, _ setting: Setting, _ diagnostics: inout Diagnostics
  ) -> Bool {
    guard let first = parts.first else {
      self = overlaid(by: setting.value)
      return true
    }
    switch content {
    case .list(var items):
      guard let index = Self.index(first), items.indices.contains(index) else {
        diagnostics.error(
          .key, at: setting.location(parts.startIndex), length: first.unicodeScalars.count,
          "\(Diagnostic.quoted(first)) is no position in this list",
          hint: items.isEmpty ? "the list is empty" : "positions go from 0 to \(items.count - 1)")
        return false
      }
      guard items[index].set(parts.dropFirst(), setting, &diagnostics) else { return false }
      content = .list(items)
      return true
    case .scalar(let text, _):
      diagnostics.error(
        .type, at: setting.location(parts.startIndex), length: first.unicodeScalars.count,
        "\(Diagnostic.quoted(first)) cannot be set inside \(Diagnostic.quoted(text)), which is no map")
      return false
    case .null:
      content = .map([])
      layer = setting.layer
      return set(parts, setting, &diagnostics)
    case .map:
      return setEntry(parts, setting, &diagnostics)
    }
  }

  private mutating func setEntry(
    _ parts: ArraySlice<String>, _ setting: Setting, _ diagnostics: inout Diagnostics
  ) -> Bool {
    let match = longestMatch(parts)
    let length = match?.length ?? 1
    let key = match?.entry.key ?? parts.first ?? ""
    let rest = parts.dropFirst(length)
    let entry = { (value: Node) in
      Entry(key: key, keyLocation: setting.location(parts.startIndex), keyLength: nil, value: value)
    }
    if rest.isEmpty {
      // The rules of overlays hold: null takes away, a new `type` replaces the map that it stands in.
      var overlay = Node(.map([entry(setting.value)]), location: setting.value.location, layer: setting.layer)
      overlay.length = setting.value.length
      self = overlaid(by: overlay)
      return true
    }
    var value = match?.entry.value ?? Node(.map([]), location: setting.location(parts.startIndex), layer: setting.layer)
    guard value.set(rest, setting, &diagnostics) else { return false }
    var entries = entries ?? []
    if let index = entries.firstIndex(where: { $0.key == key }) {
      entries[index].value = value
    } else {
      entries.append(entry(value))
    }
    content = .map(entries)
    return true
  }

  /// The same tree with the places in line 1 moved to the right.
  private func moved(by columns: Int) -> Node {
    var copy = self
    copy.location = location.map { $0.moved(by: columns) }
    switch content {
    case .null, .scalar: break
    case .list(let items): copy.content = .list(items.map { $0.moved(by: columns) })
    case .map(let entries):
      copy.content = .map(
        entries.map { entry in
          var entry = entry
          entry.keyLocation = entry.keyLocation.map { $0.moved(by: columns) }
          entry.value = entry.value.moved(by: columns)
          return entry
        })
    }
    return copy
  }
}

extension SourceLocation {
  fileprivate func moved(by columns: Int) -> SourceLocation {
    line == 1 ? SourceLocation(file: file, line: 1, column: column + columns) : self
  }
}

extension Diagnostic {
  fileprivate func moved(by columns: Int) -> Diagnostic {
    var copy = self
    copy.location = location.map { $0.moved(by: columns) }
    return copy
  }
}
