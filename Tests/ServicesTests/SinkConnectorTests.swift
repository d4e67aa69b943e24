// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

/// A connector that writes a log to objects.
@Suite("Sink connector") struct SinkConnectorTests {
  /// 100 records a second of 1 KiB, evenly spaced, with keys where partitions are wanted.
  private static func text(
    _ settings: String, traffic: String = "rate: 100/s, arrivals: constant, size: 1KiB", rest: String = ""
  ) -> String {
    """
    traffic: { clicks: { to: log, \(traffic) } }
    workers: { archive: { type: sink-connector, from: log, put_time: 0s, put_rate: 1TB/s, record_time: 0s, \(settings) } }
    \(rest)
    """
  }

  // MARK: Objects

  @Test(
    "an object is written when it has so many records, so many bytes, or is so old",
    arguments: [
      ("records: 1000", 10.0), ("size: 500KiB", 5.0), ("every: 20s", 20.0),
      ("records: 1000, size: 500KiB, every: 20s", 5.0), ("records: 5000, every: 8s", 8.0),
    ])
  func flush(_ limits: String, _ seconds: Double) throws {
    let run = try ConnectRun(Self.text("flush: { \(limits) }"), until: 300.5)
    let objects = run.count("archive", "objects")
    // An object that is cut by its age begins with its first record, up to 10 ms after the one before.
    #expect(abs(Double(objects) - 300 / seconds) <= 1.1)
    // Delivery counts at the flush: what is in an open object is still on its way.
    #expect(run.flow("clicks").delivered == run.count("archive", "written"))
    #expect(run.flow("clicks").inFlight == Int(run.level("archive", "buffered").last))
    #expect(run.count("archive", "duplicates") == 0)
    let latency = run.outcomes.times("clicks", "latency")
    #expect(abs(latency.mean - seconds / 2) < 0.05)
  }

  @Test("each partition has an object of its own") func partitions() throws {
    let traffic = "rate: 100/s, arrivals: constant, size: 1KiB, keys: { uniform: { count: 1000 } }"
    let run = try ConnectRun(
      Self.text("flush: { every: 20s }, tasks_max: 2", traffic: traffic), partitions: 5, until: 400)
    #expect(abs(run.count("archive", "objects") - 5 * 20) <= 10)
  }

  @Test("S3 takes its time for the request and for the bytes; the task waits for it") func upload() throws {
    // 1,000 records of 1 KiB at 1 MB/s: 1.024 s, and 500 ms for the request; 10 s of records behind it.
    let run = try ConnectRun(
      """
      traffic: { clicks: { to: log, rate: 100/s, arrivals: constant, size: 1KiB } }
      workers:
        archive: { type: sink-connector, from: log, put_time: 500ms, put_rate: 1MB/s, record_time: 0s, flush: { records: 1000 } }
      """, until: 500)
    let put = run.outcomes.times("archive", "put")
    #expect(abs(put.mean - 1.524) < 0.002)
    #expect(abs(run.level("archive", "utilisation").mean - 0.1524) < 0.006)
    #expect(abs(run.outcomes.times("clicks", "latency").mean - (5 + 1.524)) < 0.1)
  }

  @Test("compression makes objects smaller, not fewer") func compression() throws {
    let run = try ConnectRun(Self.text("flush: { records: 1000 }, compression: 4x"), until: 100.5)
    #expect(run.count("archive", "objects") == 10)
    #expect(run.count("archive", "object_bytes") == 10 * 1_000 * 1_024 / 4)
  }

  // MARK: Crashes

  /// Objects of 10 s; offsets are committed every 60 s; all is lost at 95 s and back 10 s later.
  private func crash(_ settings: String = "") throws -> ConnectRun {
    try ConnectRun(
      Self.text(
        "flush: { records: 1000 }, restart_time: 10s\(settings)", rest: "faults: { lost: { at: 95s, kill: archive } }"),
      until: 200)
  }

  @Test("after a crash what was written since the last commit of offsets is written again: 3 or 4 objects of 10 s")
  func duplicates() throws {
    let run = try crash()
    // Offsets were committed at 60 s, when the sixth object was written just now or just not yet.
    let duplicates = run.count("archive", "duplicates")
    #expect([3_000, 4_000].contains(duplicates), "\(duplicates)")
    // And what the lost task had in hand is begun once more.
    #expect(abs(run.count("archive", "duplicate_work") - (duplicates + 500)) <= 2)
    #expect(run.flow("clicks").expired == 0)
    #expect(run.flow("clicks").delivered == run.count("archive", "written") - duplicates)
    #expect(run.level("archive", "buffered").last < 1_000)
  }

  @Test("objects named by offsets replace themselves: nothing is there twice") func exactlyOnce() throws {
    let run = try crash(", exactly_once: true")
    #expect(run.count("archive", "duplicates") == 0)
    #expect(run.count("archive", "written") > Int(run.flow("clicks").delivered))
  }

  @Test("a lost worker's tasks stand still for the rebalance delay while the others read on") func rebalance() throws {
    let traffic = "rate: 100/s, arrivals: constant, size: 1KiB, keys: { uniform: { count: 1000 } }"
    let run = try ConnectRun(
      Self.text(
        "flush: { every: 5s }, tasks_max: 4, workers: 2", traffic: traffic,
        rest: "faults: { lost: { at: 100s, kill: archive } }"), partitions: 4, until: 600)
    // Two of four tasks are gone for 300 s.
    #expect(abs(run.level("archive", "tasks").mean - (4 - 2 * 300.0 / 600)) < 1e-6)
    #expect(run.flow("clicks").expired == 0 && run.level("archive", "lag").last < 66)
  }

  @Test(
    "a partition that changes hands begins again at what was committed, and its open object is dropped: nothing is lost"
  )
  func handedOver() throws {
    let traffic = "rate: 100/s, arrivals: constant, size: 1KiB, keys: { uniform: { count: 1000 } }"
    // With a third of the tasks gone and back again, the partitions of all are dealt out anew twice.
    let run = try ConnectRun(
      Self.text(
        "flush: { records: 400 }, tasks_max: 3, workers: 3, rebalance_delay: 30s, offset_flush_interval: 10s",
        traffic: traffic, rest: "faults: { lost: { at: 51s, kill: archive } }"), partitions: 6, until: 300)
    let flow = run.flow("clicks")
    #expect(flow.expired == 0 && flow.delivered == run.count("archive", "written") - run.count("archive", "duplicates"))
    // What is on its way is in open objects, at most one for each partition.
    #expect(flow.inFlight == Int(run.level("archive", "buffered").last) && flow.inFlight < 6 * 400)
    #expect(run.level("archive", "lag").last < 40)
  }

  @Test("a replay writes again what was there: 30 s of records") func replay() throws {
    let run = try ConnectRun(
      Self.text(
        "flush: { records: 1000 }", rest: "faults: { again: { at: 50050ms, replay: archive, since: 20s } }"),
      until: 100.5)
    #expect(abs(run.count("archive", "duplicates") - 3_000) <= 1_000)
    #expect(run.count("archive", "replayed") >= 3_000)
  }

  // MARK: Records that cannot be converted

  @Test("with errors.tolerance all they are left out, to a dead-letter topic or nowhere") func tolerated() throws {
    func run(_ more: String) throws -> ConnectRun {
      try ConnectRun(
        Self.text("flush: { records: 1000 }, errors: { share: 10%, tolerance: all\(more) }"), until: 300.5)
    }
    let lost = try run("")
    #expect(abs(Double(lost.flow("clicks").expired) / 30_000 - 0.1) < 0.01)
    let aside = try run(", dead_letter: true")
    #expect(aside.flow("clicks").deadLettered == lost.flow("clicks").expired)
    #expect(aside.count("archive", "skipped") == Int(aside.flow("clicks").deadLettered))
  }

  @Test("with errors.tolerance none, the default, one after the other task fails and stays so") func failing() throws {
    let traffic = "rate: 100/s, arrivals: constant, size: 1KiB, keys: { uniform: { count: 1000 } }"
    let run = try ConnectRun(
      Self.text("flush: { every: 1s }, tasks_max: 2, errors: { share: 0.1% }", traffic: traffic), partitions: 2,
      until: 300)
    #expect(run.level("archive", "failed_tasks").last == 2 && run.level("archive", "tasks").last == 0)
    #expect(run.level("archive", "lag").last > 100)
    #expect(run.findings("archive").contains { $0.id == "connector-failed" })
  }

  // MARK: Capacity

  @Test("tasks on one processor slow each other down, more workers do not") func processors() throws {
    // 80 records/s of 20 ms on four partitions: 1.6 processors of work.
    let traffic = "rate: 80/s, arrivals: constant, size: 1KiB, keys: { uniform: { count: 1000 } }"
    func lag(_ settings: String) throws -> Double {
      let text = """
        traffic: { clicks: { to: log, \(traffic) } }
        workers:
          archive: { type: sink-connector, from: log, put_time: 0s, put_rate: 1TB/s, record_time: 20ms, flush: { every: 1s }, tasks_max: 4, offset_flush_interval: 1s, \(settings) }
        """
      return try ConnectRun(text, partitions: 4, until: 300).level("archive", "lag_messages").last
    }
    // 80 - 50 records/s pile up on one processor; the tasks hold up to 500 each besides.
    #expect((8_500...11_500).contains(try lag("workers: 1")))
    #expect(try lag("workers: 2") < 700)
    #expect(try lag("compute: { connect: { mcu: 2 } }") < 700)
  }

  @Test("autoscaled capacity adds a worker above 80 % and keeps it above 20 % (MSK Connect capacity)") func scaling()
    throws
  {
    func workers(_ rate: Int, start: Int) throws -> Measurements.Level {
      let text = """
        traffic: { clicks: { to: log, rate: \(rate)/s, arrivals: constant, keys: { uniform: { count: 1000 } } } }
        workers:
          archive: { type: sink-connector, from: log, put_time: 0s, put_rate: 1TB/s, record_time: 10ms, flush: { every: 1s }, workers: \(start), autoscale: { min: 1, max: 4 } }
        """
      return try ConnectRun(text, partitions: 4, until: 1_200).level("archive", "workers")
    }
    // 150 records/s of 10 ms: 1.5 processors. One is too few; with two the backlog is worked off, at 75 % then.
    let grown = try workers(150, start: 1)
    #expect(grown.last >= 2 && grown.max <= 4)
    // 10 records/s: 0.1 processors on four workers is too little, until one is left with 10 %.
    let shrunk = try workers(10, start: 4)
    #expect(shrunk.last == 1)
  }

  // MARK: Money and checks

  @Test("PUT requests, storage of the steady state, MCU-hours") func bill() throws {
    let run = try ConnectRun(
      Self.text("flush: { records: 1000 }, workers: 3, keep: 730h"), until: 500.5)
    // An object in 10 s.
    #expect(run.perHour("archive", "s3.put").map { abs($0 - 360) < 1.5 } == true)
    // 100 KiB a second, kept for a month: 730 h x 3600 s x 100 KiB = 250.6 GiB.
    let stored = try #require(run.perHour("archive", "s3.storage")) * 730
    #expect(abs(stored - 730.0 * 3_600 * 100 / 1_048_576) < 1)
    #expect(run.perHour("archive", "connect.mcu") == 3)
  }

  @Test("what is worth knowing: idle tasks, small objects") func findings() throws {
    let run = try ConnectRun(
      Self.text("flush: { every: 1s }, tasks_max: 8"), partitions: 6, until: 100)
    #expect(run.findings("archive").map(\.id) == ["connector-tasks", "small-files"])
    #expect(run.findings("archive")[0].message.hasSuffix("2 idle"))
    let large = try ConnectRun(Self.text("flush: { size: 8MiB }"), until: 500)
    #expect(large.findings("archive").isEmpty)
  }

  @Test("the same in every run") func deterministic() throws {
    func print(_ seed: UInt64) throws -> [UInt64] {
      try ConnectRun(
        """
        traffic: { clicks: { to: log, rate: 100/s, keys: { uniform: { count: 100 } } } }
        workers: { archive: { type: sink-connector, from: log, flush: { every: 3s }, tasks_max: 2, errors: { share: 1%, tolerance: all } } }
        faults: { lost: { at: 20s, kill: archive } }
        """, partitions: 3, until: 120, seed: seed
      ).outcomes.measured.fingerprint
    }
    #expect(try print(1) == print(1))
    #expect(try print(1) != print(2))
  }

  // MARK: Two readers, and bad words

  @Test("it reads beside others, each with copies of its own") func fork() throws {
    let run = try ConnectRun(
      """
      traffic: { clicks: { to: log, rate: 50/s, size: 1KiB } }
      workers:
        archive: { type: sink-connector, from: log, flush: { records: 500 } }
        reader: { type: fleet, from: log, service_time: 1ms }
      """, until: 200)
    #expect(run.count("archive", "written") > 9_000)
    #expect(run.count("reader", "attempts") > 9_000)
  }

  @Test(
    "what is wrong has a place",
    arguments: [
      ("", "missing"), ("flush: {}", "value"), ("flush: { records: 0 }", "range"), ("flush: { size: 64 }", "unit"),
      ("flush: { every: 1m }, exactly_once: true", "value"),
      ("flush: { every: 1m }, errors: { share: 1%, dead_letter: true }", "value"),
      ("flush: { every: 1m }, errors: { tolerance: all }", "missing"),
      ("flush: { every: 1m }, autoscale: { min: 3, max: 2 }", "value"),
      ("flush: { every: 1m }, autoscale: { max: 2 }, tasks_max: 4", "value"),
      ("flush: { every: 1m }, autoscale: { max: 2 }, compute: none", "value"),
      ("flush: { every: 1m }, autoscale: { max: 2 }, workers: 3", "value"),
      ("flush: { every: 1m }, autoscale: { max: 2, scale_in: 90% }", "value"),
      ("flush: { every: 1m }, compute: { connect: { mcu: 5 } }", "value"), ("flush: 64MiB", "type"),
      ("flush: { every: 1m }, put_time: fast", "value"), ("flush: { every: 1m }, compression: 0.5x", "range"),
    ])
  func errors(_ settings: String, _ code: String) {
    let comma = settings.isEmpty ? "" : ", "
    let errors = Reading("workers: { w: { type: sink-connector, from: log\(comma)\(settings) } }").errors
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.first?.hasPrefix("\(code) 1:") == true, "\(errors)")
  }

  @Test("it reads a log, nothing else") func references() {
    let errors = Reading(
      """
      channels: { q: { type: sqs, receive_wait: 1s } }
      workers: { w: { type: sink-connector, from: q, flush: { every: 1m } } }
      """
    ).errors
    #expect(errors == ["reference 2:45 w cannot read q, which is an SQS queue"])
  }
}
