// SPDX-License-Identifier: GPL-3.0-or-later

/// The places of a slab that can be used again, the last freed first: so memory grows with what is held at once.
struct FreePlaces: Sendable {
  private var places: [UInt32] = []

  /// A free place, if there is one.
  mutating func take() -> UInt32? { places.popLast() }

  mutating func give(_ place: UInt32) { places.append(place) }
}
