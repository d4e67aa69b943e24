// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// What databases are billed for (Amazon RDS and Amazon Aurora pricing).
@Suite struct DatabaseBillTests {
  private func database(
    _ settings: String, _ traffic: String = "operation: read, rate: 10/s", time: String = "60ms"
  ) throws -> BillRun {
    try BillRun(
      """
      traffic: { t: { to: d, arrivals: constant, keys: { uniform: { count: 100 } }, value: 1000B, \(traffic) } }
      databases: { d: { read_time: \(time), write_time: \(time), \(settings) } }
      """)
  }

  // MARK: CPU credits

  @Test("10 reads a second of 60 ms are 0.6 vCPUs: 0.4 above the baseline of a db.t3.micro, 0.2 x 2 below a small's")
  func credits() throws {
    let micro = try database("type: rds, engine: mysql, instance: db.t3.micro")
    // The first second of 100 is not known before it is over.
    #expect(close(micro.perHour("d", "rds.credits"), 0.6 - 2 * 0.1, 0.02))
    #expect(try micro.price("d", "rds.credits") == "0.075")
    #expect(try micro.price("d", "rds.credits", region: "ap-northeast-2") == nil, "a gap, not a price of 0")
    // 10 x 20 ms are 0.2 vCPUs; the baseline is 2 x 20% = 0.4: credits are earned.
    let small = try database("type: rds, instance: db.t4g.small", time: "20ms")
    #expect(close(small.perHour("d", "rds.credits"), 0.2 - 0.4, 0.02))
  }

  @Test("other classes have no credits, Aurora's have a price of their own, which nobody publishes")
  func otherCredits() throws {
    #expect(try database("type: rds, instance: db.m7g.large").perHour("d", "rds.credits") == nil)
    let aurora = try database("type: aurora, instance: db.t3.medium")
    #expect(close(aurora.perHour("d", "rds.credits"), 0.6 - 0.4, 0.02))
    #expect(try aurora.price("d", "rds.credits") == nil)
  }

  @Test("the primary's credits are not the replicas': an idle primary pays nothing for busy replicas")
  func creditsOfReplicas() throws {
    let run = try database("type: rds, instance: db.t3.micro, replicas: 1, reads: replicas")
    #expect(close(run.perHour("d", "rds.credits"), -0.2, 0.02))
    #expect(close(run.perHour("d", "rds.credits.replica"), 0.4, 0.02))
  }

  // MARK: Backups

  @Test("backups are paid for beyond the storage: 99 and 100 GiB of 100 nothing, 101 one", arguments: [99, 100, 101])
  func backups(_ kept: Int) throws {
    let rds = try database("type: rds, instance: db.m7g.large, storage: { gp3: 100GiB }, backup_storage: \(kept)GiB")
    let aurora = try database("type: aurora, instance: db.r7g.large, data: 100GiB, backup_storage: \(kept)GiB")
    for run in [rds, aurora] {
      if kept > 100 {
        #expect(close(run.perHour("d", "rds.backup"), Double(kept - 100) / 730))
      } else {
        #expect(run.perHour("d", "rds.backup") == nil)
      }
    }
    if kept > 100 {
      #expect(try rds.price("d", "rds.backup") == "0.095")
      #expect(try aurora.price("d", "rds.backup") == "0.021")
    }
  }

  @Test("a replica's storage is a database's, too: two of 100 GiB have 200 GiB of backups free; a standby's is not")
  func backupsOfReplicas() throws {
    let storage = "storage: { gp3: 100GiB }, backup_storage: 210GiB"
    let replica = try database("type: rds, instance: db.m7g.large, replicas: 1, \(storage)")
    #expect(close(replica.perHour("d", "rds.backup"), 10 / 730))
    let standby = try database("type: rds, instance: db.m7g.large, multi_az: true, \(storage)")
    #expect(close(standby.perHour("d", "rds.backup"), 110 / 730))
  }

  // MARK: Extended Support

  @Test("Extended Support by the vCPU-hour of each instance, standby and replicas included")
  func extendedSupport() throws {
    let support = "extended_support: year-1-2"
    let alone = try database("type: rds, engine: mysql, instance: db.m5.xlarge, \(support)")
    #expect(alone.perHour("d", "rds.extended_support") == 4)
    #expect(try alone.price("d", "rds.extended_support") == "0.1")
    let all = try database(
      "type: rds, engine: postgresql, instance: db.m5.xlarge, multi_az: true, replicas: 2, extended_support: year-3")
    #expect(all.perHour("d", "rds.extended_support") == 16)
    #expect(try all.price("d", "rds.extended_support", region: "ap-northeast-2") == "0.24")
    let aurora = try database("type: aurora, instance: db.r5.large, replicas: 1, \(support)")
    #expect(aurora.perHour("d", "rds.extended_support") == 4)
    #expect(try aurora.price("d", "rds.extended_support", region: "ap-northeast-2") == nil)
  }

  @Test("MariaDB has no Extended Support")
  func mariaDB() {
    let found = Reading(
      "databases: { d: { type: rds, engine: mariadb, instance: db.m5.large, extended_support: year-3 } }")
    #expect(found.errors.count == 1 && found.errors[0].contains("MariaDB"))
  }

  // MARK: Between zones

  @Test("what crosses is paid for at both ends: queries of 200 B, answers of 200 + 1000 B, half of them")
  func crossZone() throws {
    let zone = "type: rds, instance: db.m7g.large, cross_zone: 50%, packet_overhead: 200B"
    let reads = try database(zone)
    #expect(close(reads.perHour("d", "transfer.in"), 36_000 * 200 * 0.5 * 2 / 1_073_741_824))
    // The answer to the last query is still on its way at the end.
    #expect(close(reads.perHour("d", "transfer.out"), 36_000 * 1_200 * 0.5 * 2 / 1_073_741_824, 0.002))
    #expect(try reads.price("d", "transfer.out") == "0.01")
    let writes = try database(zone, "operation: write, rate: 10/s")
    #expect(close(writes.perHour("d", "transfer.in"), 36_000 * 1_200 * 0.5 * 2 / 1_073_741_824))
    #expect(close(writes.perHour("d", "transfer.out"), 36_000 * 200 * 0.5 * 2 / 1_073_741_824, 0.002))
  }

  @Test("reads that find nothing and deletes carry no record; nothing is billed unless it is said to cross")
  func noRecords() throws {
    let zone = "type: aurora, instance: db.r7g.large, cross_zone: 100%, packet_overhead: 200B"
    let absent = try database("\(zone), absent: 100%")
    #expect(absent.outcomes.count("d", "bytes_in") == 200_000)
    #expect(absent.outcomes.count("d", "bytes_out") <= 200_000)
    let deletes = try database(zone, "operation: delete, rate: 10/s")
    #expect(deletes.outcomes.count("d", "bytes_in") == 200_000)
    let plain = try database("type: rds, instance: db.m7g.large")
    #expect(plain.meters("d") == ["rds.instance", "rds.storage"])
  }

  @Test("each try of the driver crosses")
  func retries() throws {
    let run = try BillRun(
      """
      traffic: { t: { to: d, operation: read, arrivals: constant, rate: 1/s, keys: { uniform: { count: 100 } } } }
      databases:
        d: { type: rds, instance: db.m7g.large, cross_zone: 100%, packet_overhead: 200B, retry: { attempts: 2, backoff: 0s, max_backoff: 0s } }
      faults: { f: { at: 0s, for: 100s, fail: d, share: 100% } }
      """)
    let queries = run.outcomes.count("d", "queries")
    #expect(queries > 150)
    #expect(run.outcomes.count("d", "bytes_in") == queries * 200)
  }

  // MARK: Storage and operations

  @Test("IOPS beyond what comes with the storage: none of gp3's 12,000, each of io1's, twice with a standby")
  func operations() throws {
    #expect(
      try database("type: rds, instance: db.m7g.large, storage: { gp3: 400GiB, iops: 12000 }").meters("d")
        == ["rds.instance", "rds.storage"])
    let gp3 = "type: rds, instance: db.m7g.large, storage: { gp3: 400GiB, iops: 12001 }"
    #expect(close(try database(gp3).perHour("d", "rds.iops"), 1 / 730))
    #expect(close(try database("\(gp3), multi_az: true").perHour("d", "rds.iops"), 2 / 730))
    let io1 = try database("type: rds, instance: db.m7g.large, storage: { io1: 100GiB, iops: 1000 }")
    #expect(close(io1.perHour("d", "rds.iops"), 1000 / 730))
  }

  @Test("Aurora: one volume for all instances, each I/O request, none with I/O-Optimized")
  func aurora() throws {
    let standard = try database("type: aurora, instance: db.r7g.large, replicas: 2, data: 50GiB, io_per_read: 2")
    #expect(standard.perHour("d", "rds.instance") == 1 && standard.perHour("d", "rds.replica") == 2)
    #expect(close(standard.perHour("d", "rds.storage"), 50 / 730))
    #expect(close(standard.perHour("d", "rds.io"), 72_000, 0.002))
    let optimised = try database("type: aurora, instance: db.r7g.large, io_optimized: true, io_per_read: 2")
    #expect(optimised.meters("d") == ["rds.instance", "rds.storage"])
  }
}
