// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// Whatever the settings of FIFO and fair queues: nothing gets lost, nothing traps, and two runs are equal.
@Suite("SQS: random scenarios")
struct SQSRandomScenarioTests {
  private struct Dice {
    var state: UInt64
    mutating func pick<T>(_ values: [T]) -> T {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return values[Int((state >> 33) % UInt64(values.count))]
    }
  }

  private func text(seed: Int) -> String {
    var dice = Dice(state: UInt64(seed))
    let isFIFO = seed % 3 != 0
    let times = ["0s", "1ms", "300ms", "{ exponential: { mean: 1s } }"]
    var text = "traffic:\n"
    for source in ["t", "u"] {
      let load = dice.pick([
        "rate: 30/s", "rate: 150/s, arrivals: constant", "arrivals: { bursts: { every: 5s, size: 200 } }",
      ])
      text += "  \(source): { to: q, \(load), batch: \(dice.pick(["1", "10"])), producers: \(dice.pick(["1", "3"])) }\n"
    }
    text += "channels:\n"
    for (queue, deadLetter) in [("q", "d"), ("d", "q")] {
      text +=
        "  \(queue): { type: \(isFIFO ? "sqs-fifo" : "sqs"), visibility_timeout: \(dice.pick(["1s", "3s", "12h"])), "
      text += "receive_wait: \(dice.pick(["1s", "20s"])), delay: \(dice.pick(["0s", "0s", "3s"])), "
      text += "retention: \(dice.pick(["60s", "4d"])), in_flight_limit: \(dice.pick(["1", "50", "120000"])), "
      text += "dead_letter: { to: \(deadLetter), max_receives: \(dice.pick(["1", "3"])) }, "
      if isFIFO {
        text +=
          "group: \(dice.pick(["1", "7", "10000", "key", "source"])), look_ahead: \(dice.pick(["3", "100", "120000"])), "
        text += "high_throughput: \(dice.pick(["true", "false"])), call_limit: \(dice.pick(["3", "50", "300"])), "
        text += "partitions: \(dice.pick(["1", "5"])), partition_growth: \(dice.pick(["1s", "7s"])), "
        text += "burst: \(dice.pick(["1ms", "1s"])), retry_backoff: \(dice.pick(["1ms", "200ms"])), "
        if dice.pick([true, false]) {
          text += "dedup_window: 5s, duplicate_sends: { share: 30%, after: \(dice.pick(["0s", "2s", "5s", "9s"])) }, "
        }
      } else {
        text += "tenants: \(dice.pick(["1", "2", "50", "source"])), noisy_factor: \(dice.pick(["1", "2"])), "
        text += "noisy_share: \(dice.pick(["0%", "10%", "60%"])), duplicate_delivery: \(dice.pick(["0%", "50%"])), "
      }
      text += "send_time: \(dice.pick(times)), receive_time: \(dice.pick(times)), delete_time: \(dice.pick(times)) }\n"
    }
    text += "workers:\n"
    for (fleet, queue) in [("w", "q"), ("v", dice.pick(["q", "d"]))] {
      text +=
        "  \(fleet): { type: fleet, from: \(queue), tasks: \(dice.pick(["1", "10"])), slots: \(dice.pick(["1", "4"])), "
      text += "receive: \(dice.pick(["1", "10"])), poll_pause: 10ms, service_time: \(dice.pick(times)), "
      text += "on_error: \(dice.pick(["wait", "give_back"])), "
      text += "failures: { error: \(dice.pick(["0%", "30%"])), poison: \(dice.pick(["0%", "10%"])) } }\n"
    }
    text += "faults:\n"
    for (number, fault) in ["stop: q", "stop: d", "remove: \(dice.pick(["q", "d"]))", "redrive: d"].enumerated()
    where dice.pick([true, false]) {
      let length = fault.hasPrefix("redrive") ? "" : ", for: \(dice.pick(["3s", "20s"]))"
      text += "  f\(number): { at: \(dice.pick(["10s", "25s", "40s"]))\(length), \(fault) }\n"
    }
    return text.hasSuffix("faults:\n") ? String(text.dropLast(8)) : text
  }

  @Test("nothing gets lost, and two runs are equal", arguments: 1...60)
  func twice(seed: Int) throws {
    let read = try parts(text(seed: seed))
    let one = try Outcomes(read + [ClockGuardPart()], until: s(90), seed: UInt64(seed), mayStop: true)
    let two = try Outcomes(read + [ClockGuardPart()], until: s(90), seed: UInt64(seed), mayStop: true)
    #expect(one.measured.fingerprint == two.measured.fingerprint)
    #expect(one.measured.stopped == nil, "seed \(seed)")
    for name in ["q", "d"] {
      #expect(one.count(name, "empty_receives") <= one.count(name, "receive_requests"))
      for gauge in ["depth", "in_flight", "delayed"] { #expect(one.level(name, gauge).last >= 0) }
      if one.model.parts[name] is FIFOPart {
        #expect(one.count(name, "throttled") <= one.count(name, "calls"))
        #expect(one.level(name, "groups_in_flight").max <= max(1, one.level(name, "in_flight").max))
      }
    }
  }
}
