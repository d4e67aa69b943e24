// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Foundation
import Pricing

/// `sluice prices check [FILE]`: whether prices can be relied on.
struct PricesCheckCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong in a price book, or how sound the tables are.",
    usage: "sluice prices check [FILE] [options]",
    discussion: """
      sluice prices check                       gaps, doubts and ages of the tables
      sluice prices check my.yaml               errors, and what it changes
      sluice prices check --date 2026-09-30 -V  all, as of that day

      Ages are told from today, by the clock, unless --date names a day.
      Exit code 0, or 3 if the file has errors; prices that are old are a warning.
      """)

  @Argument(help: ArgumentHelp("A price book of your own; default: the tables.", valueName: "file"))
  var file: String?

  @Option(help: ArgumentHelp("Only this service.", valueName: "service"))
  var service: String?

  @OptionGroup var view: PriceViewFlags
  @OptionGroup var prices: PriceFlags

  @Option(help: ArgumentHelp("Tell ages from this day; default: today.", valueName: "yyyy-mm-dd"))
  var date: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let environment = session.environment
    let format = try environment.given(view.format, "format")?.parsed(FlagValue.word(OutputFormat.self)) ?? .table
    let day = try environment.given(date, "date")?.parsed(FlagValue.day)
    let name = try BookRequest.name(prices.book, environment)
    if file != nil, prices.prices != nil {
      throw Failure.usage("a file and --prices exclude each other", hint: "sluice prices check FILE")
    }
    let given = file.map { Given(text: $0, origin: "FILE") } ?? environment.given(prices.prices, "prices")
    let base = try PriceBook.builtIn(name ?? .documented)
    let own = try given.map { try OwnBook($0) }
    if let own, own.file == nil {
      if format == .table { throw BookRefused(own.diagnostics, own.source, format) }
      try Output.standard.write(PriceCheckText.refusal(own, format))
      return .invalidScenario
    }
    let book = try own?.laid(over: base) ?? base
    let region = try PriceFilter.region(view.region, [book], environment)
    let service = environment.given(service, "service")?.text
    try PriceFilter.check(service: service, [book])
    // Without a book that is asked for, all layers are looked at: what stands behind a documented price is used too.
    let all = own != nil ? book.ownPrices : name == nil ? base.allLayers : base.prices()
    // Of a user's regions those are told of which the tables know nothing: what they lack will not be priced.
    let known = base.regions.map(\.id)
    let added = Set(book.ownPrices.map(\.region)).subtracting(known).filter { region == nil || $0 == region }
    let health = BookHealth(
      all.filter { PriceFilter.takes($0, service: service, region: region) },
      date: day ?? session.surroundings.today, comparing: own == nil ? base : nil,
      coverage: own == nil ? nil : (book.prices(service: service), added.sorted()))
    let changes = try own.map { own in
      PriceDiffText(
        old: NamedBook(base), new: try NamedBook(own, over: base),
        differences: BookDifferences(from: base, to: book, service: service, region: region))
    }
    let text = PriceCheckText(
      book: book, own: own, isOneBook: name != nil, health: health, changes: changes, isByClock: day == nil)
    switch format {
    case .table: try Output.standard.write(text.table(session.style))
    case .json: try Output.standard.write(text.json)
    case .csv: try Output.standard.write(text.csv)
    }
    return .done
  }
}
