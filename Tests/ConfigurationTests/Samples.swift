// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Testing

/// Texts in the scenario language, small but with every form that scenarios use.
enum Samples {
  static let pictures = """
    # a comment
    version: 1
    name: pictures
    title: Thumbnails, with a dead-letter queue
    description: >
      A web app puts one message per picture on a queue.
      Questions: is [30 s] right, and how many tasks?
    region: ap-northeast-2

    run:
      seed: 20250811
      replications: { at_least: 10, at_most: 60, until: 5% }   # a comment
      windows:
        usual: { duration: 2h, month: 690h }
        promo:
          duration: 2h
          month: 40h
          traffic:
            uploads:
              shape: [ { at: 40m, x: 3 }, { at: 50m, x: 1 } ]

    channels:
      jobs:
        type: sqs
        visibility_timeout: 30s        # the AWS default
        dead_letter: { to: jobs-dlq, max_receives: 3 }
      jobs-dlq:
        type: sqs
        retention: 14d

    slos:
      thumbnail-soon:   { of: uploads, latency.p95: "< 10m" }
      affordable:       { cost.monthly: "< $1100", level: warn }
    """

  static let clicks = """
    version: 1
    name: clicks
    requires:
      - { of: clicks-stream, ordering: per_key }
      - { of: clicks-stream, replay: 24h }
    slos:
      sessions-fresh:   { of: clicks -> sessioniser, latency.p99: '< 5s' }
    variants:
      base: { title: "Kinesis, 6 shards" }
      kafka:
        channels:
          clicks-stream:
            type: kafka-ec2
            volume: { gp3: 100GiB }    # each broker
            people: { hours: 20h, rate: $60/h }
    plan:
      choose:
        channels.clicks-stream.shards: 3..16
        channels.clicks-stream.instance: [t4g.medium, m7g.large]
    """

  static let catalogue = """
    caches: &all
      catalogue: &one
        engine: redis
        note: |
          first line
            indented: [ not a list

          last line
        ttl: 15m
      second: *one
    copy: *all
    words: [no, ~, null, "null", 'it''s', "tab\\tquote\\"", 한국어]
    empty: {}
    nothing:
    none: []
    """

  static let fanout = """
    channels:
      alerts-topic:
        type: sns
        deliver_to:
          admin-mail:  { filter: { severity: [critical, warning] } }
          report-queue: { raw: true }
    endpoints:
    - type: sms
      country: KR
    -
      - 1
      - - 2
        - 3
    text: plain text that
      goes on here "quoted" and [not a list
    """

  static let all = [pictures, clicks, catalogue, fanout]
}

/// The tree of a text that must be right.
func tree(_ text: String, file: String = "t.yaml", sourceLocation: Testing.SourceLocation = #_sourceLocation) throws
  -> Node
{
  var diagnostics = Diagnostics()
  let node = Document.parse(text, file: file, into: &diagnostics)
  #expect(diagnostics.items == [], sourceLocation: sourceLocation)
  return try #require(node, sourceLocation: sourceLocation)
}

/// The errors of a text that must be wrong.
func errors(_ text: String, limits: Document.Limits = .init()) -> [Diagnostic] {
  var diagnostics = Diagnostics()
  let node = Document.parse(text, file: "t.yaml", into: &diagnostics, limits: limits)
  #expect(node == nil)
  #expect(diagnostics.hasErrors)
  return diagnostics.sorted
}

/// A small generator with a seed, for tests only (SplitMix64).
struct TestRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
