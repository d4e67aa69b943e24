// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// Korean, part by part: one file for each folder of reports, and one for each origin of a result's sentences.
  static let korean = Catalogue(
    koreanParts.filter { $0.key.hasPrefix(ofResults) }.map(\.value),
    phrases: koreanParts.filter { !$0.key.hasPrefix(ofResults) }.map(\.value))

  /// How the names of parts begin that have the sentences of results, which no report says in so many words.
  static let ofResults = "result:"

  /// The parts by their names.
  static let koreanParts: KeyValuePairs<String, Entries> = [
    "Words": koreanWords, "Run": koreanRun, "HTML": koreanHTML, "Charts": koreanCharts, "Cost": koreanCost,
  ]
}
