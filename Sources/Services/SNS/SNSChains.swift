// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers for lists by a key that lives only as long as its list has something in it, so that memory grows with the
/// message groups that something waits in and not with all there are.
struct SNSChains: Sendable {
  private var numbers: [UInt64: UInt32] = [:]
  private var keys: [UInt64] = []
  private var free = FreePlaces()

  /// The number of a key's list; a new one if it has none.
  ///
  /// - Returns: Whether `count` lists are no longer enough.
  mutating func number(of key: UInt64) -> (number: UInt32, isNew: Bool) {
    if let number = numbers[key] { return (number, false) }
    if let number = free.take() {
      numbers[key] = number
      keys[Int(number)] = key
      return (number, false)
    }
    let number = UInt32(truncatingIfNeeded: keys.count)
    keys.append(key)
    numbers[key] = number
    return (number, true)
  }

  /// Forgets a list that has become empty.
  mutating func remove(_ number: UInt32) {
    numbers[keys[Int(number)]] = nil
    free.give(number)
  }
}
