// SPDX-License-Identifier: GPL-3.0-or-later

/// What a database is able to do: it keeps records, not messages.
extension DatabasePart {
  func answer(to ability: Ability, _ parts: PartDirectory) -> AbilityAnswer {
    switch ability {
    case .persistence: persistence
    case .replay: .no("keeps the latest state only")
    case .orderPerKey, .totalOrder, .independentReaders, .exactlyOnce: .no("keeps records, no messages")
    }
  }

  /// A commit is on disk. RDS User Guide, Multi-AZ: copied to the standby before it is acknowledged; Aurora User Guide,
  /// storage: six copies in three zones.
  private var persistence: AbilityAnswer {
    switch settings.kind {
    case .aurora: .yes("in three zones")
    case .rds where settings.hasStandby: .yes("in two zones")
    case .rds, .other: .yes("on disk")
    }
  }
}
