// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services

/// What matches what: the examples of AWS's pages, each with the page's name.
@Suite struct FilterMatchingTests {
  private static let sports = #"{ "customer_interests": ["rugby", "tennis"] }"#

  @Test(
    "Exact: any value of the list, any element of an array, by case (string-value-matching)",
    arguments: [
      (#"{ customer_interests: rugby }"#, true), (#"{ customer_interests: tennis }"#, true),
      (#"{ customer_interests: [rugby, tennis] }"#, true), (#"{ customer_interests: [golf, tennis] }"#, true),
      (#"{ customer_interests: baseball }"#, false), (#"{ customer_interests: [baseball] }"#, false),
      (#"{ customer_interests: Rugby }"#, false), (#"{ customer_interests: rug }"#, false),
      (#"{ customer_interests: rugby-league }"#, false), (#"{ other: rugby }"#, false),
    ])
  func exact(message: String, wanted: Bool) throws {
    #expect(try matches(Self.sports, attributes: message) == wanted)
    #expect(try matches(Self.sports, body: message) == wanted)
  }

  @Test(
    "anything-but: the key must be there, and one element at least not listed (string-value-matching)",
    arguments: [
      (#"{ customer_interests: baseball }"#, true), (#"{ customer_interests: football }"#, true),
      (#"{ customer_interests: [rugby, baseball] }"#, true), (#"{ customer_interests: rugby }"#, false),
      (#"{ customer_interests: [rugby] }"#, false), (#"{ customer_interests: [rugby, tennis] }"#, false),
      (#"{ customer_interests: [] }"#, false), (#"{ other: baseball }"#, false),
    ])
  func anythingBut(message: String, wanted: Bool) throws {
    let text = #"{ "customer_interests": [{ "anything-but": ["rugby", "tennis"] }] }"#
    #expect(try matches(text, attributes: message) == wanted)
    #expect(try matches(text, body: message) == wanted)
  }

  @Test("anything-but beside exists: false accepts a message without the key (string-value-matching)")
  func anythingButOrNothing() throws {
    let text = #"{ "event": [{ "anything-but": ["stop"] }, { "exists": false }] }"#
    #expect(try matches(text, attributes: "{ other: x }"))
    #expect(try matches(text, attributes: "{ event: go }"))
    #expect(try !matches(text, attributes: "{ event: stop }"))
  }

  @Test(
    "anything-but with prefix, suffix and wildcard (string-value-matching)",
    arguments: [
      (#"{ "event": [{ "anything-but": { "prefix": "order-" } }] }"#, "data-entry", true),
      (#"{ "event": [{ "anything-but": { "prefix": "order-" } }] }"#, "order_number", true),
      (#"{ "event": [{ "anything-but": { "prefix": "order-" } }] }"#, "order-cancelled", false),
      (#"{ "event": [{ "anything-but": { "wildcard": "*ball" } }] }"#, "[hockey, rugby, soccer]", true),
      (#"{ "event": [{ "anything-but": { "wildcard": "*ball" } }] }"#, "[baseball, basketball]", false),
      (#"{ "event": [{ "anything-but": { "suffix": "ball" } }] }"#, "[hockey, rugby, soccer]", true),
      (#"{ "event": [{ "anything-but": { "suffix": "ball" } }] }"#, "[baseball, basketball]", false),
      (#"{ "event": [{ "anything-but": "stop" }] }"#, "stop", false),
      (#"{ "event": [{ "anything-but": "stop" }] }"#, "go", true),
    ])
  func anythingButPatterns(text: String, value: String, wanted: Bool) throws {
    #expect(try matches(text, attributes: "{ event: \(value) }") == wanted)
    #expect(try matches(text, body: "{ event: \(value) }") == wanted)
  }

  @Test(
    "prefix, suffix, equals-ignore-case and wildcard look at texts (string-value-matching)",
    arguments: [
      (#"[{ "prefix": "bas" }]"#, "baseball", true), (#"[{ "prefix": "bas" }]"#, "rugby", false),
      (#"[{ "prefix": "bas" }]"#, "ba", false), (#"[{ "prefix": "Bas" }]"#, "baseball", false),
      (#"[{ "suffix": "ball" }]"#, "baseball", true), (#"[{ "suffix": "ball" }]"#, "rugby", false),
      (#"[{ "equals-ignore-case": "tennis" }]"#, "TENNIS", true),
      (#"[{ "equals-ignore-case": "tennis" }]"#, "teNnis", true),
      (#"[{ "equals-ignore-case": "tennis" }]"#, "tennist", false),
      (#"[{ "wildcard": "*ball" }]"#, "[baseball, basketball]", true), (#"[{ "wildcard": "*ball" }]"#, "balls", false),
      (#"[{ "wildcard": "a*a" }]"#, "a", false), (#"[{ "wildcard": "a*a" }]"#, "aa", true),
      (#"[{ "wildcard": "a*b*c" }]"#, "axbxbc", true), (#"[{ "wildcard": "a*b*c" }]"#, "axc", false),
      (#"[{ "wildcard": "*" }]"#, "x", true), (#"[{ "wildcard": "*ab*ab*" }]"#, "xabyab", true),
      (#"[{ "wildcard": "*ab*ab*" }]"#, "xaby", false), (#"[{ "wildcard": "exact" }]"#, "exact", true),
      (#"[{ "prefix": "1" }]"#, "100", false), (#"[{ "suffix": "0" }]"#, "100", false),
    ])
  func texts(list: String, value: String, wanted: Bool) throws {
    #expect(try matches("{ event: \(list) }", attributes: "{ event: \(value) }") == wanted)
  }

  @Test(
    "numeric: exact however it is spelled, ranges, anything-but (numeric-value-matching)",
    arguments: [
      (#"[{ "numeric": ["=", 301.5] }]"#, "301.5", true), (#"[{ "numeric": ["=", 301.5] }]"#, "3.015e2", true),
      (#"[{ "numeric": ["=", 301.5] }]"#, "301.50001", false), (#"[301.5]"#, "3.015e2", true),
      (#"[{ "numeric": ["<", 0] }]"#, "-0.00001", true), (#"[{ "numeric": ["<", 0] }]"#, "0", false),
      (#"[{ "numeric": [">", 0, "<=", 150] }]"#, "150", true), (#"[{ "numeric": [">", 0, "<=", 150] }]"#, "0", false),
      (#"[{ "numeric": [">", 0, "<=", 150] }]"#, "150.00001", false),
      (#"[{ "numeric": [">=", 0, "<", 150] }]"#, "0", true), (#"[{ "numeric": [">=", 0, "<", 150] }]"#, "150", false),
      (#"[{ "anything-but": [100, 500] }]"#, "101", true), (#"[{ "anything-but": [100, 500] }]"#, "100.1", true),
      (#"[{ "anything-but": [100, 500] }]"#, "[100, 50]", true), (#"[{ "anything-but": [100, 500] }]"#, "100", false),
      (#"[{ "numeric": [">", 99] }]"#, #""100""#, false), (#"["100"]"#, "100", false), (#"[100]"#, #""100""#, false),
      (#"[{ "anything-but": ["100"] }]"#, "100", true),
    ])
  func numbers(list: String, value: String, wanted: Bool) throws {
    #expect(try matches("{ price: \(list) }", attributes: "{ price: \(value) }") == wanted)
    #expect(try matches("{ price: \(list) }", body: "{ price: \(value) }") == wanted)
  }

  @Test("Numbers are compared with five digits behind the point, and only up to 1e9 (filter-policy-constraints)")
  func accuracyOfNumbers() throws {
    #expect(try matches("{ x: [1.00001] }", attributes: "{ x: 1.000014 }"))
    #expect(try !matches("{ x: [1.00001] }", attributes: "{ x: 1.000016 }"))
    #expect(try matches(#"{ x: [{ "numeric": ["<=", 1e9] }] }"#, attributes: "{ x: 1000000000 }"))
    #expect(try !matches(#"{ x: [{ "numeric": [">", 0] }] }"#, attributes: "{ x: 2000000000 }"))
    #expect(try !matches(#"{ x: [{ "numeric": ["<", 0] }] }"#, attributes: "{ x: -1e300 }"))
    #expect(try matches(#"{ x: [{ "anything-but": [5] }] }"#, attributes: "{ x: 1e300 }"))
  }

  @Test("exists asks for a leaf with a value that is neither null nor empty (attribute-key-matching)")
  func exists() throws {
    let there = #"{ "store": [{ "exists": true }] }"#
    let missing = #"{ "store": [{ "exists": false }] }"#
    #expect(try matches(there, attributes: "{ store: fans }"))
    #expect(try matches(there, attributes: "{ store: 99 }"))
    #expect(try !matches(there, attributes: "{ customer_interests: [baseball] }"))
    #expect(try matches(missing, attributes: "{ customer_interests: [baseball] }"))
    #expect(try !matches(missing, attributes: "{ store: fans, customer_interests: [baseball] }"))
    #expect(try !matches(there, body: "{ store: null, x: 1 }"))
    #expect(try !matches(there, body: #"{ store: "", x: 1 }"#))
    #expect(try !matches(missing, body: "{ store: null, x: 1 }"))
    // A node within the structure is no leaf.
    #expect(try !matches(there, body: "{ store: { name: fans } }"))
    #expect(try matches(missing, body: "{ store: { name: fans } }"))
  }

  @Test("exists: false does not match an empty set of attributes (attribute-key-matching, note)")
  func existsNeedsAnAttribute() throws {
    let missing = try policy(#"{ "store": [{ "exists": false }] }"#)
    #expect(!missing.matches(attributes: [:]))
    let none = try messageFields()
    #expect(missing.share(of: none) == 0)
    #expect(!missing.compiled(source: "t", fields: none, .messageAttributes).matches(1))
    // A tenth of the messages have an attribute, which is another; the rest have none at all.
    let few = try messageFields(attributes: "{ other: { x: 10% } }")
    #expect(abs(missing.share(of: few) - 0.1) < 1e-12)
    let compiled = missing.compiled(source: "t", fields: few, .messageAttributes)
    let answers = (0..<10_000).map { compiled.matches($0) }
    #expect(abs(answers.filter { $0 }.count - 1000) < 150)
    for (key, answer) in answers.enumerated() where !answer {
      #expect(compiled.mismatchReason(UInt64(key)) == .noMessageAttributes)
    }
  }

  @Test(
    "cidr: blocks of addresses, of both versions (string-value-matching)",
    arguments: [
      ("10.0.0.0/24", "10.0.0.0", true), ("10.0.0.0/24", "10.0.0.255", true), ("10.0.0.0/24", "10.1.1.0", false),
      ("10.0.0.0/23", "10.0.1.7", true), ("10.0.0.7", "10.0.0.7", true), ("10.0.0.7", "10.0.0.8", false),
      ("0.0.0.0/0", "255.1.2.3", true), ("10.0.0.0/24", "10.0.0", false), ("10.0.0.0/24", "10.0.0.256", false),
      ("2001:db8::/32", "2001:db8:1::5", true), ("2001:db8::/32", "2001:db9::", false),
      ("2001:db8::/33", "2001:db8:8000::", false), ("::/0", "::1", true), ("::/0", "10.0.0.1", false),
      ("::ffff:10.0.0.0/120", "::ffff:10.0.0.9", true), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8", true),
      ("::/0", "1:2:3:4:5:6:7", false), ("::/0", "1::2::3", false), ("::/0", ":::", false),
    ])
  func addresses(block: String, address: String, wanted: Bool) throws {
    let text = #"{ "source_ip": [{ "cidr": "\#(block)" }] }"#
    #expect(try matches(text, attributes: #"{ source_ip: "\#(address)" }"#) == wanted)
  }

  @Test("true, false and null of a body, and within String.Array (filter-policy-constraints)")
  func flagsAndNull() throws {
    #expect(try matches("{ a: [true] }", body: "{ a: true }"))
    #expect(try !matches("{ a: [true] }", body: #"{ a: "true" }"#))
    #expect(try !matches("{ a: [false] }", body: "{ a: true }"))
    #expect(try matches("{ a: [null] }", body: "{ a: null }"))
    #expect(try !matches("{ a: [null] }", body: "{ b: 1 }"))
    #expect(try matches(#"{ "a": [null, { "anything-but": "x" }] }"#, body: "{ a: y }"))
    #expect(try matches("{ a: [true] }", attributes: "{ a: [x, true] }"))
  }

  @Test("Keys are joined by AND, the values of a list by OR (and-or-logic)")
  func andOr() throws {
    let text = #"{ "customer_interests": ["rugby"], "price_usd": [{ "numeric": [">", 100] }] }"#
    #expect(try matches(text, attributes: "{ customer_interests: rugby, price_usd: 101 }"))
    #expect(try !matches(text, attributes: "{ customer_interests: rugby, price_usd: 100 }"))
    #expect(try !matches(text, attributes: "{ customer_interests: golf, price_usd: 101 }"))
    #expect(try !matches(text, attributes: "{ customer_interests: rugby }"))
    let mixed = #"{ "a": ["x", { "prefix": "y" }, { "numeric": ["=", 5] }] }"#
    for value in ["x", "yes", "5"] { #expect(try matches(mixed, attributes: "{ a: \(value) }")) }
    #expect(try !matches(mixed, attributes: "{ a: 6 }"))
  }

  @Test("$or between keys, also nested (and-or-logic)")
  func or() throws {
    let text =
      #"{ "source": ["aws.cloudwatch"], "$or": [{ "metricName": ["CPUUtilization"] }, { "namespace": ["AWS/EC2"] }] }"#
    #expect(try matches(text, attributes: "{ source: aws.cloudwatch, metricName: CPUUtilization }"))
    #expect(try matches(text, attributes: "{ source: aws.cloudwatch, namespace: AWS/EC2 }"))
    #expect(try !matches(text, attributes: "{ source: aws.cloudwatch, namespace: AWS/S3 }"))
    #expect(try !matches(text, attributes: "{ metricName: CPUUtilization, namespace: AWS/EC2 }"))
    let nested = #"""
      { "$or": [{ "metricName": ["CPUUtilization", "ReadLatency"] }, { "namespace": ["AWS/EC2", "AWS/ES"] }],
        "detail": { "scope": ["Service"], "$or": [{ "source": ["aws.cloudwatch"] }, { "type": ["Change"] }] } }
      """#
    #expect(
      try matches(nested, body: "{ metricName: ReadLatency, detail: { scope: Service, source: aws.cloudwatch } }"))
    #expect(try matches(nested, body: "{ namespace: AWS/ES, detail: { scope: Service, type: Change } }"))
    #expect(try !matches(nested, body: "{ namespace: AWS/ES, detail: { scope: Service } }"))
    #expect(try !matches(nested, body: "{ namespace: AWS/ES, detail: { type: Change } }"))
    #expect(try !matches(nested, body: "{ metricName: ReadLatency, scope: Service, type: Change }"))
  }

  @Test("$or is an ordinary name unless it is a list of two objects or more without reserved words (and-or-logic)")
  func orThatIsNone() throws {
    #expect(try matches(#"{ "$or": ["x"] }"#, body: "{ $or: x }"))
    #expect(try matches(#"{ "$or": [{ "prefix": "x" }, { "suffix": "y" }] }"#, body: "{ $or: xz }"))
    // As on the page: not parsed as an OR, and then no good as conditions.
    #expect(PolicyReading(#"{ "$or": [{ "numeric": 123 }, { "prefix": "abc" }] }"#).errors.count == 1)
    #expect(PolicyReading(#"{ "$or": [{ "a": ["x"] }] }"#).errors.count == 1)
  }

  @Test("Dots in names stand for levels (as AWS answers, validated by LocalStack's tests)")
  func dots() throws {
    #expect(try matches(#"{ "object.nested": ["v"] }"#, body: "{ object: { nested: v } }"))
    #expect(try matches(#"{ "object": { "nested": ["v"] } }"#, body: #"{ "object.nested": v }"#))
    #expect(try !matches(#"{ "object.nested": ["v"] }"#, body: "{ object: { nested: w } }"))
  }

  @Test("A body that is not JSON matches nothing, and a message without attributes neither (CloudWatch metrics)")
  func reasons() throws {
    let there = try policy("{ a: [x] }")
    let both = try messageFields(attributes: "{ a: x }", body: "{ a: y }")
    let neither = try messageFields()
    #expect(there.mismatchReason(of: both, .messageAttributes) == .messageAttributes)
    #expect(there.mismatchReason(of: both, .messageBody) == .messageBody)
    #expect(there.mismatchReason(of: neither, .messageAttributes) == .noMessageAttributes)
    #expect(there.mismatchReason(of: neither, .messageBody) == .invalidMessageBody)
    for scope in FilterScope.allCases {
      #expect(there.share(of: neither, scope) == 0)
      let compiled = there.compiled(source: "t", fields: neither, scope)
      #expect(compiled.constant == false && !compiled.matches(7))
      #expect(compiled.mismatchReason(7) == there.mismatchReason(of: neither, scope))
    }
    #expect(
      FilterMismatch.invalidMessageBody.cloudWatchName == "NumberOfNotificationsFilteredOut-InvalidMessageBody")
    #expect(there.keys(missingFrom: both, .messageAttributes) == [])
    #expect(there.keys(missingFrom: neither, .messageAttributes) == ["a"])
  }
}
