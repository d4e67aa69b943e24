// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What AWS refuses, or what would mean nothing, in a function's settings together with what it is wired to.
struct LambdaChecks {
  let part: LambdaPart
  let parts: PartDirectory

  private var settings: LambdaSettings { part.settings }
  private var record: Record { part.settings.record }

  func run(_ diagnostics: inout Diagnostics) {
    source(&diagnostics)
    settings.calls.validate(part.name, parts, &diagnostics)
    if let queue = part.queue(parts) {
      mapping(queue, &diagnostics)
      notUsed(LambdaAsyncKeys.all, "belongs to asynchronous invocation, and \(part.name) polls a queue", &diagnostics)
      notUsed(
        LambdaStreamKeys.all,
        "belongs to a mapping that reads a log, and \(queue.name) is \(English.withArticle(queue.kind))", &diagnostics)
    } else if let log = part.log(parts) {
      stream(log, &diagnostics)
    } else {
      notUsed(
        LambdaMappingKeys.all + LambdaStreamKeys.all,
        "belongs to an event source mapping, and nothing polls for \(part.name)", &diagnostics)
      pauses(&diagnostics)
      destination(&diagnostics)
    }
    account(&diagnostics)
  }

  private func node(_ key: any AnyKey) -> Node { record.node(key) ?? record.node }

  /// Something must invoke it.
  private func source(_ diagnostics: inout Diagnostics) {
    guard settings.from == nil else { return }
    let isNamed = parts.parts.contains { other in
      !(other is FaultPart) && other.name != part.name && other.references.contains { $0.name == part.name }
    }
    if !isNamed {
      diagnostics.error(.missing, at: record.node, "nothing invokes \(part.name)", hint: "from: a queue or a topic")
    }
  }

  private func mapping(_ queue: any Channel, _ diagnostics: inout Diagnostics) {
    let mapping = settings.mapping
    if let timeout = queue.visibilityTimeout, settings.timeout > timeout {
      diagnostics.error(
        .value, at: node(LambdaKeys.timeout),
        "the function's timeout of \(Format.exactDuration(settings.timeout)) is longer than the visibility timeout of "
          + "\(queue.name) (\(Format.exactDuration(timeout))): Lambda refuses such a mapping",
        hint: "a visibility_timeout of six times the timeout: \(Format.exactDuration(6 * settings.timeout))")
    }
    if queue.isFIFO {
      if mapping.batchSize > 10 {
        diagnostics.error(
          .value, at: node(LambdaMappingKeys.batchSize), "a batch of a FIFO queue has at most 10 messages")
      }
      if mapping.batchWindow > 0 {
        diagnostics.error(.value, at: node(LambdaMappingKeys.batchWindow), "a FIFO queue has no batch window")
      }
      if settings.isParallel {
        diagnostics.error(.value, at: node(LambdaKeys.parallel), "working in parallel loses the order of a FIFO queue")
      }
    } else if mapping.batchSize > 10, mapping.batchWindow < .second {
      diagnostics.error(
        .value, at: node(LambdaMappingKeys.batchSize), "a batch_size above 10 needs a batch_window of 1s or more",
        hint: "batch_window: 1s")
    }
    guard let pollers = mapping.provisioned else { return }
    if pollers.minimum > pollers.maximum {
      diagnostics.error(
        .value, at: node(LambdaMappingKeys.provisionedPollers), "provisioned_pollers: min is more than max")
    }
    if mapping.maximumConcurrency != nil {
      diagnostics.error(
        .value, at: node(LambdaMappingKeys.maximumConcurrency),
        "maximum_concurrency has no place beside provisioned_pollers", hint: "max of provisioned_pollers limits it")
    }
  }

  /// A mapping that reads a log.
  private func stream(_ log: any LogChannel, _ diagnostics: inout Diagnostics) {
    let what = "\(log.name) is \(English.withArticle(log.kind))"
    notUsed(LambdaMappingKeys.ofQueues, "belongs to a mapping that polls a queue, and \(what)", &diagnostics)
    notUsed(
      LambdaAsyncKeys.ofEvents, "belongs to asynchronous invocation, and \(part.name) reads \(log.name)", &diagnostics)
    if settings.stream.factor > 1, log.family != .kinesis {
      diagnostics.error(
        .value, at: node(LambdaStreamKeys.parallelizationFactor),
        "\(what): only the shards of a Kinesis stream can be worked on by several batches at a time",
        hint: "leave it out, and give the topic more partitions")
    }
    destination(&diagnostics)
  }

  /// By what is set, not by what is written: `expand` writes all defaults.
  private func isSet(_ key: any AnyKey) -> Bool {
    guard let node = record.node(key) else { return false }
    return !(key.defaultNode?.hasSameContent(as: node) ?? false)
  }

  private func notUsed(_ keys: [any AnyKey], _ why: String, _ diagnostics: inout Diagnostics) {
    for key in keys {
      guard isSet(key), let node = record.node(key) else { continue }
      diagnostics.error(.value, at: node, "\(key.name) \(why)", hint: "leave it out")
    }
  }

  private func pauses(_ diagnostics: inout Diagnostics) {
    for fault in parts.parts.compactMap({ $0 as? FaultPart })
    where fault.target.name == part.name && fault.fault == .pause {
      diagnostics.error(
        .value, at: fault.target.node, "\(part.name) is invoked by events: only a mapping that polls can be paused",
        hint: "stop makes its invocations fail")
    }
  }

  private func destination(_ diagnostics: inout Diagnostics) {
    guard let destination = settings.asynchronous.onFailure, let target = parts[destination.name] else { return }
    let queue = target as? any Channel
    if queue == nil || queue?.isFIFO ?? false || queue is any LogChannel {
      diagnostics.error(
        .reference, at: destination.node, "\(destination.name) is a \(target.kind), and a standard queue is needed here"
      )
    }
  }

  /// The account's quota is one for all, and 100 of it stay unreserved.
  private func account(_ diagnostics: inout Diagnostics) {
    let functions = parts.parts.compactMap { ($0 as? LambdaPart)?.settings }
    let account = LambdaLimits.account(functions)
    if let own = settings.accountConcurrency, own != account {
      diagnostics.error(
        .value, at: node(LambdaConcurrencyKeys.account),
        "another function says that the account has a concurrency of \(Format.grouped(account))",
        hint: "it is one number for the whole account")
    }
    if let reserved = settings.reserved, settings.provisioned > reserved {
      diagnostics.error(
        .value, at: node(LambdaConcurrencyKeys.provisioned), "provisioned_concurrency exceeds reserved_concurrency")
    }
    let taken = functions.reduce(0) { $0 + max($1.reserved ?? 0, $1.provisioned) }
    guard taken > 0, settings.reserved ?? settings.provisioned > 0, taken > account - Self.unreservable else { return }
    diagnostics.error(
      .value, at: node(settings.reserved == nil ? LambdaConcurrencyKeys.provisioned : LambdaConcurrencyKeys.reserved),
      "the functions reserve \(Format.grouped(taken)) of the account's \(Format.grouped(account)), and Lambda keeps "
        + "\(Self.unreservable) unreserved")
  }

  /// Concurrency that cannot be reserved (Developer Guide, reserved concurrency).
  private static let unreservable = 100
}
