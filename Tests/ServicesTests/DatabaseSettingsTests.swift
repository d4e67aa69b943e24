// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation
import Testing

@testable import Services

@Suite("Databases: settings, bill and checks") struct DatabaseSettingsTests {
  private let products = """
    databases:
      products:
        type: rds
        instance: db.t4g.medium
        multi_az: true
        storage: { gp3: 100GiB }
        concurrency: vcpus             # queries that really run at the same time (here 2)
        connections: 100
        read_time: { lognormal: { p50: 4ms, p99: 40ms } }
        write_time: { lognormal: { p50: 7ms, p99: 60ms } }
    """
  private let times = "read_time: 1ms, write_time: 1ms"

  @Test("The database of product-catalogue.yaml can be read")
  func catalogue() throws {
    let part = try #require(parts(products).first as? DatabasePart)
    #expect(part.settings.servers == 2 && part.settings.connections == 100 && part.settings.hasStandby)
    #expect(part.settings.engine == .postgresql && part.settings.storage?.size == 100)
    #expect(part.kind == "RDS database" && part.isCallable && !part.keepsMessages)
    for service in DatabasePart.services { #expect(service.table.defaultProblems() == []) }
  }

  @Test("Instance classes have the vCPUs and the memory of AWS's table (RDS User Guide, DB instance classes)")
  func instances() {
    func shape(_ name: String) -> [Int]? { DatabaseInstance.named(name).map { [$0.vCPUs, $0.memory] } }
    #expect(
      shape("db.t3.micro") == [2, 1] && shape("db.t4g.medium") == [2, 4] && shape("db.t4g.2xlarge") == [8, 32])
    #expect(shape("db.m7g.large") == [2, 8] && shape("db.r7g.16xlarge") == [64, 512])
    #expect(shape("db.m5.24xlarge") == [96, 384] && shape("db.r6g.24xlarge") == nil)
    #expect(DatabaseInstance.named("db.t4g.medium")?.baseline == 0.2)
  }

  @Test(
    "Mistakes are told with their place",
    arguments: [
      ("type: rds, instance: db.t4g.mediun", "value 1:41 instance cannot be \"db.t4g.mediun\""),
      (
        "type: rds, instance: db.m7g.large, scheduling: fcfs, contention: {}",
        "value 1:67 scheduling: fcfs and contention exclude each other: queries that wait for their turn do not slow each other down"
      ),
      (
        "type: rds, instance: db.m7g.large, reads: replicas",
        "value 1:62 reads: replicas needs replicas, and there are none"
      ),
      ("type: aurora, instance: db.m7g.large", "value 1:44 Aurora does not run on db.m7g.large"),
      (
        "type: aurora, instance: db.r7g.large, storage: { gp3: 20GiB }",
        "key 1:58 an aurora database has no setting \"storage\""
      ),
      ("type: other", "missing 1:14 an other database needs concurrency"),
      (
        "type: rds, instance: db.m7g.large, storage: { gp2: 20GiB, iops: 3000 }",
        "value 1:84 gp2 has no iops of its own: 3 a second for each GiB"
      ),
      ("type: rds, instance: db.m7g.large, storage: { io1: 100GiB }", "value 1:64 io1 needs iops"),
      (
        "type: rds, instance: db.m7g.large, storage: { gp3: 100GiB, iops: 12000 }",
        "value 1:85 gp3 below 400 GiB has 3,000 iops and no others"
      ),
      (
        "type: rds, instance: db.m7g.large, retry: { backoff: 10s }",
        "value 1:62 retry: max_backoff is less than backoff"
      ),
    ])
  func mistakes(_ text: String, _ error: String) {
    #expect(Reading("databases: { db: { \(text) } }").errors == [error])
  }

  @Test("An unknown instance class is answered with the nearest")
  func nearest() {
    let reading = Reading("databases: { db: { type: rds, instance: db.t5g.medium } }")
    #expect(reading.diagnostics.sorted.first?.hint?.hasPrefix("did you mean db.t4g.medium?") ?? false)
  }

  @Test("Faults that a database cannot have are refused")
  func wrongFault() {
    let errors = Reading(
      "databases: { db: { type: other, concurrency: 1 } }\nfaults: { f: { at: 1s, flush: db } }"
    ).errors
    #expect(errors.count == 1 && errors[0].contains("flush the cache in front of it"))
  }

  // MARK: Bill

  /// Units in a month and dollars, by price item.
  private func bill(_ text: String, region: String = "ap-northeast-2") throws -> [String: (units: Double, usd: Double?)]
  {
    let outcomes = try Outcomes(parts(text), until: s(3600))
    let book = try PriceBook.builtIn(.documented)
    var lines: [String: (Double, Double?)] = [:]
    for quantity in outcomes.model.meters {
      let units = quantity.perHour(outcomes.measured) * 730
      let price = book.price(quantity.meter.price, region: region)
      if let price { #expect(price.unit == quantity.meter.unit, "\(quantity.meter.price)") }
      let usd = price.map { Double(Money.plain($0.tiers[0].usd)) ?? .nan }
      lines[quantity.meter.price.item] = (units, usd.map { units * $0 })
    }
    return lines
  }

  @Test("A month of the catalogue's database: 730 h at $0.204 and 100 GB at $0.262 are $175.12")
  func month() throws {
    let lines = try bill(products)
    #expect(lines.count == 3)
    #expect((lines["cpu-credit:t3-t4g"]?.units ?? 0) < 0, "an idle db.t4g.medium earns credits, which nobody pays for")
    let instance = try #require(lines["multi-az:postgresql:db.t4g.medium"])
    let storage = try #require(lines["storage:gp3:multi-az"])
    #expect(abs(instance.units - 730) < 1e-9 && abs((instance.usd ?? 0) - 148.92) < 1e-9)
    #expect(abs(storage.units - 100) < 1e-9 && abs((storage.usd ?? 0) - 26.20) < 1e-9)
  }

  @Test("Replicas have instances and disks of their own, in one zone; io1 is paid for by its operations")
  func replicaBill() throws {
    let lines = try bill(
      "databases: { db: { type: rds, engine: mariadb, instance: db.m5.large, multi_az: true, replicas: 2, "
        + "storage: { io1: 200GiB, iops: 4000 }, \(times) } }")
    #expect(lines["multi-az:mysql:db.m5.large"]?.units == 730)
    #expect(abs((lines["single-az:mysql:db.m5.large"]?.usd ?? 0) - 2 * 730 * 0.236) < 1e-6)
    #expect(abs((lines["storage:io1:single-az"]?.units ?? 0) - 400) < 1e-9)
    #expect(abs((lines["storage:io1:multi-az"]?.units ?? 0) - 200) < 1e-9)
    #expect(abs((lines["iops:io1:multi-az"]?.usd ?? 0) - 4000 * 0.24) < 1e-6)
    #expect(abs((lines["iops:io1:single-az"]?.usd ?? 0) - 8000 * 0.108) < 1e-6)
  }

  @Test("gp3 is billed for the operations beyond those that come with it (CHAP_Storage)")
  func provisioned() throws {
    let lines = try bill(
      "databases: { db: { type: rds, instance: db.r7g.large, storage: { gp3: 400GiB, iops: 15000 }, \(times) } }")
    #expect(
      abs((lines["iops:gp3"]?.usd ?? 0) - 3000 * 0.023) < 1e-9 && lines["single-az:postgresql:db.r7g.large"] != nil)
    #expect(try bill("databases: { db: { type: other, concurrency: 1, \(times) } }").isEmpty)
  }

  @Test("Aurora is billed by instance, volume and I/O request; I/O-Optimized has no requests")
  func auroraBill() throws {
    let traffic = "traffic: { w: { to: db, operation: write, rate: 10/s, arrivals: constant } }\n"
    let lines = try bill(
      traffic + "databases: { db: { type: aurora, instance: db.r7g.large, data: 50GiB, io_per_write: 2, \(times) } }")
    #expect(abs((lines["single-az:aurora-postgresql:db.r7g.large"]?.usd ?? 0) - 730 * 0.333) < 1e-6)
    #expect(abs((lines["aurora:storage-standard"]?.usd ?? 0) - 50 * 0.12) < 1e-9)
    #expect(isNear(lines["aurora:io-standard"]?.units ?? 0, 20 * 3600 * 730, within: 0.001))
    let optimized = try bill(
      traffic + "databases: { db: { type: aurora, instance: db.r7g.large, io_optimized: true, \(times) } }")
    #expect(optimized["aurora:io-standard"] == nil)
    #expect(abs((optimized["single-az:aurora-postgresql-iopt:db.r7g.large"]?.usd ?? 0) - 730 * 0.433) < 1e-6)
    #expect(abs((optimized["aurora:storage-iopt"]?.usd ?? 0) - 10 * 0.27) < 1e-9)
  }

  // MARK: Checks

  private func findings(
    _ database: String, traffic: String = "t: { to: db, operation: read, rate: 1/s }", builtIn: Bool = false,
    measured: FindingsView.Measured? = nil
  ) throws -> [Finding] {
    let all = try parts(
      "traffic: { \(traffic) }\ndatabases: { db: { \(database) } }", builtInLatencies: builtIn)
    let view = FindingsView(
      parts: PartDirectory(all), window: "all", duration: s(3600), hoursPerMonth: 730, measured: measured)
    return all.flatMap { $0.findings(view) }
  }

  private func measured(_ levels: [String: Double], _ counts: [String: Double] = [:]) -> FindingsView.Measured {
    FindingsView.Measured(
      level: { metric, subject in subject == "db" ? levels[metric] : nil },
      perHour: { counter, subject in subject == "db" ? counts[counter] : nil })
  }

  @Test("Load: more work than servers is unstable, for a time it is an overload; what is measured counts, too")
  func load() throws {
    let one = "type: other, concurrency: 2, failover_time: 1s, read_time: 20ms, write_time: 40ms"
    let both = try findings(
      one, traffic: "r: { to: db, operation: read, rate: 60/s }, w: { to: db, operation: write, rate: 20/s }")
    #expect(both.map(\.id) == ["unstable"] && both[0].numbers.first { $0.name == "offered" }?.value == 2)
    let peak = try findings(
      one, traffic: "r: { to: db, operation: read, rate: 60/s, shape: [{ at: 10m, x: 2 }, { at: 20m, x: 1 }] }")
    #expect(peak.map(\.id) == ["overload"] && peak[0].level == .note)
    #expect(try findings(one, traffic: "r: { to: db, operation: read, rate: 60/s }").isEmpty)
    let busy = try findings(one, measured: measured(["utilisation": 0.9]))
    #expect(busy.map(\.id) == ["database-overload"] && busy[0].message.contains("90% busy"))
    #expect(try findings(one, measured: measured(["utilisation": 0.8])).isEmpty)
    let replicas = try findings(
      "\(one), replicas: 2, reads: replicas", traffic: "r: { to: db, operation: read, rate: 150/s }")
    #expect(replicas.isEmpty, "3 of 4 servers")
  }

  @Test("Pools: smaller than the servers, larger than the server allows; queries that ran on for nobody")
  func pools() throws {
    let small = try findings("type: other, concurrency: 4, failover_time: 1s, connections: 3, \(times)")
    #expect(small.map(\.id) == ["database-pool"])
    let large = try findings("type: rds, instance: db.t4g.micro, multi_az: true, connections: 200, \(times)")
    #expect(large.map(\.id) == ["database-connections"], "1 GiB / 9,531,392 = 112")
    #expect(large[0].numbers.first { $0.name == "allowed" }?.value == 112)
    let counts = ["abandoned_queries": 30.0, "queries": 3000]
    let limit = try findings(
      "type: other, concurrency: 4, failover_time: 1s, timeout: 2s, \(times)", measured: measured([:], counts))
    #expect(
      limit.map(\.id) == ["database-time-limit"]
        && limit[0].message.contains("of the queries in window all ran into the time limit of 2s"))
  }

  @Test("Instances: no standby, replicas that answer nothing, credits, built-in times")
  func instanceChecks() throws {
    #expect(try findings("type: rds, instance: db.m7g.large, \(times)").map(\.id) == ["single-database"])
    let replica = try findings("type: rds, instance: db.m7g.large, replicas: 1, \(times)")
    #expect(replica.map(\.id) == ["replicas-unused", "single-database"] && replica[1].message.contains("by hand"))
    #expect(try findings("type: aurora, instance: db.r7g.large, \(times)").map(\.id) == ["single-database"])
    #expect(
      try findings("type: aurora, instance: db.r7g.large, replicas: 1, reads: replicas, \(times)").isEmpty)
    let credits = try findings(
      "type: rds, instance: db.t4g.medium, multi_az: true, \(times)", measured: measured(["utilisation": 0.45]))
    #expect(credits.map(\.id) == ["database-credits"])
    #expect(abs((credits[0].numbers.first { $0.name == "surplus_vcpu_hours" }?.value ?? 0) - 0.5) < 1e-9)
    #expect(
      try findings("type: rds, instance: db.m7g.large, multi_az: true", builtIn: true).map(\.id) == ["uncalibrated"])
  }

  @Test("CloudWatch's names (RDS User Guide, CloudWatch metrics for RDS)")
  func cloudWatch() throws {
    let all = try parts(
      "databases: { db: { type: rds, instance: db.m7g.large, replicas: 1, \(times) }, "
        + "own: { type: other, concurrency: 1, \(times) } }")
    let shown = ModelBuilder.model(all, usesBuiltInLatencies: false).instruments.cloudWatch
    #expect(shown.allSatisfy { $0.namespace == "AWS/RDS" && $0.subject == "db" })
    #expect(shown.map(\.name) == ["CPUUtilization", "DatabaseConnections", "ReadIOPS", "WriteIOPS", "ReplicaLag"])
  }
}
