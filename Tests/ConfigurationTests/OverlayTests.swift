// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Testing

@Suite struct OverlayTests {
  private func overlaid(_ base: String, _ overlay: String) throws -> Node {
    try tree(base).overlaid(by: tree(overlay, file: "o.yaml"), layer: .variant("v"))
  }

  private func expectSame(_ node: Node, _ text: String) throws {
    #expect(node.hasSameContent(as: try tree(text)), "\(node.yaml())")
  }

  @Test func mapsMergeAndTheRestReplaces() throws {
    let node = try overlaid("a: { x: 1, y: [1, 2], z: 3 }\nb: 1", "a: { y: [3], w: 4 }\nc: { d: 5 }")
    try expectSame(node, "a: { x: 1, y: [3], z: 3, w: 4 }\nb: 1\nc: { d: 5 }")
  }

  @Test func nullTakesAway() throws {
    try expectSame(try overlaid("a: { x: 1, y: 2 }\nb: 1", "a: { x: null }\nb: ~"), "a: { y: 2 }")
    // Also inside of what is new, and of what was never there.
    try expectSame(try overlaid("a: 1", "n: { x: null, y: { z: null } }\nq: null"), "a: 1\nn: { y: {} }")
  }

  @Test func aNewTypeReplacesTheMap() throws {
    let base = "workers: { resizer: { type: fleet, tasks: 24, compute: { fargate: { vcpu: 1 } } } }"
    try expectSame(
      try overlaid(base, "workers: { resizer: { type: lambda, memory: 1GB, timeout: null } }"),
      "workers: { resizer: { type: lambda, memory: 1GB } }")
    // The same type again merges.
    try expectSame(
      try overlaid(base, "workers: { resizer: { type: fleet, tasks: 8 } }"),
      "workers: { resizer: { type: fleet, tasks: 8, compute: { fargate: { vcpu: 1 } } } }")
    try expectSame(
      try overlaid("c: { engine: redis, shards: 1 }", "c: { engine: memcached, nodes: 2 }"),
      "c: { engine: memcached, nodes: 2 }")
    // A map that had no type gets one.
    try expectSame(try overlaid("c: { a: 1 }", "c: { type: x }"), "c: { a: 1, type: x }")
  }

  @Test func layersAndPlacesAreKept() throws {
    let node = try overlaid("a: { x: 1, y: 2 }", "a: { x: 3 }")
    #expect(node.value(atPath: "a.x")?.layer == .variant("v"))
    #expect(node.value(atPath: "a.x")?.location?.file == "o.yaml")
    #expect(node.value(atPath: "a.y")?.layer == .file("t.yaml"))
    #expect(node["a"]?.entry("x")?.keyLocation?.file == "o.yaml")
    let plain = try tree("a: 1").overlaid(by: tree("a: 2", file: "o.yaml"))
    #expect(plain["a"]?.layer == .file("o.yaml"))
  }

  @Test func wideMapsMergeInLinearTime() throws {
    let wide = Node.map((0..<50_000).map { ("key\($0)", .text("1")) })
    let time = ContinuousClock().measure { #expect(wide.overlaid(by: wide).entries?.count == 50_000) }
    #expect(time < .seconds(2))
  }
}

@Suite struct NodePathTests {
  private let text = """
    workers: { resizer: { type: fleet, tasks: 24 } }
    slos: { soon: { latency.p99: "< 20s", latency.p9: x } }
    shape: [ { at: 1m, x: 1 }, { at: 2m, x: 2 } ]
    """

  @Test func findsKeysWithDotsAndPositions() throws {
    let node = try tree(text)
    #expect(node.value(atPath: "workers.resizer.tasks")?.text == "24")
    #expect(node.value(atPath: "slos.soon.latency.p99")?.text == "< 20s")
    #expect(node.value(atPath: "shape.1.x")?.text == "2")
    #expect(node.value(atPath: "")?.entries?.count == 3)
    for path in [
      "workers.nobody", "shape.2", "shape.-1", "shape.+1", "shape.99999999999999999999", "slos.soon.latency",
    ] {
      #expect(node.value(atPath: path) == nil)
    }
  }

  private func set(_ path: String, _ value: String) throws -> (Node, [Diagnostic]) {
    var diagnostics = Diagnostics()
    let node = try tree(text).setting(path: path, to: value, into: &diagnostics)
    return (node, diagnostics.items)
  }

  @Test func replacesValues() throws {
    var (node, problems) = try set("workers.resizer.tasks", "32")
    #expect(problems.isEmpty)
    #expect(node.value(atPath: "workers.resizer.tasks")?.text == "32")
    #expect(node.value(atPath: "workers.resizer.type")?.text == "fleet")
    #expect(node.value(atPath: "workers.resizer.tasks")?.layer == .set("workers.resizer.tasks"))
    (node, problems) = try set("slos.soon.latency.p99", "\"< 5s\"")
    #expect(node.value(atPath: "slos.soon.latency.p99")?.text == "< 5s")
    #expect(node.value(atPath: "slos.soon")?.entries?.count == 2)
    (node, problems) = try set("shape.0.x", "9")
    #expect(node.value(atPath: "shape.0.x")?.text == "9")
    #expect(node.value(atPath: "shape.1.x")?.text == "2")
    (node, problems) = try set("a.b.c", "{ d: 1 }")
    #expect(node.value(atPath: "a.b.c.d")?.text == "1")
    (node, problems) = try set("workers.resizer.tasks", "null")
    #expect(node.value(atPath: "workers.resizer.tasks") == nil)
    (node, problems) = try set("workers.resizer.type", "lambda")
    #expect(node.value(atPath: "workers.resizer")?.entries?.map(\.key) == ["type"])
  }

  @Test func errorsStandInTheFlag() throws {
    let (node, problems) = try set("workers.resizer.tasks", "[1, 2")
    #expect(node == (try tree(text)))
    #expect(problems.first?.location?.file == "--set workers.resizer.tasks=[1, 2")
    #expect(problems.first?.location?.column == "workers.resizer.tasks=[".count)
    let value = try set("workers.resizer.tasks", "many").0.value(atPath: "workers.resizer.tasks")
    let diagnostic = Diagnostic(code: .value, message: "m", location: value?.location, length: value?.length ?? 0)
    #expect(
      DiagnosticPrinter.text([diagnostic]) == """
        --set workers.resizer.tasks=many:1:23: error[value]: m
            1 | workers.resizer.tasks=many
              |                       ^^^^

        """)
  }

  @Test func impossiblePathsAreErrors() throws {
    #expect(try set("", "1").1.first?.code == .value)
    #expect(try set("a..b", "1").1.first?.code == .value)
    #expect(try set("workers.resizer.tasks.x", "1").1.first?.code == .type)
    #expect(try set("shape.7.x", "1").1.first?.hint == "positions go from 0 to 1")
    #expect(try set(Array(repeating: "a", count: 5_000).joined(separator: "."), "1").1.first?.code == .size)
    let deep = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
    #expect(try set("a.b.c.d.e.f.g", deep).1.first?.code == .size)
  }
}

@Suite struct NodePrintingTests {
  @Test(arguments: Samples.all) func samplesReadBack(_ text: String) throws {
    let node = try tree(text)
    let printed = node.yaml()
    #expect(try tree(printed).hasSameContent(as: node), "\(printed)")
    #expect(try tree(printed).yaml() == printed)
  }

  @Test func looksLikeAScenario() throws {
    let node = try tree(
      """
      channels: {jobs: {type: sqs, dead_letter: {to: dlq, max_receives: 3}}, dlq: {type: sqs}}
      words: [ "a b", no, 'null' ]
      note: "two\\nlines\\n"
      steps: [ {at: 1m, deep: {x: 1}}, [1, 2] ]
      """)
    let printed = node.yaml { path, node in
      path == ["channels", "jobs", "type"] ? "AWS default" : nil
    }
    #expect(
      printed == """
        channels:
          jobs:
            type: sqs  # AWS default
            dead_letter: { to: dlq, max_receives: 3 }
          dlq: { type: sqs }
        words: ["a b", no, "null"]
        note: |
          two
          lines
        steps:
          - at: 1m
            deep: { x: 1 }
          - [1, 2]

        """)
    #expect(try tree(printed).hasSameContent(as: node))
  }

  @Test func longFlowsBecomeBlocks() throws {
    let node = Node.map([("a", .list((0..<40).map { .text("item\($0)") }))])
    let lines = node.yaml().split(separator: "\n")
    #expect(lines.count == 41)
    #expect(lines[1] == "  - item0")
  }

  @Test func commentsCannotBreakOut() throws {
    let node = Node.map([("a", .text("1"))])
    let printed = node.yaml { _, _ in "x\nb: 2" }
    #expect(try tree(printed).entries?.count == 1)
  }
}
