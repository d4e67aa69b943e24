// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Services
@testable import Simulation

/// Four partitions and as many tasks; task 0 dies at 10 s and is back at 30 s.
private let crash = "{ k: { at: 10s, kill: w, tasks: 1 } }"
private let fleet = "tasks: 4, service_time: 1ms, restart_time: 20s, rebalance_time: 1s, commit: { every: 0s }"

@Suite struct GroupRebalanceTests {
  private func run(
    _ settings: String, faults: String = crash, looks: [Double] = [5, 45, 110], partitions: Int = 4,
    until duration: Double = 120, seed: UInt64 = 1
  ) throws -> GroupRun {
    var part = LabLogPart(partitions: partitions)
    part.looks = looks
    return try GroupRun(settings, part: part, faults: faults, until: duration, seed: seed)
  }

  @Test("a group that is there at the start is assigned at once, and nothing is ever rebalanced")
  func steadyState() throws {
    let run = try run(fleet, faults: "")
    #expect(run.owned(at: 5) == [0: [0], 1: [1], 2: [2], 3: [3]])
    #expect(run.count("rebalances") == 0 && run.pauses().count == 0)
    #expect(run.flow.delivered == run.flow.sent)
    #expect(run.outcomes.level("w", "assigned_members").mean == 4)
  }

  @Test(
    "eager: a crash stops all partitions; its own until the session of 45 s is over and the barrier has been passed")
  func eagerCrash() throws {
    let run = try run(fleet)
    #expect(run.owned(at: 45) == [0: [], 1: [], 2: [], 3: []])
    #expect(run.owned(at: 110) == [0: [0], 1: [1], 2: [2], 3: [3]])
    // Begun by the task that is back; the barrier waits for the dead one.
    #expect(run.count("rebalances") == 1)
    let pauses = run.pauses()
    #expect(pauses.count == 4)
    // The last heartbeat was up to 3 s before the crash; the assignment takes another 1 s to be read.
    #expect(pauses.max > 43 && pauses.max <= 46.1)
    // The others have heard of it within 3 s of 30 s.
    #expect(pauses.min >= pauses.max - 23 - 0.1 && pauses.min <= pauses.max - 20 + 0.1)
    #expect(run.flow.expired == 0)
  }

  @Test("cooperative-sticky: only the partition of the dead pauses (KIP-429)")
  func cooperativeCrash() throws {
    let run = try run(fleet + ", assignor: cooperative-sticky")
    #expect(run.owned(at: 45) == [0: [], 1: [1], 2: [2], 3: [3]])
    #expect(run.owned(at: 110) == [0: [0], 1: [1], 2: [2], 3: [3]])
    #expect(run.pauses().count == 1)
    #expect(run.pauses().max > 43 && run.pauses().max <= 46.1)
  }

  @Test("cooperative-sticky: a partition moves in two rebalances, and pauses only between them")
  func cooperativeMove() throws {
    // One of two tasks dies; when it is back it takes back half of the partitions, one after a second rebalance.
    let settings =
      "tasks: 2, service_time: 1ms, restart_time: 60s, rebalance_time: 1s, assignor: cooperative-sticky"
    let run = try run(settings, looks: [5, 65, 110])
    #expect(run.owned(at: 5) == [0: [0, 2], 1: [1, 3]])
    #expect(run.owned(at: 65) == [1: [0, 1, 2, 3]])
    #expect(run.owned(at: 110)[1]?.count == 2)
    #expect(run.count("rebalances") == 3)
    let pauses = run.pauses()
    #expect(pauses.count == 4)
    // The two that move back: given up at once, then the other's heartbeat, then 1 s.
    #expect(pauses.min >= 1 && pauses.min <= 4.1)
  }

  @Test(
    "consumer protocol: what does not move is read all the while; convergence within some heartbeats of 5 s (KIP-848)")
  func serverSideCrash() throws {
    let settings = "tasks: 2, service_time: 1ms, restart_time: 60s, rebalance_time: 1s, group_protocol: consumer"
    let run = try run(settings, looks: [5, 60, 69, 110])
    #expect(run.owned(at: 5) == [0: [0, 1], 1: [2, 3]])
    // Dead at 10 s, out at 52 s to 55 s, taken over at the other's next heartbeat.
    #expect(run.owned(at: 60) == [1: [0, 1, 2, 3]])
    #expect(run.owned(at: 110).values.map(\.count) == [2, 2])
    let pauses = run.pauses()
    #expect(pauses.count == 4)
    #expect(pauses.max > 41 && pauses.max <= 51.1)
    // A partition that moves: given up at the one's heartbeat, taken at the other's, then 1 s.
    #expect(pauses.min >= 1 && pauses.min <= 6.1)
    #expect(run.count("rebalances") == 2)
  }

  @Test("static membership: a restart within the session's time is no rebalance (KIP-345)")
  func staticMember() throws {
    let run = try run(fleet + ", static_membership: true", looks: [20, 32])
    #expect(run.count("rebalances") == 0)
    #expect(run.owned(at: 20) == [1: [1], 2: [2], 3: [3]])
    #expect(run.owned(at: 32) == [0: [0], 1: [1], 2: [2], 3: [3]])
    let pauses = run.pauses()
    #expect(pauses.count == 1 && abs(pauses.max - 21) < 0.05)  // away for 20 s, and 1 s of its own
  }

  @Test("static membership: away for longer than the session's time, it is missed")
  func staticMemberIsMissed() throws {
    let run = try run(
      fleet.replacing("restart_time: 20s", with: "restart_time: 70s") + ", static_membership: true", looks: [70, 110])
    #expect(run.count("rebalances") == 2)
    #expect(run.owned(at: 70).values.map(\.count).reduce(0, +) == 4 && run.owned(at: 70).count == 3)
    #expect(run.owned(at: 110) == [0: [0], 1: [1], 2: [2], 3: [3]])
  }

  @Test("a group that has become empty waits 3 s for more members (group.initial.rebalance.delay.ms)")
  func initialDelay() throws {
    let run = try run(fleet, faults: "{ d: { at: 10s, deploy: w, waves: 1 } }", looks: [32, 34.5])
    // All leave in good order, so the group is empty; they are back 20 s later.
    #expect(run.log.leaves.count == 4 && run.log.leaves.allSatisfy { !$0.isCrash })
    #expect(run.owned(at: 32) == [0: [], 1: [], 2: [], 3: []])
    #expect(run.owned(at: 34.5) == [0: [0], 1: [1], 2: [2], 3: [3]])
    let pauses = run.pauses()
    #expect(pauses.count == 4 && pauses.max < 24.1 && pauses.min > 23.9)  // 20 s, 3 s and 1 s
    // Who still had records in hand left a little later, and the others' going was a rebalance of its own.
    #expect((1...2).contains(run.count("rebalances")))
  }

  @Test("a clean leave is noticed at once: the others hear of it with their next heartbeats")
  func cleanLeave() throws {
    let run = try run(
      "tasks: 2, service_time: 1ms, restart_time: 60s, rebalance_time: 1s, commit: { every: 0s }",
      faults: "{ d: { at: 10s, deploy: w, waves: 2 } }", looks: [15], until: 60)
    #expect(run.owned(at: 15) == [1: [0, 1, 2, 3]])
    #expect(run.pauses().count == 4 && run.pauses().max <= 4.1)
    #expect(run.count("duplicate_work") == 0)
  }

  @Test("a task that works for longer than max.poll.interval.ms is thrown out, and its records are worked on twice")
  func lateMember() throws {
    var part = LabLogPart(partitions: 1)
    part.looks = [50]
    let run = try GroupRun(
      "tasks: 2, service_time: 500ms, max_poll_records: 60, max_poll_interval: 20s", part: part, rate: "10/s",
      until: 200)
    // 60 records take 30 s.
    #expect(run.count("late_members") > 0)
    #expect(run.count("duplicate_work") > 0)
    #expect(run.flow.expired == 0)
    let enough = try GroupRun(
      "tasks: 2, service_time: 500ms, max_poll_records: 30, max_poll_interval: 20s", rate: "10/s", until: 200)
    #expect(enough.count("late_members") == 0 && enough.count("duplicate_work") == 0)
  }

  @Test(
    "the slowest member's poll holds up an eager rebalance for all, the cooperative one for nobody else's partitions")
  func slowMember() throws {
    // Task 1 has a batch of up to 20 s in its hands when task 0 is gone.
    func pauses(_ assignor: String) throws -> (mean: Double, count: Int, min: Double, max: Double) {
      try GroupRun(
        "tasks: 3, service_time: 1s, max_poll_records: 20, restart_time: 300s, session_timeout: 6s, "
          + "heartbeat_interval: 1s, rebalance_time: 0s, assignor: \(assignor)", part: LabLogPart(partitions: 3),
        rate: "30/s", faults: "{ k: { at: 35s, kill: w, tasks: 1 } }", until: 100
      ).pauses()
    }
    let eager = try pauses("range")
    let cooperative = try pauses("cooperative-sticky")
    #expect(eager.count == 3)
    #expect(cooperative.count == 1)
    // The session ends after 6 s, and what task 1 holds then takes it some 10 s more.
    #expect(eager.max > 12)
  }

  @Test("more tasks than partitions: the rest stand idle")
  func idleMembers() throws {
    let run = try run(fleet.replacing("tasks: 4", with: "tasks: 6"), faults: "")
    #expect(run.outcomes.level("w", "idle_members").mean == 2)
    #expect(run.outcomes.level("w", "assigned_members").mean == 4)
  }
}

extension String {
  func replacing(_ part: String, with other: String) -> String {
    guard let range = range(of: part) else { return self }
    return replacingCharacters(in: range, with: other)
  }
}
