// SPDX-License-Identifier: GPL-3.0-or-later

extension CacheNodeType {
  /// Families with one kind of processor, as a person moves through them; the burstable ones first.
  private static let generations = [["t2", "m5", "r5"], ["t3", "m5", "r5"], ["t4g", "m6g", "r6g"], ["m7g", "r7g"]]

  private var family: String { String(name.split(separator: ".")[1]) }

  /// The larger types of its own family and of those that follow it, as they rise in price: by vCPUs, and with as many of
  /// them by memory.
  var larger: [CacheNodeType] {
    guard let generation = Self.generations.first(where: { $0.contains(family) }),
      let place = generation.firstIndex(of: family)
    else { return [] }
    func isSmaller(_ one: CacheNodeType, _ other: CacheNodeType) -> Bool {
      (one.vCPUs, one.maxmemory) < (other.vCPUs, other.maxmemory)
    }
    return generation[place...].flatMap { family in Self.all.filter { $0.family == family } }
      .filter { isSmaller(self, $0) }.sorted(by: isSmaller)
  }
}
