// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Scenarios
import Testing

/// What `network` puts on the bill: whose bytes are counted, in which direction, and by what.
@Suite("Network on the bill") struct NetworkBillTests {
  /// A queue and its fleet; a message a second for ten minutes, none of it by chance.
  private static func text(
    _ network: String, traffic: String = "clients: { to: jobs, rate: 1/s, arrivals: constant, size: 10000B }",
    channels: String = "jobs: { type: sqs, receive_wait: 20s }",
    workers: String = "resizer: { type: fleet, from: jobs, service_time: 1ms }", endpoints: String = "{}",
    rest: String = ""
  ) -> String {
    func section(_ name: String, _ lines: String) -> String {
      "\(name):\n" + lines.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n") + "\n"
    }
    return """
      version: 1
      name: network-bill
      region: us-east-1
      calibration: none
      run: { duration: 10m, warmup: 0s, replications: 1 }

      """ + section("traffic", traffic) + section("channels", channels) + section("workers", workers)
        + section("endpoints", endpoints) + (network.isEmpty ? "" : "network: \(network)\n") + rest
  }

  private func run(_ text: String, set: [(String, String)] = []) async throws -> RunResult {
    var options = ScenarioOptions()
    options.changes = set.map { (path: $0.0, value: $0.1) }
    return try await Trial.run(text, options: options)
  }

  private func count(_ result: RunResult, _ counter: String, of part: String = "network") throws -> Int {
    try #require(result.windows[0].part(part)?.counts[counter])
  }

  private func line(_ result: RunResult, _ meter: String) -> CostResult.Line? {
    result.cost?.lines.first { $0.meter == meter }
  }

  @Test("without the section nothing is asked; with it everything else stays as it was")
  func restStays() async throws {
    let plain = try await run(Self.text(""))
    let asked = try await run(Self.text("{ internet: [clients], nat: {}, endpoints: { sqs: { zones: 2 } } }"))
    #expect(plain.windows[0].part("network") == nil)
    let own = try #require(asked.cost).lines.filter { $0.part == "network" }
    // Nothing passes the gateways: the fleet uses the endpoint.
    #expect(
      own.map(\.meter) == [
        "transfer.internet", "nat.gateways", "nat.public_ipv4", "vpcendpoint.sqs", "vpcendpoint.sqs.data",
      ])
    func told(_ lines: [CostResult.Line]) -> [String] {
      lines.map { "\($0.part) \($0.meter) \($0.quantity) \($0.amount)" }
    }
    #expect(
      told(try #require(asked.cost).lines.filter { $0.part != "network" }) == told(try #require(plain.cost).lines))
    #expect(asked.windows[0].part("jobs")?.counts == plain.windows[0].part("jobs")?.counts)
    for line in own {
      let path = line.countedFrom.split(separator: ".").map(String.init)
      let part = try #require(asked.windows[0].part("network"))
      #expect(path[1] == "parts[network]")
      #expect(path[2] == "counts" ? part.counts[path[3]] != nil : part.metrics[path[3]] != nil, "\(path)")
    }
  }

  @Test("a fleet behind NAT gateways: what it fetches, and both heads of each call")
  func nat() async throws {
    let bare = try await run(Self.text("{ nat: { gateways: 2, for: [resizer] }, call_overhead: 0B }"))
    let received = try count(bare, "receives", of: "jobs")
    #expect(received == 600)
    #expect(try count(bare, "nat_bytes") == received * 10_000)
    // Each message takes a call to fetch and one to delete, each with 1,000 B there and 1,000 B back.
    let whole = try await run(Self.text("{ nat: { gateways: 2, for: [resizer] } }"))
    #expect(try count(whole, "nat_bytes") == received * (10_000 + 2 * 2 * 1_000))
    // 600 x 6 x 730 x 14,000 B / 2^30 = 34.265 GB; each gateway has a public address.
    #expect(line(whole, "nat.data")?.quantity == "34.265220165")
    #expect(line(whole, "nat.gateways")?.quantity == "1460")
    #expect(line(whole, "nat.public_ipv4")?.quantity == "1460")
    #expect(line(whole, "nat.public_ipv4")?.amount == "7.3")
    #expect(line(whole, "transfer.internet") == nil)
    #expect(!whole.checks.contains { $0.id == "nat-unused" })
  }

  @Test("an endpoint takes its users past the NAT gateways, and nobody else")
  func endpoint() async throws {
    let workers = """
      resizer: { type: fleet, from: jobs, service_time: 1ms, calls: { to: done, size: 3000B } }
      """
    let channels = "jobs: { type: sqs, receive_wait: 20s }\nnews: { type: sns }\ndone: { type: sqs }"
    let all = Self.text(
      "{ nat: {}, endpoints: { sqs: { zones: 3 } }, call_overhead: 0B }", channels: channels, workers: workers)
    let used = try await run(all)
    #expect(try count(used, "sqs_endpoint_bytes") == 600 * 13_000)
    #expect(try count(used, "nat_bytes") == 0)
    #expect(line(used, "nat.data") == nil)
    #expect(line(used, "vpcendpoint.sqs")?.quantity == "2190")
    #expect(used.checks.contains { $0.id == "nat-unused" && $0.part == "network" })
    // Only the source uses it: the fleet is still behind NAT.
    let named = try await run(all, set: [("network.endpoints.sqs.for", "[clients]")])
    #expect(try count(named, "sqs_endpoint_bytes") == 600 * 10_000)
    #expect(try count(named, "nat_bytes") == 600 * 13_000)
    // The endpoint of another service does not help.
    let other = try await run(
      Self.text("{ nat: {}, endpoints: { kinesis: { zones: 1 } }, call_overhead: 0B }"))
    #expect(try count(other, "nat_bytes") == 600 * 10_000)
    #expect(other.checks.contains { $0.id == "endpoint-unused" })
  }

  @Test("what comes in is free; what somebody outside fetches is not")
  func outside() async throws {
    let sent = try await run(Self.text("{ internet: [clients], call_overhead: 0B }"))
    #expect(try count(sent, "internet_bytes") == 0)
    let answered = try await run(Self.text("{ internet: [clients], call_overhead: 300B }"))
    #expect(try count(answered, "internet_bytes") == 600 * 300)
    let fetched = try await run(Self.text("{ internet: [resizer], call_overhead: 0B }"))
    #expect(try count(fetched, "internet_bytes") == 600 * 10_000)
    // Batches of ten are one call with one answer.
    let batched = try await run(
      Self.text(
        "{ internet: [clients], call_overhead: 300B }",
        traffic: "clients: { to: jobs, rate: 1/s, arrivals: constant, size: 10000B, batch: { up_to: 10, wait: 60s } }"))
    #expect(try count(batched, "send_requests", of: "jobs") > 60, "100,000 B are two requests")
    #expect(try count(batched, "internet_bytes") == 60 * 300)
  }

  @Test("a topic's deliveries leave each time they are tried, and a worker's calls pass the NAT gateway too")
  func endpoints() async throws {
    let text = Self.text(
      "{ internet: [hook], nat: { for: [resizer] }, call_overhead: 0B }",
      traffic: "clients: { to: news, rate: 1/s, arrivals: constant, size: 10000B }",
      channels: "news: { type: sns, deliver_to: { hook: { raw: true }, jobs: { raw: true } } }\njobs: { type: sqs }",
      workers: "resizer: { type: fleet, from: jobs, service_time: 1ms, poll_pause: 100ms }",
      endpoints: "hook: { type: http, failures: { error: 30% } }")
    let topic = try await run(text)
    let attempts = try count(topic, "attempts", of: "news")
    #expect(attempts > 2 * 600, "a third of the deliveries is tried again")
    // Those to the queue do not leave.
    #expect(try count(topic, "internet_bytes") == count(topic, "calls", of: "hook") * 10_000)
    let called = try await run(
      Self.text(
        "{ internet: [hook], nat: { for: [resizer] }, call_overhead: 0B }",
        workers: "resizer: { type: fleet, from: jobs, service_time: 1ms, calls: hook }",
        endpoints: "hook: { type: http }"
      ))
    #expect(try count(called, "internet_bytes") == 600 * 10_000)
    #expect(try count(called, "nat_bytes") == 2 * 600 * 10_000, "once fetched from the queue, once sent on")
  }

  @Test("a function's poller is outside the VPC; its own calls are not, if it is named")
  func function() async throws {
    let workers = """
      resizer: { type: lambda, from: jobs, memory: 512MB, timeout: 5s, service_time: 1ms, calls: { to: done, size: 500B } }
      """
    let channels = "jobs: { type: sqs, visibility_timeout: 60s }\ndone: { type: sqs }"
    let named = try await run(
      Self.text("{ nat: { for: [resizer] }, call_overhead: 0B }", channels: channels, workers: workers))
    #expect(try count(named, "nat_bytes") == 500 * count(named, "sent", of: "done"))
    #expect(try count(named, "sent", of: "done") > 500)
    let unnamed = try await run(
      Self.text("{ nat: {}, call_overhead: 0B }", channels: channels, workers: workers))
    #expect(try count(unnamed, "nat_bytes") == 0)
  }

  @Test("a stream's records are counted on their way in and out, each reader for itself")
  func stream() async throws {
    let text = Self.text(
      "{ nat: { for: [clients, one] }, endpoints: { kinesis: { zones: 2, for: [two] } }, call_overhead: 0B }",
      channels: "jobs: { type: kinesis, shards: 1 }",
      workers:
        "one: { type: fleet, from: jobs, service_time: 1ms }\ntwo: { type: fleet, from: jobs, service_time: 1ms }")
    let result = try await run(text)
    let (into, out) = (try count(result, "incoming_bytes", of: "jobs"), try count(result, "outgoing_bytes", of: "jobs"))
    #expect(out >= 1_190 * 10_000)
    let (nat, endpoint) = (try count(result, "nat_bytes"), try count(result, "kinesis_endpoint_bytes"))
    #expect(nat + endpoint == into + out)
    #expect(endpoint >= 595 * 10_000 && endpoint <= 600 * 10_000)
  }

  @Test("objects for S3 pass the NAT gateways unless there is a gateway endpoint, which is free")
  func objects() async throws {
    let text = Self.text(
      "{ nat: {}, call_overhead: 0B }", channels: "jobs: { type: msk-serverless, partitions: 1 }",
      workers: "archive: { type: sink-connector, from: jobs, flush: { records: 10 }, compute: { connect: { mcu: 1 } } }"
    )
    let through = try await run(text)
    #expect(try count(through, "nat_bytes") == count(through, "object_bytes", of: "archive"))
    #expect(try count(through, "nat_bytes") > 500 * 10_000)
    let past = try await run(text, set: [("network.gateway_endpoints", "[s3, dynamodb]")])
    #expect(try count(past, "nat_bytes") == 0)
    #expect(line(past, "nat.data") == nil)
  }

  @Test("empty receives, heartbeats and calls that give back take their heads")
  func heads() async throws {
    let quiet = try await run(
      Self.text(
        "{ nat: { for: [resizer] } }",
        traffic: "clients: { to: jobs, rate: 1/min, arrivals: constant, size: 10000B }",
        channels: "jobs: { type: sqs, receive_wait: 20s, visibility_timeout: 30s }",
        workers: "resizer: { type: fleet, from: jobs, service_time: 15s, heartbeat: { every: 4s, extend_to: 30s } }"))
    let calls = try ["receive_requests", "delete_requests", "visibility_requests"].map {
      try count(quiet, $0, of: "jobs")
    }
    #expect(calls.allSatisfy { $0 >= 8 })
    #expect(try count(quiet, "empty_receives", of: "jobs") > 10)
    #expect(
      try count(quiet, "nat_bytes")
        == calls.reduce(0, +) * 2_000 + count(quiet, "receives", of: "jobs") * 10_000)
    let fifo = try await run(
      Self.text(
        "{ nat: { for: [resizer] } }", channels: "jobs: { type: sqs-fifo, receive_wait: 20s }",
        workers:
          "resizer: { type: fleet, from: jobs, service_time: 1ms, on_error: give_back, failures: { error: 20% } }"))
    let fifoCalls = try ["receive_requests", "delete_requests", "visibility_requests"].map {
      try count(fifo, $0, of: "jobs")
    }
    #expect(fifoCalls.allSatisfy { $0 > 10 })
    #expect(
      try count(fifo, "nat_bytes")
        == fifoCalls.reduce(0, +) * 2_000 + count(fifo, "receives", of: "jobs") * 10_000)
  }

  @Test("windows, variants, changes from outside and objectives know the section")
  func layers() async throws {
    let rest = """
      slos: { cheap: { of: network, cost.monthly: "< $1" } }
      variants: { more: { network: { nat: { gateways: 5 } } }, none: { network: null, slos: { cheap: null } } }
      """
    let text = Self.text(
      "{ nat: { gateways: 2, for: [resizer] } }", rest: rest + "\n"
    ).replacing(
      "run: { duration: 10m, warmup: 0s, replications: 1 }",
      with: "run: { warmup: 0s, replications: 2, windows: { day: { duration: 10m, month: 400h }, "
        + "night: { duration: 10m, month: 330h, traffic: { clients: { rate: 2/s } } } } }")
    let base = try await run(text)
    #expect(line(base, "nat.gateways")?.quantity == "1460")
    // 14,000 B for each message, 3,600 an hour for 400 h and 7,200 an hour for 330 h: 49.755 GB.
    #expect(line(base, "nat.data")?.quantity == "49.754977226")
    #expect(base.slo("cheap")?.verdict == .fail)
    let variant = try await Trial.run(text, variant: "more")
    #expect(line(variant, "nat.gateways")?.quantity == "3650")
    let without = try await Trial.run(text, variant: "none")
    #expect(try #require(without.cost).lines.allSatisfy { $0.part == "jobs" })
    let changed = try await run(text, set: [("network.nat.gateways", "3")])
    #expect(line(changed, "nat.gateways")?.quantity == "2190")
  }

  @Test("the month's first 100 GB to the internet are free where the free tier is asked for")
  func freeTier() async throws {
    // 1,000,000 B a second come to 2,447 GB a month.
    let text = Self.text(
      "{ internet: [resizer], call_overhead: 0B }",
      traffic: "clients: { to: jobs, rate: 10/s, arrivals: constant, size: 100000B }",
      workers: "resizer: { type: fleet, from: jobs, service_time: 1ms }", rest: "pricing: { free_tier: always }\n")
    let result = try await run(text)
    let credit = try #require(result.cost?.credits.first { $0.title.contains("datatransfer") })
    #expect(credit.amount == "-9")  // 100 x $0.09
  }
}
