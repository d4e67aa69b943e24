// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

/// A connector that captures the changes of a database.
@Suite("Source connector") struct SourceConnectorTests {
  private static func text(_ settings: String, rest: String = "") -> String {
    "workers: { cdc: { type: source-connector, to: log, \(settings) } }\n\(rest)"
  }

  // MARK: Snapshot

  @Test("a snapshot takes rows x row time, and changes wait for it (Debezium: snapshot, then the database's log)")
  func snapshot() throws {
    let settings = "rate: 1/s, max_batch_size: 1000, snapshot: { rows: 10000, row_time: 1ms }"
    let before = try ConnectRun(Self.text(settings), until: 9.5)
    #expect(before.count("cdc", "snapshot_rows") == 9_000 && before.count("cdc", "captured") == 0)
    #expect(before.flow("cdc").sent == 9_000)
    let after = try ConnectRun(Self.text(settings), until: 20)
    #expect(after.count("cdc", "snapshot_rows") == 10_000 && after.count("cdc", "captured") > 0)
    // The first change was committed in the first seconds and left half a second after the snapshot.
    let times = after.outcomes.times("cdc", "capture")
    #expect(times.max > 5 && times.max <= 10.6)
    #expect(abs(after.level("cdc", "utilisation").mean - 0.5) < 0.02)
  }

  // MARK: Latency

  @Test("a change waits half the poll interval on average, and the whole of it at most (poll.interval.ms)")
  func pollInterval() throws {
    let run = try ConnectRun(Self.text("rate: 20/s, change_time: 0s"), until: 1_000)
    let times = run.outcomes.times("cdc", "capture")
    #expect(abs(times.mean - 0.25) < 0.006)
    #expect(times.max <= 0.501)
    #expect(abs(Double(run.count("cdc", "polls")) - 2_000) < 30)
    #expect(times.count == run.count("cdc", "captured"))
  }

  @Test("a full batch leaves at once: 1,000 changes at 10,000/s fill in 100 ms, worked on for 10 ms (max.batch.size)")
  func fullBatch() throws {
    let run = try ConnectRun(
      Self.text("rate: 10000/s, change_time: 10us, max_batch_size: 1000"), until: 10)
    #expect(abs(run.outcomes.times("cdc", "capture").mean - 0.06) < 0.002)
    #expect(abs(Double(run.count("cdc", "polls")) - 100) <= 2)
  }

  // MARK: Crashes

  /// Exercise E26 at a hundredth of its load: 30 changes/s, 100/s captured, down for 5 minutes.
  @Test("down for 5 min at 30 changes/s: 9,000 behind and those since the last commit of offsets, caught up at 70/s")
  func outage() throws {
    let rest = "faults: { gone: { at: 650s, for: 300s, stop: cdc } }"
    let settings = "rate: 30/s, change_time: 10ms, max_batch_size: 100"
    let run = try ConnectRun(Self.text(settings, rest: rest), until: 1_300)
    // Offsets were committed at 600 s: 50 s of changes are sent twice.
    let resent = run.count("cdc", "resent")
    #expect(abs(resent - 1_500) < 150)
    let behind = run.level("cdc", "lag_messages").max
    #expect(abs(behind - (9_000 + Double(resent))) < 400)
    // The oldest of them is from the last commit on.
    #expect(abs(run.level("cdc", "lag").max - 350) < 2)
    #expect(run.level("cdc", "lag_messages").last < 100)
    #expect(abs(run.level("cdc", "tasks").mean - 1_000.0 / 1_300) < 0.002)
    // Sent again is not sent once more: each change has one fate.
    #expect(run.flow("cdc").sent == run.count("cdc", "captured"))
    #expect(run.count("cdc", "calls") == run.count("cdc", "captured") + resent)

    // 10,500 at 70/s: caught up 150 s after the end of the outage, not before.
    let early = try ConnectRun(Self.text(settings, rest: rest), until: 950 + 135)
    #expect(early.level("cdc", "lag_messages").last > 300)
    let late = try ConnectRun(Self.text(settings, rest: rest), until: 950 + 165)
    #expect(late.level("cdc", "lag_messages").last < 100)
  }

  @Test("with exactly-once support nothing is sent twice (KIP-618)") func exactlyOnce() throws {
    let rest = "faults: { gone: { at: 650s, for: 10s, stop: cdc } }"
    let run = try ConnectRun(Self.text("rate: 30/s, exactly_once: true", rest: rest), until: 800)
    #expect(run.count("cdc", "resent") == 0 && run.count("cdc", "crashes") == 1)
    #expect(run.count("cdc", "calls") == run.count("cdc", "captured"))
  }

  @Test(
    "a lost worker's task comes back with its replacement if it was the only one, else after the rebalance delay",
    arguments: [(1, 60.0), (2, 300.0)])
  func lostWorker(_ workers: Int, _ down: Double) throws {
    let rest = "faults: { lost: { at: 100s, kill: cdc } }"
    let run = try ConnectRun(Self.text("rate: 1/s, workers: \(workers)", rest: rest), until: 1_000)
    #expect(abs(run.level("cdc", "tasks").mean - (1 - down / 1_000)) < 1e-6)
    // Those who are lost are replaced: paid for all the time.
    #expect(run.level("cdc", "workers").mean == Double(workers))
  }

  @Test("a snapshot that a crash interrupts begins anew") func interruptedSnapshot() throws {
    let rest = "faults: { gone: { at: 5500ms, for: 1s, stop: cdc } }"
    let run = try ConnectRun(
      Self.text("rate: 1/s, max_batch_size: 1000, snapshot: { rows: 10000, row_time: 1ms }", rest: rest), until: 30)
    #expect(run.count("cdc", "snapshot_rows") == 10_000)
    #expect(run.count("cdc", "resent") == 5_000)
  }

  @Test("a paused task takes nothing, and loses nothing") func pause() throws {
    let rest = "faults: { wait: { at: 100s, for: 50s, pause: cdc } }"
    let run = try ConnectRun(Self.text("rate: 10/s", rest: rest), until: 300)
    #expect(abs(run.level("cdc", "lag").max - 50) < 2)
    #expect(run.count("cdc", "resent") == 0 && run.level("cdc", "lag").last < 1)
  }

  // MARK: What it captures

  @Test("it follows the commits of a database that is part of the scenario") func capture() throws {
    let run = try ConnectRun(
      """
      traffic: { orders: { to: shop, operation: write, rate: 20/s, keys: { uniform: { count: 50 } } } }
      databases: { shop: { type: other, concurrency: 8, write_time: 5ms } }
      workers:
        cdc: { type: source-connector, to: log, capture: shop }
        reader: { type: fleet, from: log, tasks: 2, service_time: 1ms }
      faults: { gone: { at: 90s, for: 20s, stop: cdc } }
      """, partitions: 2, until: 200)
    let writes = run.count("shop", "writes")
    #expect(writes > 3_500)
    // Up to half a second of changes waits for the poll.
    #expect(writes - run.count("cdc", "captured") < 40)
    #expect(run.count("cdc", "resent") > 400)
    // Keys come from the writes; each row's changes stay in order, those sent twice apart.
    #expect(run.count("reader", "first_attempts") > 3_000)
    #expect(run.count("reader", "out_of_order") == 0)
  }

  @Test("a delete is followed by a tombstone (tombstones.on.delete)") func tombstones() throws {
    let run = try ConnectRun(Self.text("rate: 100/s, deletes: 50%"), until: 100)
    let captured = Double(run.count("cdc", "captured"))
    #expect(abs(Double(run.flow("cdc").sent) / captured - 1.5) < 0.03)
  }

  // MARK: Money and checks

  @Test("2 workers of 2 MCUs for a month of 730 h: 2,920 MCU-hours, 321.20 USD at 0.11 in us-east-1") func bill() throws
  {
    let run = try ConnectRun(
      Self.text("rate: 1/s, workers: 2, compute: { connect: { mcu: 2 } }"), until: 100)
    #expect(run.perHour("cdc", "connect.mcu") == 4)
    #expect(run.perHour("cdc", "connect.mcu").map { ($0 * 730 * 0.11 * 100).rounded() } == 32_120)
    let own = try ConnectRun(
      Self.text("rate: 1/s, workers: 3, compute: { ec2: { type: m7g.large } }"), until: 100)
    #expect(own.perHour("cdc", "ec2.instance") == 3)
    let free = try ConnectRun(Self.text("rate: 1/s, compute: none"), until: 100)
    #expect(free.outcomes.model.meters.isEmpty)
  }

  @Test("what is worth knowing: more tasks than one, more changes than it can capture, a long snapshot")
  func findings() throws {
    func ids(_ settings: String, until: Double = 100) throws -> [String] {
      try ConnectRun(Self.text(settings), until: until).findings("cdc").map { "\($0.level.rawValue) \($0.id)" }
    }
    #expect(try ids("rate: 1/s") == [])
    #expect(try ids("rate: 1/s, tasks_max: 4") == ["warn connector-tasks"])
    #expect(try ids("rate: 1/s, workers: 5") == ["note connector-tasks"])
    #expect(try ids("rate: 20/s, change_time: 100ms") == ["warn overload"])
    #expect(try ids("rate: 1/s, snapshot: { rows: 10000, row_time: 1ms }") == ["note snapshot-time"])
    #expect(try ids("rate: 1/s, snapshot: { rows: 10000, row_time: 100ms }") == ["warn snapshot-time"])
  }

  @Test("the same in every run") func deterministic() throws {
    let text = Self.text("rate: 50/s, deletes: 10%", rest: "faults: { gone: { at: 30s, for: 5s, stop: cdc } }")
    let one = try ConnectRun(text, until: 100).outcomes.measured.fingerprint
    #expect(try ConnectRun(text, until: 100).outcomes.measured.fingerprint == one)
    #expect(try ConnectRun(text, until: 100, seed: 2).outcomes.measured.fingerprint != one)
  }

  // MARK: Bad words

  @Test(
    "what is wrong has a place",
    arguments: [
      ("", "missing"), ("capture: shop, rate: 1/s", "value"), ("rate: 1/s, poll_interval: 0s", "range"),
      ("rate: 1/s, compute: { connect: { mcu: 3 } }", "value"),
      ("rate: 1/s, compute: { connect: { mcu: 9 } }", "range"),
      ("rate: 1/s, compute: { fargate: {} }", "key"), ("rate: 1/s, workers: 61", "range"),
      ("rate: 1/s, snapshot: {}", "missing"), ("rate: 1/s, keys: { same_as: nobody }", ""),
      ("rate: 1/s, shape: [{ at: 5s, x: 2 }, { at: 1s, x: 1 }]", "value"), ("rate: 1/s, deletes: 2", "range"),
      ("rate: fast", "value"), ("rate: 1/s, task_max: 2", "key"),
    ])
  func errors(_ settings: String, _ code: String) {
    let comma = settings.isEmpty ? "" : ", "
    let errors = Reading("workers: { cdc: { type: source-connector, to: log\(comma)\(settings) } }").errors
    if code.isEmpty { return }
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.first?.hasPrefix("\(code) 1:") == true, "\(errors)")
  }

  @Test("it sends to a log and captures a database") func references() {
    let errors = Reading(
      """
      channels: { q: { type: sqs, receive_wait: 1s } }
      workers: { cdc: { type: source-connector, to: q, rate: 1/s } }
      """
    ).errors
    #expect(errors == ["reference 2:47 cdc cannot send to q, which is an SQS queue"])
  }
}
