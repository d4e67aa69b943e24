// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing

/// Puts the configurations that are not the answer for one reason together.
enum PlanGroups {
  /// Those with the lowest lower bound first, what cannot be built last.
  static func groups(_ rejected: [PlanResult.Rejected], _ candidates: [Candidate]) -> [PlanResult.Group] {
    var groups: [(key: String, members: [PlanResult.Rejected])] = []
    var places: [String: Int] = [:]
    for one in rejected {
      let key = key(one)
      if let place = places[key] {
        groups[place].members.append(one)
      } else {
        places[key] = groups.count
        groups.append((key, [one]))
      }
    }
    return joined(groups.map { group(sorted($0.members), candidates) }).enumerated().sorted { one, other in
      let isInvalid = (one.element.kind == .invalid ? 1 : 0, other.element.kind == .invalid ? 1 : 0)
      if isInvalid.0 != isInvalid.1 { return isInvalid.0 < isInvalid.1 }
      let (a, b) = (amount(one.element.lowerBound), amount(other.element.lowerBound))
      return (a, one.offset) < (b, other.offset)
    }.map(\.element)
  }

  /// Groups of several variants that say the same are one.
  private static func joined(_ groups: [PlanResult.Group]) -> [PlanResult.Group] {
    var found: [PlanResult.Group] = []
    for group in groups {
      let same = found.firstIndex {
        $0.kind == group.kind && $0.which == group.which && $0.reason == group.reason
          && $0.mayBeCheaper == group.mayBeCheaper
      }
      guard let same else {
        found.append(group)
        continue
      }
      found[same].variants += group.variants
      found[same].count += group.count
      if amount(group.lowerBound) < amount(found[same].lowerBound) { found[same].lowerBound = group.lowerBound }
    }
    return found
  }

  private static func amount(_ text: String) -> Decimal { Decimal(exactText: text) ?? 0 }

  /// What belongs together: the variant, whether it could be cheaper, and what fails where; of other kinds the reason.
  private static func key(_ one: PlanResult.Rejected) -> String {
    let head = "\(one.variant)\n\(one.mayBeCheaper)\n"
    switch one.kind {
    case .fails, .ruledOut:
      let judged = one.judged
      return head + "fails\n\(judged?.objective ?? "")\n\(judged?.metric ?? "")\n\(judged?.window ?? "")\n"
        + (judged?.circumstance ?? "")
    case .cannot: return head + "cannot\n\(one.reason)"
    case .tooDear, .undecided, .costsMore: return head + one.kind.rawValue
    case .failsAfresh, .invalid: return head + "\(one.kind.rawValue)\n\(one.reason)"
    }
  }

  /// Those that say something of themselves first, the one that comes closest to its bound before the others.
  private static func sorted(_ members: [PlanResult.Rejected]) -> [PlanResult.Rejected] {
    func excess(_ one: PlanResult.Rejected) -> Double {
      guard let judged = one.judged, let value = judged.value else { return .infinity }
      return abs(value - judged.bound)
    }
    return members.enumerated().sorted { one, other in
      let kinds = (one.element.kind == .ruledOut ? 1 : 0, other.element.kind == .ruledOut ? 1 : 0)
      if kinds.0 != kinds.1 { return kinds.0 < kinds.1 }
      let (a, b) = (excess(one.element), excess(other.element))
      return a != b ? a < b : one.offset < other.offset
    }.map(\.element)
  }

  private static func group(_ members: [PlanResult.Rejected], _ candidates: [Candidate]) -> PlanResult.Group {
    let first = members[0]
    let numbers = Set(members.map(\.number))
    let own = candidates.filter { numbers.contains($0.number) }
    let variant = candidates.filter { $0.variant == first.variant }
    let ruledOut = members.filter { $0.kind == .ruledOut }
    var reason = first.reason
    let itself = members.count - ruledOut.count
    if itself > 1, [.fails, .undecided, .tooDear, .costsMore].contains(first.kind) {
      reason += first.kind == .fails ? ", at best" : ", and the like"
    }
    if !ruledOut.isEmpty, itself > 0 {
      let labels = ruledOut.compactMap(\.by).reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }
        .compactMap { number in candidates.first { $0.number == number }?.label }
      reason +=
        " (\(ruledOut.count) of them not simulated: they have no more of anything than "
        + "\(labels.prefix(3).joined(separator: " or "))\(labels.count > 3 ? " and others" : ""))"
    }
    return PlanResult.Group(
      variants: [first.variant], which: PlanWords.which(own, of: variant), count: members.count, kind: first.kind,
      reason: reason, mayBeCheaper: first.mayBeCheaper,
      lowerBound: members.map(\.lowerBound).min { amount($0) < amount($1) } ?? "0")
  }
}
