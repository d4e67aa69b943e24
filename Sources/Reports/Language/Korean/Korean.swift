// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// Korean, part by part: one file for each folder of reports, and one for each origin of a result's sentences.
  static let korean = Catalogue(koreanParts.map(\.value))

  /// The parts by their names. One whose name begins with `result:` has the sentences that results carry, which no report
  /// says in so many words.
  static let koreanParts: KeyValuePairs<String, Entries> = [
    "Words": koreanWords, "Run": koreanRun, "HTML": koreanHTML, "Charts": koreanCharts, "Cost": koreanCost,
  ]
}
