// SPDX-License-Identifier: GPL-3.0-or-later

extension PlanEngine {
  /// The first replication of a check: far from those that chose the answer.
  static let freshOrigin = 1 << 20

  /// Simulates a configuration with random numbers that had no part in choosing it, under all circumstances, until it is
  /// sure that it meets the objectives, or does not.
  ///
  /// - Returns: what was measured, nil when it is out, or a budget has ended.
  func checkAfresh(_ place: Int) async throws -> PlanTrial? {
    guard let chosen = trials[place] else { return nil }
    checks += 1
    let trial = PlanTrial(afresh: chosen)
    let first = fixed ?? max(PlanLooks.leastToMeet, chosen.replications)
    let most = max(PlanLooks.most, 4 * first)
    var count = first
    var look = 1
    var pending = Array(trial.courses.indices)
    while true {
      let requests = pending.map { course in
        let have = Self.freshOrigin + trial.courses[course].replications
        return Request(trial: trial, course: course, range: have..<(Self.freshOrigin + count))
      }
      let before = replications
      let isDone = try await simulate(requests)
      fresh += replications - before
      guard isDone else { return nil }
      var failed: [(course: Int, test: PlanTest)] = []
      for course in pending {
        failed += trial.courses[course].look(
          failure: levels.freshFailure(look: look, tests: trial.tests, check: checks),
          pass: levels.freshPass(look: look, check: checks), room: settings.room
        ).map { (course, $0) }
      }
      if !failed.isEmpty {
        reject(trial, failed, .failsAfresh)
        chosen.courses = []
        return nil
      }
      pending = pending.filter { !trial.courses[$0].isDecided }
      if pending.isEmpty { return trial }
      if count * 2 > most {
        cannotTell(trial, pending[0])
        chosen.courses = []
        return nil
      }
      count *= 2
      look += 1
    }
  }
}
