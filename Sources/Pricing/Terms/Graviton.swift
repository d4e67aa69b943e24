// SPDX-License-Identifier: GPL-3.0-or-later

/// Which types have the same size with a Graviton processor (Arm). The names are AWS's; where a book has no price for
/// the other type, the bill says so. Only the price changes: how fast the work is done there, the simulation does not
/// know unless the scenario says so.
enum Graviton {
  /// Families of one generation or the nearest one that there is: general purpose, compute, memory, burstable.
  static let families = [
    "t2": "t4g", "t3": "t4g", "t3a": "t4g", "m4": "m6g", "m5": "m6g", "m6i": "m6g", "m7i": "m7g", "c5": "c6g",
    "c6i": "c6g", "r4": "r6g", "r5": "r6g", "r6i": "r6g",
  ]

  /// The price of the same thing with Graviton; nil where it has one already, or none.
  static func reference(_ price: PriceReference) -> PriceReference? {
    func other(_ item: String) -> PriceReference { PriceReference(service: price.service, item: item) }
    switch price.service {
    case "lambda", "fargate":
      return price.item.hasPrefix("x86:") ? other("arm:\(price.item.dropFirst(4))") : nil
    case "msk":
      // Brokers of Amazon MSK have Graviton in the family m7g only.
      return price.item.hasPrefix("broker:kafka.m5.") ? other("broker:kafka.m7g.\(price.item.dropFirst(16))") : nil
    case "elasticache", "ec2", "rds":
      // `node:cache.t3.micro`, `linux:m5.large`, `single-az:mysql:db.m5.large`
      guard let type = price.item.split(separator: ":").last else { return nil }
      var words = type.split(separator: ".").map(String.init)
      guard words.count >= 2, let family = families[words[words.count - 2]] else { return nil }
      words[words.count - 2] = family
      return other(price.item.dropLast(type.count) + words.joined(separator: "."))
    default: return nil
    }
  }

  /// The usage at the price of the Graviton type, with a title that says so.
  static func priced(_ usage: Usage) -> Usage {
    guard usage.meter.ownPrice == nil, let price = reference(usage.meter.price) else { return usage }
    var meter = usage.meter
    let name = price.item.split(separator: ":").last.map(String.init) ?? ""
    meter.title += " as \(name.contains(".") ? name : "Arm")"
    meter.price = price
    return Usage(
      part: usage.part, meter: meter, quantity: usage.quantity, byWindow: usage.byWindow,
      countedFrom: usage.countedFrom, note: usage.note, payShare: usage.payShare)
  }
}
