// SPDX-License-Identifier: GPL-3.0-or-later

import Services

extension CheckCase {
  static let logs: [CheckCase] = []
}
