// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// What the scenario requires of the parts, and whether the variant has it.
enum RequirementSection {
  static func lines(_ result: RunResult, _ columns: Int) -> [TextLine] {
    guard let requirements = result.requirements, !requirements.isEmpty else { return [] }
    return RequirementTable([(result.scenario.variant, requirements)]).lines(columns)
  }
}
