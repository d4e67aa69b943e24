// SPDX-License-Identifier: GPL-3.0-or-later

/// What may be changed about what is found in a function that reads a log.
extension LambdaFindings {
  private func setting(_ key: String, _ value: String) -> Advice.Setting {
    Advice.Setting("workers.\(part.name).\(key)", value)
  }

  /// What always fails is tried a few times, alone in the end, and set aside (Developer Guide, kinesis-on-failure-destination).
  func setAside() -> Advice? {
    // Where everything fails, nothing is gained by giving up sooner.
    guard settings.error < 1 else { return nil }
    // So often that of what another attempt would have done one in a million is given up at most.
    var (retries, left) = (0, settings.error)
    while left > 1e-6, retries < 10_000 {
      left *= settings.error
      retries += 1
    }
    var advice = Advice(
      "set aside what fails at every attempt", setting("maximum_retry_attempts", "\(max(3, retries))"))
    if !settings.stream.bisects { advice.settings.append(setting("bisect_on_error", "true")) }
    if settings.asynchronous.onFailure == nil {
      var name = "\(part.name)-failed"
      while view.parts[name] != nil { name += "-2" }
      advice.settings += [.init("channels.\(name).type", "sqs"), setting("on_failure", name)]
    }
    return advice
  }

  /// Records a second that a lane's function does in batches of so many, one at a time.
  func laneRate(batch: Int) -> Double {
    Double(batch) / (settings.invokeTime.mean + settings.meanWork(messages: batch)) * max(1 - settings.error, 0.01)
  }

  /// What is to grow: `a larger batch_size`, `more shards and a larger parallelization_factor`.
  static func words(_ advice: Advice) -> String {
    let keys = advice.settings.compactMap { $0.path.split(separator: ".").last }
    return keys.map { $0 == "shards" || $0 == "partitions" ? "more \($0)" : "a larger \($0)" }
      .joined(separator: " and ")
  }

  /// Larger batches where much of the work is done once for a batch, else more of them at a time.
  ///
  /// - Parameters:
  ///   - arriving: records a second that come to a partition.
  ///   - batch: records of a full batch as it is now, at most `most` of which fit into one invocation.
  func moreOfLanes(_ log: any LogChannel, arriving: Double, batch: Int, most: Int) -> Advice? {
    let partitions = max(1, log.partitions)
    let wanted = arriving / LogFindings.advisedLoad
    let lanes = Double(settings.stream.factor) * min(1, Double(limits.total) / Double(part.lanes ?? partitions))
    let sizes = sequence(first: 2 * batch) { 2 * $0 }.prefix { $0 <= min(most, 10_000) }
    // An invocation is to be done in half of the time that it has.
    if let size = sizes.first(where: { laneRate(batch: $0) * lanes >= wanted }),
      settings.meanWork(messages: size) <= settings.timeout.seconds / 2
    {
      return Advice("work on more records at a time", setting("batch_size", "\(size)"))
    }
    let needed = (wanted / laneRate(batch: batch)).rounded(.up)
    guard needed.isFinite, needed < 1e6 else { return nil }
    let factor = log.family == .kinesis ? min(Int(needed), 10) : 1
    let shards = Int((Double(partitions) * needed / Double(factor)).rounded(.up))
    var advice = Advice("work on more batches of a \(log.family == .kinesis ? "shard" : "partition") at a time")
    if factor > settings.stream.factor { advice.settings.append(setting("parallelization_factor", "\(factor)")) }
    if shards > partitions {
      guard let more = log.setting(partitions: shards) else { return nil }
      advice.what = "have more \(log.family == .kinesis ? "shards" : "partitions") worked on at a time"
      advice.settings.append(more)
    }
    let atOnce = max(shards, partitions) * max(factor, settings.stream.factor)
    if atOnce > limits.total {
      guard settings.reserved != nil else { return nil }
      advice.settings.append(setting("reserved_concurrency", "\(atOnce)"))
    }
    return advice.settings.isEmpty ? nil : advice
  }
}
