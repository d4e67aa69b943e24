// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Scenarios
import Testing

/// How many records a poll takes says nothing about when the brokers answer: a group that has lost a task and got its
/// partition elsewhere catches up at the pace of its tasks, however small its polls are.
@Suite struct SmallPollTests {
  private func latency(maxPollRecords: Int) async throws -> Double {
    let text = """
      version: 1
      name: small-polls
      region: ap-northeast-2
      run: { seed: 1, duration: 6m, warmup: 10s, replications: 2 }
      traffic: { events: { to: log, rate: 20/s, arrivals: constant, keys: { uniform: { count: 100 } }, size: 300B } }
      channels: { log: { type: kafka-ec2, brokers: 3, instance: t4g.medium, volume: { gp3: 20GiB }, partitions: 2 } }
      workers:
        readers:
          type: fleet
          from: log
          tasks: 2
          service_time: { constant: 1ms }
          restart_time: 20s
          max_poll_records: \(maxPollRecords)
      faults: { task-dies: { at: 1m, kill: readers, tasks: 1 } }
      """
    let result = try await Trial.run(try Trial.scenario(text))
    let window = try #require(result.windows.first)
    return try #require(window.figure("events", "latency", "max")?.value)
  }

  @Test func catchesUp() async throws {
    let large = try await latency(maxPollRecords: 500)
    let small = try await latency(maxPollRecords: 10)
    #expect(large > 20 && large < 60, "the pause of the group: \(large)")
    #expect(abs(small - large) < 0.1 * large, "\(small) against \(large)")
  }
}
