// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

/// A topic from end to end.
struct KafkaTests {
  @Test("Everything sent at a low load is delivered, to each of two groups; conservation holds")
  func delivers() throws {
    let one = try KafkaLab("partitions: 6", builtInLatencies: true)
    #expect(one.flow.sent > 19_000)
    #expect(one.flow.delivered > one.flow.sent - 200)
    let two = try KafkaLab("partitions: 6", workers: 2, builtInLatencies: true)
    for flow in two.outcomes.measured.flows { #expect(flow.delivered > flow.sent - 200) }
    #expect(two.outcomes.measured.flows.count == 3)
  }
}
