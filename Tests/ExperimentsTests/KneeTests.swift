// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Statistics
import Testing

/// Where curves turn, against curves whose turning point is known.
@Suite struct KneeTests {
  private static func even(_ from: Double, _ to: Double, _ count: Int) -> [Double] {
    (0..<count).map { from + (to - from) * Double($0) / Double(count - 1) }
  }

  /// M/M/1: the time in the system is 1/(1-ρ) services. Its slope is that of the line between loads a and b where
  /// (1-ρ)² = (1-a)(1-b).
  @Test(arguments: [(0.0, 0.96), (0.1, 0.9), (0.3, 0.99), (0.0, 0.75)])
  func ofASingleServer(a: Double, b: Double) throws {
    let x = Self.even(a, b, 201)
    let knee = try #require(Knee.find(x, x.map { 1 / (1 - $0) }))
    let exact = 1 - ((1 - a) * (1 - b)).squareRoot()
    #expect(abs(x[knee] - exact) <= (b - a) / 200, "\(x[knee]), exact \(exact)")
  }

  /// The same from the other side: against the number of servers a wait falls and then hardly falls any more. By the exact
  /// formula of Erlang, farthest below the line between 9 and 20 servers for 8 that are needed.
  @Test func ofServers() throws {
    let servers = Array(9...20)
    let waits = servers.map { Queueing.MMc(arrivalRate: 80, serviceRate: 10, servers: $0).meanWait }
    let knee = try #require(Knee.find(servers.map(Double.init), waits))
    let depths = servers.indices.map { place in
      waits[0] + (waits[11] - waits[0]) * Double(place) / 11 - waits[place]
    }
    #expect(depths[knee] == depths.max())
    #expect(servers[knee] == 11)
  }

  @Test func onlyWhereThereIsOne() {
    let x = Self.even(0, 1, 41)
    // Lines, curves that bend the other way, curves that hardly bend.
    #expect(Knee.find(x, x) == nil)
    #expect(Knee.find(x, x.map { 3 - $0 }) == nil)
    #expect(Knee.find(x, x.map { _ in 2 }) == nil)
    #expect(Knee.find(x, x.map(\.self).map { $0.squareRoot() }) == nil)
    #expect(Knee.find(x, x.map { 1 / (1.8 - $0) }) == nil)
    // Too few points, values that are none, a value twice.
    #expect(Knee.find([0, 1, 2, 3], [0, 0, 0, 9]) == nil)
    #expect(Knee.find([0, 1, 2, 3, 4], [0, 0, .nan, 1, 9]) == nil)
    #expect(Knee.find([0, 1, 2, 2, 4], [0, 0, 0, 1, 9]) == nil)
    #expect(Knee.find([], []) == nil)
  }

  @Test func notInTheNoise() {
    let x = Self.even(0, 1, 21)
    let y = x.map { $0 < 0.8 ? 1.0 : 1 + ($0 - 0.8) * 5 }
    #expect(Knee.find(x, y, halfWidths: x.map { _ in 0.05 }) == 16)
    #expect(Knee.find(x, y, halfWidths: x.map { _ in 0.6 }) == nil)
  }
}
