// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Services
import Simulation

/// What a message's part of the bill is: what was counted for it, at the price of the first tier.
struct TracePricing {
  private let model: Model
  private let book: PriceBook
  private let region: String
  /// The meters of each counter, by its place.
  private var meters: [Int: (quantity: MeteredQuantity, factor: Double)] = [:]

  init(_ model: Model, _ book: PriceBook, region: String) {
    self.model = model
    self.book = book
    self.region = region
    for quantity in model.meters {
      switch quantity.source {
      case .counter(let id): meters[id.position] = meters[id.position] ?? (quantity, 1)
      case .scaled(let id, let factor), .capped(let id, let factor, _):
        meters[id.position] = meters[id.position] ?? (quantity, factor)
      case .level: break
      }
    }
  }

  /// US dollars for one unit.
  private func unitPrice(_ meter: Meter) -> Decimal? {
    meter.ownPrice ?? book.price(meter.price, region: region)?.tiers.first { $0.from == 0 }?.usd
  }

  private func quantity(_ use: TraceStep.Use, callOf messages: Int64, factor: Double) -> Decimal {
    let shares = use.shares == 0 ? max(1, messages) : Int64(use.shares)
    return (Decimal(Int64(use.amount)) * Decimal(measured: factor) / Decimal(shares)).rounded(places: 15)
  }

  /// - Parameter messages: those of the latest call that went out with the message.
  func use(_ step: TraceStep, callOf messages: Int64) -> TraceResult.Step.Use? {
    guard let use = step.use else { return nil }
    guard let (metered, factor) = meters[use.counter.position] else {
      let quantity = quantity(use, callOf: messages, factor: 1)
      return TraceResult.Step.Use(
        meter: "", quantity: Money.plain(quantity),
        unit: model.instruments.counters[use.counter.position].unit, amount: nil)
    }
    let quantity = quantity(use, callOf: messages, factor: factor)
    return TraceResult.Step.Use(
      meter: metered.meter.id, quantity: Money.plain(quantity), unit: metered.meter.unit,
      amount: unitPrice(metered.meter).map { Money.plain(($0 * quantity).rounded(places: 15)) })
  }

  // MARK: All together

  private struct Sum {
    var part: String
    var meter: Meter
    var quantity: Decimal
  }

  func cost(_ trace: Trace, _ names: TraceNames) -> TraceResult.Cost {
    var sums: [Sum] = []
    func add(_ part: String, _ meter: Meter, _ quantity: Decimal) {
      if let known = sums.firstIndex(where: { $0.part == part && $0.meter.id == meter.id }) {
        sums[known].quantity += quantity
      } else {
        sums.append(Sum(part: part, meter: meter, quantity: quantity))
      }
    }
    var calls = [Int64](repeating: 1, count: trace.branches.count + 1)
    var requests: Decimal = 0
    var work: Nanoseconds = 0
    var billed: Set<String> = []
    var seen: [String] = []
    for step in trace.steps {
      let branch = Int(step.branch)
      if let use = step.use, let (metered, factor) = meters[use.counter.position] {
        let quantity = quantity(use, callOf: calls[branch], factor: factor)
        add(metered.part, metered.meter, quantity)
        billed.insert(metered.part)
        if metered.meter.unit == "request" { requests += quantity }
      }
      if step.kind == .called { calls[branch] = step.a }
      guard let part = names.part(step.component) else { continue }
      if !seen.contains(part.name) { seen.append(part.name) }
      guard [.succeeded, .failed, .cutOff].contains(step.kind), step.a >= 0 else { continue }
      let meters = part.workMeters
      guard !meters.isEmpty else { continue }
      work += step.a
      billed.insert(part.name)
      for meter in meters {
        add(part.name, meter.meter, Decimal(step.a) * Decimal(measured: meter.perHour) / 3_600_000_000_000)
      }
    }
    let lines = sums.map { sum in
      let price = unitPrice(sum.meter)
      let quantity = sum.quantity.rounded(places: 15)
      return TraceResult.Cost.Line(
        part: sum.part, meter: sum.meter.id, title: sum.meter.title, quantity: Money.plain(quantity),
        unit: sum.meter.unit, unitPrice: price.map(Money.plain),
        amount: price.map { Money.plain(($0 * quantity).rounded(places: 15)) })
    }
    let total = sums.reduce(Decimal(0)) { sum, next in
      sum + (unitPrice(next.meter).map { ($0 * next.quantity.rounded(places: 15)).rounded(places: 15) } ?? 0)
    }
    let metered = Set(model.meters.map(\.part))
    let hourly = Set(
      model.meters.filter { if case .level = $0.source { true } else { false } }.map(\.part))
    let unpriced = Set(sums.filter { unitPrice($0.meter) == nil }.map(\.part))
    return TraceResult.Cost(
      lines: lines, requests: Money.plain(requests.rounded(places: 9)), workS: work.seconds, total: Money.plain(total),
      byTheHour: seen.filter { !billed.contains($0) && hourly.contains($0) },
      notPriced: seen.filter {
        unpriced.contains($0) || !metered.contains($0) && !billed.contains($0) && model.parts[$0] is any Consumer
      }, book: book.ownName ?? book.name.rawValue)
  }
}
