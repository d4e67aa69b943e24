// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What quotas allow clients: who is over one has to wait, and gets no error (Apache Kafka documentation, quotas; MSK
/// Developer Guide, MSK Serverless quotas and Express broker quotas).
///
/// Each is a ``FluidPipe``: what is over the rate stands in a line, and the client is held up for as long as the line
/// is longer than what the quota's window forgives.
struct KafkaLimits: Sendable {
  /// What clients may send and fetch above their rate for a time: rates are those of 11 windows of a second (Apache
  /// Kafka documentation, quota.window.num and quota.window.size.seconds).
  private static let clientWindow: Nanoseconds = 10 * .second
  /// The services' own quotas are those of a second.
  private static let serviceWindow: Nanoseconds = .second

  /// By sender and broker; by reader and broker. Empty without a quota.
  private var producers: [FluidPipe] = []
  private var consumers: [FluidPipe] = []
  /// By broker (Express) or one for the cluster (Serverless).
  private var ingress: [FluidPipe] = []
  private var egress: [FluidPipe] = []
  /// By partition.
  private var partitionIngress: [FluidPipe] = []
  private var partitionEgress: [FluidPipe] = []
  private var requests: FluidPipe?
  private let brokers: Int

  init(_ settings: KafkaSettings, senders: Int, readers: Int) {
    brokers = settings.brokers
    func pipes(_ rate: Double?, _ count: Int) -> [FluidPipe] {
      rate.map { [FluidPipe](repeating: FluidPipe(rate: $0), count: count) } ?? []
    }
    producers = pipes(settings.producerQuota, senders * brokers)
    consumers = pipes(settings.consumerQuota, readers * brokers)
    if settings.kind == .serverless {
      ingress = pipes(ServerlessQuotas.ingress, 1)
      egress = pipes(ServerlessQuotas.egress, 1)
      partitionIngress = pipes(ServerlessQuotas.partitionIngress, settings.partitions)
      partitionEgress = pipes(ServerlessQuotas.partitionEgress, settings.partitions)
      requests = FluidPipe(rate: ServerlessQuotas.requests)
    } else if let express = settings.brokerType?.express {
      ingress = pipes(express.mostIn, brokers)
      egress = pipes(express.mostOut, brokers)
    }
  }

  var isNone: Bool { producers.isEmpty && consumers.isEmpty && ingress.isEmpty }

  private static func hold(
    _ pipes: inout [FluidPipe], _ place: Int, _ amount: Double, _ now: Instant, window: Nanoseconds
  ) -> Nanoseconds {
    guard !pipes.isEmpty else { return 0 }
    let done = pipes[place % pipes.count].take(amount, at: now, now: now)
    return max(0, done - now - window)
  }

  /// How long a connection is held up after a request.
  mutating func produce(sender: Int, broker: Int, bytes: Double, at now: Instant) -> Nanoseconds {
    var hold = Self.hold(&producers, sender * brokers + broker, bytes, now, window: Self.clientWindow)
    hold = max(hold, Self.hold(&ingress, broker, bytes, now, window: Self.serviceWindow))
    if let done = requests?.take(1, at: now, now: now) { hold = max(hold, done - now - Self.serviceWindow) }
    return hold
  }

  /// How long a connection is held up for what a request brought to a partition.
  mutating func produce(partition: Int, bytes: Double, at now: Instant) -> Nanoseconds {
    Self.hold(&partitionIngress, partition, bytes, now, window: Self.serviceWindow)
  }

  /// How long a fetch is held up.
  mutating func fetch(reader: Int, broker: Int, partition: Int, bytes: Double, at now: Instant) -> Nanoseconds {
    var hold = Self.hold(&consumers, reader * brokers + broker, bytes, now, window: Self.clientWindow)
    hold = max(hold, Self.hold(&egress, broker, bytes, now, window: Self.serviceWindow))
    hold = max(hold, Self.hold(&partitionEgress, partition, bytes, now, window: Self.serviceWindow))
    if let done = requests?.take(1, at: now, now: now) { hold = max(hold, done - now - Self.serviceWindow) }
    return hold
  }

  /// The busiest of the service's own limits in the last second.
  mutating func utilisation(at now: Instant) -> Double {
    var most = requests?.utilisation(at: now) ?? 0
    func look(_ pipes: inout [FluidPipe]) {
      for place in pipes.indices { most = max(most, pipes[place].utilisation(at: now)) }
    }
    look(&ingress)
    look(&egress)
    look(&partitionIngress)
    look(&partitionEgress)
    return most
  }
}
