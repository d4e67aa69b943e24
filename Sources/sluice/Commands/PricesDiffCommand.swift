// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Foundation
import Pricing

/// `sluice prices diff A [B]`: what differs between two books.
struct PricesDiffCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what differs between two price books.",
    usage: "sluice prices diff A [B] [options]",
    discussion: """
      sluice prices diff documented market
      sluice prices diff my.yaml                what it changes
      sluice prices diff last.yaml this.yaml    two books of your own

      Each is documented, market or a file. A file lies over the book market, or
      over that of --as; A alone is compared with that book.
      Exit code 0 if they are equal, 7 if not.
      """)

  @Argument(help: ArgumentHelp("documented, market or a file.", valueName: "book"))
  var books: [String]

  @Option(name: .customLong("as"), help: ArgumentHelp("What files lie over; default: market.", valueName: "book"))
  var book: String?

  @Option(help: ArgumentHelp("Only this service.", valueName: "service"))
  var service: String?

  @OptionGroup var view: PriceViewFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let environment = session.environment
    let format = try environment.given(view.format, "format")?.parsed(FlagValue.word(OutputFormat.self)) ?? .table
    guard books.count <= 2 else { throw Failure.usage("two books can be compared, not \(books.count)") }
    guard books != ["-", "-"] else { throw Failure.usage("only one of the books can be the standard input") }
    let base = try BookRequest.name(book, environment) ?? .market
    var named = try books.map { try NamedBook($0, over: base, format, session) }
    if named.count == 1, let only = named.first {
      // Of a book alone, what it changes; of the base itself, what the other one does.
      let against = PriceBookName.allCases.first { $0 != base && only.name == base.rawValue } ?? base
      named.insert(NamedBook(try PriceBook.builtIn(against)), at: 0)
    }
    let region = try PriceFilter.region(view.region, named.map(\.book), environment)
    let service = environment.given(service, "service")?.text
    try PriceFilter.check(service: service, named.map(\.book))
    let differences = BookDifferences(from: named[0].book, to: named[1].book, service: service, region: region)
    let text = PriceDiffText(old: named[0], new: named[1], differences: differences)
    switch format {
    case .table:
      try Output.standard.write(
        (session.quiet ? "" : text.table(session.style, limit: nil)) + text.summary(session.style))
    case .json: try Output.standard.write(text.json.text(pretty: true) + "\n")
    case .csv: try Output.standard.write(text.csv)
    }
    return differences.changes.isEmpty ? .done : .difference
  }
}

/// A book and what messages call it.
struct NamedBook {
  let name: String
  let book: PriceBook

  init(_ book: PriceBook) {
    self.book = book
    name = book.name.rawValue
  }

  init(_ own: OwnBook, over book: PriceBook) throws {
    self.book = try own.laid(over: book)
    name = own.file?.name ?? own.source.name
  }

  /// - Parameter text: the name of a book, or of a file.
  /// - Throws: `Failure` for what is neither, `BookRefused` for a file that is not valid.
  init(_ text: String, over base: PriceBookName, _ format: OutputFormat, _ session: Session) throws {
    if let name = PriceBookName(rawValue: text) {
      self.init(try PriceBook.builtIn(name))
      return
    }
    if text != "-", !FileManager.default.fileExists(atPath: text),
      let near = Names.nearest(text, in: PriceBookName.allCases.map(\.rawValue))
    {
      throw Failure.usage(
        "there is no price book \(Diagnostic.quoted(text)), and no file is called that", hint: "did you mean \(near)?")
    }
    let own = try OwnBook(ScenarioSource(text, limit: PriceBookFile.limits.bytes))
    if own.file == nil { throw BookRefused(own.diagnostics, own.source, format) }
    if !session.quiet { Output.error.say(own.warnings(color: session.errorUsesColor)) }
    try self.init(own, over: try PriceBook.builtIn(base))
  }
}
