// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// What is shown of a run's progress.
enum ProgressText {
  /// A line such as `base  █████░░░░░  10 of 20, about 4.2s left`.
  ///
  /// - Parameters:
  ///   - elapsed: seconds since the start.
  ///   - width: columns of the terminal.
  static func bar(_ progress: RunProgress, variant: String, elapsed: Double, width: Int, ascii: Bool) -> String {
    let share = share(progress)
    let tail = "  \(progress.finished) of \(progress.planned)\(left(progress, elapsed: elapsed))"
    let name = Diagnostic.shortened(variant, limit: 24)
    let room = min(40, width - 1 - name.count - tail.count - 4)
    guard room >= 5 else { return String((name + tail).prefix(max(0, width - 1))) }
    let full = Int((share * Double(room)).rounded(.down))
    let (done, open) = ascii ? ("#", ".") : ("█", "░")
    let bar = String(repeating: done, count: full) + String(repeating: open, count: room - full)
    return "\(name)  \(bar)\(tail)"
  }

  /// A line of its own for a log: `base: 50%, 10 of 20 simulated, about 4.2s left`.
  static func line(_ progress: RunProgress, variant: String, elapsed: Double) -> String {
    let percent = Int((share(progress) * 100).rounded(.down))
    let name = Diagnostic.shortened(variant)
    let count = "\(progress.finished) of \(progress.planned) simulated"
    return "\(name): \(percent)%, \(count)\(left(progress, elapsed: elapsed))"
  }

  /// The tenth of the way that is reached, 0 to 10.
  static func tenth(_ progress: RunProgress) -> Int { Int((share(progress) * 10).rounded(.down)) }

  private static func share(_ progress: RunProgress) -> Double {
    guard progress.planned > 0 else { return 0 }
    return min(1, max(0, Double(progress.finished) / Double(progress.planned)))
  }

  /// From the pace so far. More may be planned later, which nobody knows yet.
  private static func left(_ progress: RunProgress, elapsed: Double) -> String {
    guard progress.finished > 0, progress.finished < progress.planned, elapsed > 0 else { return "" }
    let seconds = elapsed / Double(progress.finished) * Double(progress.planned - progress.finished)
    return ", about \(Format.duration(seconds: seconds)) left"
  }
}
