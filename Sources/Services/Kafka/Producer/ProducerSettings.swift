// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// How producers send to a topic, checked. Times are nanoseconds, sizes bytes.
struct ProducerSettings: Sendable {
  let acks: ProducerKeys.Acks
  let linger: Nanoseconds
  let batchSize, bufferMemory, maxRequestSize: Int64
  let maxBlock, requestTimeout, deliveryTimeout, retryBackoff, maxRetryBackoff: Nanoseconds
  let maxInFlight: Int
  /// As it works: never without acks: all, nor with more than five in flight (Apache Kafka, KIP-679 and `ProducerConfig`).
  let isIdempotent: Bool
  let isAdaptive: Bool
  let compression: Compression

  /// - Parameter acks: nil where the service leaves no choice but all.
  init(_ record: Record, acks: ProducerKeys.Acks?) {
    typealias Keys = ProducerKeys
    self.acks = acks ?? .all
    linger = record[Keys.linger]
    batchSize = record[Keys.batchSize]
    bufferMemory = record[Keys.bufferMemory]
    maxRequestSize = record[Keys.maxRequestSize]
    maxBlock = record[Keys.maxBlock]
    requestTimeout = record[Keys.requestTimeout]
    deliveryTimeout = record[Keys.deliveryTimeout]
    retryBackoff = record[Keys.retryBackoff]
    maxRetryBackoff = record[Keys.maxRetryBackoff]
    maxInFlight = record[Keys.maxInFlight]
    isIdempotent = record[Keys.idempotence] ?? true && self.acks == .all && maxInFlight <= 5
    isAdaptive = record[Keys.adaptive]
    compression = record[Keys.compression]
  }

  /// Whether a batch can be appended more than once, so that producer and log each need references to its records.
  var keepsReferences: Bool { !isIdempotent && acks != .none }

  /// Whether these can work together.
  func check(_ record: Record, _ context: inout ReadContext) {
    typealias Keys = ProducerKeys
    if deliveryTimeout < linger.advanced(by: requestTimeout) {
      context.diagnostics.error(
        .value, at: record.node(Keys.deliveryTimeout) ?? record.node(Keys.requestTimeout) ?? record.node,
        "delivery_timeout \(Format.exactDuration(deliveryTimeout)) is shorter than linger and request_timeout together",
        hint: "the producer refuses to start: delivery.timeout.ms >= linger.ms + request.timeout.ms")
    }
    if bufferMemory < batchSize {
      context.diagnostics.error(
        .value, at: record.node(Keys.bufferMemory) ?? record.node(Keys.batchSize) ?? record.node,
        "buffer_memory \(Format.exactBytes(bufferMemory)) does not hold one batch of "
          + "\(Format.exactBytes(batchSize))", hint: "raise buffer_memory, or lower batch_size")
    }
    if maxRetryBackoff < retryBackoff {
      context.diagnostics.error(
        .value, at: record.node(Keys.maxRetryBackoff) ?? record.node(Keys.retryBackoff) ?? record.node,
        "max_retry_backoff is shorter than retry_backoff", hint: "set it at or above retry_backoff")
    }
    if record[Keys.idempotence] == true, let node = record.node(Keys.idempotence) {
      if acks != .all {
        context.diagnostics.error(
          .value, at: node, "idempotence needs acks: all", hint: "leave idempotence out, or set acks: all")
      } else if maxInFlight > 5 {
        context.diagnostics.error(
          .value, at: node, "idempotence allows at most 5 requests in flight, not \(maxInFlight)",
          hint: "lower max_in_flight, or leave idempotence out")
      }
    }
  }

  /// Bytes before the records of a batch (Apache Kafka protocol, record batch v2).
  static let batchOverhead = 61

  /// Bytes of a record besides its payload: variable-length numbers of the record (Apache Kafka protocol, record v2).
  @inline(__always)
  static func recordOverhead(_ size: UInt32) -> Int64 { size < 56 ? 7 : size < 8_180 ? 9 : 11 }

  /// The pause before a batch is sent again.
  ///
  /// - Parameters:
  ///   - attempts: tries so far, from 1.
  ///   - uniform: of (0, 1), for the jitter.
  func pause(after attempts: Int, _ uniform: Double) -> Nanoseconds {
    var pause = retryBackoff
    for _ in 1..<max(1, min(attempts, 40)) where pause < maxRetryBackoff { pause = min(2 * pause, maxRetryBackoff) }
    return Nanoseconds(Double(pause) * (0.8 + 0.4 * uniform))
  }
}
