// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Reports

/// What `prices check` says of the tables or of a user's own book.
struct PriceCheckText {
  /// The book that was looked at, the user's own prices over it.
  let book: PriceBook
  let own: OwnBook?
  /// Whether only the prices that this book uses were looked at, not all layers.
  let isOneBook: Bool
  let health: BookHealth
  /// What the user's own prices change.
  let changes: PriceDiffText?
  /// Whether ages are told from the day of the clock.
  let isByClock: Bool

  // MARK: For a person

  /// What is shown of each list unless all is asked for.
  private static let shown = 5

  func table(_ style: TextStyle) -> String {
    var text = ""
    if let own {
      text += DiagnosticPrinter.text(
        own.diagnostics, sources: [own.source.name: own.source.text], color: style.color)
    }
    text += PlainParagraph.text(heading, hanging: 2, style)
    if let changes {
      if !style.quiet { text += changes.table(style, limit: style.verbose ? nil : 2 * Self.shown) }
      text += changes.summary(style)
    }
    for kind in BookHealth.Kind.allCases {
      let findings = health.findings.filter { $0.kind == kind }
      guard !findings.isEmpty, !style.quiet || kind.isWarning else { continue }
      let severity: Diagnostic.Severity = kind.isWarning ? .warning : .note
      text += style.quiet ? "" : "\n"
      text += PlainParagraph.text(
        "\(said(severity.rawValue))[\(kind.rawValue)]: \(sentence(kind, findings))", hanging: 2, isHeading: true, style)
      let limit = style.verbose ? Int.max : kind == .region || style.quiet ? 0 : Self.shown
      text += list(findings.prefix(limit), style)
      if findings.count > limit, !style.quiet {
        let more = Format.grouped(findings.count - limit)
        text += (limit == 0 ? say("all with -V") : say("and \(more) more (-V)")) + "\n"
      }
    }
    return text
  }

  /// What was looked at, and from when it is.
  private var heading: String {
    var parts: [String] = []
    if let own, let file = own.file {
      parts.append("\(Diagnostic.shortened(own.source.name, limit: 400)): \(say("price book \(file.name)"))")
      parts.append(say("over \(book.name.rawValue): \(say(count: health.prices, "price"))"))
      if !file.discounts.isEmpty { parts.append(say(count: file.discounts.count, "discount")) }
      if !file.offers.isEmpty {
        let free = file.offers.count
        parts.append(free == 1 ? say("1 free quantity") : say("\(free) free quantities"))
      }
    } else {
      let what = isOneBook ? say("price book \(book.name.rawValue)") : say("price tables, documented and market")
      let services = say(count: health.services.count, "service")
      parts.append("\(what): \(say(count: health.prices, "price")) \(say("of \(services)"))")
      parts.append(say("in \(say(count: health.regions.count, "region"))"))
    }
    if let oldest = health.oldest, let newest = health.newest {
      parts.append(oldest == newest ? say("of \(oldest)") : say("from \(oldest) to \(newest)"))
    }
    parts.append(say("ages told from \(health.date)"))
    if isByClock { parts.append(say("today by the clock")) }
    return parts.joined(separator: ", ")
  }

  private func sentence(_ kind: BookHealth.Kind, _ findings: [BookHealth.Finding]) -> String {
    let prices = say(count: findings.count, "price")
    let one = findings.count == 1
    switch kind {
    case .gap:
      return say("\(say(count: findings.count, "gap")) in the tiers: quantities of a month without a price")
    case .unverified: return say("\(prices) with one third-party source only, or with sources in conflict")
    case .stale: return say("\(prices) older than \(BillProvenance.staleMonths) months on \(health.date)")
    case .undated: return say("\(prices) without a complete date")
    case .derived:
      return one ? say("\(prices) worked out from a documented one") : say("\(prices) worked out from documented ones")
    case .differs:
      return one
        ? say("\(prices) of the book documented differs from the list price")
        : say("\(prices) of the book documented differ from the list price")
    case .region:
      let lacking = health.regions.compactMap { region -> String? in
        let count = findings.count { $0.region == region }
        return count > 0 ? say("\(region) lacks \(Format.grouped(count))") : nil
      }
      return say("items that one region has and another has not: \(lacking.joined(separator: ", "))")
    }
  }

  private func list(_ findings: ArraySlice<BookHealth.Finding>, _ style: TextStyle) -> String {
    guard !findings.isEmpty else { return "" }
    let columns = [
      PlainTable.Column(say("PRICE OF"), minimum: 20), PlainTable.Column(say("REGION")),
      PlainTable.Column(say("WHAT"), minimum: 20),
    ]
    return PlainTable.text(columns, findings.map { [$0.reference.name, $0.region, PriceText.said($0.message)] }, style)
  }

  // MARK: For a program

  var json: String {
    let object = JSONValue.object([
      .init("schema", .string("price-check/1")),
      .init("valid", .bool(true)),
      .init("file", own.map { .string($0.source.name) } ?? .null),
      .init("book", isOneBook || own != nil ? .string(book.name.rawValue) : .null),
      .init("own_prices", book.ownName.map { .string($0) } ?? .null),
      .init("fingerprint", .string(book.contentHash)),
      .init("date", .string(health.date)),
      .init("date_by_clock", .bool(isByClock)),
      .init("prices", .integer(health.prices)),
      .init("services", .array(health.services.map { .string($0) })),
      .init("regions", .array(health.regions.map { .string($0) })),
      .init("oldest", health.oldest.map { .string($0) } ?? .null),
      .init("newest", health.newest.map { .string($0) } ?? .null),
      .init("counts", .object(BookHealth.Kind.allCases.map { .init($0.rawValue, .integer(health.count($0))) })),
      .init("diagnostics", .array((own?.diagnostics ?? []).map(Self.json))),
      .init("findings", .array(health.findings.map(Self.json))),
      .init("changes", changes?.json["changes"] ?? .null),
      .init("unchanged", changes.map { .integer($0.differences.unchanged) } ?? .null),
    ])
    return object.text(pretty: true) + "\n"
  }

  private static func json(_ finding: BookHealth.Finding) -> JSONValue {
    .object([
      .init("code", .string(finding.kind.rawValue)),
      .init("severity", .string(finding.kind.isWarning ? "warning" : "note")),
      .init("service", .string(finding.reference.service)),
      .init("item", .string(finding.reference.item)),
      .init("region", .string(finding.region)),
      .init("layer", finding.layer.map { .string($0.rawValue) } ?? .null),
      .init("message", .string(finding.message)),
    ])
  }

  private static func json(_ diagnostic: Diagnostic) -> JSONValue {
    .object([
      .init("file", diagnostic.location.map { .string($0.file) } ?? .null),
      .init("line", diagnostic.location.map { .integer($0.line) } ?? .null),
      .init("column", diagnostic.location.map { .integer($0.column) } ?? .null),
      .init("severity", .string(diagnostic.severity.rawValue)),
      .init("code", .string(diagnostic.code.rawValue)),
      .init("message", .string(diagnostic.message)),
      .init("hint", diagnostic.hint.map { .string($0) } ?? .null),
    ])
  }

  private static let columns = [
    "file", "line", "column", "severity", "code", "service", "item", "region", "message", "hint",
  ]

  /// Diagnostics, then findings; what the book changes is in the CSV of `prices diff`.
  var csv: String {
    let findings = health.findings.map { finding in
      [
        own?.source.name ?? "", "", "", finding.kind.isWarning ? "warning" : "note", finding.kind.rawValue,
        finding.reference.service, finding.reference.item, finding.region, finding.message, "",
      ]
    }
    return CSV.text([Self.columns] + (own?.diagnostics ?? []).map(Self.row) + findings)
  }

  private static func row(_ diagnostic: Diagnostic) -> [String] {
    [
      diagnostic.location?.file ?? "", diagnostic.location.map { "\($0.line)" } ?? "",
      diagnostic.location.map { "\($0.column)" } ?? "", diagnostic.severity.rawValue, diagnostic.code.rawValue, "", "",
      "", diagnostic.message, diagnostic.hint ?? "",
    ]
  }

  /// What is said, for a program, of a file that has errors.
  static func refusal(_ own: OwnBook, _ format: OutputFormat) -> String {
    guard format == .json else { return CSV.text([columns] + own.diagnostics.map(row)) }
    let object = JSONValue.object([
      .init("schema", .string("price-check/1")),
      .init("valid", .bool(false)),
      .init("file", .string(own.source.name)),
      .init("diagnostics", .array(own.diagnostics.map(json))),
    ])
    return object.text(pretty: true) + "\n"
  }
}
