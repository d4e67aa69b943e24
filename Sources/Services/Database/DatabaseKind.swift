// SPDX-License-Identifier: GPL-3.0-or-later

/// What a database is; the raw value is its type in the scenario.
enum DatabaseKind: String, Sendable, CaseIterable {
  case rds, aurora, other

  /// What a person calls it.
  var noun: String {
    switch self {
    case .rds: "RDS database"
    case .aurora: "Aurora database"
    case .other: "database"
    }
  }

  /// The word behind its name in tables.
  var label: String {
    switch self {
    case .rds: "RDS"
    case .aurora: "Aurora"
    case .other: "database"
    }
  }
}

/// What answers the queries.
enum DatabaseEngine: String, Sendable, CaseIterable {
  case postgresql, mysql, mariadb

  /// As price lists spell it: MariaDB costs what MySQL costs.
  var priceWord: String { self == .mariadb ? "mysql" : rawValue }
}

/// The engines of Aurora.
enum AuroraEngine: String, Sendable, CaseIterable {
  case postgresql, mysql

  var engine: DatabaseEngine { self == .mysql ? .mysql : .postgresql }
}
