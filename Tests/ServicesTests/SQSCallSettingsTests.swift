// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

/// What a single call says goes before what the queue says. Source: API/SendMessage, API/ReceiveMessage.
@Suite struct SQSCallSettingsTests {
  @Test("SQS: a message's own delay goes first (sqs-message-timers; API/SendMessage)")
  func aMessagesOwnDelayGoesFirst() throws {
    let run = try QueueRun(
      "receive_wait: 20s, delay: 9s",
      [
        at(0, .send(0, delay: 3)), at(0, .send(1, delay: 0)), at(0, .send(2)), at(0.5, .receive(1)),
        at(0.6, .receive(2)), at(0.7, .receive(3)),
      ])
    #expect(run.log.deliveries.map(\.message) == [1, 0, 2])
    #expect(run.log.deliveries.map(\.at) == [0.5, 3, 9])
  }

  @Test("SQS: a call's own visibility timeout goes first and is not remembered (API/ReceiveMessage)")
  func aCallsOwnVisibilityTimeoutGoesFirstAndIsNotRemembered() throws {
    let run = try QueueRun(
      "receive_wait: 20s, visibility_timeout: 30s",
      [
        at(0, .send(0)), at(1, .receive(1, hidingFor: 4)), at(2, .receive(2)), at(6, .receive(3, hidingFor: 0)),
        at(34, .receive(4)),
      ])
    // Hidden for 4 s from 1 s on; then for the queue's 30 s.
    #expect(run.log.deliveries(of: 0).prefix(2) == [1, 5])
    #expect(run.log.empty(3) == 26)
    #expect(run.log.deliveries(of: 0).dropFirst(2).first == 35)
  }

  @Test("SQS: a call's own wait goes first (API/ReceiveMessage)")
  func aCallsOwnWaitGoesFirst() throws {
    let run = try QueueRun(
      "receive_wait: 10s",
      [
        at(0, .receive(1)), at(1, .receive(2, waiting: 3)), at(2, .receive(3, waiting: 0)),
        at(3, .receive(4, waiting: 20)),
        at(3.5, .receive(5, waiting: 1)), at(15, .send(0)),
      ])
    #expect(run.log.empty(3) == 2)
    #expect(run.log.empty(2) == 4)
    #expect(run.log.empty(5) == 4.5)
    #expect(run.log.empty(1) == 10)
    #expect(run.log.returned(4) == [0])
  }

  @Test("SQS: waits of many lengths end when they should (API/ReceiveMessage)")
  func waitsOfManyLengthsEndWhenTheyShould() throws {
    // Two hundred calls, each with one of five waits, against the arithmetic.
    let calls = (0..<200).map { (start: Double($0) * 0.125, wait: Int64([2, 9, 1, 20, 5][$0 % 5])) }
    let run = try QueueRun(
      "receive_wait: 10s", calls.enumerated().map { at($1.start, .receive($0 + 1, waiting: $1.wait)) })
    for (number, call) in calls.enumerated() {
      #expect(run.log.empty(number + 1) == call.start + Double(call.wait))
    }
  }

  @Test("SQS: a call fits into one word (model)")
  func aCallFitsIntoOneWord() {
    for most in 1...10 {
      for visibility in [nil, 0, 1, 43_200] as [Int64?] {
        for wait in [nil, 0, 1, 20] as [Int64?] {
          let word = ReceiveCall.word(
            most: most, visibilityTimeout: visibility.map { $0 * .second }, wait: wait.map { $0 * .second })
          #expect(ReceiveCall.most(word) == most)
          #expect(ReceiveCall.visibilityTimeout(word) == visibility.map { $0 * .second })
          #expect(ReceiveCall.wait(word) == wait.map { $0 * .second })
        }
      }
    }
  }
}
