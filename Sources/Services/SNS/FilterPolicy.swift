// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// What the filter policy of a subscription is applied to (`FilterPolicyScope`).
enum FilterScope: String, CaseIterable, Sendable {
  case messageAttributes = "MessageAttributes"
  case messageBody = "MessageBody"
}

/// Why a subscription does not get a message, in CloudWatch's distinction (sns-monitoring-using-cloudwatch).
enum FilterMismatch: String, CaseIterable, Sendable {
  /// The attributes do not match the policy.
  case messageAttributes = "MessageAttributes"
  /// The body does not match the policy.
  case messageBody = "MessageBody"
  /// The message has no attributes.
  case noMessageAttributes = "NoMessageAttributes"
  /// The body is not valid JSON.
  case invalidMessageBody = "InvalidMessageBody"

  /// The metric that counts it beside `NumberOfNotificationsFilteredOut`.
  var cloudWatchName: String { "NumberOfNotificationsFilteredOut-\(rawValue)" }
}

/// A key of a policy with the list behind it.
struct FilterKey: Sendable, Hashable {
  /// The name; in a nested policy the names on the way, joined by dots, which is how SNS compares them.
  var path: String
  /// How deep it lies: 1 at the top.
  var level: Int
  /// One of them is enough.
  var conditions: [FilterCondition]
}

/// A filter policy's keys and how they are joined.
indirect enum FilterClause: Sendable, Hashable {
  case key(FilterKey)
  /// AND: the keys of an object.
  case every([FilterClause])
  /// `$or`.
  case any([FilterClause])

  /// Its keys, in the policy's order.
  var keys: [FilterKey] {
    switch self {
    case .key(let key): [key]
    case .every(let clauses), .any(let clauses): clauses.flatMap(\.keys)
    }
  }

  /// Whether it holds if the keys hold as `isTrue` says, asked in the order of ``keys``.
  func holds(_ isTrue: (FilterKey, Int) -> Bool) -> Bool {
    var place = 0
    return holds(&place, isTrue)
  }

  private func holds(_ place: inout Int, _ isTrue: (FilterKey, Int) -> Bool) -> Bool {
    switch self {
    case .key(let key):
      place += 1
      return isTrue(key, place - 1)
    case .every(let clauses):
      var all = true
      for clause in clauses where !clause.holds(&place, isTrue) { all = false }
      return all
    case .any(let clauses):
      var one = false
      for clause in clauses where clause.holds(&place, isTrue) { one = true }
      return one
    }
  }
}

/// The filter policy of a subscription.
///
/// Sources: SNS Developer Guide, sns-subscription-filter-policies, and-or-logic.
struct FilterPolicy: Sendable, Hashable {
  var clause: FilterClause
  /// The first map within the policy, which only the scope `MessageBody` may have.
  var nested: Node?

  /// Whether a message with these attributes, or with these properties of its body by their paths, matches.
  ///
  /// An empty set never does, not even for `"exists": false` (attribute-key-matching).
  func matches(attributes: [String: FilterValue]) -> Bool {
    guard !attributes.isEmpty else { return false }
    return clause.holds { key, _ in
      let value = attributes[key.path]
      return key.conditions.contains { $0.matches(value) }
    }
  }

  /// Why messages with these fields do not match, those that do not. A message whose attributes all happen to be absent
  /// has a reason of its own: see ``CompiledFilter/mismatchReason(_:)``.
  func mismatchReason(of fields: MessageFields, _ scope: FilterScope) -> FilterMismatch {
    switch scope {
    case .messageAttributes: fields.attributes.isEmpty ? .noMessageAttributes : .messageAttributes
    case .messageBody: fields.body == nil ? .invalidMessageBody : .messageBody
    }
  }

  /// Adds an error if the policy is none for this scope.
  func check(_ scope: FilterScope, _ diagnostics: inout Diagnostics) {
    guard scope == .messageAttributes, let nested else { return }
    diagnostics.error(
      .value, at: nested, "a filter on message attributes cannot be nested",
      hint: "only the scope MessageBody looks into objects (subscription-filter-policy-constraints)")
  }

  /// Its keys that messages with these fields never have, in the policy's order.
  func keys(missingFrom fields: MessageFields, _ scope: FilterScope) -> [String] {
    let known = fields.fields(scope)?.map(\.path) ?? []
    var missing: [String] = []
    for key in clause.keys where !known.contains(key.path) && !missing.contains(key.path) { missing.append(key.path) }
    return missing
  }
}
