// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Statistics
import Testing

@testable import Services

@Suite("Databases: replicas, losses and disks") struct DatabaseInstanceTests {
  private let times = "read_time: 500ms, write_time: 500ms, failure_time: 20ms"

  @Test("Multi-AZ: from the loss of the primary until the standby has taken over, everything fails (Concepts.MultiAZ)")
  func failover() throws {
    let plan = (0..<200).map { Ask.read(Double($0) + 0.75) }
    let run = try DatabaseRun(
      "type: rds, instance: db.t4g.medium, multi_az: true, failover_time: 60s, \(times)", plan,
      faults: "f: { at: 100s, kill: db }")
    for (number, answer) in run.answers.enumerated() {
      let asked = plan[number].at
      let isDown = asked > 99.5 && asked < 160
      #expect(answer.status == (isDown ? CallStatus.failed : CallStatus.ok), "asked at \(asked)")
      #expect(abs(answer.at - asked - (isDown ? (asked < 100 ? 0.25 : 0.02) : 0.5)) < 1e-9)
    }
    #expect(run.level("connections").last == 0 && run.level("utilisation").last == 0)
  }

  @Test("failover_time is drawn evenly from 60 to 120 s by default (Concepts.MultiAZ.Failover)")
  func failoverDefault() throws {
    let plan = (0..<2000).map { Ask.read(Double($0) / 10) }
    let run = try DatabaseRun(
      "type: rds, instance: db.t4g.medium, multi_az: true, read_time: 1ms, write_time: 1ms", plan,
      faults: "f: { at: 10s, kill: db }")
    let failed = run.answers.filter { $0.status != CallStatus.ok }
    let last = try #require(failed.last).at
    #expect((70...130.2).contains(last))
  }

  @Test("Without a standby a new instance takes its time; a read replica of RDS does not take over by itself")
  func recovery() throws {
    let plan: [Ask] = [.write(50), .write(150), .read(160), .write(690), .write(701)]
    let run = try DatabaseRun(
      "type: rds, instance: db.t4g.medium, replicas: 1, reads: replicas, \(times)", plan,
      faults: "f: { at: 100s, kill: db }")
    #expect(
      run.answers.map(\.status) == [
        CallStatus.ok, CallStatus.failed, CallStatus.ok, CallStatus.failed, CallStatus.ok,
      ], "the replica still answers reads")
  }

  @Test("Aurora promotes a replica, which is missing among the replicas until a new one is there")
  func aurora() throws {
    let settings =
      "type: aurora, instance: db.r6g.large, replicas: 1, reads: replicas, failover_time: 30s, replica_lag: 1s, \(times)"
    let plan: [Ask] = [.read(50), .write(110), .read(110), .write(140), .read(140), .read(650), .read(701)]
    let run = try DatabaseRun(settings, plan, faults: "f: { at: 100s, kill: db }")
    #expect(run.answers.map { $0.status == CallStatus.ok } == [true, false, true, true, true, true, true])
    #expect(run.answers.filter { $0.age > 0 }.map(\.age) == [1.5, 1.5, 0.5, 0.5, 1.5], "from 130 s on at the primary")
    // Both lost: nobody is there to be promoted.
    let both = try DatabaseRun(settings, plan, faults: "f: { at: 100s, kill: db, nodes: 2 }")
    #expect(both.answers.map { $0.status == CallStatus.ok } == [true, false, false, false, false, false, true])
  }

  @Test("restart: all instances are gone for restart_time, and what was under way has failed")
  func restart() throws {
    let run = try DatabaseRun(
      "type: rds, instance: db.t4g.medium, restart_time: 40s, \(times)", [.read(99.8), .read(120), .read(140)],
      faults: "f: { at: 100s, restart: db }")
    #expect(run.answers.map(\.status) == [CallStatus.failed, CallStatus.failed, CallStatus.ok])
    #expect(run.answers[0].at == 100)
  }

  @Test("reads: replicas sends each read to one of them; the answer's age has the replica's lag in it")
  func replicas() throws {
    let plan = (0..<3000).map { Ask.read(Double($0)) } + [.write(2999.5)]
    let run = try DatabaseRun(
      "type: rds, instance: db.t4g.medium, replicas: 3, reads: replicas, replica_lag: 100ms, "
        + "read_time: 5ms, write_time: 5ms", plan, until: 3010)
    #expect(run.answers.dropLast().allSatisfy { abs($0.age - 0.105) < 1e-9 } && run.answers[3000].age == 0)
    #expect(run.outcomes.times("db", "replica_lag").count == 3000)
    // 15 s of work in 3,010 s on the two servers of each of three replicas; one write on the primary.
    #expect(abs(run.level("replica_utilisation").mean - 15 / (6 * 3010.0)) < 1e-9)
    #expect(abs(run.level("primary_utilisation").mean - 0.005 / (2 * 3010.0)) < 1e-9)
    #expect(abs(run.level("utilisation").mean - 15.005 / (8 * 3010.0)) < 1e-9 && run.level("busy").last == 0)
  }

  @Test("Each replica has connections of its own")
  func replicaConnections() throws {
    let run = try DatabaseRun(
      "type: rds, instance: db.t4g.medium, replicas: 2, reads: replicas, connections: 1, read_time: 100s, "
        + "write_time: 100s, timeout: 500s, acquire_timeout: 500s", (0..<20).map { .read(Double($0)) } + [.write(30)],
      faults: "f: { at: 90s, for: 10s, stop: db }")
    #expect(run.level("connections").max == 3 && run.level("waiting").max == 18)
    #expect(run.answers.allSatisfy { $0.status == CallStatus.failed && $0.at == 90 })
  }

  @Test("gp3 below 400 GiB allows 3,000 operations a second, from there on 12,000 (CHAP_Storage)")
  func gp3() throws {
    func rate(_ storage: String) throws -> Double {
      let outcomes = try databaseTraffic(
        "type: rds, instance: db.r6g.16xlarge, concurrency: 1000, connections: 10000, storage: \(storage), "
          + "io_per_write: 10, read_time: 1ms, write_time: 1ms, timeout: 1h",
        "t: { to: db, operation: write, rate: 400/s }",
        until: 100)
      return Double(outcomes.count("db", "writes")) / 100 * 10
    }
    #expect(try isNear(rate("{ gp3: 100GiB }"), 3000, within: 0.01))
    #expect(try isNear(rate("{ gp3: 400GiB }"), 4000, within: 0.02))
    #expect(try isNear(rate("{ io1: 100GiB, iops: 2000 }"), 2000, within: 0.01))
  }

  @Test("Below the limit operations wait as in M/D/1")
  func diskQueue() throws {
    let outcomes = try databaseTraffic(
      "type: rds, instance: db.r6g.16xlarge, concurrency: 1000, read_time: 1ms, write_time: 1ms, "
        + "storage: { gp3: 20GiB }", "t: { to: db, operation: write, rate: 2400/s }", until: 60)
    let theory = Queueing.MD1(arrivalRate: 2400, serviceTime: 1.0 / 3000)
    #expect(isNear(outcomes.times("db", "disk_wait").mean, theory.meanWait, within: 0.04))
    #expect(abs(outcomes.times("db", "service").mean - 0.001 - outcomes.times("db", "disk_wait").mean) < 1e-8)
  }

  @Test("gp2: 3 operations a second for each GiB, and 5.4 M credits: 100 GiB bursts for 2,000 s (EBS, gp2 volumes)")
  func gp2() {
    let storage = DatabaseStorage(kind: .gp2, size: 100, provisioned: nil)
    #expect(storage.baseline == 300 && storage.burst == 3000 && storage.billedOperations == 0)
    var limit = storage.limit
    var exhausted = 0.0
    for tick in 0..<25_000 where exhausted == 0 {
      if limit.take(300, at: Nanoseconds(tick) * .second / 10) > .second { exhausted = Double(tick) / 10 }
    }
    #expect(abs(exhausted - 2000) < 15)
    #expect(DatabaseStorage(kind: .gp2, size: 20, provisioned: nil).baseline == 100)
    #expect(DatabaseStorage(kind: .gp2, size: 2000, provisioned: nil).baseline == 6000)
  }

  @Test("io_per_read and io_per_write: a part of an operation is carried over by chance; Aurora has no limit")
  func amounts() throws {
    let outcomes = try databaseTraffic(
      "type: aurora, instance: db.r6g.large, io_per_read: 0.25, io_per_write: 2, read_time: 1ms, write_time: 1ms",
      "r: { to: db, operation: read, rate: 100/s }, w: { to: db, operation: write, rate: 10/s }", until: 200)
    let reads = Double(outcomes.count("db", "reads"))
    #expect(isNear(Double(outcomes.count("db", "read_operations")), reads / 4, within: 0.05))
    #expect(outcomes.count("db", "write_operations") == 2 * outcomes.count("db", "writes"))
  }
}
