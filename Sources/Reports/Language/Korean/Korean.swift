// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// Korean, part by part: one file for each folder of reports, and one for each origin of a result's sentences.
  static let korean = Catalogue([
    koreanAdvice, koreanAssumptions, koreanFindingsCaches, koreanFindingsConnectors, koreanFindingsDatabases,
    koreanFindingsFleets, koreanFindingsFunctions, koreanFindingsKafka, koreanFindingsKinesis, koreanFindingsLogs,
    koreanFindingsMonths, koreanFindingsQueues, koreanFindingsTopics, koreanMeters, koreanParts, koreanReasons,
    koreanRequirements, koreanTeaching,
  ])
}
