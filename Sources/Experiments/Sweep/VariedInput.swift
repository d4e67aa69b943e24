// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Scenarios

/// An input of a scenario that is varied around what is written, or over a range.
struct VariedInput: Sendable {
  private enum How: Sendable {
    /// A number of the file, so much less and more: exactly, or to whole numbers where the setting must be one.
    case around(NumericInput, by: Decimal, wholly: Bool)
    case range(SweepInput)
  }

  let path: String
  /// What is written, or the range's ends.
  let written: String
  private let how: How

  /// A number that may be a fraction where the setting takes it; nil where the setting does not take a number so close,
  /// or none that differs.
  init?(_ input: NumericInput, by share: Decimal, in space: SweepSpace) {
    path = input.path
    written = input.written
    func isTaken(_ factor: Decimal, wholly: Bool) -> Bool {
      guard let changes = input.scaled(by: factor, wholly: wholly) else { return false }
      return (try? space.alternative("") { $0.changes += changes }) != nil
    }
    // A factor after which hardly a number is whole tells whether fractions are taken.
    let between = 1 + share * (Decimal(string: "0.7313") ?? 1)
    if isTaken(between, wholly: false), isTaken(1 - share, wholly: false), isTaken(1 + share, wholly: false) {
      how = .around(input, by: share, wholly: false)
    } else if isTaken(1 - share, wholly: true), isTaken(1 + share, wholly: true) {
      how = .around(input, by: share, wholly: true)
    } else {
      return nil
    }
  }

  init(_ input: SweepInput) {
    path = input.path
    written = "\(input.range.values.first ?? "") .. \(input.range.values.last ?? "")"
    how = .range(input)
  }

  /// So far from the low end to the high one.
  ///
  /// - Parameter share: from 0 to 1.
  func set(_ share: Double, _ options: inout ScenarioOptions) {
    switch how {
    case .around(let input, let by, let wholly):
      let factor = 1 + by * ((Decimal(string: "\(share)") ?? 0) * 2 - 1)
      options.changes += input.scaled(by: factor.rounded(places: 9), wholly: wholly) ?? []
    case .range(let input): input.set(input.range.value(at: share), &options)
    }
  }

  /// What the first number of it becomes, for a report.
  func value(_ share: Double) -> String {
    switch how {
    case .around(let input, let by, let wholly):
      let factor = 1 + by * ((Decimal(string: "\(share)") ?? 0) * 2 - 1)
      return input.scaled(by: factor.rounded(places: 9), wholly: wholly)?.first?.value ?? input.written
    case .range(let input): return input.range.value(at: share)
    }
  }
}
