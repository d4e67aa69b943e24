// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Testing

/// What is found in a scenario that has not been simulated.
@Suite struct FindingsTests {
  private func ids(_ text: String) throws -> [String] { try Sample.scenario(text).findings().map(\.id) }

  @Test func theWindowsMakeUpAMonth() throws {
    func windows(_ usual: String) -> String {
      Sample.text(run: "{ windows: { usual: { month: \(usual) }, promo: { month: 40h } } }")
    }
    #expect(try !ids(windows("690h")).contains("month"))
    #expect(try !ids(windows("690h30m")).contains("month"))
    #expect(try ids(windows("690h31m")).contains("month"))
    let finding = try #require(try Sample.scenario(windows("653h")).findings().first { $0.id == "month" })
    #expect(finding.level == .warn)
    #expect(finding.message == "the windows add up to 693 h, not 730 h")
    #expect(finding.numbers.map(\.value) == [693])
    #expect(try !ids(Sample.text()).contains("month"))
  }

  @Test func warningsComeFirstAndEachSentenceOnce() throws {
    let text = Sample.text(
      run: "{ windows: { usual: { month: 700h }, promo: { month: 10h } } }",
      workers: "resizer: { type: fleet, from: jobs, service_time: 100ms, failures: { error: 1% } }")
    let findings = try Sample.scenario(text).findings()
    #expect(Set(findings).count == findings.count)
    let levels = findings.map(\.level)
    #expect(levels == levels.filter { $0 == .warn } + levels.filter { $0 == .note })
    #expect(findings.map(\.id).contains("no-dlq"))
    #expect(findings.first?.id == "month")
  }

  @Test func theExampleFindsWhatItTeaches() throws {
    let text = try Sample.pictures()
    let base = try Sample.scenario(text).findings()
    #expect(base.first?.id == "retry-wait" && base.last?.id == "overload")
    #expect(Set(base.map(\.id)) == ["retry-wait", "uncalibrated", "overload"])
    let short = try Sample.scenario(text, variant: "short-visibility").findings()
    let finding = try #require(short.first { $0.id == "vis-short" })
    // P(work > 5 s) for a lognormal with p50 1.6 s and p99 9 s: ln(5/1.6) is 1.5347 standard deviations.
    let probability = try #require(finding.numbers.first { $0.name == "probability" }).value
    #expect(abs(probability - 0.0624) < 0.0001)
    #expect(finding.accountsFor == ["duplicate_work"])
    #expect(try Sample.scenario(text, variant: "heartbeat").findings().allSatisfy { $0.id != "vis-short" })
  }
}
