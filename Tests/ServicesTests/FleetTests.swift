// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics
import Testing

/// How a fleet asks for messages and works on them, seen from a channel that answers as planned.
@Suite struct FleetPollingTests {
  @Test func eachTaskMakesOneCallAtATime() throws {
    let run = try FleetRun("tasks: 3, service_time: 1s", answers: [0, 0, 0, 0, 0, 0], receiveTime: 2)
    #expect(run.log.receives.map(\.at) == [0, 0, 0, 2, 2, 2, 4, 4, 4])
    for start in [0, 3, 6] { #expect(Set(run.log.receives[start..<start + 3].map(\.task)) == [0, 1, 2]) }
  }

  @Test func aBatchIsWorkedOffOneAfterTheOther() throws {
    let run = try FleetRun("receive: 4, service_time: 1s", answers: [4])
    #expect(run.log.receives.map(\.at) == [0, 4], "no further call while messages wait in the task")
    #expect(run.log.deletes.map(\.at) == [1, 2, 3, 4])
    #expect(run.log.deletes.map(\.entry) == [0, 1, 2, 3])
    #expect(run.outcomes.times("fake", "latency").mean == 2.5)
    #expect(run.outcomes.level("w", "busy").max == 1)
    #expect(run.outcomes.level("w", "buffered").max == 3)
  }

  @Test func slotsBoundWhatATaskWorksOn() throws {
    let run = try FleetRun("slots: 3, service_time: 1s", answers: [10])
    #expect(run.log.deletes.map(\.at) == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4])
    #expect(run.outcomes.level("w", "busy").max == 3)
    // From 3 on two slots are free and nothing waits.
    #expect(run.log.receives.map(\.at) == [0, 3])
  }

  @Test func slotsTimesTasksBoundTheFleet() throws {
    let run = try FleetRun("tasks: 4, slots: 2, service_time: 1s", answers: [10, 10, 10, 10])
    #expect(run.outcomes.level("w", "busy").max == 8)
    #expect(run.outcomes.level("w", "utilisation").max == 1)
    #expect(run.log.deletes.count == 40)
    #expect(run.log.deletes.last?.at == 5)
  }

  @Test func asksForAsManyAsSet() throws {
    #expect(try FleetRun("service_time: 1s", answers: []).log.receives.map(\.wanted) == [10])
    #expect(try FleetRun("service_time: 1s, receive: 3, slots: 8", answers: []).log.receives.map(\.wanted) == [3])
  }

  @Test func aFreeSlotKeepsAsking() throws {
    // Two slots, one long job: the other slot goes on.
    let run = try FleetRun(
      "slots: 2, receive: 1, service_time: 10s", answers: [1, 0, 0, 1, 1], receiveTime: 1, until: 40)
    #expect(run.log.receives.map(\.at) == [0, 1, 2, 3, 11, 14])
    // 1 starts at 1, 2 at 4; the third is received at 12 when the first ends at 11.
    #expect(run.log.deletes.map(\.at) == [11, 14, 22])
  }

  @Test func pausesBetweenCalls() throws {
    let run = try FleetRun(
      "poll_pause: 5s, receive: 1, service_time: 2s", answers: [1, 0, 1], receiveTime: 1, until: 60)
    let calls = run.log.receives.map(\.at)
    #expect(calls.count == 4)
    #expect((0..<5).contains(calls[0]), "tasks are not in step with each other")
    // Received after 1 s, worked on for 2 s, a pause of 5 s; then an empty answer after 1 s and a pause.
    let gaps = zip(calls, calls.dropFirst()).map { $1 - $0 }
    #expect(zip(gaps, [8.0, 6, 8]).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func aSlotIsTakenUntilTheDeleteHasReturned() throws {
    let run = try FleetRun("receive: 1, service_time: 2s", answers: [1, 1], deleteTime: 0.5, until: 20)
    #expect(run.log.receives.map(\.at) == [0, 2.5, 5])
    #expect(run.outcomes.level("w", "busy").mean == 5.0 / 20)
    #expect(run.outcomes.times("fake", "latency").mean == 2, "the latency ends with the work")
  }

  @Test func heartbeatsGoOutForEveryMessageHeld() throws {
    let run = try FleetRun(
      "service_time: 4.9s, heartbeat: { every: 2s, extend_to: 30s }", answers: [2], until: 60)
    // The first is held from 0 to 4.9, the second from 0 to 9.8.
    #expect(run.log.extends.filter { $0.entry == 0 }.map(\.at) == [2, 4])
    #expect(run.log.extends.filter { $0.entry == 1 }.map(\.at) == [2, 4, 6, 8])
    #expect(run.log.extends.allSatisfy { $0.milliseconds == 30_000 })
  }

  @Test func deleteBeforeWork() throws {
    let run = try FleetRun("receive: 2, delete: before_work, service_time: 3s", answers: [2], deleteTime: 1)
    #expect(run.log.deletes.map(\.at) == [0, 4])
    #expect(run.flow.delivered == 2)
    #expect(run.outcomes.times("fake", "latency").mean == 6)
  }

  @Test func zeroServiceTimeIsNoTrap() throws {
    let run = try FleetRun("service_time: 0s, tasks: 2", answers: [10, 10, 3])
    #expect(run.flow.delivered == 23)
    #expect(run.log.receives.count == 5)
  }
}

/// What a fleet does when an attempt fails or a task dies.
@Suite struct FleetFailureTests {
  @Test func waitLeavesTheMessageAlone() throws {
    let run = try FleetRun("receive: 1, service_time: 2s, failures: { error: 100% }", answers: [1])
    #expect(run.log.deletes.isEmpty && run.log.givenBack.isEmpty)
    #expect(run.log.receives.map(\.at) == [0, 2])
    #expect(run.count("failed") == 1)
    #expect(run.flow.inFlight == 1)
  }

  @Test func giveBackReturnsItAtOnce() throws {
    let run = try FleetRun(
      "receive: 1, service_time: 2s, on_error: give_back, failures: { error: 100% }", answers: [1], deleteTime: 1)
    #expect(run.log.givenBack.map(\.at) == [2])
    #expect(run.log.deletes.isEmpty)
    #expect(run.log.receives.map(\.at) == [0, 3])
  }

  @Test(arguments: ["wait", "give_back"])
  func atMostOnceLosesWhatFails(onError: String) throws {
    let run = try FleetRun(
      "receive: 1, service_time: 2s, delete: before_work, on_error: \(onError), failures: { error: 100% }",
      answers: [1, 1])
    #expect(run.log.deletes.count == 2)
    #expect(run.log.givenBack.isEmpty, "there is nothing to give back")
    #expect(run.flow.expired == 2)
  }

  @Test func errorsAreAsLikelyAsSet() throws {
    let run = try FleetRun(
      "receive: 10, service_time: 1ms, failures: { error: 10%, poison: 10% }",
      answers: [Int](repeating: 10, count: 2_000))
    // Either kind: 1 - 0.9 x 0.9.
    let range = Intervals.clopperPearson(successes: Int(run.count("failed")), of: 20_000, confidence: 0.9999)
    #expect(range.low <= 0.19 && 0.19 <= range.high)
    #expect(run.count("succeeded") + run.count("failed") == 20_000)
  }

  @Test func aCrashDropsWhatTheTaskHoldsAndTheTaskComesBack() throws {
    let settings = "receive: 2, service_time: 1h, heartbeat: { every: 1s, extend_to: 30s }"
    for seed in 1...8 {
      let run = try FleetRun(
        settings + ", failures: { crash: { every: 10s, restart: 5s } }", answers: [2], until: 400, seed: UInt64(seed))
      let crash = run.log.receives[1].at - 5
      #expect(crash >= 0)
      #expect(run.log.extends.count == 2 * Int(crash), "heartbeats end with the task")
      #expect(run.log.deletes.isEmpty)
      #expect(run.count("attempts") == 1, "the second message only waited")
      #expect(run.outcomes.level("w", "busy").last == 0)
      #expect(run.outcomes.level("w", "buffered").last == 0)
    }
  }

  @Test func repliesToATaskThatIsGoneAreVoid() throws {
    let run = try FleetRun(
      "receive: 2, service_time: 1s, failures: { crash: { every: 1s, restart: 1s } }",
      answers: [Int](repeating: 2, count: 50), receiveTime: 5, until: 60)
    let attempts = Int(run.count("attempts"))
    #expect(run.log.receives.count > 8)
    #expect(attempts < run.log.receives.count)
  }

  @Test func crashesComeAsOftenAsSet() throws {
    let run = try FleetRun(
      "tasks: 100, service_time: 1s, failures: { crash: { every: 100s, restart: 10s } }", answers: [], until: 10_000)
    // A renewal process of each task: 10,000 / 110, variance 10,000 x 100^2 / 110^3; 99.99% of the sum of 100.
    #expect(abs(Double(run.count("crashes")) - 9_091) < 3.9 * 86.7)
    #expect(run.outcomes.level("w", "tasks").mean == 100, "a crashed task is replaced and paid for")
  }

  @Test func utilisationStaysBetween0And1() throws {
    let run = try FleetRun(
      "tasks: 5, slots: 2, service_time: { exponential: { mean: 3s } }, "
        + "failures: { crash: { every: 5s, restart: 5s } }",
      answers: [Int](repeating: 7, count: 400), until: 300)
    let level = run.outcomes.level("w", "utilisation")
    #expect(level.mean > 0 && level.mean <= 1 && level.max <= 1)
    for series in run.outcomes.measured.gaugeSeries[0..<3] {
      #expect(series.allSatisfy { $0.mean >= 0 })
    }
  }

  @Test(arguments: 1...40)
  func aCrashWhileTheDeleteIsUnderWayLosesTheMessageAtMostOnce(seed: Int) throws {
    // The message leaves the queue, and nobody works on it: it must be accounted for as lost.
    let read = try parts(
      """
      traffic: { t: { to: q, rate: 2/s } }
      channels: { q: { type: sqs, receive_wait: 20s, delete_time: 2s, duplicate_delivery: 0% } }
      workers:
        w:
          type: fleet
          from: q
          tasks: 4
          delete: before_work
          service_time: 1s
          failures: { crash: { every: 3s, restart: 1s } }
      """)
    let outcomes = try Outcomes(read, until: s(200), seed: UInt64(seed))
    #expect(outcomes.count("w", "crashes") > 0)
    #expect(outcomes.measured.flows[0].expired > 0)
  }
}
