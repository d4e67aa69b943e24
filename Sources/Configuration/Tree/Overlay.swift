// SPDX-License-Identifier: GPL-3.0-or-later

extension Node {
  /// The keys that say what a thing is. Changing one makes it another thing.
  static let identities = ["type", "engine"]

  /// This tree with `overlay` laid over it.
  ///
  /// 1. Maps are merged key by key, in this tree's order, new keys last; anything else replaces. `null` takes a key
  ///    away.
  /// 2. Where this tree's map and the overlay's map both have a `type` (or `engine`) and they differ, the overlay's
  ///    map replaces this one whole: a Lambda function has no use for a fleet's settings.
  ///
  /// - Parameter layer: the layer that the overlay's nodes get; nil leaves them theirs.
  public func overlaid(by overlay: Node, layer: Layer? = nil) -> Node {
    let overlay = layer.map { overlay.inLayer($0) } ?? overlay
    return merged(with: overlay)
  }

  private func merged(with overlay: Node) -> Node {
    guard let own = entries, let new = overlay.entries, !changesIdentity(to: overlay) else {
      return overlay.withoutNulls
    }
    // Positions by key keep large maps from taking quadratic time.
    var positions: [String: Int] = [:]
    var merged: [Entry?] = own
    for (index, entry) in own.enumerated() where positions[entry.key] == nil { positions[entry.key] = index }
    for entry in new {
      if let position = positions[entry.key] {
        if entry.value.isNull {
          merged[position] = nil
        } else if let old = merged[position] {
          var result = entry
          result.value = old.value.merged(with: entry.value)
          merged[position] = result
        }
      } else if !entry.value.isNull {
        var result = entry
        result.value = entry.value.withoutNulls
        positions[entry.key] = merged.count
        merged.append(result)
      }
    }
    var copy = self
    copy.content = .map(merged.compactMap { $0 })
    return copy
  }

  private func changesIdentity(to overlay: Node) -> Bool {
    Self.identities.contains { key in
      guard let old = self[key]?.text, let new = overlay[key]?.text else { return false }
      return old != new
    }
  }

  /// In a map that is new there is nothing to take away, so its nulls just go.
  private var withoutNulls: Node {
    guard let entries else { return self }
    var copy = self
    copy.content = .map(
      entries.compactMap { entry in
        guard !entry.value.isNull else { return nil }
        var entry = entry
        entry.value = entry.value.withoutNulls
        return entry
      })
    return copy
  }
}
