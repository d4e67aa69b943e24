// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// The flags with which a command makes again what was changed about a scenario from outside.
enum ChangeFlags {
  /// Flags for a variant and the changes that a result names (`workers.resizer.tasks=28`, `traffic x2`); without those
  /// that no flag makes, such as a set of faults that a plan judges.
  ///
  /// - Parameter traffic: times the traffic, beside what the changes say of it.
  static func flags(variant: String = "base", _ changes: [String], traffic: Double = 1) -> [String] {
    var flags = variant == "base" ? [] : ["-v \(Shell.word(variant))"]
    var factor = traffic
    for change in changes {
      if change.contains("=") {
        flags.append("-s \(Shell.word(change))")
      } else if let place = change.range(of: " x", options: .backwards), change.hasPrefix("traffic"),
        let number = Double(change[place.upperBound...])
      {
        let source = change[..<place.lowerBound].dropFirst("traffic.".count)
        if source.isEmpty {
          factor *= number
        } else {
          flags.append("-x \(Shell.word("\(source)=\(change[place.upperBound...])"))")
        }
      }
    }
    return factor == 1 ? flags : flags + ["-x \(Words.number(factor, significant: 12))"]
  }
}
