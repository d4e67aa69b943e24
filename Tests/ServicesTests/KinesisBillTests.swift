// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation
import Testing

@testable import Services

/// What a stream is billed for, against bills worked out by hand (Amazon Kinesis Data Streams pricing; prices of
/// us-east-1 and ap-northeast-2 of 2025-11-03).
@Suite struct KinesisBillTests {
  private let book: PriceBook

  init() throws { book = try PriceBook.builtIn(.market) }

  private func close(_ amount: Double?, _ expected: Double, _ tolerance: Double = 0.002) -> Bool {
    guard let amount else { return false }
    return abs(amount - expected) <= tolerance * expected
  }

  /// The streams of 1 KiB records with one reader that the price tables of the facts are about.
  private static let traffic = "rate: 1000/s, arrivals: constant, size: 1KiB, producers: 10"

  @Test("provisioned, 1,000 records a second of 1 KiB: a shard 10.95 and 2,628 M payload units 36.79 a month")
  func provisioned() throws {
    let run = try KinesisRun(
      Self.traffic + ", retry: { attempts: 16 }", "shards: 2", ["tasks: 1, service_time: 0s"], until: 40)
    let bill = try run.bill(book)
    #expect(close(bill["kinesis.shards"], 2 * 10.95))
    #expect(close(bill["kinesis.payload_units"], 36.792))
    // Two leases, renewed every 3.33 s, at 0.625 dollars a million; and a checkpoint every five seconds or so.
    #expect(close(bill["kinesis.leases.renewals"], 2 * 730 * 1_080 * 0.000_000_625))
    let checkpoints = Double(run.count("checkpoints")) / 40 * 3600 * 730 * 0.000_000_625
    #expect(close(bill["kinesis.leases.checkpoints"], checkpoints, 1e-9))
    #expect(bill.count == 4)
  }

  @Test("with the KPL about 24 records share a payload unit: 1.5 dollars instead of 36.8")
  func aggregated() throws {
    let run = try KinesisRun(
      "rate: 1000/s, arrivals: constant, size: 1KiB", "shards: 1, producer_aggregation: true, buffered_time: 1s",
      until: 100)
    let bill = try run.bill(book)
    #expect(close(bill["kinesis.payload_units"], 36.792 / 24, 0.03))
  }

  @Test("on demand, the same: the stream 29.20, in 200.5 and out 100.3 a month: 330 in all")
  func onDemand() throws {
    let run = try KinesisRun(Self.traffic, "mode: on-demand", ["tasks: 1, service_time: 0s"], until: 60)
    let bill = try run.bill(book)
    let gigabytes = 2_628_000_000.0 / 1_048_576
    #expect(close(bill["kinesis.streams"], 29.2))
    #expect(close(bill["kinesis.data_in"], gigabytes * 0.08))
    #expect(close(bill["kinesis.data_out"], gigabytes * 0.04, 0.03), "a second is still to be read at the end")
    let stream = ["streams", "data_in", "data_out"].reduce(0) { $0 + (bill["kinesis.\($1)"] ?? .nan) }
    #expect(abs(stream - 330) < 4)
  }

  @Test("on demand each record counts as whole KiB")
  func roundedUp() throws {
    let run = try KinesisRun("rate: 100/s, arrivals: constant, size: 100B", "mode: on-demand", until: 100)
    #expect(run.count("billed_bytes_in") == run.count("incoming_records") * 1_024)
    let larger = try KinesisRun("rate: 100/s, arrivals: constant, size: 1025B", "mode: on-demand", until: 100)
    #expect(larger.count("billed_bytes_in") == larger.count("incoming_records") * 2_048)
    let units = try KinesisRun("rate: 10/s, arrivals: constant, size: 25601B", "shards: 1", until: 100)
    #expect(units.count("payload_units") == units.count("incoming_records") * 2, "25 KiB and a byte")
  }

  @Test("enhanced fan-out: two consumers of three shards, by the hour and by the GB")
  func fanOut() throws {
    let run = try KinesisRun(
      "rate: 500/s, arrivals: constant, size: 1KiB", "shards: 3, enhanced_fan_out: true",
      ["tasks: 1, service_time: 0s", "tasks: 1, service_time: 0s"], until: 40)
    let bill = try run.bill(book)
    #expect(close(bill["kinesis.consumers"], 2 * 3 * 10.95))
    #expect(close(bill["kinesis.consumer_data"], 2 * 0.5 * 2_628_000_000.0 / 1_048_576 * 0.013))
    let seoul = try run.bill(book, region: "ap-northeast-2")
    #expect(close(seoul["kinesis.shards"], 3 * 730 * 0.0185))
    #expect(close(seoul["kinesis.consumers"], 6 * 730 * 0.0185))
    #expect(close(seoul["kinesis.payload_units"], 0.5 * 2_628 * 0.0204))
  }

  @Test("keeping: beyond 24 h by the shard-hour, or by the GB on demand; beyond 7 days by the GB for the steady state")
  func retention() throws {
    let traffic = "rate: 100/s, arrivals: constant, size: 1KiB"
    let week = try KinesisRun(traffic, "shards: 2, retention: 168h", until: 100).bill(book)
    #expect(close(week["kinesis.extended_retention"], 2 * 730 * 0.02))
    #expect(week["kinesis.long_term_retention"] == nil)
    let month = try KinesisRun(traffic, "shards: 2, retention: 720h", until: 100).bill(book)
    let perHour = 100.0 * 3600 / 1_048_576
    #expect(close(month["kinesis.extended_retention"], 2 * 730 * 0.02))
    #expect(close(month["kinesis.long_term_retention"], perHour * (720 - 168) * 0.023))
    let onDemand = try KinesisRun(traffic, "mode: on-demand, retention: 720h", until: 100).bill(book)
    #expect(close(onDemand["kinesis.extended_retention"], perHour * (168 - 24) * 0.1))
    #expect(close(onDemand["kinesis.long_term_retention"], perHour * (720 - 168) * 0.023))
  }
}
