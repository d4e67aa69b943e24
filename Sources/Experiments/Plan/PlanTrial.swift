// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Scenarios

/// A configuration that is simulated: under each circumstance that it must stand, and as written for its bill.
///
/// A class, so that samples are added in place; it never leaves the task that searches.
final class PlanTrial {
  /// The candidate's place in the list.
  let place: Int
  var courses: [PlanCourse]
  /// Of all circumstances.
  let tests: Int
  /// Whether another one is known to meet the objectives, so that a look at its bill may save the rest.
  var hasRival = false
  /// How many met the objectives before it, from 1; 0 while it does not.
  var numberAmongThoseThatMeet = 0

  /// - Throws: ``PlanSpace/Invalid``, and what the price book throws.
  init(_ place: Int, _ space: PlanSpace) throws {
    self.place = place
    let candidate = space.candidates[place]
    let written = try space.alternative(candidate, PlanSpace.asWritten)
    var judged: [(Circumstance, Alternative)] = []
    for (number, circumstance) in space.circumstances.enumerated() {
      if circumstance.isAsWritten {
        judged.append((circumstance, written))
        continue
      }
      let alternative = try space.alternative(candidate, circumstance)
      // A fault that does not happen in this variant's windows leaves what the calm circumstance is.
      if number > 0, !alternative.hasFaults { continue }
      judged.append((circumstance, alternative))
    }
    let objectives = written.scenario.objectives.filter { $0.level == .fail }
    let calm = judged.first { $0.0.trafficFactor == 1 && !$0.1.hasFaults && !written.hasFaults }?.0
    courses = judged.map { circumstance, alternative in
      PlanCourse(
        Panel(alternative), circumstance, objectives, judges: true,
        bills: circumstance.isAsWritten || circumstance == calm)
    }
    if !courses.contains(where: \.bills) {
      courses.append(PlanCourse(Panel(written), PlanSpace.asWritten, objectives, judges: false, bills: true))
    }
    tests = courses.reduce(0) { $0 + $1.tests }
  }

  /// The same configuration, as if nothing had been simulated.
  init(afresh other: PlanTrial) {
    place = other.place
    courses = other.courses.map {
      PlanCourse($0.panel, $0.circumstance, $0.objectives, judges: $0.judges, bills: $0.bills)
    }
    tests = other.tests
  }

  var objectives: [Objective] { courses.first?.objectives ?? [] }

  /// Replications of the course that has most.
  var replications: Int { courses.map(\.replications).max() ?? 0 }

  /// Where the bill is made.
  var bill: PlanCourse? { courses.first(where: \.bills) }

  /// The courses that are simulated next: the calm one before those with faults, all of them before the bill, at which there
  /// is a first glance where it may be too high. None when all is decided.
  var next: [Int] {
    let judged = courses.indices.filter { courses[$0].judges }
    if let first = judged.first, courses[first].looks == 0 { return [first] }
    if hasRival, let bill = courses.firstIndex(where: \.bills), courses[bill].looks == 0 { return [bill] }
    let unseen = judged.filter { courses[$0].looks == 0 }
    if !unseen.isEmpty { return unseen }
    let open = judged.filter { !courses[$0].isDecided }
    if !open.isEmpty { return open }
    return courses.indices.filter {
      courses[$0].bills && (courses[$0].replications < PlanLooks.leastToMeet || !courses[$0].isDecided)
    }
  }

  /// How many replications a course is to have after its next look; nil when it has had its last.
  func target(_ course: Int) -> Int? { PlanLooks.next(after: courses[course].replications) }

  /// How far it is from the bound that is hardest to keep, in standard errors; negative where it looks as if it failed.
  var margin: Double { courses.filter { $0.judges && $0.looks > 0 }.map(\.margin).min() ?? 0 }

  /// The month's bill, each tail of whose interval has a level.
  func cost(level: Double) -> MoneyFigure? {
    bill.flatMap { $0.tally.cost(confidence: PlanLevels.confidence(level)) }
  }
}

extension Circumstance {
  /// Whether it is the scenario as it is written, whatever its name.
  var isAsWritten: Bool { trafficFactor == 1 && faults == nil }
}

extension Alternative {
  /// Whether something goes wrong in one of the windows.
  var hasFaults: Bool { questions.contains { !$0.faults.isEmpty } }
}
