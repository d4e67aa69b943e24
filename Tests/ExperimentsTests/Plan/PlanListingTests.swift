// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation
import Scenarios
import Testing

@Suite("What a plan chooses from") struct PlanListingTests {
  /// 13 numbers of tasks and 4 timeouts for each of three fleets; the function has no tasks, but the queue its timeouts.
  @Test("the pictures: 3 x 13 x 4 + 4") func pictures() async throws {
    let space = try await PlanTrial.space(try PlanTrial.example("image-processing"), estimates: false)
    #expect(space.candidates.count == 160)
    func count(_ variant: String) -> Int { space.candidates.count { $0.variant == variant } }
    #expect(["base", "give-back", "heartbeat", "lambda"].map(count) == [52, 52, 52, 4])
    #expect(space.candidates.map(\.number) == Array(0..<160))
    // The last setting fastest.
    #expect(
      space.candidates.prefix(5).map(\.label) == [
        "base: tasks 12, visibility_timeout 15s", "base: tasks 12, visibility_timeout 30s",
        "base: tasks 12, visibility_timeout 60s", "base: tasks 12, visibility_timeout 120s",
        "base: tasks 16, visibility_timeout 15s",
      ])
    let first = space.candidates[5]
    #expect(first.values.map(\.place) == [1, 1] && first.values.map(\.isMonotone) == [true, false])
    // A function may run for a minute; AWS refuses a mapping whose queue hides messages for less.
    let refused = space.candidates.filter { $0.exclusion?.kind == "invalid" }
    #expect(refused.map(\.label) == ["lambda: visibility_timeout 15s", "lambda: visibility_timeout 30s"])
    // A task is 1 vCPU and 2 GiB: each four tasks more cost as much more.
    let steps = zip(space.candidates.prefix(52), space.candidates.prefix(52).dropFirst(4)).map {
      $1.lowerBound - $0.lowerBound
    }
    #expect(Set(steps.map { "\($0.rounded(2))" }).count == 1 && steps[0] > 100)
    #expect(space.candidates.filter { $0.variant == "base" }.allSatisfy { $0.parts == 3 })
  }

  /// 4 types of node and 3 of database: with 3 numbers of replicas for Redis, 4 numbers of nodes for Memcached, twice.
  @Test("the catalogue: 4 x 3 x (3 + 4 + 4)") func catalogue() async throws {
    let space = try await PlanTrial.space(try PlanTrial.example("product-catalogue"), estimates: false)
    #expect(space.candidates.count == 132)
    func paths(_ variant: String) -> [String] {
      space.candidates.first { $0.variant == variant }?.values.map(\.path) ?? []
    }
    #expect(
      paths("base") == [
        "caches.catalogue.node_type", "caches.catalogue.replicas", "databases.products.instance",
      ])
    #expect(
      paths("memcached") == ["caches.catalogue.node_type", "caches.catalogue.nodes", "databases.products.instance"])
  }

  /// Shards 3..16 and 12 tasks less 2 of Kinesis; on demand there are no shards to choose. Brokers, their type or instance
  /// and partitions of Kafka; a FIFO queue with high throughput has partitions too. 10 numbers of tasks everywhere:
  /// 10 x (14 + 1 + 1 + 3 + 2 · 3 · 3 + 3 + 2 · 3 · 3).
  @Test("the clicks: 580 configurations, none of a standard queue can work") func clicks() async throws {
    let space = try await PlanTrial.space(try PlanTrial.example("clickstream"), estimates: false)
    func count(_ variant: String) -> Int { space.candidates.count { $0.variant == variant } }
    let variants = ["base", "kinesis-on-demand", "sqs", "sqs-fifo", "msk", "msk-serverless", "kafka-ec2"]
    #expect(variants.map(count) == [140, 10, 10, 30, 180, 30, 180])
    #expect(space.candidates.count == 580)
    for candidate in space.candidates where candidate.variant == "sqs" {
      #expect(candidate.exclusion?.kind == "requires")
      #expect(candidate.exclusion?.reason.contains("no ordering per_key") ?? false)
    }
    // 600 clicks a second with 1.1 ms are 0.66 of a task; the sale is four times that, at 1.25 times the traffic 3.3.
    // Three tasks on three shards or more do 3: too few, but for a few minutes only.
    #expect(space.candidates.allSatisfy { $0.lowerBound > 0 || $0.exclusion?.kind == "invalid" })
  }

  // MARK: Small spaces

  private func text(_ plan: String, variants: String = "", channel: String = "{ type: sqs, receive_wait: 10s }")
    -> String
  {
    """
    version: 1
    name: small
    traffic: { orders: { to: jobs, rate: 6/s } }
    channels: { jobs: \(channel) }
    workers: { packer: { type: fleet, from: jobs, tasks: 4, service_time: 100ms } }
    slos: { soon: { of: orders, latency.p99: "< 20s" } }
    \(variants.isEmpty ? "" : "variants: { \(variants) }")
    plan: { \(plan) }
    """
  }

  @Test("what says the same is listed once, however it came about") func duplicates() async throws {
    let space = try await PlanTrial.space(
      text(
        "variants: all, choose: { workers.packer.tasks: 2..4 }",
        variants: "fewer: { workers: { packer: { tasks: 2 } } }, slots: { workers: { packer: { slots: 2 } } }"))
    #expect(
      space.candidates.map(\.label) == [
        "base: tasks 2", "base: tasks 3", "base: tasks 4", "slots: tasks 2", "slots: tasks 3", "slots: tasks 4",
      ])
  }

  @Test("without anything to choose each variant is one configuration") func variantsOnly() async throws {
    let space = try await PlanTrial.space(
      text("variants: all", variants: "slots: { workers: { packer: { slots: 2 } } }"))
    #expect(space.candidates.map(\.label) == ["base", "slots"])
  }

  @Test("a setting none of whose values is right in a variant is not had there") func notHad() async throws {
    let space = try await PlanTrial.space(
      text(
        "variants: all, choose: { channels.jobs.shards: 1..3, channels.jobs.retention: [1d, 2d] }",
        variants: "on-demand: { channels: { jobs: { mode: on-demand, shards: null } } }",
        channel: "{ type: kinesis, shards: 1 }"))
    #expect(space.candidates.map(\.variant) == Array(repeating: "base", count: 6) + ["on-demand", "on-demand"])
    #expect(space.candidates.allSatisfy { $0.exclusion == nil })
  }

  @Test("a value that is wrong beside others is an invalid configuration, with the reason") func wrongTogether()
    async throws
  {
    let space = try await PlanTrial.space(
      """
      version: 1
      name: small
      region: us-east-1
      run: { duration: 1m, replications: 1 }
      traffic: { orders: { to: jobs, rate: 2/s } }
      channels: { jobs: { type: sqs, visibility_timeout: 1m } }
      workers: { packer: { type: lambda, from: jobs, memory: 512MiB, service_time: 20ms } }
      slos: { soon: { of: orders, latency.p99: "< 20s" } }
      plan: { choose: { workers.packer.batch_size: [10, 100], workers.packer.batch_window: [0s, 1s] } }
      """)
    // Lambda takes more than 10 messages of a queue only with a window of a second or more.
    let invalid = space.candidates.filter { $0.exclusion?.kind == "invalid" }
    #expect(invalid.map { $0.values.map(\.value) } == [["100", "0s"]])
    #expect(invalid.first?.exclusion?.reason.contains("batch_window") ?? false, "\(space.candidates)")
  }

  @Test("a variant that is wrong by itself is listed with what is wrong") func wrongVariant() async throws {
    let space = try await PlanTrial.space(
      text(
        "variants: all, choose: { workers.packer.tasks: 2..3 }",
        variants: "broken: { workers: { packer: { from: nowhere } } }"))
    let broken = space.candidates.filter { $0.variant == "broken" }
    #expect(broken.count == 2)
    #expect(broken.allSatisfy { $0.exclusion?.kind == "invalid" && $0.exclusion?.reason.contains("nowhere") ?? false })
  }

  @Test("too many are refused with the size of each factor, however many they are") func tooMany() async throws {
    let plan =
      "choose: { workers.packer.tasks: 1..1000, workers.packer.slots: 1..1000, traffic.orders.rate: [1/s, 2/s] }"
    do {
      _ = try await PlanTrial.space(text(plan))
      Issue.record("it was listed")
    } catch let many as PlanSpace.TooMany {
      #expect(many.factors.count == 2_000_000)
      #expect(many.description.contains("2,000,000 configurations"))
      #expect(many.description.contains("workers.packer.tasks 1,000 x workers.packer.slots 1,000"))
    }
  }

  @Test("the list does not depend on the number of threads") func threads() async throws {
    let text = text(
      "variants: all, choose: { workers.packer.tasks: 1..6, channels.jobs.visibility_timeout: [15s, 30s] }, headroom: 2x",
      variants: "slots: { workers: { packer: { slots: 2 } } }")
    let one = AnalyticPlan.result(try await PlanTrial.space(text, jobs: 1))
    let two = AnalyticPlan.result(try await PlanTrial.space(text, jobs: 2))
    #expect(one == two)
    #expect(one.listed == 24 && one.left + one.excluded.reduce(0) { $0 + $1.count } == 24)
    // 12/s of 100 ms are 1.2 places: one task with one slot cannot, two can.
    #expect(one.rows.filter { $0.exclusionKind == "load" }.map(\.label).allSatisfy { $0.hasPrefix("base: tasks 1,") })
    #expect(one.rows.filter { $0.exclusionKind == "load" }.count == 2)
    #expect(one.rows.first?.looksGood ?? false)
  }
}

extension Decimal {
  fileprivate func rounded(_ places: Int) -> Decimal {
    var (value, result) = (self, Decimal())
    NSDecimalRound(&result, &value, places, .plain)
    return result
  }
}
