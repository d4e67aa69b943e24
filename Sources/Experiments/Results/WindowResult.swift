// SPDX-License-Identifier: GPL-3.0-or-later

import Services

/// What one window measured.
public struct WindowResult: Sendable, Codable {
  public var name: String
  public var monthHours: Double
  /// Simulated time of one replication, in seconds.
  public var durationS: Double
  public var replications: Int
  /// Left out at the start, on average.
  public var warmupS: Double
  /// Events of all replications.
  public var events: Int
  /// Why replications ended early, if any did.
  public var stopped: [String]
  public var flows: [FlowResult]
  public var parts: [PartResult]
  public var links: [LinkResult]
  public var series: [SeriesResult]
  /// What goes wrong, or is done, by plan.
  public var faults: [FaultResult] = []
  /// In windows with faults: what shows how they went.
  public var overTime: [OverTimeResult] = []
  /// What CloudWatch would show, under its names.
  public var cloudWatch: [CloudWatchResult] = []
}

/// A planned fault.
public struct FaultResult: Sendable, Codable {
  public var name: String
  /// `kill`.
  public var kind: String
  /// The part that it happens to.
  public var of: String
  /// Seconds from the window's start; without an end it is over at once, or lasts to the window's end.
  public var fromS: Double
  public var toS: Double?
}

/// A series that shows how a subject got over the faults.
public struct OverTimeResult: Sendable, Codable {
  /// How long it took until the series was back in its usual band.
  public struct Recovery: Sendable, Codable {
    public var fault: String
    public var time: Figure
    /// Replications in which it was not back at the window's end.
    public var notBack: Int
  }

  /// A flow or part, and what is shown of it: `page-views`, `latency`.
  public var subject: String
  public var metric: String
  /// Empty for a series that recovery is not told by.
  public var recoveries: [Recovery]
  /// Its name among the window's series.
  public var series: String { "\(subject).\(metric)" }
}

/// The messages of one source on one way, to a successful end.
public struct FlowResult: Sendable, Codable {
  /// Where the time of the slowest messages went, on average, in seconds.
  public struct Slowest: Sendable, Codable {
    /// The share of the messages that is meant: 0.01.
    public var share: Double
    public var sendingS: Double
    public var waitingS: Double
    public var workS: Double
    public var failedWorkS: Double
    public var invisibleS: Double
    /// Messages averaged.
    public var n: Int
  }

  /// Where the time of the messages between two percentiles of the latency went, on average.
  public struct Band: Sendable, Codable, Hashable {
    /// Percentiles: 50 and 90; 100 is the slowest message.
    public var from: Double
    public var to: Double
    public var sendingS: Double
    public var waitingS: Double
    public var workS: Double
    public var failedWorkS: Double
    public var invisibleS: Double
    /// Messages averaged.
    public var n: Int
  }

  /// What the messages pass before their end.
  public struct Stage: Sendable, Codable {
    /// `alerts -> report-queue`.
    public var name: String
    public var metrics: [String: MetricResult]
  }

  public var name: String
  /// The traffic source.
  public var source: String?
  /// The part where the way ends, several joined by `+`.
  public var end: String?
  /// Messages of all replications, warm-up included; the rest add up to `sent`.
  public var sent: Int
  public var delivered: Int
  public var deadLettered: Int
  public var lost: Int
  public var rejected: Int
  public var inFlight: Int
  /// By metric (`latency`, unit s) and statistic (`p99`); a statistic without data is left out.
  public var metrics: [String: MetricResult]
  /// The latencies of all replications together, in nanoseconds, as HdrHistogram's tools read them
  /// (`HistogramEncoding`); nil where no message has ended. Its percentiles are those of all messages as one, where a
  /// figure is the average of the replications'.
  public var latencyHistogram: String?
  public var slowest: Slowest?
  /// From the fastest messages to the slowest; nil in a result of an earlier version.
  public var bands: [Band]?
  public var stages: [Stage] = []
}

/// The statistics of one metric of one subject.
public struct MetricResult: Sendable, Codable {
  /// `s`, `ratio`, `count`; the unit of mean, max and percentiles. A tally's statistics name their own.
  public var unit: String
  public var stats: [String: Figure]
}

/// A part: a queue, a fleet.
public struct PartResult: Sendable, Codable {
  public struct Limit: Sendable, Codable {
    public var label: String
    /// The most that was reached, and the limit.
    public var reached: Double?
    public var of: Double?
    /// From when to when it stood at the limit, in seconds from the window's start.
    public var fromS: Double?
    public var toS: Double?
  }

  public var name: String
  public var title: String
  /// Names of the metrics that fill the columns of the table of parts.
  public var busy: String?
  public var queue: String?
  public var inPerSecond: Figure?
  public var outPerSecond: Figure?
  public var limits: [Limit]
  /// Figures that tell most about it.
  public var highlights: [PartRow.Highlight] = []
  public var metrics: [String: MetricResult]
  /// Counts of all replications, warm-up left out.
  public var counts: [String: Int]
  /// What has a level at each instant, as averages over time: nodes, shards, bytes kept. Bills count some of them.
  public var levels: [String: Double] = [:]
}

/// An arrow of the picture.
public struct LinkResult: Sendable, Codable {
  public var from: String
  public var to: String
  /// Set on the way to a dead-letter queue.
  public var afterReceives: Int?
  public var perSecond: Figure?
  /// Set on another way aside: what brings messages there.
  public var aside: String?

  /// Whether it is a way aside, to a dead-letter queue.
  public var isAside: Bool { afterReceives != nil || aside != nil }
}

/// A metric as Amazon CloudWatch shows it, with a period of one minute.
public struct CloudWatchResult: Sendable, Codable {
  /// `AWS/SQS`.
  public var namespace: String
  /// `ApproximateNumberOfMessagesVisible`.
  public var metric: String
  /// `QueueName`, and the part.
  public var dimension: String
  public var subject: String
  /// `Count`, `Seconds`, `Milliseconds`, `None`.
  public var unit: String
  /// `Average`, `Maximum`, `Sum` (of a period, on average), `p99`.
  public var statistics: [String: Figure]
}

/// A value over time, averaged over the replications, at most 240 points. Stretches without data are left out.
public struct SeriesResult: Sendable, Codable {
  public var name: String
  public var unit: String
  /// Seconds from the window's start.
  public var tS: [Double]
  public var mean: [Double]
  public var low: [Double]
  public var high: [Double]
}
