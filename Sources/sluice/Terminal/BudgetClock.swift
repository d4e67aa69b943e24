// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// Closes a control when the wall time that was allowed is over.
struct BudgetClock: Sendable {
  private let task: Task<Void, any Error>?

  /// - Parameter budget: nil for no end.
  init(_ budget: Duration?, _ control: RunControl) {
    task = budget.map { budget in
      Task {
        try await Task.sleep(for: budget)
        control.close()
      }
    }
  }

  /// Forgets about it.
  func stop() { task?.cancel() }
}
