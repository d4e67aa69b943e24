// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Statistics
import Testing

@testable import Experiments

/// Outcomes as bytes: what is read is what was written, and what was not written is refused.
@Suite struct OutcomeBlobTests {
  @Test func whatIsReadIsWhatWasWritten() throws {
    var random = SeededGenerator(state: 1)
    for _ in 0..<500 {
      let outcome = StoreTrial.outcome(from: &random)
      let bytes = OutcomeBlob.bytes(outcome)
      #expect(try OutcomeBlob.outcome(bytes).bits == outcome.bits)
      #expect(OutcomeBlob.bytes(outcome) == bytes)
    }
  }

  @Test func aSimulatedOutcomeToo() throws {
    let alternative = try StoreTrial.alternative()
    let outcome = try StoreTrial.outcome(alternative, 0)
    let read = try OutcomeBlob.outcome(OutcomeBlob.bytes(outcome))
    #expect(read.bits == outcome.bits)
    #expect(outcome.events > 0)
    #expect(alternative.fits(read))
    #expect(OutcomeNames(alternative).fit(read))
  }

  /// Every single bit that changes, every length that is too short, and what is appended.
  @Test func damageIsFound() throws {
    var random = SeededGenerator(state: 2)
    var outcome = StoreTrial.outcome(from: &random)
    while outcome.windows.count < 2 { outcome = StoreTrial.outcome(from: &random) }
    let bytes = OutcomeBlob.bytes(outcome)
    for place in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[place] ^= 1 << bit
        #expect(throws: OutcomeBlob.Damaged.self) { try OutcomeBlob.outcome(changed) }
      }
    }
    for length in 0..<bytes.count {
      #expect(throws: OutcomeBlob.Damaged.self) { try OutcomeBlob.outcome(bytes.prefix(length)) }
    }
    #expect(throws: OutcomeBlob.Damaged.self) { try OutcomeBlob.outcome(bytes + Data([0])) }
    #expect(throws: OutcomeBlob.Damaged.self) { try OutcomeBlob.outcome(Data()) }
  }

  /// Damage that the check sum does not show: nothing traps, and nothing is made room for that is not there.
  @Test func damageBeneathAValidCheckSumNeverTraps() throws {
    var random = SeededGenerator(state: 3)
    var refused = 0
    for _ in 0..<3_000 {
      var bytes = OutcomeBlob.bytes(StoreTrial.outcome(from: &random))
      let body = bytes.count - 8
      for _ in 0..<Int.random(in: 1...4, using: &random) where body > 5 {
        bytes[Int.random(in: 5..<body, using: &random)] = .random(in: 0...255, using: &random)
      }
      let sum = StableHash.of(bytes.prefix(body))
      for byte in 0..<8 { bytes[body + byte] = UInt8(truncatingIfNeeded: sum >> (8 * UInt64(byte))) }
      do {
        let outcome = try OutcomeBlob.outcome(bytes)
        #expect(
          outcome.windows.allSatisfy { $0.duration > 0 && $0.answers.allSatisfy { $0.count >= 0 && $0.hits >= 0 } })
      } catch is OutcomeBlob.Damaged {
        refused += 1
      }
    }
    #expect(refused > 100)
  }

  @Test func aNewerLayoutIsSaidToBeOne() {
    var bytes = OutcomeBlob.bytes(Outcome(windows: []))
    bytes[0] = 9
    #expect { try OutcomeBlob.outcome(bytes) } throws: { "\($0)".contains("newer") }
  }

  /// A slice of other bytes has other indices.
  @Test func aSliceReadsTheSame() throws {
    var random = SeededGenerator(state: 4)
    let outcome = StoreTrial.outcome(from: &random)
    let bytes = Data([1, 2, 3]) + OutcomeBlob.bytes(outcome)
    #expect(try OutcomeBlob.outcome(bytes.dropFirst(3)).bits == outcome.bits)
  }
}
