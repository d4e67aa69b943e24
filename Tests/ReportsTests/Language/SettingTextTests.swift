// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Testing

@testable import Reports

/// What a setting is, in Korean.
@Suite struct SettingTextTests {
  @Test func english() throws {
    let text = try #require(ScenarioDocuments.explain("visibility_timeout"))
    #expect(SettingText.said(text) == text)
  }

  @Test func korean() throws {
    let text = try #require(ScenarioDocuments.explain("visibility_timeout"))
    let korean = Language.$current.withValue(.korean) { SettingText.said(text) }
    #expect(korean.contains("  기본값: 30s (AWS 기본값): API/CreateQueue"))
    #expect(korean.contains("sqs.visibility_timeout: duration, 0s to 12h"))
    #expect(korean.split(separator: "\n").count == text.split(separator: "\n").count)
  }

  /// Every sentence of every key table has its Korean.
  @Test func everySetting() {
    var missing: Set<String> = []
    Language.$current.withValue(.korean) {
      for name in ScenarioDocuments.keyNames {
        for line in (ScenarioDocuments.explain(name) ?? "").split(separator: "\n") where line.hasPrefix("  ") {
          let words = String(line.dropFirst(2))
          if said(words) == words { missing.insert(words) }
        }
      }
    }
    #expect(missing.isEmpty, "\(missing.count): \(missing.sorted().joined(separator: "\n"))")
  }
}
