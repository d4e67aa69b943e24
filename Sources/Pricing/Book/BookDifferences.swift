// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What differs between the prices of two books.
public struct BookDifferences: Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The same tiers, at least one at another price.
    case changed
    /// Other tiers.
    case tiers
    /// Counted in another unit.
    case unit
    case added
    case removed
  }

  /// A price that is not the same in both books; one of the two may be missing.
  public struct Change: Hashable, Sendable {
    public let kind: Kind
    public let reference: PriceReference
    public let region: String
    public let old: Price?
    public let new: Price?

    /// The tiers with another price; none unless the change is of the kind ``Kind/changed``.
    public var steps: [Step] {
      guard kind == .changed, let old, let new else { return [] }
      return zip(old.tiers, new.tiers).compactMap { before, after in
        before.usd == after.usd ? nil : Step(from: before.from, to: before.to, old: before.usd, new: after.usd)
      }
    }
  }

  /// A tier whose price is another one.
  public struct Step: Hashable, Sendable {
    public let from: Decimal
    public let to: Decimal?
    public let old: Decimal
    public let new: Decimal

    /// By how much the price is higher, in percent of the old one, rounded to six places (ties to the even digit); nil
    /// where the old one is 0.
    public var percent: Decimal? {
      old == 0 ? nil : ((new - old) * 100 / old).rounded(places: 6)
    }
  }

  /// In ascending order of service, item and region.
  public let changes: [Change]
  /// Prices that are the same; their source, date and confidence may be others.
  public let unchanged: Int

  /// - Parameters:
  ///   - service: only prices of this service, in any case.
  ///   - region: only prices of this region.
  public init(from old: PriceBook, to new: PriceBook, service: String? = nil, region: String? = nil) {
    let before = old.prices(service: service, region: region)
    let after = new.prices(service: service, region: region)
    var changes: [Change] = []
    var unchanged = 0
    var (first, second) = (before[...], after[...])
    // Both are in the same order: the lesser of the two heads has no partner.
    while let next = Self.lesser(first.first, second.first) {
      let left = first.first.flatMap { Self.isSame($0, next) ? $0 : nil }
      let right = second.first.flatMap { Self.isSame($0, next) ? $0 : nil }
      if left != nil { first.removeFirst() }
      if right != nil { second.removeFirst() }
      if let kind = Self.kind(left, right) {
        changes.append(Change(kind: kind, reference: next.reference, region: next.region, old: left, new: right))
      } else {
        unchanged += 1
      }
    }
    self.changes = changes
    self.unchanged = unchanged
  }

  public func count(_ kind: Kind) -> Int { changes.count { $0.kind == kind } }

  private static func lesser(_ left: Price?, _ right: Price?) -> Price? {
    guard let left, let right else { return left ?? right }
    return (right.reference, right.region) < (left.reference, left.region) ? right : left
  }

  private static func isSame(_ left: Price, _ right: Price) -> Bool {
    left.reference == right.reference && left.region == right.region
  }

  /// Nil for two that cost the same.
  private static func kind(_ old: Price?, _ new: Price?) -> Kind? {
    guard let old else { return .added }
    guard let new else { return .removed }
    if old.unit != new.unit { return .unit }
    guard old.tiers.map(\.from) == new.tiers.map(\.from), old.tiers.map(\.to) == new.tiers.map(\.to) else {
      return .tiers
    }
    return old.tiers.map(\.usd) == new.tiers.map(\.usd) ? nil : .changed
  }
}
