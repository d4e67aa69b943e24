// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

@testable import Simulation

/// M/M/1 with messages: a source, and a server that takes them first come first served.
struct SingleServer: Sendable {
  let arrivalRate: Double  // [1/s]
  let serviceRate: Double  // [1/s]
  let latency: DistributionID
  let busy: GaugeID
  let inSystem: GaugeID
  private let flow: FlowID
  private let instruments: Instruments

  init(arrivalRate: Double, serviceRate: Double) {
    self.arrivalRate = arrivalRate
    self.serviceRate = serviceRate
    var instruments = Instruments()
    flow = instruments.flow("customers")
    latency = instruments.flows[Int(flow)].latency
    busy = instruments.gauge("server", "busy", unit: "servers")
    inSystem = instruments.gauge("server", "in_system")
    self.instruments = instruments
  }

  func simulation(_ key: RandomKey) -> Simulation {
    Simulation(
      components: [
        Source(
          flow: flow, mean: 1 / arrivalRate, draws: DrawStream(key, name: "source", purpose: "time between arrivals")),
        Server(
          busy: busy, inSystem: inSystem, mean: 1 / serviceRate,
          draws: DrawStream(key, name: "server", purpose: "service time")),
      ], instruments: instruments)
  }

  struct Source: Component {
    let flow: FlowID
    let mean: Double
    let draws: DrawStream
    var number: UInt64 = 0

    func start(_ timeline: inout Timeline) { scheduleNext(&timeline) }

    mutating func handle(_ event: Event, _ timeline: inout Timeline) {
      let message = timeline.send(number: number, flow: flow, size: 100, sentAt: timeline.now)
      timeline.schedule(Event(to: 1, Server.arrival, a: message), after: 0)
      number += 1
      scheduleNext(&timeline)
    }

    private func scheduleNext(_ timeline: inout Timeline) {
      let wait = -DeterministicMath.log(draws.uniform(number)) * mean
      timeline.schedule(Event(to: 0, 0), after: Nanoseconds(seconds: wait))
    }
  }

  struct Server: Component {
    static let arrival: UInt16 = 0
    static let departure: UInt16 = 1

    let busy: GaugeID
    let inSystem: GaugeID
    let mean: Double
    let draws: DrawStream
    var queue: [MessageID] = []
    var head = 0
    var work: Nanoseconds = 0

    func start(_ timeline: inout Timeline) {}

    mutating func handle(_ event: Event, _ timeline: inout Timeline) {
      if event.signal == Self.arrival {
        queue.append(event.a)
        timeline.recorder.add(inSystem, 1, at: timeline.now)
        if queue.count - head == 1 {
          timeline.recorder.set(busy, 1, at: timeline.now)
          serve(&timeline)
        }
      } else {
        timeline.deliver(queue[head], work: work)
        timeline.messages.release(queue[head])
        timeline.recorder.add(inSystem, -1, at: timeline.now)
        head += 1
        if head < queue.count { serve(&timeline) } else { timeline.recorder.set(busy, 0, at: timeline.now) }
      }
    }

    private mutating func serve(_ timeline: inout Timeline) {
      let number = timeline.messages[queue[head]].number
      work = Nanoseconds(seconds: -DeterministicMath.log(draws.uniform(number)) * mean)
      timeline.schedule(Event(to: 1, Self.departure), after: work)
    }
  }
}
