// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The data keys that a channel has from KMS: one for every principal that sends, and one for every principal that
/// receives. Principals do not share data keys.
///
/// AWS estimates the calls to KMS of a billing period B with R = (B / D) x (2 x P + C) for a queue, where D is the reuse
/// period, P the principals that send (GenerateDataKey, and Decrypt to verify the new key) and C those that receive
/// (Decrypt); and with R = B / D x (2 x P) for a topic (SQS Developer Guide, Amazon SQS key management; SNS Developer
/// Guide, managing encryption keys and costs). Here P and C are counted as they are at each moment: a principal counts
/// from a call that needs a key for as long as that key is used, so that one that calls all the time counts as in the
/// formula, one that calls once a day counts for one reuse period a day, and an idle channel costs nothing.
///
/// A principal is a part of the scenario: all tasks of a fleet have one role, and so have all environments of a function.
/// AWS says that there may be more calls than by the formula, because SQS and SNS are distributed; that is left out.
struct DataKeys: Sendable {
  /// What the principal does.
  enum Role: UInt16, Sendable { case sends, receives }

  private struct Use: Sendable {
    let principal: ComponentID
    let role: Role
  }

  /// The channel, and the signal by which it is told that a data key is used up: `a` principal, `small` role.
  private let owner: ComponentID
  private let signal: UInt16
  private let reuse: Nanoseconds
  private let instruments: EncryptionInstruments
  /// For each flow the part whose messages it carries, which is who sends where nobody waits for an answer.
  private let senders: [ComponentID]
  private var inUse: [Use] = []

  /// - Parameters:
  ///   - owner: the channel.
  ///   - signal: one of the channel's own, for ``end(_:_:)``.
  init(
    _ encryption: KMSEncryption, _ instruments: EncryptionInstruments, owner: ComponentID, signal: UInt16,
    senders: [ComponentID]
  ) {
    self.owner = owner
    self.signal = signal
    self.instruments = instruments
    self.senders = senders
    reuse = encryption.reuse
  }

  /// A customer key is there all month, whether it is used or not.
  func start(_ timeline: inout Timeline) {
    if let keys = instruments.keys { timeline.recorder.set(keys, 1, at: 0) }
  }

  /// The source of a message needs a data key to send it.
  mutating func send(_ flow: FlowID, _ timeline: inout Timeline) {
    guard Int(flow) < senders.count else { return }
    use(by: senders[Int(flow)], as: .sends, &timeline)
  }

  /// A principal needs a data key: one that it has, or one that KMS makes.
  mutating func use(by principal: ComponentID, as role: Role, _ timeline: inout Timeline) {
    for use in inUse where use.principal == principal && use.role == role { return }
    inUse.append(Use(principal: principal, role: role))
    change(role, by: 1, &timeline)
    timeline.schedule(Event(to: owner, signal, small: role.rawValue, a: principal), after: reuse)
  }

  /// A data key has been used for as long as it may be.
  mutating func end(_ event: Event, _ timeline: inout Timeline) {
    guard let role = Role(rawValue: event.small),
      let place = inUse.firstIndex(where: { $0.principal == event.a && $0.role == role })
    else { return }
    inUse.remove(at: place)
    change(role, by: -1, &timeline)
  }

  private func change(_ role: Role, by change: Double, _ timeline: inout Timeline) {
    switch role {
    case .sends: timeline.recorder.add(instruments.producers, change, at: timeline.now)
    case .receives:
      if let consumers = instruments.consumers { timeline.recorder.add(consumers, change, at: timeline.now) }
    }
  }
}
