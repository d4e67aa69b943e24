// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// Korean, part by part: one file for each folder of reports, and one for each origin of a result's sentences.
  static let korean = Catalogue([
    koreanFindingsMonths,
    koreanFindingsQueues,
    koreanFindingsTopics,
    koreanFindingsFleets,
    koreanFindingsFunctions,
    koreanFindingsLogs,
    koreanFindingsKafka,
    koreanFindingsKinesis,
    koreanFindingsConnectors,
    koreanFindingsCaches,
    koreanFindingsDatabases,
    koreanAdvice,
    koreanReasons,
    koreanAssumptions,
    koreanMeters,
    koreanRequirements,
    koreanParts,
  ])
}
