// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// Which part of an experiment is done here: as the flags say, or the scheduler that started the program.
enum ShardRequest {
  /// Variables in which schedulers tell a task its number, each with that of the count, if it has one.
  static let schedulers: [(index: String, count: String?)] = [
    ("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT"), ("JOB_COMPLETION_INDEX", nil),
    ("AWS_BATCH_JOB_ARRAY_INDEX", nil),
  ]

  /// Nil where everything is done here.
  ///
  /// - Throws: `Failure` for a flag that is wrong, and for a number of parts without a variable that says which.
  static func shard(_ flags: ExperimentFlags, _ environment: Environment) throws -> Shard? {
    let count = try environment.given(flags.shards, "shards")?.parsed(FlagValue.integer(1...10_000))
    if let given = environment.given(flags.shard, "shard") {
      if count != nil { throw Failure.usage("\(given.origin) and --shards exclude each other") }
      return try given.parsed(shard)
    }
    guard let count else { return nil }
    for (name, _) in schedulers {
      guard let text = environment[name] else { continue }
      guard let index = Int(text), let shard = Shard(index, of: count) else {
        throw Failure.usage("\(name) is \(text), which is no part of \(count): they count from 0")
      }
      return shard
    }
    throw Failure.usage(
      "--shards \(count): none of \(schedulers.map(\.index).joined(separator: ", ")) says which part this is",
      hint: "--shard 0/\(count) says it by hand")
  }

  /// `2/4`.
  static func shard(_ text: String) throws -> Shard {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard parts.count == 2, text.split(separator: "/").count == 2, parts[1] <= 10_000,
      let shard = Shard(parts[0], of: parts[1])
    else { throw FlagError("is not a part I/N", hint: "such as 0/4 for the first of four") }
    return shard
  }
}
