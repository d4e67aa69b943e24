// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Pricing

/// `sluice prices`: the price tables.
struct PricesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices",
    abstract: "Show prices with tier, source and date.",
    usage: "sluice prices list|show|import ...",
    discussion: """
      sluice prices list --region ap-northeast-2
      sluice prices show sqs
      sluice prices show fargate:x86:vcpu --prices market
      """,
    subcommands: [PricesListCommand.self, PricesShowCommand.self, PricesImportCommand.self],
    defaultSubcommand: PricesListCommand.self)
}

/// What both can be told.
struct PriceFlags: ParsableArguments {
  @Option(help: ArgumentHelp("Only this region.", valueName: "region"))
  var region: String?

  @Option(help: ArgumentHelp("The book: documented (default) or market.", valueName: "book"))
  var prices: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("table, json or csv.", valueName: "name"))
  var format: String?
}

/// What the flags and variables come to.
struct PriceRequest {
  var book: PriceBook
  var region: String?
  var format: OutputFormat

  /// - Throws: `Failure` for a value that cannot be read, `PricingError` if there are no price tables.
  init(_ flags: PriceFlags, _ environment: Environment) throws {
    let name =
      try environment.given(flags.prices, "prices")?.parsed(FlagValue.word(PriceBookName.self)) ?? .documented
    format = try environment.given(flags.format, "format")?.parsed(FlagValue.word(OutputFormat.self)) ?? .table
    region = environment.given(flags.region, "region")?.text
    book = try PriceBook.builtIn(name)
    if let region, !book.regions.contains(where: { $0.id == region }) {
      throw Failure.unknown("price in region", region, among: book.regions.map(\.id))
    }
  }

  /// - Throws: `Failure` for a service that has no prices at all.
  func prices(service: String?) throws -> [Price] {
    if let service, !book.services.contains(service.lowercased()) {
      throw Failure.unknown("price of service", service, among: book.services)
    }
    return book.prices(service: service, region: region)
  }

  func write(_ prices: [Price], _ session: Session, asDetails: Bool) throws {
    let text =
      switch format {
      case .table:
        asDetails
          ? PriceText.details(prices, book) : PriceText.table(prices, width: session.width) + PriceText.summary(book)
      case .json: PriceText.json(prices, book)
      case .csv: PriceText.csv(prices)
      }
    try Output.standard.write(text)
  }
}

/// `sluice prices list`
struct PricesListCommand: SluiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List all prices of a book, or those of a region or service.",
    usage: "sluice prices list [--region REGION] [--service SERVICE] [--prices BOOK]",
    discussion: "sluice prices list --region ap-northeast-2 --service sqs")

  @Option(help: ArgumentHelp("Only this service.", valueName: "service"))
  var service: String?

  @OptionGroup var prices: PriceFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let request = try PriceRequest(prices, session.environment)
    let service = session.environment.given(service, "service")?.text
    try request.write(try request.prices(service: service), session, asDetails: false)
    return .done
  }
}

/// `sluice prices show SERVICE[:ITEM]...`
struct PricesShowCommand: SluiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the prices of a service or of one item with tiers and sources.",
    usage: "sluice prices show SERVICE[:ITEM]... [--region REGION] [--prices BOOK]",
    discussion: """
      sluice prices show sqs
      sluice prices show fargate:x86:vcpu --region ap-northeast-2
      """)

  @Argument(help: ArgumentHelp("A service, or one of its items.", valueName: "service[:item]"))
  var items: [String]

  @OptionGroup var prices: PriceFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let request = try PriceRequest(prices, session.environment)
    try request.write(try items.flatMap { try found($0, request) }, session, asDetails: true)
    return .done
  }

  private func found(_ text: String, _ request: PriceRequest) throws -> [Price] {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let all = try request.prices(service: parts.first ?? "")
    guard parts.count > 1, !parts[1].isEmpty else { return all }
    let item = parts[1]
    let found = all.filter { $0.reference.item == item || $0.reference.item.hasPrefix("\(item):") }
    guard found.isEmpty else { return found }
    var names: [String] = []
    for price in all where !names.contains(price.reference.item) { names.append(price.reference.item) }
    throw Failure.unknown("price of \(parts[0])", item, among: names)
  }
}
