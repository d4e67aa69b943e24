// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Pricing
import Testing

@testable import Services

/// Rules of the bill of Kafka Connect's workers (Amazon MSK pricing, MSK Connect), against numbers worked out by hand.
@Suite("Connect: rules of the bill") struct ConnectMeterTests {
  private func run(_ compute: String, rest: String = "") throws -> ConnectRun {
    try ConnectRun(
      """
      traffic: { source: { to: log, rate: 100/s, arrivals: constant, size: 1KiB } }
      workers:
        archive: { type: sink-connector, from: log, workers: 2, flush: { records: 1000 }, compute: \(compute), put_time: 0s }
      \(rest)
      """, until: 60)
  }

  private func bill(_ run: ConnectRun, region: String) throws -> Bill {
    let usages = run.outcomes.model.meters.map { metered in
      Usage(
        part: metered.part, meter: metered.meter,
        quantity: Decimal(string: String(metered.perHour(run.outcomes.measured) * 730)) ?? 0, countedFrom: "")
    }
    return Bill(usages: usages, book: try PriceBook.builtIn(.market), region: region)
  }

  @Test("MCU-hours are workers times MCUs: 2 x 2 x 730 h x $0.135 in Seoul, $0.11 in us-east-1")
  func units() throws {
    let run = try run("{ connect: { mcu: 2 } }")
    #expect(run.perHour("archive", "connect.mcu") == 4)
    let seoul = try bill(run, region: "ap-northeast-2").lines.first { $0.meter.id == "connect.mcu" }
    #expect(seoul?.amount == Decimal(string: "394.2"))
    let virginia = try bill(run, region: "us-east-1").lines.first { $0.meter.id == "connect.mcu" }
    #expect(virginia?.amount == Decimal(string: "321.2"))
  }

  @Test("a worker that is lost is paid for while it is replaced")
  func lost() throws {
    let run = try run("{ connect: { mcu: 1 } }", rest: "faults: { lost: { at: 10s, kill: archive } }")
    #expect(run.perHour("archive", "connect.mcu") == 2)
  }

  @Test("what S3 costs is told by no source: requests and storage are not priced, and the total is at least the rest")
  func objects() throws {
    let bill = try bill(try run("{ ec2: { type: m7g.large } }"), region: "us-east-1")
    #expect(bill.notPriced.map(\.meter.id) == ["s3.put", "s3.storage"] && bill.isAtLeast)
    // 2 x 730 h x $0.0816.
    #expect(bill.total.rounded(places: 6) == Decimal(string: "119.136"))
    #expect(try self.bill(try run("none"), region: "us-east-1").lines.isEmpty)
  }
}
