// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Services

extension ScenarioReader {
  /// What `requires` asks for, each once, answered by the parts. The parts are the same in all windows.
  static func requirements(
    _ record: Record, _ tree: Node, _ windows: [ScenarioWindow], _ diagnostics: inout Diagnostics
  ) -> [Requirement] {
    guard let written = record[ScenarioKeys.requires], let parts = windows.first?.model.parts else { return [] }
    let known = ScenarioKeys.sections.flatMap { section, key in
      (tree[key.name]?.entries ?? []).map { (name: $0.key, what: section.noun) }
    }
    var requirements: [Requirement] = []
    for entry in written {
      let isKnown = known.contains { $0.name == entry.of.name && RequirementKeys.wanted.contains($0.what) }
      guard isKnown, let part = parts[entry.of.name] else {
        diagnostics.unknownReference(
          entry.of.name, at: entry.of.node, among: known, wanted: RequirementKeys.wanted)
        continue
      }
      for ability in entry.abilities {
        let requirement = Requirement(of: part.name, ability: ability, answer: part.answer(to: ability, parts))
        if !requirements.contains(where: { $0.asksSame(as: requirement) }) { requirements.append(requirement) }
      }
    }
    return requirements
  }
}
