// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Services
import Simulation

extension ScenarioReader {
  /// What one window is, before its parts are read.
  private struct Frame {
    var name: String
    var duration: Nanoseconds
    var hours: Double
    /// What it lays over the tree: `traffic` and `faults`.
    var overlays: [(String, Node)]
  }

  /// The windows with their models, or nil after an error.
  static func windows(
    _ file: ScenarioFile, _ tree: Node, variant: String, _ options: ScenarioOptions, _ diagnostics: inout Diagnostics
  ) -> [ScenarioWindow]? {
    guard let frames = frames(tree, options, &diagnostics) else {
      // The parts are read all the same, so that their errors are found too.
      let context = ServiceContext(usesBuiltInLatencies: usesBuiltIn(tree), trafficFactor: factor(options))
      var files: [String] = []
      _ = model(tree, options, context, &files, &diagnostics)
      return nil
    }
    var windows: [ScenarioWindow] = []
    for frame in frames {
      var laid = tree
      if !frame.overlays.isEmpty {
        laid = file.changed(
          tree.overlaid(by: .map(frame.overlays), layer: .window(frame.name)), options.changes, &diagnostics)
      }
      let context = ServiceContext(
        usesBuiltInLatencies: usesBuiltIn(tree), region: tree["region"]?.text ?? ScenarioKeys.defaultRegion,
        window: frame.name, windows: frames.map(\.name), variant: variant, variants: file.variants,
        trafficFactor: factor(options), rateQuantile: { options.rateQuantiles[$0] }, faults: options.faults)
      var files: [String] = []
      guard let model = model(laid, options, context, &files, &diagnostics) else { continue }
      let window = ScenarioWindow(
        name: frame.name, duration: frame.duration, hoursPerMonth: frame.hours, model: model, files: files)
      if !(window.expectedMessages <= mostMessages) {
        diagnostics.error(
          .size, at: laid["traffic"] ?? laid,
          "window \(frame.name) would send \(Format.count(window.expectedMessages)) messages in one replication, but at "
            + "most \(Format.count(mostMessages)) are simulated", hint: "make the window's duration shorter")
        continue
      }
      windows.append(window)
    }
    return windows.count == frames.count ? windows : nil
  }

  private static func frames(
    _ tree: Node, _ options: ScenarioOptions, _ diagnostics: inout Diagnostics
  ) -> [Frame]? {
    // Errors in `run` are reported when the whole tree is read.
    var context = ReadContext()
    guard let run = RunKeys.table.read(tree["run"] ?? .map([]), &context) else { return nil }
    var frames = (run[RunKeys.windows] ?? []).map { named in
      Frame(
        name: named.name, duration: named.value[RunKeys.Window.duration],
        hours: (named.value[RunKeys.Window.month] ?? -1).seconds / 3600,
        overlays: [("traffic", RunKeys.Window.traffic), ("faults", RunKeys.Window.faults)].compactMap { name, key in
          named.value[key].map { (name, $0) }
        })
    }
    if frames.isEmpty { frames = [Frame(name: "all", duration: run[RunKeys.duration], hours: 730, overlays: [])] }
    if frames.count == 1, frames[0].hours < 0 { frames[0].hours = 730 }
    var isFine = true
    for (frame, named) in zip(frames, run[RunKeys.windows] ?? []) where frame.hours < 0 {
      diagnostics.error(
        .missing, at: named.keyLocation, length: named.keyLength, "window \(named.name) needs month",
        hint: "how many hours of the month are like this, such as month: 40h; together 730h")
      isFine = false
    }
    if case .fixed(let warmup) = run[RunKeys.warmup], let short = frames.first(where: { $0.duration <= warmup }) {
      diagnostics.error(
        .range, at: run.node(RunKeys.warmup) ?? tree,
        "a warmup of \(Format.exactDuration(warmup)) leaves nothing of window \(short.name), which takes "
          + Format.exactDuration(short.duration), hint: "make it shorter than every window")
      isFine = false
    }
    for name in options.windows where !frames.contains(where: { $0.name == name }) {
      let near = Names.nearest(name, in: frames.map(\.name))
      diagnostics.error(
        .name, at: nil, length: 0, "there is no window \(Diagnostic.quoted(name))",
        hint: near.map { "nearest: \($0)" } ?? "there is: \(frames.map(\.name).joined(separator: ", "))")
      isFine = false
    }
    return isFine ? frames : nil
  }

  private static func usesBuiltIn(_ tree: Node) -> Bool { tree["calibration"]?.text != "none" }

  private static func factor(_ options: ScenarioOptions) -> @Sendable (String) -> Double {
    { name in options.trafficFactor * (options.trafficFactors[name] ?? 1) }
  }

  /// Reads, checks and wires the parts of a tree.
  private static func model(
    _ tree: Node, _ options: ScenarioOptions, _ service: ServiceContext, _ files: inout [String],
    _ diagnostics: inout Diagnostics
  ) -> Model? {
    let before = diagnostics.errorCount
    var context = ReadContext()
    var parts: [any Part] = []
    var known: [(name: String, what: String)] = []
    for (section, key) in ScenarioKeys.sections {
      let node = tree[key.name] ?? .map([])
      for entry in node.entries ?? [] { known.append((entry.key, section.noun)) }
      let named = context.within(key.name) { key.kind.read(node, &$0) }
      for one in named ?? [] {
        if let part = Registry.part(one, in: section, service, &context) { parts.append(part) }
      }
    }
    parts += surroundings(tree, &context)
    for (reference, kinds) in context.references where !isKnown(reference, kinds, known) {
      context.diagnostics.unknownReference(reference.name, at: reference.node, among: known, wanted: kinds)
    }
    files = context.files
    diagnostics.append(contentsOf: context.diagnostics)
    checkNames(tree, known, &diagnostics)
    checkSources(tree, options, known, &diagnostics)
    guard diagnostics.errorCount == before else { return nil }
    let directory = PartDirectory(parts)
    for part in directory.parts { part.validate(directory, &diagnostics) }
    guard diagnostics.errorCount == before else { return nil }
    let routes = Routes(directory)
    for loop in routes.loops {
      diagnostics.error(
        .value, at: tree["workers"] ?? tree, "messages would go round for ever: \(loop)",
        hint: "a way back is not possible")
    }
    for queue in routes.disagreements {
      diagnostics.error(
        .unsupported, at: tree["channels"]?[queue] ?? tree,
        "the workers that read \(queue) hand on to different channels",
        hint: "give each a queue of its own, with a topic before them")
    }
    guard diagnostics.errorCount == before else { return nil }
    return ModelBuilder.model(parts, usesBuiltInLatencies: service.usesBuiltInLatencies)
  }

  /// What stands around the parts, as parts that come after them.
  private static func surroundings(_ tree: Node, _ context: inout ReadContext) -> [any Part] {
    ScenarioKeys.surroundings.compactMap { surrounding, key in
      guard let node = tree[key.name], !node.isNull else { return nil }
      return context.within(key.name) { surrounding.part(node, &$0) }
    }
  }

  private static func isKnown(
    _ reference: Reference, _ kinds: [String], _ known: [(name: String, what: String)]
  ) -> Bool {
    known.contains { $0.name == reference.name && (kinds.isEmpty || kinds.contains($0.what)) }
  }

  /// A name is enough to refer to a thing, so no two things may share one.
  private static func checkNames(
    _ tree: Node, _ known: [(name: String, what: String)], _ diagnostics: inout Diagnostics
  ) {
    var seen: [String: String] = [:]
    for (section, key) in ScenarioKeys.sections {
      for entry in tree[key.name]?.entries ?? [] {
        if entry.key == "cost" {
          diagnostics.error(
            .name, at: entry.keyLocation, length: entry.keyLength, "a part cannot be called cost",
            hint: "objectives use this name for the bill")
        } else if ScenarioKeys.surroundings.contains(where: { $0.key.name == entry.key }), tree[entry.key] != nil {
          diagnostics.error(
            .name, at: entry.keyLocation, length: entry.keyLength,
            "a part cannot be called \(entry.key) where there is the section \(entry.key)",
            hint: "objectives and the bill use this name for the section")
        } else if let other = seen[entry.key] {
          diagnostics.error(
            .duplicate, at: entry.keyLocation, length: entry.keyLength,
            "\(Diagnostic.quoted(entry.key)) is already the name of a \(other)", hint: "names are unique in the file")
        }
        seen[entry.key] = section.noun
      }
    }
    let traffic = tree["traffic"] ?? .null
    // A connector captures what others write, and is a source of its own.
    let hasConnector = tree["workers"]?.entries?.contains { $0.value["type"]?.text == "source-connector" } ?? false
    if traffic.isNull || traffic.entries?.isEmpty ?? false, !hasConnector {
      diagnostics.error(
        .missing, at: tree["traffic"] ?? tree, "a scenario needs traffic",
        hint: "such as traffic: { uploads: { to: jobs, rate: 6/s } }")
    }
  }

  private static func checkSources(
    _ tree: Node, _ options: ScenarioOptions, _ known: [(name: String, what: String)],
    _ diagnostics: inout Diagnostics
  ) {
    let sources = known.filter { $0.what == Section.traffic.noun }.map(\.name)
    for name in options.trafficFactors.keys.sorted() where !sources.contains(name) {
      let near = Names.nearest(name, in: sources)
      diagnostics.error(
        .name, at: nil, length: 0, "there is no traffic source \(Diagnostic.quoted(name))",
        hint: near.map { "nearest: \($0)" } ?? "there is: \(sources.joined(separator: ", "))")
    }
  }
}
