// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// Streams whose shards AWS decides on (Developer Guide, how-do-i-size-a-stream).
@Suite struct KinesisOnDemandTests {
  @Test("a new stream takes 4 MiB a second; what is more is throttled until it has grown to twice the peak")
  func doubling() throws {
    let traffic = "rate: 60/s, size: 104800B, producers: 60, retry: { attempts: 6, backoff: 200ms }"
    let new = try KinesisRun(traffic, "mode: on-demand, put_time: 10ms, scale_time: 60s", until: 250)
    let first = try KinesisRun(traffic, "mode: on-demand, put_time: 10ms, scale_time: 60s", until: 60)
    let rate = Double(first.count("incoming_bytes")) / 60 / 1_048_576
    #expect(rate > 3.6 && rate < 4.08)
    #expect(first.level("shards").last == 4)
    #expect(new.level("shards").last >= 12, "twice 6 MiB a second")
    #expect(new.count("throttled_records") > 1_000)
    let known = try KinesisRun(
      traffic, "mode: on-demand, put_time: 10ms, peak_write: 6MiB/s", until: 60)
    #expect(known.level("shards").last == 12)
    #expect(known.count("throttled_records") == 0)
  }

  @Test("a shard with more than half of its limit is split; a single hot key stays limited to one shard")
  func hotKey() throws {
    let run = try KinesisRun(
      "rate: 20/s, size: 104800B, producers: 1, keys: { uniform: { count: 1 } }, retry: { attempts: 2, backoff: 100ms }",
      "mode: on-demand, put_time: 10ms, scale_time: 60s", until: 400)
    #expect(run.level("shards").last >= 6, "it is split again and again")
    #expect(run.count("incoming_records") <= 4_100, "and it does not help")
    #expect(run.count("throttled_records") > 1_000)
  }

  @Test("nobody looks at an on-demand stream that does not need it")
  func quiet() throws {
    let run = try KinesisRun(
      "rate: 100/s", "mode: on-demand, scale_time: 60s", ["tasks: 1, service_time: 0s"], until: 300)
    #expect(run.level("shards").max == 4)
    #expect(run.count("reshards") == 0)
  }
}
