// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// A channel that keeps its messages for a time and lets every reader read all of them: a topic of Kafka, a stream of
/// Kinesis.
///
/// Each worker that reads it is a reader (a consumer group, an application) with a position of its own. With two or more
/// of them the log is a fork: every reader has its own copy of a message, with its own fate; a message is delivered at
/// the log when it is there for good.
public protocol LogChannel: Channel {
  /// Partitions (shards) at the start.
  var partitions: Int { get }
  /// How often readers commit their positions unless they say otherwise.
  var commitInterval: Nanoseconds { get }
  /// The partition that the messages of a key go to at the start, from 0. A key's bytes are its number in decimal digits.
  func partition(ofKey key: UInt32) -> Int
  /// The most that one partition takes in; nil where nothing but its server limits it.
  var partitionLimit: PartitionLimit? { get }
  /// What kind of log it is, for those that read the kinds differently.
  var family: LogFamily { get }
  /// The setting that gives it so many partitions; nil where nobody can choose them.
  func setting(partitions count: Int) -> Advice.Setting?
  /// The longest that it can keep records.
  var longestRetention: Nanoseconds { get }
}

/// The kinds of logs.
public enum LogFamily: Sendable, Hashable {
  /// Readers lease shards.
  case kinesis
  /// Readers are consumer groups, whose members are given partitions.
  case kafka
}

/// The most that one partition takes in, in a second.
public struct PartitionLimit: Sendable, Hashable {
  public var records: Double?
  public var bytes: Double?

  public init(records: Double? = nil, bytes: Double? = nil) {
    self.records = records
    self.bytes = bytes
  }
}

extension LogChannel {
  public var visibilityTimeout: Nanoseconds? { nil }
  public var maximumReceives: Int? { nil }
  public var isCallable: Bool { true }
  public var longestRetention: Nanoseconds { Units.longestDuration }
  public func setting(partitions count: Int) -> Advice.Setting? { nil }

  /// Its ways to its readers, where it is a fork. For ``Part/wired(among:)``.
  public func outlets(to parts: [any Part]) -> [Outlet] {
    let readers = parts.compactMap { $0 as? any Consumer }.filter { $0.source == name }
    return readers.count < 2 ? [] : readers.map { Outlet(to: $0.name, kind: .copies) }
  }
}

/// A worker that can read a log.
public protocol LogReader: Consumer {
  /// How it reads.
  var reading: LogReading { get }
  /// What is set that only consumer groups of Kafka understand, and where.
  var groupSettings: [Reference] { get }
}

extension LogReader {
  public var groupSettings: [Reference] { [] }
}

/// How a worker reads a log.
public struct LogReading: Sendable, Hashable {
  /// What asks for records.
  public enum Members: Sendable, Hashable {
    /// Tasks that share the partitions among them, at most so many.
    case tasks(Int)
    /// An event source mapping: a lane for each partition, by the partition's number.
    case lanes
  }

  /// When the position is committed.
  public enum Guarantee: String, Sendable, Hashable, CaseIterable {
    /// After the work: what was worked on since the last commit is worked on again after a crash.
    case atLeastOnce = "at_least_once"
    /// Before the work: what a member held when it crashed is lost.
    case atMostOnce = "at_most_once"
    /// In one transaction with the results: nobody sees them before the commit.
    case exactlyOnce = "exactly_once"
  }

  public var members: Members
  public var guarantee: Guarantee
  /// Time between two commits; nil for what the log says.
  public var commitInterval: Nanoseconds?
  /// Tasks that there are at the start, by their numbers from 0.
  public var membersAtStart: Int
  /// How they share the partitions, if the log has consumer groups.
  public var group: LogGroup
  /// Whether a member may ask for more before it has finished, so that only what has come to its end is committed: a sink
  /// that gathers records into objects.
  public var commitsDelivered = false

  public init(
    members: Members, guarantee: Guarantee = .atLeastOnce, commitInterval: Nanoseconds? = nil,
    membersAtStart: Int? = nil, group: LogGroup = LogGroup()
  ) {
    self.members = members
    self.guarantee = guarantee
    self.commitInterval = commitInterval
    self.group = group
    if case .tasks(let most) = members {
      self.membersAtStart = min(membersAtStart ?? most, most)
    } else {
      self.membersAtStart = 0
    }
  }
}
