// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Pricing

/// `sluice prices`: the price tables.
struct PricesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices",
    abstract: "Show, check and compare prices; read price lists.",
    usage: "sluice prices list|show|check|diff|import ...",
    discussion: """
      sluice prices list --region ap-northeast-2
      sluice prices show fargate:x86:vcpu --as market
      sluice prices check my.yaml
      sluice prices diff market my.yaml
      """,
    subcommands: [
      PricesListCommand.self, PricesShowCommand.self, PricesCheckCommand.self, PricesDiffCommand.self,
      PricesImportCommand.self,
    ],
    defaultSubcommand: PricesListCommand.self)
}

/// What all commands that show prices can be told.
struct PriceViewFlags: ParsableArguments {
  @Option(help: ArgumentHelp("Only this region.", valueName: "region"))
  var region: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("table, json or csv.", valueName: "name"))
  var format: String?
}

/// What the flags and variables of `list` and `show` come to.
struct PriceRequest {
  var book: PriceBook
  var region: String?
  var format: OutputFormat
  /// The day from which ages are told; nil only for a book without dates.
  var date: String?

  /// - Throws: `Failure` for a value that cannot be read, `BookRefused`, `PricingError` if there are no price tables.
  init(_ flags: PriceFlags, _ view: PriceViewFlags, date: String?, _ session: Session) throws {
    let environment = session.environment
    format = try environment.given(view.format, "format")?.parsed(FlagValue.word(OutputFormat.self)) ?? .table
    let day = try environment.given(date, "date")?.parsed(FlagValue.day)
    book = try BookRequest(flags, session, format: format).book(PricingTerms())
    region = try PriceFilter.region(view.region, [book], environment)
    self.date = day ?? book.newestDate
  }

  /// - Throws: `Failure` for a service that has no prices at all.
  func prices(service: String?, allLayers: Bool = false) throws -> [Price] {
    try PriceFilter.check(service: service, [book])
    guard allLayers else { return book.prices(service: service, region: region) }
    return book.allLayers.filter { PriceFilter.takes($0, service: service, region: region) }
  }

  func write(_ prices: [Price], _ session: Session, asDetails: Bool) throws {
    let view = PriceText(book: book, date: date)
    let text =
      switch format {
      case .table:
        asDetails
          ? view.details(prices, session.style) : view.table(prices, session.style) + view.summary(session.style)
      case .json: view.json(prices)
      case .csv: view.csv(prices)
      }
    try Output.standard.write(text)
  }
}

/// Which of the prices are wanted.
enum PriceFilter {
  /// - Throws: `Failure` for a region without any price.
  static func region(_ flag: String?, _ books: [PriceBook], _ environment: Environment) throws -> String? {
    guard let region = environment.given(flag, "region")?.text else { return nil }
    let known = Set(books.flatMap { $0.regions.map(\.id) }).sorted()
    guard known.contains(region) else { throw Failure.unknown("price in region", region, among: known) }
    return region
  }

  /// - Throws: `Failure` for a service without any price.
  static func check(service: String?, _ books: [PriceBook]) throws {
    guard let service else { return }
    let known = Set(books.flatMap(\.services)).sorted()
    guard known.contains(service.lowercased()) else {
      throw Failure.unknown("price of service", service, among: known)
    }
  }

  static func takes(_ price: Price, service: String?, region: String?) -> Bool {
    (service.map { $0.lowercased() == price.reference.service } ?? true) && (region.map { $0 == price.region } ?? true)
  }
}

/// `sluice prices list`
struct PricesListCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List all prices of a book, or those of a region or service.",
    usage: "sluice prices list [options]",
    discussion: """
      sluice prices list --region ap-northeast-2 --service sqs
      sluice prices list --as market --prices my.yaml
      """)

  @Option(help: ArgumentHelp("Only this service.", valueName: "service"))
  var service: String?

  @OptionGroup var view: PriceViewFlags
  @OptionGroup var prices: PriceFlags

  @Option(help: ArgumentHelp("Tell ages from this day; default: newest price.", valueName: "yyyy-mm-dd"))
  var date: String?

  @Flag(help: "Also the prices that others stand in front of.")
  var allLayers = false

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let request = try PriceRequest(prices, view, date: date, session)
    let service = session.environment.given(service, "service")?.text
    let allLayers = try session.environment.isSet(allLayers, "all-layers")
    try request.write(try request.prices(service: service, allLayers: allLayers), session, asDetails: false)
    return .done
  }
}

/// `sluice prices show SERVICE[:ITEM]...`
struct PricesShowCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the prices of a service or of one item with tiers and sources.",
    usage: "sluice prices show SERVICE[:ITEM]... [options]",
    discussion: """
      sluice prices show sqs
      sluice prices show fargate:x86:vcpu --region ap-northeast-2
      """)

  @Argument(help: ArgumentHelp("A service, or one of its items.", valueName: "service[:item]"))
  var items: [String]

  @OptionGroup var view: PriceViewFlags
  @OptionGroup var prices: PriceFlags

  @Option(help: ArgumentHelp("Tell ages from this day; default: newest price.", valueName: "yyyy-mm-dd"))
  var date: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let request = try PriceRequest(prices, view, date: date, session)
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
