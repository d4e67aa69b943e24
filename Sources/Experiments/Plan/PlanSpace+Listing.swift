// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios
import Services
import Synchronization

extension PlanSpace {
  /// The most configurations that are listed.
  public static let mostCandidates = 100_000

  /// How many configurations each variant has, and of what they are made.
  public struct Factors: Sendable, Hashable {
    /// A variant with the settings that it has, each with how many values.
    public struct Variant: Sendable, Hashable {
      public var name: String
      public var settings: [Setting]
      /// Their product; `Int.max` where it is larger.
      public var count: Int {
        settings.reduce(1) { product, setting in
          let (next, overflow) = product.multipliedReportingOverflow(by: setting.values)
          return overflow ? .max : next
        }
      }
    }

    public struct Setting: Sendable, Hashable {
      public var path: String
      public var values: Int
    }

    public var variants: [Variant]

    public var count: Int {
      variants.reduce(0) { sum, variant in
        let (next, overflow) = sum.addingReportingOverflow(variant.count)
        return overflow ? .max : next
      }
    }

    /// `kinesis: shards 14 x tasks 10 = 140`.
    public var words: [String] {
      variants.map { variant in
        let factors = variant.settings.map { "\($0.path) \(Format.grouped($0.values))" }
        let product = variant.count == .max ? "too many to count" : Format.grouped(variant.count)
        return factors.isEmpty
          ? "\(variant.name): 1" : "\(variant.name): \(factors.joined(separator: " x ")) = \(product)"
      }
    }
  }

  /// More configurations than are listed.
  public struct TooMany: Error, CustomStringConvertible {
    public var factors: Factors

    public var description: String {
      let count = factors.count == .max ? "more than can be counted" : Format.grouped(factors.count)
      return "the plan has \(count) configurations, and at most \(Format.grouped(mostCandidates)) are listed: "
        + factors.words.joined(separator: "; ")
    }
  }

  /// A variant with the choices that it has.
  private struct Row: Sendable {
    var variant: String
    var choices: [VariantChoice]
  }

  /// Lists all that a plan chooses from: variants first, then the settings, the last one fastest. Each has its price from
  /// below, and, where a necessary condition is not met, why it cannot work; what is no valid scenario is listed with what
  /// is wrong. Configurations that say the same are listed once.
  ///
  /// - Parameters:
  ///   - jobs: threads; the list does not depend on them.
  ///   - estimates: whether closed forms are asked for each, too.
  /// - Throws: ``TooMany``, what the price book throws.
  public static func listed(
    _ file: ScenarioFile, _ settings: PlanSettings, options: ScenarioOptions, jobs: Int, estimates: Bool = true,
    book: @escaping @Sendable (PricingTerms) throws -> PriceBook
  ) async throws -> PlanSpace {
    // One book for each terms: laying one's own prices over another takes its time.
    let shelf = BookShelf(book)
    var space = PlanSpace(
      file: file, settings: settings, options: options, book: { try shelf.book($0) }, candidates: [])
    let rows = await space.rows(jobs: jobs)
    let factors = Factors(
      variants: rows.map { row in
        Factors.Variant(
          name: row.variant,
          settings: row.choices.map {
            Factors.Setting(path: settings.choices[$0.place].path, values: settings.choices[$0.place].values.count)
          })
      })
    guard factors.count <= mostCandidates else { throw TooMany(factors: factors) }
    let listed = rows.enumerated().flatMap { place, row in
      (0..<factors.variants[place].count).map { space.candidate(row, $0) }
    }
    let frozen = space
    let judged = await Parallel.map(listed.count, jobs: jobs) { place in
      Result { try frozen.judged(listed[place], estimates: estimates) }
    } finished: { _ in
    }
    var known: Set<Fingerprint> = []
    for result in judged {
      guard let result else { continue }
      let (candidate, print) = try result.get()
      if let print, !known.insert(print).inserted { continue }
      space.candidates.append(candidate.numbered(space.candidates.count))
    }
    return space
  }

  // MARK: What a variant has

  /// Of each variant the settings that it has: by the key tables, and not such that no value of it is right.
  private func rows(jobs: Int) async -> [Row] {
    let variants = settings.variants
    let rows = await Parallel.map(variants.count, jobs: jobs) { [self] place -> Row? in
      let variant = variants[place]
      var found = Diagnostics()
      let choices = file.choices(settings.choices, of: variant, changes: options.changes, &found) ?? []
      guard isValid(variant, []) else { return Row(variant: variant, choices: choices) }
      return Row(
        variant: variant,
        choices: choices.filter { choice in
          let setting = settings.choices[choice.place]
          return setting.values.contains { isValid(variant, [(setting.path, $0)]) }
        })
    } finished: { _ in
    }
    return zip(variants, rows).map { $1 ?? Row(variant: $0, choices: []) }
  }

  private func isValid(_ variant: String, _ changes: [(path: String, value: String)]) -> Bool {
    var options = options
    options.changes += changes
    var found = Diagnostics()
    return ScenarioReader.scenario(file, variant: variant, options: options, &found) != nil
  }

  // MARK: One candidate

  /// The configuration of this number in a row, the last setting fastest.
  private func candidate(_ row: Row, _ number: Int) -> Candidate {
    var rest = number
    var values: [Candidate.Value] = []
    for choice in row.choices.reversed() {
      let setting = settings.choices[choice.place]
      let place = rest % setting.values.count
      rest /= setting.values.count
      values.insert(
        Candidate.Value(
          path: setting.path, value: setting.values[place], place: place, isMonotone: choice.isMonotone), at: 0)
    }
    return Candidate(number: 0, variant: row.variant, values: values)
  }

  /// The candidate with its price from below and its exclusion, and what tells it from others; nil for one that is no
  /// scenario, which says the same as no other.
  private func judged(_ candidate: Candidate, estimates: Bool) throws -> (Candidate, Fingerprint?) {
    var candidate = candidate
    var found = Diagnostics()
    guard let own = scenario(candidate, Self.asWritten, &found) else {
      candidate.exclusion = Candidate.Exclusion(kind: "invalid", reason: Self.words(found))
      return (candidate, nil)
    }
    let floor = CostFloor(own, book: try book(own.terms))
    candidate.lowerBound = floor.total
    candidate.parts = Set(own.windows.first?.model.meters.map(\.part) ?? []).count
    let calm = circumstances.first ?? Self.asWritten
    let asked = calm.trafficFactor == 1 && calm.faults == nil ? own : scenario(candidate, calm, &found)
    guard let asked else {
      candidate.exclusion = Candidate.Exclusion(kind: "invalid", reason: Self.words(found))
      return (candidate, nil)
    }
    candidate.exclusion = NecessaryConditions(own: own, asked: asked, floor: floor).exclusion
    if estimates { candidate.estimate = ClosedForms(asked).estimate }
    let changes = options.changes + candidate.values.map { ($0.path, $0.value) }
    return (candidate, file.fingerprint(variant: candidate.variant, changes: changes))
  }

  /// The first error, and how many more there are.
  private static func words(_ found: Diagnostics) -> String {
    let errors = found.sorted.filter { $0.severity == .error }
    guard let first = errors.first else { return "it cannot be read" }
    let more = errors.count - 1
    return first.message + (more > 0 ? " (and \(more) more \(more == 1 ? "error" : "errors"))" : "")
  }
}

/// Price books that were asked for already.
private final class BookShelf: Sendable {
  private let books = Mutex<[PricingTerms: PriceBook]>([:])
  private let make: @Sendable (PricingTerms) throws -> PriceBook

  init(_ make: @escaping @Sendable (PricingTerms) throws -> PriceBook) { self.make = make }

  func book(_ terms: PricingTerms) throws -> PriceBook {
    try books.withLock { books in
      if let book = books[terms] { return book }
      let book = try make(terms)
      books[terms] = book
      return book
    }
  }
}

extension Candidate {
  fileprivate func numbered(_ number: Int) -> Candidate {
    Candidate(
      number: number, variant: variant, values: values, lowerBound: lowerBound, exclusion: exclusion,
      estimate: estimate, parts: parts)
  }
}
