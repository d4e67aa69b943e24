// SPDX-License-Identifier: GPL-3.0-or-later

/// Random numbers for one purpose of one source, addressed by item instead of drawn in sequence.
///
/// Item 1,234 gets the same number whatever was drawn before it, in whatever order events run and whatever else the
/// model contains; so two variants of a system meet the same messages.
///
/// ```swift
/// let service = DrawStream(key, name: "resizer", purpose: "service time")
/// let time = distribution.quantile(service.uniform(messageNumber, attempt: delivery))
/// ```
///
/// The stream's identity is the 64-bit FNV-1a hash of the UTF-8 bytes of `name`, the byte 0xFF (which no UTF-8 text
/// contains) and `purpose`, finished with SplitMix64's mixing. Its low half is a word of the Philox counter, its high
/// half is xored into the high half of the key. The other counter words are the item's two halves and the attempt.
@frozen
public struct DrawStream: Sendable, Hashable, BitwiseCopyable {
  @usableFromInline let key: UInt64
  @usableFromInline let identity: UInt32

  /// A stream of the replication that `key` belongs to.
  public init(_ key: RandomKey, name: String, purpose: String) {
    let hash = Self.identity(name: name, purpose: purpose)
    self.key = key.value ^ (hash & 0xFFFF_FFFF_0000_0000)
    self.identity = UInt32(truncatingIfNeeded: hash)
  }

  static func identity(name: String, purpose: String) -> UInt64 {
    RandomKey.mixed(StableHash.of(Array(name.utf8) + [0xFF] + Array(purpose.utf8)))
  }

  @inlinable
  @inline(__always)
  func block(_ item: UInt64, _ attempt: UInt32) -> (UInt32, UInt32, UInt32, UInt32) {
    Philox4x32.block(
      key: key,
      counter: (UInt32(truncatingIfNeeded: item), UInt32(truncatingIfNeeded: item &>> 32), attempt, identity))
  }

  /// 64 random bits for this item and attempt. The same bits as ``uniform(_:attempt:)`` is made from.
  @inlinable
  @inline(__always)
  public func bits(_ item: UInt64, attempt: UInt32 = 0) -> UInt64 {
    let words = block(item, attempt)
    return UInt64(words.1) &<< 32 | UInt64(words.0)
  }

  /// A number of the open interval (0, 1) for this item and attempt: an odd multiple of 2^-53, so that never 0 or 1 come
  /// out and `1 - u` is exact.
  @inlinable
  @inline(__always)
  public func uniform(_ item: UInt64, attempt: UInt32 = 0) -> Double {
    Self.unit(bits(item, attempt: attempt))
  }

  /// Two independent numbers of (0, 1) at the price of one; the first equals ``uniform(_:attempt:)``.
  @inlinable
  @inline(__always)
  public func uniforms(_ item: UInt64, attempt: UInt32 = 0) -> (Double, Double) {
    let words = block(item, attempt)
    return (
      Self.unit(UInt64(words.1) &<< 32 | UInt64(words.0)), Self.unit(UInt64(words.3) &<< 32 | UInt64(words.2))
    )
  }

  @inlinable
  @inline(__always)
  static func unit(_ bits: UInt64) -> Double {
    (Double(Int64(bitPattern: bits &>> 12)) + 0.5) * 0x1p-52
  }
}
