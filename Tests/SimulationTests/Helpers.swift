// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

@testable import Simulation

/// A seeded generator for tests (SplitMix64).
struct TestGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Does one thing after the other, each at its instant.
struct Script: Component {
  typealias Step = @Sendable (inout Timeline) -> Void

  let steps: [(at: Instant, step: Step)]

  func start(_ timeline: inout Timeline) {
    for (index, step) in steps.enumerated() {
      timeline.schedule(Event(to: 0, 0, a: UInt32(index)), at: step.at)
    }
  }

  func handle(_ event: Event, _ timeline: inout Timeline) { steps[Int(event.a)].step(&timeline) }
}

/// A timeline outside a simulation.
func makeTimeline(_ instruments: Instruments = Instruments(), end: Instant = .farFuture) -> Timeline {
  Timeline(end: end, key: RandomKey(seed: 1, replication: 0), instruments: instruments)
}
