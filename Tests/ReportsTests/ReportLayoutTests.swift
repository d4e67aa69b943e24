// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Experiments
@testable import Reports

@Suite("What holds for every report, whatever is in it")
struct ReportLayoutTests {
  /// Long names, Korean titles, many percentiles and windows, several tiers.
  static var crowded: RunResult {
    var result = Samples.thumbnails
    result.scenario.variantTitle = "업로드된 사진의 썸네일을 만드는 작업자 스물네 개, 보이지 않는 시간은 삼십 초"
    result.scenario.set = ["workers.resizer.service_time={ lognormal: { p50: 1.6s, p99: 9s } }"]
    result.percentiles = ["p1", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p99", "p99.9", "p99.99", "p99.999"]
    for place in result.slos.indices { result.slos[place].name += "-for-every-customer-of-the-shop" }
    result.cost?.lines[0].unitPriceText = "$0.40/M, $0.30/M, $0.24/M"
    result.cost?.differences = ["SQS standard:request: the documented price is used, the list price is $0.50"]
    result.windows[0].name = "usual-weekday-morning"
    for window in result.windows.indices {
      result.windows[window].stopped = ["replication 1: more than 16 million messages in flight"]
      result.windows[window].parts[0].title = "thumbnail-jobs-of-all-regions (SQS)"
      result.windows[window].flows[0].metrics["latency"]?.stats["p99.999"] = Samples.figure(123_456, plusMinus: 7_890)
    }
    return result
  }

  /// Numbers that no simulation gives but a file may hold.
  static var absurd: RunResult {
    var result = Samples.thumbnails
    let numbers = [Double.nan, .infinity, -.infinity, 1e300, -1e300, .leastNonzeroMagnitude]
    for (place, number) in numbers.enumerated() {
      let figure = Figure(value: number, low: -number, high: number, n: .max)
      let name = ["p50", "p99", "max", "mean", "p90", "p10"][place]
      for window in result.windows.indices {
        result.windows[window].flows[0].metrics["latency"]?.stats[name] = figure
        result.windows[window].flows[0].delivered = .max
        result.windows[window].flows[0].lost = .max
        result.windows[window].events = .max
        result.windows[window].links[place % 3].perSecond = figure
        result.windows[window].parts[place % 3].outPerSecond = figure
        result.windows[window].parts[0].limits = [.init(label: "x", reached: number, of: number)]
        result.windows[window].parts[2].limits = [.init(label: "x", fromS: number, toS: -number)]
        result.windows[window].parts[2].metrics["utilisation"]?.stats["p99"] = figure
        result.windows[window].series[0].mean[place % 4] = number
        result.windows[window].series[0].tS = []
        result.windows[window].flows[0].slowest?.waitingS = number
      }
      result.slos[place % 5].value = number
      result.slos[place % 5].low = number
      result.slos[place % 5].high = number
      result.slos[place % 5].n = .max
      result.cost?.perMillion = .init(value: "\(number)", n: 3)
    }
    result.slos[4].value = 1e300
    result.slos[3].needsReplications = .max
    result.slos[2].unit = "furlongs"
    result.cost?.monthly = "many"
    result.confidence = .nan
    return result
  }

  static var bare: RunResult {
    var result = Samples.empty
    result.windows = []
    result.slos = []
    result.percentiles = []
    return result
  }

  static var all: [RunResult] { [Samples.thumbnails, Samples.web, Samples.empty, crowded, absurd, bare] }

  @Test("no line is longer than the width", arguments: Array(60...140))
  func width(_ columns: Int) {
    for result in Self.all {
      for (ascii, verbose, quiet) in [(false, false, false), (true, true, false), (false, true, true)] {
        let style = TextStyle(ascii: ascii, width: columns, verbose: verbose, quiet: quiet)
        let text = RunReport.table(result, style, path: Samples.path)
        for line in text.split(separator: "\n") {
          // A quoted value of a command is one word.
          let isOneWord = line.hasPrefix("          -s 'workers.resizer.service_time=")
          #expect(Reading.width(line) <= columns || isOneWord, "\(columns): \(line)")
          #expect(line.last != " ")
        }
        #expect(text.isEmpty || text.hasSuffix("\n"))
      }
    }
  }

  @Test("any width is taken", arguments: [Int.min, -1, 0, 1, 39, 5_000, Int.max])
  func strangeWidths(_ columns: Int) {
    for result in Self.all {
      #expect(RunReport.table(result, TextStyle(width: columns, verbose: true), path: "").count > 20)
    }
  }

  @Test("nothing simulated: every verdict is undecided, nothing is made up") func nothing() {
    let text = RunReport.table(Samples.empty, TextStyle(), path: Samples.path)
    #expect(text.contains("0 replications x 2 windows") && text.contains("PARTIAL: interrupted after 0 replications"))
    #expect(text.contains("undecided  no data"))
    #expect(!text.contains("pass") && !text.contains("FAIL") && !text.contains("LATENCY") && !text.contains("$1,0"))
    let bare = RunReport.table(Self.bare, TextStyle(), path: Samples.path)
    #expect(bare.contains("thumbnails") && bare.contains("SLO  none"))
  }

  @Test("ASCII when asked for") func ascii() {
    for result in Self.all {
      let text = RunReport.table(result, TextStyle(color: true, ascii: true, verbose: true), path: "일.yaml")
      #expect(text.utf8.allSatisfy { $0 == 10 || $0 == 27 || (32..<127).contains($0) })
    }
  }

  @Test("ASCII and other text have the same shape") func shape() {
    for result in [Samples.thumbnails, Samples.web] {
      let plain = RunReport.table(result, TextStyle(verbose: true), path: "x")
      let ascii = RunReport.table(result, TextStyle(ascii: true, verbose: true), path: "x")
      #expect(plain.split(separator: "\n").map(\.count) == ascii.split(separator: "\n").map(\.count))
    }
  }

  @Test("colour says nothing of its own") func color() {
    for result in Self.all {
      let plain = RunReport.table(result, TextStyle(verbose: true), path: "x")
      let colored = RunReport.table(result, TextStyle(color: true, verbose: true), path: "x")
      #expect(!plain.contains("\u{1B}"))
      #expect(colored != plain && Reading.plain(colored) == plain)
    }
  }

  @Test("escape codes and line breaks of a scenario do not reach the terminal") func hostileText() {
    var result = Samples.thumbnails
    result.scenario.name = "a\u{1B}[31mred\u{7}\r\nnext\u{202E}drawkcab"
    result.checks[0].message = "\u{9B}2J\u{0}"
    result.slos[0].name = "tab\there"
    result.windows[0].parts[0].title = "\u{1B}]0;title\u{7}"
    let text = RunReport.table(result, TextStyle(verbose: true), path: "p\u{1B}.yaml")
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    #expect(!text.contains("\u{202E}"))
    #expect(text.hasPrefix("a[31mred  nextdrawkcab"))
  }

  @Test("the same result gives the same text") func deterministic() {
    let texts = Set((0..<5).map { _ in RunReport.table(Self.crowded, TextStyle(verbose: true), path: "x") })
    #expect(texts.count == 1)
  }

  @Test("a chain of a thousand parts, and one part with a thousand readers") func large() {
    var chain = Samples.web
    chain.windows[0].links = (0..<1_000).map { place in
      LinkResult(from: place == 0 ? "web" : "p\(place)", to: "p\(place + 1)", afterReceives: nil, perSecond: nil)
    }
    chain.windows[0].parts = (1...1_000).map { place in
      PartResult(
        name: "p\(place)", title: "p\(place) (SQS)", busy: nil, queue: "depth", inPerSecond: nil, outPerSecond: nil,
        limits: [], metrics: [:], counts: [:])
    }
    #expect(RunReport.table(chain, TextStyle(), path: "x").contains("p1000"))
    var star = chain
    star.windows[0].links = (0..<1_000).map {
      LinkResult(from: $0 == 0 ? "web" : "p1", to: "p\($0 + 1)", afterReceives: nil, perSecond: nil)
    }
    #expect(RunReport.table(star, TextStyle(), path: "x").contains("[p1000 SQS]"))
  }
}
