// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Statistics
import Testing

/// The procedure KN against what its authors prove.
@Suite struct KimNelsonTests {
  /// η solves g(η) = ½(1 + 2η)^(-(n₀ - 1)/2) = α/(k - 1), equation (3) of the paper with c = 1.
  @Test(arguments: [(2, 0.05, 10), (10, 0.05, 10), (5, 0.1, 20), (100, 0.01, 5)])
  func theConstantSolvesItsEquation(_ systems: Int, _ error: Double, _ first: Int) {
    let procedure = KimNelson(systems: systems, error: error, first: first)
    let eta = procedure.hSquared / 2 / Double(first - 1)
    let left = 0.5 * pow(1 + 2 * eta, -Double(first - 1) / 2)
    #expect(abs(left - error / Double(systems - 1)) < 1e-12)
    #expect(procedure.first == first && procedure.left.count == systems)
  }

  /// Normal observations with a common part, as common random numbers give them.
  private func observations(_ means: [Double], _ stage: Int, _ seed: UInt64, common: Double) -> [Double] {
    let stream = DrawStream(
      RandomKey(seed: seed, replication: UInt32(stage)), name: "systems", purpose: "observation")
    func normal(_ system: Int) -> Double { DeterministicMath.normalQuantile(stream.uniform(UInt64(system))) }
    let shared = common * normal(1_000)
    return means.enumerated().map { $1 + shared + normal($0) }
  }

  /// The slippage configuration: all others worse by exactly the indifference zone, the hardest case that is promised.
  @Test(arguments: [0.0, 2.0]) func theLeastIsFoundAsOftenAsPromised(_ common: Double) {
    let means = [1.0, 1, 0, 1, 1]
    var wrong = 0
    var stages = 0
    let plans = 400
    for plan in 0..<plans {
      var procedure = KimNelson(systems: 5, error: 0.1)
      while procedure.selected == nil, procedure.stages < 10_000 {
        procedure.add(observations(means, procedure.stages, UInt64(plan), common: common))
      }
      stages += procedure.stages
      if procedure.selected != 2 { wrong += 1 }
    }
    // At most 10% with a margin of three standard errors; it is known to be conservative.
    #expect(Double(wrong) / Double(plans) < 0.1 + 3 * (0.1 * 0.9 / Double(plans)).squareRoot(), "\(wrong)")
    #expect(stages > plans * 10 && stages < plans * 200, "\(stages)")
  }

  @Test func whatCannotBeToldApartEndsToo() {
    var procedure = KimNelson(systems: 3, error: 0.05, first: 4)
    for _ in 0..<5 { procedure.add([1, 1, 1]) }
    #expect(procedure.selected == 0)
    var clear = KimNelson(systems: 2, error: 0.05, first: 2)
    clear.add([5, 1])
    clear.add([5, 1])
    #expect(clear.selected == 1 && clear.stages == 2)
    var single = KimNelson(systems: 1, error: 0.05)
    single.add([3])
    #expect(single.selected == 0)
  }
}
