// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// What fleets are billed for (AWS Fargate, Amazon EC2 and Amazon EBS pricing).
@Suite struct ComputeBillTests {
  private func fleet(_ compute: String, _ more: String = "tasks: 1") throws -> BillRun {
    try BillRun(
      """
      traffic: { t: { to: q, rate: 1/s, arrivals: constant } }
      channels: { q: { type: sqs, receive_wait: 20s } }
      workers: { f: { type: fleet, from: q, service_time: 500ms, compute: { \(compute) }, \(more) } }
      """)
  }

  private func errors(_ compute: String) -> [String] {
    Reading(
      """
      traffic: { t: { to: q, rate: 1/s } }
      channels: { q: { type: sqs, receive_wait: 20s } }
      workers: { f: { type: fleet, from: q, service_time: 500ms, compute: { \(compute) } } }
      """
    ).errors
  }

  // MARK: Fargate

  @Test("Fargate: vCPU, memory, and storage above 20 GiB of each task; at 20 there is no line")
  func fargate() throws {
    let run = try fleet("fargate: { vcpu: 2, memory: 4GiB, ephemeral_storage: 21GiB }", "tasks: 3")
    #expect(run.perHour("f", "fargate.vcpu") == 6 && run.perHour("f", "fargate.memory") == 12)
    #expect(run.perHour("f", "fargate.storage") == 3)
    #expect(try run.price("f", "fargate.storage") == "0.000111")
    let plain = try fleet("fargate: { vcpu: 2, memory: 4GiB, ephemeral_storage: 20GiB }")
    #expect(plain.meters("f") == ["fargate.vcpu", "fargate.memory"])
    #expect(try plain.price("f", "fargate.vcpu") == "0.04048")
    let arm = try fleet("fargate: { vcpu: 2, memory: 4GiB, architecture: arm64 }")
    #expect(try arm.price("f", "fargate.vcpu") == "0.03238")
    #expect(try arm.price("f", "fargate.memory") == "0.00356")
    #expect(errors("fargate: { ephemeral_storage: 19GiB }").count == 1)
    #expect(errors("fargate: { ephemeral_storage: 201GiB }").count == 1)
  }

  // MARK: EC2 and EBS

  @Test("EC2: whole instances, each with its volume: 5 tasks of 2 to an instance are 3")
  func instances() throws {
    let run = try fleet("ec2: { type: m7g.large, tasks_per_instance: 2, volume: { gp3: 50GiB } }", "tasks: 5")
    #expect(close(run.perHour("f", "ec2.instance"), 3))
    #expect(close(run.perHour("f", "ebs.storage"), 150 / 730))
    #expect(try run.price("f", "ebs.storage") == "0.08")
    #expect(run.meters("f") == ["ec2.instance", "ebs.storage"])
    #expect(try fleet("ec2: { type: m7g.large }").meters("f") == ["ec2.instance"], "no volume unless it is said")
  }

  @Test("gp3: 3,000 operations and 125 MiB/s come with it, one more of each is paid for")
  func gp3() throws {
    let at = try fleet("ec2: { type: m7g.large, volume: { gp3: 50GiB, iops: 3000, throughput: 125MiB/s } }")
    #expect(at.meters("f") == ["ec2.instance", "ebs.storage"])
    let above = try fleet("ec2: { type: m7g.large, volume: { gp3: 50GiB, iops: 3001, throughput: 126MiB/s } }")
    #expect(close(above.perHour("f", "ebs.iops"), 1 / 730) && close(above.perHour("f", "ebs.throughput"), 1 / 730))
    #expect(try above.price("f", "ebs.iops") == "0.005")
    #expect(try above.price("f", "ebs.throughput") == "0.04")
  }

  @Test("gp2 pays for its size, io1 for each operation; Seoul's io1 is a gap")
  func otherVolumes() throws {
    #expect(
      try fleet("ec2: { type: m7g.large, volume: { gp2: 50GiB } }").meters("f") == ["ec2.instance", "ebs.storage"])
    let io1 = try fleet("ec2: { type: m7g.large, volume: { io1: 50GiB, iops: 500 } }")
    #expect(close(io1.perHour("f", "ebs.iops"), 500 / 730))
    #expect(try io1.price("f", "ebs.iops") == "0.065")
    #expect(try io1.price("f", "ebs.iops", region: "ap-northeast-2") == nil)
  }

  @Test(
    "volumes that do not exist are refused",
    arguments: [
      "{ gp2: 50GiB, iops: 500 }", "{ gp2: 50GiB, throughput: 250MiB/s }", "{ io1: 50GiB }",
      "{ io1: 50GiB, iops: 2501 }", "{ io1: 50GiB, iops: 500, throughput: 250MiB/s }", "{ gp3: 50GiB, iops: 2999 }",
      "{ gp3: 7GiB, iops: 3501 }", "{ gp3: 50GiB, throughput: 751MiB/s }", "{ st1: 500GiB }", "20GiB",
    ])
  func wrongVolumes(_ volume: String) {
    let found = errors("ec2: { type: m7g.large, volume: \(volume) }")
    #expect(found.count == 1, "\(found)")
    #expect(found.allSatisfy { $0.contains(" 3:") })
  }

  // MARK: CPU credits

  @Test("a busy slot of 2 vCPUs, half the time, on a t3.medium: 1 - 2 x 20% = 0.6 vCPUs above the baseline")
  func credits() throws {
    let run = try fleet("ec2: { type: t3.medium, cpu: 2 }")
    #expect(close(run.perHour("f", "ec2.credits"), 0.6, 0.02))
    #expect(try run.price("f", "ec2.credits") == "0.05")
    #expect(try run.price("f", "ec2.credits", region: "ap-northeast-2") == nil)
    #expect(try fleet("ec2: { type: t4g.medium, cpu: 2 }").price("f", "ec2.credits") == nil, "T4g's is another")
    #expect(try fleet("ec2: { type: t3.medium }").perHour("f", "ec2.credits") == nil, "nobody says what it uses")
  }

  @Test("no more CPU is used than there is: a slot of 5 vCPUs has 2, half the time")
  func fullCPU() throws {
    #expect(close(try fleet("ec2: { type: t3.medium, cpu: 5 }").perHour("f", "ec2.credits"), 0.6, 0.02))
  }

  @Test("cpu has no meaning for types without surplus credits", arguments: ["m5.large", "t2.micro", "t3.huge", "t3"])
  func noCredits(_ type: String) {
    let found = errors("ec2: { type: \(type), cpu: 1 }")
    #expect(found.count == 1 && found[0].contains("surplus CPU credits"), "\(found)")
  }

  @Test(
    "baselines of the EC2 User Guide: earned credits an hour are vCPUs x share x 60",
    arguments: [
      ("t3.nano", 6.0), ("t3a.micro", 12), ("t3.small", 24), ("t4g.medium", 24), ("t3.large", 36), ("t3.xlarge", 96),
      ("t4g.2xlarge", 192),
    ])
  func baselines(_ type: String, _ credits: Double) throws {
    let instance = try #require(BurstableInstance(type))
    #expect(close(Double(instance.vCPUs) * instance.baseline * 60, credits))
  }
}
