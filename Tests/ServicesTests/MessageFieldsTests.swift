// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics
import Testing

@testable import Services

/// What the messages of a source carry.
@Suite struct MessageFieldsTests {
  @Test("Attributes are texts, numbers, lists, shares and distributions; a body may be nested")
  func kinds() throws {
    let fields = try messageFields(
      attributes: #"{ kind: order, n: 5, code: "5", tags: [a, 1, true, null], s: { x: 50% }, p: { number: 3 } }"#,
      body:
        "{ a: { b: 1, c: { d: true, e: null } }, s: { x: 25%, y: 75% }, z: { number: { uniform: { from: 0, to: 1 } } } }"
    )
    #expect(fields.attributes.map(\.path) == ["kind", "n", "code", "tags", "s", "p"])
    #expect(fields.attributes[0].draw == .always(.text("order")))
    #expect(fields.attributes[1].draw == .always(.number(5)))
    #expect(fields.attributes[2].draw == .always(.text("5")))
    #expect(fields.attributes[3].draw == .always(.list([.text("a"), .number(1), .flag(true), .null])))
    #expect(fields.attributes[4].draw.absent == 0.5)
    #expect(fields.attributes[5].draw == FieldDraw.number(try Distribution.constant(3)))
    #expect(fields.body?.map(\.path) == ["a.b", "a.c.d", "a.c.e", "s", "z"])
    #expect(fields.body?[1].draw == .always(.flag(true)))
    #expect(fields.body?[2].draw == .always(.null))
    let nothing = try messageFields()
    #expect(nothing == MessageFields.none)
  }

  @Test("Shares are drawn as given, each message for itself, the rest has no value")
  func shares() throws {
    let fields = try messageFields(attributes: "{ severity: { critical: 2%, warning: 28%, info: 60% } }")
    let key = RandomKey(seed: 5, replication: 0)
    var counts: [FilterValue?: Double] = [:]
    let messages = 50_000
    for drawKey in 0..<UInt64(messages) {
      let values = fields.values(.messageAttributes, source: "t", key: key, drawKey: drawKey)
      counts[values?["severity"], default: 0] += 1
    }
    for (value, share) in [
      (FilterValue.text("critical"), 0.02), (.text("warning"), 0.28), (.text("info"), 0.6), (nil, 0.1),
    ]
      as [(FilterValue?, Double)]
    {
      let deviation = (share * (1 - share) * Double(messages)).squareRoot()
      #expect(abs((counts[value] ?? 0) - share * Double(messages)) < 4 * deviation, "\(String(describing: value))")
    }
  }

  @Test(
    "Wrong attributes and bodies are errors with a place",
    arguments: [
      "attributes: { s: { a: 60%, b: 50% } }", "attributes: { s: { a: 5 } }", "attributes: { s: {} }",
      "attributes: { s: true }", "attributes: { s: null }", "attributes: { s: [[a]] }", "attributes: [a]",
      "attributes: { s: { number: x } }", "attributes: { AWS.x: 1 }", "attributes: { .x: 1 }",
      "attributes: { \"a b\": 1 }", "attributes: { s: { number: { uniform: { from: 2, to: 1 } } } }", "body: text",
      "body: { a: [ { b: 1 } ] }", "body: { a: { x: 70%, y: 40% } }", "body: [ 1 ]",
      "keys: { zipf: { count: 0, exponent: 1 } }", "keys: { zipf: { count: 5 } }",
      "keys: { zipf: { count: 5, exponent: 11 } }",
      "keys: { uniform: { count: 4000000001 } }", "keys: 5", "keys: { same_as: t }", "keys: { same_as: u }",
      "retry: { attempts: 0 }", "retry: { attempts: 17 }", "retry: { backoff: 2 }", "retry: { jitter: some }",
      "value: [1]", "operation: fetch",
    ])
  func wrongSettings(setting: String) {
    let errors = Reading("traffic: { t: { to: q, rate: 1/s, \(setting) }, u: { to: q, rate: 1/s } }").errors
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.allSatisfy { $0.contains(" 1:") }, "\(errors)")
  }

  @Test("A message to a queue has at most 10 attributes (SQS-DG/quotas-messages)")
  func mostAttributes() {
    func text(_ count: Int) -> String {
      let names = (0..<count).map { "a\($0): x" }.joined(separator: ", ")
      return "traffic: { t: { to: q, rate: 1/s, attributes: { \(names) } } }\nchannels: { q: { type: sqs } }"
    }
    #expect(Reading(text(10)).errors == [])
    #expect(Reading(text(11)).errors.count == 1)
  }
}

/// The keys of messages.
@Suite struct TrafficKeysTests {
  private func keys(_ text: String) throws -> [KeyPopulation?] {
    let read = try parts(text)
    return read.compactMap { ($0 as? any Producer)?.keys(PartDirectory(read)) }
  }

  @Test("same_as has the other's keys with the other's probabilities, also by way of a third")
  func sameAs() throws {
    let all = try keys(
      """
      traffic:
        a: { to: q, rate: 1/s, keys: { same_as: b } }
        b: { to: q, rate: 1/s, keys: { same_as: c } }
        c: { to: q, rate: 1/s, keys: { zipf: { count: 50k, exponent: 0.9 } } }
        d: { to: q, rate: 1/s, keys: { uniform: { count: 4 } } }
      """)
    #expect(all[0] == all[2] && all[1] == all[2])
    #expect(all[2]?.count == 50_000)
    let first = try #require(all[2])
    #expect(abs(first.probability(ofRank: 0) / first.probability(ofRank: 1) - 1.866_065_983_073_615) < 1e-9, "2^0.9")
    #expect(all[3]?.probability(ofRank: 3) == 0.25 && all[3]?.probability(ofRank: 4) == 0)
    #expect(all[3]?.probability(below: 3) == 0.75)
  }

  @Test("A circle of same_as is an error")
  func circle() {
    let errors = Reading(
      "traffic: { a: { to: q, rate: 1/s, keys: { same_as: b } }, b: { to: q, rate: 1/s, keys: { same_as: a } } }"
    ).errors
    #expect(errors.count == 2 && errors.allSatisfy { $0.contains("no keys of its own") }, "\(errors)")
  }

  @Test("Messages bear the drawn keys, the popular ones more often")
  func messagesBearKeys() throws {
    let run = try TrafficRun("rate: 100/s, keys: { zipf: { count: 1000, exponent: 1 } }", until: 200)
    let population = KeyPopulation(try Zipf(count: 1000, exponent: 1))
    let messages = Double(run.keys.count)
    for key in 0..<UInt32(5) {
      let share = population.probability(ofRank: key)
      let count = Double(run.keys.filter { $0 == key }.count)
      #expect(abs(count - share * messages) < 4 * (share * messages).squareRoot(), "key \(key)")
    }
    let even = try TrafficRun("rate: 100/s, keys: { uniform: { count: 3 } }", until: 100)
    #expect(Set(even.keys) == [0, 1, 2])
    #expect(try TrafficRun("rate: 100/s", until: 1).keys.allSatisfy { $0 == 0 })
  }

  @Test("Keys change nothing else about the messages: draws are keyed")
  func keysAreIndependent() throws {
    let plain = try TrafficRun("rate: 20/s, size: { exponential: { mean: 1KiB } }", until: 50)
    let keyed = try TrafficRun(
      "rate: 20/s, size: { exponential: { mean: 1KiB } }, keys: { uniform: { count: 9 } }, attributes: { a: { x: 50% } }",
      until: 50)
    #expect(plain.instants == keyed.instants)
    #expect(plain.log.messages.map(\.size) == keyed.log.messages.map(\.size))
  }
}
