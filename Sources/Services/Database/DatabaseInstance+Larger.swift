// SPDX-License-Identifier: GPL-3.0-or-later

extension DatabaseInstance {
  /// Families with one kind of processor, as a person moves through them; the burstable ones first.
  private static let generations = [["t3", "m5", "r5"], ["t4g", "m6g", "r6g"], ["m7g", "r7g"]]

  private var family: String { String(name.split(separator: ".")[1]) }

  private var followers: [String] {
    guard let generation = Self.generations.first(where: { $0.contains(family) }),
      let place = generation.firstIndex(of: family)
    else { return [] }
    return Array(generation[place...])
  }

  /// The larger classes of its own family and of those that follow it, as they rise in price: by vCPUs, with as many of
  /// them by memory, and the burstable ones first.
  var larger: [DatabaseInstance] {
    func isSmaller(_ one: DatabaseInstance, _ other: DatabaseInstance) -> Bool {
      (one.vCPUs, one.memory) < (other.vCPUs, other.memory)
    }
    // The sort is stable, so that the families stay in their order.
    return followers.flatMap { family in Self.all.filter { $0.family == family } }
      .filter { isSmaller(self, $0) }.sorted(by: isSmaller)
  }

  /// As much of a family that may use all of its vCPUs; nil where it may, or where there is none so small.
  var unrationed: DatabaseInstance? {
    guard baseline != nil else { return nil }
    return followers.lazy.flatMap { family in Self.all.filter { $0.family == family } }
      .first { $0.baseline == nil && $0.vCPUs == vCPUs && $0.memory == memory }
  }
}
