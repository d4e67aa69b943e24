// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension PlanEngine {
  /// A configuration that gets replications in a round.
  struct Pick {
    var place: Int
    var courses: [Int]
    /// Whether it is out, and only its failure is made clear enough to rule out others.
    var isRuling = false
  }

  /// Configurations in a round: fixed, so that the answer does not depend on the number of threads.
  static let picks = 4
  /// Before anything gets more replications than this, new configurations are tried.
  private static let cheap = 24
  /// Configurations whose worth is compared before one is tried: more would take longer than simulating.
  private static let mostCompared = 1_500

  /// Simulates in rounds until everything that matters is decided, or a budget has ended.
  func search() async throws {
    while !isExhausted {
      let picks = try nextRound()
      guard !picks.isEmpty else { return }
      var requests: [Request] = []
      for pick in picks {
        guard let trial = trials[pick.place] else { continue }
        for course in pick.courses {
          let have = trial.courses[course].replications
          guard let target = trial.target(course) else { continue }
          requests.append(Request(trial: trial, course: course, range: have..<target))
        }
      }
      guard try await simulate(requests) else { return }
      for pick in picks {
        guard let trial = trials[pick.place] else { continue }
        if pick.isRuling { rule(trial) } else { judge(pick.place, pick.courses) }
      }
    }
  }

  /// What gets replications next.
  ///
  /// As in OCBA-CO (Lee, Pujowidianto, Li, Chen and Yap 2012), replications go where the ratio of noise to distance is
  /// largest: (σ/δ)²/n of the test that decides, which is 1/z², so that the smallest |z| comes first. One that is dearer than
  /// another that looks as if it met everything changes nothing, so it waits.
  func nextRound() throws -> [Pick] {
    let limit = limit
    let open = status.indices.filter { status[$0] == .open && matters($0, limit) }.compactMap { place in
      trials[place].map { (place: place, trial: $0, margin: $0.margin) }
    }
    for one in open { one.trial.hasRival = limit != nil }
    func isCheaper(_ one: Int, _ other: Int) -> Bool {
      (least[one], one) < (least[other], other)
    }
    let apparent = open.filter { $0.margin > 0 }.map(\.place).min(by: isCheaper)
    let live = open.filter { one in apparent.map { !isCheaper($0, one.place) } ?? true }
      .sorted { (abs($0.margin), $0.place) < (abs($1.margin), $1.place) }
    func replications(_ trial: PlanTrial) -> Int { trial.next.compactMap { trial.target($0) }.max() ?? .max }
    var picks = live.filter { replications($0.trial) <= Self.cheap }.prefix(Self.picks)
      .map { Pick(place: $0.place, courses: $0.trial.next) }
    picks += rulings().prefix(Self.picks - picks.count)
    if picks.count < Self.picks {
      for place in fresh(limit, apparent, beside: picks.map(\.place)).prefix(Self.picks - picks.count) {
        if let trial = try trial(place) { picks.append(Pick(place: place, courses: trial.next)) }
      }
    }
    if picks.isEmpty { picks = live.prefix(2).map { Pick(place: $0.place, courses: $0.trial.next) } }
    // Those that turned out to be no valid scenario are out; there may be others.
    if picks.isEmpty, status.indices.contains(where: { status[$0] == .untried && matters($0, limit) }) {
      return try nextRound()
    }
    return picks
  }

  /// Failures that would rule out more replications than making them clear takes.
  private func rulings() -> [Pick] {
    var picks: [Pick] = []
    for place in rulers {
      guard let trial = trials[place], let name = rejections[place]?.judged?.circumstance,
        let course = trial.courses.firstIndex(where: { $0.judges && $0.circumstance.name == name }),
        let target = trial.target(course), target <= Self.cheap
      else { continue }
      let gain = below(place).count * PlanLooks.schedule[0]
      if gain > target - trial.courses[course].replications {
        picks.append(Pick(place: place, courses: [course], isRuling: true))
      }
    }
    return picks
  }

  /// New ones, those first that are likely to decide most others for the fewest replications: one that meets the objectives
  /// makes all dearer ones needless, one that fails all with less of everything.
  private func fresh(_ limit: Decimal?, _ apparent: Int?, beside picks: [Int]) -> [Int] {
    var all = status.indices.filter { place in
      status[place] == .untried && matters(place, limit)
        && apparent.map { least[place] < least[$0] } ?? true
    }.sorted { (least[$0], $0) < (least[$1], $1) }
    if all.count > Self.mostCompared {
      let good = all.filter { candidate($0).estimate?.looksGood ?? false }.prefix(Self.mostCompared / 2)
      let isGood = Set(good)
      let rest = all.filter { !isGood.contains($0) }.prefix(Self.mostCompared - good.count)
      all = (good + rest).sorted { (least[$0], $0) < (least[$1], $1) }
    }
    let isThere = Set(all)
    var scored: [(score: Double, place: Int)] = []
    for (number, place) in all.enumerated() {
      let chance = credit.chance(candidate(place).estimate)
      let dearer = Double(all.count - number)
      let smaller = 1 + order.chain(of: place).count { isThere.contains($0) && order.isBelow($0, place) }
      let worth = chance * dearer + (1 - chance) * Double(smaller)
      let effort = chance * Double(PlanLooks.leastToMeet) + (1 - chance) * Double(PlanLooks.schedule[0])
      scored.append((worth / effort, place))
    }
    scored.sort { $0.score != $1.score ? $0.score > $1.score : $0.place < $1.place }
    var chosen: [Int] = []
    for (_, place) in scored where chosen.count < Self.picks {
      // Whatever one of two comparable ones says, it may say of the other.
      let others = picks + chosen
      if others.contains(where: { order.areComparable(place, $0) }) { continue }
      // If the first meets the objectives, a dearer one is needless.
      if chosen.contains(where: {
        least[$0] < least[place]
          && credit.chance(candidate($0).estimate) >= 0.5
      }) {
        continue
      }
      chosen.append(place)
    }
    return chosen.isEmpty && picks.isEmpty ? scored.prefix(1).map(\.place) : chosen
  }
}
