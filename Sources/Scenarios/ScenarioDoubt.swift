// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Services

extension Scenario {
  /// A traffic source whose rate nobody knows yet, in a window.
  public struct UncertainSource: Sendable, Hashable {
    public var name: String
    public var rate: UncertainRate
  }

  /// The sources whose rate is uncertain and not fixed by a future, each once, in the order of the file; where the windows
  /// differ, as the first window says.
  public var uncertainSources: [UncertainSource] {
    var found: [UncertainSource] = []
    for window in windows {
      for part in window.model.parts.parts {
        guard let rate = (part as? any Producer)?.uncertainRate, !found.contains(where: { $0.name == part.name })
        else { continue }
        found.append(UncertainSource(name: part.name, rate: rate))
      }
    }
    return found
  }

  /// What a command says that uses the likely rates only; nil where all rates are known.
  public var doubtNote: String? {
    let sources = uncertainSources.map { source in
      let rate = source.rate
      let range = rate.spread.map { " (\(Format.number($0.low)) .. \(Format.number($0.high)))" } ?? ""
      return "\(source.name) \(Format.number(rate.likely))/s\(range)"
    }
    return sources.isEmpty
      ? nil : "uncertain rates are taken as likely: \(sources.joined(separator: ", ")); sluice plan sees the range"
  }
}
