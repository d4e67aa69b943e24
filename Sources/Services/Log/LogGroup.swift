// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// How the tasks of a worker share the partitions of a topic of Kafka among them: the settings of a consumer group.
public struct LogGroup: Sendable, Hashable {
  /// Who decides on the assignment (Apache Kafka documentation, consumer configs: group.protocol).
  public enum GroupProtocol: String, Sendable, Hashable, CaseIterable {
    /// One of the members, behind a barrier that all of them have to reach.
    case classic
    /// The brokers (KIP-848); each member follows at its own pace.
    case consumer
  }

  public var groupProtocol: GroupProtocol
  public var assignor: GroupAssignor
  /// Silence after which a member is taken for dead.
  public var sessionTimeout: Nanoseconds
  /// Time between two heartbeats of a member; it learns with them of a rebalance.
  public var heartbeatInterval: Nanoseconds
  /// The longest that a member may work on what one poll has given it.
  public var maxPollInterval: Nanoseconds
  /// From the assignment until what is newly assigned is read.
  public var rebalanceTime: Distribution
  /// Whether members keep their partitions over a restart that is shorter than ``sessionTimeout``.
  public var isStatic: Bool
  /// How long the commit of a transaction takes; only with ``LogReading/Guarantee/exactlyOnce``.
  public var transactionTime: Distribution
  public var fetch: Fetch

  /// What a member asks the brokers for.
  public struct Fetch: Sendable, Hashable {
    /// Bytes that have to be there before a fetch is answered, and the longest that it waits for them.
    public var minBytes: Int64
    public var maxWait: Nanoseconds
    /// The most of one answer, and of one partition in it; a larger record still comes.
    public var maxBytes: Int64
    public var maxPartitionBytes: Int64
    /// The most records that one poll returns unless the member says otherwise.
    public var maxRecords: Int

    /// The defaults are Kafka's (Apache Kafka documentation, consumer configs).
    public init(
      minBytes: Int64 = 1, maxWait: Nanoseconds = .second / 2, maxBytes: Int64 = 50 << 20,
      maxPartitionBytes: Int64 = 1 << 20, maxRecords: Int = Self.maxRecords
    ) {
      self.minBytes = minBytes
      self.maxWait = maxWait
      self.maxBytes = maxBytes
      self.maxPartitionBytes = maxPartitionBytes
      self.maxRecords = maxRecords
    }

    /// Apache Kafka documentation, consumer configs: max.poll.records.
    public static var maxRecords: Int { 500 }
  }

  /// The defaults are Kafka's (Apache Kafka documentation, consumer configs), what takes time left out.
  public init(
    groupProtocol: GroupProtocol = .classic, assignor: GroupAssignor? = nil,
    sessionTimeout: Nanoseconds = 45 * .second, heartbeatInterval: Nanoseconds? = nil,
    maxPollInterval: Nanoseconds = 300 * .second, rebalanceTime: Distribution? = nil, isStatic: Bool = false,
    transactionTime: Distribution? = nil, fetch: Fetch = Fetch()
  ) {
    self.groupProtocol = groupProtocol
    self.assignor = assignor ?? .standard(of: groupProtocol)
    self.sessionTimeout = sessionTimeout
    self.heartbeatInterval = heartbeatInterval ?? Self.heartbeatInterval(of: groupProtocol)
    self.maxPollInterval = maxPollInterval
    self.rebalanceTime = rebalanceTime ?? .zero
    self.isStatic = isStatic
    self.transactionTime = transactionTime ?? .zero
    self.fetch = fetch
  }

  /// Apache Kafka documentation, consumer configs: heartbeat.interval.ms; group configs:
  /// group.consumer.heartbeat.interval.ms.
  static func heartbeatInterval(of groupProtocol: GroupProtocol) -> Nanoseconds {
    groupProtocol == .classic ? 3 * .second : 5 * .second
  }

  /// Time between two commits of transactions that nobody has said another for (Kafka Streams configs:
  /// commit.interval.ms with processing.guarantee exactly_once_v2).
  public static var transactionInterval: Nanoseconds { .second / 10 }
}
