// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Testing

@testable import sluice

/// The store and its commands from outside.
@Suite(.serialized) struct ResultsProgramTests {
  private let program: Program
  private let folder: TemporaryFolder

  init() throws {
    program = try Program()
    folder = try SmallExperiment.folder()
  }

  private func run(_ words: String...) throws -> Program.Outcome { try run(words) }

  private func run(_ words: [String]) throws -> Program.Outcome {
    try program.run(words, folder: folder.root.path)
  }

  @Test func theStandardStore() throws {
    let missing = try run("results", "list")
    #expect(missing.status == 1)
    #expect(missing.error.contains(".sluice/results.sqlite"))
    #expect(try run(SmallExperiment.words).status == 0)
    #expect(try String(contentsOf: folder.url(".sluice/.gitignore"), encoding: .utf8) == "*\n")
    #expect(try SmallExperiment.counts(folder.path(".sluice/results.sqlite")) == [12, 12])
    #expect(try run(SmallExperiment.words + ["-V"]).error.contains("24 from the store"))
    let list = try run("results")
    #expect(list.status == 0)
    #expect(list.output.contains("24 replications of 2 alternatives"))
    #expect(list.output.contains("sluice results fill small.yaml -v all -n 12"))
    #expect(list.output.contains("finished"))
    // Parts have files of their own beside it.
    #expect(try run(SmallExperiment.words + ["--shard", "1/3"]).status == 0)
    #expect(FileManager.default.fileExists(atPath: folder.path(".sluice/part-1-of-3.sqlite")))
    // Nothing is kept where nobody wants it.
    try FileManager.default.removeItem(at: folder.url(".sluice"))
    #expect(try run(SmallExperiment.words + ["--store", "none"]).status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path(".sluice")))
  }

  @Test func whereNothingCanBeKept() throws {
    try Data().write(to: folder.url(".sluice"))
    let whole = try run(SmallExperiment.words + ["-f", "csv"])
    #expect(whole.status == 0)
    #expect(whole.error.contains("results are not kept"), "\(whole.error)")
    #expect(try whole.output == SmallExperiment.report(program, folder))
    let part = try run(SmallExperiment.words + ["--shard", "0/2"])
    #expect(part.status == 1)
    #expect(part.output.isEmpty)
    let named = try run(SmallExperiment.words + ["--store", "nowhere/a.sqlite"])
    #expect(named.status == 1)
    #expect(named.error.contains("there is no folder"))
    #expect(try run(SmallExperiment.words + ["--store", "a-{shard}.sqlite"]).status == 2)
    #expect(try run(SmallExperiment.words + ["--store", "small.yaml"]).error.contains("no SQLite database"))
  }

  @Test func listAndShowInEveryForm() throws {
    #expect(try run(SmallExperiment.words + ["--store", "a.sqlite"]).status == 0)
    let list = try run("results", "list", "--store", "a.sqlite", "-f", "json")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [String: Any])
    let alternatives = try #require(json["alternatives"] as? [[String: Any]])
    #expect(alternatives.compactMap { $0["label"] as? String } == ["base", "more"])
    #expect(alternatives.compactMap { $0["replications"] as? Int } == [12, 12])
    let csv = try run("results", "list", "--store", "a.sqlite", "-f", "csv")
    #expect(csv.output.split(separator: "\n").count == 3)
    let key = try #require(alternatives[1]["key"] as? String)
    var shown: [String] = []
    for name in ["2", "more", String(key.prefix(8)), key] {
      let one = try run("results", "show", name, "--store", "a.sqlite")
      #expect(one.status == 0, "\(one.error)")
      shown.append(one.output)
    }
    #expect(Set(shown).count == 1)
    #expect(shown[0].contains("small \u{B7} more"))
    // The same mean in each form.
    let table = try run("results", "show", "more", "--store", "a.sqlite", "-f", "csv")
    let rows = table.output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let p50 = try #require(rows.first { $0[7] == "a" && $0[8] == "latency" && $0[9] == "p50" })
    let fill = try SmallExperiment.report(program, folder)
    #expect(fill.contains("more,all,a,latency,p50,s,\(p50[11]),\(p50[12]),\(p50[13])"), "\(p50)")
    let wrong = try run("results", "show", "moer", "--store", "a.sqlite")
    #expect(wrong.status == 2)
    #expect(wrong.error.contains("did you mean more?"))
    for width in ["80", "100"] {
      let narrow = try run("results", "list", "--store", "a.sqlite", "--width", width)
      #expect(narrow.output.split(separator: "\n").allSatisfy { $0.count <= Int(width) ?? 0 }, "\(narrow.output)")
    }
  }

  @Test func export() throws {
    #expect(try run(SmallExperiment.words + ["--store", "a.sqlite"]).status == 0)
    let csv = try run("results", "export", "--store", "a.sqlite").output.split(separator: "\n")
    let text = try run("results", "export", "--store", "a.sqlite", "-f", "json").output
    let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(csv.count == json.count + 1)
    let p50 = json.filter { ($0["metric"] as? String) == "latency" && ($0["statistic"] as? String) == "p50" }
    #expect(p50.count == SmallExperiment.replications)
    let values = p50.compactMap { $0["value"] as? Double }
    let rows = csv.filter { $0.contains(",latency,p50,") }.compactMap { row in
      Double(row.split(separator: ",", omittingEmptySubsequences: false)[11])
    }
    #expect(rows == values)
    let file = try run("results", "export", "more", "--store", "a.sqlite", "-o", "more.csv")
    #expect(file.output.isEmpty)
    let written = try String(contentsOf: folder.url("more.csv"), encoding: .utf8).split(separator: "\n")
    #expect(written.count == (csv.count - 1) / 2 + 1)
    #expect(try run("results", "export", "--store", "a.sqlite", "-o", "more.xls").status == 2)
  }

  @Test func prune() throws {
    #expect(try run(SmallExperiment.words + ["--store", "a.sqlite"]).status == 0)
    #expect(
      try run("results", "prune", "--store", "a.sqlite").output.contains("0 replications of 0 alternatives taken out"))
    #expect(try SmallExperiment.counts(folder.path("a.sqlite")) == [12, 12])
    let trial = try run("results", "prune", "--all", "--keep", "more", "--dry-run", "--store", "a.sqlite")
    #expect(trial.output.contains("12 replications of 1 alternative would be taken out"), "\(trial.output)")
    #expect(try SmallExperiment.counts(folder.path("a.sqlite")) == [12, 12])
    let kept = try run("results", "prune", "--all", "--keep", "more", "--store", "a.sqlite")
    #expect(kept.output.contains("small \u{B7} base"))
    #expect(try SmallExperiment.counts(folder.path("a.sqlite")) == [12])
    #expect(try run("results", "prune", "--keep", "more", "--store", "a.sqlite").status == 2)
    #expect(try run("results", "prune", "--damaged", "--store", "a.sqlite").output.contains("0 replications taken out"))
    #expect(try run("results", "prune", "--all", "--store", "a.sqlite").status == 0)
    #expect(try SmallExperiment.counts(folder.path("a.sqlite")) == [])
    #expect(try run("results", "prune", "--all", "--store", "nothing.sqlite").status == 1)
  }

  // MARK: Disks

  /// A disk that fills up while an experiment runs: it says so, and what was finished stays.
  @Test func aFullDisk() throws {
    guard getuid() == 0, let mount = Program.installed("mount"), let umount = Program.installed("umount") else {
      print("skipped: only root can make a small disk")
      return
    }
    let disk = folder.path("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    let mounted = try Program.run(mount, ["-t", "tmpfs", "-o", "size=400k", "sluice-test", disk])
    guard mounted.status == 0 else {
      print("skipped: no disk can be mounted here: \(mounted.error)")
      return
    }
    defer { _ = try? Program.run(umount, [disk]) }
    let words = ["results", "fill", "small.yaml", "-n", "400", "--store", "disk/a.sqlite", "-f", "csv"]
    let full = try run(words)
    #expect(full.status == 1, "\(full.error)")
    #expect(full.output.isEmpty)
    #expect(full.error.contains("disk/a.sqlite: "), "\(full.error)")
    #expect(full.error.contains("room") || full.error.contains("full"), "\(full.error)")
    let kept = try SmallExperiment.counts(folder.path("disk/a.sqlite"))
    #expect(kept.count == 1 && kept[0] > 2, "\(kept)")
    let export = try run("results", "export", "--store", "disk/a.sqlite")
    #expect(export.status == 0, "\(export.error)")
    #expect(export.output.split(separator: "\n").count > 100)
  }

  /// A limit on the size of files (`ulimit -f`) ends nothing without a word.
  @Test func aLimitOnTheSizeOfFiles() throws {
    let command = "ulimit -f 600; exec \"$0\" results fill small.yaml -n 400 --store a.sqlite"
    let limited = try Program.run("/bin/sh", ["-c", command, program.path], folder: folder.root.path)
    #expect(limited.status == 1, "\(limited.error)")
    #expect(limited.error.contains("a.sqlite: "), "\(limited.error)")
    #expect(try SmallExperiment.counts(folder.path("a.sqlite"))[0] > 2)
  }

  /// A folder that nobody can write: what it has can still be read.
  @Test func aDiskThatIsOnlyRead() throws {
    guard getuid() == 0, let mount = Program.installed("mount"), let umount = Program.installed("umount") else {
      print("skipped: only root can make a disk that is only read")
      return
    }
    let disk = folder.path("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    guard try Program.run(mount, ["-t", "tmpfs", "sluice-test", disk]).status == 0 else {
      print("skipped: no disk can be mounted here")
      return
    }
    defer { _ = try? Program.run(umount, [disk]) }
    #expect(try run(SmallExperiment.words + ["--store", "disk/a.sqlite"]).status == 0)
    #expect(try Program.run(mount, ["-o", "remount,ro", disk]).status == 0)
    let list = try run("results", "list", "--store", "disk/a.sqlite")
    #expect(list.status == 0, "\(list.error)")
    #expect(list.output.contains("24 replications"))
    let more = try run(SmallExperiment.words + ["--store", "disk/a.sqlite", "--seed", "9"])
    #expect(more.status == 1)
    #expect(more.error.contains("disk/a.sqlite: "), "\(more.error)")
    #expect(more.error.contains("--store FILE"), "\(more.error)")
  }
}
