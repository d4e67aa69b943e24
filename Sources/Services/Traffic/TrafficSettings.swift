// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// A source's settings, checked. Times are nanoseconds, sizes bytes.
struct TrafficSettings: Sendable {
  struct Batch: Sendable, Hashable {
    let upTo: Int
    let wait: Nanoseconds
  }

  /// The most payload of one SendMessageBatch call: 1 MiB (Developer Guide, message quotas).
  static let largestBatch: Int64 = 1_048_576
  /// The most messages of one SendMessageBatch call (API/SendMessageBatch).
  static let mostOfBatch = 10

  let name: String
  let to: Reference
  /// What is asked of a cache or database, where it is written.
  let operation: RequestOperation?
  /// What is asked of a cache or database: what is written, else what a trace has recorded, else reads.
  let operations: [RequestOperation]
  let value: SizeChoice?
  /// Messages a second at a load of 1: the likely one, unless a future says at which quantile it lies.
  let rate: Double
  /// What is known of the rate where it is not; nil in a future, where it is.
  let doubt: UncertainRate?
  let arrivals: ArrivalProcess
  let shape: LoadShape
  let size: Distribution
  /// The messages' own delay; nil for what the channel says.
  let delay: Nanoseconds?
  let producers: Int
  /// Nil for one message in each call.
  let batch: Batch?
  let keys: KeyChoice?
  let fields: MessageFields
  let retry: TrafficRetry
  /// Whether requests are asked again: who waits for an answer need not be patient.
  let asksAgain: Bool
  /// Where the settings stand that have no place everywhere, by their keys; the source itself where nothing is written.
  let places: [Reference]

  /// What was recorded; nil for arrivals that are drawn.
  var trace: TraceFile? { if case .trace(let file) = arrivals { file } else { nil } }

  /// - Parameters:
  ///   - factor: multiplies the load; with a trace it makes the time go faster.
  ///   - quantile: where an uncertain rate lies; nil for the likely one.
  ///
  /// Nil after an error.
  init?(name: String, _ record: Record, factor: Double, quantile: Double? = nil, _ context: inout ReadContext) {
    self.name = name
    to = record[TrafficKeys.to]
    value = record[TrafficKeys.value]
    size = record[TrafficKeys.size]
    delay = record[TrafficKeys.delay]
    producers = record[TrafficKeys.producers]
    batch = record[TrafficKeys.batch]
    keys = record[TrafficKeys.keys]
    fields = MessageFields(attributes: record[TrafficKeys.attributes] ?? [], body: record[TrafficKeys.body])
    retry = record[TrafficKeys.retry].map { TrafficRetry($0) } ?? .standard
    asksAgain = record[TrafficKeys.retry] != nil
    let written = record[TrafficKeys.rate]
    rate = written?.rate(atQuantile: quantile) ?? 0
    doubt = quantile == nil && written?.spread != nil ? written : nil
    let points = (record[TrafficKeys.shape] ?? []).map {
      (at: $0[TrafficKeys.Point.at], x: $0[TrafficKeys.Point.x], ramp: $0[TrafficKeys.Point.ramp])
    }
    shape = LoadShape(points: points, factor: factor)
    arrivals = Self.scaled(record[TrafficKeys.arrivals], by: factor)
    operation = record[TrafficKeys.operation]
    places = Self.places(record)
    operations = Self.operations(record, arrivals)
    guard Self.checkRate(record, arrivals, &context), Self.checkShape(record, arrivals, &context),
      Self.checkKeys(record, arrivals, &context)
    else { return nil }
  }

  private static func scaled(_ arrivals: ArrivalProcess, by factor: Double) -> ArrivalProcess {
    guard case .trace(var file) = arrivals, factor != 1 else { return arrivals }
    file.speedUp(by: factor)
    return .trace(file)
  }

  private static func operations(_ record: Record, _ arrivals: ArrivalProcess) -> [RequestOperation] {
    if let one = record[TrafficKeys.operation] { return [one] }
    guard case .trace(let file) = arrivals, !file.operations.isEmpty else { return [.read] }
    return file.operationsPresent.map(\.request)
  }

  private static func places(_ record: Record) -> [Reference] {
    let keys: [any AnyKey] = [
      TrafficKeys.operation, TrafficKeys.delay, TrafficKeys.producers, TrafficKeys.batch, TrafficKeys.attributes,
      TrafficKeys.body,
    ]
    return keys.map { Reference(name: $0.name, node: record.node($0) ?? record.node) }
  }

  /// Where the value of a key stands.
  func place(of key: any AnyKey) -> Node { places.first { $0.name == key.name }?.node ?? to.node }

  private static func checkKeys(_ record: Record, _ arrivals: ArrivalProcess, _ context: inout ReadContext) -> Bool {
    guard case .trace(let file) = arrivals, !file.keys.isEmpty, let node = record.node(TrafficKeys.keys) else {
      return true
    }
    context.diagnostics.error(
      .value, at: node, "keys has no place beside a trace that has keys", hint: "leave it out")
    return false
  }

  private static func checkRate(_ record: Record, _ arrivals: ArrivalProcess, _ context: inout ReadContext) -> Bool {
    switch (arrivals, record.node(TrafficKeys.rate)) {
    case (.poisson, nil), (.constant, nil), (.gamma, nil):
      context.diagnostics.error(.missing, at: record.node, "traffic needs rate", hint: "such as rate: 6/s")
      return false
    case (.bursts, let node?), (.trace, let node?):
      context.diagnostics.error(
        .value, at: node, "rate has no place beside these arrivals", hint: "the rate follows from them; leave it out")
      return false
    default: return true
    }
  }

  private static func checkShape(_ record: Record, _ arrivals: ArrivalProcess, _ context: inout ReadContext) -> Bool {
    if case .trace = arrivals, let node = record.node(TrafficKeys.shape) {
      context.diagnostics.error(
        .value, at: node, "shape has no place beside a trace", hint: "the load follows from its times; leave it out")
      return false
    }
    let points = record[TrafficKeys.shape] ?? []
    for (point, next) in zip(points, points.dropFirst())
    where next[TrafficKeys.Point.at] <= point[TrafficKeys.Point.at] {
      context.diagnostics.error(
        .value, at: next.node(TrafficKeys.Point.at) ?? next.node, "the points of a shape go forward in time",
        hint: "each `at` is later than the one before")
      return false
    }
    return true
  }

  /// A drawn size as whole bytes, 1 or more.
  static func bytes(_ drawn: Double) -> UInt32 { UInt32(min(max(drawn.rounded(), 1), 4e9)) }

  /// Messages during the first `duration`, on average.
  func expectedMessages(duration: Nanoseconds) -> Double {
    switch arrivals {
    case .poisson, .constant, .gamma: rate * shape.integral(until: duration)
    case .bursts(let every, let size): Double(size) * shape.integral(until: duration) / every.seconds
    case .trace(let file): Double(file.times.prefix { $0 < duration }.count)
    }
  }

  /// Messages a second at an instant, on average; nil for a trace.
  func rate(at time: Instant) -> Double? {
    switch arrivals {
    case .poisson, .constant, .gamma: rate * shape.value(at: time)
    case .bursts(let every, let size): Double(size) * shape.value(at: time) / every.seconds
    case .trace: nil
    }
  }
}
