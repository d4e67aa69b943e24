// SPDX-License-Identifier: GPL-3.0-or-later

/// What an endpoint is; the raw value is its type in the scenario.
enum EndpointKind: String, Sendable, CaseIterable {
  case http, email, sms, push, firehose

  /// What a person calls it.
  var noun: String {
    switch self {
    case .http: "HTTP endpoint"
    case .email: "e-mail endpoint"
    case .sms: "SMS endpoint"
    case .push: "push endpoint"
    case .firehose: "Firehose endpoint"
    }
  }

  /// The word behind its name in tables.
  var label: String {
    switch self {
    case .http: "HTTP"
    case .email: "e-mail"
    case .sms: "SMS"
    case .push: "push"
    case .firehose: "Firehose"
    }
  }
}
