// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// Little's law on a run's own numbers: how many are there (L), how many come a second (λ), how long each stays (W), side by
/// side. L and W are measured each by itself, the one over time, the other over the messages, so that L = λW is a check.
///
/// Source: Little, A Proof for the Queuing Formula L = λW, Operations Research 9 (1961) 383-387.
public enum LittlesLaw {
  /// One place that messages stay in.
  struct Place: Sendable, Hashable {
    var window: String
    /// `jobs, waiting or in flight`.
    var what: String
    var inside: Double
    var rate: Double
    /// Measured over the messages.
    var stay: Double

    /// What the law says that they stay, by the other two.
    var lawfulStay: Double { inside / rate }
    /// How far the measured stay is from that.
    var off: Double { stay / lawfulStay - 1 }
  }

  /// The table, and how to read it.
  public static func table(_ result: RunResult, _ style: TextStyle) -> String {
    let places = places(result)
    guard !places.isEmpty else {
      return PlainParagraph.text(say("Nothing was measured that stays somewhere for a time."), style)
    }
    let columns: [PlainTable.Column] = [
      .init(say("window"), minimum: 6), .init(say("what"), minimum: 16), .init(say("inside, L"), alignsRight: true),
      .init(say("a second, λ"), alignsRight: true), .init(say("L / λ"), alignsRight: true),
      .init(say("stay measured, W"), alignsRight: true), .init(say("apart by"), alignsRight: true),
    ]
    let rows = places.map { place in
      [
        place.window, place.what, Words.number(place.inside), Words.number(place.rate),
        Words.duration(place.lawfulStay), Words.duration(place.stay), Words.percent(place.off, decimals: 1),
      ]
    }
    let note = say(
      "L is an average over time, W over the messages that were delivered in time: what is dead-lettered or still there is inside too, and keeps L / λ above W."
    )
    return PlainTable.text(columns, rows, style) + "\n" + PlainParagraph.text(note, style)
  }

  static func places(_ result: RunResult) -> [Place] {
    result.windows.flatMap { window in
      window.parts.flatMap { part in
        [queue(part, window), worker(part, window)].compactMap(\.self)
      }
    }
  }

  /// A queue holds a message from its sending to its deletion: that is the latency of the only source that sends to it.
  private static func queue(_ part: PartResult, _ window: WindowResult) -> Place? {
    guard let depth = part.mean("depth"), let inFlight = part.mean("in_flight"),
      let rate = part.inPerSecond?.value, rate > 0
    else { return nil }
    let senders = window.links.filter { $0.to == part.name }.map(\.from)
    guard senders.count == 1, let flow = window.flows.first(where: { $0.name == senders[0] }),
      let stay = flow.metrics["latency"]?.stats["mean"]?.value
    else { return nil }
    return Place(
      window: window.name, what: say("\(part.name): waiting or in flight"), inside: depth + inFlight, rate: rate,
      stay: stay)
  }

  /// A worker's busy tasks hold what they work on.
  private static func worker(_ part: PartResult, _ window: WindowResult) -> Place? {
    guard let busy = part.mean("busy"), let stay = part.mean("service"), busy > 0,
      let rate = part.outPerSecond?.value, rate > 0
    else { return nil }
    return Place(
      window: window.name, what: say("\(part.name): at work"), inside: busy, rate: rate, stay: stay)
  }
}

extension PartResult {
  fileprivate func mean(_ metric: String) -> Double? { metrics[metric]?.stats["mean"]?.value }
}
