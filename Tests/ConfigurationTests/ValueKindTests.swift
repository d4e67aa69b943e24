// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

private func value<T>(_ kind: ValueKind<T>, _ text: String) throws -> T? {
  var context = ReadContext()
  let value = kind.read(try tree(text), &context)
  #expect((value == nil) == context.diagnostics.hasErrors)
  return value
}

private func complaint<T>(_ kind: ValueKind<T>, _ text: String) throws -> Diagnostic? {
  var context = ReadContext()
  let node = try tree(text)
  let value = context.within("key") { kind.read(node, &$0) }
  #expect(value == nil)
  return context.diagnostics.sorted.first
}

private enum Mode: String, CaseIterable {
  case provisioned
  case onDemand = "on-demand"
}

@Suite struct ValueKindTests {
  @Test func scalars() throws {
    #expect(try value(.duration, "1.5s") == 1_500_000_000)
    #expect(try value(.duration, "\"30s\"") == 30_000_000_000)
    #expect(try value(.rate, "6/s") == 6)
    #expect(try value(.byteRate, "5MB/s") == 5_000_000)
    #expect(try value(.money, "$0.40") == Decimal(string: "0.4"))
    #expect(try value(.money(0...5), "$5") == 5)
    #expect(try value(.moneyPerHour, "$60/h") == 60)
    #expect(try value(.integer, "50k") == 50_000)
    #expect(try value(.number(-1...1), "-0.5") == -0.5)
    #expect(try value(.factor, "1.3x") == 1.3)
    #expect(try value(.flag, "true") == true)
    #expect(try value(.text, "yes") == "yes")
    #expect(try value(.name, "jobs-dlq") == "jobs-dlq")
    #expect(try value(.node, "[1]")?.items?.count == 1)
    #expect(try value(.choice(of: Mode.self), "on-demand") == .onDemand)
    #expect(try value(.choice(["a", "b"]), "b") == "b")
  }

  @Test func wrongScalars() throws {
    #expect(try complaint(.name, "a b")?.code == .value)
    #expect(try complaint(.name, "\"\"")?.message == "key must not be empty")
    #expect(try complaint(.choice(of: Mode.self), "ondemand")?.hint == "did you mean on-demand?")
    #expect(try complaint(.choice(["a", "b"]), "zzz")?.message == "key must be `a` or `b`, not \"zzz\"")
    #expect(try complaint(.choice(["a", "b", "c", "d", "e"]), "zzz")?.message == "key cannot be \"zzz\"")
    #expect(try complaint(.duration, "{ a: 1 }")?.message == "key must be a duration such as 30s, not a map")
    #expect(try complaint(.duration(0...1_000), "1s")?.message == "key must lie between 0s and 1us, not 1s")
    #expect(try complaint(.text, "")?.code == .missing)
    #expect(try complaint(.ratio, "25")?.hint == "did you mean 25%?")
    #expect(try complaint(.text, "\"\(String(repeating: "x", count: 20_000))\"")?.code == .size)
  }

  @Test func collections() throws {
    #expect(try value(.list(of: .duration), "[1s, 2s]") == [1_000_000_000, 2_000_000_000])
    #expect(try value(.oneOrMore(of: .name), "usual") == ["usual"])
    #expect(try value(.oneOrMore(of: .name), "[usual, promo]") == ["usual", "promo"])
    #expect(try value(.map(of: .ratio), "b: 2%\na: 28%")?.map(\.name) == ["b", "a"])
    #expect(try value(.map(of: .ratio), "")?.count == 0)
    #expect(try complaint(.list(of: .duration, count: 2...3), "[1s]")?.message == "key must have 2 to 3 items, not 1")
    #expect(
      try complaint(.list(of: .duration), "1s")?.message == "key must be a list of durations such as [30s], not a text")
    let item = try complaint(.list(of: .duration), "[1s, 2]")
    #expect(item?.message == "key needs a unit")
    #expect(item?.location?.column == 6)
    var context = ReadContext()
    let many = ValueKind<[Int64]>.list(of: .duration)
    #expect(many.read(try tree("[1, 2, x]"), &context) == nil)
    #expect(context.diagnostics.errorCount == 3)
    #expect(try complaint(.map(of: .ratio), "a: x")?.message.hasPrefix("a must be") == true)
  }

  @Test func exactlyOneKey() throws {
    #expect(try value(Language.law, "{ constant: 60ms }") == .constant(60_000_000))
    #expect(try value(Language.law, "{ lognormal: { p50: 1s, p99: 9s } }") == .lognormal(1_000_000_000, 9_000_000_000))
    #expect(try complaint(Language.law, "{}")?.message == "key needs one of constant, lognormal")
    #expect(try complaint(Language.law, "{ constant: 1s, lognormal: { p50: 1s, p99: 2s } }")?.code == .duplicate)
    #expect(try complaint(Language.law, "{ lognorml: { p50: 1s, p99: 2s } }")?.hint == "nearest: lognormal")
    #expect(
      try complaint(Language.law, "{ lognormal: { p50: 9s, p99: 2s } }")?.message == "lognormal needs p50 below p99")
    #expect(try complaint(Language.law, "60ms")?.message == "key must be a time such as { constant: 30s }, not a text")
  }

  @Test func oneKeyWithOthersBeside() throws {
    let each = Key("per_message", .duration, default: "0s", .sluice, "For each message")
    let kind = ValueKind<Int64>.oneKey(
      "time", [OneKeyCase("constant", .duration) { $0 }], also: KeyTable("time", "", keys: [each])
    ) { $0 + $1[each] }
    #expect(try value(kind, "{ constant: 60ms, per_message: 50us }") == 60_050_000)
    #expect(try value(kind, "{ constant: 60ms }") == 60_000_000)
    #expect(try complaint(kind, "{ constant: 60ms, per_mesage: 1s }")?.hint == "nearest: per_message")
    #expect(kind.expanded(try tree("constant: 1s")).entries?.map(\.key).sorted() == ["constant", "per_message"])
  }

  private enum Warmup: Hashable, Sendable {
    case auto
    case time(Int64)
  }

  @Test func eitherOfTwo() throws {
    let kind = ValueKind<Warmup>.either(.choice(["auto"]), .duration, { _ in .auto }, { .time($0) })
    #expect(try value(kind, "auto") == .auto)
    #expect(try value(kind, "0s") == .time(0))
    // A bare number is nearly a time, a word nearly `auto`.
    #expect(try complaint(kind, "30")?.hint == "did you mean 30s?")
    #expect(try complaint(kind, "atuo")?.hint == "did you mean auto?")
    #expect(try complaint(kind, "xyz")?.message == "key must be `auto` or duration, not \"xyz\"")
    let law = ValueKind<Language.Law>.either(.duration, Language.law, { .constant($0) }, { $0 })
    #expect(try value(law, "1s") == .constant(1_000_000_000))
    #expect(try value(law, "{ constant: 1s }") == .constant(1_000_000_000))
    #expect(try complaint(law, "{ constant: 1 }")?.message == "constant needs a unit")
    #expect(try complaint(law, "1")?.hint == "did you mean 1s?")
    // What was tried in vain leaves no trace.
    var context = ReadContext()
    _ = law.read(try tree("{ constant: 1s }"), &context)
    #expect(context.diagnostics.isEmpty)
  }

  @Test func conversionsKeepPlaces() throws {
    let even = ValueKind<Int>.integer.map { number, node, context -> Int? in
      if number % 2 == 0 { return number / 2 }
      context.fail(.value, at: node, "must be even")
      return nil
    }
    #expect(try value(even, "8") == 4)
    let problem = try complaint(even, "7")
    #expect(problem?.message == "key must be even")
    #expect(problem?.location?.column == 1)
  }
}

@Suite struct SchemaTests {
  private func object(_ schema: Schema) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(schema.json().utf8)) as? [String: Any])
  }

  @Test func tablesBecomeObjects() throws {
    let schema = try object(Language.sqs.schema)
    #expect(schema["type"] as? String == "object")
    #expect(schema["additionalProperties"] as? Bool == false)
    let properties = try #require(schema["properties"] as? [String: [String: Any]])
    #expect(Set(properties.keys) == Set(Language.sqs.keys.map(\.name)))
    #expect(properties["visibility_timeout"]?["default"] as? String == "30s")
    #expect(properties["fan_out"]?["default"] as? Bool == false)
    #expect(properties["dead_letter"]?["required"] as? [String] == ["to"])
    let choice = try object(Language.channel.schema)
    let branches = try #require(choice["oneOf"] as? [[String: Any]])
    #expect(branches.count == 2)
    #expect(branches[1]["required"] as? [String] == ["type", "shards"])
    let types = branches.compactMap { ($0["properties"] as? [String: [String: Any]])?["type"]?["const"] as? String }
    #expect(types == ["sqs", "kinesis"])
  }

  @Test func patternsAcceptWhatTheReaderAccepts() throws {
    func pattern<T>(_ kind: ValueKind<T>) throws -> NSRegularExpression {
      let text =
        kind.schema.value["pattern"]
        ?? {
          guard case .array(let items)? = kind.schema.value["anyOf"] else { return nil }
          return items.compactMap { $0["pattern"] }.first
        }()
      guard case .string(let pattern)? = text else { throw CancellationError() }
      return try NSRegularExpression(pattern: pattern)
    }
    func matches(_ expression: NSRegularExpression, _ text: String) -> Bool {
      expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }
    for text in ["30s", "1h30m", "1.5s", "50us", "1_000ms"] { #expect(matches(try pattern(.duration), text)) }
    for text in ["30", "s", "30x", "-1s"] { #expect(!matches(try pattern(.duration), text)) }
    for text in ["256KiB", "1.5GB", "0B"] { #expect(matches(try pattern(.bytes), text)) }
    for text in ["6/s", "3M/day"] { #expect(matches(try pattern(.rate), text)) }
    for text in ["5MB/s"] { #expect(matches(try pattern(.byteRate), text)) }
    for text in ["0.5%", "25%"] { #expect(matches(try pattern(.ratio), text)) }
    for text in ["$0.40", "$1100"] { #expect(matches(try pattern(.money), text)) }
    for text in ["50k", "24"] { #expect(matches(try pattern(.integer), text)) }
    for text in ["1.3x", "3"] { #expect(matches(try pattern(.factor), text)) }
    for text in ["jobs-dlq"] { #expect(matches(try pattern(.name), text)) }
  }

  @Test func documentsAndOrder() throws {
    let schema = Language.sqs.schema.document(id: "https://example.org/s.json", title: "S")
    #expect(schema.members.prefix(3).map(\.name) == ["$schema", "$id", "title"])
    #expect(schema.json() == schema.json())
    #expect(Schema.any.json() == "{}")
    #expect(
      JSONValue.object([.init("b", .array([.integer(1), .null])), .init("a", .bool(true))]).text()
        == #"{"b":[1,null],"a":true}"#)
    #expect(
      try tree("[1, 1.5, 010, true, no, \"1\", ~, 1e400]").json.text() == #"[1,1.5,"010",true,"no","1",null,"1e400"]"#)
  }
}
