// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// The waits before retries.
extension SNSTopic {
  mutating func waitForRetry(_ place: UInt32, _ wait: Nanoseconds, _ timeline: inout Timeline) {
    let delivery = store.deliveries[Int(place)]
    store.deliveries[Int(place)].state = .waiting
    store.deliveries[Int(place)].since = timeline.now
    store.deliveries[Int(place)].retries &+= 1
    guard wait > 0 else { return attempt(place, &timeline) }
    guard settings.retryJitter == 0 else {
      let uniform = draws.jitter[Int(delivery.subscription)].uniform(
        timeline.messages[delivery.message].drawKey, attempt: delivery.retries)
      let length = Nanoseconds(seconds: wait.seconds * (1 + settings.retryJitter * (2 * uniform - 1)))
      return timeline.schedule(Event(to: id, Signal.waited, a: place, b: delivery.generation), after: length)
    }
    let number: Int
    if let known = lanes.firstIndex(where: { $0.wait == wait }) {
      number = known
    } else {
      lanes.append(Lane(wait: wait, list: store.waits.addList()))
      number = lanes.count - 1
    }
    store.deliveries[Int(place)].deadline = timeline.now.advanced(by: wait)
    store.waits.append(place, to: lanes[number].list)
    arm(number, &timeline)
  }

  private mutating func arm(_ lane: Int, _ timeline: inout Timeline) {
    let place = store.waits.first(lanes[lane].list)
    guard !lanes[lane].isArmed, place != IndexLists.none else { return }
    lanes[lane].isArmed = true
    timeline.schedule(Event(to: id, Signal.laneDue, a: UInt32(lane)), at: store.deliveries[Int(place)].deadline)
  }

  mutating func endLane(_ lane: Int, _ timeline: inout Timeline) {
    lanes[lane].isArmed = false
    while true {
      let place = store.waits.first(lanes[lane].list)
      guard place != IndexLists.none, store.deliveries[Int(place)].deadline <= timeline.now else { break }
      store.waits.remove(place, from: lanes[lane].list)
      retry(place, &timeline)
    }
    arm(lane, &timeline)
  }

  mutating func retry(_ place: UInt32, _ timeline: inout Timeline) { attempt(place, &timeline) }
}
