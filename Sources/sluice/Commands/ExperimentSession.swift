// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Reports

/// How an experiment is done by a command: the store, the threads, the interrupts, the budget, what is said meanwhile.
struct ExperimentSession {
  let session: Session
  let request: ExperimentRequest
  /// What is done here: everything, a part, or what parts have left.
  let role: Laboratory.Role
  private let store: ResultStore?

  /// Opens the store. Where a merge does the command again, it is the one of all parts.
  ///
  /// - Throws: `Failure` and `StoreProblem` when the store cannot be opened.
  init(_ request: ExperimentRequest, _ session: Session) throws {
    self.request = request
    self.session = session
    if let merge = Invocation.current.merge {
      role = .merge(shards: merge.shards)
      store = merge.store
    } else {
      role = request.shard.map { .shard($0) } ?? .whole
      store = try request.store.open(session, shard: request.shard)
    }
  }

  /// Does an experiment and says how it went on the standard error.
  ///
  /// - Returns: what `body` found, nil when only a part of the replications was done here; and whether it was interrupted.
  func perform<Found>(
    _ body: (Laboratory) async throws -> Found
  ) async throws -> (found: Found?, interrupted: Bool) {
    let control = RunControl()
    let interrupts = Interrupts { control.cancel() }
    let kind = session.progress(request.progress)
    let display = ProgressDisplay(kind, variant: "")
    let laboratory = Laboratory(jobs: request.jobs, store: store, role: role, control: control) { work in
      display.update(
        RunProgress(finished: work.simulated + work.found, planned: work.planned, atMost: work.planned))
    }
    let clock = BudgetClock(request.budget, control)
    defer {
      clock.stop()
      display.finish()
      withExtendedLifetime(interrupts) {}
    }
    do {
      try store?.begin(record)
      let found = try await body(laboratory)
      display.finish()
      if control.isOpen { try store?.finish() }
      if session.verbose { session.note(Self.words(laboratory.work, seconds: display.elapsed)) }
      if control.isCancelled { session.note("interrupted; what was finished is reported as partial") }
      return (found, control.isCancelled)
    } catch let shard as Laboratory.ShardDone {
      display.finish()
      if !shard.isPartial { try store?.finish() }
      session.note(
        "part \(shard.shard): \(shard.done) of \(shard.of) replications"
          + (store.map { ", in \($0.file)" } ?? "")
          + (shard.isPartial ? "; not all of its own: start it again and it goes on" : ""))
      return (nil, control.isCancelled)
    } catch let missing as Laboratory.Missing {
      throw try failure(missing)
    }
  }

  private var record: ExperimentRecord {
    ExperimentRecord(
      words: ExperimentWords.kept(Invocation.current.words), variables: ExperimentWords.kept(session.environment),
      shard: request.shard)
  }

  /// Why replications are missing: perhaps the parts have simulated something else.
  private func failure(_ missing: Laboratory.Missing) throws -> Failure {
    for one in missing.unknown {
      guard let difference = try store?.difference(one.key, label: one.label) else { continue }
      return Failure(
        .failure,
        "\(one.label) is not what the parts have simulated: it was \(Diagnostic.quoted(difference.there)), "
          + "it is now \(Diagnostic.quoted(difference.here))",
        hint: "merge with the files as they were, or do the parts again")
    }
    return Failure(
      .failure, missing.description, hint: "do \(missing.shards.count == 1 ? "it" : "them") again, then merge again")
  }

  private static func words(_ work: Laboratory.Work, seconds: Double) -> String {
    "\(work.simulated) replications simulated, \(work.found) from the store, in "
      + Format.duration(seconds: seconds)
  }

  /// Writes a report to the output and to the files that are asked for.
  ///
  /// - Throws: `Failure` when a file cannot be written.
  func write(_ text: (ExperimentFormat, TextStyle) throws -> String) throws {
    try Output.standard.write(try text(request.format, session.style))
    for out in request.outFiles { try FileWriting.write(try text(out.format, session.fileStyle), to: out.path) }
  }
}
