// SPDX-License-Identifier: GPL-3.0-or-later

/// A usage type such as `APN2-NodeUsage:cache.t3.micro`: a code of the region, a name, and often a detail.
///
/// In us-east-1 the code is `USE1` or is left out, differing by service; KMS writes the region's whole name.
struct UsageType: Hashable, Sendable {
  let text: String

  /// The names that the text may stand for, the most literal first: as written, without the region's code, and, for
  /// traffic between regions, without two of them.
  let names: [String]

  /// - Parameter region: the product's region, if it is known.
  init(_ text: String, region: String) {
    self.text = text
    var names = [text]
    if let rest = Self.withoutCode(text, region) {
      names.append(rest)
      if let last = Self.withoutCode(rest, ""), last == Self.betweenRegions { names.append(last) }
    }
    self.names = names
  }

  static let betweenRegions = "AWS-Out-Bytes"

  private static func withoutCode(_ text: String, _ region: String) -> String? {
    if !region.isEmpty, text.hasPrefix(region + "-") { return String(text.dropFirst(region.count + 1)) }
    guard let dash = text.utf8.firstIndex(of: UInt8(ascii: "-")) else { return nil }
    let code = text.utf8[..<dash]
    let letters = code.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    let digits = code.dropFirst(letters.count)
    guard (2...4).contains(letters.count), digits.count <= 1,
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return String(text[text.index(after: dash)...])
  }

  /// Whether a text is an instance type: `cache.t3.micro`, `m5.large`, `express.m7g.4xlarge`.
  static func isInstanceType(_ text: some StringProtocol) -> Bool {
    var parts = text.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 3, ["cache", "db", "kafka", "express"].contains(parts[0]) { parts.removeFirst() }
    guard parts.count == 2, let first = parts[0].utf8.first, isLower(first),
      parts[0].utf8.allSatisfy({ isLower($0) || isDigit($0) || $0 == UInt8(ascii: "-") }),
      parts[0].utf8.contains(where: isDigit)
    else { return false }
    let sizes = ["nano", "micro", "small", "medium", "large", "xlarge", "metal"]
    let size = parts[1].drop { $0.isNumber }
    return sizes.contains(String(size)) || parts[1].hasPrefix("metal-")
  }

  private static func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
