// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Foundation
import Pricing

/// By which prices, in every command that prices something.
struct PriceFlags: ParsableArguments {
  @Option(name: .customLong("as"), help: ArgumentHelp("The price book: documented or market.", valueName: "book"))
  var book: String?

  @Option(help: ArgumentHelp("Your own price book, laid over that one.", valueName: "file"))
  var prices: String?
}

/// What the flags and variables come to: a book that is asked for, and the user's own prices.
struct BookRequest: Sendable {
  /// The book that is asked for; nil for that of the scenario.
  let name: PriceBookName?
  /// The user's own prices; without errors.
  let own: OwnBook?

  /// Reads the user's own price book, if one is named, and says its warnings on the standard error.
  ///
  /// - Parameters:
  ///   - scenario: the file that the command reads besides, because only one of the two can be the standard input.
  ///   - format: of the command's output; an editor that asks for JSON gets errors as JSON too.
  /// - Throws: `Failure` for a flag that is wrong and a file that cannot be read, `BookRefused` for one that is not valid.
  init(_ flags: PriceFlags, _ session: Session, scenario: String? = nil, format: OutputFormat = .table) throws {
    name = try Self.name(flags.book, session.environment)
    guard let given = session.environment.given(flags.prices, "prices") else {
      own = nil
      return
    }
    if given.text == "-", scenario == "-" {
      throw Failure.usage("\(given.origin): the standard input is the scenario already")
    }
    let own = try OwnBook(given)
    if own.file == nil { throw BookRefused(own.diagnostics, own.source, format) }
    if !session.quiet { Output.error.say(own.warnings(color: session.errorUsesColor)) }
    self.own = own
  }

  /// The book that the flags ask for, else that of the scenario's terms, with the user's own prices over it.
  ///
  /// - Throws: `PricingError` if there are no price tables.
  func book(_ terms: PricingTerms) throws -> PriceBook { try book(name ?? terms.book) }

  /// That book with the user's own prices over it, whatever book is asked for.
  ///
  /// - Throws: `PricingError` if there are no price tables.
  func book(_ name: PriceBookName) throws -> PriceBook {
    let book = try PriceBook.builtIn(name)
    return try own?.laid(over: book) ?? book
  }

  /// The value of `--as`.
  ///
  /// - Throws: `Failure` for what is no book.
  static func name(_ flag: String?, _ environment: Environment) throws -> PriceBookName? {
    try environment.given(flag, "as")?.parsed { text in
      do {
        return try FlagValue.word(PriceBookName.self)(text)
      } catch let error as FlagError where error.hint == nil && (text.contains(".") || text.contains("/")) {
        throw FlagError(error.message, hint: "a file of your own: --prices \(Diagnostic.shortened(text, limit: 400))")
      }
    }
  }
}

/// A price book of the user's own, as it was read.
struct OwnBook: Sendable {
  let source: ScenarioSource
  /// Nil after an error.
  let file: PriceBookFile?
  /// Errors and warnings: sorted, each once.
  let diagnostics: [Diagnostic]

  /// - Throws: `Failure` when the file cannot be read.
  init(_ given: Given) throws {
    try Self.refuseBook(given)
    try self.init(ScenarioSource(given.text, limit: PriceBookFile.limits.bytes))
  }

  /// - Throws: `PricingError` if there are no price tables, whose items those of the file are compared with.
  init(_ source: ScenarioSource) throws {
    self.source = source
    var found = Diagnostics()
    file = PriceBookFile.read(
      bytes: source.bytes, path: source.name, against: try PriceBook.builtIn(.documented), &found)
    diagnostics = found.sorted
  }

  /// - Throws: `PricingError.badTiers`, which the reader does not let through.
  func laid(over book: PriceBook) throws -> PriceBook {
    guard let file else { return book }
    return try book.overlaid(
      file.name, rows: file.rows, discounts: file.discounts, freeOffers: file.offers, regions: file.regions,
      fingerprint: file.fingerprint)
  }

  /// The first warnings, and how many more there are: a run has other things to say.
  func warnings(color: Bool) -> String {
    let warnings = diagnostics.filter { $0.severity != .error }
    let shown = DiagnosticPrinter.text(
      Array(warnings.prefix(Self.mostWarnings)), sources: [source.name: source.text], color: color)
    guard warnings.count > Self.mostWarnings else { return shown }
    let name = Diagnostic.shortened(source.name, limit: 400)
    return shown + "and \(warnings.count - Self.mostWarnings) more: sluice prices check \(name)\n"
  }

  private static let mostWarnings = 5

  /// `--prices` takes a file; who writes the name of a book means another flag.
  private static func refuseBook(_ given: Given) throws {
    guard given.text != "-", !FileManager.default.fileExists(atPath: given.text) else { return }
    let books = PriceBookName.allCases.map(\.rawValue)
    guard !given.text.contains("."), !given.text.contains("/"), let near = Names.nearest(given.text, in: books)
    else { return }
    throw Failure.usage(
      "\(given.origin) takes a file of your own prices, and there is no file \(Diagnostic.quoted(given.text))",
      hint: "the book is named by --as \(near)")
  }
}

/// A price book that cannot be used, with all that is wrong with it.
struct BookRefused: Error {
  private let refused: ScenarioRefused
  private let format: OutputFormat

  init(_ diagnostics: [Diagnostic], _ source: ScenarioSource, _ format: OutputFormat) {
    refused = source.refused(diagnostics)
    self.format = format
  }

  /// Says it on the standard error, or as JSON on the output.
  func say(color: Bool) -> ExitStatus {
    if format == .json {
      Output.standard.say(DiagnosticPrinter.json(refused.diagnostics))
    } else {
      Output.error.say(refused.text(color: color, outcome: "Nothing was priced."))
    }
    return .invalidScenario
  }
}
