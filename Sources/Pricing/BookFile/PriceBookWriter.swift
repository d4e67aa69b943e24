// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Writes a price book: the same content gives the same bytes.
struct PriceBookWriter {
  private var output = ""
  /// What most prices say, and so is said once for all.
  private var source: String?
  private var date: String?

  /// - Parameters: sorted.
  mutating func text(
    name: String, rows: [PriceRow], discounts: [PriceDiscount], offers: [FreeOffer], regions: [Region]
  ) -> String {
    source = Self.mostFrequent(rows.map(\.tier.source) + offers.map(\.source))
    let dates = (rows.map(\.tier.date.text) + offers.map(\.date.text))
    // A day that is said once for all would also date what has none.
    date = dates.contains(PriceBookFile.undated) ? nil : Self.mostFrequent(dates)
    output = "version: \(PriceBookFile.version)\nname: \(YAMLWord.of(name))\n"
    if let source { output += "source: \(YAMLWord.quoted(source))\n" }
    if let date { output += "date: \(YAMLWord.of(date))\n" }
    output += "currency: USD\n"
    if !regions.isEmpty {
      output += "regions:\n"
      for region in regions { output += "  \(YAMLWord.of(region.id)): \(YAMLWord.quoted(region.name))\n" }
    }
    write(rows)
    write(discounts)
    write(offers)
    return output
  }

  /// The text that occurs most often, of several the smallest; nil for none.
  private static func mostFrequent(_ texts: [String]) -> String? {
    var counts: [String: Int] = [:]
    for text in texts { counts[text, default: 0] += 1 }
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }

  private mutating func write(_ rows: [PriceRow]) {
    guard !rows.isEmpty else { return }
    output += "prices:\n"
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, rows[end].reference == rows[start].reference, rows[end].region == rows[start].region {
        end += 1
      }
      writePrice(Array(rows[start..<end]))
      start = end
    }
  }

  private mutating func writePrice(_ rows: [PriceRow]) {
    guard let first = rows.first else { return }
    var keys = [
      "service: \(YAMLWord.of(first.reference.service))", "item: \(YAMLWord.of(first.reference.item))",
      "region: \(YAMLWord.of(first.region))", "unit: \(YAMLWord.of(first.unit))",
    ]
    let origin = origin(of: first.tier, default: (source, date, .documented))
    if rows.count == 1, first.tier.from == 0, first.tier.to == nil {
      keys.append("usd: \(PlainDecimal.text(first.tier.usd))")
      output += "  - { \((keys + origin).joined(separator: ", ")) }\n"
      return
    }
    output += "  - { \((keys + origin).joined(separator: ", ")), tiers: [\n"
    for (index, row) in rows.enumerated() {
      let tier = row.tier
      var parts = ["from: \(PlainDecimal.text(tier.from))"]
      let next = index + 1 < rows.count ? rows[index + 1].tier.from : nil
      if let to = tier.to, to != next { parts.append("to: \(PlainDecimal.text(to))") }
      parts.append("usd: \(PlainDecimal.text(tier.usd))")
      parts += self.origin(
        of: tier, default: (first.tier.source, first.tier.date.text, first.tier.confidence))
      output += "      { \(parts.joined(separator: ", ")) }\(next == nil ? "" : ",")\n"
    }
    output += "    ] }\n"
  }

  /// Source, date and confidence where they differ from what is said already.
  private func origin(
    of tier: Tier, default known: (source: String?, date: String?, confidence: Confidence)
  ) -> [String] {
    var keys: [String] = []
    if tier.source != known.source { keys.append("source: \(YAMLWord.quoted(tier.source))") }
    if tier.date.text != known.date ?? PriceBookFile.undated { keys.append("date: \(YAMLWord.of(tier.date.text))") }
    if tier.confidence != known.confidence { keys.append("confidence: \(tier.confidence.rawValue)") }
    return keys
  }

  private mutating func write(_ discounts: [PriceDiscount]) {
    guard !discounts.isEmpty else { return }
    output += "discounts:\n"
    for discount in discounts {
      var keys = ["service: \(YAMLWord.of(discount.service))"]
      if let item = discount.item { keys.append("item: \(YAMLWord.of(item))") }
      if let region = discount.region { keys.append("region: \(YAMLWord.of(region))") }
      keys.append("share: \(PlainDecimal.text(discount.share * 100))%")
      output += "  - { \(keys.joined(separator: ", ")) }\n"
    }
  }

  private mutating func write(_ offers: [FreeOffer]) {
    guard !offers.isEmpty else { return }
    output += "free:\n"
    for offer in offers {
      let items = offer.references.map { YAMLWord.of($0.item) }.joined(separator: ", ")
      var keys = [
        "service: \(YAMLWord.of(offer.references.first?.service ?? ""))", "items: [\(items)]",
        "unit: \(YAMLWord.of(offer.unit))", "quantity: \(PlainDecimal.text(offer.quantity))",
        "kind: \(offer.kind.rawValue)",
      ]
      if offer.source != source { keys.append("source: \(YAMLWord.quoted(offer.source))") }
      if offer.date.text != date ?? PriceBookFile.undated { keys.append("date: \(YAMLWord.of(offer.date.text))") }
      output += "  - { \(keys.joined(separator: ", ")) }\n"
    }
  }
}

/// Amounts without exponent and without zeros at the end.
enum PlainDecimal {
  static func text(_ number: Decimal) -> String {
    let text = Money.plain(number)
    guard text.contains(".") else { return text }
    let digits = text.reversed().drop { $0 == "0" }
    return String(String(digits.first == "." ? digits.dropFirst() : digits).reversed())
  }
}

/// Texts as YAML.
enum YAMLWord {
  /// Plain where every reader of YAML takes the letters for themselves, else in quotes.
  static func of(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "/"):
        true
      default: false
      }
    }
    let startsWell = text.utf8.first.map { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ".") } ?? false
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    return isPlain && startsWell && !words.contains(text.lowercased()) ? text : quoted(text)
  }

  /// In double quotes.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case " "..."~": result.unicodeScalars.append(scalar)
      case _ where scalar.value >= 0xA1 && scalar.value < 0x2000: result.unicodeScalars.append(scalar)
      default:
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let (mark, digits) = scalar.value > 0xFFFF ? ("\\U", 8) : ("\\u", 4)
        result += mark + String(repeating: "0", count: max(0, digits - hex.count)) + hex
      }
    }
    return result + "\""
  }
}
