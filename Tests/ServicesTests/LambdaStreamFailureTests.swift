// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics
import Testing

@testable import Services
@testable import Simulation

/// Records that fail: what they hold up, and what becomes of them.
@Suite struct LambdaStreamFailureTests {
  /// Which of the script's records always fail, by their places among those sent.
  private func poison(of numbers: Range<Int>) -> [Int] {
    let stream = DrawStream(RandomKey(seed: 1, replication: 0), name: "f", purpose: "poison")
    let salt = StableHash.of("script".utf8) & 0xFFFF_0000_0000_0000
    return numbers.filter { stream.uniform(UInt64($0) ^ salt) < 0.03 }.map { $0 - numbers.lowerBound }
  }

  /// A hundred records, of which the first is fine and some are not.
  private let hundred = records(100..<200)
  private var bad: [Int] { poison(of: 100..<200) }

  private let settings = "service_time: 1ms, batch_window: 1s, timeout: 10s, failures: { poison: 3% }"

  @Test(
    "Lambda: with the defaults a bad record blocks its shard until it expires (L-DG/kinesis-on-failure-destination)")
  func poisonBlocksTheShard() throws {
    let first = try #require(bad.first)
    #expect(first > 0 && bad.count > 1)
    let run = try StreamRun(settings, records(100..<300), until: 300)
    #expect(run.flow.delivered == first, "what is before it; the rest waits")
    #expect(run.flow.inFlight == 200 - first)
    // Pauses of 1, 2, 4, 8, 16 and 32 s, and then of 60 s.
    #expect(run.count("invocations") == 10)
    #expect(run.count("duplicate_work") == Int64(first), "what is before it is worked on again each time")
    #expect(run.outcomes.level("f", "lag_messages").last == 200)
    // Another shard goes on.
    let two = try StreamRun(
      settings, partitions: 2, records(100..<200, key: 0) + records(0..<10, key: 1), until: 300)
    #expect(poison(of: 0..<10).isEmpty && two.flow.delivered == first + 10)
  }

  @Test("Lambda: at its retention a record is gone, and the lane goes on (L-DG/services-kinesis-parameters)")
  func expiry() throws {
    let run = try StreamRun(settings, retention: 120, hundred + records(0..<10, at: 100), until: 200)
    #expect(run.flow.expired == 100 - bad[0] && run.count("lost") == Int64(100 - bad[0]))
    #expect(run.flow.delivered == bad[0] + 10)
    let aged = try StreamRun(
      settings + ", maximum_record_age: 60s, on_failure: d", hundred, until: 200)
    #expect(aged.flow.deadLettered == 100 - bad[0])
    #expect(aged.outcomes.count("d", "moved_in") == 1, "one message about the batch, which holds no records")
  }

  @Test(
    "Lambda: after its retries a batch is discarded; its destination gets one message (L-DG/kinesis-on-failure-destination)"
  )
  func retries() throws {
    let run = try StreamRun(settings + ", maximum_retry_attempts: 2, on_failure: d", hundred)
    #expect(run.count("invocations") == 3)
    #expect(run.flow.delivered == bad[0] && run.flow.deadLettered == 100 - bad[0])
    #expect(run.outcomes.count("d", "moved_in") == 1)
    let none = try StreamRun(settings + ", maximum_retry_attempts: 0", hundred)
    #expect(none.count("invocations") == 1 && none.flow.expired == 100 - bad[0])
    #expect(none.outcomes.level("f", "lag_messages").last == 0)
  }

  @Test("Lambda: bisecting finds the bad records; a split uses up no retry (L-DG/services-kinesis-parameters)")
  func bisecting() throws {
    let run = try StreamRun(
      settings + ", maximum_retry_attempts: 1, bisect_on_error: true, on_failure: d", hundred)
    #expect(run.flow.deadLettered == bad.count && run.flow.delivered == 100 - bad.count)
    #expect(run.outcomes.count("d", "moved_in") == Int64(bad.count))
    #expect(run.count("duplicate_work") > 0)
    let partial = try StreamRun(
      settings + ", maximum_retry_attempts: 1, bisect_on_error: true, partial_batch_response: true, on_failure: d",
      hundred)
    #expect(partial.flow.deadLettered == bad.count && partial.flow.delivered == 100 - bad.count)
    #expect(partial.count("duplicate_work") == 0, "cut at the record that the function names")
    #expect(partial.count("succeeded") == Int64(100 - bad.count))
    #expect(partial.count("errors") == 0, "a partial response is no error")
  }

  @Test(
    "Lambda: a partial response has what follows the first failed record tried again (L-DG/services-kinesis-batchfailurereporting)"
  )
  func partial() throws {
    let run = try StreamRun(settings + ", partial_batch_response: true", hundred, until: 100)
    #expect(run.flow.delivered == bad[0])
    #expect(run.count("duplicate_work") == 0, "what is before it is checkpointed")
    #expect(run.outcomes.level("f", "lag_messages").last == Double(100 - bad[0]))
  }

  @Test("Lambda: work at a batch as a whole fails as a whole")
  func wholeBatches() throws {
    let function =
      "service_time: { constant: 50ms, per_message: 0s }, batch_window: 1s, maximum_retry_attempts: 0, "
      + "failures: { poison: 3% }"
    let run = try StreamRun(function, hundred)
    #expect(run.flow.expired == 100 && run.count("failed") == 100)
    let split = try StreamRun(function + ", bisect_on_error: true", hundred)
    #expect(split.flow.expired == bad.count && split.flow.delivered == 100 - bad.count)
    let partial = try StreamRun(function + ", partial_batch_response: true", hundred)
    #expect(partial.flow.delivered == bad[0] && partial.flow.expired == 100 - bad[0])
  }

  @Test("Lambda: throttles and stops hold a lane up and use up no retries (L-DG/with-kinesis)")
  func throttles() throws {
    let stopped = try StreamRun(
      "service_time: 1ms, maximum_retry_attempts: 0", more: "faults: { x: { at: 0s, for: 10s, stop: f } }",
      records(0..<20, at: 1), until: 60)
    #expect(stopped.flow.delivered == 20 && stopped.count("lost") == 0)
    #expect(stopped.count("system_errors") == 4, "tried at 1, 2, 4 and 8 s, and then at 16 s")
    #expect(abs(stopped.outcomes.times("script", "latency").min - 15) < 0.01)
    // Two shards, and room for one invocation at a time.
    let run = try StreamRun(
      "service_time: 100ms, batch_window: 1s, reserved_concurrency: 1, maximum_retry_attempts: 0", partitions: 2,
      records(0..<10, key: 0) + records(10..<20, key: 1), until: 60)
    #expect(run.flow.delivered == 20 && run.count("throttles") > 0)
    #expect(run.outcomes.level("f", "concurrency").max == 1)
  }

  @Test(
    "Lambda: of several lanes of a shard only the one with the bad record is held up, until the shard is read far ahead"
  )
  func poisonWithFactor() throws {
    let run = try StreamRun(
      "service_time: 1ms, parallelization_factor: 10, failures: { poison: 0.02% }",
      more: "traffic: { t: { to: log, rate: 100/s, keys: { uniform: { count: 10000 } } } }", [], until: 300, seed: 3)
    let delivered = Double(run.flow.delivered) / Double(run.flow.sent)
    #expect(delivered > 0.3 && delivered < 0.97, "\(delivered): some lanes of ten")
    #expect(run.count("out_of_order") == 0)
  }

  @Test("Records that fail now and then are delivered all the same")
  func errors() throws {
    let run = try StreamRun(
      "service_time: 1ms, batch_size: 10, throttle_retry: 10ms, failures: { error: 2% }", partitions: 4,
      more: "traffic: { t: { to: log, rate: 100/s, keys: { uniform: { count: 1000 } } } }", [], until: 200)
    #expect(run.flow.sent - run.flow.delivered < 100)
    #expect(run.flow.delivered + run.flow.inFlight == run.flow.sent)
    #expect(run.count("errors") > 100)
    #expect(run.count("out_of_order") == 0)
  }
}
