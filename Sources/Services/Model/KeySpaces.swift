// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// What the keys of each flow's messages are about, and how large the records are that belong to them.
///
/// Keys are numbers from 0 within a space; sources whose keys are `same_as` those of another share its space. The size
/// of a record belongs to its key: it is the same whoever reads it.
public struct KeySpaces: Sendable {
  /// By flow: the number of the space.
  private let spaces: [UInt32]
  /// By flow: the law of the records' sizes, and the source whose draws decide them; nil for the messages' own sizes.
  private let sizes: [(distribution: Distribution, source: String)?]
  /// By flow, by the message's number: seconds; empty where nothing was recorded.
  private let timesToLive: [[UInt32]]
  private var draws: [DrawStream?] = []

  init(_ routes: Routes, _ parts: PartDirectory) {
    let producers = routes.sources.map { parts[$0] as? any Producer }
    let roots = zip(routes.sources, producers).map { source, producer in producer?.keySource(parts) ?? source }
    spaces = roots.map { root in UInt32(roots.firstIndex(of: root) ?? 0) }
    sizes = producers.map { $0?.recordSize(parts) }
    timesToLive = producers.map { $0?.timesToLive ?? [] }
  }

  public mutating func start(_ key: RandomKey) {
    draws = sizes.map { size in size.map { DrawStream(key, name: $0.source, purpose: "value") } }
  }

  /// The number of a flow's space.
  @inline(__always)
  public func space(of flow: FlowID) -> UInt32 { spaces[Int(flow)] }

  /// A message's key with its space in the upper half: one number for one record.
  @inline(__always)
  public func record(of message: Message) -> UInt64 {
    UInt64(spaces[Int(message.flow)]) << 32 | UInt64(message.key)
  }

  /// How long what a message writes is to live, as a trace has recorded it; nil where it says nothing.
  public func timeToLive(of message: Message) -> Nanoseconds? {
    let recorded = timesToLive[Int(message.flow)]
    guard message.number < recorded.count, recorded[Int(message.number)] > 0 else { return nil }
    return Nanoseconds(recorded[Int(message.number)]) * .second
  }

  /// Bytes of the record that a message is about.
  public func bytes(of message: Message) -> UInt32 { drawnBytes(of: message.flow, key: message.key) ?? message.size }

  /// Bytes of a record of a flow's space; 1 KiB where messages have sizes of their own.
  public func bytes(of flow: FlowID, key: UInt32) -> UInt32 { drawnBytes(of: flow, key: key) ?? 1024 }

  @inline(__always)
  private func drawnBytes(of flow: FlowID, key: UInt32) -> UInt32? {
    guard let size = sizes[Int(flow)], let draw = draws[Int(flow)] else { return nil }
    return TrafficSettings.bytes(size.distribution.draw(draw, UInt64(key)))
  }
}
