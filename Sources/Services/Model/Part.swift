// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation
import Statistics

/// A configured part of a scenario (a source, a queue, a fleet), read and checked on its own but not yet wired.
///
/// Each service has one such type. All that the rest of the program knows of a service is what this protocol says.
public protocol Part: Sendable {
  /// The name in the scenario.
  var name: String { get }
  /// The name of what the scenario says about it: its own, or that of the channel that fans out to it.
  var writtenName: String { get }
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
  /// Bounds on figures of a window that hold whatever chance brings, nothing having been simulated.
  func certainties(_ view: FindingsView) -> [Certainty]
  /// It as a line before servers, for closed forms; nil for what is none.
  func station(_ view: FindingsView) -> Station?
  /// Messages that it sends during a window, on average; 0 for a part that sends none of its own.
  func expectedMessages(duration: Nanoseconds) -> Double
  /// The next instant after 0 at which its settings change the load, if any: the warm-up ends before it.
  var firstPlannedChange: Instant? { get }
  /// Where it hands messages on to.
  var outlets: [Outlet] { get }
  /// The share of the messages that come to it which goes out on a way, on average.
  func share(of outlet: Outlet, _ parts: PartDirectory) -> Double
  /// The most payload of one call with several messages, bytes, and the most messages.
  var largestBatch: Int64 { get }
  var mostOfBatch: Int { get }
  /// The queues that it sets messages aside to.
  var deadLetterChannels: [String] { get }
  /// Whether it can be called: pushed to by a topic, or called by a worker besides sending to a channel.
  var isCallable: Bool { get }
  /// Whether it keeps what is sent to it by a call, so that the message goes on from there: a channel, a function.
  var keepsMessages: Bool { get }
  /// The parts that it is made of among these: itself, unless it stands for several, as a queue does that fans out. They
  /// are wired afterwards.
  func expanded(among parts: [any Part]) -> [any Part]
  /// The part as it is among these: what its settings alone do not say, such as which of the names that it hands
  /// messages on to are channels.
  func wired(among parts: [any Part]) -> any Part
  /// What it asks of caches and databases.
  var requests: [Request] { get }
  /// Where it stands in the network.
  var standing: Standing { get }
  /// Services of AWS that it sends to and that are no parts.
  var services: [NetworkService] { get }
  /// CloudWatch alarms that AWS makes for it by itself.
  var ownAlarms: OwnAlarms { get }
  /// Why it cannot have a fault of this kind; nil if it can.
  func problem(with fault: FaultKind) -> String?
  /// What its calls are called in the service's own terms.
  var callNames: CallNames { get }
  /// What working for an hour in one of its places costs, where nothing is paid for each message.
  var workMeters: [WorkMeter] { get }
  /// The calls that it makes of a part that keeps nothing, for each message that comes to it, on average; nil for none.
  func callShare(to name: String) -> Double?
  /// The events that it handles, by signal.
  var signalNames: [UInt16: String] { get }
  /// Whether it has an ability that a scenario may ask for.
  func answer(to ability: Ability, _ parts: PartDirectory) -> AbilityAnswer
}

/// A way on which a part hands on messages.
public struct Outlet: Sendable, Hashable {
  public enum Kind: Sendable {
    /// Every message goes on as itself: a source, a worker with one channel behind it.
    case passesOn
    /// Each message goes on as a copy, which has a fate of its own: a topic, a worker with several channels behind it.
    case copies
  }

  /// The part that gets them.
  public var to: String
  public var kind: Kind
  /// The share of the messages that goes this way, on average.
  public var share: Double

  public init(to: String, kind: Kind, share: Double = 1) {
    self.to = to
    self.kind = kind
    self.share = share
  }
}

extension Part {
  public var writtenName: String { name }
  public var references: [Reference] { [] }
  public func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {}
  public func findings(_ view: FindingsView) -> [Finding] { [] }
  public func certainties(_ view: FindingsView) -> [Certainty] { [] }
  public func station(_ view: FindingsView) -> Station? { nil }
  public func expectedMessages(duration: Nanoseconds) -> Double { 0 }
  public var firstPlannedChange: Instant? { nil }
  public var outlets: [Outlet] { [] }
  public func share(of outlet: Outlet, _ parts: PartDirectory) -> Double { outlet.share }
  public var largestBatch: Int64 { TrafficSettings.largestBatch }
  public var mostOfBatch: Int { TrafficSettings.mostOfBatch }
  public var deadLetterChannels: [String] { [] }
  public var isCallable: Bool { false }
  public var keepsMessages: Bool { self is any Channel || self is any Consumer || !outlets.isEmpty }
  public func expanded(among parts: [any Part]) -> [any Part] { [self] }
  public func wired(among parts: [any Part]) -> any Part { self }
  public var requests: [Request] { [] }
  public var standing: Standing { .vpc }
  public var services: [NetworkService] { [] }
  public var ownAlarms: OwnAlarms { .none }
  public var callNames: CallNames { CallNames() }
  public var workMeters: [WorkMeter] { [] }
  public func callShare(to name: String) -> Double? { nil }
  public var signalNames: [UInt16: String] { [:] }
  public func answer(to ability: Ability, _ parts: PartDirectory) -> AbilityAnswer {
    .no("not a thing to ask of a \(kind)")
  }
  public func problem(with fault: FaultKind) -> String? {
    "\(English.withArticle(kind)) cannot be told to \(fault.rawValue)"
  }
}

/// A channel that workers ask for messages: a queue.
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
  /// Whether it keeps the order of the messages of a group.
  var isFIFO: Bool { get }
  /// How long a message waits for the next call that brings it to a reader, at most; those between are as likely.
  func longestPoll(of reader: any Consumer) -> Nanoseconds
  /// The share of a window's messages that a limit refuses at first; nil where it has none.
  func expectedRefusals(_ view: FindingsView) -> Double?
  /// Whether nothing that comes in a window is refused or held back for want of room: no limit of its own is reached.
  func takesAll(_ parts: PartDirectory, _ view: FindingsView) -> Bool
  /// The name of the channel that a reader takes from: its own, unless every reader has one to itself.
  func channel(ofReader reader: String) -> String
}

extension Channel {
  public var isFIFO: Bool { false }
  public func takesAll(_ parts: PartDirectory, _ view: FindingsView) -> Bool { true }
  public func longestPoll(of reader: any Consumer) -> Nanoseconds { 0 }
  public func expectedRefusals(_ view: FindingsView) -> Double? { nil }
  public func channel(ofReader reader: String) -> String { name }
}

/// A part that sends messages of its own: the beginning of a flow.
public protocol Producer: Part {
  /// The channel that it sends to.
  var target: String { get }
  /// Messages a second at an instant, on average; nil when nobody can say beforehand.
  func rate(at time: Instant) -> Double?
  /// What is known of its rate where it is uncertain and no future says what it is.
  var uncertainRate: UncertainRate? { get }
  /// The instants between which the rate runs in straight lines, 0 included.
  var rateChanges: [Instant] { get }
  /// What filters can look at in its messages.
  var fields: MessageFields { get }
  /// The keys of its messages; nil if they have none.
  func keys(_ parts: PartDirectory) -> KeyPopulation?
  /// The source whose keys they are: itself, or the one at the end of `same_as`.
  func keySource(_ parts: PartDirectory) -> String
  /// The law of the sizes of the records that its messages are about, and the source that it belongs to; nil for the
  /// messages' own sizes.
  func recordSize(_ parts: PartDirectory) -> (distribution: Distribution, source: String)?
  /// How long what a message writes may live, in seconds by the messages' numbers, 0 where nothing is said; empty if
  /// nothing is known of any.
  var timesToLive: [UInt32] { get }
  /// How its messages are put together into calls.
  var gathering: Gathering { get }
  /// The law of the sizes of its messages; nil where they were recorded.
  var sizes: Distribution? { get }
  /// Whether it costs something, as a connector does and traffic from outside does not.
  var isBilled: Bool { get }
  /// How unevenly its messages come: the variance of their number in a long time over its mean, 1 for a Poisson process;
  /// nil where nobody can say.
  var dispersion: Double? { get }
}

/// How a source's messages are put together into calls.
public struct Gathering: Sendable, Hashable {
  /// Producers that the messages come from. The messages of one key come from one producer.
  public var producers: Int
  /// The most messages of one call, and the longest that the first of them waits for the others; nil where nothing is
  /// said, which is one message in each call for a queue.
  public var most: Int?
  public var wait: Nanoseconds?

  public init(producers: Int = 1, most: Int? = nil, wait: Nanoseconds? = nil) {
    self.producers = producers
    self.most = most
    self.wait = wait
  }
}

extension Producer {
  /// How long a message waits for others of its call at most: as long as may be said, or until so many have come that
  /// fill it, at the lowest rate; four standard deviations more of them, so that hardly any waits longer.
  var longestGathering: Nanoseconds {
    let wait = gathering.wait ?? 0
    guard let most = gathering.most, most > 1 else { return wait }
    let times: [Instant] = [0] + rateChanges.reduce(into: [Instant]()) { $0 += [max(0, $1 - 1), $1] }
    guard let rate = times.compactMap({ self.rate(at: $0) }).filter({ $0 > 0 }).min() else { return wait }
    let others = Double(most - 1) + 4 * (Double(most) * (dispersion ?? 1)).squareRoot()
    let seconds = others * Double(max(1, gathering.producers)) / rate
    return min(wait, Nanoseconds(seconds: min(seconds, 1e9)))
  }

  public var outlets: [Outlet] { [Outlet(to: target, kind: .passesOn)] }
  public var uncertainRate: UncertainRate? { nil }
  public var fields: MessageFields { .none }
  public func keys(_ parts: PartDirectory) -> KeyPopulation? { nil }
  public func keySource(_ parts: PartDirectory) -> String { name }
  public func recordSize(_ parts: PartDirectory) -> (distribution: Distribution, source: String)? { nil }
  public var timesToLive: [UInt32] { [] }
  public var gathering: Gathering { Gathering() }
  public var sizes: Distribution? { nil }
  public var isBilled: Bool { false }
  public var dispersion: Double? { nil }
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
  /// The law of an attempt's length; nil where a message has none of its own.
  var attemptTime: Distribution? { get }
  /// How long it waits until a batch is full, at most.
  var batchWindow: Nanoseconds { get }
  /// Seconds of one of its places (``capacity``) that a message takes on average at the least, however it fares.
  var leastWork: Double { get }
  /// The share of attempts that fail, and of messages that always fail.
  var errorProbability: Double { get }
  var poisonProbability: Double { get }
  /// Whether the message of a failed attempt is given back at once rather than left to its timeout.
  var givesBack: Bool { get }
  /// The same worker with another channel to take from.
  func reading(from channel: String) -> any Consumer
}

extension Consumer {
  public func reading(from channel: String) -> any Consumer { self }
  public var attemptTime: Distribution? { nil }
  public var batchWindow: Nanoseconds { 0 }
  public var leastWork: Double { meanAttempt * (1 - failureProbability) }

  /// Itself, at the channel that is its own where every reader of its channel has one.
  public func expanded(among parts: [any Part]) -> [any Part] {
    guard let channel = parts.first(where: { $0.name == source }) as? any Channel else { return [self] }
    let own = channel.channel(ofReader: name)
    return own == channel.name ? [self] : [reading(from: own)]
  }

  /// The share of attempts that fail for either reason.
  public var failureProbability: Double { 1 - (1 - errorProbability) * (1 - poisonProbability) }
}
