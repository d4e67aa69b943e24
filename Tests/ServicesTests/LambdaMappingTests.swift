// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// Event source mappings on a standard queue.
@Suite struct LambdaMappingTests {
  @Test("Lambda: what a batch has worked on is deleted in calls of ten (API/DeleteMessageBatch)")
  func deletesInBatches() throws {
    let read = try parts(
      """
      traffic: { s: { to: q, arrivals: { bursts: { every: 100s, size: 10 } }, batch: 10 } }
      channels: { q: { type: sqs, servers: 1, duplicate_delivery: 0%, visibility_timeout: 60s } }
      workers:
        f: { type: lambda, from: q, batch_window: 5s, service_time: 10ms, mapping_start: 2, idle_pollers: 2 }
      """)
    let run = try Outcomes(read, until: s(1000))
    #expect(run.count("q", "deletes") == 100)
    #expect(run.count("f", "invocations") == 20, "the two pollers share each burst")
    #expect(run.count("q", "delete_requests") == 20, "one call for each batch")
  }

  @Test("Lambda: an idle mapping asks 15 times a minute, 648,000 times in 30 days (DataBiosphere/azul#3708)")
  func idlePollersAreBilled() throws {
    let idle = try MappingRun(function: "service_time: 1s", [], until: 601)
    #expect(idle.outcomes.count("q", "empty_receives") == 150, "5 pollers, 20 s each, whatever receive_wait says")
    #expect(idle.outcomes.count("q", "receive_requests") == 150)
    let two = try MappingRun(function: "service_time: 1s, idle_pollers: 2", [], until: 601)
    #expect(two.outcomes.count("q", "empty_receives") == 60)
    let most = try MappingRun(
      function: "service_time: 1s, idle_pollers: 2, maximum_concurrency: 10", [], until: 601)
    #expect(most.outcomes.count("q", "empty_receives") == 150, "with maximum concurrency it does not fall to 2")
    #expect(idle.count("requests") == 0 && idle.count("billed_time") == 0)
  }

  @Test("Lambda: a batch that succeeds is deleted (L-DG/with-sqs)")
  func successDeletes() throws {
    let run = try MappingRun(function: "service_time: 500ms", sends(0..<3))
    #expect(run.flow.delivered == 3)
    #expect(run.outcomes.count("q", "deletes") == 3)
    #expect(run.outcomes.count("q", "receives") == 3)
    #expect(run.count("invocations") == 3, "three pollers were waiting")
    #expect(run.count("errors") == 0)
  }

  @Test(
    "Lambda: an error brings the whole batch back at the end of its visibility timeout (L-DG/services-sqs-errorhandling)"
  )
  func anErrorReturnsTheBatch() throws {
    // Two pollers are busy with 0 and 1 until 10 s; the first of them takes 2 to 5 as one batch.
    let steps = sends(0..<6)
    let function = "service_time: 10s, timeout: 100s, maximum_concurrency: 2, mapping_start: 2"
    let well = try MappingRun(queue: "visibility_timeout: 100s", function: function, steps, until: 99)
    #expect(well.count("invocations") == 3)
    #expect(well.outcomes.count("q", "deletes") == 6)
    #expect(well.outcomes.times("script", "latency").max == 50, "one after the other: 10 s and 4 times 10 s")
    let errors = try MappingRun(
      queue: "visibility_timeout: 100s", function: function + ", failures: { error: 100% }",
      steps + [at(109.5, "q", .look("before")), at(110.5, "q", .look("after"))], until: 111)
    #expect(errors.outcomes.count("q", "deletes") == 0)
    #expect(errors.log.looks["before"]?.counters["visibility_timeouts"] == 2, "0 and 1 at 100 s")
    #expect(errors.log.looks["after"]?.counters["visibility_timeouts"] == 6, "the batch was received at 10 s")
  }

  @Test("Lambda: with ReportBatchItemFailures only what failed returns, and the invocation is no error")
  func partialResponses() throws {
    let run = try MappingRun(
      queue: "visibility_timeout: 60s, dead_letter: { to: d, max_receives: 2 }",
      function: "service_time: 10ms, timeout: 10s, partial_batch_response: true, failures: { poison: 20% }",
      sends(0..<500), until: 600)
    #expect(run.count("errors") == 0)
    #expect(run.count("failed") == 2 * run.outcomes.count("q", "dead_lettered"), "each poison message twice")
    #expect(run.count("attempts") == 500 + run.outcomes.count("q", "dead_lettered"), "and the others once")
    #expect(run.count("duplicate_work") == 0)
    #expect((70...130).contains(run.flow.deadLettered))
  }

  @Test("Lambda: on a FIFO queue a partial response stops at the first failure (L-DG/services-sqs-errorhandling)")
  func fifoStopsAtTheFirstFailure() throws {
    for (isFIFO, attempts) in [(true, 1), (false, 5)] {
      let channel = FakeMappedQueue(fake: FakeChannelPart(answers: [5]), isFIFO: isFIFO)
      let read = Reading(
        "workers: { f: { type: lambda, from: q, service_time: 1s, timeout: 60s, "
          + "partial_batch_response: true, failures: { error: 100% } } }"
      ).parts
      let outcomes = try Outcomes([channel] + read, until: s(100))
      #expect(outcomes.count("f", "attempts") == attempts)
      #expect(channel.fake.log.deletes.isEmpty)
    }
  }

  @Test("Lambda: a batch of more than 10 is gathered with several receives (L-DG/with-sqs, batch window)")
  func largeBatches() throws {
    // Five pollers share 50 messages a second: 10 for each of them, for 5 s.
    let steps = (0..<5000).map { at(Double($0) / 50, .send($0)) }
    let run = try MappingRun(
      function: "service_time: 1ms, batch_size: 1000, batch_window: 5s", steps, until: 200)
    let size = Double(run.count("attempts")) / Double(run.count("invocations"))
    #expect(size > 40 && size < 60)
    #expect(run.flow.delivered == 5000)
    let full = try MappingRun(
      function: "service_time: 1ms, batch_size: 20, batch_window: 5s", steps, until: 200)
    let fullSize = Double(full.count("attempts")) / Double(full.count("invocations"))
    #expect(fullSize > 18 && fullSize <= 20, "a full batch does not wait for its window")
  }

  @Test("Lambda: one invocation carries at most 6 MB (L-DG/with-sqs)")
  func payload() throws {
    // Two pollers take one message each; at 10 s each takes ten of 1 MiB, which are two invocations.
    let run = try MappingRun(
      queue: "visibility_timeout: 900s",
      function: "service_time: 10s, timeout: 900s, maximum_concurrency: 2, mapping_start: 2",
      sends(0..<22, size: 1 << 20), until: 500)
    #expect(run.count("attempts") == 22)
    #expect(run.count("invocations") == 6)
    #expect(run.flow.delivered == 22)
  }

  @Test("Lambda: a handler that works in parallel takes as long as its slowest message")
  func parallel() throws {
    for (parallel, latency) in [("true", 20.0), ("false", 50.0)] {
      let run = try MappingRun(
        queue: "visibility_timeout: 100s",
        function: "service_time: 10s, timeout: 100s, maximum_concurrency: 2, mapping_start: 2, parallel: \(parallel)",
        sends(0..<6), until: 99)
      #expect(run.outcomes.times("script", "latency").max == latency)
    }
    let overhead = try MappingRun(function: "service_time: 1s, batch_overhead: 500ms", sends(0..<1))
    #expect(overhead.outcomes.times("f", "duration").max == 1.5)
    #expect(overhead.outcomes.times("f", "service").max == 1)
  }

  @Test(
    "Lambda: errors reduce the mapping's concurrency gradually (L-DG/services-sqs-scaling); partial responses do not")
  func errorBackoff() throws {
    let steps = sends(0..<3000) + [at(110, "f", .look("2")), at(290, "f", .look("5"))]
    let queue = "visibility_timeout: 3s"
    let failing = try MappingRun(
      queue: queue, function: "service_time: 1s, batch_size: 1, failures: { error: 100% }", steps)
    #expect(failing.gauge("pollers", at: "2") == 3, "5 less a half")
    #expect(failing.gauge("pollers", at: "5") == 2)
    let partial = try MappingRun(
      queue: queue,
      function: "service_time: 1s, batch_size: 1, partial_batch_response: true, failures: { error: 100% }", steps)
    #expect(partial.gauge("pollers", at: "2") == 305)
  }

  @Test("Lambda: a disabled mapping takes nothing new; what it holds is finished")
  func pause() throws {
    let run = try MappingRun(
      function: "service_time: 1s", more: "faults: { off: { at: 10s, for: 30s, pause: f } }",
      [at(15, .send(0)), at(25, .send(1)), at(39, "f", .look("off"))], until: 100)
    #expect(run.log.looks["off"]?.counters["invocations"] == 1, "the polls under way find the first")
    #expect(run.log.looks["off"]?.gauges["pollers"] == 0)
    #expect(run.flow.delivered == 2)
    #expect(run.outcomes.times("script", "latency").max == 16, "the second waits from 25 s to 40 s")
  }
}

/// The fake channel with a visibility timeout, and the name of a FIFO queue if it is to be one.
struct FakeMappedQueue: Channel {
  let fake: FakeChannelPart
  let isFIFO: Bool

  var name: String { fake.name }
  var kind: String { isFIFO ? "SQS FIFO queue" : "SQS queue" }
  func meanEmptyReceive(wait: Nanoseconds?) -> Nanoseconds { wait ?? 0 }
  var retention: Nanoseconds { .farFuture }
  var visibilityTimeout: Nanoseconds? { 60 * .second }
  var maximumReceives: Int? { nil }
  func build(_ model: inout ModelBuilder) -> any Component { fake.build(&model) }
}
