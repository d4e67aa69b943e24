// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Scenarios
import Testing

/// The first example: what it shows, and its bill by hand.
@Suite struct PicturesTests {
  private func run(_ variant: String, _ replications: Int, set: [(path: String, value: String)] = []) async throws
    -> RunResult
  {
    var options = ScenarioOptions()
    options.precision = .replications(replications)
    options.changes = set
    return try await Trial.run(Trial.pictures(), variant: variant, options: options)
  }

  private func p99(_ result: RunResult) throws -> Double {
    try #require(result.window("usual")?.figure("uploads", "latency", "p99")).value
  }

  @Test func aFailedAttemptWaitsOutTheTimeout() async throws {
    let base = try await run("base", 4)
    #expect((25...32).contains(try p99(base)))
    let slo = try #require(base.slo("usual-is-snappy"))
    #expect(slo.verdict == .fail)
    #expect(slo.reason == "1.1% of attempts fail and wait out the 30s timeout")
    #expect(base.slo("few-dead-letters")?.verdict == .pass)
    let dead = try #require(base.slo("few-dead-letters")?.value)
    #expect((0.0008...0.0012).contains(dead))
    let back = try await run("give-back", 4)
    #expect((8.5...9.7).contains(try p99(back)))
    #expect(back.slo("usual-is-snappy")?.verdict == .pass)
  }

  @Test func aShortTimeoutMeansWorkDoneTwice() async throws {
    let short = try await run("short-visibility", 3)
    let twice = try #require(short.window("usual")?.figure("resizer", "duplicate_work", "ratio"))
    #expect((0.055...0.07).contains(twice.value))
    let slo = try #require(short.slo("few-duplicates"))
    #expect(slo.verdict == .fail)
    #expect(slo.reason?.hasPrefix("P(work > timeout) = 6.2") ?? false)
    // A heartbeat keeps the message hidden; only crashes and the rare duplicate are left.
    let heartbeat = try await run("heartbeat", 2)
    let few = try #require(heartbeat.window("usual")?.figure("resizer", "duplicate_work", "ratio"))
    #expect(few.value < 0.001)
  }

  @Test func shortPollingCostsRequests() async throws {
    let short = try await run("short-polling", 2)
    let counts = try #require(short.window("usual")?.part("jobs")?.counts)
    let (empty, all) = try (#require(counts["empty_receives"]), #require(counts["receive_requests"]))
    #expect(empty > all / 2)
    let check = try #require(short.checks.first { $0.id == "short-poll" && $0.part == "jobs" })
    #expect(check.level == "warn")
    #expect(abs(try #require(check.numbers["share"]) - Double(empty) / Double(all)) < 0.001)
  }

  @Test func whatIsNotSimulatedSaysSo() throws {
    var options = ScenarioOptions()
    options.changes = [("channels.news", "{ type: sns-fifo, archive: 30d }")]
    do {
      _ = try Trial.scenario(Trial.pictures(), variant: "lambda", options: options)
      Issue.record("archives are simulated")
    } catch let bad as BadScenario {
      #expect(bad.description.contains("error[unsupported]: archive is not simulated yet"))
    }
  }

  /// The function's bill follows from its counts: 1,769 MB are 1.7275... GB.
  @Test func theSameWorkOnLambda() async throws {
    let result = try await run("lambda", 2, set: [("run.warmup", "0s")])
    let cost = try #require(result.cost)
    var requests = 0.0
    var gigabyteSeconds = 0.0
    for (name, hours) in [("usual", 690.0), ("promo", 40.0)] {
      let counts = try #require(result.window(name)?.part("resizer")?.counts)
      let (invocations, attempts) = try (#require(counts["invocations"]), #require(counts["attempts"]))
      #expect(invocations == attempts, "batches of one")
      requests += Double(invocations) / 2 / 2 * hours
      gigabyteSeconds += try Double(#require(counts["billed_time"])) / 2 / 2 * hours / 1000 * 1769 / 1024
    }
    for (meter, quantity, price) in [
      ("lambda.requests", requests, 0.000_000_2), ("lambda.duration", gigabyteSeconds, 0.000_016_666_7),
    ] {
      let line = try #require(cost.lines.first { $0.meter == meter })
      #expect(abs(try #require(Double(line.quantity)) - quantity) < 1e-6 * quantity)
      #expect(abs(try #require(Double(line.amount)) - quantity * price) < 0.01)
    }
    let waits = try #require(result.window("usual")?.figure("uploads", "latency", "p99.9")).value
    #expect(waits > 300, "a failed attempt waits out a timeout of 6 min: \(waits)")
    #expect(result.checks.contains { $0.id == "retry-wait" && $0.part == "resizer" })
  }

  /// Nothing random is in the quantities but the counts, so the bill follows from them by hand.
  @Test func theBillByHand() async throws {
    let result = try await run("base", 3, set: [("run.warmup", "0s")])
    let cost = try #require(result.cost)
    func line(_ meter: String, _ part: String) throws -> CostResult.Line {
      try #require(cost.lines.first { $0.meter == meter && $0.part == part })
    }
    // Fargate in Seoul: 24 tasks of 1 vCPU and 2 GB for 730 h.
    let vcpu = try line("fargate.vcpu", "resizer")
    #expect(vcpu.quantity == "17520")
    #expect(vcpu.amount == "815.7312")
    #expect(vcpu.unitPriceText == "$0.04656/h")
    let memory = try line("fargate.memory", "resizer")
    #expect(memory.quantity == "35040")
    #expect(memory.amount == "179.0544")
    // SQS: what was counted in 3 replications of 2 h, as often as a month has such hours, at $0.40 a million.
    for (meter, counter) in [
      ("sqs.requests.send", "send_requests"), ("sqs.requests.receive", "receive_requests"),
      ("sqs.requests.delete", "delete_requests"),
    ] {
      let line = try line(meter, "jobs")
      let counts = try ["usual", "promo"].map { try #require(result.window($0)?.part("jobs")?.counts[counter]) }
      let month = Double(counts[0]) / 6 * 690 + Double(counts[1]) / 6 * 40
      #expect(abs(try #require(Double(line.quantity)) - month) < 1)
      #expect(abs(try #require(Double(line.amount)) - month * 4e-7) < 1e-6)
      #expect(line.countedFrom == "windows[].parts[jobs].counts.\(counter)")
    }
    #expect(cost.lines.allSatisfy { $0.part != "jobs-dlq" || Double($0.quantity) == 0 })
    // The shown amounts add up to the shown total, and no line is off by more than a cent.
    let shown = cost.lines.compactMap { Decimal(string: $0.shown) }.reduce(0, +)
    #expect(shown == Decimal(string: cost.monthly))
    for line in cost.lines {
      let difference = try #require(Double(line.shown)) - (try #require(Double(line.amount)))
      #expect(abs(difference) <= 0.01)
    }
    let sum = cost.lines.compactMap { Double($0.amount) }.reduce(0, +)
    #expect(abs(sum - (try #require(Double(cost.monthly)))) <= 0.005 + 1e-9)
    let (low, high) = try (#require(cost.low.flatMap(Double.init)), #require(cost.high.flatMap(Double.init)))
    #expect(low <= sum && sum <= high)
    // Dollars for a million pictures: 6/s for 690 h and 6/s with ten minutes of 18/s in two hours for 40 h.
    let perMillion = try #require(cost.perMillion.flatMap { Double($0.value) })
    let delivered = try zip(["usual", "promo"], [690.0, 40]).reduce(0.0) {
      $0 + Double(try #require(result.window($1.0)?.flow("uploads")).delivered) / 6 * $1.1
    }
    #expect(abs(perMillion / (sum / delivered * 1e6) - 1) < 0.001)
    #expect(!cost.atLeast && cost.notPriced.isEmpty)
  }
}
