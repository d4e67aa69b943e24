// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import sluice

/// The printed script in a real Slurm.
@Suite(.serialized) struct SlurmTests {
  @Test func anArrayOfFour() throws {
    let program = try Program()
    let cluster: SlurmCluster
    do {
      cluster = try SlurmCluster()
    } catch let unavailable as SlurmCluster.Unavailable {
      print("skipped: \(unavailable)")
      return
    }
    let folder = try SmallExperiment.folder()
    let place = folder.root.path
    let expected = try SmallExperiment.report(program, folder)
    let printed = try program.run(
      "cluster", "slurm", "small.yaml", "--shards", "4", "--program", program.path, "--cpus", "1", "--memory", "64MiB",
      "--command", "results fill", "--", "-v", "all", "-n", "12", "-o", "merged.csv", folder: place)
    #expect(printed.status == 0, "\(printed.error)")
    let script = "sluice-small.sh"
    try Data(printed.output.utf8).write(to: folder.url(script))

    // As the script's own lines say: the parts, then the merge that depends on them.
    let submitted = try cluster.run("sbatch", ["--parsable", script], in: place)
    #expect(submitted.status == 0, "\(submitted.error)")
    let parts = submitted.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let after = ["--wait", "--array=0", "--kill-on-invalid-dep=yes", "--dependency=afterok:\(parts)", script, "merge"]
    let merge = try cluster.run("sbatch", after, in: place)
    #expect(merge.status == 0, "\(merge.error) \(logs(place))")
    #expect(try String(contentsOf: folder.url("merged.csv"), encoding: .utf8) == expected)
    let stores = try FileManager.default.contentsOfDirectory(atPath: folder.path("sluice-small.parts")).sorted()
    #expect(stores == (0..<4).map { "part-\($0).sqlite" })

    // A part is lost with its store: the merge says which.
    try FileManager.default.removeItem(at: folder.url("sluice-small.parts/part-2.sqlite"))
    try FileManager.default.removeItem(at: folder.url("merged.csv"))
    let lacking = try cluster.run("sbatch", ["--wait", "--array=0", script, "merge"], in: place)
    #expect(lacking.status != 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path("merged.csv")))
    #expect(logs(place).contains("part-2.sqlite"))

    // It is submitted again, alone.
    let again = try cluster.run("sbatch", ["--wait", "--array=2", script], in: place)
    #expect(again.status == 0, "\(again.error) \(logs(place))")
    let whole = try cluster.run("sbatch", ["--wait", "--array=0", script, "merge"], in: place)
    #expect(whole.status == 0, "\(whole.error) \(logs(place))")
    #expect(try String(contentsOf: folder.url("merged.csv"), encoding: .utf8) == expected)
  }

  /// What the tasks have said.
  private func logs(_ folder: String) -> String {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".out") }
    return names.sorted().map { name in
      "\(name):\n" + ((try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? "")
    }.joined()
  }
}
