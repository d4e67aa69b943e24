// SPDX-License-Identifier: GPL-3.0-or-later

/// What queues are able to do, whatever it costs (SQS Developer Guide, queue types).
enum SQSAbilities {
  /// A standard queue.
  static func answer(to ability: Ability) -> AbilityAnswer {
    switch ability {
    case .orderPerKey, .totalOrder, .replay: .no("none")
    case .independentReaders(let readers): independent(readers)
    case .exactlyOnce: .no("at least once")
    // A message is stored in several availability zones before the call returns.
    case .persistence: .yes(nil)
    }
  }

  /// A worker that deletes a message takes it from the others.
  static func independent(_ readers: Int) -> AbilityAnswer {
    readers <= 1 ? .yes(nil) : .no("readers compete without fan_out")
  }
}

/// What FIFO queues are able to do.
enum FIFOAbilities {
  static func answer(to ability: Ability, group: SQSGroupingWord) -> AbilityAnswer {
    switch ability {
    case .orderPerKey: order(perKey: true, group)
    case .totalOrder: order(perKey: false, group)
    case .replay: .no("none")
    case .independentReaders(let readers): SQSAbilities.independent(readers)
    // Nothing is taken in twice within five minutes, but a worker that crashes sees its message again.
    case .exactlyOnce: .no("at least once for the worker")
    case .persistence: .yes(nil)
    }
  }

  /// Messages of one group are in order; those of different groups are not.
  static func order(perKey: Bool, _ group: SQSGroupingWord) -> AbilityAnswer {
    switch group {
    case .count(1): .yes("one message group")
    case .key: perKey ? .yes("message groups") : .no("only in a message group")
    case .source: perKey ? .yes("message groups") : .no("only in a message group")
    case .count: .no("groups are not by key")
    }
  }
}
