// SPDX-License-Identifier: GPL-3.0-or-later

/// All messages that somebody still holds: a slab with a free list, so memory grows with what is in flight and never
/// with what has been sent. Every holder (a queue, a job) counts as one reference; the last one frees the place.
public struct MessageStore: ~Copyable {
  /// The most messages that can be held at once; a run that reaches it is stopped and says so.
  public static let maximumHeld = 1 << 23

  @usableFromInline var messages: UnsafeMutablePointer<Message>
  @usableFromInline var capacity = 1024
  @usableFromInline var used = 0
  /// Free places, the latest last. Beside the messages, not in them: those have left the processor's cache by now, and
  /// the next free place must not wait for them.
  @usableFromInline var free: UnsafeMutablePointer<UInt32>
  @usableFromInline var freeCount = 0
  /// Messages held now.
  public private(set) var count = 0

  init() {
    messages = .allocate(capacity: 1024)
    free = .allocate(capacity: 1024)
  }

  @inlinable deinit {
    messages.deallocate()
    free.deallocate()
  }

  @usableFromInline @inline(never)
  mutating func grow() {
    let larger = UnsafeMutablePointer<Message>.allocate(capacity: capacity * 2)
    larger.update(from: messages, count: used)
    messages.deallocate()
    messages = larger
    // All places are in use, or this would not be needed.
    free.deallocate()
    free = .allocate(capacity: capacity * 2)
    capacity *= 2
  }

  /// Whether no further message fits.
  public var isFull: Bool { count >= Self.maximumHeld }

  /// Stores a message with one reference.
  public mutating func add(_ message: Message) -> MessageID {
    let id: UInt32
    if freeCount > 0 {
      freeCount -= 1
      id = free[freeCount]
    } else {
      if used == capacity { grow() }
      id = UInt32(truncatingIfNeeded: used)
      used += 1
    }
    messages[Int(id)] = message
    messages[Int(id)].references = 1
    count += 1
    return id
  }

  /// The message with this number, which must be held.
  @inlinable
  public subscript(id: MessageID) -> Message {
    @inline(__always) _read { yield messages[Int(id)] }
    @inline(__always) nonmutating _modify { yield &messages[Int(id)] }
  }

  /// Adds a holder.
  public mutating func retain(_ id: MessageID) { messages[Int(id)].references += 1 }

  /// Takes a holder away; the place is free after the last, and a message that it continued has a holder less.
  public mutating func release(_ id: MessageID) {
    messages[Int(id)].references -= 1
    guard messages[Int(id)].references == 0 else { return }
    let origin = messages[Int(id)].origin
    free[freeCount] = id
    freeCount += 1
    count -= 1
    if origin != Message.noOrigin { release(origin) }
  }

  /// The message that settles what becomes of this one: itself, or the one that it continues.
  @inline(__always)
  func origin(of id: MessageID) -> MessageID {
    let origin = messages[Int(id)].origin
    return origin == Message.noOrigin ? id : origin
  }

  /// How many held messages of each flow are still pending, counted one by one.
  func pendingByFlow(_ flows: Int) -> [Int] {
    var pending = [Int](repeating: 0, count: flows)
    for index in 0..<used
    where messages[index].references > 0 && messages[index].outcome == .pending
      && messages[index].origin == Message.noOrigin
    {
      pending[Int(messages[index].flow)] += 1
    }
    return pending
  }
}
