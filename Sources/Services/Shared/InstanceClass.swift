// SPDX-License-Identifier: GPL-3.0-or-later

/// A size of machine that AWS sells in families: `db.m6g.large`, `cache.t4g.small`.
protocol InstanceClass {
  static var all: [Self] { get }
  /// Families with one kind of processor, as a person moves through them; the burstable ones first.
  static var generations: [[String]] { get }
  var name: String { get }
  var vCPUs: Int { get }
  /// Tells sizes with as many vCPUs apart; in whatever unit the class has.
  var sizeOfMemory: Int { get }
}

extension InstanceClass {
  private var family: String { String(name.split(separator: ".")[1]) }

  /// All of its own family and of those that follow it, family by family.
  var followers: [Self] {
    guard let generation = Self.generations.first(where: { $0.contains(family) }),
      let place = generation.firstIndex(of: family)
    else { return [] }
    return generation[place...].flatMap { family in Self.all.filter { $0.family == family } }
  }

  /// The larger ones of its own family and of those that follow it, as they rise in price: by vCPUs, with as many of them
  /// by memory, and the burstable ones first.
  var larger: [Self] {
    func isSmaller(_ one: Self, _ other: Self) -> Bool {
      (one.vCPUs, one.sizeOfMemory) < (other.vCPUs, other.sizeOfMemory)
    }
    // The sort is stable, so that the families stay in their order.
    return followers.filter { isSmaller(self, $0) }.sorted(by: isSmaller)
  }
}
