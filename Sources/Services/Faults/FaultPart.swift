// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// A fault as a part of a scenario: it tells another part what happens to it.
public struct FaultPart: Part {
  static let service = Service(section: .faults, type: "", table: FaultKeys.table) { name, record, service, context in
    FaultPart(name: name, record, service, &context)
  }

  public let name: String
  public let fault: FaultKind
  /// The part that it happens to.
  public let target: Reference
  /// When it begins; when it ends, if it does.
  public let begins: Instant
  public let ends: Instant?
  /// Whether it happens in this window and variant.
  public let isActive: Bool
  /// Whether it happens in this variant: in others the part may be of a kind that cannot have it.
  let isOfVariant: Bool
  let amount: UInt32
  let thousandths: UInt32
  let other: Reference?
  /// From when on a replay reads again.
  let since: Instant?

  public var kind: String { "fault" }
  public var references: [Reference] { [target] + (other.map { [$0] } ?? []) }
  public var firstPlannedChange: Instant? { isActive && begins > 0 ? begins : nil }

  /// Nil after an error.
  init?(name: String, _ record: Record, _ service: ServiceContext, _ context: inout ReadContext) {
    let given = FaultKeys.kinds.filter { record[$0.key] != nil }
    guard let (kind, key) = given.first, let target = record[key], given.count == 1 else {
      let words = FaultKeys.kinds.map(\.key.name)
      context.diagnostics.error(
        given.isEmpty ? .missing : .duplicate, at: given.last.flatMap { record.node($0.key) } ?? record.node,
        given.isEmpty
          ? "a fault needs one of \(words.joined(separator: ", "))"
          : "a fault can have only one of \(given.map(\.key.name).joined(separator: " and "))",
        hint: "such as { at: 45m, for: 20m, stop: NAME }")
      return nil
    }
    self.name = name
    self.fault = kind
    self.target = target
    begins = record[FaultKeys.at]
    let length = record[FaultKeys.length]
    ends = kind.lasts ? length.map { record[FaultKeys.at].advanced(by: $0) } : nil
    switch kind {
    case .kill:
      amount = UInt32(record.isDefaulted(FaultKeys.nodes) ? record[FaultKeys.tasks] : record[FaultKeys.nodes])
    case .stop: amount = record.isDefaulted(FaultKeys.nodes) ? 0 : UInt32(record[FaultKeys.nodes])
    case .deploy: amount = UInt32(record[FaultKeys.waves])
    case .redrive: amount = UInt32(record[FaultKeys.rate] ?? 500)
    default: amount = 0
    }
    switch kind {
    case .slow: thousandths = UInt32(record[FaultKeys.factor] * 1000)
    case .fail: thousandths = UInt32(record[FaultKeys.share] * 1000)
    default: thousandths = 0
    }
    other = record[FaultKeys.to]
    since = record[FaultKeys.since]
    let windows = record[FaultKeys.windows]
    let only = record[FaultKeys.only]
    isOfVariant = only?.contains(service.variant) ?? true
    isActive =
      (windows?.contains(service.window) ?? true) && isOfVariant && service.faults?.contains(name) ?? true
    guard Self.check(record, kind, length, windows, only, service, &context) else { return nil }
  }

  private static func check(
    _ record: Record, _ kind: FaultKind, _ length: Nanoseconds?, _ windows: [String]?, _ only: [String]?,
    _ service: ServiceContext, _ context: inout ReadContext
  ) -> Bool {
    let before = context.diagnostics.errorCount
    if !kind.lasts, length != nil {
      context.diagnostics.error(
        .value, at: record.node(FaultKeys.length) ?? record.node, "\(kind.rawValue) is done at once: it has no `for`",
        hint: "leave it out")
    }
    let belongs: [(String, Node?, [FaultKind])] = [
      (FaultKeys.factor.name, record.isDefaulted(FaultKeys.factor) ? nil : record.node(FaultKeys.factor), [.slow]),
      (FaultKeys.share.name, record.isDefaulted(FaultKeys.share) ? nil : record.node(FaultKeys.share), [.fail]),
      (FaultKeys.tasks.name, record.isDefaulted(FaultKeys.tasks) ? nil : record.node(FaultKeys.tasks), [.kill]),
      (FaultKeys.nodes.name, record.isDefaulted(FaultKeys.nodes) ? nil : record.node(FaultKeys.nodes), [.kill, .stop]),
      (FaultKeys.waves.name, record.isDefaulted(FaultKeys.waves) ? nil : record.node(FaultKeys.waves), [.deploy]),
      (FaultKeys.rate.name, record.node(FaultKeys.rate), [.redrive]),
      (FaultKeys.to.name, record.node(FaultKeys.to), [.redrive]),
      (FaultKeys.since.name, record.node(FaultKeys.since), [.replay]),
    ]
    for (key, node, kinds) in belongs {
      if let node, !kinds.contains(kind) {
        context.diagnostics.error(
          .value, at: node, "\(key) has no place beside \(kind.rawValue)",
          hint: "it belongs to \(kinds.map(\.rawValue).joined(separator: " and "))")
      }
    }
    if kind == .replay {
      if let since = record[FaultKeys.since] {
        if since > record[FaultKeys.at], let node = record.node(FaultKeys.since) {
          context.diagnostics.error(
            .value, at: node, "a replay reads again what came before it", hint: "set since at or below at")
        }
      } else {
        context.diagnostics.error(
          .missing, at: record.node, "replay needs since: from when on records are read again",
          hint: "such as since: 2m")
      }
    }
    check(windows, among: service.windows, "window", record.node(FaultKeys.windows) ?? record.node, &context)
    check(only, among: service.variants, "variant", record.node(FaultKeys.only) ?? record.node, &context)
    return context.diagnostics.errorCount == before
  }

  private static func check(
    _ names: [String]?, among known: [String], _ noun: String, _ node: Node, _ context: inout ReadContext
  ) {
    for name in names ?? [] where !known.isEmpty && !known.contains(name) {
      context.diagnostics.unknownReference(
        name, at: node.items?.first { $0.text == name } ?? node, among: known.map { ($0, noun) }, wanted: [noun])
    }
  }

  public func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    guard isOfVariant, let part = parts[target.name] else { return }
    if let problem = part.problem(with: fault) {
      diagnostics.error(.value, at: target.node, "\(target.name): \(problem)")
    } else if fault == .kill, ends != nil, !(part is any LogChannel) {
      diagnostics.error(
        .value, at: target.node,
        "\(target.name) is \(English.withArticle(part.kind)): what it loses is replaced by itself, so kill has no `for`",
        hint: "leave it out")
    } else if fault == .stop, amount > 0, !(part is any CacheFront || part is any LogChannel) {
      diagnostics.error(
        .value, at: target.node,
        "\(target.name) is \(English.withArticle(part.kind)): it has no nodes to stop one by one",
        hint: "leave nodes out")
    }
  }

  public func build(_ model: inout ModelBuilder) -> any Component {
    if let since {
      let time = UInt64(bitPattern: since)
      return FaultSchedule(
        isActive: isActive, begins: begins, ends: nil,
        event: Event(
          to: model.component(target.name), ControlSignal.begin, small: fault.code,
          b: UInt32(truncatingIfNeeded: time), c: UInt32(truncatingIfNeeded: time >> 32)))
    }
    return FaultSchedule(
      isActive: isActive, begins: begins, ends: ends,
      event: Event(
        to: model.component(target.name), ControlSignal.begin, small: fault.code, a: amount, b: thousandths,
        c: other.map { model.component($0.name) + 1 } ?? 0))
  }
}

/// Tells a part when its fault begins and ends.
struct FaultSchedule: Component {
  let isActive: Bool
  let begins: Instant
  let ends: Instant?
  let event: Event

  func start(_ timeline: inout Timeline) {
    guard isActive else { return }
    timeline.schedule(event, at: begins)
    guard let ends else { return }
    var end = event
    end.signal = ControlSignal.end
    timeline.schedule(end, at: ends)
  }

  func handle(_ event: Event, _ timeline: inout Timeline) {}
}
