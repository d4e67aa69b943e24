// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios
import Testing

/// Entries of `slos`: what they become, and what can be wrong with them.
@Suite struct ObjectiveTests {
  private func errors(_ slos: String...) -> [String] {
    let lines = slos.enumerated().map { "  s\($0): \($1)" }.joined(separator: "\n")
    return Sample.read(Sample.text(rest: "slos:\n" + lines)).errors
  }

  @Test func whatTheyBecome() throws {
    let text = Sample.text(
      run: "{ windows: { usual: { month: 700h }, promo: { month: 30h } } }",
      rest: """
        slos:
          soon: { of: uploads, latency.p95: "<10m", latency.mean: ">= 20ms", in: usual }
          few: { of: resizer, duplicate_work.ratio: "<=  0.5%", level: warn, exit: 20 }
          deep: { of: jobs, depth.max: "< 1000", in: [usual, promo] }
          flow: { of: jobs, throughput.rate: "> 6/min" }
          cheap: { cost.monthly: "< $11.50" }
          each: { cost.per_million: "<= $2" }
        """)
    let objectives = try Sample.scenario(text).objectives
    let lines = objectives.map {
      "\($0.name) \($0.subject) \($0.metric).\($0.statistic) \($0.comparison.rawValue) \($0.bound) \($0.unit.rawValue)"
        + " \($0.windows ?? []) \($0.level) \($0.exitCode ?? 0) [\($0.asked)]"
    }
    #expect(
      lines == [
        "soon uploads latency.p95 < 600.0 s [\"usual\"] fail 0 [< 10m]",
        "soon uploads latency.mean >= 0.02 s [\"usual\"] fail 0 [>= 20ms]",
        "few resizer duplicate_work.ratio <= 0.005 ratio [] warn 20 [<= 0.5%]",
        "deep jobs depth.max < 1000.0 count [\"usual\", \"promo\"] fail 0 [< 1000]",
        "flow jobs throughput.rate > 0.1 /s [] fail 0 [> 6/min]",
        "cheap cost cost.monthly < 11.5 USD [] fail 0 [< $11.50]",
        "each cost cost.per_million <= 2.0 USD [] fail 0 [<= $2]",
      ])
  }

  @Test func subjectsMetricsAndStatistics() {
    #expect(
      errors(
        #"{ of: upload, latency.p99: "< 1s" }"#, #"{ of: uploads, latecy.p99: "< 1s" }"#,
        #"{ of: uploads, latency.p100: "< 1s" }"#, #"{ of: resizer, duplicate_work.mean: "< 1%" }"#,
        #"{ cost.monthyl: "< $3" }"#, #"{ of: uploads, cost.monthly: "< $3" }"#, #"{ latency.p99: "< 1s" }"#,
        #"{ of: uploads -> resizer, latency.p99: "< 1s" }"#, #"{ of: jobs, depth.max: "< 5", in: al }"#,
        #"{ of: resizer, latency.p99: "< 1s" }"#) == [
          "11:13 name: nothing is called \"upload\" | nearest: uploads (a traffic source)",
          "12:22 key: uploads (a traffic source) has no metric \"latecy\" | nearest: latency",
          "13:22 key: latency has no statistic \"p100\" | it has: mean, max, p50, p99, any percentile",
          "14:22 key: duplicate_work has no statistic \"mean\" | it has: ratio, count, rate",
          "15:9 key: cost has no \"monthyl\" | nearest: cost.monthly",
          "16:13 value: cost.monthly is not known of uploads | a part has cost.monthly; leave `of` out for the whole scenario",
          "17:9 missing: an SLO about latency needs of | of: NAME, a traffic source, a part, or a way such as uploads -> resizer",
          "19:41 name: nothing is called \"al\" | nearest: all (a window)",
          "20:22 key: resizer (a fleet) has no metric \"latency\""
            + " | it has: utilisation, busy, duplicate_work, errors, throughput, service, lag",
        ])
  }

  @Test func bounds() {
    #expect(
      errors(
        #"{ of: uploads, latency.p99: "< 1" }"#, #"{ of: uploads, latency.p99: "< 5%" }"#,
        #"{ cost.monthly: "< 3" }"#, #"{ of: jobs, depth.max: "< 5s" }"#, #"{ of: uploads, latency.p99: "<" }"#,
        #"{ of: jobs, dead_lettered.ratio: "< 2/s" }"#, #"{ of: jobs, throughput.rate: "> 5" }"#) == [
          "11:35 unit: the bound of latency.p99 needs a unit | did you mean \"< 1s\"?",
          "12:35 value: the bound of latency.p99 must be a time such as 30s, not \"5%\"",
          "13:23 unit: the bound of cost.monthly needs a currency | did you mean \"< $3\"?",
          "14:30 value: the bound of depth.max must be a number such as 0.9, not \"5s\"",
          "15:35 value: the bound of latency.p99 must be a number, not \"\"",
          "16:40 value: the bound of dead_lettered.ratio must be a share such as 0.5%, not \"2/s\"",
          "17:36 unit: the bound of throughput.rate needs a unit of time | did you mean \"> 5/s\"?",
        ])
  }

  @Test func exactlyAndAfter() {
    #expect(
      errors(
        #"{ of: uploads, latency.p99: "== 1s" }"#, #"{ of: uploads, latency.p99: "< 1s", after: x }"#,
        #"{ of: uploads, recovery_time: "< 1m" }"#, #"{ of: uploads, recovery_time: "< 1m", after: jobs }"#,
        #"{ of: jobs -> uploads, latency.p99: "< 1s" }"#) == [
          "11:35 value: latency is never exactly so: only what is counted can be | such as \"< 1s\"",
          "12:50 value: after has no place beside latency | it belongs to recovery_time",
          "13:22 missing: an SLO about recovery_time needs of and after"
            + " | such as { of: NAME, recovery_time: \"< 3m\", after: FAULT }",
          "14:52 reference: \"jobs\" is an SQS queue, but a fault is needed here",
          "15:13 reference: no message goes jobs -> uploads | a way begins at a traffic source",
        ])
    #expect(errors(#"{ of: uploads, delivered.ratio: "== 100%" }"#, #"{ of: jobs, lost.count: "== 0" }"#) == [])
    #expect(errors(#"{ of: uploads -> resizer, latency.p99: "< 1s" }"#, #"{ of: jobs, cost.monthly: "< $3" }"#) == [])
  }

  @Test func comparisons() {
    #expect(
      errors(
        #"{ of: uploads, latency.p99: "1s" }"#, #"{ of: uploads, latency.p99: "== 1s" }"#,
        #"{ of: uploads, latency.p99: [1] }"#, "{ of: uploads, latency.p99: }") == [
          "11:35 value: latency.p99 must be a comparison such as \"< 10m\" | did you mean \"< 1s\"?",
          "13:35 value: latency.p99 must be a comparison such as \"< 10m\"",
          "14:35 value: latency.p99 must be a comparison such as \"< 10m\"",
        ])
  }

  @Test func form() {
    #expect(
      errors(
        "{ of: uploads }", #"{ of: uploads, .p99: "< 1s" }"#, #"{ of: uploads, latency.p99: "< 1s", lvl: warn }"#,
        #"{ of: uploads, latency.p99: "< 1s", level: wrn }"#, #"{ of: uploads, latency.p99: "< 1s", exit: 2 }"#, "3",
        #"{ of: uploads, latency.p99: "< 1s", after: x }"#, #"{ of: uploads, latency: "< 1s" }"#) == [
          "11:3 missing: s0 needs a METRIC.STAT | such as latency.p99: \"< 20s\"",
          "12:22 key: \".p99\" is no METRIC.STAT | such as latency.p99",
          "13:43 key: slo has no setting \"lvl\" | it has: of, in, after, level, exit",
          "14:50 value: level must be `fail` or `warn`, not \"wrn\" | did you mean warn? (the default is fail)",
          "15:49 range: exit must lie between 20 and 63, not 2 | allowed: 20 to 63",
          "16:7 type: s5 must be a map such as { of: uploads, latency.p99: \"< 20s\" }",
          "18:22 key: slo has no setting \"latency\" | it has: of, in, after, level, exit",
        ])
  }
}
