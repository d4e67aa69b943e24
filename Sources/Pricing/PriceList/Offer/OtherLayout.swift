// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// Files of AWS that are no price lists but look like them: what they are, and what to download instead.
struct OtherLayout {
  static let keys = ["offers", "regions", "versions", "manifest", "sets"]

  private var found: Set<String> = []
  /// The addresses of a region index, by region.
  private var addresses: [(region: String, address: String)] = []
  private var isSavingsPlanIndex = false
  private var isLabelled = false

  /// Looks into the value of one of `keys`.
  mutating func read(_ key: String, _ json: inout JSONReader) throws {
    found.insert(key)
    guard key == "regions", try json.kind() == .object else {
      if key == "regions" { isSavingsPlanIndex = true }
      return try json.skip()
    }
    try json.beginObject()
    while try json.nextKey() {
      let region = json.string
      guard try json.kind() == .object else {
        try json.skip()
        continue
      }
      try json.beginObject()
      while try json.nextKey() {
        if json.string == "currentVersionUrl", addresses.count < 100 {
          addresses.append((region, try json.scalar() ?? ""))
        } else {
          if try json.kind() == .object { isLabelled = true }
          try json.skip()
        }
      }
    }
  }

  private static let root = "/offers/v1.0/aws"

  /// What to say of a file without prices.
  func problem(_ head: OfferHead, hasProducts: Bool, at place: TextPlace, _ cursor: ByteCursor) -> Diagnostic {
    func refuse(_ message: String, _ hint: String) -> Diagnostic {
      cursor.problem(.unsupported, at: place, message, hint: hint)
    }
    let code = head.code.isEmpty ? "OFFER" : head.code
    if found.contains("offers") {
      return refuse(
        "this is the index of all services, which holds no prices",
        "download \(Self.root)/OFFER/current/REGION/index.json, for instance "
          + "\(Self.root)/AmazonElastiCache/current/ap-northeast-2/index.json; OFFER is one of "
          + PriceListCatalogue.codes.joined(separator: ", "))
    }
    if found.contains("versions") {
      return refuse(
        "this is the index of the versions of \(code), which holds no prices",
        "download \(Self.root)/\(code)/VERSION/REGION/index.json, VERSION one that it lists, or current")
    }
    if found.contains("manifest") || found.contains("sets") || isLabelled {
      return refuse(
        "this is a map of AWS's calculator: it names neither units nor tiers, and holds each price twice",
        "download the price list: \(Self.root)/OFFER/current/REGION/index.json")
    }
    if isSavingsPlanIndex {
      return refuse(
        "this is the index of savings plans, which holds no prices",
        "savings plans cannot be imported; write what a plan saves under `discounts` of a price book")
    }
    if found.contains("regions") {
      let example = addresses.first
      let path = example?.address ?? "\(Self.root)/\(code)/current/REGION/index.json"
      let offer = path.split(separator: "/").dropFirst(3).first.map(String.init) ?? code
      return refuse(
        "this is the index of the regions of \(offer), which holds no prices",
        "download the price list of a region: "
          + (example.map { "for \($0.region) that is \($0.address)" } ?? "such as \(path)"))
    }
    return cursor.problem(
      .missing, at: place, hasProducts ? "the file has products, but no terms" : "the file has no products",
      hint: "a price list has `products` and `terms`: \(Self.root)/OFFER/current/REGION/index.json")
  }

  static func savingsPlan(_ cursor: ByteCursor, at place: TextPlace) -> Diagnostic {
    cursor.problem(
      .unsupported, at: place,
      "this is a price list of savings plans: it tells rates of a commitment, not what things cost",
      hint: "import the price list of the service, and write what a plan saves under `discounts` of the price book")
  }
}
