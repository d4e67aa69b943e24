// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Statistics
import Testing

/// Scenarios with connectors and requirements that somebody has mistyped: messages, never a trap.
@Suite("Mistyped connectors and requirements") struct ConnectorMutationTests {
  static let text = """
    version: 1
    name: capture
    traffic: { orders: { to: shop, operation: write, rate: 20/s, keys: { uniform: { count: 50 } } } }
    channels: { jobs: { type: sqs, receive_wait: 10s } }
    databases: { shop: { type: other, concurrency: 8, write_time: 5ms } }
    requires:
      - { of: jobs, ordering: per_key, replay: 24h }
      - { of: shop, persistence: true, independent_readers: 2 }
    workers:
      cdc:
        type: source-connector
        to: jobs
        capture: shop
        deletes: 5%
        size: { lognormal: { p50: 1KiB, p99: 3KiB } }
        snapshot: { rows: 10000, row_time: 50us, row_size: 1KiB }
        poll_interval: 500ms
        compute: { connect: { mcu: 2 } }
        workers: 2
      archive:
        type: sink-connector
        from: jobs
        flush: { records: 1000, size: 64MiB, every: 1m }
        errors: { share: 1%, tolerance: all, dead_letter: true }
        autoscale: { min: 1, max: 4, scale_out: 80% }
    slos: { soon: { of: cdc, latency.p99: "< 5s" }, cheap: { of: cdc, cost.monthly: "< $200" } }
    """

  private static let words = [
    "", "null", "~", "-1", "0", "1e99", "99999999999999999999", "[]", "{}", "true", "yes", "jobs", "cdc", "nobody",
    "24h",
    "-5s", "0s", "9999d", "5%", "200%", "1/s", "64MiB", "\"\"", "[jobs, jobs]", "{ of: cdc }", "{ zipf: { count: 0 } }",
    "infinity", "nan", "\u{1F600}", "kinesis", "total",
  ]

  private func draw(_ stream: DrawStream, _ item: Int, _ which: UInt32, below count: Int) -> Int {
    min(Int(stream.uniform(UInt64(item), attempt: which) * Double(count)), count - 1)
  }

  @Test("as it stands, what is wrong is that a connector needs a log") func whole() {
    let errors = Sample.read(Self.text).errors
    #expect(errors.count == 2, "\(errors)")
    #expect(errors.allSatisfy { $0.contains("which is an SQS queue") })
  }

  @Test("one value, one line or one letter is another", arguments: 0..<600) func mutated(_ number: Int) {
    let stream = DrawStream(RandomKey(seed: 7, replication: 0), name: "mutations", purpose: "scenario")
    var lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let line = draw(stream, number, 0, below: lines.count)
    let word = Self.words[draw(stream, number, 1, below: Self.words.count)]
    switch number % 4 {
    case 0:
      // A value behind a colon.
      let colons = lines[line].indices.filter { lines[line][$0] == ":" }
      if !colons.isEmpty {
        let colon = colons[draw(stream, number, 2, below: colons.count)]
        let rest = lines[line][colon...].dropFirst()
        let end = rest.firstIndex { ",}]".contains($0) } ?? rest.endIndex
        lines[line] = lines[line][...colon] + " " + word + String(rest[end...])
      }
    case 1: lines.remove(at: line)
    case 2: lines.swapAt(line, draw(stream, number, 2, below: lines.count))
    default:
      var letters = Array(lines[line])
      if !letters.isEmpty { letters.remove(at: draw(stream, number, 2, below: letters.count)) }
      lines[line] = String(letters)
    }
    let reading = Sample.read(lines.joined(separator: "\n"))
    // The whole text is not right to begin with, so nothing that differs a little can be run.
    #expect(reading.scenario == nil && !reading.errors.isEmpty, "\(lines[line])")
  }
}
