// SPDX-License-Identifier: GPL-3.0-or-later

/// What a fleet is able to do: what comes of its work, that is; order and replays are its channel's affair.
extension FleetPart {
  func answer(to ability: Ability, _ parts: PartDirectory) -> AbilityAnswer {
    switch ability {
    case .exactlyOnce:
      guard parts[source] is any LogChannel else {
        return .no(settings.deletesBeforeWork ? "at most once" : "at least once")
      }
      switch settings.log.guarantee {
      case .exactlyOnce: return .yes("in transactions")
      case .atLeastOnce: return .no("at least once")
      case .atMostOnce: return .no("at most once")
      }
    case .persistence: return .no("tasks keep nothing")
    case .orderPerKey, .totalOrder, .replay, .independentReaders: return .no("ask it of \(source)")
    }
  }
}
