// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

/// What was asked of an endpoint, in order.
final class CallLog: @unchecked Sendable {
  var calls: [(at: Double, message: Int, size: Int, kind: Int)] = []
}

/// Something that can be called and answers as a test has planned.
struct FakeEndpointPart: Part {
  let name: String
  /// How the first calls are answered; later ones succeed.
  var answers: [UInt16] = []
  /// How long each answer takes.
  var time: Nanoseconds = 0
  /// Whether it keeps what is sent to it, as a topic does: there its messages are delivered.
  var keepsMessages = false
  let log = CallLog()

  var kind: String { "fake endpoint" }
  var isCallable: Bool { true }

  func build(_ model: inout ModelBuilder) -> any Component { FakeEndpoint(id: model.component(name), plan: self) }
}

struct FakeEndpoint: Component {
  let id: ComponentID
  let plan: FakeEndpointPart

  mutating func start(_ timeline: inout Timeline) {}

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    guard event.signal == CallSignal.call else {
      Issue.record("an unknown signal \(event.signal)")
      return
    }
    let message = timeline.messages[event.a]
    let status = plan.log.calls.count < plan.answers.count ? plan.answers[plan.log.calls.count] : CallStatus.ok
    plan.log.calls.append(
      (timeline.now.seconds, Int(message.number), Int(message.size), Int(event.small)))
    if status == CallStatus.ok, plan.keepsMessages { timeline.deliver(event.a, work: 0) }
    timeline.messages.release(event.a)
    timeline.schedule(
      Event(to: event.d, CallSignal.answer, small: status, a: event.b, b: event.c), after: plan.time)
  }
}
