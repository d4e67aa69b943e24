// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What counts the bytes between a client and a service that somebody pays for by the GB. There is none where nobody does,
/// and then nothing is counted.
///
/// Bytes are those of the messages, and for each call `NetworkSettings.callOverhead` in each direction. What encodings
/// add, such as Base64 in JSON, is left out.
public struct Toll: Sendable {
  /// Counts both directions: a NAT gateway or an interface endpoint.
  let passes: CounterID?
  /// Counts one direction: what leaves AWS to the internet.
  let leaves: CounterID?
  /// Whether that is the direction of the calls rather than that of the answers.
  let leavesWithCall: Bool
  /// Bytes of each call, and of each answer, besides the messages.
  let overhead: Int64

  /// Counts calls and their answers.
  ///
  /// - Parameters:
  ///   - sent: bytes of messages from the client to the service.
  ///   - received: bytes of messages from the service to the client.
  ///   - calls: 0 for bytes that come with no call of their own.
  @inline(__always)
  func count(sent: Int64 = 0, received: Int64 = 0, calls: Int64 = 1, _ timeline: inout Timeline) {
    let heads = calls * overhead
    if let passes { timeline.recorder.count(passes, sent + received + 2 * heads) }
    if let leaves { timeline.recorder.count(leaves, (leavesWithCall ? sent : received) + heads) }
  }
}

/// The tolls of a service's clients by their components.
struct Tolls: Sendable {
  /// Empty where nobody pays.
  private var ofComponent: [Toll?] = []

  static let none = Tolls()

  private init() {}

  /// Those of the readers of a channel.
  init(readersOf channel: String, _ model: ModelBuilder) {
    for reader in model.parts.consumers(of: channel) {
      guard let toll = model.toll(ofReader: reader.name, at: channel) else { continue }
      let place = Int(model.component(reader.name))
      while ofComponent.count <= place { ofComponent.append(nil) }
      ofComponent[place] = toll
    }
  }

  /// As ``Toll/count(sent:received:calls:_:)``, if there is a toll for the component.
  @inline(__always)
  func count(with component: ComponentID, received: Int64 = 0, _ timeline: inout Timeline) {
    guard Int(component) < ofComponent.count, let toll = ofComponent[Int(component)] else { return }
    toll.count(received: received, &timeline)
  }
}
