// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios
import Testing

/// The scenario with all its defaults written out.
@Suite struct ExpandedTests {
  @Test func defaultsAreMarkedByWhereTheyComeFrom() throws {
    let wanted = """
      version: 1
      name: small
      region: us-east-1  # Sluice default
      run:
        seed: 1  # Sluice default
        duration: 1h  # Sluice default
        warmup: auto  # Sluice default
        replications:
          at_least: 10  # Sluice default
          at_most: 60  # Sluice default
          until: 1%
        confidence: 95%  # Sluice default
        percentiles: [p50, p90, p95, p99, p99.9]  # Sluice default
      traffic:
        uploads:
          to: jobs
          rate: 6/s
          arrivals: poisson  # Sluice default
          size: 1KiB  # Sluice default
          producers: 1  # Sluice default
          batch: 1  # Sluice default
      channels:
        jobs:
          type: sqs
          visibility_timeout: 30s  # AWS default
          receive_wait: 10s
          delay: 0s  # AWS default
          retention: 4d  # AWS default
          max_size: 1MiB  # AWS default
          redrive_allow: allow_all  # AWS default
          redrive_requests: 1  # assumed, not measured
          duplicate_delivery: 0.001%  # assumed, not measured
          in_flight_limit: 120000  # AWS default
          servers: 8  # assumed, not measured
          short_poll_servers: 3  # assumed, not measured
          noisy_factor: 2  # assumed, not measured
          noisy_share: 10%  # assumed, not measured
          send_time:  # assumed, not measured
            lognormal: { p50: 12ms, p99: 40ms }
          receive_time:  # assumed, not measured
            lognormal: { p50: 11ms, p99: 36ms }
          delete_time:  # assumed, not measured
            lognormal: { p50: 8ms, p99: 25ms }
          retry_backoff: 100ms  # assumed, not measured
          fan_out: false  # Sluice default
          encryption: sqs  # AWS default
      workers:
        resizer:
          type: fleet
          from: jobs
          tasks: 1  # Sluice default
          slots: 1  # Sluice default
          receive: 10  # AWS default
          poll_pause: 0s  # Sluice default
          compute: none  # Sluice default
          service_time: 100ms
          delete: after_success  # Sluice default
          on_error: wait  # Sluice default
          retry_pause: 1s  # assumed, not measured
          group_protocol: classic  # AWS default
          rebalance_time: 500ms  # assumed, not measured
          session_timeout: 45s  # AWS default
          max_poll_interval: 5m  # AWS default
          static_membership: false  # AWS default
      pricing:  # Sluice default
        free_tier: none  # Sluice default
        discount: 0%  # Sluice default
        prices: documented  # Sluice default
        graviton: false  # Sluice default
        currency: USD  # Sluice default
      calibration: built-in  # Sluice default

      """
    #expect(try Sample.expanded(Sample.text(run: "{ replications: { until: 1% } }")) == wanted)
  }

  @Test func whySaysOfEachValueWhereItIsWritten() throws {
    let text = Sample.text(
      rest: """
        variants:
          a: { channels: { jobs: { receive_wait: 3s } } }
          b: { extends: a, workers: { resizer: { tasks: 3 } } }
        """)
    let lines = try Sample.expanded(text, variant: "b", set: ["run.seed=5"], why: true).split(separator: "\n")
    for wanted in [
      "version: 1  # line 1", "  seed: 5  # --set run.seed", "    rate: 6/s  # line 5",
      "    receive_wait: 3s  # variant a, line 11", "    tasks: 3  # variant b, line 12",
      "    visibility_timeout: 30s  # AWS default: API/CreateQueue",
      "    servers: 8  # assumed, not measured: AWS publishes no number", "    slots: 1  # Sluice default",
    ] {
      #expect(lines.contains(wanted[...]), "\(wanted)")
    }
    // No value without its reason.
    for line in lines where !line.contains("#") {
      let isOuter = line.hasSuffix(":")
      let isInsideADefault = line.contains("lognormal:")
      #expect(isOuter || isInsideADefault, "\(line)")
    }
  }

  @Test(arguments: ["base", "short-visibility", "give-back", "heartbeat", "short-polling"])
  func theExampleReadsBackToTheSame(_ variant: String) throws {
    let text = try Sample.pictures()
    let expanded = try Sample.expanded(text, variant: variant)
    #expect(try Sample.scenario(expanded).content == Sample.scenario(text, variant: variant).content)
    // Nothing is left to fill in.
    var diagnostics = Diagnostics()
    let once = Document.parse(expanded, file: "", into: &diagnostics)
    let again = try Sample.expanded(expanded)
    #expect(!again.contains("default"))
    let twice = Document.parse(again, file: "", into: &diagnostics)
    #expect(try #require(once).hasSameContent(as: try #require(twice)))
    #expect(try Sample.scenario(expanded).defaults.isEmpty)
  }

  @Test func withoutCalibrationCallsTakeNoTime() throws {
    let text = Sample.text(
      channels: "jobs: { type: sqs, receive_wait: 10s, send_time: 5ms }", rest: "calibration: none")
    let expanded = try Sample.expanded(text)
    #expect(
      expanded.contains(
        "    send_time: 5ms\n    receive_time: 0s  # calibration: none\n    delete_time: 0s  # calibration: none\n"))
    #expect(try Sample.scenario(expanded).content == Sample.scenario(text).content)
  }

  @Test func objectivesHaveTheirDefaultsToo() throws {
    let text = Sample.text(
      rest: "slos:\n  a: { latency.p99: \"< 1s\", of: uploads }\n  b: { cost.monthly: \"< $1\", level: warn }")
    let expanded = try Sample.expanded(text)
    #expect(
      expanded.contains(
        "  a:\n    of: uploads\n    level: fail  # Sluice default\n    latency.p99: \"< 1s\"\n  b: { level: warn"))
    #expect(try Sample.scenario(expanded).content == Sample.scenario(text).content)
  }

  @Test func changesInWindowsReadBackToo() throws {
    let text = Sample.text(
      run: """
        { windows: { usual: { month: 700h }, promo: { month: 30h, traffic: { uploads: { rate: 60/s, shape: [ { at: 1m, x: 2 } ] } } } } }
        """, traffic: "uploads: { to: jobs, rate: 6/s, shape: [ { at: 2m, x: 3 } ] }")
    for set in [
      ["traffic.uploads.rate=9/s"], ["traffic.uploads={rate: 9/s, size: 2KiB}"], ["traffic.uploads.shape=null"],
      ["traffic.uploads.shape.0.x=5"], ["traffic.uploads.shape.0={at: 3m}"], ["traffic.uploads.size=3KiB"],
      ["run.windows.promo.traffic.uploads.rate=7/s"],
    ] {
      let expanded = try Sample.expanded(text, set: set)
      #expect(try Sample.scenario(expanded).content == Sample.scenario(text, set: set).content, "\(set)")
    }
  }

  @Test func aFaultyScenarioIsNotExpanded() throws {
    for set in ["run.seed=x", "run.seed=[1", "channels.jobs.type=sqss"] {
      var diagnostics = Diagnostics()
      let file = try #require(ScenarioFile(bytes: Array(Sample.text().utf8), path: "s.yaml", &diagnostics))
      let expanded = ScenarioDocuments.expanded(
        file, variant: "base", options: Sample.options(set: [set]), why: false, &diagnostics)
      #expect(expanded == nil)
      #expect(diagnostics.errorCount == 1)
    }
  }
}
