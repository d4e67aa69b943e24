// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Configuration
import Simulation

extension ClusterSettings {
  /// What a person should know about the nodes.
  ///
  /// - Parameter part: the cache's name.
  func findings(_ part: String, _ view: FindingsView) -> [Finding] {
    [
      uncalibrated(part), singleNode(part), credits(part, view), networkBound(part, view), pressure(part, view),
      outOfMemory(part, view), serverlessLimit(part, view),
    ].compactMap { $0 }
  }

  private func uncalibrated(_ part: String) -> Finding? {
    guard usesBuiltInLatencies else { return nil }
    return Finding(
      .uncalibrated, .note, part: part,
      "the round trip to \(part) and what a command costs its thread are the built-in assumption, not measured at yours"
    )
  }

  /// What is lost with a node is lost.
  private func singleNode(_ part: String) -> Finding? {
    guard nodeType != nil, replicas == 0, engine.isRedis || shards == 1 else { return nil }
    let share = shards == 1 ? "everything" : "\(Format.percent(1 / Double(shards))) of the keys"
    let minutes = Format.duration(seconds: replaceTime.mean)
    let returns =
      snapshot.map { "with its last backup, up to \(Format.exactDuration($0.every)) old" } ?? "empty"
    let remedy =
      engine.isRedis
      ? "replicas: 1 has one take over in seconds, warm" : "nodes: 2 or more lose only their part of the keys"
    return Finding(
      .singleNode, .warn, part: part,
      "\(part) has no replica: when a node is lost, \(share) cannot be reached for about \(minutes), and the node comes back "
        + "\(returns); \(remedy)",
      numbers: ["outage_s": replaceTime.mean, "share": 1 / Double(shards)], advice: [secondNode(part)],
      accountsFor: ["recovery_time", "hit"],
      reason: "a lost node comes back \(snapshot == nil ? "empty" : "old")")
  }

  /// The most CPU that a node is asked for, in vCPUs: as measured, else by the traffic that is planned.
  private func demand(_ part: String, _ view: FindingsView) -> Double? {
    guard let nodeType else { return nil }
    if let measured = view.measured {
      guard let busy = measured.level("utilisation", part) else { return nil }
      return busy * Double(min(threads, nodeType.vCPUs))
    }
    let instants = view.extremes(of: view.parts.inflowChanges(of: part))
    let most = instants.map { view.parts.inflow(of: part, at: $0) }.max()
    return most.map { $0 / Double(shards) * cost.nanoseconds(.constant) / 1e9 }
  }

  /// More CPU than what a t node earns.
  private func credits(_ part: String, _ view: FindingsView) -> Finding? {
    guard let nodeType, let credits = nodeType.credits, let demand = demand(part, view) else { return nil }
    let baseline = nodeType.baselineShare * Double(nodeType.vCPUs)
    guard demand > baseline else { return nil }
    // What it holds lasts for as long as the difference takes to use it up.
    let hours = credits.most * creditsAtStart / 60 / (demand - baseline)
    let held = Format.percent(nodeType.baselineShare, decimals: 0)
    return Finding(
      .smallNodeCredits, .warn, part: part,
      "\(part) keeps \(Format.number(demand)) vCPUs of a node busy and \(nodeType.name) earns \(Format.number(baseline)): its "
        + "CPU credits last \(Format.duration(seconds: hours * 3600)), then it is held to \(held) of each vCPU",
      numbers: ["vcpus": demand, "baseline_vcpus": baseline, "hours": hours],
      advice: [larger(part) { $0.baselineShare * Double($0.vCPUs) >= demand }].compactMap(\.self),
      accountsFor: ["latency", "utilisation", "cpu_credits"], reason: "CPU credits run out")
  }

  /// The share of its network that a node can send for long without lines that matter.
  private static let calmNetwork = 0.8

  /// More bytes than the network carries for long.
  private func networkBound(_ part: String, _ view: FindingsView) -> Finding? {
    guard let nodeType, let used = view.measured?.level("network", part), used > Self.calmNetwork else { return nil }
    let rate = Format.bytes(Int64(nodeType.baseline / 8))
    return Finding(
      .networkBound, used > 1 ? .warn : .note, part: part,
      "the busiest node of \(part) sends \(Format.percent(used, decimals: 0)) of what \(nodeType.name) can for long "
        + "(\(rate)/s); above it, it lives on a burst that ends, and replies wait in line",
      numbers: ["share": used, "bytes_per_second": nodeType.baseline / 8],
      advice: [
        larger(part) { $0.baseline * Self.calmNetwork >= used * nodeType.baseline }
          ?? shared(out: used / Self.calmNetwork * Double(shards), part)
      ].compactMap(\.self),
      accountsFor: ["latency", "wait", "network"], reason: "the node's network is full")
  }

  /// Records go before they expire.
  private func pressure(_ part: String, _ view: FindingsView) -> Finding? {
    guard let evictions = view.measured?.perHour("evictions", part), evictions > 0,
      let sets = view.measured?.perHour("sets", part), sets > 0
    else { return nil }
    let share = evictions / sets
    guard share > 0.01 else { return nil }
    return Finding(
      .evictionPressure, share > 0.5 ? .warn : .note, part: part,
      "\(part) evicts \(Format.number(evictions / 3600)) keys a second, \(Format.number(share)) for each that is stored "
        + "(\(evictionName)): it holds less than what is read again",
      numbers: ["evictions_per_second": evictions / 3600, "for_each_set": share],
      advice: [roomFor(part, view) ?? roomier(part)].compactMap(\.self), accountsFor: ["hit", "evictions"],
      reason: "memory is full")
  }

  /// Memory for all that is read, where that is known and there is less.
  private func roomFor(_ part: String, _ view: FindingsView) -> Advice? {
    (view.parts[part] as? CachePart).flatMap { CacheFindings.roomForAll($0, view) }
  }

  /// Writes are refused.
  private func outOfMemory(_ part: String, _ view: FindingsView) -> Finding? {
    guard let refused = view.measured?.perHour("out_of_memory", part), refused > 0 else { return nil }
    let (why, advice) = refusal(part, view)
    return Finding(
      .outOfMemory, .warn, part: part,
      "\(part) refuses \(Format.number(refused / 3600)) writes a second: \(why)",
      numbers: ["refused_per_second": refused / 3600], advice: [advice].compactMap(\.self),
      accountsFor: ["refused", "hit", "errors"], reason: "writes are refused for want of memory")
  }

  /// Why writes are refused, and what may be changed about it.
  private func refusal(_ part: String, _ view: FindingsView) -> (why: String, advice: Advice?) {
    let room = roomFor(part, view) ?? roomier(part)
    guard engine.isRedis else { return memcachedRefusal(part, view, room) }
    switch redis.policy {
    case .noEviction: return ("memory is full and eviction is noeviction", room)
    case _ where redis.policy.isVolatile:
      return (
        "memory is full and \(redis.policy.rawValue) finds no key with an expiry that it may evict",
        evictingAll(part) ?? room
      )
    default: return ("memory is full, and what \(redis.policy.rawValue) evicts at a time is not enough", room)
    }
  }

  private func memcachedRefusal(
    _ part: String, _ view: FindingsView, _ room: Advice?
  ) -> (why: String, advice: Advice?) {
    let producers = view.parts.producers(to: part)
    let item = { (value: Double) in Double(memcached.itemBytes(ItemSize(key: keyBytes, value: 0))) + value }
    let largest = producers.compactMap { $0.recordSize(view.parts)?.distribution.percentile(0.9999) }.max().map(item)
    if let largest, largest > Double(memcached.itemSizeMax) {
      let mebibytes = (largest / Double(1 << 20)).rounded(.up)
      let advice = Advice("take larger items", .init("caches.\(part).max_item_size", "\(Int(min(mebibytes, 128)))MiB"))
      return (
        "1 value in 10,000 takes \(Format.bytes(largest)) and more, and max_item_size is "
          + Format.bytes(memcached.itemSizeMax), mebibytes <= 128 ? advice : nil
      )
    }
    return (
      "no chunk of the right size is to be had, or the value is larger than max_item_size",
      memcached.movesPages ? room : Advice("let pages move", .init("caches.\(part).slab_automove", "true"))
    )
  }

  /// More than Serverless can do yet.
  private func serverlessLimit(_ part: String, _ view: FindingsView) -> Finding? {
    guard let serverless, let throttled = view.measured?.perHour("throttled", part), throttled > 0 else { return nil }
    return Finding(
      .serverlessThrottled, .warn, part: part,
      "\(part) turns away \(Format.number(throttled / 3600)) commands a second: it begins with "
        + "\(Format.number(serverless.startECPU)) ECPU/s, doubles in about \(Format.exactDuration(serverless.scalingTime)), "
        + "and does no more than \(Format.number(ServerlessSettings.slot)) for one hash slot; min_ecpu scales it beforehand",
      numbers: ["throttled_per_second": throttled / 3600],
      advice: [scaledBeforehand(part, serverless, throttled: throttled, view)].compactMap(\.self),
      accountsFor: ["throttled", "errors", "latency"],
      reason: "Serverless has not scaled yet")
  }

  /// Scaled for all that is asked for at the busiest instant; nil where it is scaled for that already, and one slot is
  /// asked for more than it can do.
  private func scaledBeforehand(
    _ part: String, _ serverless: ServerlessSettings, throttled: Double, _ view: FindingsView
  ) -> Advice? {
    guard let measured = view.measured, let used = measured.perHour("ecpu", part),
      let commands = measured.perHour("commands", part), commands > throttled
    else { return nil }
    let instants = view.extremes(of: view.parts.inflowChanges(of: part))
    let rates = instants.map { view.parts.inflow(of: part, at: $0) }
    // Between two instants the load runs in a straight line.
    let area = zip(zip(instants, rates), zip(instants.dropFirst(), rates.dropFirst())).reduce(0.0) {
      $0 + ($1.0.1 + $1.1.1) / 2 * ($1.1.0 - $1.0.0).seconds
    }
    let mean = area / view.duration.seconds
    let peak = mean > 0 ? max(1, (rates.max() ?? 0) / mean) : 1
    let wanted = used / 3600 * commands / (commands - throttled) * peak / Self.calmServerless
    let rounded = (wanted / 1_000).rounded(.up) * 1_000
    guard rounded > serverless.startECPU, rounded <= ServerlessSettings.most else { return nil }
    var advice = Advice(
      "scale it beforehand", .init("caches.\(part).serverless.min_ecpu", "\(Int(rounded))/s"))
    if rounded > serverless.maxECPU {
      advice.settings.append(.init("caches.\(part).serverless.max_ecpu", "\(Int(rounded))/s"))
    }
    return advice
  }

  /// The share of what it can do that leaves room for what comes by chance.
  private static let calmServerless = 0.7
}
