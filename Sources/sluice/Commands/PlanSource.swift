// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Pricing
import Reports
import Scenarios

/// Where a plan's space comes from: what the file says may be chosen, and all that can be made of it.
enum PlanSource {
  /// What the file's `plan` says; of the variants only the wanted ones.
  ///
  /// - Returns: nil after an error in `diagnostics`.
  static func settings(
    _ file: ScenarioFile, _ wanted: ScenarioRequest, _ diagnostics: inout Diagnostics
  ) -> PlanSettings? {
    guard let settings = ScenarioReader.plan(file, changes: wanted.options.changes, &diagnostics) else { return nil }
    return restricted(settings, wanted, file, &diagnostics)
  }

  /// All configurations, with their lower bounds, estimates, and why they cannot work.
  ///
  /// - Throws: `Failure` for more than can be listed.
  static func space(
    _ file: ScenarioFile, _ settings: PlanSettings, _ options: ScenarioOptions, jobs: Int,
    book: @escaping @Sendable (PricingTerms) throws -> PriceBook
  ) async throws -> PlanSpace {
    do {
      return try await PlanSpace.listed(file, settings, options: options, jobs: jobs, book: book)
    } catch let tooMany as PlanSpace.TooMany {
      throw Failure.usage(tooMany.description, hint: "give fewer values under plan.choose, or fewer variants with -v")
    }
  }

  /// What `--analytic` says: estimates, no verdicts.
  static func analytic(_ space: PlanSpace, _ format: TextFormat, _ style: TextStyle) throws -> String {
    let result = AnalyticPlan.result(space)
    return switch format {
    case .table: AnalyticReport.table(result, style)
    case .json: try AnalyticReport.json(result)
    case .csv: AnalyticReport.csv(result)
    case .md: AnalyticReport.markdown(result)
    }
  }

  private static func restricted(
    _ settings: PlanSettings, _ wanted: ScenarioRequest, _ file: ScenarioFile, _ diagnostics: inout Diagnostics
  ) -> PlanSettings? {
    guard !wanted.variants.isEmpty else { return settings }
    var settings = settings
    let names = wanted.variants(of: file)
    for name in names where !file.variants.contains(name) {
      let near = Names.nearest(name, in: file.variants)
      diagnostics.error(
        .name, at: nil, length: 0, "there is no variant \(Diagnostic.quoted(name))",
        hint: near.map { "nearest: \($0)" } ?? "there is: \(file.variants.joined(separator: ", "))")
    }
    guard !diagnostics.hasErrors else { return nil }
    settings.variants = names
    return settings
  }
}
