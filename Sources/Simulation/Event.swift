// SPDX-License-Identifier: GPL-3.0-or-later

/// The number of a component: its index in the array of components of a ``Simulation``.
public typealias ComponentID = UInt32

/// Something that happens to one component at one instant.
///
/// 24 bytes, copied bit by bit. What `signal` and the payload mean is the vocabulary of the target component; each
/// service documents its own in an enum of raw `UInt16` values.
@frozen
public struct Event: BitwiseCopyable, Sendable, Equatable {
  /// Who handles the event.
  public var target: ComponentID
  /// What happens, in the target's vocabulary.
  public var signal: UInt16
  /// A small number of the payload.
  public var small: UInt16
  /// The payload.
  public var a: UInt32
  public var b: UInt32
  public var c: UInt32
  public var d: UInt32

  @inlinable @inline(__always)
  public init(
    to target: ComponentID, _ signal: UInt16, small: UInt16 = 0, a: UInt32 = 0, b: UInt32 = 0, c: UInt32 = 0,
    d: UInt32 = 0
  ) {
    self.target = target
    self.signal = signal
    self.small = small
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  /// The payload's last two words as one 64-bit number.
  @inlinable @inline(__always)
  public var wide: Int64 {
    get { Int64(bitPattern: UInt64(c) | UInt64(d) << 32) }
    set {
      c = UInt32(truncatingIfNeeded: newValue)
      d = UInt32(truncatingIfNeeded: newValue >> 32)
    }
  }
}

/// An event as it is kept: three words.
///
/// Field by field, an event would be written in smaller pieces than it is read in, and a processor that reads what it
/// has just written in two pieces waits until both have reached the cache: most events leave soon after they came.
@frozen @usableFromInline
struct EventWords: BitwiseCopyable {
  @usableFromInline var head, first, second: UInt64

  @inlinable @inline(__always)
  init(_ event: Event) { self = unsafeBitCast(event, to: EventWords.self) }

  @inlinable @inline(__always)
  var event: Event { unsafeBitCast(self, to: Event.self) }
}
