// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Synchronization

/// Keeps replications for as long as the program runs, so that the start of an exercise, and an answer that many have
/// handed in, is simulated once.
final class MemoryStore: OutcomeStore {
  private struct Key: Hashable {
    let alternative: AlternativeKey
    let replication: Int
  }

  private let outcomes = Mutex<[Key: Outcome]>([:])

  func outcome(_ key: AlternativeKey, replication: Int) -> Outcome? {
    outcomes.withLock { $0[Key(alternative: key, replication: replication)] }
  }

  func save(_ outcome: Outcome, _ key: AlternativeKey, replication: Int) {
    outcomes.withLock { $0[Key(alternative: key, replication: replication)] = outcome }
  }
}
