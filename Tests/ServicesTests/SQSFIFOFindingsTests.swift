// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

@Suite("SQS FIFO queues: checks")
struct SQSFIFOFindingsTests {
  private func findings(_ queue: String, traffic: String, region: String = "us-east-1") throws -> [Finding] {
    let read = try parts(
      """
      traffic: { t: { to: q, \(traffic) } }
      channels: { q: { type: sqs-fifo, receive_wait: 20s, \(queue) } }
      workers: { w: { type: fleet, from: q, tasks: 20, service_time: 50ms, failures: { poison: 1% } } }
      """, region: region)
    let view = FindingsView(parts: PartDirectory(read), window: "all", duration: s(3600), hoursPerMonth: 730)
    return read.flatMap { $0.findings(view) }
  }

  @Test("fifo-limit: 600/s without high throughput, 300 calls a second (quotas-messages)")
  func limit() throws {
    let plain = try #require(try findings("group: 100", traffic: "rate: 600/s").first { $0.id == "fifo-limit" })
    #expect(plain.message == "600/s on a FIFO queue without high throughput: 300 calls a second per action")
    #expect(plain.numbers == [.init(name: "calls_per_second", value: 600), .init(name: "limit", value: 300)])
    let shape = "rate: 100/s, shape: [ { at: 10m, x: 6 }, { at: 20m, x: 1 } ]"
    #expect(try findings("group: 100", traffic: shape).contains { $0.id == "fifo-limit" }, "at the peak")
    #expect(try !findings("group: 100", traffic: "rate: 600/s, batch: 10").contains { $0.id == "fifo-limit" })
    #expect(
      try !findings("group: 100, high_throughput: true", traffic: "rate: 600/s").contains { $0.id == "fifo-limit" })
    let seoul = try findings("group: 9000, high_throughput: true", traffic: "rate: 3000/s", region: "ap-northeast-2")
    #expect(seoul.first { $0.id == "fifo-limit" }?.message.contains("2,400") ?? false)
  }

  @Test("hot-group: 100/s in 2 groups, 50 ms each, is 2.5 of what a group can get (FIFO delivery logic)")
  func hotGroup() throws {
    let hot = try #require(try findings("group: 2", traffic: "rate: 100/s").first { $0.id == "hot-group" })
    #expect(hot.numbers.first?.value == 2.5)
    #expect(try !findings("group: 6", traffic: "rate: 100/s").contains { $0.id == "hot-group" })
    #expect(try findings("group: source", traffic: "rate: 100/s").contains { $0.id == "hot-group" })
  }

  @Test("few-groups: fewer groups than tasks leave tasks idle (FIFO delivery logic)")
  func fewGroups() throws {
    let few = try #require(try findings("group: 5", traffic: "rate: 1/s").first { $0.id == "few-groups" })
    #expect(few.message.contains("5 message groups for 20 tasks"))
    #expect(try !findings("group: 20", traffic: "rate: 1/s").contains { $0.id == "few-groups" })
  }

  @Test("no-dlq: a poison message blocks its group")
  func noDeadLetterQueue() throws {
    let found = try #require(try findings("group: 20", traffic: "rate: 1/s").first { $0.id == "no-dlq" })
    #expect(found.message.contains("11,520 times, and block its group"))
  }
}
