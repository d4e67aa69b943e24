// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Scenarios
import Testing

/// What `monitoring` puts on the bill.
@Suite("Monitoring on the bill") struct MonitoringBillTests {
  private static func text(_ monitoring: String, autoscale: String = "{ min: 1, max: 2, target: 100 }") -> String {
    """
    version: 1
    name: monitoring-bill
    region: us-east-1
    calibration: none
    run: { duration: 10m, warmup: 0s, replications: 2 }
    traffic: { uploads: { to: jobs, rate: 1/s, arrivals: constant } }
    channels: { jobs: { type: sqs, receive_wait: 20s }, done: { type: sqs, receive_wait: 20s } }
    workers:
      resizer:
        type: fleet
        from: jobs
        compute: { fargate: { vcpu: 0.25, memory: 512MiB } }
        autoscale: \(autoscale)
        service_time: 1ms
        calls: done
      filer: { type: fleet, from: done, service_time: 1ms }
    \(monitoring.isEmpty ? "" : "monitoring: \(monitoring)")

    """
  }

  private func lines(_ text: String) async throws -> [CostResult.Line] {
    try #require(try await Trial.run(text).cost).lines.filter { $0.meter.hasPrefix("cloudwatch.") }
  }

  @Test("what scaling makes by itself is billed where monitoring is asked for")
  func scaling() async throws {
    #expect(try await lines(Self.text("")).isEmpty)
    let asked = try await lines(Self.text("{}"))
    #expect(asked.map(\.meter) == ["cloudwatch.scaling_alarms"])
    #expect(asked.first?.quantity == "2" && asked.first?.amount == "0.2")
    #expect(asked.first?.countedFrom == "windows[].parts[monitoring].levels.scaling_alarms")
    let fast = try await lines(Self.text("{}", autoscale: "{ min: 1, max: 2, target: 100, period: 10s }"))
    #expect(fast.map(\.meter) == ["cloudwatch.high_resolution_scaling_alarms"])
    #expect(fast.first?.amount == "0.6")
  }

  @Test("logs are counted from the attempts of those who write")
  func logs() async throws {
    // 600 attempts in 10 minutes are 2,628,000 in the month; 1,000 B each are 2.4475 GB, of which 15% are kept for 73 h
    // of 730 h: 0.037 GB-months.
    let all = try await lines(Self.text("{ logs: { per_message: 1000B, keep: 73h } }"))
    let ingest = all.filter { $0.meter == "cloudwatch.logs.ingest" }
    #expect(ingest.map(\.part) == ["resizer", "filer"])
    #expect(ingest.allSatisfy { $0.quantity == "2.447515726" })
    #expect(ingest.first?.countedFrom == "windows[].parts[resizer].counts.attempts")
    #expect(all.filter { $0.meter == "cloudwatch.logs.storage" }.allSatisfy { $0.quantity == "0.036712736" })
    let one = try await lines(Self.text("{ logs: { of: [filer], per_message: 1000B, keep: 73h, stored: 100% } }"))
    #expect(one.filter { $0.part != "monitoring" }.map(\.part) == ["filer", "filer"])
    #expect(one.last?.quantity == "0.244751573")
  }

  @Test("ten alarms are free for the account, whoever made them")
  func freeTier() async throws {
    let text = Self.text("{ alarms: 9 }") + "pricing: { free_tier: always }\n"
    let cost = try #require(try await Trial.run(text).cost)
    // 9 + 2 alarms, 10 of them free.
    let credit = try #require(cost.credits.first { $0.title.contains("cloudwatch") })
    #expect(credit.amount == "-1")
  }
}
