// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// What is explained, in Korean, group by group as in English.
  static let korean: [String: Translation] = {
    let groups: [Translations] = []
    var all: [String: Translation] = [:]
    for group in groups { for entry in group { all[entry.key] = entry.value } }
    return all
  }()
}
