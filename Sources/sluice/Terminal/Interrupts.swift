// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import Foundation
import Synchronization

/// The first SIGINT or SIGTERM asks for an end, the second makes one.
final class Interrupts: Sendable {
  // Written once and then only kept alive; the sources lock for themselves.
  nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

  /// - Parameter first: called once, on another thread.
  init(_ first: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "sluice.interrupts")
    let count = Counter()
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if count.next() == 1 { first() } else { _exit(ExitStatus.interrupted.code) }
      }
      source.activate()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
  }

  private final class Counter: Sendable {
    private let value = Atomic(0)
    func next() -> Int { value.add(1, ordering: .relaxed).newValue }
  }
}
