// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

extension RunReport {
  /// The verdicts in the XML of JUnit, which CI servers show: a suite for each result, a test case for each objective and
  /// each required ability.
  ///
  /// An objective that fails is a failure, unless its level is `warn`: then it passes and says so. An undecided one is
  /// skipped. What was measured stands in properties in full.
  public static func junit(_ results: [RunResult]) -> String {
    let suites = Language.data { results.map(JUnitSuite.init) }
    let counts = JUnitSuite.counts(suites.flatMap(\.cases))
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"sluice\"\(counts)>\n"
      + suites.map(\.xml).joined() + "</testsuites>\n"
  }
}

private struct JUnitSuite {
  struct Case {
    enum Outcome { case passed, failed, skipped }

    var name: String
    var outcome: Outcome
    var message: String
    var properties: [(name: String, value: String)]
  }

  let name: String
  let cases: [Case]

  init(_ result: RunResult) {
    name = "\(result.scenario.name).\(result.scenario.variant)"
    cases =
      (result.requirements ?? []).map { one in
        Case(
          name: "\(one.of) \(one.title)", outcome: one.able ? .passed : .failed,
          message: "asked \(one.asked): \(one.answer)", properties: [])
      } + result.slos.map(Self.verdict)
  }

  private static func verdict(_ slo: SLOResult) -> Case {
    let measured = Words.value(slo.value, unit: slo.unit)
    let interval = Words.interval(slo.low, slo.high, unit: slo.unit)
    let reason = ObjectiveSection.reason(slo).map { "; \($0)" } ?? ""
    let isWarning = slo.level != "fail" && slo.verdict == .fail
    var message = "\(slo.metric) in \(slo.window): asked \(slo.asked), measured \(measured)"
    if slo.low != nil { message += " (\(interval))" }
    message += reason + (isWarning ? "; failed, level \(slo.level)" : "")
    func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    return Case(
      name: slo.name,
      outcome: slo.verdict == .undecided ? .skipped : slo.verdict == .fail && !isWarning ? .failed : .passed,
      message: message,
      properties: [
        ("metric", slo.metric), ("window", slo.window), ("asked", slo.asked), ("value", number(slo.value)),
        ("low", number(slo.low)), ("high", number(slo.high)), ("n", String(slo.n)), ("unit", slo.unit),
        ("verdict", slo.verdict.rawValue), ("level", slo.level),
      ])
  }

  static func counts(_ cases: [Case]) -> String {
    " tests=\"\(cases.count)\" failures=\"\(cases.count { $0.outcome == .failed })\" errors=\"0\""
      + " skipped=\"\(cases.count { $0.outcome == .skipped })\""
  }

  var xml: String {
    "  <testsuite name=\"\(Self.escaped(name))\"\(Self.counts(cases))>\n" + cases.map(xml).joined()
      + "  </testsuite>\n"
  }

  private func xml(_ one: Case) -> String {
    var text = "    <testcase classname=\"\(Self.escaped(name))\" name=\"\(Self.escaped(one.name))\">\n"
    let properties = one.properties.filter { !$0.value.isEmpty }
    if !properties.isEmpty {
      text += "      <properties>\n"
      for property in properties {
        text += "        <property name=\"\(property.name)\" value=\"\(Self.escaped(property.value))\"/>\n"
      }
      text += "      </properties>\n"
    }
    switch one.outcome {
    case .failed: text += "      <failure message=\"\(Self.escaped(one.message))\" type=\"slo\"/>\n"
    case .skipped: text += "      <skipped message=\"\(Self.escaped(one.message))\"/>\n"
    case .passed: text += "      <system-out>\(Self.escaped(one.message))</system-out>\n"
    }
    return text + "    </testcase>\n"
  }

  /// Text of an attribute or an element; without the control characters that XML 1.0 does not know.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{9}", "\u{A}", "\u{D}": result += "&#\(scalar.value);"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
