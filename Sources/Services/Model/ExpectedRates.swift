// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

extension Model {
  /// Messages a second that are to be expected on an arrow, averaged over a window, as the settings alone tell: what
  /// sources send and other parts hand on. Backlogs, repeated attempts and failures are left out.
  ///
  /// - Returns: nil where nobody can say without simulating: ways aside, traffic that was recorded, what a cache of
  ///   unknown hit ratio lets through.
  public func expectedRate(of link: PartLink, duration: Nanoseconds) -> Double? {
    guard case .flow = link.kind, duration > 0, let from = parts[link.from] else { return nil }
    if let producer = from as? any Producer {
      guard producer.rate(at: 0) != nil else { return nil }
      let messages = from.expectedMessages(duration: duration)
      return messages > 0 ? messages / duration.seconds : nil
    }
    guard areRatesKnown else { return nil }
    if let consumer = parts[link.to] as? any Consumer, consumer.source == from.name {
      return meanInflow(of: from.name, until: duration).map { $0 * share(of: consumer, at: from) }
    }
    // What a worker hands on is what comes to its channel, its part of it.
    let worker = from as? any Consumer
    let source = worker.flatMap { parts[$0.source] as? any Channel }
    guard let inflow = meanInflow(of: source?.name ?? from.name, until: duration) else { return nil }
    let own = worker.flatMap { worker in source.map { share(of: worker, at: $0) } } ?? 1
    if let outlet = from.outlets.first(where: { $0.to == link.to }) {
      return inflow * own * from.share(of: outlet, parts)
    }
    return from.callShare(to: link.to).map { inflow * own * $0 }
  }

  private var areRatesKnown: Bool {
    parts.parts.compactMap { $0 as? any Producer }.allSatisfy { $0.rate(at: 0) != nil }
  }

  private func meanInflow(of name: String, until end: Nanoseconds) -> Double? {
    let pieces = parts.arrivals(to: name, until: end)
    let came = pieces.enumerated().reduce(0.0) { sum, piece in
      let next = piece.offset + 1 < pieces.count ? pieces[piece.offset + 1].start : end.seconds
      return sum + (piece.element.from + piece.element.to) / 2 * (next - piece.element.start)
    }
    return came > 0 ? came / end.seconds : nil
  }

  /// The part of a channel's messages that a worker gets: of a log all, of a queue in proportion to its places.
  private func share(of worker: any Consumer, at channel: any Part) -> Double {
    guard !(channel is any LogChannel), let queue = channel as? any Channel else { return 1 }
    let readers = parts.consumers(of: channel.name)
    let all = readers.reduce(0) { $0 + $1.places(at: queue) }
    return all > 0 ? Double(worker.places(at: queue)) / Double(all) : 1
  }
}
