// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Statistics
import Testing

@testable import Services

/// The compiled form of a policy and its share of messages, against the evaluator that looks at values.
@Suite struct FilterCompiledTests {
  /// Random texts of policies and fields.
  private struct Texts {
    let stream: DrawStream
    var count: UInt64 = 0

    mutating func below(_ limit: Int) -> Int {
      count += 1
      return Int(stream.uniform(count) * Double(limit))
    }

    mutating func pick(_ items: [String]) -> String { items[below(items.count)] }

    mutating func many(_ most: Int, _ make: (inout Texts) -> String) -> [String] {
      (0...below(most)).map { _ in make(&self) }
    }

    static let words = ["a", "ab", "abc", "b", "Ab", "10.0.0.1", "10.0.0.200"]
    static let numbers = ["0", "1", "2.5", "-3", "100", "7.00001"]
    static let names = ["k", "l", "m"]

    mutating func condition() -> String {
      let word = pick(Self.words)
      switch below(13) {
      case 0, 1: return "\"\(word)\""
      case 2: return pick(Self.numbers)
      case 3: return pick(["true", "false", "null"])
      case 4: return "{ prefix: \"\(word)\" }"
      case 5: return "{ suffix: \"\(word)\" }"
      case 6: return "{ equals-ignore-case: \"\(word)\" }"
      case 7: return "{ wildcard: \"*\(word)\" }"
      case 8: return "{ cidr: 10.0.0.0/25 }"
      case 9: return "{ exists: \(pick(["true", "false"])) }"
      case 10: return "{ numeric: [\"\(pick(["<", "<=", ">", ">=", "="]))\", \(pick(Self.numbers))] }"
      case 11: return "{ anything-but: [\"\(word)\", \(pick(Self.numbers))] }"
      default: return "{ anything-but: { prefix: \"\(word)\" } }"
      }
    }

    mutating func object(depth: Int, nested: Bool) -> String {
      var parts: [String] = []
      for name in Self.names where below(3) == 0 {
        if nested, depth > 0, below(4) == 0 {
          parts.append("\(name): \(object(depth: depth - 1, nested: true))")
        } else {
          parts.append("\(name): [\(many(3) { $0.condition() }.joined(separator: ", "))]")
        }
      }
      if depth > 0, below(2) == 0 {
        let branches = (0..<2).map { _ in object(depth: depth - 1, nested: nested) }
        parts.append("$or: [\(branches.joined(separator: ", "))]")
      }
      return parts.isEmpty ? "{ k: [\(condition())] }" : "{ \(parts.joined(separator: ", ")) }"
    }

    mutating func field(body: Bool, depth: Int) -> String {
      let word = "\"\(pick(Self.words))\""
      switch below(body ? 12 : 9) {
      case 0: return pick([word, pick(Self.numbers)])
      case 1: return "[\(word), \(pick(Self.numbers)), \(pick(["true", "null", "\"b\""]))]"
      case 2: return "{ number: { uniform: { from: -5, to: 5 } } }"
      case 3, 4, 5, 6: return "{ abc: 20%, b: 30%, Ab: \(pick(["50%", "10%"])) }"
      case 7, 8: return "{ number: { mix: [ { share: 40%, constant: 1 }, { share: 60%, exponential: { mean: 4 } } ] } }"
      case 9: return pick(["true", "false", "null"])
      default: return depth > 0 ? fields(body: true, depth: depth - 1) : word
      }
    }

    mutating func fields(body: Bool, depth: Int) -> String {
      let parts = Self.names.compactMap { name in
        below(6) > 0 ? "\(name): \(field(body: body, depth: depth))" : nil
      }
      return parts.isEmpty ? "{ k: { a: 10% } }" : "{ \(parts.joined(separator: ", ")) }"
    }
  }

  @Test("Compiled = evaluated, and the share is the share: 500 random policies and fields", arguments: [20_251_017])
  func randomPolicies(seed: UInt64) throws {
    var read = 0
    var mixed = 0
    for round in 0..<500 {
      var texts = Texts(
        stream: DrawStream(RandomKey(seed: seed, replication: UInt32(round)), name: "texts", purpose: "test"))
      let scope: FilterScope = round % 2 == 0 ? .messageAttributes : .messageBody
      let text = texts.object(depth: 2, nested: scope == .messageBody)
      let reading = PolicyReading(text, scope: scope)
      // Some are too complex for SNS.
      guard let policy = reading.policy, reading.errors.isEmpty else { continue }
      let fieldText = texts.fields(body: scope == .messageBody, depth: 2)
      let what: Comment = "seed \(seed), round \(round): \(text) on \(fieldText)"
      let fields =
        try scope == .messageAttributes ? messageFields(attributes: fieldText) : messageFields(body: fieldText)
      let key = RandomKey(seed: 4, replication: UInt32(round))
      var compiled = policy.compiled(source: "t", fields: fields, scope)
      compiled.begin(key: key)
      let messages = 300
      var matching = 0
      for number in 0..<UInt64(messages) {
        let drawKey = number ^ 0xABCD_0000_0000_0000
        let values = try #require(fields.values(scope, source: "t", key: key, drawKey: drawKey))
        let wanted = policy.matches(attributes: values)
        try #require(compiled.matches(drawKey) == wanted, what)
        if wanted { matching += 1 }
        if !wanted, scope == .messageAttributes {
          #expect((compiled.mismatchReason(drawKey) == .noMessageAttributes) == values.isEmpty, what)
        }
      }
      if let constant = compiled.constant { #expect(matching == (constant ? messages : 0), what) }
      let share = policy.share(of: fields, scope)
      let deviation = (share * (1 - share) / Double(messages)).squareRoot()
      #expect(abs(Double(matching) / Double(messages) - share) <= 4.5 * deviation + 1e-9, what)
      read += 1
      if share > 0.01, share < 0.99 { mixed += 1 }
    }
    print("filters: seed \(seed), \(read) policies, \(mixed) of them match some messages and not others")
    #expect(read > 300 && mixed > 60)
  }

  @Test("Shares of the alerts' severities: 2% critical, 30% critical or warning")
  func sharesOfTheFanOut() throws {
    let alerts = try messageFields(attributes: "{ severity: { critical: 2%, warning: 28%, info: 70% } }")
    #expect(abs(try policy("{ severity: [critical] }").share(of: alerts) - 0.02) < 1e-12)
    #expect(abs(try policy("{ severity: [critical, warning] }").share(of: alerts) - 0.3) < 1e-12)
    let either = try policy(#"{ "$or": [{ "severity": ["critical"] }, { "severity": ["info"] }] }"#)
    #expect(abs(either.share(of: alerts) - 0.72) < 1e-12, "branches that exclude each other")
    #expect(try policy(#"{ severity: [{ "anything-but": ["x"] }] }"#).share(of: alerts) == 1)
  }

  @Test("Numbers: the share is the distribution's probability, to rounding at five digits")
  func sharesOfNumbers() throws {
    let prices = try messageFields(attributes: "{ price: { number: { uniform: { from: 0, to: 500 } } } }")
    #expect(abs(try policy(#"{ price: [{ "numeric": [">", 100, "<=", 200] }] }"#).share(of: prices) - 0.2) < 1e-7)
    #expect(try policy("{ price: [100] }").share(of: prices) < 1e-7)
    let counts = try messageFields(
      attributes: "{ n: { number: { mix: [ { share: 25%, constant: 1 }, { share: 75%, constant: 2 } ] } } }")
    #expect(abs(try policy("{ n: [2] }").share(of: counts) - 0.75) < 1e-12)
    #expect(abs(try policy(#"{ n: [{ "numeric": ["<", 2] }] }"#).share(of: counts) - 0.25) < 1e-12)
  }

  @Test("With too many combinations for a sum the share comes from points, to about three digits")
  func estimatedShares() throws {
    // 12 values in each of 5 fields, all told apart: 248,832 combinations, below the limit; 13 are above it.
    func text(_ values: Int) -> (policy: String, fields: String) {
      let names = ["k", "l", "m", "n", "o"]
      let branches = (0..<values - 1).map { v in "{ \(names.map { "\($0): [v\(v)]" }.joined(separator: ", ")) }" }
      let shares = (0..<values).map { "v\($0): \(100 / Double(values))%" }.joined(separator: ", ")
      return (
        "{ $or: [\(branches.joined(separator: ", ")), { k: [x] }, { k: [v0], l: [v1] }] }",
        "{ \(names.map { "\($0): { \(shares) }" }.joined(separator: ", ")) }"
      )
    }
    for values in [12, 20] {
      let one = text(values)
      let share = try policy(one.policy).share(of: messageFields(attributes: one.fields))
      let n = Double(values)
      // All five alike (not the last value), or the first two as the last branch says.
      let wanted = (n - 1) / (n * n * n * n * n) + 1 / (n * n)
      #expect(abs(share - wanted) < (values == 12 ? 1e-9 : 1e-3), "\(values): \(share) for \(wanted)")
    }
  }

  @Test("Two subscriptions see the same attributes, and sources have draws of their own")
  func agreement() throws {
    let alerts = try messageFields(attributes: "{ severity: { critical: 20%, info: 80% } }")
    let key = RandomKey(seed: 9, replication: 3)
    func answers(_ text: String, _ source: String) throws -> [Bool] {
      var compiled = try policy(text).compiled(source: source, fields: alerts, .messageAttributes)
      compiled.begin(key: key)
      return (0..<2_000).map { compiled.matches($0) }
    }
    let critical = try answers("{ severity: critical }", "a")
    #expect(try answers("{ severity: info }", "a") == critical.map { !$0 })
    #expect(try answers("{ severity: critical }", "b") != critical)
  }
}
