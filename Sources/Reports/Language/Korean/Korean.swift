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
    "Charts": koreanCharts, "Compare": koreanCompare, "Cost": koreanCost, "Curve": koreanCurve, "Diff": koreanDiff,
    "Graph": koreanGraph, "HTML": koreanHTML, "Plan": koreanPlan, "Prices": koreanPrices, "Run": koreanRun,
    "Sweep": koreanSweep, "Teaching": koreanTeaching, "Trace": koreanTrace, "Words": koreanWords,
    "result:Advice": koreanAdvice, "result:Assumptions": koreanAssumptions, "result:Events": koreanEvents,
    "result:FindingsCaches": koreanFindingsCaches, "result:FindingsConnectors": koreanFindingsConnectors,
    "result:FindingsDatabases": koreanFindingsDatabases, "result:FindingsFleets": koreanFindingsFleets,
    "result:FindingsFunctions": koreanFindingsFunctions, "result:FindingsKafka": koreanFindingsKafka,
    "result:FindingsKinesis": koreanFindingsKinesis, "result:FindingsLogs": koreanFindingsLogs,
    "result:FindingsMonths": koreanFindingsMonths, "result:FindingsQueues": koreanFindingsQueues,
    "result:FindingsTopics": koreanFindingsTopics, "result:KeysAnswers": koreanKeysAnswers,
    "result:KeysCaches": koreanKeysCaches, "result:KeysChannels": koreanKeysChannels,
    "result:KeysDatabases": koreanKeysDatabases, "result:KeysFleets": koreanKeysFleets,
    "result:KeysFunctions": koreanKeysFunctions, "result:KeysKafka": koreanKeysKafka,
    "result:KeysShared": koreanKeysShared, "result:KeysTraffic": koreanKeysTraffic, "result:Marks": koreanMarks,
    "result:Meters": koreanMeters, "result:PartTitles": koreanPartTitles, "result:Reasons": koreanReasons,
    "result:Requirements": koreanRequirements, "result:ResultsPlan": koreanResultsPlan,
    "result:ResultsPlanReasons": koreanResultsPlanReasons, "result:ResultsPrices": koreanResultsPrices,
    "result:ResultsTrace": koreanResultsTrace, "result:Settings": koreanSettings,
  ]
}
