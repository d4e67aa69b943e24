// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Synchronization

/// Shows a run's progress on the standard error, from any thread.
final class ProgressDisplay: Sendable {
  enum Kind: Sendable, Hashable {
    case bar(width: Int, ascii: Bool)
    case lines
    case none
  }

  private struct State {
    var shown: ContinuousClock.Instant?
    var tenth = 0
    var planned = 0
    var finished = 0
    var hasBar = false
  }

  private let kind: Kind
  private let variant: String
  private let output: Output
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  init(_ kind: Kind, variant: String, output: Output = .error) {
    self.kind = kind
    self.variant = variant
    self.output = output
  }

  func update(_ progress: RunProgress) {
    guard kind != .none else { return }
    let now = ContinuousClock.now
    let elapsed = start.duration(to: now) / .seconds(1)
    state.withLock { state in
      // Threads may report in another order than they finish.
      guard progress.finished > state.finished else { return }
      state.finished = progress.finished
      switch kind {
      case .none: break
      case .bar(let width, let ascii):
        if let shown = state.shown, shown.duration(to: now) < .milliseconds(100) { return }
        state.shown = now
        state.hasBar = true
        let text = ProgressText.bar(progress, variant: variant, elapsed: elapsed, width: width, ascii: ascii)
        output.say("\r\u{1B}[K\(text)")
      case .lines:
        if progress.planned != state.planned { (state.planned, state.tenth) = (progress.planned, -1) }
        let tenth = ProgressText.tenth(progress)
        guard tenth > state.tenth else { return }
        state.tenth = tenth
        output.say(ProgressText.line(progress, variant: variant, elapsed: elapsed) + "\n")
      }
    }
  }

  /// Takes the bar away.
  func finish() {
    state.withLock { state in
      if state.hasBar { output.say("\r\u{1B}[K") }
      state.hasBar = false
    }
  }

  /// Seconds since the start.
  var elapsed: Double { start.duration(to: .now) / .seconds(1) }
}
