// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Services
import Simulation
import Statistics
import Synchronization

/// Simulates replications on several threads. What comes out does not depend on how many: a replication's key is its
/// number, and results are kept by number.
struct Replicator: Sendable {
  let scenario: Scenario
  let questions: [Questions]
  let warmups: [Simulation.Warmup]
  let jobs: Int
  let control: RunControl
  /// The latencies of all replications so far.
  let latencies: FlowLatencies

  init(_ scenario: Scenario, jobs: Int, control: RunControl) {
    self.scenario = scenario
    self.jobs = max(1, jobs)
    self.control = control
    latencies = FlowLatencies(scenario)
    questions = Self.questions(scenario)
    warmups = scenario.windows.map { Self.warmup($0, scenario) }
  }

  static func questions(_ scenario: Scenario) -> [Questions] {
    scenario.windows.map {
      Questions($0.model, duration: $0.duration, percentiles: scenario.percentiles, objectives: scenario.objectives)
    }
  }

  /// Every objective's series decides, up to the first planned change of load; without objectives the latencies do.
  static func warmup(_ window: ScenarioWindow, _ scenario: Scenario) -> Simulation.Warmup {
    switch scenario.warmup {
    case .fixed(let length): return .fixed(length)
    case .automatic:
      var levels: [GaugeID] = []
      var distributions: [DistributionID] = []
      for objective in scenario.objectives
      where objective.windows?.contains(window.name) ?? true {
        guard case .measured(let kind, _) = objective.source else { continue }
        switch kind {
        case .level(let id): levels.append(id)
        case .distribution(let id): distributions.append(id)
        case .tally: break
        }
      }
      if levels.isEmpty, distributions.isEmpty {
        distributions = window.model.instruments.flows.map(\.latency)
      }
      return .automatic(
        levels: levels, distributions: distributions, until: window.model.firstPlannedChange ?? window.duration)
    }
  }

  /// Simulates the replications of a range in every window.
  ///
  /// - Returns: for each window the digests from the range's start; fewer than the range when cancelled.
  func run(_ range: Range<Int>, _ progress: @escaping @Sendable (Int) -> Void) async -> [[Digest]] {
    let windows = scenario.windows.count
    let work = Work(total: range.count * windows, windows: windows, latencies)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<min(jobs, work.total) {
        group.addTask {
          while control.isOpen {
            // Windows of one replication follow each other, so that an interrupted run has whole replications.
            guard let task = work.next(),
              let digest = digest(window: task % windows, replication: range.lowerBound + task / windows)
            else { return }
            progress(work.finish(task, digest))
          }
        }
      }
    }
    let digests = work.digests
    var whole = 0
    while whole < range.count, (0..<windows).allSatisfy({ digests[whole * windows + $0] != nil }) { whole += 1 }
    return (0..<windows).map { window in (0..<whole).compactMap { digests[$0 * windows + window] } }
  }

  private func digest(window: Int, replication: Int) -> Digest? {
    let model = scenario.windows[window].model
    let measurements = model.simulation.run(
      duration: scenario.windows[window].duration,
      key: RandomKey(seed: scenario.seed, replication: UInt32(truncatingIfNeeded: replication)),
      warmup: warmups[window], quantiles: questions[window].quantiles, isCancelled: { control.isCancelled })
    return measurements.map { Digest($0, model, questions[window]) }
  }
}

/// The replications of one round: which is next, and what the finished ones gave.
private final class Work: Sendable {
  private struct State {
    var next = 0
    var finished = 0
    /// Replications from the first whose latencies have been added.
    var added = 0
    var digests: [Digest?]
  }

  let total: Int
  private let windows: Int
  private let latencies: FlowLatencies
  private let state: Mutex<State>

  init(total: Int, windows: Int, _ latencies: FlowLatencies) {
    self.total = total
    self.windows = windows
    self.latencies = latencies
    state = Mutex(State(digests: [Digest?](repeating: nil, count: total)))
  }

  /// The next to simulate; nil when all are taken.
  func next() -> Int? {
    state.withLock { state in
      guard state.next < total else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  /// Keeps a digest and returns how many there are.
  func finish(_ task: Int, _ digest: Digest) -> Int {
    state.withLock { state in
      state.digests[task] = digest
      state.finished += 1
      addLatencies(&state)
      return state.finished
    }
  }

  /// Adds those of the replications that are whole, without a gap: of an interrupted round the same that are reported.
  private func addLatencies(_ state: inout State) {
    while (state.added + 1) * windows <= total {
      let tasks = state.added * windows..<(state.added + 1) * windows
      guard tasks.allSatisfy({ state.digests[$0] != nil }) else { return }
      for task in tasks {
        latencies.add(state.digests[task]?.latencies ?? [], window: task - tasks.lowerBound)
        state.digests[task]?.latencies = []
      }
      state.added += 1
    }
  }

  var digests: [Digest?] { state.withLock { $0.digests } }
}
