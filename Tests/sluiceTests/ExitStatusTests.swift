// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Experiments
@testable import sluice

@Suite struct ExitStatusTests {
  private func slo(_ verdict: SLOResult.Verdict, level: String = "fail", exit: Int? = nil) -> SLOResult {
    SLOResult(
      name: "soon", of: "uploads", metric: "latency.p99", window: "usual", asked: "< 20s", bound: 20, unit: "s",
      value: 1, low: nil, high: nil, n: 1, verdict: verdict, level: level, exit: exit, reason: nil,
      needsReplications: nil)
  }

  @Test func nothingFailed() {
    #expect(ExitStatus.of([], failOn: .fail) == .done)
    #expect(ExitStatus.of([slo(.pass), slo(.pass)], failOn: .warn) == .done)
  }

  @Test func failedWithoutOwnCode() {
    #expect(ExitStatus.of([slo(.pass), slo(.fail)], failOn: .fail).code == 4)
  }

  @Test func ownCodesAndTheLowestOfSeveral() {
    #expect(ExitStatus.of([slo(.fail, exit: 31)], failOn: .fail).code == 31)
    #expect(ExitStatus.of([slo(.fail, exit: 31), slo(.fail, exit: 21)], failOn: .fail).code == 21)
    #expect(ExitStatus.of([slo(.fail, exit: 31), slo(.fail)], failOn: .fail).code == 4)
    // Only a failure has a code.
    #expect(ExitStatus.of([slo(.pass, exit: 20), slo(.fail, exit: 40)], failOn: .fail).code == 40)
    // Anything else would be taken for another meaning.
    #expect(ExitStatus.of([slo(.fail, exit: 3)], failOn: .fail).code == 4)
  }

  @Test func warningsCountOnlyWhenAsked() {
    #expect(ExitStatus.of([slo(.fail, level: "warn")], failOn: .fail) == .done)
    #expect(ExitStatus.of([slo(.fail, level: "warn")], failOn: .undecided) == .done)
    #expect(ExitStatus.of([slo(.fail, level: "warn")], failOn: .warn).code == 4)
    #expect(ExitStatus.of([slo(.fail, level: "warn", exit: 25)], failOn: .warn).code == 25)
  }

  @Test func undecidedCountsOnlyWhenAsked() {
    #expect(ExitStatus.of([slo(.undecided)], failOn: .fail) == .done)
    #expect(ExitStatus.of([slo(.undecided)], failOn: .warn) == .done)
    #expect(ExitStatus.of([slo(.undecided), slo(.pass)], failOn: .undecided).code == 5)
    #expect(ExitStatus.of([slo(.undecided, level: "warn")], failOn: .undecided) == .done)
    #expect(ExitStatus.of([slo(.undecided), slo(.fail, exit: 60)], failOn: .undecided).code == 60)
  }

  @Test func everyCodeHasAMeaning() {
    for code in [0, 1, 2, 3, 4, 5, 6, 7, 20, 63, 130] { #expect(ExitStatus.meaning(of: code) != nil, "\(code)") }
    for code in [8, 19, 64, 129, -1] { #expect(ExitStatus.meaning(of: code) == nil, "\(code)") }
  }
}
