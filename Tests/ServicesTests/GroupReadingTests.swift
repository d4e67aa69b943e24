// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

@Suite struct GroupReadingTests {
  @Test("fetch.min.bytes: the brokers wait until so much is there")
  func minBytes() throws {
    let run = try GroupRun(
      "tasks: 1, service_time: 0s, fetch: { min_bytes: 4KiB, max_wait: 10s }", part: LabLogPart(partitions: 1),
      rate: "10/s", until: 100)
    // The four records of a fetch have waited 0.3, 0.2, 0.1 and 0 s.
    #expect(abs(run.outcomes.times("t", "latency").mean - 0.15) < 0.005)
    #expect(run.log.fetches.allSatisfy { $0.fetch.records == 4 })
  }

  @Test("fetch.max.wait.ms: but no longer than that")
  func maxWait() throws {
    let run = try GroupRun(
      "tasks: 1, service_time: 0s, fetch: { min_bytes: 1MiB }", part: LabLogPart(partitions: 1), rate: "10/s",
      until: 100)
    // Each 500 ms what has come: five records.
    #expect(abs(Double(run.count("polls")) - 200) <= 2)
    #expect(run.outcomes.times("t", "latency").max <= 0.51)
  }

  @Test("max.poll.records and max.partition.fetch.bytes bound what a poll returns")
  func mostOfAPoll() throws {
    // 10 s of pause leave 1,000 records of 1 KiB.
    func most(_ settings: String) throws -> Int {
      let run = try GroupRun(
        "tasks: 1, service_time: 0s, \(settings)", part: LabLogPart(partitions: 1), rate: "100/s",
        faults: "{ p: { at: 10s, for: 10s, pause: w } }", until: 40)
      return run.log.fetches.map(\.fetch.records).max() ?? 0
    }
    #expect(try most("poll_pause: 0s") == 500)
    #expect(try most("max_poll_records: 40") == 40)
    #expect(try most("fetch: { max_partition_bytes: 100KiB }") == 100)
    #expect(try most("fetch: { max_bytes: 20KiB }") == 20)
  }

  @Test("the time of a fetch counts from when the record is there; behind work it hides (pipelining)")
  func fetchTime() throws {
    var part = LabLogPart(partitions: 1)
    part.fetchTime = s(0.05)
    let idle = try GroupRun("tasks: 1, service_time: 1ms", part: part, rate: "5/s", until: 60)
    #expect(abs(idle.outcomes.times("t", "latency").mean - 0.051) < 0.001)
    // 9 of 10 ms are work: each record waits 50 ms for its fetch at most, and the task keeps up.
    let busy = try GroupRun("tasks: 1, service_time: 9ms", part: part, rate: "100/s", until: 60)
    #expect(busy.flow.inFlight < 100)
  }

  @Test("a member takes turns among its partitions")
  func fairness() throws {
    let run = try GroupRun(
      "tasks: 1, service_time: 10ms, max_poll_records: 10", part: LabLogPart(partitions: 4), rate: "400/s", keys: 4,
      until: 60)
    let order = run.log.fetches.dropFirst(20).map(\.fetch.partition)
    for (one, next) in zip(order, order.dropFirst()) { #expect(next == (one + 1) % 4) }
  }

  @Test("a partition without a leader is not read, and is read on when it has one")
  func availability() throws {
    var part = LabLogPart(partitions: 2)
    part.outages = [(partition: 0, from: 10, to: 20)]
    let run = try GroupRun("tasks: 2, service_time: 1ms", part: part, until: 60)
    let fetched = run.log.fetches.filter { $0.fetch.partition == 0 }.map(\.at)
    #expect(fetched.allSatisfy { $0 <= 10.01 || $0 >= 20 })
    #expect(fetched.contains { $0 == 20 })
    #expect(run.flow.inFlight <= 1)
  }

  @Test("auto-commit: after a crash half of the interval's records are worked on again, on average")
  func duplicatesAfterACrash() throws {
    var part = LabLogPart(partitions: 1)
    part.checksAlways = false
    let run = try GroupRun(
      "tasks: 1, service_time: 0s, rebalance_time: 0s, static_membership: true, "
        + "failures: { crash: { every: 60s, restart: 100ms } }", part: part, rate: "20/s", until: 8000)
    // With exponential lives of mean m the time since the last of commits each T is m - T / (exp(T / m) - 1): 2.465 s.
    let each = Double(run.count("duplicate_work")) / Double(run.count("crashes"))
    #expect(run.count("crashes") > 100)
    #expect(abs(each - 2.465 * 20) < 6, "\(each)")
  }

  @Test("exactly once: results are there with the commit, each interval and what it takes; an idle member commits too")
  func transactions() throws {
    let run = try GroupRun(
      "tasks: 1, service_time: 0s, commit: { every: 1s, time: 20ms, exactly_once: true }",
      part: LabLogPart(partitions: 1), rate: "10/s", until: 200)
    let latency = run.outcomes.times("t", "latency")
    // The ten records of a second have waited 0 to 1 s at its end.
    #expect(latency.mean > 0.45 && latency.mean < 0.6, "\(latency)")
    #expect(latency.max < 1.15)
    #expect(run.flow.inFlight <= 12)
    let standard = try GroupRun(
      "tasks: 1, service_time: 0s, commit: { exactly_once: true, time: 0s }", part: LabLogPart(partitions: 1),
      rate: "100/s", until: 60)
    #expect(abs(standard.outcomes.times("t", "latency").mean - 0.05) < 0.01)  // half of 100 ms
  }

  @Test("exactly once: a crash aborts the transaction, and nothing is lost or seen twice")
  func abortedTransaction() throws {
    let run = try GroupRun(
      "tasks: 2, service_time: 5ms, restart_time: 2s, session_timeout: 6s, heartbeat_interval: 1s, "
        + "commit: { every: 3s, exactly_once: true }", faults: "{ k: { at: 10s, kill: w, tasks: 2 } }", until: 60)
    #expect(run.flow.expired == 0 && run.count("duplicate_work") == 0)
    #expect(run.count("attempts") > Int64(run.flow.delivered))
    #expect(run.flow.inFlight < 40 * 4)
  }

  @Test("at most once: what was handed out is never handed out again")
  func atMostOnce() throws {
    let run = try GroupRun(
      "tasks: 1, service_time: 20ms, delete: before_work, restart_time: 1s, session_timeout: 6s, heartbeat_interval: 1s",
      part: LabLogPart(partitions: 1), faults: "{ k: { at: 10s, kill: w, tasks: 1 } }", until: 60)
    #expect(run.count("duplicate_work") == 0)
    #expect(run.flow.expired > 0 && run.flow.expired < 10)
  }

  @Test("a replay reads again what came since; a member finishes what it holds")
  func replay() throws {
    let run = try GroupRun(
      "tasks: 2, service_time: 1ms, commit: { every: 1s }", faults: "{ r: { at: 30s, replay: w, since: 20s } }",
      until: 60)
    // 40 a second for 10 s.
    #expect(abs(run.count("replayed") - 400) <= 4)
    #expect(abs(run.count("duplicate_work") - 400) <= 4)
    #expect(run.outcomes.level("w", "lag_messages").last <= 80)
  }

  @Test("two groups read the same records, each at its own pace")
  func twoGroups() throws {
    let run = try GroupRun(
      "{ w: { type: fleet, from: q, tasks: 2, service_time: 1ms }, v: { type: fleet, from: q, tasks: 1, service_time: 50ms } }",
      until: 60)
    #expect(abs(run.count("worked") - 2400) < 10)
    #expect(abs(run.count("worked", of: "v") - 1200) < 20)
  }

  @Test("records that take no time cost an event for a batch, not one each")
  func batchesAtOnce() throws {
    var part = LabLogPart(partitions: 1)
    part.checksAlways = false
    let run = try GroupRun(
      "tasks: 1, service_time: 0s, fetch: { min_bytes: 500KiB, max_wait: 100s }", part: part, rate: "1000/s",
      until: 20)
    // A send each, and a handful of events for each batch of 500.
    #expect(run.outcomes.measured.events < UInt64(run.flow.sent * 2 + 600), "\(run.outcomes.measured.events)")
    #expect(run.flow.delivered >= 19_500)
  }

  @Test("in no time records fail, are tried again, set aside and counted as with one event each")
  func failuresAtOnce() throws {
    let run = try GroupRun(
      "tasks: 1, service_time: 0s, retries: 2, retry_pause: 1ms, failures: { error: 20%, poison: 1% }", until: 100)
    #expect(run.count("failed") > 800)
    // Poison, and three errors in a row.
    #expect(abs(Double(run.flow.expired) - 4000 * (0.01 + 0.99 * 0.008)) < 35)
    #expect(run.count("out_of_order") == 0)
  }
}
