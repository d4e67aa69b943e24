// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Work on several threads whose results are kept by number, so that they do not depend on how many threads there are.
enum Parallel {
  private struct State<Value: Sendable>: Sendable {
    var next = 0
    var finished = 0
    var values: [Value?]
  }

  private final class Board<Value: Sendable>: Sendable {
    let state: Mutex<State<Value>>
    init(_ count: Int) { state = Mutex(State(values: [Value?](repeating: nil, count: count))) }
  }

  /// The values for 0..<count, nil where `work` gave none.
  ///
  /// - Parameter finished: told after each how many are done.
  static func map<Value: Sendable>(
    _ count: Int, jobs: Int, _ work: @escaping @Sendable (Int) -> Value?, finished: @escaping @Sendable (Int) -> Void
  ) async -> [Value?] {
    let board = Board<Value>(count)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<min(max(jobs, 1), count) {
        group.addTask {
          while true {
            let task = board.state.withLock { state in
              state.next += 1
              return state.next - 1
            }
            guard task < count else { return }
            let value = work(task)
            let done = board.state.withLock { state in
              state.values[task] = value
              state.finished += 1
              return state.finished
            }
            finished(done)
          }
        }
      }
    }
    return board.state.withLock { $0.values }
  }
}
