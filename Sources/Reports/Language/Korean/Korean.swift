// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// Korean, part by part: one file for each folder of reports, and one for each origin of a result's sentences.
  static let korean = Catalogue([
    koreanShared, koreanCompare, koreanSweep, koreanPlan, koreanDiff, koreanCurve, koreanTrace, koreanEvents,
    koreanGraph, koreanPrices, koreanResultsPlan, koreanResultsPlanReasons,
  ])
}
