// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

extension ClusterSettings {
  /// What a person should know about the nodes.
  func findings(_ part: String, _ view: FindingsView) -> [Finding] { [] }
}
