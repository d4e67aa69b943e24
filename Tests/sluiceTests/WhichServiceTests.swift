// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// What `reports/which-service.csv` says of the two tables of the course; that the file is what the program says today is
/// checked by making it again.
@Suite("Which service") struct WhichServiceTests {
  /// A row: the fields by the names of their columns.
  typealias Row = [String: String]

  private let rows: [Row]

  init() throws {
    let text = try String(
      contentsOf: Repository.root.appendingPathComponent("reports/which-service.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n").map { Self.fields(String($0)) }
    let names = try #require(lines.first)
    rows = lines.dropFirst().map { line in Dictionary(uniqueKeysWithValues: zip(names, line)) }
    #expect(lines.allSatisfy { $0.count == names.count })
  }

  /// The fields of a line of CSV without line breaks in its fields.
  private static func fields(_ line: String) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }

  private func cell(_ row: String, _ column: String) -> [Row] {
    rows.filter { $0["table"] == "choice" && $0["row"] == row && $0["column"] == column }
  }

  private func figure(_ row: String, _ column: String, _ name: String) throws -> Double {
    let found = cell(row, column).filter { $0["figure"] == name }
    #expect(found.count == 1, "\(row) of \(column): \(name)")
    return try #require(found.first?["value"].flatMap(Double.init))
  }

  /// The candidates of a requirement with their bills.
  private func candidates(_ requirement: String) -> [(name: String, month: Double, chosen: Bool)] {
    rows.filter { $0["table"] == "architecture" && $0["row"] == requirement && $0["figure"] == "month" }.map {
      (name: $0["column"] ?? "", month: $0["value"].flatMap(Double.init) ?? .nan, chosen: $0["verdict"] != "")
    }
  }

  private func isAble(_ candidate: String, _ requirement: String) -> Bool {
    rows.contains {
      $0["row"] == requirement && $0["column"] == candidate && $0["figure"] == "able" && $0["value"] == "1"
    }
  }

  private func meetsAll(_ candidate: String, _ requirement: String) -> Bool {
    rows.contains {
      $0["row"] == requirement && $0["column"] == candidate && $0["figure"] == "objectives" && $0["value"] == "1"
    }
  }

  @Test("every cell of the choice table has a word, a verdict and figures") func cells() {
    for row in ["data structure", "persistence", "order", "throughput", "cost"] {
      for column in ["Redis", "Memcached", "SQS", "SNS", "Kinesis"] {
        let cell = cell(row, column)
        #expect(!cell.isEmpty, "\(row) of \(column)")
        for figure in cell {
          #expect(["agrees", "depends", "differs"].contains(figure["verdict"]) && figure["course"]?.isEmpty == false)
        }
      }
    }
  }

  @Test("only copies outlive a node, and only queues and logs a reader that is away") func persistence() throws {
    #expect(try figure("persistence", "Redis", "values left one node") == 0)
    #expect(try figure("persistence", "Redis", "values left with a replica") == 1)
    #expect(try abs(figure("persistence", "Memcached", "values left one node of two") - 0.5) < 0.1)
    let away = "messages lost while its reader is away for two minutes"
    #expect(try figure("persistence", "SQS", away) == 0)
    #expect(try figure("persistence", "Kinesis", away) == 0)
    let push = "messages lost while the web server that it calls is away for two minutes"
    #expect(try figure("persistence", "SNS", push) > 0.05)
    #expect(try figure("persistence", "SNS", "messages lost with a queue behind it") == 0)
  }

  @Test("standard queues mix up what FIFO queues and shards keep in order") func order() throws {
    #expect(try figure("order", "SQS", "out of order, when it works off a backlog") > 0.01)
    #expect(try figure("order", "SQS", "out of order, in a FIFO queue with the same backlog") == 0)
    #expect(try figure("order", "SNS", "out of order, through a FIFO topic and queue") == 0)
    #expect(try figure("order", "Kinesis", "out of order, by key with two shards") == 0)
  }

  @Test("limits are where AWS documents them, and threads are what Memcached has more of") func throughput() throws {
    func near(_ value: Double, _ expected: Double) -> Bool { abs(value / expected - 1) < 0.1 }
    #expect(try near(figure("throughput", "SQS", "items a second by a FIFO queue, message by message"), 300))
    #expect(try near(figure("throughput", "SQS", "items a second by a FIFO queue, ten in a call"), 3_000))
    #expect(
      try near(figure("throughput", "SNS", "items a second accepted, then the quota of the region throttles"), 1_500))
    #expect(try near(figure("throughput", "Kinesis", "items a second accepted by one shard"), 1_000))
    #expect(try near(figure("throughput", "Kinesis", "items a second by two shards"), 2_000))
    let redis = try figure("throughput", "Redis", "items a second of 100 bytes on cache.m7g.large, 99% within 2 ms")
    #expect(try near(figure("throughput", "Memcached", "items a second with one thread"), redis))
    #expect(
      try near(
        figure("throughput", "Memcached", "items a second of 100 bytes on cache.m7g.large with two threads"),
        2 * redis))
  }

  @Test("at a hundred items a second Kinesis is the cheapest and a queue the dearest") func cost() throws {
    let kinesis = try figure("cost", "Kinesis", "one shard, a month at 100/s")
    let redis = try figure("cost", "Redis", "one node, a month at 100/s")
    let sns = try figure("cost", "SNS", "to a web server, a month at 100/s")
    let sqs = try figure("cost", "SQS", "one in a call, a month at 100/s")
    #expect(kinesis < redis && redis < sns && sns < sqs)
    #expect(try figure("cost", "Kinesis", "cheaper than SQS one in a call from") < 10)
  }

  @Test(
    "the recommendation is the cheapest that is able and meets its objectives",
    arguments: [
      ("Simple asynchronous work, buffering", "sqs-ec2"), ("Fast cache, sessions, live counters", "serverless"),
      ("Large streams, replay, retention, exact processing", "base"), ("Kafka without running it", "base"),
    ])
  func recommended(_ requirement: String, _ expected: String) {
    let all = candidates(requirement)
    #expect(all.count >= 4)
    #expect(all.filter(\.chosen).map(\.name) == [expected])
    let good = all.filter { isAble($0.name, requirement) && meetsAll($0.name, requirement) }
    #expect(good.min { $0.month < $1.month }?.name == expected)
  }

  @Test("only Kafka processes exactly once, and only logs are read again") func able() {
    let stream = "Large streams, replay, retention, exact processing"
    for candidate in ["base", "msk-large", "msk-serverless", "kafka-ec2"] { #expect(isAble(candidate, stream)) }
    for candidate in ["kinesis", "kinesis-on-demand", "sqs-fifo"] { #expect(!isAble(candidate, stream)) }
    #expect(!isAble("memcached", "Fast cache, sessions, live counters"))
  }
}
