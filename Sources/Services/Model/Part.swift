// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation

/// A configured part of a scenario (a source, a queue, a fleet), read and checked on its own but not yet wired.
///
/// Each service has one such type. All that the rest of the program knows of a service is what this protocol says.
public protocol Part: Sendable {
  /// The name in the scenario.
  var name: String { get }
  /// What kind of thing it is, for a person: `SQS queue`.
  var kind: String { get }
  /// The parts that its settings name.
  var references: [Reference] { get }
  /// Finds what is wrong in it together with the parts that it is wired to.
  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics)
  /// Declares what is measured, metered and shown, and makes the component.
  func build(_ model: inout ModelBuilder) -> any Component
  /// What a person should know about these settings; with a window's measurements where there are some.
  func findings(_ view: FindingsView) -> [Finding]
  /// Messages that it sends during a window, on average; 0 for a part that sends none of its own.
  func expectedMessages(duration: Nanoseconds) -> Double
  /// The next instant after 0 at which its settings change the load, if any: the warm-up ends before it.
  var firstPlannedChange: Instant? { get }
}

extension Part {
  public var references: [Reference] { [] }
  public func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {}
  public func findings(_ view: FindingsView) -> [Finding] { [] }
  public func expectedMessages(duration: Nanoseconds) -> Double { 0 }
  public var firstPlannedChange: Instant? { nil }
}

/// A channel: a part that takes messages and hands them to workers.
public protocol Channel: Part {
  /// How long a call for messages that finds none takes, on average.
  ///
  /// - Parameter wait: what the call says; nil leaves it to the channel.
  func meanEmptyReceive(wait: Nanoseconds?) -> Nanoseconds
  /// How long it keeps a message.
  var retention: Nanoseconds { get }
  /// How long a message stays hidden after a delivery, if it does.
  var visibilityTimeout: Nanoseconds? { get }
  /// Deliveries after which a message is set aside, if it is.
  var maximumReceives: Int? { get }
  /// The channel that messages are set aside to.
  var deadLetterChannel: String? { get }
}

/// A part that sends messages of its own: the beginning of a flow.
public protocol Producer: Part {
  /// The channel that it sends to.
  var target: String { get }
  /// Messages a second at an instant, on average; nil when nobody can say beforehand.
  func rate(at time: Instant) -> Double?
  /// The instants between which the rate runs in straight lines, 0 included.
  var rateChanges: [Instant] { get }
}

/// A part that takes messages from a channel and works on them.
public protocol Consumer: Part {
  /// The channel that it takes from.
  var source: String { get }
  /// How many of it ask for messages on their own.
  var pollers: Int { get }
  /// How long its calls wait for messages, and how long they hide them; nil for what the channel says.
  var receiveWait: Nanoseconds? { get }
  var visibilityTimeout: Nanoseconds? { get }
  /// Messages that it can work on at a time.
  var capacity: Int { get }
  /// The length of an attempt, on average, in seconds.
  var meanAttempt: Double { get }
  /// The share of attempts that fail, and of messages that always fail.
  var errorProbability: Double { get }
  var poisonProbability: Double { get }
  /// Whether the message of a failed attempt is given back at once rather than left to its timeout.
  var givesBack: Bool { get }
}

extension Consumer {
  /// The share of attempts that fail for either reason.
  public var failureProbability: Double { 1 - (1 - errorProbability) * (1 - poisonProbability) }
}

/// The parts of a scenario by name, in the order of the file.
public struct PartDirectory: Sendable {
  public let parts: [any Part]

  public init(_ parts: [any Part]) { self.parts = parts }

  /// The part of this name.
  public subscript(name: String) -> (any Part)? { parts.first { $0.name == name } }

  /// Its place in the order, which is its component's number.
  public func position(of name: String) -> Int? { parts.firstIndex { $0.name == name } }

  /// What sends to a channel.
  public func producers(to channel: String) -> [any Producer] {
    parts.compactMap { $0 as? any Producer }.filter { $0.target == channel }
  }

  /// What takes from a channel.
  public func consumers(of channel: String) -> [any Consumer] {
    parts.compactMap { $0 as? any Consumer }.filter { $0.source == channel }
  }

  /// The channels that set messages aside to this one.
  public func sources(ofDeadLetters channel: String) -> [any Channel] {
    parts.compactMap { $0 as? any Channel }.filter { $0.deadLetterChannel == channel }
  }
}
