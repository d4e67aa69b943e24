// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// The concurrency that a function can have, and whom it shares it with.
///
/// Functions with reserved concurrency have theirs alone. The others share what is left of the account: each counts its
/// busy environments in one gauge of the account (CloudWatch's `UnreservedConcurrentExecutions`) and looks there before
/// it begins another. So no function needs to know the others, a share fixed beforehand is not needed, and no events go
/// to and fro: all that a function asks is one number of this instant.
struct LambdaLimits: Sendable {
  /// Environments that are kept initialised.
  let provisioned: Int
  /// Environments on demand: of its own, or those that all functions without reserved concurrency share.
  let onDemand: Int
  /// Counts what is shared; nil for a function with reserved concurrency.
  let shared: GaugeID?
  /// Batches that the mapping works on at a time at most.
  let mapping: Int

  /// The most that it can use at once.
  var total: Int { provisioned + onDemand }

  /// - Parameters:
  ///   - shared: the account's gauge.
  ///   - lanes: batches of a log that are in flight at a time; nil where it reads none.
  init(_ settings: LambdaSettings, _ functions: [LambdaSettings], shared: GaugeID, lanes: Int? = nil) {
    let account = Self.account(functions)
    provisioned = min(settings.provisioned, settings.reserved ?? account)
    if let reserved = settings.reserved {
      onDemand = reserved - provisioned
      self.shared = nil
    } else {
      let taken = functions.reduce(0) { $0 + ($1.reserved ?? $1.provisioned) }
      onDemand = max(0, account - taken)
      self.shared = shared
    }
    if let lanes {
      mapping = lanes
    } else if let pollers = settings.mapping.provisioned {
      mapping = pollers.maximum * Self.invocationsPerPoller
    } else {
      mapping = min(settings.mapping.maximumConcurrency ?? .max, settings.mapping.limit, max(account, 1))
    }
  }

  /// The account's quota, which a scenario says once or in the same way for every function.
  static func account(_ functions: [LambdaSettings]) -> Int {
    functions.compactMap(\.accountConcurrency).first ?? LambdaSettings.standardAccountConcurrency
  }

  /// Concurrent invocations of one provisioned poller (Developer Guide, SQS provisioned mode).
  static let invocationsPerPoller = 10

  /// The account as a subject of measurements: no part can have this name.
  private static let accountSubject = "Lambda account"
  private static let sharedMetric = "unreserved_concurrency"

  /// The gauge that all functions share: the first that is built declares it.
  static func sharedGauge(_ instruments: inout Instruments) -> GaugeID {
    if case .level(let gauge)? = instruments.metric(named: sharedMetric, of: accountSubject)?.kind { return gauge }
    let gauge = instruments.gauge(accountSubject, sharedMetric, unit: "environments")
    instruments.metric(accountSubject, sharedMetric, .level(gauge))
    instruments.cloudWatch(
      CloudWatchMetric("AWS/Lambda", "UnreservedConcurrentExecutions", "Region", accountSubject, .level(gauge)))
    return gauge
  }
}
