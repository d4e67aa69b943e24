// SPDX-License-Identifier: GPL-3.0-or-later

import Reference
import Simulation
import Statistics

/// The hold model: take the first of N pending events and schedule it again after an exponential time. The event list
/// alone, with the same generator and the same lengths of time on both sides, hence the same order of events.
struct Hold: Benchmark {
  var name: String { "hold" }

  func measure(rounds: Int) throws -> [Comparison] {
    try [("1e3", 1_000, 1_500_000), ("1e5", 100_000, 700_000), ("1e6", 1_000_000, 700_000)].map {
      label, pending, operations in
      try measure(label, pending: pending, operations: operations, rounds: rounds)
    }
  }

  /// Exponential with a mean of a second, at the midpoints of 1,024 equal shares of probability [ns].
  private static var increments: [Int64] {
    (0..<1024).map { Int64(-DeterministicMath.log((Double($0) + 0.5) / 1024) * 1e9) }
  }

  private func measure(_ label: String, pending: Int, operations: Int, rounds: Int) throws -> Comparison {
    let increments = Self.increments
    return try increments.withUnsafeBufferPointer { increments in
      guard let table = increments.baseAddress else { throw Disagreement(description: "no increments") }
      let reference = reference_hold_create(Int64(pending), table, 42)
      defer { reference_hold_destroy(reference) }
      var model = HoldModel(pending: pending, increments: table, seed: 42)
      var checksums: (swift: UInt64, reference: UInt64) = (0, 0)
      // Three short rounds for one: what disturbs the caches then disturbs both sides.
      let times = Rounds(3 * rounds) {
        checksums.swift = model.run(operations)
      } reference: {
        checksums.reference = reference_hold_run(reference, Int64(operations))
      }
      guard checksums.swift == checksums.reference else {
        throw Disagreement(description: "hold \(label): the order of events differs")
      }
      let scale = 1e9 / Double(operations)
      return Comparison(
        name: "hold \(label)", unit: "ns/op", swift: median(times.swift) * scale,
        reference: median(times.reference) * scale, ratio: times.timeRatio, target: .atMost(1),
        note: "same order of events")
    }
  }
}

/// Sluice's side of the hold model.
private struct HoldModel: ~Copyable {
  var events = EventQueue()
  var random: Xoshiro
  let increments: UnsafePointer<Int64>

  init(pending: Int, increments: UnsafePointer<Int64>, seed: UInt64) {
    random = Xoshiro(seed: seed)
    self.increments = increments
    for index in 0..<pending {
      events.schedule(Event(to: 0, 0, a: UInt32(index)), at: increment())
    }
  }

  @inline(__always)
  mutating func increment() -> Nanoseconds {
    let bits = random.next()
    return increments[Int(bits &>> 54)] &+ Int64(bits & 0xFFF)
  }

  mutating func run(_ operations: Int) -> UInt64 {
    var checksum: UInt64 = 0
    for _ in 0..<operations {
      let time = Instant(truncatingIfNeeded: events.firstKey() &>> 64)
      let event = events.takeFirst()
      checksum = checksum &* 31 &+ UInt64(bitPattern: time) &+ UInt64(event.a)
      events.schedule(event, at: time &+ increment())
    }
    return checksum
  }
}
