// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Pricing
import Scenarios

/// The sentences of a plan that are part of its result.
enum PlanWords {
  /// `fails sessions-fresh in sale at 1.25x traffic: p99 14s .. 22s, asked < 5s`
  static func failure(_ judged: PlanResult.Judged) -> String { "fails \(place(judged)): \(figure(judged))" }

  /// `sessions-fresh in sale at 1.25x traffic`
  static func place(_ judged: PlanResult.Judged) -> String {
    var text = judged.objective
    if judged.window == "month" {
      text += " over the month"
    } else if judged.window != "all" {
      text += " in \(judged.window)"
    }
    return judged.circumstance.isEmpty ? text : "\(text) \(judged.circumstance)"
  }

  /// `p99 14s .. 22s, asked < 5s`
  static func figure(_ judged: PlanResult.Judged) -> String {
    let unit = FigureUnit(rawValue: judged.unit) ?? .count
    let name = judged.metric.hasPrefix("latency.") ? String(judged.metric.dropFirst("latency.".count)) : judged.metric
    let shown =
      if let low = judged.low, let high = judged.high, low < high, unit.text(low) != unit.text(high) {
        "\(unit.text(low)) .. \(unit.text(high))"
      } else {
        judged.value.map { unit.text($0) } ?? "no data"
      }
    return "\(name.hasSuffix(".") ? String(name.dropLast()) : name) \(shown), asked \(judged.asked)"
  }

  /// `95%`
  static func percent(_ share: Double) -> String { Format.percent(share, decimals: 1).replacing(".0%", with: "%") }

  static func plural(_ count: Int, _ word: String) -> String {
    "\(Format.grouped(count)) \(word)\(count == 1 ? "" : "s")"
  }

  /// Which of a variant's configurations: `shards 3 with any tasks`, `tasks 12..20`.
  static func which(_ members: [Candidate], of all: [Candidate]) -> String {
    guard let first = members.first, !first.values.isEmpty else { return "" }
    if members.count == all.count, members.count > 1 { return "all \(members.count)" }
    let paths = first.values.map(\.path)
    let names = shortNames(paths)
    var fixed: [String] = []
    var free: [String] = []
    var product = 1
    for (place, path) in paths.enumerated() {
      func distinct(_ candidates: [Candidate]) -> [Candidate.Value] {
        var values: [Candidate.Value] = []
        for candidate in candidates {
          guard let value = candidate.values.first(where: { $0.path == path }) else { continue }
          if !values.contains(where: { $0.value == value.value }) { values.append(value) }
        }
        return values.sorted { $0.place < $1.place }
      }
      let own = distinct(members)
      let others = distinct(all)
      product *= max(1, own.count)
      if own.count == others.count, own.count > 1 {
        free.append("any \(names[place])")
      } else {
        fixed.append("\(names[place]) \(range(own))")
      }
    }
    let words = fixed.joined(separator: ", ") + (free.isEmpty || fixed.isEmpty ? "" : " with ")
    let text = words + free.joined(separator: " and ")
    return product == members.count ? text : "\(members.count) of those with \(text)"
  }

  /// `3..6` where nothing is left out between.
  private static func range(_ values: [Candidate.Value]) -> String {
    guard let first = values.first, let last = values.last, values.count > 2,
      last.place - first.place == values.count - 1
    else { return values.map(\.value).joined(separator: ", ") }
    return "\(first.value)..\(last.value)"
  }

  /// The last words of paths, with those before them where several end alike.
  static func shortNames(_ paths: [String]) -> [String] {
    let parts = paths.map { $0.split(separator: ".").map(String.init) }
    return parts.map { words in
      let isShared = parts.count { $0.last == words.last } > 1
      return words.suffix(isShared ? 2 : 1).joined(separator: " ")
    }
  }
}
