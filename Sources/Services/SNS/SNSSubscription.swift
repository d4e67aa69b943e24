// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// A subscription as the topic's component sees it.
struct SNSSubscription: Sendable {
  /// The subscriber.
  let name: String
  let target: ComponentID
  let kind: SNSProtocol
  let deadLetter: ComponentID?
  let policy: SNSRetryPolicy
  let isRaw, isConfirmed: Bool
  /// For each flow that comes to the topic the one that a copy goes onto.
  let flows: [FlowID]
  /// For each flow the stage that a copy passes at the subscriber.
  let stages: [UInt8]
  /// For each flow whether a raw copy has more attributes than a queue takes.
  let hasTooManyAttributes: [Bool]
  let counters: SNSOutcomes
  var filter: SNSFilter?
  /// Deliveries a second; nil as fast as they come.
  var pace: RateLimit?
  /// What counts the bytes of deliveries, where somebody pays for them.
  let toll: Toll?
  /// The list of copies that wait for their turn, and whether the turn of the first has been planned.
  var paceList = 0
  var paceIsArmed = false

  /// The flow of a copy of a message; nil where the message's flow does not come by.
  func flow(of message: FlowID) -> FlowID? {
    guard Int(message) < flows.count, flows[Int(message)] != Routes.none else { return nil }
    return flows[Int(message)]
  }

  /// The stage that a copy has passed when the subscriber has taken it; nil where its flow ends there.
  func stage(of flow: FlowID) -> UInt8? {
    guard Int(flow) < stages.count, stages[Int(flow)] != Routes.noStage else { return nil }
    return stages[Int(flow)]
  }
}
