// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Experiments
@testable import Reports

@Suite("The report of sluice curve")
struct CurveReportTests {
  static var catalogue: CurveResult {
    let run = Samples.thumbnails
    func ratio(_ bytes: Int) -> Figure {
      Samples.figure(min(0.96, 0.06 * log2(Double(bytes) / 65_536)), plusMinus: 0.002, n: 2_100_000)
    }
    func choice(_ name: String, _ mebibytes: Int, _ monthly: String?, nodes: Int = 1, isNow: Bool = false)
      -> CurveResult.Choice
    {
      let bytes = mebibytes << 20
      return .init(name: name, nodes: nodes, bytes: bytes, hitRatio: ratio(bytes), monthly: monthly, isNow: isNow)
    }
    return CurveResult(
      madeBy: run.madeBy, scenario: run.scenario, seed: 7, confidence: 0.95,
      cache: .init(
        name: "catalogue", kind: "Redis cache", usableBytes: 384 << 20, timeToLiveS: 900, deletesOnWrite: true,
        evictsByRecency: false),
      windows: [
        .init(
          name: "all", durationS: 3_600, warmupS: 1_800, replications: 3, reads: 2_100_000, writes: 21_000,
          samplingRate: 0.05, samplingIsGiven: false, records: Samples.figure(48_120, plusMinus: 20),
          workingSetBytes: Samples.figure(4_000_000_000, plusMinus: 1_000_000), highest: ratio(4 << 30),
          now: .init(bytes: 384 << 20, hitRatio: ratio(384 << 20)),
          points: (1...16).map { .init(bytes: 65_536 << $0, hitRatio: ratio(65_536 << $0)) },
          choices: [
            choice("cache.t4g.micro", 384, "11.68", nodes: 2, isNow: true),
            choice("cache.t4g.small", 1_052, "46.72", nodes: 2), choice("cache.t4g.medium", 2_373, nil, nodes: 2),
            choice("cache.m7g.large", 4_903, "230.68", nodes: 2), choice("cache.m7g.xlarge", 9_937, "461.36", nodes: 2),
            choice("cache.m7g.2xlarge", 20_010, nil, nodes: 2), choice("cache.m7g.4xlarge", 40_010, nil, nodes: 2),
          ],
          wanted: .init(
            hitRatio: 0.9, bytes: Samples.figure(2_147_483_648, plusMinus: 30_000_000), choice: "cache.m7g.large"),
          faultsLeftOut: ["cache-node-dies"])
      ])
  }

  @Test("80 columns") func golden() {
    #expect(CurveReport.table(Self.catalogue, TextStyle(width: 80)) == Self.golden)
  }

  @Test("no line is too long, whatever the width; in ASCII nothing is left out", arguments: [40, 60, 80, 100, 200])
  func widths(_ width: Int) {
    for verbose in [false, true] {
      let text = CurveReport.table(Self.catalogue, TextStyle(ascii: true, width: width, verbose: verbose))
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= width }, "\(text)")
      #expect(text.utf8.allSatisfy { $0 < 128 } && !text.contains("?"), "\(text)")
      #expect(text.contains("4xlarge") == verbose)
    }
  }

  @Test("several types of nodes with the present memory: nobody knows which of them it is") func equals() {
    var result = Self.catalogue
    var other = result.windows[0].choices[0]
    other.name = "cache.t3.micro"
    result.windows[0].choices.insert(other, at: 0)
    let lines = CurveReport.table(result, TextStyle(width: 80)).split(separator: "\n")
    let place = lines.firstIndex { $0.hasSuffix("   now") } ?? 0
    #expect(lines[place].hasPrefix(" 384 MiB"))
    #expect(lines[place + 1].drop { $0 == " " } == "2 x cache.t3.micro $11.68")
    #expect(lines[place + 2].drop { $0 == " " } == "2 x cache.t4g.micro $11.68")
  }

  @Test("a ratio out of reach, one window without reads, no choices") func others() {
    var result = Self.catalogue
    result.windows[0].wanted.bytes = nil
    result.windows[0].choices = []
    result.cache.evictsByRecency = true
    result.cache.timeToLiveS = nil
    result.windows.append(result.windows[0])
    result.windows[1].reads = 0
    result.windows[1].name = "night"
    let text = CurveReport.table(result, TextStyle(width: 100))
    #expect(text.contains("90% hits are out of reach: no memory gives more than 96%"))
    #expect(text.contains("nothing was read in window night"))
    #expect(!text.contains("LRU"))
  }

  @Test("CSV has a row for each point, JSON the same numbers") func files() throws {
    let rows = CurveReport.csv(Self.catalogue).split(separator: "\n")
    #expect(rows.count == 1 + 16 + 1 + 7 + 1 + 1)
    #expect(Set(rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }) == [14])
    #expect(
      rows.contains {
        $0.hasPrefix("base,all,catalogue,node_type,402653184,") && $0.hasSuffix(",cache.t4g.micro,2,11.68")
      })
    let json = try CurveReport.json(Self.catalogue)
    let back = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(back["schema"] as? String == "curve/1")
  }
}

extension CurveReportTests {
  static let golden = #"""
    thumbnails · base "24 tasks" · ap-northeast-2
    seed 7 · 3 replications · prices 2026-10-01

    catalogue Redis cache · window all · the first 30m00s fill, 30m00s are measured
      2.1 M reads, 21.0 k writes
      5% of the records followed to bound memory (--sampling 100% follows all)

      MEMORY   HIT RATIO                            NODES, A MONTH
     128 KiB   6.0% ±0.2  █▌
     256 KiB  12.0% ±0.2  ██▉
     512 KiB  18.0% ±0.2  ████▍
       1 MiB  24.0% ±0.2  █████▊
       2 MiB  30.0% ±0.2  ███████▎
       4 MiB  36.0% ±0.2  ████████▋
       8 MiB  42.0% ±0.2  ██████████▏
      16 MiB  48.0% ±0.2  ███████████▌
      32 MiB  54.0% ±0.2  █████████████
      64 MiB  60.0% ±0.2  ██████████████▍
     128 MiB  66.0% ±0.2  ███████████████▉
     256 MiB  72.0% ±0.2  █████████████████▎
     384 MiB  75.5% ±0.2  ██████████████████▏       now: 2 x cache.t4g.micro $11.68
     512 MiB  78.0% ±0.2  ██████████████████▊
       1 GiB  84.0% ±0.2  ████████████████████▏
    1.03 GiB  84.2% ±0.2  ████████████████████▎     2 x cache.t4g.small $46.72
       2 GiB  90.0% ±0.2  █████████████████████▋    90% from here on
    2.32 GiB  91.3% ±0.2  █████████████████████▉    2 x cache.t4g.medium not priced
       4 GiB  96.0% ±0.2  ███████████████████████
    4.79 GiB  96.0% ±0.2  ███████████████████████   2 x cache.m7g.large $230.68
     9.7 GiB  96.0% ±0.2  ███████████████████████   2 x cache.m7g.xlarge $461.36
    19.5 GiB  96.0% ±0.2  ███████████████████████   2 x cache.m7g.2xlarge not priced
    -V shows 1 larger type of node

    90% hits need 2 GiB (1.97 GiB .. 2.03 GiB): 2 x cache.m7g.large, $230.68 a month
    working set 48.1 k records in 3.73 GiB: with more memory than that it stays at
      96% hits; the others are reads for the first time, after a write, after the
      ttl of 15m00s
    catalogue does not evict by recency: the curve is that of LRU, and its own may
      lie elsewhere
    a record's life is counted from its first load: where memory is so short that it
      would be evicted and loaded again within its ttl, the curve is a little low
    left out here: what happens to catalogue (cache-node-dies)

    next    sluice explain miss-ratio-curve

    """#
}
