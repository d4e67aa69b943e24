// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Statistics

extension ValueKind where Value == Distribution {
  /// A distribution of times, drawn in seconds: `5ms`, `{ lognormal: { p50: 1.6s, p99: 9s } }`.
  static var time: ValueKind<Distribution> {
    let seconds = ValueKind<Int64>.duration(0...Units.longestDuration).map { value, _, _ in Double(value) / 1e9 }
    return DistributionKind(quantity: seconds, noun: "time", example: "5ms").kind
  }

  /// A distribution of sizes, drawn in bytes: `1KiB`, `{ lognormal: { p50: 1KiB, p99: 4KiB } }`.
  static var size: ValueKind<Distribution> {
    let bytes = ValueKind<Int64>.bytes(0...(1 << 40)).map { value, _, _ in Double(value) }
    return DistributionKind(quantity: bytes, noun: "size", example: "1KiB").kind
  }

  /// A distribution of plain numbers: `5`, `{ uniform: { from: 0, to: 500 } }`.
  static var plainNumber: ValueKind<Distribution> {
    DistributionKind(quantity: ValueKind<Double>.number(-1e15...1e15), noun: "number", example: "5").kind
  }
}

extension ValueKind where Value == BatchTime {
  /// A distribution of times as ``time``, or that of a whole batch: `{ constant: 60ms, per_message: 50us }`.
  static var batchTime: ValueKind<BatchTime> {
    let seconds = ValueKind<Int64>.duration(0...Units.longestDuration).map { value, _, _ in Double(value) / 1e9 }
    return DistributionKind(quantity: seconds, noun: "time", example: "5ms").batchKind
  }
}

/// How a distribution is written: one value, or a map with one key that names its kind.
private struct DistributionKind {
  let quantity: ValueKind<Double>
  let noun: String
  let example: String

  var kind: ValueKind<Distribution> {
    let constant = quantity.map { value, node, context in
      context.make(node) { () throws(DistributionError) in try .constant(value) }
    }
    return .either(constant, bounded(casesAndMix), { $0 }, { $0 })
      .described(as: "\(noun) or distribution", example: example)
  }

  /// With `per_message` beside the kind, which makes it the time of a batch.
  var batchKind: ValueKind<BatchTime> {
    let constant = quantity.map { value, node, context in
      context.make(node) { () throws(DistributionError) in try .constant(value) }
    }
    let perMessage = OptionalKey(
      "per_message", ValueKind<Int64>.duration(0...Units.longestDuration),
      "Makes the time that of a whole batch: one draw, and so much more for each of its messages.")
    let map = bounded(casesAndMix, also: perMessage)
    return .either(constant, map, { BatchTime(base: $0, perMessage: nil) }, { $0 })
      .described(as: "\(noun) or distribution", example: example)
  }

  private var casesAndMix: [OneKeyCase<Distribution>] {
    cases + [OneKeyCase("mix", mixture, "Several distributions, each with a share.") { $0 }]
  }

  private var cases: [OneKeyCase<Distribution>] {
    [
      OneKeyCase("constant", constant, "Always the same.") { $0 },
      OneKeyCase("exponential", exponential, "Memoryless.") { $0 },
      OneKeyCase("lognormal", lognormal, "Skewed, like most service times.") { $0 },
      OneKeyCase("gamma", gamma, "Skewed, with a lighter tail.") { $0 },
      OneKeyCase("weibull", weibull, "From very skewed to almost constant.") { $0 },
      OneKeyCase("pareto", pareto, "Heavy-tailed.") { $0 },
      OneKeyCase("uniform", uniform, "Evenly between two values.") { $0 },
      OneKeyCase("percentiles", percentiles, "As measured: a few percentiles.") { $0 },
      OneKeyCase("samples", samples, "As measured: one value in each line of a file (seconds, or bytes).") { $0 },
    ]
  }

  private var constant: ValueKind<Distribution> {
    quantity.map { value, node, context in
      context.make(node) { () throws(DistributionError) in try .constant(value) }
    }
  }

  private var exponential: ValueKind<Distribution> {
    let mean = RequiredKey("mean", quantity, "The average.")
    return ValueKind<Record>.record(KeyTable("exponential", "An exponential distribution.", keys: [mean])).map {
      record, node, context in
      context.make(node) { () throws(DistributionError) in try .exponential(mean: record[mean]) }
    }
  }

  private var lognormal: ValueKind<Distribution> {
    let p50 = OptionalKey("p50", quantity, "The median.")
    let p99 = OptionalKey("p99", quantity, "The 99th percentile.")
    let mean = OptionalKey("mean", quantity, "The average.")
    let cv = OptionalKey("cv", ValueKind<Double>.number(0...1e6), "The coefficient of variation.")
    return ValueKind<Record>.record(
      KeyTable("lognormal", "A lognormal distribution: p50 and p99, or mean and cv.", keys: [p50, p99, mean, cv])
    )
    .map { record, node, context in
      switch (record[p50], record[p99], record[mean], record[cv]) {
      case (let p50?, let p99?, nil, nil):
        return context.make(node) { () throws(DistributionError) in try .lognormal(p50: p50, p99: p99) }
      case (nil, nil, let mean?, let cv?):
        return context.make(node) { () throws(DistributionError) in try .lognormal(mean: mean, cv: cv) }
      default:
        context.diagnostics.error(
          .missing, at: node, "lognormal needs p50 and p99, or mean and cv",
          hint: "such as { p50: \(example), p99: … }")
        return nil
      }
    }
  }

  private var gamma: ValueKind<Distribution> {
    let mean = RequiredKey("mean", quantity, "The average.")
    let cv = RequiredKey("cv", ValueKind<Double>.number(0...1e6), "The coefficient of variation.")
    return ValueKind<Record>.record(KeyTable("gamma", "A gamma distribution.", keys: [mean, cv])).map {
      record, node, context in
      context.make(node) { () throws(DistributionError) in try .gamma(mean: record[mean], cv: record[cv]) }
    }
  }

  private var weibull: ValueKind<Distribution> {
    let p50 = RequiredKey("p50", quantity, "The median.")
    let p99 = RequiredKey("p99", quantity, "The 99th percentile.")
    return ValueKind<Record>.record(KeyTable("weibull", "A Weibull distribution.", keys: [p50, p99])).map {
      record, node, context in
      context.make(node) { () throws(DistributionError) in try .weibull(p50: record[p50], p99: record[p99]) }
    }
  }

  private var pareto: ValueKind<Distribution> {
    let min = RequiredKey("min", quantity, "The smallest value.")
    let alpha = RequiredKey(
      "alpha", ValueKind<Double>.number(0...1e6), "The tail index; up to 1 the average is infinite.")
    return ValueKind<Record>.record(KeyTable("pareto", "A Pareto distribution.", keys: [min, alpha])).map {
      record, node, context in
      context.make(node) { () throws(DistributionError) in try .pareto(min: record[min], alpha: record[alpha]) }
    }
  }

  private var uniform: ValueKind<Distribution> {
    let from = RequiredKey("from", quantity, "The smallest value.")
    let to = RequiredKey("to", quantity, "The largest value.")
    return ValueKind<Record>.record(KeyTable("uniform", "A uniform distribution.", keys: [from, to])).map {
      record, node, context in
      context.make(node) { () throws(DistributionError) in try .uniform(from: record[from], to: record[to]) }
    }
  }

  private var percentiles: ValueKind<Distribution> {
    ValueKind<[Named<Double>]>.map(of: quantity).map { values, node, context in
      var points: [(probability: Double, value: Double)] = []
      for named in values {
        guard named.name.hasPrefix("p"), let percent = try? Units.number(String(named.name.dropFirst())), percent <= 100
        else {
          context.diagnostics.error(
            .key, at: named.keyLocation, length: named.keyLength, "\(Diagnostic.quoted(named.name)) is no percentile",
            hint: "such as p50 or p99.9")
          return nil
        }
        points.append((percent / 100, named.value))
      }
      return context.make(node) { () throws(DistributionError) in
        try .percentiles(points.sorted { $0.probability < $1.probability })
      }
    }
  }

  private var samples: ValueKind<Distribution> {
    ValueKind<String>.text.map { path, node, context in
      guard let values = NumberFile.column(path, node, &context) else { return nil }
      return context.make(node) { () throws(DistributionError) in try .samples(values) }
    }
    .described(as: "file", example: "service-times.csv")
  }

  private var mixture: ValueKind<Distribution> {
    let share = RequiredKey("share", ValueKind<Double>.ratio, "How much of the whole is drawn from this one.")
    let also = KeyTable("mix", "", keys: [share])
    let item = ValueKind<(Double, Distribution)>.oneKey("part of a mix", cases, also: also) { distribution, record in
      (record[share], distribution)
    }
    return ValueKind<[(Double, Distribution)]>.list(of: item, count: 1...100).map { parts, node, context in
      context.make(node) { () throws(DistributionError) in
        try .mixture(parts.map { (share: $0.0, distribution: $0.1) })
      }
    }
  }

  /// With `at_least` and `at_most` beside the kind.
  private func bounded(_ cases: [OneKeyCase<Distribution>]) -> ValueKind<Distribution> {
    bounded(cases, also: nil).map { value, _, _ in value.base }
  }

  private func bounded(_ cases: [OneKeyCase<Distribution>], also perMessage: OptionalKey<Int64>?)
    -> ValueKind<BatchTime>
  {
    let atLeast = OptionalKey("at_least", quantity, "Smaller draws become this.")
    let atMost = OptionalKey("at_most", quantity, "Larger draws become this.")
    let others = KeyTable(
      "bounds", "Limits of what is drawn.", keys: [atLeast, atMost] + (perMessage.map { [$0] } ?? []))
    return ValueKind<(BatchTime, Double?, Double?)>.oneKey("distribution", cases, also: others) { value, record in
      (BatchTime(base: value, perMessage: perMessage.flatMap { record[$0] }), record[atLeast], record[atMost])
    }
    .map { value, node, context in
      guard value.1 != nil || value.2 != nil else { return value.0 }
      let base = context.make(node) { () throws(DistributionError) in
        try value.0.base.bounded(atLeast: value.1, atMost: value.2)
      }
      return base.map { BatchTime(base: $0, perMessage: value.0.perMessage) }
    }
  }
}

extension ReadContext {
  /// The distribution, or a located error with the reason why there is none.
  fileprivate mutating func make(
    _ node: Node, _ body: () throws(DistributionError) -> Distribution
  ) -> Distribution? {
    do throws(DistributionError) {
      return try body()
    } catch {
      diagnostics.error(.value, at: node, "\(settingName): \(error.description)")
      return nil
    }
  }
}
