// SPDX-License-Identifier: GPL-3.0-or-later

/// Texts in Mermaid diagrams.
enum MermaidText {
  /// A text that Mermaid shows as it is: letters, digits and harmless signs stay, all others become entity codes, which
  /// its grammar never looks into.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in Characters.clean(text).unicodeScalars {
      if scalar.isASCII, !isHarmless(scalar) {
        result += "#\(scalar.value);"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    // A diagram's own words must not stand alone.
    return result == "end" ? "#101;nd" : result.isEmpty ? "#32;" : result
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", " ", ".", ",", "_", "-", "/", "+", "?", "!", "'", "*", "(", ")", "[", "]",
      ":", "=":
      true
    default: false
    }
  }
}
