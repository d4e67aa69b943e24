// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// Makes a price book of AWS price lists: JSON and CSV offer files and answers of the Price List Query API.
///
/// ```swift
/// var prices = PriceListImport(regions: ["ap-northeast-2"])
/// prices.read(ByteSource(descriptor: descriptor, file: name), file: name, &diagnostics)
/// let (book, report) = prices.book(name: "my-prices")
/// ```
public struct PriceListImport {
  private let regions: Set<String>
  private let date: String?
  private var candidates: [PriceCandidate] = []
  private var regionNames: [String: String] = [:]
  private var report = PriceListReport()

  /// - Parameters:
  ///   - regions: only prices of these; empty for all.
  ///   - date: the day whose prices are wanted, `yyyy-mm-dd`; nil for the day each file was published.
  public init(regions: [String] = [], date: String? = nil) {
    self.regions = Set(regions)
    self.date = date
  }

  /// Whether a text is a day as `date` has it.
  public static func isDay(_ text: String) -> Bool { CalendarDay.isDay(text) }

  /// Reads one file. An error ends the reading of this file, and none of its prices count.
  ///
  /// - Parameter file: the name for messages.
  public mutating func read(_ source: ByteSource, file: String, _ diagnostics: inout Diagnostics) {
    let collector = OfferCollector(file: file, regions: regions, date: date)
    do {
      try PriceListReader.read(source, file: file, into: collector)
    } catch let problem as Diagnostic {
      diagnostics.append(problem)
      return
    } catch {
      diagnostics.append(Diagnostic(code: .value, message: "cannot read \(Diagnostic.quoted(file)): \(error)"))
      return
    }
    candidates += collector.prices
    regionNames.merge(collector.regionNames) { first, _ in first }
    report.add(collector)
  }

  /// The book of all that was read, and what became of the rest.
  public func book(name: String) -> (book: PriceBookFile, report: PriceListReport) {
    var report = report
    var rows: [PriceRow] = []
    var free = FreeQuantities()
    for group in Self.groups(candidates.filter { !$0.isFree }) {
      guard let price = MergedPrice(group, &report) else { continue }
      if let quantity = price.freeQuantity { free.add(quantity, price, &report) }
      report.take(price)
      rows += price.rows
    }
    for candidate in candidates where candidate.isFree {
      if let tier = candidate.tiers.first, tier.usd == 0, tier.from == 0, let quantity = tier.to {
        free.add(quantity, candidate, &report)
      }
    }
    let used = Set(rows.map(\.region))
    let names = regionNames.filter { used.contains($0.key) }.map { Region(id: $0.key, name: $0.value) }.sorted()
    let book = PriceBookFile(name: name, rows: rows, offers: free.offers, regions: names)
    return (book, report)
  }

  /// The candidates of each price, in ascending order of price and region.
  private static func groups(_ candidates: [PriceCandidate]) -> [[PriceCandidate]] {
    var groups: [[PriceCandidate]] = []
    let sorted = candidates.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      return (a.reference, a.region, left.offset) < (b.reference, b.region, right.offset)
    }
    for (_, candidate) in sorted {
      if let last = groups.last?.first, last.reference == candidate.reference, last.region == candidate.region {
        groups[groups.count - 1].append(candidate)
      } else {
        groups.append([candidate])
      }
    }
    return groups
  }
}
