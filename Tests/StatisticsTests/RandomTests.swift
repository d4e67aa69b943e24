// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Statistics

@Suite struct Philox4x32Tests {
  /// The known answers for philox4x32-10 in Random123's kat_vectors.
  @Test func knownAnswers() {
    let zero = Philox4x32.block(key: 0, counter: (0, 0, 0, 0))
    #expect(zero == (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let ones = Philox4x32.block(key: .max, counter: (.max, .max, .max, .max))
    #expect(ones == (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    let pi = Philox4x32.block(
      key: 0x299f_31d0_a409_3822, counter: (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344))
    #expect(pi == (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }
}

@Suite struct RandomKeyTests {
  @Test func keysDiffer() {
    var keys: Set<UInt64> = []
    for seed in UInt64(0)..<100 {
      for replication in UInt32(0)..<100 { keys.insert(RandomKey(seed: seed, replication: replication).value) }
    }
    #expect(keys.count == 10_000)
    #expect(RandomKey(seed: .max, replication: .max) != RandomKey(seed: 0, replication: 0))
  }
}

@Suite struct DrawStreamTests {
  private let key = RandomKey(seed: 7, replication: 3)

  @Test func sameAddressSameNumber() {
    let a = DrawStream(key, name: "uploads", purpose: "size")
    let b = DrawStream(RandomKey(seed: 7, replication: 3), name: "uploads", purpose: "size")
    #expect(a == b)
    #expect(a.uniform(1234, attempt: 2) == b.uniform(1234, attempt: 2))
    #expect(a.uniforms(99).0 == a.uniform(99))
    #expect(a.bits(5) == a.bits(5, attempt: 0))
  }

  @Test func everyPartOfTheAddressCounts() {
    let base = DrawStream(key, name: "uploads", purpose: "size")
    let others = [
      DrawStream(key, name: "uploads", purpose: "key"), DrawStream(key, name: "upload", purpose: "ssize"),
      DrawStream(key, name: "Uploads", purpose: "size"),
      DrawStream(RandomKey(seed: 8, replication: 3), name: "uploads", purpose: "size"),
      DrawStream(RandomKey(seed: 7, replication: 4), name: "uploads", purpose: "size"),
    ]
    var bits = [base.bits(1), base.bits(2), base.bits(1 << 32), base.bits(1, attempt: 1)]
    bits += others.map { $0.bits(1) }
    #expect(Set(bits).count == bits.count)
    #expect(DrawStream.identity(name: "ab", purpose: "c") != DrawStream.identity(name: "a", purpose: "bc"))
  }

  @Test func unitIntervalIsOpenAndSymmetric() {
    #expect(DrawStream.unit(0) == 0x1p-53)
    #expect(DrawStream.unit(.max) == 1 - 0x1p-53)
    #expect(1 - DrawStream.unit(12345 << 12) == DrawStream.unit(~(12345 << 12)))
  }

  @Test func uniformPassesKolmogorovSmirnovAlongEachAxis() {
    let stream = testStream("uniformity")
    let axes: [(UInt64) -> Double] = [
      { stream.uniform($0) }, { stream.uniforms($0).1 }, { stream.uniform(42, attempt: UInt32($0)) },
      { stream.uniform($0 << 32) },
      { testStream("s\($0)").uniform(0) },
    ]
    for (i, axis) in axes.enumerated() {
      let draws = (0..<UInt64(100_000)).map(axis)
      #expect(kolmogorovSmirnov(draws) { 1 - $0 } < 1.95, "axis \(i)")
      // Neighbours are uncorrelated: the coefficient times √n is a standard normal number.
      let sum = zip(draws, draws.dropFirst()).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) }
      #expect(abs(sum * 12 / Double(draws.count).squareRoot()) < 3.3, "axis \(i)")
    }
  }

  @Test func bytesAreEquallyLikely() {
    let stream = testStream("bytes")
    var counts = [[Double]](repeating: [Double](repeating: 0, count: 256), count: 8)
    let draws = 200_000
    for i in 0..<UInt64(draws) {
      let bits = stream.bits(i)
      for byte in 0..<8 { counts[byte][Int(bits >> UInt64(8 * byte) & 255)] += 1 }
    }
    let expected = Double(draws) / 256
    for byte in 0..<8 {
      let chiSquare = counts[byte].reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
      // The 0.01% and 99.99% points of chi-square with 255 degrees of freedom.
      #expect(chiSquare > 177 && chiSquare < 347, "byte \(byte): \(chiSquare)")
    }
  }
}
