// SPDX-License-Identifier: GPL-3.0-or-later

/// One thing that happened to a message that is followed: 48 bytes, whatever it is.
public struct TraceStep: BitwiseCopyable, Sendable, Equatable {
  /// Why a message can be received.
  public enum Appearance: Int64, Sendable {
    case first, again, givenBack, moved, redriven
  }

  /// Why an attempt came to nothing.
  public enum Cause: Int64, Sendable {
    /// An error that another attempt may not have.
    case error
    /// The message itself: every attempt fails.
    case poison
    /// A planned fault.
    case fault
    /// A call that it made.
    case call
    /// The worker's instance is gone.
    case crash
    /// Its time was up.
    case timeout
    /// Another message of the same batch.
    case batch
  }

  /// A billed thing of which this message had a part.
  public struct Use: Sendable, Equatable {
    /// What counts it.
    public var counter: CounterID
    /// How much was counted.
    public var amount: Int32
    /// Messages that it was for; 0 for as many as the latest call that went out with it had (``TraceKind/called``).
    public var shares: Int32

    public init(_ counter: CounterID, _ amount: Int64 = 1, among shares: Int = 1) {
      self.counter = counter
      self.amount = Int32(clamping: amount)
      self.shares = Int32(clamping: max(shares, 0))
    }
  }

  public var at: Instant
  public var a: Int64
  public var b: Int64
  private var counter: Int32
  private var amount: Int32
  private var shares: Int32
  /// Where it happened; ``nobody`` for what is no part's.
  public var component: ComponentID
  /// Who else had to do with it; ``nobody`` for none.
  public var other: ComponentID
  /// Which of the copies it happened to: 1 is the message as it was sent. See ``Trace/branches``.
  public var branch: UInt16
  private var kindValue: UInt16

  init(
    _ kind: TraceKind, at time: Instant, branch: UInt16, component: ComponentID, other: ComponentID, a: Int64, b: Int64,
    use: Use?
  ) {
    at = time
    self.a = a
    self.b = b
    counter = use.map { Int32(truncatingIfNeeded: $0.counter.index) } ?? -1
    amount = use?.amount ?? 0
    shares = use?.shares ?? 0
    self.component = component
    self.other = other
    self.branch = branch
    kindValue = kind.rawValue
  }

  public static var nobody: ComponentID { .max }

  public var kind: TraceKind { TraceKind(rawValue: kindValue) ?? .sent }

  /// What it used that is billed, if anything.
  public var use: Use? {
    counter < 0 ? nil : Use(CounterID(index: Int(counter)), Int64(amount), among: Int(shares))
  }
}

/// The life of one message.
public struct Trace: Sendable {
  /// A copy of the message: at a fork, or as the next stage of its way.
  public struct Branch: Sendable, Equatable {
    /// The number of the branch that it comes from; 0 for the message as it was sent.
    public var parent: UInt16
    /// The flow that it counts for.
    public var flow: FlowID
    public var at: Instant
    /// Whether it decides its own fate; else it continues its parent.
    public var isFork: Bool
  }

  /// Steps that are kept; those after them are only counted.
  static let limit = 1 << 20

  /// In the order in which they happened.
  public internal(set) var steps: [TraceStep] = []
  /// By number less 1; beyond 65,534 copies the last one stands for all.
  public internal(set) var branches: [Branch] = []
  /// Steps that were too many to keep.
  public internal(set) var leftOut = 0
  /// The message as it was sent; nil if it was not.
  public internal(set) var message: Message?
}
