// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Statistics
import Testing

@testable import Services
@testable import Simulation

/// What a test looks at in a log with consumer groups.
final class GroupLog: @unchecked Sendable {
  /// Answers to members, by the instant at which they were timed.
  var fetches: [(at: Double, fetch: ConsumerGroups.Fetch)] = []
  /// Lives of members as events told of them.
  var polls: [(at: Double, task: Int, life: Int)] = []
  var leaves: [(at: Double, task: Int, isCrash: Bool)] = []
  /// By instant of a look: for each group what its members own, by task.
  var looks: [(at: Double, owned: [[Int: [Int]]])] = []
  var isConsistent = true
}

/// A log in memory: what is sent can be read at once, and every fetch takes the same time.
struct LabLog: Component {
  let id: ComponentID
  let part: LabLogPart
  let log: GroupLog
  var groups: ConsumerGroups
  private static let look = ChannelSignal.own
  private static let availability = ChannelSignal.own + 1

  init(id: ComponentID, part: LabLogPart, groups: ConsumerGroups) {
    self.id = id
    self.part = part
    self.log = part.log
    self.groups = groups
  }

  mutating func start(_ timeline: inout Timeline) {
    timeline.mostAtOnce = 2_000_000
    groups.start(&timeline)
    for time in part.looks { timeline.schedule(Event(to: id, Self.look), at: s(time)) }
    for outage in part.outages {
      timeline.schedule(Event(to: id, Self.availability, small: 0, a: UInt32(outage.partition)), at: s(outage.from))
      timeline.schedule(Event(to: id, Self.availability, small: 1, a: UInt32(outage.partition)), at: s(outage.to))
    }
  }

  mutating func handle(_ event: Event, _ timeline: inout Timeline) {
    switch event.signal {
    case ChannelSignal.send:
      LogReaders.noteTakenIn(event.a, &timeline)
      let partition = part.partition(ofKey: timeline.messages[event.a].key)
      groups.append(event.a, to: partition, &timeline)
      groups.wake(partition, &timeline)
    case Self.look: takeALook(timeline.now)
    case Self.availability: groups.setAvailable(Int(event.a), event.small == 1, &timeline)
    default:
      note(event, at: timeline.now)
      guard groups.handle(event, &timeline) else {
        Issue.record("an unknown signal \(event.signal)")
        return
      }
    }
    while let fetch = groups.nextFetch() {
      log.fetches.append((timeline.now.seconds, fetch))
      groups.complete(fetch, after: part.fetchTime, &timeline)
    }
    if part.checksAlways, !groups.groups.allSatisfy(\.isConsistent) { log.isConsistent = false }
  }

  mutating func sample(_ timeline: inout Timeline) { groups.sample(&timeline) }

  private func note(_ event: Event, at now: Instant) {
    switch event.signal {
    case LogSignal.poll: log.polls.append((now.seconds, Int(event.a), Int(event.b)))
    case LogSignal.leave: log.leaves.append((now.seconds, Int(event.a), event.small == 1))
    default: break
    }
  }

  private func takeALook(_ now: Instant) {
    log.looks.append(
      (
        now.seconds,
        groups.groups.map { group in
          var owned: [Int: [Int]] = [:]
          for member in group.members where member.isUsed && !member.isGone {
            owned[Int(member.task)] = member.partitions.sorted()
          }
          return owned
        }
      ))
  }
}

/// The log `q` as a part. A key goes to the partition of its number.
struct LabLogPart: LogChannel {
  var partitions = 4
  var fetchTime: Nanoseconds = 0
  var commitInterval: Nanoseconds = 5 * .second
  var retention: Nanoseconds = 7 * 86_400 * .second
  var partitionLimit: PartitionLimit?
  var family = LogFamily.kafka
  var looks: [Double] = []
  var outages: [(partition: Int, from: Double, to: Double)] = []
  var checksAlways = true
  let log = GroupLog()
  private var ways: [Outlet] = []

  init(partitions: Int = 4) { self.partitions = partitions }

  var name: String { "q" }
  var kind: String { "log of the laboratory" }
  var outlets: [Outlet] { ways }
  func meanEmptyReceive(wait: Nanoseconds?) -> Nanoseconds { .farFuture }
  func partition(ofKey key: UInt32) -> Int { Int(key) % partitions }

  func wired(among parts: [any Part]) -> any Part {
    var copy = self
    copy.ways = outlets(to: parts)
    return copy
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let groups = ConsumerGroups.build(self, partitions: partitions, &model)
    groups.declareCloudWatch(&model)
    return LabLog(id: model.component(name), part: self, groups: groups)
  }

  func findings(_ view: FindingsView) -> [Finding] { LogFindings.all(self, view) }
}

/// A log `q` with a source `t` of so many messages a second, and fleets that read it.
struct GroupRun {
  let log: GroupLog
  let outcomes: Outcomes

  /// - Parameters:
  ///   - fleets: the settings of `w`, or a whole `workers` section that begins with a brace.
  ///   - rate: messages a second; nil for none.
  init(
    _ fleets: String, part: LabLogPart = LabLogPart(), rate: String? = "40/s", keys: Int = 40, faults: String = "",
    extra: String = "", until duration: Double, seed: UInt64 = 1, mayStop: Bool = false,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    log = part.log
    let workers = fleets.hasPrefix("{") ? fleets : "{ w: { type: fleet, from: q, \(fleets) } }"
    var text = "workers: \(workers)\n"
    if let rate {
      text +=
        "traffic: { t: { to: q, rate: \(rate), arrivals: constant, size: 1KiB, keys: { uniform: { count: \(keys) } } } }\n"
    }
    if !faults.isEmpty { text += "faults: \(faults)\n" }
    text += extra
    // The channel comes before its workers, as in a scenario.
    let reading = Reading(text)
    try #require(reading.diagnostics.hasErrors == false, "\(reading.errors)", sourceLocation: sourceLocation)
    let all = [part] + reading.parts
    var diagnostics = Diagnostics()
    let directory = PartDirectory(all)
    for part in all { part.validate(directory, &diagnostics) }
    try #require(diagnostics.sorted.map(\.message) == [], sourceLocation: sourceLocation)
    outcomes = try Outcomes(all, until: s(duration), seed: seed, mayStop: mayStop, sourceLocation: sourceLocation)
    #expect(log.isConsistent, "a partition has more than one owner", sourceLocation: sourceLocation)
  }

  func count(_ name: String, of worker: String = "w") -> Int64 { outcomes.count(worker, name) }
  func pauses(of worker: String = "w") -> (mean: Double, count: Int, min: Double, max: Double) {
    outcomes.times(worker, "rebalance_pause")
  }
  var flow: Measurements.FlowTotals { outcomes.measured.flows[0] }

  /// What the tasks of the first group own at a look.
  func owned(at time: Double) -> [Int: [Int]] { log.looks.first { $0.at == time }?.owned[0] ?? [:] }
}
