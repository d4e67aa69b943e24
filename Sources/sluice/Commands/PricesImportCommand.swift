// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Foundation
import Pricing

/// `sluice prices import OFFER...`: makes a price book of AWS price lists that the user has downloaded.
struct PricesImportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a price book of AWS price lists.",
    usage: "sluice prices import OFFER... [-o BOOK.yaml] [--region REGION]... [--date DAY] [--name NAME]",
    discussion: """
      sluice prices import AmazonElastiCache.json AWSQueueService.csv -o book.yaml --region ap-northeast-2
      aws pricing get-products --service-code AmazonMSK --region us-east-1 | sluice prices import -

      An offer file is what https://pricing.us-east-1.amazonaws.com has at
      /offers/v1.0/aws/AmazonElastiCache/current/ap-northeast-2/index.json, or .csv.
      """)

  @Argument(help: ArgumentHelp("Offer files, JSON or CSV; - for the standard input.", valueName: "offer"))
  var offers: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("Where the book goes; default: the output.", valueName: "file"))
  var out: String?

  @Option(help: ArgumentHelp("Only this region; repeatable.", valueName: "region"))
  var region: [String] = []

  @Option(help: ArgumentHelp("The day of the prices, yyyy-mm-dd; default: of publication.", valueName: "day"))
  var date: String?

  @Option(help: ArgumentHelp("What bills call the book; default: my-prices.", valueName: "name"))
  var name: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let environment = session.environment
    let regions = environment.given(region, "region").map(\.text)
    let day = try environment.given(date, "date")?.parsed(Self.day)
    let name = try environment.given(name, "name")?.parsed(Self.name) ?? "my-prices"
    let out = environment.given(out, "out")?.text
    if let out { try FileWriting.checkFolder(of: out) }

    var prices = PriceListImport(regions: regions, date: day)
    var diagnostics = Diagnostics()
    for offer in offers { try Self.read(offer, &prices, &diagnostics) }
    guard !diagnostics.hasErrors else {
      Output.error.say(DiagnosticPrinter.text(diagnostics.sorted, color: session.errorUsesColor))
      Output.error.say("\(DiagnosticPrinter.summary(diagnostics)). No book was written.\n")
      return .failure
    }
    let (book, report) = prices.book(name: name)
    guard !book.rows.isEmpty else {
      throw Failure(.failure, "there are no prices to take", hint: Self.reasons(report, regions))
    }
    Self.say(report, book, session)
    if let out {
      try FileWriting.write(book.text, to: out)
      session.note("wrote \(out)")
    } else {
      try Output.standard.write(book.text)
    }
    return .done
  }

  private static func read(
    _ path: String, _ prices: inout PriceListImport, _ diagnostics: inout Diagnostics
  ) throws {
    if path == "-" {
      let descriptor = FileHandle.standardInput.fileDescriptor
      prices.read(ByteSource(descriptor: descriptor, file: "stdin"), file: "stdin", &diagnostics)
      return
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let why = String(cString: strerror(errno))
      throw Failure(.failure, "cannot read \(Diagnostic.quoted(path, limit: 400)): \(why)")
    }
    defer { close(descriptor) }
    prices.read(ByteSource(descriptor: descriptor, file: path), file: path, &diagnostics)
  }

  /// What was found, on the standard error.
  private static func say(_ report: PriceListReport, _ book: PriceBookFile, _ session: Session) {
    guard !session.quiet else { return }
    var text = ""
    for list in report.lists { text += "read \(list)\n" }
    let total = report.taken.reduce(0) { $0 + $1.count }
    let services = report.taken.map { "\($0.service) \($0.count)" }.joined(separator: ", ")
    text += "\(total) \(total == 1 ? "price" : "prices"): \(services)\n"
    if !book.offers.isEmpty {
      text += "\(book.offers.count) free \(book.offers.count == 1 ? "quantity" : "quantities") of the month\n"
    }
    for skipped in report.skipped {
      text += "left out: \(skipped.why): \(skipped.count)"
      text += session.verbose || skipped.count == 1 ? " (\(skipped.example))\n" : "\n"
    }
    let shown = session.verbose ? report.gaps.count : 5
    for gap in report.gaps.prefix(shown) { text += "gap: \(gap)\n" }
    if report.gaps.count > shown { text += "and \(report.gaps.count - shown) more gaps (--verbose)\n" }
    Output.error.say(text)
  }

  /// Why nothing came of it.
  private static func reasons(_ report: PriceListReport, _ regions: [String]) -> String {
    guard !report.skipped.isEmpty else { return "the files hold no products" }
    return report.skipped.map { "\($0.why): \($0.count) (\($0.example))" }.joined(separator: "; ")
  }

  private static func day(_ text: String) throws -> String {
    guard PriceListImport.isDay(text) else {
      throw FlagError("is not a day of the calendar", hint: "such as 2025-06-24")
    }
    return text
  }

  private static func name(_ text: String) throws -> String {
    if let problem = Names.problem(with: text) { throw FlagError("is no name: it \(problem)") }
    return text
  }
}
