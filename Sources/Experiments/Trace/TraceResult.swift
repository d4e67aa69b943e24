// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The life of one message: the one value that every picture of it is made from.
///
/// Times are seconds from the start of the window; `ns` are the same in whole nanoseconds.
public struct TraceResult: Sendable, Codable {
  /// How the message was chosen.
  public struct Selection: Sendable, Codable, Hashable {
    /// `message`, `worst latency`, `first dead-lettered`.
    public var by: String
    /// From 1.
    public var replication: Int
    public var window: String
  }

  public struct Subject: Sendable, Codable, Hashable {
    /// `uploads#1234`: its source and its number there, from 1 in the order of sending.
    public var id: String
    public var source: String
    public var number: Int
    public var bytes: Int
    /// Its key, if its source has keys.
    public var key: Int?
    public var sentS: Double
    public var sentNs: Int64
  }

  /// What became of it.
  public struct End: Sendable, Codable, Hashable {
    /// `delivered`, `dead-lettered`, `lost`, `rejected`, `in flight`; of a message with copies that of the copies that
    /// fared worst.
    public var outcome: String
    /// When that was settled.
    public var atS: Double?
    public var atNs: Int64?
    /// The longest latency of it and its copies that were delivered.
    public var latencyS: Double?
    public var latencyNs: Int64?
    /// Deliveries by queues, and attempts of workers, all copies together.
    public var receives: Int
    public var attempts: Int
  }

  /// The message as it was sent, or a copy of it.
  public struct Branch: Sendable, Codable, Hashable {
    /// From 1, which is the message as it was sent.
    public var number: Int
    /// The branch that it comes from.
    public var parent: Int?
    /// `sent`; `copy`, which decides its own fate; `stage`, which continues what it comes from.
    public var kind: String
    /// The flow that it counts for: `alerts -> reporter`.
    public var flow: String
    /// The part that it went to first.
    public var to: String?
    public var beganS: Double
    public var outcome: String
    public var latencyS: Double?
  }

  /// A part that had to do with it, in the order of appearance.
  public struct Participant: Sendable, Codable, Hashable {
    public var name: String
    /// `SQS queue`.
    public var kind: String
    /// `jobs (SQS)`.
    public var title: String
  }

  /// A stretch of time that a branch spent in one way.
  public struct Phase: Sendable, Codable, Hashable {
    public enum Kind: String, Sendable, Codable {
      case sending, waiting, working, invisible
      case deadLetter = "dead_letter"
    }

    public var branch: Int
    public var kind: Kind
    public var part: String?
    public var fromS: Double
    public var toS: Double
    public var fromNs: Int64
    public var toNs: Int64
  }

  /// What was billed for it, by part and meter. Amounts are decimal text.
  public struct Cost: Sendable, Codable, Hashable {
    public struct Line: Sendable, Codable, Hashable {
      public var part: String
      public var meter: String
      public var title: String
      public var quantity: String
      public var unit: String
      /// Of one unit, at the first tier; nil where the book has no price.
      public var unitPrice: String?
      public var amount: String?
    }

    public var lines: [Line]
    /// Calls that were billed, each counted in full and by this message's part.
    public var requests: String
    /// Time of its attempts at workers that are paid for by time.
    public var workS: Double
    public var total: String
    /// Parts that it passed and that are paid for by the hour, whoever comes.
    public var byTheHour: [String]
    /// Parts that had work with it that the price book knows no price for, or nothing is said of.
    public var notPriced: [String]
    /// The book: `documented`.
    public var book: String
  }

  public var schema = "trace/1"
  public var madeBy: RunResult.MadeBy
  public var scenario: RunResult.Identity
  public var seed: UInt64
  public var selection: Selection
  public var message: Subject
  public var end: End
  public var branches: [Branch]
  public var participants: [Participant]
  public var steps: [Step]
  /// Steps beyond the limit, which are not in the list.
  public var leftOut: Int
  public var phases: [Phase]
  public var cost: Cost
  /// The end of the window.
  public var windowEndS: Double
}

extension TraceResult {
  /// One thing that happened. What does not apply is nil.
  public struct Step: Sendable, Codable, Hashable {
    public struct Use: Sendable, Codable, Hashable {
      /// The meter: `sqs.requests.send`; empty where nothing is billed for it.
      public var meter: String
      /// This message's part of it, as decimal text.
      public var quantity: String
      public var unit: String
      public var amount: String?
    }

    public var atS: Double
    public var atNs: Int64
    public var branch: Int
    /// `received`; the words of `TraceKind`.
    public var kind: String
    /// Where it happened, and which of its tasks, from 1.
    public var part: String?
    public var instance: Int?
    /// Who else had to do with it.
    public var other: String?
    /// What the service calls it: `ReceiveMessage`.
    public var call: String?
    /// Messages of the call or the batch.
    public var messages: Int?
    /// The number of the attempt, from 1, or of attempts that there were.
    public var attempt: Int?
    /// Times received so far.
    public var receives: Int?
    /// Messages ahead of it.
    public var ahead: Int?
    public var untilS: Double?
    /// How long it took.
    public var lengthS: Double?
    /// How long it had waited.
    public var waitedS: Double?
    /// `shard`, and its number from 0.
    public var placeKind: String?
    public var place: Int?
    public var bytes: Int?
    /// Of an answer: `ok`, `throttled`, `failed`, `refused`.
    public var status: String?
    /// Why an attempt came to nothing: `poison`.
    public var cause: String?
    /// Why it can be received: `first`, `again`, `moved`.
    public var appearance: String?
    public var outcome: String?
    public var latencyS: Double?
    /// Whether it happened to it before.
    public var again: Bool?
    public var use: Use?

    init(atNs: Int64, branch: Int, kind: String) {
      atS = Double(atNs) / 1e9
      self.atNs = atNs
      self.branch = branch
      self.kind = kind
    }
  }
}
