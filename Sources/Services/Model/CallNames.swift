// SPDX-License-Identifier: GPL-3.0-or-later

import Pricing
import Simulation

/// What the calls of a service are called in its own terms, for whoever looks at single messages and events.
public struct CallNames: Sendable, Hashable {
  /// One message is sent; several in one call.
  public var send = "send"
  public var sendBatch = "send"
  /// A call for messages.
  public var receive = "receive"
  public var delete = "delete"
  public var deleteBatch = "delete"
  public var giveBack = "give back"
  public var extend = "extend"
  /// What it is divided into: `shard`; nil for nothing.
  public var place: String?

  public init() {}
}

/// What work costs that is paid for by time.
public struct WorkMeter: Sendable, Hashable {
  public var meter: Meter
  /// Units of an hour of work in one place.
  public var perHour: Double
}

/// The events that several services share.
enum SignalNames {
  static let channel: [UInt16: String] = [
    ChannelSignal.send: "a message is sent", ChannelSignal.move: "a message is moved here",
    ChannelSignal.receive: "a call for messages", ChannelSignal.delete: "a call to delete",
    ChannelSignal.giveBack: "a call to give back", ChannelSignal.extend: "a call to extend",
    ChannelSignal.deleteInSameCall: "a further message of a call to delete",
    RedriveSignal.arrived: "a message comes back by a redrive",
  ]
  static let log: [UInt16: String] = [
    ChannelSignal.send: "a record is sent", ChannelSignal.move: "a record is moved here",
    LogSignal.poll: "a member asks for records", LogSignal.leave: "a member is gone",
    LogSignal.finished: "a lane has finished records", LogSignal.replay: "a reader reads again",
  ]
  static let consumer: [UInt16: String] = [
    ConsumerSignal.delivered: "a message is delivered", ConsumerSignal.empty: "a call found nothing",
    ConsumerSignal.done: "a call has returned", ConsumerSignal.records: "records are delivered",
    ConsumerSignal.partitions: "another number of partitions",
  ]
  static let called: [UInt16: String] = [CallSignal.call: "a call"]
  static let caller: [UInt16: String] = [
    CallSignal.answer: "an answer", ProducerSignal.throttled: "a call was refused for now",
  ]
  static let control: [UInt16: String] = [
    ControlSignal.begin: "a planned fault begins", ControlSignal.end: "a planned fault ends",
  ]

  /// Of signals with the same number the later name holds.
  static func all(_ names: [UInt16: String]...) -> [UInt16: String] {
    ([control] + names).reduce(into: [:]) { $0.merge($1) { $1 } }
  }
}
