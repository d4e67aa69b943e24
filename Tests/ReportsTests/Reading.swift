// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios

@testable import Experiments

/// Readers of what reports write, made without any of the code that writes it.
enum Reading {
  /// Rows of comma-separated values by RFC 4180; line feeds end rows.
  static func csv(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var characters = Array(text.unicodeScalars)[...]
    while let character = characters.popFirst() {
      if isQuoted {
        if character != "\"" {
          field.unicodeScalars.append(character)
        } else if characters.first == "\"" {
          field.unicodeScalars.append(character)
          characters.removeFirst()
        } else {
          isQuoted = false
        }
      } else if character == "\"" {
        isQuoted = true
      } else if character == "," {
        row.append(field)
        field = ""
      } else if character == "\n" {
        rows.append(row + [field])
        (row, field) = ([], "")
      } else {
        field.unicodeScalars.append(character)
      }
    }
    return rows
  }

  /// Columns of a terminal: two for Hangul and Chinese characters, which is what the samples have.
  static func width(_ line: Substring) -> Int {
    line.unicodeScalars.reduce(0) { sum, scalar in
      sum + ((0xAC00...0xD7A3).contains(scalar.value) || (0x4E00...0x9FFF).contains(scalar.value) ? 2 : 1)
    }
  }

  /// The text without colours.
  static func plain(_ text: String) -> String { text.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") }

  /// The words of a line, split at runs of at least two spaces.
  static func cells(_ line: Substring) -> [String] {
    line.split(separator: #/ {2,}/#).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  /// The dollars at the end of a line or before its note.
  static func dollars(_ text: some StringProtocol) -> Decimal? {
    guard let match = String(text).firstMatch(of: #/(-?)\$([0-9,]+\.[0-9]{2})(  .*)?$/#) else { return nil }
    return Decimal(string: "\(match.1)\(match.2.replacing(",", with: ""))")
  }
}

/// The scenario that lies beside the tests.
enum Example {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Nil with the reasons if there is anything wrong.
  static func scenario(
    _ options: ScenarioOptions, variant: String = "base", file: String = "scenarios/image-processing.yaml"
  ) throws -> (Scenario?, String) {
    let path = root.appendingPathComponent(file).path
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    var diagnostics = Diagnostics()
    let scenario = ScenarioFile(bytes: Array(data), path: path, &diagnostics).flatMap {
      ScenarioReader.scenario($0, variant: variant, options: options, &diagnostics)
    }
    return (scenario, DiagnosticPrinter.text(diagnostics.sorted, sources: [:]))
  }

  static func result(variant: String = "base", replications: Int = 2) async throws -> RunResult {
    var options = ScenarioOptions()
    options.precision = .replications(replications)
    let (scenario, problems) = try scenario(options, variant: variant)
    guard let scenario else { throw Problem(description: problems) }
    return try await Run(scenario, book: try PriceBook.builtIn(scenario.terms.book), jobs: 2).result()
  }

  struct Problem: Error, CustomStringConvertible {
    var description: String
  }
}
