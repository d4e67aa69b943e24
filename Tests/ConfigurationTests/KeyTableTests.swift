// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

/// A small language like the real one.
enum Language {
  static let to = RequiredKey("to", .reference(to: ["channel"]), "Where used-up messages go")
  static let maxReceives = Key("max_receives", .integer(1...1_000), default: "10", .sluice, "Receives before that")
  static let deadLetter = KeyTable("dead_letter", "The queue for messages that fail", keys: [to, maxReceives])

  static let title = OptionalKey("title", .text, "A line for reports")
  static let common = KeyTable("common", "What every channel has", keys: [title])

  static let visibility = Key(
    "visibility_timeout", .duration(0...43_200_000_000_000), default: "30s", .aws("SQS developer guide"),
    "How long a received message stays hidden", source: "https://docs.aws.amazon.com/")
  static let retention = Key(
    "retention", .duration(60_000_000_000...1_209_600_000_000_000), default: "4d", .aws(""), "How long it is kept")
  static let maxSize = Key("max_size", .bytes(1_024...1_048_576), default: "1MiB", .aws(""), "The largest message")
  static let duplicates = Key(
    "duplicates", .ratio(0...0.1), default: "0.001%", .assumed("AWS says rare"), "Messages that come twice")
  static let fanOut = Key("fan_out", .flag, default: "false", .sluice, "Whether each reader sees all")
  static let dead = OptionalKey("dead_letter", .record(deadLetter), "Where failures go")
  static let sqs = KeyTable(
    "sqs", "An SQS queue", keys: [visibility, retention, maxSize, duplicates, fanOut, dead], also: [common])

  static let shards = RequiredKey("shards", .integer(1...500), "How many", monotone: true)
  static let kinesis = KeyTable("kinesis", "A stream", keys: [shards], also: [common])

  static let channel = TableChoice(
    discriminator: "type", "channel", tables: [("sqs", sqs), ("kinesis", kinesis)], unsupported: ["sns"])

  enum Law: Hashable, Sendable {
    case constant(Int64)
    case lognormal(Int64, Int64)
  }

  static let p50 = RequiredKey("p50", .duration, "The median")
  static let p99 = RequiredKey("p99", .duration, "The 99th percentile")
  static let quantiles = KeyTable("lognormal", "", keys: [p50, p99])
  static let law = ValueKind<Law>.oneKey(
    "time",
    [
      OneKeyCase("constant", .duration, "Always the same") { .constant($0) },
      OneKeyCase(
        "lognormal", .record(quantiles), "Long-tailed",
        checked: { record, node, context in
          if record[p50] < record[p99] { return .lognormal(record[p50], record[p99]) }
          context.fail(.range, at: node, "needs p50 below p99")
          return nil
        }),
    ])
}

/// The errors of reading a text with a table.
private func problems(_ table: KeyTable, _ text: String) throws -> [Diagnostic] {
  var context = ReadContext()
  let record = table.read(try tree(text), &context)
  #expect(record == nil)
  return context.diagnostics.sorted
}

private func value<T>(_ kind: ValueKind<T>, _ text: String) throws -> T? {
  var context = ReadContext()
  let value = kind.read(try tree(text), &context)
  #expect((value == nil) == context.diagnostics.hasErrors)
  return value
}

private func complaint<T>(_ kind: ValueKind<T>, _ text: String) throws -> Diagnostic? {
  var context = ReadContext()
  let value = context.within("key") { [node = try tree(text)] in kind.read(node, &$0) }
  #expect(value == nil)
  return context.diagnostics.sorted.first
}

@Suite struct KeyTableTests {
  @Test func readsValuesAndDefaults() throws {
    var context = ReadContext()
    let node = try tree("title: Jobs\nvisibility_timeout: 5m\ndead_letter: { to: dlq }")
    let record = try #require(Language.sqs.read(node, &context))
    #expect(context.diagnostics.isEmpty)
    #expect(record[Language.title] == "Jobs")
    #expect(record[Language.visibility] == 300_000_000_000)
    #expect(record[Language.retention] == 345_600_000_000_000)
    #expect(record[Language.maxSize] == 1_048_576)
    #expect(record[Language.duplicates] == 0.00001)
    #expect(record[Language.fanOut] == false)
    #expect(record[Language.dead]?[Language.to].name == "dlq")
    #expect(record[Language.dead]?[Language.maxReceives] == 10)
    #expect(record.isDefaulted(Language.retention))
    #expect(!record.isDefaulted(Language.visibility))
    #expect(record.node(Language.visibility)?.text == "5m")
    #expect(record.node(Language.retention) == nil)
    #expect(context.references.map(\.reference.name) == ["dlq"])
    #expect(context.references.map(\.kinds) == [["channel"]])
    #expect(
      context.defaultsUsed.map(\.path) == [
        ["retention"], ["max_size"], ["duplicates"], ["fan_out"], ["dead_letter", "max_receives"],
      ])
    #expect(context.defaultsUsed.map(\.text) == ["4d", "1MiB", "0.001%", "false", "10"])
    #expect(context.defaultsUsed[2].origin.label == "assumed, not measured")
  }

  @Test func nothingIsAnEmptyMap() throws {
    var context = ReadContext()
    #expect(Language.sqs.read(.null, &context)?[Language.visibility] == 30_000_000_000)
    #expect(Language.sqs.read(.null, &context)?[Language.dead] == nil)
  }

  @Test func allErrorsAtOnce() throws {
    let text = """
      visibility_timeout: 30
      visibilty: 3s
      max_size: [1]
      retention:
      fan_out: no
      dead_letter: { max_receives: 0 }
      duplicates: 20%
      """
    var context = ReadContext()
    #expect(Language.sqs.read(try tree(text), &context) == nil)
    #expect(
      DiagnosticPrinter.text(context.diagnostics.sorted, sources: ["t.yaml": text]) == """
        t.yaml:1:21: error[unit]: visibility_timeout needs a unit
            1 | visibility_timeout: 30
              |                     ^^ did you mean 30s? (AWS allows 0s to 12h; its default is 30s)
        t.yaml:2:1: error[key]: sqs has no setting "visibilty"
            2 | visibilty: 3s
              | ^^^^^^^^^ nearest: visibility_timeout
        t.yaml:3:11: error[type]: max_size must be a size such as 256KiB, not a list
            3 | max_size: [1]
              |           ^^^ AWS allows 1KiB to 1MiB; its default is 1MiB
        t.yaml:4:1: error[missing]: retention has no value
            4 | retention:
              | ^^^^^^^^^ leave the key out to get the default (AWS allows 1m to 14d; its default is 4d)
        t.yaml:5:10: error[value]: fan_out must be `true` or `false`, not "no"
            5 | fan_out: no
              |          ^^ did you mean false? (the default is false)
        t.yaml:6:1: error[missing]: dead_letter needs to
            6 | dead_letter: { max_receives: 0 }
              | ^^^^^^^^^^^ to: jobs - Where used-up messages go
        t.yaml:6:30: error[range]: max_receives must lie between 1 and 1,000, not 0
            6 | dead_letter: { max_receives: 0 }
              |                              ^ allowed: 1 to 1,000; the default is 10
        t.yaml:7:13: error[range]: duplicates must lie between 0% and 10%, not 20%
            7 | duplicates: 20%
              |             ^^^ allowed: 0% to 10%; the default is 0.001%

        """)
  }

  @Test func aBareNumberGetsTheDefaultsUnit() throws {
    #expect(try problems(Language.sqs, "retention: 14").first?.hint?.hasPrefix("did you mean 14d?") == true)
    // 4d is too long for a visibility timeout of at most 12h; the default's unit is seconds anyway.
    #expect(try problems(Language.sqs, "max_size: 1").first?.hint?.hasPrefix("did you mean 1MiB?") == true)
    #expect(try problems(Language.sqs, "max_size: 64").first?.hint?.hasPrefix("did you mean 64KiB?") == true)
  }

  @Test func aCommaInBracesIsExplained() throws {
    let problem = try problems(Language.sqs, "{ title: 24 tasks, visibility timeout 30 s }").first
    #expect(problem?.message == "sqs has no setting \"visibility timeout 30 s\"")
    #expect(problem?.hint == "in braces a comma starts the next key; a text with a comma needs quotes")
  }

  @Test func badTablesAreFound() {
    #expect(Language.sqs.defaultProblems() == [])
    #expect(Language.channel.defaultProblems() == [])
    let bad = KeyTable(
      "bad", "",
      keys: [
        Key("a", .duration, default: "30", .sluice, "A"), Key("b", .duration, default: "[", .sluice, "B"),
        OptionalKey("a", .text, ""),
        OptionalKey(
          "c", .list(of: .record(KeyTable("in", "", keys: [Key("d", .flag, default: "no", .sluice, "D")]))), "C"),
      ])
    let problems = bad.defaultProblems()
    #expect(problems.count == 5)
    #expect(problems[0].hasPrefix("bad.a: the default 30 cannot be read"))
    var context = ReadContext()
    #expect(bad.read(.null, &context) == nil)
    #expect(context.diagnostics.hasErrors)
  }

  @Test func expandsInTheTablesOrder() throws {
    let node = try tree("dead_letter: { to: dlq }\nvisibility_timeout: 5m\nmystery: 1")
    let expanded = Language.sqs.expanded(node)
    #expect(
      expanded.yaml { _, node in node.layer == .standardDefault ? "default" : nil } == """
        visibility_timeout: 5m
        retention: 4d  # default
        max_size: 1MiB  # default
        duplicates: 0.001%  # default
        fan_out: false  # default
        dead_letter:
          to: dlq
          max_receives: 10  # default
        mystery: 1

        """)
    // Expanding again changes nothing, and reading gives the same values.
    #expect(Language.sqs.expanded(expanded).hasSameContent(as: expanded))
    let typed = Language.channel.expanded(try tree("fan_out: true\ntype: sqs"))
    #expect(
      typed.entries?.map(\.key) == ["type", "visibility_timeout", "retention", "max_size", "duplicates", "fan_out"])
    #expect(Language.channel.expanded(try tree("type: nonsense")).entries?.count == 1)
  }

  @Test func explainsKeys() throws {
    #expect(
      Language.sqs.explain("visibility_timeout") == """
        sqs.visibility_timeout: duration, 0s to 12h
          How long a received message stays hidden
          default: 30s (AWS default): SQS developer guide
          example: visibility_timeout: 30s
          source: https://docs.aws.amazon.com/

        """)
    #expect(Language.sqs.explain("dead_letter.max_receives")?.contains("default: 10 (Sluice default)") == true)
    #expect(Language.sqs.explain("dead_letter")?.contains("settings: to, max_receives") == true)
    #expect(Language.sqs.explain("nothing") == nil)
    #expect(Language.sqs.explain("dead_letter.nothing") == nil)
    #expect(Language.channel.explain("shards")?.contains("required") == true)
  }
}

@Suite struct TableChoiceTests {
  private func read(_ text: String) throws -> (type: String?, problems: [Diagnostic]) {
    var context = ReadContext()
    let result = context.within(
      Node.Entry(key: "jobs", keyLocation: .init(file: "t.yaml", line: 1, column: 1), value: try tree(text))
    ) { Language.channel.read($0, &$1) }
    return (result?.type, context.diagnostics.sorted)
  }

  @Test func picksTheTable() throws {
    #expect(try read("type: sqs").type == "sqs")
    #expect(try read("shards: 3\ntype: kinesis\ntitle: x").type == "kinesis")
  }

  @Test func saysWhatIsWrongWithTheType() throws {
    var problem = try #require(try read("shards: 3").problems.first)
    #expect(problem.code == .missing)
    #expect(problem.message == "a channel needs type")
    #expect(problem.hint == "type is one of sqs, kinesis")
    #expect(problem.length == 4)
    problem = try #require(try read("type: sqss").problems.first)
    #expect(problem.message == "there is no channel of type \"sqss\"")
    #expect(problem.hint == "nearest: sqs")
    problem = try #require(try read("type: sns").problems.first)
    #expect(problem.code == .unsupported)
    #expect(problem.message == "an sns channel is not simulated yet")
    problem = try #require(try read("tpye: sqs").problems.first)
    #expect(problem.code == .key)
    #expect(problem.hint == "nearest: type")
    #expect(try read("type: [sqs]").problems.first?.code == .type)
    #expect(try read("[sqs]").problems.first?.code == .type)
  }

  @Test func knowsTheKeysOfTheOthers() throws {
    let problem = try #require(try read("type: sqs\nshards: 3").problems.first)
    #expect(problem.message == "an sqs channel has no setting \"shards\"")
    #expect(problem.hint == "that is a setting of kinesis")
    #expect(try read("type: kinesis").problems.first?.message == "a kinesis channel needs shards")
  }

  @Test func isAKindToo() throws {
    let channels = ValueKind<[Named<TypedRecord>]>.map(of: .choosing(Language.channel), namesAreChecked: true)
    let found = try value(channels, "jobs: { type: sqs }\nclicks: { type: kinesis, shards: 2 }")
    #expect(found?.map(\.name) == ["jobs", "clicks"])
    #expect(found?.map(\.value.type) == ["sqs", "kinesis"])
    #expect(
      try complaint(channels, "\"a b\": { type: sqs }")?.message.hasPrefix("the name must be a name of letters") == true
    )
  }
}
