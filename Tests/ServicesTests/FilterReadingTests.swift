// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Testing

@testable import Services

/// What SNS takes as a filter policy, and what it refuses.
@Suite struct FilterReadingTests {
  @Test("A single value or operator stands for a list of one")
  func shortForms() throws {
    #expect(try policy("{ a: x }") == policy(#"{ "a": ["x"] }"#))
    #expect(try policy("{ a: 5 }") == policy(#"{ "a": [{ "numeric": ["=", 5] }] }"#))
    #expect(try policy("{ a: { prefix: x } }") == policy(#"{ "a": [{ "prefix": "x" }] }"#))
    #expect(try policy(#"{ a: "5" }"#).clause.keys.first?.conditions == [.equals(.text("5"))])
    #expect(try policy("{ a: 007 }").clause.keys.first?.conditions == [.equals(.text("007"))])
    #expect(try policy("{ a: nan }").clause.keys.first?.conditions == [.equals(.text("nan"))])
  }

  @Test(
    "Wrong policies are errors with a place",
    arguments: [
      ("{}", "1:1"), ("[]", "1:1"), ("x", "1:1"), ("{ a: [] }", "1:6"), ("{ a: {} }", "1:6"),
      ("{ a: [[x]] }", "1:7"), (#"{ a: [{ "wrong-operator": true }] }"#, "1:9"),
      (#"{ a: [{ "suffix": "v", "prefix": "w" }] }"#, "1:7"), (#"{ a: [{ "suffix": 100 }] }"#, "1:19"),
      (#"{ a: [{ "suffix": null }] }"#, "1:"), (#"{ a: [{ "suffix": [] }] }"#, "1:19"),
      (#"{ a: [{ "exists": "no" }] }"#, "1:19"), (#"{ a: [{ "exists": null }] }"#, "1:"),
      (#"{ a: [{ "anything-but": { "numeric": [">", 1] } }] }"#, "1:25"),
      (#"{ a: [{ "anything-but": { "exists": false } }] }"#, "1:25"),
      (#"{ a: [{ "anything-but": { "prefix": false } }] }"#, "1:37"), (#"{ a: [{ "anything-but": [] }] }"#, "1:25"),
      (#"{ a: [{ "anything-but": [null] }] }"#, "1:"), (#"{ a: [{ "anything-but": true }] }"#, "1:25"),
      (#"{ a: [{ "cidr": "10.0.0.0/33" }] }"#, "1:17"), (#"{ a: [{ "cidr": "x" }] }"#, "1:17"),
      (#"{ a: [{ "wildcard": "*a*b*c*d" }] }"#, "1:21"),
    ])
  func wrongPolicies(text: String, place: String) {
    let errors = PolicyReading(text).errors
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.first?.contains(" \(place)") ?? false, "\(errors)")
  }

  @Test(
    "Wrong numeric conditions, those that AWS was seen to refuse (LocalStack's validated tests)",
    arguments: [
      "[]", #"["operator"]"#, #"[1, "<="]"#, #"["=", "000"]"#, #"[">="]"#, #"["<", 100, ">", 10]"#,
      #"[">=", 1, ">", 2]"#, #"[">", 3, "<", 1]"#, #"[">", 20, "<="]"#, "[\">\", 20, 30]", #"[">", 20, "test"]"#,
      #"[">", "20", "<", "30"]"#, #"[">", 20, "<", "30"]"#, #"[">", 20, "<", 30, "<", 50]"#, "5",
      #"["=", 1000000001]"#, #"["=", 0.000001]"#, #"["=", 1.123456]"#,
    ])
  func wrongNumbers(list: String) {
    let errors = PolicyReading(#"{ "key": [{ "numeric": \#(list) }] }"#).errors
    #expect(!errors.isEmpty && errors.allSatisfy { $0.contains(" 1:") }, "\(errors)")
  }

  @Test("Five digits behind the point, however the number is spelled (filter-policy-constraints)")
  func decimals() {
    for good in ["1.12345", "1.1234500", "112345e-5", "1e9", "-1000000000", "0.00001", "12.5e-4"] {
      #expect(PolicyReading("{ a: [\(good)] }").errors == [], "\(good)")
    }
    for bad in ["1.123456", "1123456e-6", "1.00000001e9", "-1000000000.5", "12.5e-5"] {
      #expect(PolicyReading("{ a: [\(bad)] }").errors.count == 1, "\(bad)")
    }
  }

  private func combinations(_ text: String) throws -> Int { try FilterLimits.combinations(policy(text).clause) }
  private func list(_ count: Int) -> String { "[\((0..<count).map { "v\($0)" }.joined(separator: ", "))]" }

  @Test("Combinations: product, times the nesting level, sum over $or (filter-policy-constraints, and-or-logic)")
  func combinationsAreCountedAsDocumented() throws {
    #expect(try combinations("{ key_a: [one, two, three], key_b: [one], key_c: [one, two] }") == 6)
    #expect(try combinations("{ key_a: { key_b: { key_c: [1, 2, 3, 4] } }, key_d: { key_e: [1, 2, 3] } }") == 72)
    #expect(
      try combinations(
        #"""
        { "source": ["aws.cloudwatch"], "$or": [{ "metricName": ["CPUUtilization", "ReadLatency"] },
          { "metricType": ["MetricType"], "$or": [{ "metricId": [1234, 4321] }, { "spaceId": [1, 2, 3] }] }] }
        """#) == 7)
    #expect(
      try combinations(
        #"""
        { "$or": [{ "metricName": ["CPUUtilization", "ReadLatency"] }, { "namespace": ["AWS/EC2", "AWS/ES"] }],
          "detail": { "scope": ["Service"], "$or": [{ "source": ["aws.cloudwatch"] }, { "type": ["Change"] }] } }
        """#) == 32)
  }

  @Test("150 combinations are allowed and 151 are not (as AWS answers, validated by LocalStack's tests)")
  func mostCombinations() {
    #expect(PolicyReading("{ a: \(list(150)) }").errors == [])
    #expect(PolicyReading("{ a: \(list(151)) }").errors.count == 1)
    #expect(PolicyReading("{ a: \(list(100)), b: \(list(51)) }").errors.count == 1)
    func or(_ source: Int, _ name: Int, _ type: Int, _ id: Int, _ space: Int) -> String {
      "{ source: \(list(source)), $or: [{ metricName: \(list(name)) }, { metricType: \(list(type)), "
        + "$or: [{ metricId: \(list(id)) }, { spaceId: \(list(space)) }] }] }"
    }
    #expect(PolicyReading(or(4, 6, 4, 4, 4)).errors.count == 1, "152")
    #expect(PolicyReading(or(3, 6, 4, 4, 7)).errors == [], "150")
    let nested = "{ key_a: { key_b: { key_c: \(list(4)) } }, key_d: { key_e: \(list(3)) }, key_f: \(list(3)) }"
    #expect(PolicyReading(nested).errors.count == 1, "216")
    let both =
      "{ $or: [{ m: \(list(3)) }, { n: \(list(2)) }], detail: { scope: \(list(2)), $or: [{ s: [x] }, { t: \(list(3)) }] } }"
    #expect(PolicyReading(both).errors.count == 1, "160")
  }

  @Test("Five keys at most; in a nested policy the leaves (filter-policy-constraints)")
  func mostKeys() {
    #expect(PolicyReading("{ a: 1, b: 1, c: 1, d: 1, e: 1 }").errors == [])
    #expect(PolicyReading("{ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 }").errors.count == 1)
    #expect(PolicyReading("{ a: { b: 1, c: 1 }, d: { e: 1, f: 1 }, g: 1 }").errors == [])
    #expect(PolicyReading("{ a: { b: 1, c: 1 }, d: { e: 1, f: 1 }, g: 1, h: 1 }").errors.count == 1)
    #expect(PolicyReading("{ $or: [{ a: 1, b: 1 }, { a: 2, c: 1 }], d: 1, e: 1 }").errors == [], "a counts once")
  }

  @Test("Wildcards: points of a field times its patterns, 100 in all (filter-policy-constraints)")
  func wildcardPoints() throws {
    let page = #"{ "filename": [{ "wildcard": "*.txt" }, { "wildcard": "log*" }] }"#
    #expect(try FilterLimits.wildcardPoints(policy(page).clause) == 4)
    let greeting = #"{ "greeting": [{ "anything-but": { "prefix": "Hello" } }, { "wildcard": "H*" }] }"#
    #expect(try FilterLimits.wildcardPoints(policy(greeting).clause) == 4)
    func patterns(_ count: Int) -> String {
      "{ a: [\((0..<count).map { "{ wildcard: \"x\($0)*\" }" }.joined(separator: ", "))] }"
    }
    #expect(PolicyReading(patterns(10)).errors == [])
    #expect(PolicyReading(patterns(11)).errors.count == 1)
    #expect(try FilterLimits.wildcardPoints(policy("{ a: \(list(100)) }").clause) == 0)
  }

  @Test("Only a policy with the scope MessageBody may be nested (filter-policy-constraints)")
  func nestedNeedsTheBody() {
    let text = "{ severity: [x], detail: { kind: [y] } }"
    #expect(PolicyReading(text, scope: .messageBody).errors == [])
    let errors = PolicyReading(text, scope: .messageAttributes).errors
    #expect(errors.count == 1 && errors[0].contains(" 1:26"), "\(errors)")
    #expect(PolicyReading("{ $or: [{ a: 1 }, { b: 2 }] }", scope: .messageAttributes).errors == [])
  }
}
