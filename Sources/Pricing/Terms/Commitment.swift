// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A promise to pay for years, for which AWS asks less: reserved nodes and instances, and savings plans.
///
/// The covered share is paid for at the lower rate and the rest at the list price. An upfront payment is spread over the
/// hours of its term (AWS Price List: the effective hourly rate is the upfront fee / (8,760 x years) + the hourly rate).
public struct Commitment: Hashable, Sendable {
  /// What can be promised for.
  public enum Scope: String, Hashable, Sendable, CaseIterable, Comparable {
    /// ElastiCache nodes, as reserved nodes.
    case elastiCache = "elasticache"
    /// RDS and Aurora instances, as reserved instances.
    case rds
    /// EC2 instances, as reserved instances.
    case ec2
    /// EC2 instances, Fargate and the duration of Lambda, as a compute savings plan.
    case compute

    public static func < (left: Scope, right: Scope) -> Bool { left.rawValue < right.rawValue }

    /// Whether a price is one that the promise makes lower.
    func covers(_ price: PriceReference) -> Bool {
      switch self {
      case .elastiCache: price.service == "elasticache" && price.item.hasPrefix("node")
      case .rds: price.service == "rds" && ["single-az:", "multi-az:"].contains(where: price.item.hasPrefix)
      case .ec2: price.service == "ec2" && price.item.hasPrefix("linux:")
      case .compute:
        Scope.ec2.covers(price)
          || (price.service == "fargate" && ["vcpu", "memory"].contains(where: price.item.hasSuffix))
          || (price.service == "lambda" && ["duration", "provisioned"].contains { price.item.contains($0) })
      }
    }
  }

  public enum Payment: String, Hashable, Sendable, CaseIterable {
    case noUpfront = "no-upfront"
    case partialUpfront = "partial-upfront"
    case allUpfront = "all-upfront"

    /// As the tables spell it: the rates with an upfront fee are effective ones.
    fileprivate var item: String {
      switch self {
      case .noUpfront: "noupfront"
      case .partialUpfront: "partial-effective"
      case .allUpfront: "allupfront-effective"
      }
    }
  }

  public let scope: Scope
  /// 1 or 3.
  public let years: Int
  public let payment: Payment
  /// The share of what is used that is promised for, above 0 and at most 1.
  public let covers: Decimal
  /// The share that is taken off the list price; nil for the rate of the price book. A savings plan has no rate in a
  /// book and needs one.
  public let discount: Decimal?

  public init(scope: Scope, years: Int, payment: Payment, covers: Decimal = 1, discount: Decimal? = nil) {
    self.scope = scope
    self.years = years
    self.payment = payment
    self.covers = covers
    self.discount = discount
  }

  /// `reserved 1 year, no upfront`
  public var title: String {
    let kind = scope == .compute ? "savings plan" : "reserved"
    return "\(kind) \(years) year\(years == 1 ? "" : "s"), \(payment.rawValue.replacing("-", with: " "))"
  }

  /// The price of what is promised for, in the tables: `ri-1y-noupfront:cache.t3.micro`. Only the nodes of one engine
  /// have one; the others are not priced without a discount of one's own.
  func reference(_ price: PriceReference) -> PriceReference {
    let parts = price.item.split(separator: ":", maxSplits: 1)
    let head = parts.first ?? ""
    let kind = head == "node" ? "" : "\(head):"
    return PriceReference(
      service: price.service, item: "ri-\(years)y-\(payment.item):\(kind)\(parts.dropFirst().first ?? "")")
  }
}

extension PricingTerms {
  /// The usages as they are paid for: with Graviton where that is asked for, and what is promised for on lines of its own.
  func applied(to usages: [Usage]) -> [Usage] {
    guard usesGraviton || !commitments.isEmpty else { return usages }
    return usages.flatMap { usage in
      let usage = usesGraviton ? Graviton.priced(usage) : usage
      let commitment = commitments.first { $0.scope.covers(usage.meter.price) && usage.meter.ownPrice == nil }
      guard let commitment, usage.quantity.isFinite else { return [usage] }
      let covered = usage.share(
        commitment.covers, title: commitment.title, price: commitment.discount == nil ? commitment.reference : { $0 },
        payShare: 1 - (commitment.discount ?? 0))
      guard commitment.covers < 1 else { return [covered] }
      return [covered, usage.share(1 - commitment.covers)]
    }
  }
}

extension Usage {
  /// A share of it, under another title and at another price. The two shares of a whole add up to it exactly.
  fileprivate func share(
    _ share: Decimal, title: String? = nil, price: (PriceReference) -> PriceReference = { $0 }, payShare: Decimal = 1
  ) -> Usage {
    var meter = meter
    if let title {
      meter.title += ", \(title)"
      meter.price = price(meter.price)
    }
    // Nanos, as quantities have; what is rounded off one share is in the other, whose share is 1 less this one.
    func part(_ quantity: Decimal) -> Decimal {
      guard share < 1, quantity.isFinite else { return quantity }
      return title != nil
        ? (quantity * share).floored(places: 9) : quantity - (quantity * (1 - share)).floored(places: 9)
    }
    return Usage(
      part: self.part, meter: meter, quantity: part(quantity), byWindow: byWindow.map(part), countedFrom: countedFrom,
      note: note, payShare: payShare)
  }
}
