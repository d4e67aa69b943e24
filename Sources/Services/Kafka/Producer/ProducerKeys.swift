// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// How the producers of a topic are set, whoever runs the cluster: the configuration of the Java client.
enum ProducerKeys {
  private static func documentation(_ option: String) -> DefaultOrigin {
    .aws("Apache Kafka documentation, producer configs: \(option)")
  }

  enum Acks: String, CaseIterable, Sendable {
    case all
    case leader = "1"
    case none = "0"
  }

  static let acks = Key(
    "acks", .choice(of: Acks.self), default: "all", documentation("acks"),
    "Who must have a record before it counts as sent: all in-sync replicas, the leader (1), or nobody (0).")
  static let linger = Key(
    "linger", .duration(0...(3_600 * .second)), default: "5ms", documentation("linger.ms (5 since 4.0, 0 before)"),
    "The longest that a batch waits for more records, where the traffic's batch has no wait of its own.")
  static let batchSize = Key(
    "batch_size", .bytes(1...(1 << 30)), default: "16KiB", documentation("batch.size"),
    "A batch of one partition is full at this size, after compression.")
  static let bufferMemory = Key(
    "buffer_memory", .bytes(1 << 10...(1 << 40)), default: "32MiB", documentation("buffer.memory"),
    "Memory of one producer for batches that are not acknowledged yet; when it is used up, sending blocks.")
  static let maxBlock = Key(
    "max_block", .duration(0...(86_400 * .second)), default: "60s", documentation("max.block.ms"),
    "The longest that sending blocks before the record is given up.")
  static let maxInFlight = Key(
    "max_in_flight", .integer(1...1_000), default: "5", documentation("max.in.flight.requests.per.connection"),
    "Requests of one producer to one broker that may be unanswered; above 1 a retry may reorder without idempotence.")
  static let idempotence = OptionalKey(
    "idempotence", .flag,
    "Whether the broker drops what a retry sends twice and keeps the order of a producer's batches; if it is left out, with acks: all and at most 5 requests in flight.",
    source: "Apache Kafka documentation, producer configs: enable.idempotence")
  static let maxRequestSize = Key(
    "max_request_size", .bytes(1 << 10...(1 << 30)), default: "1MiB", documentation("max.request.size"),
    "The most bytes of one request; a record above it is refused.")
  static let requestTimeout = Key(
    "request_timeout", .duration(.second...(3_600 * .second)), default: "30s", documentation("request.timeout.ms"),
    "How long a producer waits for an answer before it sends the batches again.")
  static let deliveryTimeout = Key(
    "delivery_timeout", .duration(.second...(86_400 * .second)), default: "2m", documentation("delivery.timeout.ms"),
    "The time from the first record of a batch until it is given up, retries included.")
  static let retryBackoff = Key(
    "retry_backoff", .duration(1_000_000...(3_600 * .second)), default: "100ms", documentation("retry.backoff.ms"),
    "Pause before the first retry; it doubles with each, with 20 % of jitter.")
  static let maxRetryBackoff = Key(
    "max_retry_backoff", .duration(1_000_000...(3_600 * .second)), default: "1s",
    documentation("retry.backoff.max.ms"), "What that pause grows to.")
  static let adaptive = Key(
    "adaptive_partitioning", .flag, default: "true", documentation("partitioner.adaptive.partitioning.enable"),
    "For messages without keys: whether partitions with shorter queues in the producer are chosen more often.")

  // MARK: Compression

  enum Codec: String, CaseIterable, Sendable { case none, gzip, snappy, lz4, zstd }

  enum Compress {
    static let type = RequiredKey("type", .choice(of: Codec.self), "The codec.")
    static let ratio = OptionalKey(
      "ratio", .number(1...1_000),
      "How many times smaller a full batch of 16 KiB or more gets; by default what JSON gives: gzip and zstd 4, lz4 2.2, snappy 2. Smaller batches gain less."
    )
    static let speed = OptionalKey(
      "speed", .byteRate(1_000...1e12),
      "Bytes that one producer compresses in a second; by default gzip 45 MB/s, snappy 320, lz4 420, zstd 170.")
    static let table = KeyTable("compression", "Compression of whole batches.", keys: [type, ratio, speed])
  }

  static let compression = Key(
    "compression", .compression, default: "none", documentation("compression.type"),
    "How the producers compress batches: none, gzip, snappy, lz4 or zstd, or { type: …, ratio: …, speed: … }.")

  /// Those of a service that leaves the promise to the producer.
  static let all: [any AnyKey] = [
    linger, batchSize, bufferMemory, maxBlock, maxInFlight, idempotence, maxRequestSize, requestTimeout,
    deliveryTimeout, retryBackoff, maxRetryBackoff, adaptive, compression,
  ]
}

/// A codec with what it does.
struct Compression: Sendable, Hashable {
  let codec: ProducerKeys.Codec
  /// Of batches of 16 KiB or more.
  let ratio: Double
  /// Bytes that one producer compresses in a second.
  let speed: Double

  /// - Parameters: nil for what is usual for JSON.
  init(_ codec: ProducerKeys.Codec, ratio: Double? = nil, speed: Double? = nil) {
    self.codec = codec
    let usual: (ratio: Double, speed: Double) =
      switch codec {
      case .none: (1, .infinity)
      case .gzip: (4, 45e6)
      case .snappy: (2, 320e6)
      case .lz4: (2.2, 420e6)
      case .zstd: (4, 170e6)
      }
    self.ratio = codec == .none ? 1 : ratio ?? usual.ratio
    self.speed = codec == .none ? .infinity : speed ?? usual.speed
  }

  /// From this size on batches are compressed as well as the ratio says [B].
  private static let fullRatioFrom = 16_384.0

  /// Bytes that are left of so many. Codecs find less to save in small batches.
  @inline(__always)
  func compressed(_ bytes: Double) -> Double {
    guard ratio > 1 else { return bytes }
    return bytes / (1 + (ratio - 1) * min(1, bytes / Self.fullRatioFrom))
  }
}

extension ValueKind where Value == Compression {
  /// `lz4` or `{ type: lz4, ratio: 2.5 }`.
  static var compression: ValueKind<Compression> {
    let word = ValueKind<ProducerKeys.Codec>.choice(of: ProducerKeys.Codec.self)
    let record = ValueKind<Record>.record(ProducerKeys.Compress.table).map { record, node, context in
      let codec = record[ProducerKeys.Compress.type]
      let (ratio, speed) = (record[ProducerKeys.Compress.ratio], record[ProducerKeys.Compress.speed])
      if codec == .none, ratio != nil || speed != nil {
        context.diagnostics.error(
          .value, at: node, "ratio and speed have no meaning without a codec", hint: "leave them out, or choose lz4")
        return Compression?.none
      }
      return Compression(codec, ratio: ratio, speed: speed)
    }
    return .either(word, record, { Compression($0) }, { $0 }).described(as: "codec", example: "lz4")
  }
}
