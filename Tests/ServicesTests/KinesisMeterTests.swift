// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation
import Testing

@testable import Services

/// Rules of a stream's bill, one by one, each against numbers worked out by hand (Amazon Kinesis Data Streams pricing;
/// Developer Guide, costs-performance).
@Suite("Kinesis: rules of the bill") struct KinesisMeterTests {
  /// The quantity of an hour, or nil where nothing is metered.
  private func perHour(_ run: KinesisRun, _ meter: String) -> Double? {
    run.outcomes.model.meters.first { $0.part == "s" && $0.meter.id == meter }?.perHour(run.outcomes.measured)
  }

  private func errors(_ stream: String) -> [String] {
    Reading("traffic: { clicks: { to: s, rate: 1/s } }\nchannels: { s: { type: kinesis, \(stream) } }").errors
  }

  // MARK: Payload units and rounding

  @Test(
    "a payload unit is 25,600 B, rounded up for each record",
    arguments: [(1, 1), (25_599, 1), (25_600, 1), (25_601, 2), (51_200, 2), (51_201, 3), (1_048_000, 41)])
  func payloadUnit(_ size: Int, _ units: Int64) throws {
    let run = try KinesisRun(
      "rate: 0.5/s, arrivals: constant, size: \(size)B", "shards: 1, partition_key_size: 1B", until: 20)
    let records = run.count("incoming_records")
    #expect(records == 10)
    #expect(run.count("payload_units") == units * records)
  }

  @Test("ten records of 10 KiB in one call are ten units, not the four of 100 KiB")
  func batch() throws {
    let run = try KinesisRun(
      "rate: 10/s, arrivals: constant, size: 10KiB, batch: { up_to: 10, wait: 2s }", "shards: 1", until: 20)
    #expect(run.count("put_records_requests") * 10 == run.count("incoming_records"))
    #expect(run.count("payload_units") == run.count("incoming_records"))
  }

  @Test("what the KPL packs is one record: 24 messages of 1,024 B with 12 B and a key of 36 B are 25,728 B, two units")
  func packed() throws {
    let run = try KinesisRun(
      "rate: 24/s, arrivals: constant, size: 1KiB",
      "shards: 1, producer_aggregation: true, partition_key_size: 36B, aggregation_max_size: 25728B, buffered_time: 5s",
      until: 20)
    let records = run.count("incoming_records")
    #expect(records > 10 && run.count("sent") == 24 * records)
    #expect(run.count("payload_units") == 2 * records)
    #expect(run.count("stored_bytes") == 25_728 * records)
  }

  @Test("on demand a KB is 1,024 B", arguments: [(1, 1_024), (1_023, 1_024), (1_024, 1_024), (1_025, 2_048)])
  func kilobyte(_ size: Int, _ billed: Int64) throws {
    let run = try KinesisRun(
      "rate: 10/s, arrivals: constant, size: \(size)B", "mode: on-demand",
      ["tasks: 1, service_time: 0s", "tasks: 1, service_time: 0s"], until: 20)
    #expect(run.count("billed_bytes_in") == billed * run.count("incoming_records"))
    // Out to each reader.
    #expect(run.count("billed_bytes_out") == billed * run.count("outgoing_records"))
    #expect(run.count("outgoing_records") > run.count("incoming_records") * 18 / 10)
  }

  // MARK: Shards by the hour

  @Test("shard-hours follow the open shards: 2 for half of the time and 4 for the other half are 3 an hour, not 5")
  func resharding() throws {
    let run = try KinesisRun(
      "rate: 10/s, arrivals: constant, size: 1KiB",
      "shards: 2, retention: 48h, enhanced_fan_out: true, reshard: [ { at: 40s, shards: 4 } ], reshard_time: 60s",
      ["tasks: 1, service_time: 0s"], until: 200)
    #expect(run.count("reshards") == 1)
    #expect(abs((perHour(run, "kinesis.shards") ?? 0) - 3) < 1e-9)
    #expect(abs((perHour(run, "kinesis.extended_retention") ?? 0) - 3) < 1e-9)
    #expect(abs((perHour(run, "kinesis.consumers") ?? 0) - 3) < 1e-9)
  }

  @Test("enhanced fan-out: nothing without consumers; each consumer pays for each shard and each GB, packing included")
  func fanOut() throws {
    let none = try KinesisRun(
      "rate: 10/s, arrivals: constant, size: 1KiB", "shards: 3, enhanced_fan_out: true", until: 20)
    #expect(perHour(none, "kinesis.consumers") == 0 && perHour(none, "kinesis.consumer_data") == 0)
    let packed = try KinesisRun(
      "rate: 10/s, arrivals: constant, size: 1000B",
      "shards: 1, enhanced_fan_out: true, producer_aggregation: true, aggregation_overhead: 24B",
      ["tasks: 1, service_time: 0s"], until: 20)
    #expect(packed.count("pushed_bytes") == 1_024 * packed.count("outgoing_records"))
    #expect(packed.count("outgoing_records") > 150)
  }

  // MARK: Keeping

  @Test("24 hours are in the price, and the three ages never count a byte twice")
  func ages() throws {
    let traffic = "rate: 100/s, arrivals: constant, size: 1KiB"
    let day = try KinesisRun(traffic, "mode: on-demand, retention: 24h", until: 100)
    #expect(perHour(day, "kinesis.extended_retention") == nil && perHour(day, "kinesis.long_term_retention") == nil)
    // GB-months of an hour at 100 KiB/s kept for so many hours beyond those that are in the price.
    func kept(_ hours: Double) -> Double { 100.0 * 3_600 / 1_048_576 * hours / 730 }
    let two = try KinesisRun(traffic, "mode: on-demand, retention: 25h", until: 100)
    #expect(abs((perHour(two, "kinesis.extended_retention") ?? 0) / kept(1) - 1) < 0.02)
    #expect(perHour(two, "kinesis.long_term_retention") == nil)
    let long = try KinesisRun(traffic, "mode: on-demand, retention: 200h", until: 100)
    let extended = perHour(long, "kinesis.extended_retention") ?? 0
    let rest = perHour(long, "kinesis.long_term_retention") ?? 0
    #expect(abs(extended / kept(144) - 1) < 0.02 && abs(rest / kept(32) - 1) < 0.02)
    #expect(abs((extended + rest) / kept(200 - 24) - 1) < 0.02)
  }

  @Test("what GetRecords brings that is older than seven days is billed by the GB")
  func longTermRetrieval() throws {
    #expect(KinesisLimits.week == 604_800 * .second)
    // The seven days are a minute here. A record each second from 0.5 s on; at 100 s all are read again, and those of the
    // first 40 s are older than a minute then.
    let read = try KinesisRun.parts(
      "rate: 1/s, arrivals: constant, size: 100KiB", "shards: 1, retention: 240h, iterator_poll: 50ms",
      ["tasks: 1, service_time: 0s"], more: "faults: { again: { at: 100s, replay: a, since: 0s } }")
    let shortened: [any Part] = read.map { part in
      guard var settings = (part as? KinesisPart)?.settings else { return part }
      settings.longTermAge = 60 * .second
      return KinesisPart(settings: settings)
    }
    let outcomes = try Outcomes(shortened, until: s(120))
    #expect(outcomes.count("s", "outgoing_records") > 200)
    #expect(outcomes.count("s", "long_term_bytes_out") == 40 * 102_400)
    let meter = outcomes.model.meters.first { $0.meter.id == "kinesis.long_term_retrieval" }
    let retrieval = try #require(meter).perHour(outcomes.measured)
    #expect(abs(retrieval - 40 * 102_400 / 1_073_741_824.0 * 3_600 / 120) < 1e-12)
  }

  @Test("retrieval has no price where consumers are registered, on demand, or with a week's retention")
  func noRetrieval() throws {
    for stream in [
      "shards: 1, retention: 240h, enhanced_fan_out: true", "mode: on-demand, retention: 240h",
      "shards: 1, retention: 168h",
    ] {
      let run = try KinesisRun("rate: 1/s, size: 1KiB", stream, ["tasks: 1, service_time: 0s"], until: 5)
      #expect(perHour(run, "kinesis.long_term_retrieval") == nil, "\(stream)")
    }
  }

  // MARK: Encryption

  @Test("KMS: 12 requests each five minutes for each set of credentials; a key of one's own by the month")
  func encryption() throws {
    func run(_ encryption: String) throws -> KinesisRun {
      try KinesisRun("rate: 1/s, arrivals: constant, size: 1KiB", "shards: 4, \(encryption)", until: 20)
    }
    let plain = try run("encryption: none")
    #expect(perHour(plain, "kms.requests") == nil && perHour(plain, "kms.key") == nil)
    let managed = try run("encryption: kms")
    #expect(perHour(managed, "kms.requests") == 144 && perHour(managed, "kms.key") == nil)
    let own = try run("encryption: { kms: { key: own, credentials: 5 } }")
    #expect(perHour(own, "kms.requests") == 720)
    #expect(abs((perHour(own, "kms.key") ?? 0) * 730 - 1) < 1e-12)
    // 105,120 requests at $0.03 per 10,000 and a key of $1.
    let bill = try run("encryption: { kms: { key: own } }").bill(try PriceBook.builtIn(.market))
    #expect(abs((bill["kms.requests"] ?? 0) - 0.31536) < 1e-9 && abs((bill["kms.key"] ?? 0) - 1) < 1e-9)
  }

  @Test("errors of encryption name the place and what there is")
  func encryptionErrors() {
    #expect(errors("shards: 1, encryption: aes").first?.contains("none") ?? false)
    #expect(errors("shards: 1, encryption: { kms: { key: mine } }").first?.contains("own") ?? false)
    #expect(errors("shards: 1, encryption: { kms: { credentials: 0 } }").count == 1)
    #expect(errors("shards: 1, encryption: { kms: { key: own, credentials: 2 } }") == [])
  }

  @Test("on-demand Advantage is refused with its reason, not taken for a slip of the pen")
  func advantage() {
    let error = errors("mode: on-demand-advantage")
    #expect(error.count == 1 && error[0].contains("unsupported") && error[0].contains("25 MB/s"), "\(error)")
    #expect(errors("mode: on-demnd").first?.contains("on-demand-advantage") == false)
  }
}
