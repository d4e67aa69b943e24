// SPDX-License-Identifier: GPL-3.0-or-later

import Services
import Statistics

/// How long messages take at a station, by closed forms: the wait of M/M/c corrected by two moments (Allen and Cunneen), the
/// backlog of a burst as a fluid, polls and batches, the work itself, and one retry of what fails.
struct WaitingTime {
  /// Messages that arrive under the same conditions.
  private struct State {
    var weight: Double
    /// What waits before them [s].
    var delay: Double
    /// The probability of waiting besides, and its mean [s].
    var probability: Double
    var mean: Double
  }

  let station: Station
  let line: FluidQueue
  private let states: [State]
  /// The work and what is added to the wait, as equally likely times [s].
  private let base: [Double]

  init(_ station: Station) {
    self.station = station
    let capacity = Double(station.servers) * max(1 - station.failing, 0.01) / max(station.meanService, 1e-9)
    line = FluidQueue(station.arrivals, until: station.end, capacity: capacity)
    var states: [State] = []
    for arrival in line.delays(points: 6) {
      // Where a backlog is worked off, the wait for it is all there is.
      let queue = arrival.delay > 0 ? nil : Self.queue(station, arrival.rate)
      let state = State(
        weight: arrival.weight, delay: arrival.delay, probability: queue?.waitProbability ?? 0,
        mean: queue?.meanWaitOfWaiting ?? 0)
      let same = states.firstIndex {
        $0.delay == state.delay && $0.probability == state.probability && $0.mean == state.mean
      }
      if let same { states[same].weight += state.weight } else { states.append(state) }
    }
    let whole = states.reduce(0) { $0 + $1.weight }
    if whole > 0 { for place in states.indices { states[place].weight /= whole } }
    self.states = states
    let count = station.added > 0 ? 96 : 48
    base = (0..<count).map { place in
      let work = station.service?.quantile((Double(place) + 0.5) / Double(count)) ?? station.meanService
      // In another order than the work, so that the two are independent.
      return work + station.added * (Double(place * 37 % count) + 0.5) / Double(count)
    }
  }

  /// The line at a rate; nil where the servers do not keep up for a moment, which the fluid tells.
  private static func queue(_ station: Station, _ rate: Double) -> Queueing.MGc? {
    let servers = station.hasOwnLines ? 1 : station.servers
    let share = station.hasOwnLines ? rate / Double(station.servers) : rate
    let queue = Queueing.MGc(
      arrivalRate: share / max(1 - station.failing, 0.01), meanService: station.meanService, servers: servers,
      arrivalVariation: station.dispersion, serviceVariation: station.serviceVariation)
    return queue.utilisation < 0.9999 ? queue : nil
  }

  /// The share that takes longer than a time [s].
  private func share(above time: Double) -> Double {
    states.reduce(0) { sum, state in
      let first = tail(time, state)
      guard station.failing > 0 else { return sum + state.weight * first }
      let again = tail(time - station.retryAfter, state)
      return sum + state.weight * ((1 - station.failing) * first + station.failing * again)
    }
  }

  private func tail(_ time: Double, _ state: State) -> Double {
    base.reduce(0) { sum, work in
      let left = time - state.delay - work
      guard left >= 0 else { return sum + 1 }
      guard state.mean > 0 else { return sum }
      return sum + state.probability * DeterministicMath.exp(-left / state.mean)
    } / Double(base.count)
  }

  /// The time that a share of the messages does not exceed [s]; infinite where nothing gets through.
  func quantile(_ probability: Double) -> Double {
    guard !states.isEmpty else { return .infinity }
    let wanted = 1 - probability
    var high = max(1e-6, base.max() ?? 0)
    while share(above: high) > wanted {
      high *= 2
      if high > 1e9 { return .infinity }
    }
    var low = 0.0
    for _ in 0..<36 {
      let middle = (low + high) / 2
      if share(above: middle) > wanted { low = middle } else { high = middle }
    }
    return high
  }

  /// On average [s].
  var mean: Double {
    guard !states.isEmpty else { return .infinity }
    let wait = states.reduce(0) { $0 + $1.weight * ($1.delay + $1.probability * $1.mean) }
    return wait + base.reduce(0, +) / Double(base.count) + station.failing * station.retryAfter
  }

  /// How old the oldest message gets [s]: the slowest of ten thousand, what waits longest behind a burst, or what comes
  /// back most often.
  var oldest: Double {
    let backlog = line.peak.level / line.capacity
    let returns = Double(max(1, (station.mostAttempts ?? 2) - 1))
    let again = station.failing > 0 ? station.retryAfter * returns : 0
    return max(quantile(0.9999), max(backlog, again) + (base.max() ?? 0))
  }
}
