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
  private let store: (any OutcomeStore)?

  /// - Parameters:
  ///   - merged: the stores' common store and the number of parts, where parts have done the planned replications.
  /// - Throws: `Failure` when the store cannot be opened.
  init(
    _ request: ExperimentRequest, _ session: Session, merged: (store: any OutcomeStore, shards: Int)? = nil
  ) throws {
    self.request = request
    self.session = session
    if let merged {
      role = .merge(shards: merged.shards)
      store = merged.store
    } else {
      role = request.shard.map { .shard($0) } ?? .whole
      store = try request.store.open(session, isShard: request.shard != nil)
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
    let kind = ProgressDisplay.Kind.of(
      request.progress, quiet: session.quiet, isTerminal: session.surroundings.errorIsTerminal, width: session.width,
      ascii: session.ascii)
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
      let found = try await body(laboratory)
      display.finish()
      if session.verbose { session.note(Self.words(laboratory.work, seconds: display.elapsed)) }
      if control.isCancelled { session.note("interrupted; what was finished is reported as partial") }
      return (found, control.isCancelled)
    } catch let shard as Laboratory.ShardDone {
      display.finish()
      session.note(
        "part \(shard.shard): \(shard.done) of \(shard.of) replications"
          + (shard.isPartial ? ", not all of its own; start it again and it goes on" : ""))
      return (nil, control.isCancelled)
    } catch let missing as Laboratory.Missing {
      throw Failure(.failure, missing.description, hint: "do them, then merge again")
    }
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

extension StoreChoice {
  /// The store that is asked for; nil for none.
  ///
  /// - Parameter isShard: whether somebody is going to join it with others, so that there must be one.
  /// - Throws: `Failure` when it cannot be opened.
  func open(_ session: Session, isShard: Bool) throws -> (any OutcomeStore)? { nil }
}
