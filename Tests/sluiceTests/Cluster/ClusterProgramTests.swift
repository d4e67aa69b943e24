// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import sluice

/// `sluice cluster` from outside.
@Suite(.serialized) struct ClusterProgramTests {
  private let program: Program
  private let folder: TemporaryFolder

  init() throws {
    program = try Program()
    folder = try SmallExperiment.folder()
  }

  private func run(_ words: String...) throws -> Program.Outcome { try program.run(words, folder: folder.root.path) }

  @Test func whatStandsBehindTheDashesGoesWhereItBelongs() throws {
    let slurm = try run(
      "cluster", "slurm", "small.yaml", "--shards", "3", "--time", "90m", "--memory", "1GiB", "--", "-v", "all", "-n5",
      "-o",
      "all.json", "-f", "csv")
    #expect(slurm.status == 0, "\(slurm.error)")
    let lines = slurm.output.split(separator: "\n")
    let part = try #require(lines.last)
    #expect(part.contains("sluice compare small.yaml -v all -n5 --shards=3"))
    #expect(!part.contains("all.json"))
    let merge = try #require(lines.first { $0.contains("merge 's") })
    #expect(merge.contains("--out=all.json") && merge.contains("--format=csv") && merge.contains("--shards=3"))
    let kubernetes = try run(
      "cluster", "kubernetes", "small.yaml", "--shards", "3", "--image", "x:1", "--command", "results fill", "--", "-o",
      "a.json")
    #expect(kubernetes.status == 0, "\(kubernetes.error)")
    #expect(kubernetes.output.contains("    version: 1\n    name: small\n"))
    #expect(kubernetes.output.contains("\"--out=/work/a.json\""))
    let batch = try run(
      "cluster", "aws-batch", "small.yaml", "--shards", "3", "--image", "x:1", "--queue", "q", "--efs", "fs-1")
    #expect(batch.status == 0, "\(batch.error)")
    #expect(batch.output.contains("\"/work/small.yaml\""))
  }

  @Test func whatIsRefused() throws {
    let until = SmallExperiment.scenario.replacingOccurrences(of: ", replications: 12", with: "")
    try Data(until.utf8).write(to: folder.url("until.yaml"))
    try Data("version: 1\n".utf8).write(to: folder.url("bad.yaml"))
    #expect(try run("cluster", "slurm", "small.yaml").error.contains("--shards"))
    let open = try run("cluster", "slurm", "until.yaml", "--shards", "2")
    #expect(open.status == 2)
    #expect(open.error.contains("fixed number of replications"), "\(open.error)")
    for fixed in [["-n", "5"], ["-n5"], ["--replications=5"], ["--replications", "5"]] {
      let words = ["cluster", "slurm", "until.yaml", "--shards", "2", "--"] + fixed
      #expect(try program.run(words, folder: folder.root.path).status == 0, "\(fixed)")
    }
    let bad = try run("cluster", "slurm", "bad.yaml", "--shards", "2")
    #expect(bad.status == 3)
    #expect(bad.output.isEmpty)
    #expect(try run("cluster", "slurm", "none.yaml", "--shards", "2").status == 1)
    #expect(try run("cluster", "slurm", "-", "--shards", "2").status == 2)
    #expect(try run("cluster", "kubernetes", "small.yaml", "--shards", "2").error.contains("--image"))
    #expect(try run("cluster", "aws-batch", "small.yaml", "--shards", "2", "--image", "x").error.contains("--queue"))
    let words = [
      "cluster", "aws-batch", "small.yaml", "--image", "x", "--queue", "q", "--efs", "fs-1", "--shards", "1",
    ]
    #expect(try program.run(words, folder: folder.root.path).error.contains("2 to 10,000"))
    #expect(try run("cluster", "slurm", "small.yaml", "--shards", "2", "--", "--store", "x").status == 2)
    #expect(
      try run("cluster", "slurm", "small.yaml", "--shards", "2", "--command", "comparr").error.contains(
        "did you mean compare?"))
    #expect(try run("cluster", "slurm", "small.yaml", "--shards", "2", "--memory", "1").status == 2)
    #expect(try run("cluster", "slrum").error.contains("did you mean slurm?"))
  }
}
