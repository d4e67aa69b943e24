// SPDX-License-Identifier: GPL-3.0-or-later

/// What each input does when it alone is so much less or more than written.
public struct TornadoResult: Sendable, Codable {
  /// One end of an input: what changes against the scenario as written, replication by replication.
  public struct End: Sendable, Codable {
    /// What the input is there.
    public var value: String
    /// US dollars a month more.
    public var monthly: CostResult.Amount?
    /// In the objective's unit; nil without data.
    public var objective: Figure?
  }

  public struct Input: Sendable, Codable {
    public var path: String
    public var written: String
    public var low: End
    public var high: End
  }

  /// An input that could not be varied.
  public struct LeftOut: Sendable, Codable, Hashable {
    public var path: String
    public var written: String
  }

  /// How much less and more: 0.2.
  public var by: Double
  /// The objective that is nearest to its bound as written; nil where there is none but costs.
  public var objective: SweepResult.Judgement?
  /// As written.
  public var monthly: CostResult.Amount?
  /// Those that matter most first: by the larger of both effects, as shares of the cost and of the objective's figure.
  public var inputs: [Input]
  public var leftOut: [LeftOut]
}

/// How much of the spread of the results comes from which input.
public struct SobolIndicesResult: Sendable, Codable {
  /// Shares of the variance, with the bootstrap's interval.
  public struct Pair: Sendable, Codable {
    public var first: Figure
    public var total: Figure
  }

  public struct Input: Sendable, Codable {
    public var path: String
    public var written: String
    /// The ends between which it varies.
    public var from: String
    public var to: String
    /// Nil where the response does not vary, or is missing somewhere.
    public var monthly: Pair?
    public var objective: Pair?
  }

  /// Rows of the design; each is (inputs + 2) points.
  public var basePoints: Int
  public var points: Int
  /// The objective that is nearest to its bound as written; nil where there is none but costs.
  public var objective: SweepResult.Judgement?
  /// Those with the largest total index first.
  public var inputs: [Input]
  public var leftOut: [TornadoResult.LeftOut]
}
