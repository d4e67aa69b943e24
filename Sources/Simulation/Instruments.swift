// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// The number of a counter, of a gauge and of a distribution in the ``Instruments`` of a model.
public struct CounterID: Hashable, Sendable { @usableFromInline let index: Int }
public struct GaugeID: Hashable, Sendable { @usableFromInline let index: Int }
public struct DistributionID: Hashable, Sendable { @usableFromInline let index: Int }

extension CounterID {
  /// The place in ``Measurements/counters``.
  public var position: Int { index }
}
extension GaugeID {
  /// The place in ``Measurements/levels``.
  public var position: Int { index }
}
extension DistributionID {
  /// The place in ``Measurements/distributions``.
  public var position: Int { index }
}

/// Everything that a model measures, declared once when the model is built and the same in every replication.
///
/// A component asks for counters, gauges and distributions by name while it is built, keeps the numbers that it gets,
/// and says with ``metric(_:_:_:overTime:)`` which figures a person can ask for. Reports, objectives and bills know these
/// declarations only, so that a new service needs no code in any of them.
public struct Instruments: Sendable {
  /// What one instrument measures.
  public struct Declaration: Sendable, Hashable {
    /// The flow or part, as named in the scenario.
    public var subject: String
    /// The measured thing: `receives`, `depth`.
    public var name: String
    /// `messages`, `requests`, `tasks`, `s`.
    public var unit: String
  }

  public private(set) var counters: [Declaration] = []
  public private(set) var gauges: [Declaration] = []
  public private(set) var distributions: [Declaration] = []
  public private(set) var flows: [FlowInstruments] = []
  public private(set) var metrics: [Metric] = []
  /// The tallies that are followed over time.
  private(set) var followed: [TallyPair] = []
  /// Second names of subjects.
  private(set) var aliases: [(alias: String, subject: String)] = []
  /// What CloudWatch would show, under its names.
  public private(set) var cloudWatch: [CloudWatchMetric] = []

  public init() {}

  /// A number of things that happened.
  public mutating func counter(_ subject: String, _ name: String, unit: String = "messages") -> CounterID {
    counters.append(Declaration(subject: subject, name: name, unit: unit))
    return CounterID(index: counters.count - 1)
  }

  /// A value that changes in steps over time; its average is weighted by time, and it is sampled into a series.
  public mutating func gauge(_ subject: String, _ name: String, unit: String = "messages") -> GaugeID {
    gauges.append(Declaration(subject: subject, name: name, unit: unit))
    return GaugeID(index: gauges.count - 1)
  }

  /// A distribution of times, with a series of their means.
  public mutating func distribution(_ subject: String, _ name: String) -> DistributionID {
    distributions.append(Declaration(subject: subject, name: name, unit: "s"))
    return DistributionID(index: distributions.count - 1)
  }

  /// A flow: the messages of one source on one way. At most 65,535.
  ///
  /// - Parameters:
  ///   - source: the traffic source that the messages come from; the flow's own name at the source itself.
  ///   - end: the way as `source -> part`, if people may call the flow so too.
  ///   - stages: what the messages pass before their end, each as `source -> part`; at most 200.
  public mutating func flow(_ name: String, source: String? = nil, end: String? = nil, stages: [String] = []) -> FlowID
  {
    let flow = FlowInstruments(
      name: name, source: source ?? name, sent: counter(name, "sent"), delivered: counter(name, "delivered"),
      deadLettered: counter(name, "dead_lettered"), expired: counter(name, "lost"),
      rejected: counter(name, "rejected"), decided: counter(name, "decided"), latency: distribution(name, "latency"),
      wait: distribution(name, "wait"), service: distribution(name, "service"), stages: stages.map { stage($0) })
    flows.append(flow)
    metric(name, "latency", .distribution(flow.latency))
    metric(name, "wait", .distribution(flow.wait))
    metric(name, "service", .distribution(flow.service))
    metric(name, "throughput", .tally(flow.delivered, of: flow.sent))
    metric(name, "delivered", .tally(flow.delivered, of: flow.decided))
    metric(name, "dead_lettered", .tally(flow.deadLettered, of: flow.sent))
    metric(name, "lost", .tally(flow.expired, of: flow.sent))
    metric(name, "errors", .tally(flow.rejected, of: flow.sent))
    if let end, end != name { aliases.append((end, name)) }
    return FlowID(flows.count - 1)
  }

  private mutating func stage(_ name: String) -> StageInstruments {
    let stage = StageInstruments(
      name: name, passed: counter(name, "delivered"), deadLettered: counter(name, "dead_lettered"),
      expired: counter(name, "lost"), rejected: counter(name, "rejected"), decided: counter(name, "decided"),
      latency: distribution(name, "latency"))
    metric(name, "latency", .distribution(stage.latency))
    metric(name, "throughput", .tally(stage.passed, of: stage.decided))
    metric(name, "delivered", .tally(stage.passed, of: stage.decided))
    metric(name, "dead_lettered", .tally(stage.deadLettered, of: stage.decided))
    metric(name, "lost", .tally(stage.expired, of: stage.decided))
    metric(name, "errors", .tally(stage.rejected, of: stage.decided))
    return stage
  }

  /// Says that `subject` has a figure of this name.
  ///
  /// - Parameter overTime: whether a tally is followed over time, as a series of its ratio in each sampling interval.
  ///   Levels and distributions always are.
  public mutating func metric(_ subject: String, _ name: String, _ kind: Metric.Kind, overTime: Bool = false) {
    metrics.append(Metric(subject: subject, name: name, kind: kind))
    if overTime, case .tally(let part, let whole) = kind { followed.append(TallyPair(part: part, whole: whole)) }
  }

  /// The place of a tally in ``Measurements/tallySeries``; nil if it is not followed over time.
  public func seriesPosition(of metric: Metric) -> Int? {
    guard case .tally(let part, let whole) = metric.kind else { return nil }
    return followed.firstIndex(of: TallyPair(part: part, whole: whole))
  }

  /// The counter of this name, if the subject has it.
  public func counter(named name: String, of subject: String) -> CounterID? {
    counters.firstIndex { $0.subject == subject && $0.name == name }.map { CounterID(index: $0) }
  }

  /// The gauge of this name, if the subject has it.
  public func gauge(named name: String, of subject: String) -> GaugeID? {
    gauges.firstIndex { $0.subject == subject && $0.name == name }.map { GaugeID(index: $0) }
  }

  /// The figure of this name, if the subject has it.
  public func metric(named name: String, of subject: String) -> Metric? {
    metrics.first { $0.subject == subject && $0.name == name }
  }

  /// The subject that is meant by a name or by a second name; nil if nothing is.
  public func subject(named name: String) -> String? {
    if metrics.contains(where: { $0.subject == name }) { return name }
    return aliases.first { $0.alias == name }?.subject
  }

  /// All names of ways, `source -> part`, in the order of their declaration.
  public var ways: [String] {
    let names = flows.flatMap { flow in
      flow.stages.map(\.name) + (flow.name == flow.source ? [] : [flow.name])
    }
    return names + aliases.map(\.alias)
  }

  /// Says under which name CloudWatch shows something.
  public mutating func cloudWatch(_ metric: CloudWatchMetric) { cloudWatch.append(metric) }
}

/// Things counted and what they are out of.
struct TallyPair: Sendable, Hashable {
  var part, whole: CounterID
}

/// A metric as Amazon CloudWatch shows it, so that a result can be laid beside a dashboard.
public struct CloudWatchMetric: Sendable, Hashable {
  /// Where its values come from.
  public enum Source: Sendable, Hashable {
    /// A value over time: `Average`, `Maximum`.
    case level(GaugeID)
    /// Things counted: `Sum`, of a minute.
    case count(CounterID)
    /// Times of single things: `Average`, `Maximum`, percentiles.
    case times(DistributionID)
  }

  /// `AWS/SQS`.
  public var namespace: String
  /// `NumberOfMessagesSent`.
  public var name: String
  /// The dimension and its value: `QueueName`, the part.
  public var dimension: String
  public var subject: String
  public var source: Source

  public init(_ namespace: String, _ name: String, _ dimension: String, _ subject: String, _ source: Source) {
    self.namespace = namespace
    self.name = name
    self.dimension = dimension
    self.subject = subject
    self.source = source
  }
}

/// What is measured of one flow.
public struct FlowInstruments: Sendable {
  /// The traffic source, or the way of its copies: `alerts -> admin-mail`.
  public let name: String
  /// The traffic source.
  public let source: String
  /// Joined to a message's number for its draws; the top 16 bits, from the source's name.
  public var drawSalt: UInt64 {
    StableHash.of(source.utf8) & 0xFFFF_0000_0000_0000
  }
  public let sent, delivered, deadLettered, expired, rejected: CounterID
  /// Those whose fate is known: `sent` less what is still on its way.
  public let decided: CounterID
  /// From the first send to the first successful end of work.
  public let latency: DistributionID
  /// The part of the latency that is neither sending, work nor time hidden after a failure.
  public let wait: DistributionID
  /// The successful attempt.
  public let service: DistributionID
  /// What the messages pass before their end.
  public let stages: [StageInstruments]
}

/// What is measured where the messages of a flow pass by before their end.
public struct StageInstruments: Sendable {
  /// `alerts -> report-queue`.
  public let name: String
  /// Messages that came so far, and what became of those that did not.
  public let passed, deadLettered, expired, rejected, decided: CounterID
  /// From the first send.
  public let latency: DistributionID
}

/// A figure that objectives, tables and files can name: `METRIC.STAT` of a subject.
public struct Metric: Sendable {
  /// What kind of figure it is, which decides the statistics that can be asked of it.
  public enum Kind: Sendable {
    /// Times of single messages: percentiles, `mean`, `max`.
    case distribution(DistributionID)
    /// A value over time: `mean`, `max`, percentiles over time.
    case level(GaugeID)
    /// Things out of others: `ratio`, `count`, `rate` (a second).
    case tally(CounterID, of: CounterID)
  }

  public var subject: String
  public var name: String
  public var kind: Kind
}
