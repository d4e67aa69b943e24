// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics
import Testing

@testable import Services

/// Calls a queue `q` at an instant, and keeps the answers.
private struct CallerPart: Producer {
  final class Log: @unchecked Sendable { var answers: [(at: Double, words: [UInt32], status: UInt16)] = [] }

  let kindOfCall: UInt16
  let sizes: [UInt32]
  let log = Log()
  var name: String { "caller" }
  var kind: String { "caller" }
  var target: String { "q" }
  func rate(at time: Instant) -> Double? { nil }
  var rateChanges: [Instant] { [] }

  func build(_ model: inout ModelBuilder) -> any Component {
    Caller(part: self, id: model.component(name), queue: model.component("q"), flow: model.flow(of: name))
  }

  struct Caller: Component {
    let part: CallerPart
    let id, queue: ComponentID
    let flow: FlowID

    func start(_ timeline: inout Timeline) { timeline.schedule(Event(to: id, 1), at: s(1)) }

    func handle(_ event: Event, _ timeline: inout Timeline) {
      guard event.signal == 1 else {
        part.log.answers.append((timeline.now.seconds, [event.a, event.b], event.small))
        if event.small != CallStatus.ok { timeline.end(event.a - 100, as: .rejected) }
        return timeline.messages.release(event.a - 100)
      }
      for (number, size) in part.sizes.enumerated() {
        let message = timeline.send(number: UInt64(number), flow: flow, size: size, sentAt: timeline.now)
        timeline.messages.retain(message)
        timeline.schedule(
          Event(to: queue, CallSignal.call, small: part.kindOfCall, a: message, b: message + 100, c: 7, d: id), after: 0
        )
      }
    }
  }
}

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
