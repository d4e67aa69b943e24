// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// What is explained, in Korean, group by group as in English.
  static let korean: [String: Translation] = {
    let groups = [
      koreanCacheNodes, koreanCaching, koreanChecks, koreanCurves, koreanDatabase, koreanDistributions,
      koreanExperiments, koreanIdeas, koreanLogMetrics, koreanLogs, koreanMessaging, koreanMethods, koreanMetrics,
      koreanMoney, koreanPictures, koreanPlans, koreanPrices, koreanRequests, koreanScaling, koreanStatistics,
      koreanStores, koreanSweeps, koreanTraces,
    ]
    var all: [String: Translation] = [:]
    for group in groups { for entry in group { all[entry.key] = entry.value } }
    return all
  }()
}
