// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments

/// Which part of an experiment is done here: as the flags say, or the scheduler that started the program.
enum ShardRequest {
  static let most = 10_000

  /// The variables in which a scheduler tells a task which one it is.
  struct Scheduler: Sendable {
    var name: String
    /// The task's number.
    var index: String
    /// How many tasks there are, the first and the last number, if it says so.
    var count: String?
    var first: String?
    var last: String?
  }

  /// Slurm's job arrays (slurm.schedmd.com/job_array.html), Kubernetes' indexed jobs, AWS Batch's array jobs.
  static let schedulers = [
    Scheduler(
      name: "Slurm", index: "SLURM_ARRAY_TASK_ID", count: "SLURM_ARRAY_TASK_COUNT", first: "SLURM_ARRAY_TASK_MIN",
      last: "SLURM_ARRAY_TASK_MAX"),
    Scheduler(name: "Kubernetes", index: "JOB_COMPLETION_INDEX"),
    Scheduler(name: "AWS Batch", index: "AWS_BATCH_JOB_ARRAY_INDEX"),
  ]

  /// How many parts there are.
  private enum Count {
    case number(Int)
    /// As many as the scheduler has tasks.
    case auto

    static func parsed(_ text: String) throws -> Count {
      guard text != "auto" else { return .auto }
      guard let number = Int(text), (1...most).contains(number) else {
        throw FlagError("is neither a whole number from 1 to \(most) nor auto")
      }
      return .number(number)
    }
  }

  /// Nil where everything is done here.
  ///
  /// - Throws: `Failure` for a flag that is wrong, and for a number of parts without a variable that says which.
  static func shard(_ flags: ExperimentFlags, _ environment: Environment) throws -> Shard? {
    if let flag = flags.shard {
      guard flags.shards == nil else { throw Failure.usage("--shard and --shards exclude each other") }
      return try Given(text: flag, origin: "--shard").parsed(shard)
    }
    // A flag beats the variable that says otherwise.
    if flags.shards == nil, let given = environment.given(nil as String?, "shard") { return try given.parsed(shard) }
    guard let given = environment.given(flags.shards, "shards") else { return nil }
    let count = try given.parsed(Count.parsed)
    guard let scheduler = schedulers.first(where: { environment[$0.index] != nil }) else {
      let by = if case .number(let number) = count { number } else { 4 }
      throw Failure.usage(
        "\(given.origin) \(given.text): none of \(schedulers.map(\.index).joined(separator: ", ")) says which part this is",
        hint: "--shard 0/\(by) says it by hand")
    }
    return try shard(count, scheduler, environment)
  }

  private static func shard(_ count: Count, _ scheduler: Scheduler, _ environment: Environment) throws -> Shard {
    let index = try number(scheduler.index, environment)
    let parts: Int
    switch count {
    case .number(let number): parts = number
    case .auto:
      guard let name = scheduler.count, environment[name] != nil else {
        throw Failure.usage(
          "--shards auto: \(scheduler.name) does not say how many tasks there are", hint: "--shards 4, as many as tasks"
        )
      }
      parts = try number(name, environment)
      // A task alone that is done again would otherwise take itself for the only part.
      if let first = scheduler.first, environment[first] != nil, try number(first, environment) != 0 {
        throw Failure.usage(
          "--shards auto: the tasks do not begin with 0 (\(first) is \(try number(first, environment)))",
          hint: "--array=0-\(max(parts - 1, 0)); where only some tasks are done again, --shards with the number of all")
      }
    }
    let last = try scheduler.last.flatMap { environment[$0] == nil ? nil : try number($0, environment) }
    guard let shard = Shard(index, of: parts), parts <= most, (last ?? 0) < parts else {
      throw Failure.usage(
        "\(scheduler.index) is \(index)\(last.map { " and the last task's is \($0)" } ?? ""), and there are \(parts) "
          + "parts: they count from 0", hint: "tasks 0 to \(parts - 1)")
    }
    return shard
  }

  private static func number(_ variable: String, _ environment: Environment) throws -> Int {
    let text = environment[variable] ?? ""
    guard let number = Int(text), number >= 0 else {
      throw Failure.usage("\(variable) is \(Diagnostic.quoted(text)), which is no task's number")
    }
    return number
  }

  /// `2/4`.
  static func shard(_ text: String) throws -> Shard {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1], count <= most,
      let shard = Shard(index, of: count)
    else { throw FlagError("is not a part I/N", hint: "such as 0/4 for the first of four") }
    return shard
  }
}
