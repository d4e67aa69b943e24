// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Statistics
import Testing

@testable import Services

/// What reading a filter policy gives: JSON is YAML, so a policy can be written as in AWS's pages.
struct PolicyReading {
  var policy: FilterPolicy?
  /// `code line:column message`
  var errors: [String]

  init(_ text: String, scope: FilterScope = .messageBody) {
    var diagnostics = Diagnostics()
    var context = ReadContext()
    if let node = Document.parse(text, file: "filter", into: &diagnostics) {
      policy = context.within("filter") { ValueKind<FilterPolicy>.filterPolicy.read(node, &$0) }
      policy?.check(scope, &diagnostics)
    }
    diagnostics.append(contentsOf: context.diagnostics)
    errors = diagnostics.sorted.map {
      "\($0.code) \($0.location.map { "\($0.line):\($0.column)" } ?? "-") \($0.message)"
    }
  }
}

/// A policy that must be right.
func policy(
  _ text: String, scope: FilterScope = .messageBody, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> FilterPolicy {
  let reading = PolicyReading(text, scope: scope)
  try #require(reading.errors == [], sourceLocation: sourceLocation)
  return try #require(reading.policy, sourceLocation: sourceLocation)
}

/// Fields as a traffic source has them.
func messageFields(
  attributes: String? = nil, body: String? = nil, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> MessageFields {
  let settings = [attributes.map { "attributes: \($0)" }, body.map { "body: \($0)" }].compactMap { $0 }
  let read = try parts(
    "traffic: { t: { to: q, rate: 1/s, \(settings.joined(separator: ", ")) } }", sourceLocation: sourceLocation)
  return try #require(read.first as? TrafficPart, sourceLocation: sourceLocation).fields
}

/// Whether a policy matches a message, whose attributes or body are plain values.
func matches(
  _ text: String, attributes: String? = nil, body: String? = nil,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> Bool {
  let scope: FilterScope = body == nil ? .messageAttributes : .messageBody
  let policy = try policy(text, scope: scope, sourceLocation: sourceLocation)
  let fields = try messageFields(attributes: attributes, body: body, sourceLocation: sourceLocation)
  let key = RandomKey(seed: 1, replication: 0)
  let values = try #require(
    fields.values(scope, source: "t", key: key, drawKey: 0), sourceLocation: sourceLocation)
  let answer = policy.matches(attributes: values)
  // Whatever the pure evaluator says, so must the other two.
  var compiled = policy.compiled(source: "t", fields: fields, scope)
  compiled.begin(key: key)
  #expect(compiled.matches(0) == answer, sourceLocation: sourceLocation)
  #expect(abs(policy.share(of: fields, scope) - (answer ? 1 : 0)) < 1e-12, sourceLocation: sourceLocation)
  return answer
}
