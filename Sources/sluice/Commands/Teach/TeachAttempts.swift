// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Teaching

/// How often a learner has answered a question wrongly: so many hints there are. Kept beside the results; where nothing can
/// be kept, every attempt is the first.
struct TeachAttempts {
  private static let file = "\(StoreChoice.folder)/teach.json"
  private static let most = 1_000

  /// Counts these marks, and gives the wrong attempts at each of their questions so far.
  func counted(_ marks: Marks) -> [String: Int] {
    var all = Self.kept
    var attempts: [String: Int] = [:]
    for mark in marks.marks {
      let key = "\(marks.exercise)/\(mark.question)"
      switch mark.outcome {
      case .right: all[key] = nil
      case .wrong:
        all[key] = min((all[key] ?? 0) + 1, Self.most)
        attempts[mark.question] = all[key]
      case .missing, .unreadable: break
      }
    }
    Self.keep(all)
    return attempts
  }

  private static var kept: [String: Int] {
    guard let data = FileManager.default.contents(atPath: file) else { return [:] }
    let counts = (try? JSONDecoder().decode([String: Int].self, from: data)) ?? [:]
    return counts.mapValues { min(max($0, 0), most) }
  }

  private static func keep(_ counts: [String: Int]) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    guard let data = try? encoder.encode(counts) else { return }
    try? FileManager.default.createDirectory(atPath: StoreChoice.folder, withIntermediateDirectories: true)
    try? data.write(to: URL(fileURLWithPath: file), options: .atomic)
  }
}
