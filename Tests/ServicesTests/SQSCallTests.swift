// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics
import Testing

@testable import Services

@Suite("SQS: calls that are answered") struct SQSCallTests {
  @Test("A push by SNS is no request and takes no time; what is too large is refused (SQS pricing; CreateQueue)")
  func push() throws {
    let caller = CallerPart(kindOfCall: CallKind.push, sizes: [1000, 2000, 1500])
    let read = try parts("channels: { q: { type: sqs, max_size: 1500B, send_time: 2s } }")
    let outcomes = try Outcomes([caller] + read, until: s(10))
    #expect(caller.log.answers.map(\.at) == [1, 1, 1])
    #expect(
      caller.log.answers.sorted { $0.words[0] < $1.words[0] }.map(\.status).filter { $0 == CallStatus.ok }.count == 2)
    #expect(caller.log.answers.allSatisfy { $0.words[1] == 7 })
    #expect(outcomes.count("q", "sent") == 2 && outcomes.count("q", "send_requests") == 0)
    #expect(outcomes.count("q", "rejected") == 1 && outcomes.level("q", "depth").last == 2)
  }

  @Test("A worker's SendMessage is billed by 64 KiB and answered after the time of the call (SQS pricing)")
  func request() throws {
    let caller = CallerPart(kindOfCall: CallKind.request, sizes: [1000, 65_537])
    let read = try parts("channels: { q: { type: sqs, send_time: 2s, delay: 5s } }")
    let outcomes = try Outcomes([caller] + read, until: s(10))
    #expect(caller.log.answers.map(\.at) == [3, 3] && caller.log.answers.allSatisfy { $0.status == CallStatus.ok })
    #expect(outcomes.count("q", "send_requests") == 3 && outcomes.count("q", "sent") == 2)
    #expect(outcomes.level("q", "depth").last == 2, "the delay of the queue is over")
  }
}
