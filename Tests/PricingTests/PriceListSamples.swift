// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

@testable import Pricing

/// One price dimension of a made-up price list.
struct SampleRate {
  var begin: String? = "0"
  var end: String? = "Inf"
  var unit = "Requests"
  var usd: String
  var currency = "USD"

  static func upfront(_ usd: String) -> SampleRate { SampleRate(begin: nil, end: nil, unit: "Quantity", usd: usd) }
}

struct SampleTerm {
  var code = "JRTCKXETXF"
  var effective = "2026-04-01T00:00:00Z"
  var lease = ""
  var purchase = ""
  var rates: [SampleRate]

  static func reserved(_ code: String, _ lease: String, _ purchase: String, _ rates: [SampleRate]) -> SampleTerm {
    SampleTerm(code: code, effective: "2025-01-01T00:00:00Z", lease: lease, purchase: purchase, rates: rates)
  }
}

struct SampleProduct {
  var sku: String
  var family: String? = "API Request"
  var attributes: [(String, String)]
  var terms: [SampleTerm]
}

/// A made-up price list that can be written in each of the forms that AWS has.
struct SampleOffer {
  var code = "AWSQueueService"
  var version = "20260430120000"
  var published = "2026-04-30T12:00:00Z"
  var products: [SampleProduct]

  /// A product of a usage type in a region.
  static func product(
    _ sku: String, service: String, usage: String, region: String = "us-east-1", unit: String = "Requests",
    _ rates: [SampleRate], also: [(String, String)] = []
  ) -> SampleProduct {
    let names = ["us-east-1": "US East (N. Virginia)", "ap-northeast-2": "Asia Pacific (Seoul)"]
    let attributes = [
      ("servicecode", service), ("location", names[region] ?? region), ("locationType", "AWS Region"),
      ("usagetype", usage), ("operation", ""), ("regionCode", region),
    ]
    let rates = rates.map { rate in
      var rate = rate
      rate.unit = unit
      return rate
    }
    return SampleProduct(sku: sku, attributes: attributes + also, terms: [SampleTerm(rates: rates)])
  }

  /// The sections of the JSON form, which may stand in any order.
  enum Section: CaseIterable { case format, code, version, published, products, terms }

  func json(_ order: [Section] = Section.allCases, flipsTerms: Bool = false) -> String {
    let parts = order.map { section in
      switch section {
      case .format: "\"formatVersion\" : \"v1.0\""
      case .code: "\"offerCode\" : \"\(code)\""
      case .version: "\"version\" : \"\(version)\""
      case .published: "\"publicationDate\" : \"\(published)\""
      case .products:
        "\"products\" : {\n" + products.map { "    \"\($0.sku)\" : \(Self.product($0))" }.joined(separator: ",\n")
          + "\n  }"
      case .terms: "\"terms\" : {\n" + terms(flips: flipsTerms) + "\n  }"
      }
    }
    return "{\n  " + parts.joined(separator: ",\n  ") + "\n}\n"
  }

  private static func product(_ product: SampleProduct) -> String {
    let attributes = product.attributes.map { "\"\($0.0)\" : \"\($0.1)\"" }.joined(separator: ",\n        ")
    let family = product.family.map { "\"productFamily\" : \"\($0)\",\n      " } ?? ""
    return
      "{\n      \"sku\" : \"\(product.sku)\",\n      \(family)\"attributes\" : {\n        \(attributes)\n      }\n    }"
  }

  private func terms(flips: Bool) -> String {
    let kinds = ["OnDemand", "Reserved"].map { kind in
      let groups = products.compactMap { product -> String? in
        var terms = product.terms.filter { $0.lease.isEmpty == (kind == "OnDemand") }
        if flips { terms.reverse() }
        guard !terms.isEmpty else { return nil }
        return "\"\(product.sku)\" : {" + terms.map { Self.term($0, product.sku, flips) }.joined(separator: ",") + "}"
      }
      return "    \"\(kind)\" : {\n      " + groups.joined(separator: ",\n      ") + "\n    }"
    }
    return kinds.joined(separator: ",\n")
  }

  static func term(_ term: SampleTerm, _ sku: String, _ flips: Bool = false) -> String {
    let key = "\(sku).\(term.code)"
    let rates = term.rates.enumerated().map { index, rate in
      var fields = [
        "\"rateCode\" : \"\(key).R\(index)\"", "\"description\" : \"a rate, in words\"", "\"appliesTo\" : [ ]",
      ]
      if let begin = rate.begin { fields.append("\"beginRange\" : \"\(begin)\"") }
      if let end = rate.end { fields.append("\"endRange\" : \"\(end)\"") }
      fields += ["\"unit\" : \"\(rate.unit)\"", "\"pricePerUnit\" : { \"\(rate.currency)\" : \"\(rate.usd)\" }"]
      return "\"\(key).R\(index)\" : { " + (flips ? fields.reversed() : fields).joined(separator: ", ") + " }"
    }
    let attributes =
      term.lease.isEmpty
      ? ""
      : "\"LeaseContractLength\" : \"\(term.lease)\", \"PurchaseOption\" : \"\(term.purchase)\", \"OfferingClass\" : \"standard\""
    let dimensions = "\"priceDimensions\" : { " + (flips ? rates.reversed() : rates).joined(separator: ", ") + " }"
    return "\"\(key)\" : { \"offerTermCode\" : \"\(term.code)\", \"sku\" : \"\(sku)\", "
      + "\"effectiveDate\" : \"\(term.effective)\", \(dimensions), \"termAttributes\" : { \(attributes) } }"
  }

  /// The columns of CSV files that are named otherwise than the keys of JSON.
  private static let headings = [
    "servicecode": "serviceCode", "location": "Location", "locationType": "Location Type", "usagetype": "usageType",
    "regionCode": "Region Code", "instanceType": "Instance Type", "cacheEngine": "Cache Engine", "group": "Group",
    "preInstalledSw": "Pre Installed S/W", "capacitystatus": "CapacityStatus", "operatingSystem": "Operating System",
    "tenancy": "Tenancy",
  ]

  func csv() -> String {
    var names: [String] = []
    for product in products {
      for (name, _) in product.attributes where !names.contains(name) { names.append(name) }
    }
    let fixed = [
      "SKU", "OfferTermCode", "RateCode", "TermType", "PriceDescription", "EffectiveDate", "StartingRange",
      "EndingRange", "Unit", "PricePerUnit", "Currency", "RelatedTo", "LeaseContractLength", "PurchaseOption",
      "OfferingClass", "Product Family",
    ]
    var lines = [
      ["FormatVersion", "v1.0"], ["Disclaimer", "with a \"quote\", a comma"], ["Publication Date", published],
      ["Version", version], ["OfferCode", code], fixed + names.map { Self.headings[$0] ?? $0 },
    ]
    for product in products {
      for term in product.terms {
        for (index, rate) in term.rates.enumerated() {
          let values = names.map { name in product.attributes.first { $0.0 == name }?.1 ?? "" }
          lines.append(
            [
              product.sku, term.code, "\(product.sku).\(term.code).R\(index)",
              term.lease.isEmpty ? "OnDemand" : "Reserved",
              "a rate, in words", String(term.effective.prefix(10)), rate.begin ?? "", rate.end ?? "", rate.unit,
              rate.usd,
              rate.currency, "", term.lease, term.purchase, term.lease.isEmpty ? "" : "standard", product.family ?? "",
            ] + values)
        }
      }
    }
    return lines.map { line in
      line.map { field in
        "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
      }
      .joined(separator: ",")
    }.joined(separator: "\n") + "\n"
  }

  /// The products as texts, as the Query API gives them.
  func productTexts() -> [String] {
    products.map { product in
      let kinds = ["OnDemand", "Reserved"].map { kind in
        let terms = product.terms.filter { $0.lease.isEmpty == (kind == "OnDemand") }
        return "\"\(kind)\" : { " + terms.map { Self.term($0, product.sku) }.joined(separator: ", ") + " }"
      }
      return "{ \"product\" : \(Self.product(product)), \"serviceCode\" : \"\(code)\", \"terms\" : { "
        + kinds.joined(separator: ", ") + " }, \"version\" : \"\(version)\", \"publicationDate\" : \"\(published)\" }"
    }
  }

  /// A text as JSON.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// What became of price lists.
struct Imported {
  var book: PriceBookFile
  var report: PriceListReport
  var diagnostics: Diagnostics

  init(_ texts: [String], regions: [String] = [], date: String? = nil) {
    self.init(texts.map { Array($0.utf8) }, regions: regions, date: date)
  }

  init(_ texts: [[UInt8]], regions: [String] = [], date: String? = nil) {
    var prices = PriceListImport(regions: regions, date: date)
    var diagnostics = Diagnostics()
    for (index, bytes) in texts.enumerated() {
      prices.read(ByteSource(bytes: bytes), file: "offer\(index)", &diagnostics)
    }
    (book, report) = prices.book(name: "mine")
    self.diagnostics = diagnostics
  }

  init(_ text: String, regions: [String] = [], date: String? = nil) {
    self.init([text], regions: regions, date: date)
  }

  /// `0..1000000 0.5, 1000000.. 0.3`, the tiers of one price.
  func tiers(_ service: String, _ item: String, _ region: String = "us-east-1") -> String {
    let reference = PriceReference(service: service, item: item)
    return book.rows.filter { $0.reference == reference && $0.region == region }.map { row in
      "\(row.tier.from)..\(row.tier.to.map { "\($0)" } ?? "") \(Money.plain(row.tier.usd))"
    }.joined(separator: ", ")
  }

  func skipped(_ part: String) -> Int { report.skipped.first { $0.why.contains(part) }?.count ?? 0 }

  /// The text at the place of the first error, up to a sign or the line's end.
  func marked(in text: String) -> String {
    guard let place = diagnostics.sorted.first?.location else { return "" }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(place.line - 1) else { return "" }
    return String(lines[place.line - 1].dropFirst(place.column - 1).prefix { !",:}".contains($0) })
  }

  /// `12:7 unsupported` of each error.
  var problems: [String] {
    diagnostics.sorted.map { found in
      "\(found.location.map { "\($0.line):\($0.column)" } ?? "nowhere") \(found.code.rawValue)"
    }
  }
}
