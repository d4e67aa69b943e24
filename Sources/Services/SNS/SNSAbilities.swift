// SPDX-License-Identifier: GPL-3.0-or-later

/// What topics, with the queues behind them, are able to do (SNS Developer Guide, FIFO topics).
enum SNSAbilities {
  static func answer(to ability: Ability, fifo: SNSSettings.FIFO?) -> AbilityAnswer {
    switch ability {
    case .orderPerKey: order(perKey: true, fifo)
    case .totalOrder: order(perKey: false, fifo)
    // The archive of FIFO topics is not simulated.
    case .replay: .no("none")
    case .independentReaders: .yes("via SNS")
    case .exactlyOnce: .no(fifo == nil ? "at least once" : "at least once for the worker")
    case .persistence: .yes(nil)
    }
  }

  private static func order(perKey: Bool, _ fifo: SNSSettings.FIFO?) -> AbilityAnswer {
    guard let fifo else { return .no("none") }
    return FIFOAbilities.order(perKey: perKey, fifo.groups.map { .count($0) } ?? .key)
  }
}
