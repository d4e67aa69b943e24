// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics
import Testing

@testable import Services
@testable import Simulation

/// A function that reads a log: batches, lanes, order and positions.
@Suite struct LambdaStreamTests {
  @Test(
    "Lambda: a batch of a stream has up to 100 records, and each shard has one in flight (L-DG/services-kinesis-parameters)"
  )
  func oneBatchForEachShard() throws {
    let run = try StreamRun(
      "service_time: 10ms, batch_window: 1s", records(0..<250))
    #expect(run.count("invocations") == 3, "100, 100, and the rest when its window of 1 s ends")
    #expect(run.outcomes.level("f", "concurrency").max == 1)
    #expect(run.outcomes.times("script", "latency").max == 3.5, "the third begins at 3 s")
    #expect(run.flow.delivered == 250)
    let two = try StreamRun(
      "service_time: 10ms, batch_window: 1s", partitions: 2, records(0..<100, key: 0) + records(100..<200, key: 1))
    #expect(two.outcomes.level("f", "concurrency").max == 2 && two.outcomes.times("script", "latency").max == 1)
  }

  @Test("Lambda: a mapping of Kafka gathers for 500 ms where nothing is set (API/CreateEventSourceMapping)")
  func kafkaWindow() throws {
    let run = try StreamRun("service_time: 10ms", kind: "Kafka topic", records(0..<10))
    #expect(run.count("invocations") == 1)
    #expect(run.outcomes.times("script", "latency").max == 0.6)
    let stream = try StreamRun("service_time: 10ms", records(0..<10))
    #expect(stream.count("invocations") == 2, "Kinesis: the first at once, then those that came meanwhile")
  }

  @Test("Lambda: with per_message, service_time is that of a batch: one draw and so much for each record")
  func batchTime() throws {
    let run = try StreamRun(
      "service_time: { constant: 60ms, per_message: 1ms }, batch_window: 1s", records(0..<100))
    #expect(run.outcomes.times("f", "duration").max == 0.16)
    #expect(run.outcomes.times("script", "latency").min == 0.16, "it succeeds as a whole")
    #expect(run.outcomes.times("f", "service").count == 100)
    #expect(run.count("billed_time") == 160)
    // Of a queue too: two pollers take one message each, and after 10.1 s ten each.
    let queue = try MappingRun(
      queue: "visibility_timeout: 900s",
      function: "service_time: { constant: 10s, per_message: 100ms }, timeout: 900s, maximum_concurrency: 2, "
        + "mapping_start: 2", sends(0..<22), until: 500)
    #expect(queue.count("invocations") == 4 && queue.count("attempts") == 22)
    #expect(queue.outcomes.times("f", "duration").max == 11)
    #expect(queue.outcomes.times("script", "latency").max == 21.1)
    #expect(queue.flow.delivered == 22)
  }

  @Test("Lambda: one invocation carries at most 6 MB, and records are base64 in it (L-DG/with-kinesis)")
  func payload() throws {
    // 1 MiB are 1.33 MiB in the event: four records fit.
    let run = try StreamRun("service_time: 100ms, batch_window: 1s", records(0..<10, size: 1 << 20))
    #expect(run.count("invocations") == 3)
    #expect(run.flow.delivered == 10)
  }

  @Test(
    "Lambda: parallelization_factor works on several batches of a shard, the records of a key in order (L-DG/with-kinesis)"
  )
  func parallelizationFactor() throws {
    // One record takes 100 ms: a lane does 10 a second.
    var delivered: [Int] = []
    for factor in [1, 10] {
      let run = try StreamRun(
        "service_time: 100ms, batch_size: 1, parallelization_factor: \(factor)",
        more: "traffic: { t: { to: log, rate: 150/s, keys: { uniform: { count: 5000 } } } }", [], until: 100)
      delivered.append(run.flow.delivered)
      #expect(run.outcomes.level("f", "concurrency").max == Double(factor))
      #expect(run.count("out_of_order") == 0 && run.count("first_attempts") >= 990)
    }
    #expect((999...1000).contains(delivered[0]))
    #expect((9_900...10_000).contains(delivered[1]), "\(delivered)")
  }

  @Test("Lambda: the shards' records of one key stay in order with calls and in parallel lanes")
  func orderPerKey() throws {
    let run = try StreamRun(
      "service_time: { exponential: { mean: 20ms } }, batch_size: 10, parallelization_factor: 4, calls: e",
      partitions: 3,
      more: """
        traffic: { t: { to: log, rate: 300/s, keys: { zipf: { count: 500, exponent: 0.7 } } } }
        endpoints: { e: { type: http, latency: 2ms } }
        """, [], until: 60)
    #expect(run.count("out_of_order") == 0)
    #expect(run.count("duplicate_work") == 0)
    #expect(run.flow.delivered > 17_000)
    #expect(run.count("first_attempts") == run.count("worked"))
  }

  @Test("Lambda: what a lane has finished is committed, also while it gathers or works on other batches")
  func lag() throws {
    for factor in [1, 4] {
      let run = try StreamRun(
        "service_time: 10ms, batch_window: 5s, parallelization_factor: \(factor)",
        records(0..<20) + [
          at(4, "f", .look("gathering")), at(5.005, "f", .look("working")), at(6, "f", .look("finished")),
        ])
      #expect(run.gauge("lag_messages", at: "gathering") == 20)
      #expect(run.gauge("lag_messages", at: "working") ?? 0 > 0)
      #expect(run.gauge("lag_messages", at: "finished") == 0)
      #expect(run.count("invocations") == Int64(factor))
    }
  }

  @Test(
    "Lambda: the iterator age is the age of a batch's last record when the function gets it (L-DG/monitoring-metrics)")
  func iteratorAge() throws {
    let run = try StreamRun("service_time: 1s", records(0..<1) + records(1..<2, at: 0.25))
    #expect(run.outcomes.times("f", "iterator_age").min == 0)
    #expect(run.outcomes.times("f", "iterator_age").max == 0.75, "the second waits for the first")
    let names = run.outcomes.model.instruments.cloudWatch.filter { $0.subject == "f" }.map(\.name)
    #expect(names.contains("IteratorAge") && names.contains("OffsetLag"))
  }

  @Test("Lambda: an invocation of records that takes too long is cut off, and those worked on so far count")
  func timeouts() throws {
    let run = try StreamRun(
      "service_time: 1s, timeout: 3s, batch_window: 1s, maximum_retry_attempts: 0", records(0..<10), until: 30)
    #expect(run.count("timeouts") == 1 && run.count("errors") == 1)
    #expect(run.count("attempts") == 3 && run.count("succeeded") == 3)
    #expect(run.flow.delivered == 3 && run.flow.expired == 7)
    #expect(run.count("billed_time") == 3_000)
  }

  @Test("Lambda: with per_message the calls follow the work at the whole batch, one message after the other")
  func callsAfterTheBatch() throws {
    let run = try StreamRun(
      "service_time: { constant: 1s, per_message: 0s }, batch_window: 1s, timeout: 60s, calls: e",
      more: "endpoints: { e: { type: http, latency: 100ms } }", records(0..<10))
    #expect(run.outcomes.times("f", "duration").max == 2, "1 s and ten calls")
    #expect(run.flow.delivered == 10)
  }

  @Test("Lambda: a replay has the function read again, which is duplicate work and no second delivery")
  func replay() throws {
    let run = try StreamRun(
      "service_time: 1ms", partitions: 2,
      more: """
        traffic: { t: { to: log, rate: 20/s, keys: { uniform: { count: 100 } } } }
        faults: { again: { at: 100s, since: 50s, replay: f } }
        """, [], until: 200)
    #expect((900...1100).contains(run.count("replayed")))
    #expect(run.count("duplicate_work") == run.count("replayed"))
    #expect(run.flow.delivered + run.flow.inFlight == run.flow.sent)
    #expect(run.flow.inFlight < 20)
  }

  @Test("Lambda: a paused mapping starts no batches, and goes on where it was")
  func pause() throws {
    let run = try StreamRun(
      "service_time: 1ms",
      more: "faults: { off: { at: 10s, for: 20s, pause: f } }",
      records(0..<5, at: 5) + records(5..<10, at: 15) + [at(29, "f", .look("paused"))])
    #expect(run.counter("succeeded", at: "paused") == 5)
    #expect(run.flow.delivered == 10)
    #expect(abs(run.outcomes.times("script", "latency").max - 15) < 0.01)
  }

  @Test("A batch of records costs a few events, not one for each record")
  func costOfABatch() throws {
    let steps = records(0..<5000)
    let run = try StreamRun("service_time: 10us, batch_size: 1000, batch_window: 1s", steps, until: 20)
    #expect(run.flow.delivered == 5000)
    #expect(run.outcomes.measured.events < 2 * 5000 + 200, "the script's step and the send of each record")
  }

  @Test("The same run twice gives the same bits")
  func determinism() throws {
    func run() throws -> [UInt64] {
      try StreamRun(
        "service_time: { exponential: { mean: 3ms } }, parallelization_factor: 3, batch_size: 20, bisect_on_error: true, "
          + "maximum_retry_attempts: 2, failures: { error: 2%, poison: 0.1% }, on_failure: d", partitions: 2,
        more: "traffic: { t: { to: log, rate: 200/s, keys: { zipf: { count: 900, exponent: 1 } } } }", [], until: 60
      ).outcomes.measured.fingerprint
    }
    #expect(try run() == run())
  }
}
