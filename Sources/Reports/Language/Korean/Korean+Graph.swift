// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What `sluice graph` says.
  static let koreanGraph: Entries = [
    "{} to {}": "{1} → {2}",
    "Parts: {}. Ways: {}.": "부분: {1}. 길: {2}.",
    "{} waiting": "대기 {1}",
    "{}: rates as simulated": "{1}: 시뮬레이션한 비율",
    "{}: rates as the settings say": "{1}: 설정이 말하는 비율",

      // What brings messages onto a way aside.
  ]
}
