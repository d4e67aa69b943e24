// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Money never passes through binary floating point: no file that handles amounts or prices names such a type, but for the
/// lines listed here, none of which holds money.
@Suite("Money is decimal") struct MoneyTypesTests {
  private static var sources: URL {
    URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
  }

  /// Counts and measurements on their way to a decimal number, and an interval on its way to a picture.
  private static let allowed = [
    "Pricing/Decimal+Exact.swift": ["init(count: Double)", "init(measured value: Double)"],
    "Experiments/Money/MoneyFigure.swift": [
      "confidence: Double", "func number(_ amount: Decimal) -> Double", "doubleValue",
    ],
  ]

  private static let binary = ["Double", "Float", "CGFloat", "doubleValue", "floatValue", "TimeInterval"]

  static var files: [String] {
    let folders = ["Pricing", "Reports/Cost"]
    let found = folders.flatMap { folder in
      (FileManager.default.enumerator(atPath: sources.appendingPathComponent(folder).path)?.allObjects ?? [])
        .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
    }
    return (found + ["Experiments/Results/CostResult.swift", "Experiments/Money/MoneyFigure.swift"]).sorted()
  }

  @Test("no binary floating point", arguments: files)
  func types(_ file: String) throws {
    let text = try String(contentsOf: Self.sources.appendingPathComponent(file), encoding: .utf8)
    let allowed = Self.allowed[file] ?? []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
      let words = code.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
      guard words.contains(where: Self.binary.contains) else { continue }
      #expect(allowed.contains { code.contains($0) }, "\(file):\(number + 1): \(line)")
    }
  }

  @Test("the files are there") func there() { #expect(Self.files.count > 25) }
}
