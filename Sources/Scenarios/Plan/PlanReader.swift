// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

extension ScenarioFile {
  /// Whether there is anything under `plan`.
  public var hasPlan: Bool { root["plan"].map { !$0.isNull } ?? false }
}

extension ScenarioReader {
  /// What a scenario says under `plan`, checked against its variants.
  ///
  /// - Parameter changes: from outside, `PATH=VALUE`; those under `plan` count, and those that give a variant other parts.
  /// - Returns: nil after an error, which a file without a plan is too.
  public static func plan(
    _ file: ScenarioFile, changes: [(path: String, value: String)] = [], _ diagnostics: inout Diagnostics
  ) -> PlanSettings? {
    let before = diagnostics.errorCount
    guard let tree = file.tree(variant: "base", changes: changes, &diagnostics) else { return nil }
    guard let node = tree["plan"], !node.isNull else {
      diagnostics.error(
        .missing, at: SourceLocation(file: file.path, line: 1, column: 1), length: 1,
        "there is no plan: nothing says what may be chosen",
        hint: "such as plan: { variants: all, choose: { workers.NAME.tasks: 2..20 } }")
      return nil
    }
    var context = ReadContext()
    let record = context.within("plan") { PlanKeys.table.read(node, &$0) }
    diagnostics.append(contentsOf: context.diagnostics)
    guard let record else { return nil }
    let variants = variants(record, file, &diagnostics)
    guard diagnostics.errorCount == before else { return nil }
    // What is wrong with a variant itself is found when it is read.
    var ignored = Diagnostics()
    let trees = variants.compactMap { name in
      file.tree(variant: name, changes: changes, &ignored).map { (variant: name, tree: $0) }
    }
    var settings = PlanSettings(variants: variants)
    settings.choices = (record[PlanKeys.choose] ?? []).compactMap { choice($0, trees, &diagnostics) }
    settings.headroom = record[PlanKeys.headroom]
    settings.survive = survive(record, trees, &diagnostics)
    settings.confidence = record[PlanKeys.confidence]
    settings.room = record[PlanKeys.room]
    settings.indifference = record[PlanKeys.indifference]
    settings.mostReplications = record[PlanKeys.atMost]?.replications
    settings.budget = record[PlanKeys.atMost]?.time
    settings.regret = record[PlanKeys.regret].map { record in
      var regret = PlanSettings.Regret()
      regret.costTooHigh = record[PlanKeys.Regret.tooHigh]
      regret.objectiveMissed = record[PlanKeys.Regret.missed]
      return regret
    }
    return diagnostics.errorCount == before ? settings : nil
  }

  private static func variants(
    _ record: Record, _ file: ScenarioFile, _ diagnostics: inout Diagnostics
  ) -> [String] {
    guard case .names(let names) = record[PlanKeys.variants] else { return file.variants }
    let node = record.node(PlanKeys.variants) ?? record.node
    var known: [String] = []
    for (place, name) in names.enumerated() {
      if !file.variants.contains(name) {
        diagnostics.unknownReference(
          name, at: node.items?[place] ?? node, among: file.variants.map { ($0, "variant") }, wanted: ["variant"])
      } else if !known.contains(name) {
        known.append(name)
      }
    }
    return known
  }

  private static func survive(
    _ record: Record, _ trees: [(variant: String, tree: Node)], _ diagnostics: inout Diagnostics
  ) -> [String]? {
    guard let names = record[PlanKeys.survive] else { return nil }
    let node = record.node(PlanKeys.survive) ?? record.node
    var faults: [String] = []
    for fault in trees.flatMap({ $0.tree["faults"]?.entries ?? [] }) where !faults.contains(fault.key) {
      faults.append(fault.key)
    }
    var known: [String] = []
    for (place, name) in names.enumerated() {
      if !faults.contains(name) {
        diagnostics.unknownReference(
          name, at: node.items?[place] ?? node, among: faults.map { ($0, "fault") }, wanted: ["fault"])
      } else if !known.contains(name) {
        known.append(name)
      }
    }
    return known
  }

  // MARK: What may be chosen

  /// Sections that say what is asked for and how it is found out: a plan that changed them would not be an answer.
  private static let fixed = ["version", "name", "title", "description", "run", "requires", "slos", "variants", "plan"]

  private static func choice(
    _ named: Named<PlanValues>, _ trees: [(variant: String, tree: Node)], _ diagnostics: inout Diagnostics
  ) -> PlanSettings.Choice? {
    let section = named.name.split(separator: ".").first.map(String.init) ?? ""
    guard !fixed.contains(section) else {
      diagnostics.error(
        .value, at: named.keyLocation, length: named.keyLength,
        "\(Diagnostic.quoted(named.name)) is not a plan's to choose: \(section) says what is asked for, not what is built"
      )
      return nil
    }
    let found = trees.compactMap { SettingPath(named.name, in: $0.tree) }
    guard !found.isEmpty else {
      reportUnknown(named, trees, &diagnostics)
      return nil
    }
    // A value that no variant's setting can have is a slip.
    let keys = found.compactMap(\.key)
    for node in named.value.nodes where keys.count == found.count {
      let problems = keys.compactMap { problem(with: node, as: $0, named.name) }
      if problems.count == keys.count, let first = problems.first { diagnostics.append(first) }
    }
    return PlanSettings.Choice(path: named.name, values: named.value.values, node: named.node)
  }

  private static func reportUnknown(
    _ named: Named<PlanValues>, _ trees: [(variant: String, tree: Node)], _ diagnostics: inout Diagnostics
  ) {
    let names = trees.map(\.variant)
    let near = Names.nearest(named.name, in: trees.flatMap { SettingPath.all(in: $0.tree) })
    diagnostics.error(
      .name, at: named.keyLocation, length: named.keyLength,
      names.count == 1
        ? "\(names[0]) has no setting \(Diagnostic.quoted(named.name))"
        : "none of the variants \(names.joined(separator: ", ")) has a setting \(Diagnostic.quoted(named.name))",
      hint: near.map { "nearest: \($0)" })
  }

  private static func problem(with node: Node, as key: some AnyKey, _ path: String) -> Diagnostic? {
    var context = ReadContext()
    let value = context.within(path) { key.kind.read(node, &$0) }
    return value == nil ? context.diagnostics.items.first { $0.severity == .error } : nil
  }
}
