// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics

/// How often, and after what times, a delivery is tried again that failed on the subscriber's side
/// (SNS Developer Guide, message delivery retries).
struct SNSRetryPolicy: Sendable, Hashable {
  /// How the waits of the third phase grow from the shortest to the longest.
  enum Backoff: String, Sendable, CaseIterable { case arithmetic, exponential, geometric, linear }

  /// Retries at once, after the shortest wait, after waits that grow, after the longest wait.
  let immediate, before, after: Int
  let shortest, longest: Nanoseconds
  let growing: [Nanoseconds]

  /// - Parameter growing: retries between the ones with the shortest wait and the ones with the longest.
  init(
    immediate: Int, before: Int, growing: Int, after: Int, shortest: Nanoseconds, longest: Nanoseconds,
    backoff: Backoff
  ) {
    self.immediate = immediate
    self.before = before
    self.after = after
    self.shortest = shortest
    self.longest = longest
    self.growing = (0..<growing).map { Self.wait($0, of: growing, shortest, longest, backoff) }
  }

  /// SQS, Lambda, Firehose: 100,015 retries over 23 days.
  static let managed = SNSRetryPolicy(
    immediate: 3, before: 2, growing: 10, after: 100_000, shortest: .second, longest: 20 * .second,
    backoff: .exponential)
  /// SMTP, SMS and push: 50 retries over six hours.
  static let customer = SNSRetryPolicy(
    immediate: 0, before: 2, growing: 10, after: 38, shortest: 10 * .second, longest: 600 * .second,
    backoff: .exponential)
  /// HTTP and HTTPS, unless the subscription has a policy of its own: three retries, 20 s apart.
  static let http = SNSRetryPolicy(
    immediate: 0, before: 0, growing: 3, after: 0, shortest: 20 * .second, longest: 20 * .second, backoff: .linear)

  static func standard(_ kind: SNSProtocol) -> SNSRetryPolicy {
    switch kind {
    case .sqs, .lambda, .endpoint(.firehose): managed
    case .endpoint(.http): http
    case .endpoint(.email), .endpoint(.sms), .endpoint(.push): customer
    }
  }

  /// Retries in all.
  var count: Int { immediate + before + growing.count + after }

  /// The wait before a retry, counted from 0; nil when there are no more.
  func wait(beforeRetry number: Int) -> Nanoseconds? {
    var rest = number
    if rest < immediate { return 0 }
    rest -= immediate
    if rest < before { return shortest }
    rest -= before
    if rest < growing.count { return growing[rest] }
    rest -= growing.count
    return rest < after ? longest : nil
  }

  /// The sum of all waits.
  var total: Nanoseconds {
    growing.reduce(Nanoseconds(before) * shortest + Nanoseconds(after) * longest, +)
  }

  /// AWS publishes the four curves only as a picture. Linear and exponential say themselves what they are; the others
  /// lie between them, here as the means that they are called after.
  private static func wait(
    _ place: Int, of count: Int, _ shortest: Nanoseconds, _ longest: Nanoseconds, _ backoff: Backoff
  ) -> Nanoseconds {
    guard count > 1, longest > shortest, shortest > 0 else { return place == 0 ? shortest : longest }
    let part = Double(place) / Double(count - 1)
    let (low, high) = (shortest.seconds, longest.seconds)
    let linear = low + (high - low) * part
    let exponential = low * DeterministicMath.pow(high / low, part)
    let seconds: Double =
      switch backoff {
      case .linear: linear
      case .exponential: exponential
      case .arithmetic: (linear + exponential) / 2
      case .geometric: (linear * exponential).squareRoot()
      }
    // Ends are exact: they are documented numbers.
    if place == 0 { return shortest }
    return place == count - 1 ? longest : Nanoseconds(seconds: seconds)
  }
}
