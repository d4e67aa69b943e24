// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The environments of a function that are idle.
///
/// One environment works on one request at a time. The one that was used last is used next, so that those that are not
/// needed grow old and go.
struct LambdaEnvironments: Sendable {
  private struct Environment: BitwiseCopyable {
    var createdAt: Instant = 0
    var idleSince: Instant = 0
  }

  private var environments: [Environment] = []
  private var freePlaces = FreePlaces()
  /// In the order in which they became idle.
  private var idle = IndexLists(lists: 1)
  let idleLife, life: Nanoseconds
  /// Whether an event for the end of the oldest idle one is pending.
  var isArmed = false

  init(idleLife: Nanoseconds, life: Nanoseconds) {
    self.idleLife = idleLife
    self.life = life
  }

  var idleCount: Int { idle.count(0) }

  /// The idle environment that was used last and is not too old.
  mutating func takeIdle(at now: Instant) -> UInt32? {
    while !idle.isEmpty(0) {
      let place = idle.last(0)
      idle.remove(place, from: 0)
      if environments[Int(place)].createdAt.advanced(by: life) > now { return place }
      freePlaces.give(place)
    }
    return nil
  }

  /// A new environment, which is busy.
  mutating func make(at now: Instant) -> UInt32 {
    let place: UInt32
    if let free = freePlaces.take() {
      place = free
    } else {
      place = UInt32(truncatingIfNeeded: environments.count)
      environments.append(Environment())
      idle.reserve(environments.count)
    }
    environments[Int(place)] = Environment(createdAt: now, idleSince: now)
    return place
  }

  /// The work of an environment is done.
  mutating func giveBack(_ place: UInt32, at now: Instant) {
    environments[Int(place)].idleSince = now
    idle.append(place, to: 0)
  }

  /// Ends what has been idle for too long. Returns when the next is due.
  mutating func expire(at now: Instant) -> Instant? {
    while !idle.isEmpty(0) {
      let place = idle.first(0)
      let end = environments[Int(place)].idleSince.advanced(by: idleLife)
      if end > now { return end }
      idle.remove(place, from: 0)
      freePlaces.give(place)
    }
    return nil
  }
}
