// SPDX-License-Identifier: GPL-3.0-or-later

extension Node {
  /// The paths at which the other tree says something else than this one: `channels.jobs.visibility_timeout`. Keys that
  /// only one of them has count; a list counts as a whole. In this tree's order, the other's new keys last.
  public func differences(from other: Node) -> [String] {
    guard let own = entries, let its = other.entries else { return hasSameContent(as: other) ? [] : [""] }
    func below(_ key: String, _ paths: [String]) -> [String] { paths.map { $0.isEmpty ? key : "\(key).\($0)" } }
    let positions = Dictionary(its.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    let names = Set(own.map(\.key))
    let shared = own.flatMap { entry in
      positions[entry.key].map { below(entry.key, entry.value.differences(from: $0)) } ?? [entry.key]
    }
    return shared + its.map(\.key).filter { !names.contains($0) }
  }
}
