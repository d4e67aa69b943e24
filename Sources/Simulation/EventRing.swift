// SPDX-License-Identifier: GPL-3.0-or-later

/// Events that are due now, in the order of scheduling: what one component tells another at once need not pass through
/// the heap. A ring that grows; every operation is O(1).
@usableFromInline
struct EventRing: ~Copyable {
  @usableFromInline struct Entry: BitwiseCopyable {
    @usableFromInline var order: UInt64
    @usableFromInline var words: EventWords

    @inlinable init(order: UInt64, event: Event) {
      self.order = order
      words = EventWords(event)
    }
  }

  @usableFromInline var entries: UnsafeMutablePointer<Entry>
  @usableFromInline var mask = 255
  @usableFromInline var head = 0
  @usableFromInline var count = 0

  @usableFromInline init() { entries = .allocate(capacity: 256) }

  @inlinable deinit { entries.deallocate() }

  @usableFromInline @inline(never)
  mutating func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: (mask + 1) * 2)
    for index in 0..<count { larger[index] = entries[(head + index) & mask] }
    entries.deallocate()
    entries = larger
    head = 0
    mask = mask * 2 + 1
  }

  @inlinable @inline(__always)
  mutating func append(_ event: Event, order: UInt64) {
    if count > mask { grow() }
    entries[(head &+ count) & mask] = Entry(order: order, event: event)
    count &+= 1
  }

  @inlinable @inline(__always)
  var firstOrder: UInt64 { entries[head].order }

  @inlinable @inline(__always)
  mutating func takeFirst() -> Event {
    let event = entries[head].words.event
    head = (head &+ 1) & mask
    count &-= 1
    return event
  }
}
