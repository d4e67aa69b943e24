// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@testable import Teaching

/// A folder with one small exercise, which is gone when the test is over.
final class SmallExercise {
  let folder: URL

  /// - Parameter change: of the exercise's text, to make it a faulty one.
  init(_ change: (String) -> String = { $0 }) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("exercises-\(UUID().uuidString)")
    for name in ["", "systems", "answers", "hand-ins"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    try write("systems/shop.yaml", Self.system)
    try write("late-orders.yaml", change(Self.exercise))
    try write("answers/late-orders.yaml", Self.answers)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  var library: ExerciseFolder { ExerciseFolder(folder.path) }
  var handIns: String { folder.appendingPathComponent("hand-ins").path }

  func exercise() throws -> Exercise {
    var found = Diagnostics()
    let exercise = library.exercise("late-orders", &found)
    return try #require(exercise, "\(found.items)")
  }

  /// What is wrong with it.
  func problems() -> [String] {
    var found = Diagnostics()
    _ = library.exercise("late-orders", &found)
    return found.sorted.map(\.message)
  }

  static let system = """
    version: 1
    name: shop
    region: ap-northeast-2
    run: { duration: 10m, warmup: 1m }
    traffic: { orders: { to: jobs, rate: 1/s, arrivals: constant } }
    channels: { jobs: { type: sqs, receive_wait: 20s, dead_letter: { to: jobs-dlq, max_receives: 5 } }, jobs-dlq: { type: sqs, retention: 14d } }
    workers: { packer: { type: fleet, from: jobs, tasks: 2, receive: 1, service_time: { constant: 4s } } }
    slos: { soon: { of: orders, latency.p99: "< 6s" } }
    """

  static let exercise = """
    version: 1
    exercise: late-orders
    title: { en: Late orders, ko: 늦은 주문 }
    level: 1
    time: 10m
    scenario: systems/shop.yaml
    replications: 4
    story: { en: Orders come late., ko: 주문이 늦습니다. }
    questions:
      predict:
        kind: number
        ask: { en: How busy are the tasks?, ko: 태스크는 얼마나 바쁩니까? }
        unit: "%"
        expect: { of: packer, metric: utilisation.mean }
        tolerance: 5%
        hints: [{ en: Count., ko: 세어 보세요. }, { en: It is overloaded., ko: 과부하입니다. }]
      choose:
        kind: choice
        ask: { en: Which helps?, ko: 무엇이 도움이 됩니까? }
        options:
          a: { says: { en: six tasks, ko: 태스크 여섯 }, change: { workers: { packer: { tasks: 6 } } } }
          b: { says: { en: a long timeout, ko: 긴 타임아웃 }, change: { channels: { jobs: { visibility_timeout: 5m } } } }
        expect: { least: { of: orders, metric: latency.p99 } }
        hints: [{ en: Who is busy?, ko: 누가 바쁩니까? }, { en: Four seconds each., ko: 하나에 4초입니다. }]
      fix:
        kind: scenario
        ask: { en: Make it hold., ko: 만족하게 하세요. }
        may_change: [workers.packer.tasks]
        expect: { slos: all, cost: "< start + $1000" }
        hints: [{ en: More., ko: 더. }, { en: Five., ko: 다섯. }]
    """

  static let answers = """
    exercise: late-orders
    answers: { predict: 100%, choose: a, fix: { workers: { packer: { tasks: 6 } } } }
    why:
      predict: { en: 4 tasks of work for 2., ko: 2개에 4개의 일입니다. }
      choose: { en: More tasks., ko: 태스크가 더 필요합니다. }
      fix: { en: Six., ko: 여섯. }
    """
}
