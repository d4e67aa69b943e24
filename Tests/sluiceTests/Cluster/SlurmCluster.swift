// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A real Slurm with one node, this machine, in a folder of its own. It ends with the value.
final class SlurmCluster {
  /// Why there is none.
  struct Unavailable: Error, CustomStringConvertible {
    var description: String
  }

  private let folder: TemporaryFolder
  /// What its programs have to know.
  private let variables: [String: String]

  /// - Throws: ``Unavailable`` where it is not installed, or does not start.
  init() throws {
    guard getuid() == 0 else { throw Unavailable(description: "Slurm can only be started by root") }
    var programs: [String: String] = [:]
    for name in ["munged", "slurmctld", "slurmd", "sbatch", "sinfo", "scancel", "hostname"] {
      guard let path = Program.installed(name) else { throw Unavailable(description: "\(name) is not installed") }
      programs[name] = path
    }
    folder = try TemporaryFolder()
    let root = folder.root.path
    // The daemons refuse a folder that others may change.
    chmod(root, 0o755)
    variables = ["SLURM_CONF": folder.path("slurm.conf")]
    for name in ["state", "spool"] {
      try FileManager.default.createDirectory(at: folder.url(name), withIntermediateDirectories: true)
    }
    try Data((0..<1024).map { _ in UInt8.random(in: 0...255) }).write(to: folder.url("munge.key"))
    chmod(folder.path("munge.key"), 0o400)
    let host = try Program.run(programs["hostname"] ?? "", ["-s"]).output.trimmingCharacters(
      in: .whitespacesAndNewlines)
    let port = 20_000 + Int(ProcessInfo.processInfo.processIdentifier) % 20_000
    let settings = """
      ClusterName=local
      SlurmctldHost=\(host)(127.0.0.1)
      SlurmctldPort=\(port)
      SlurmdPort=\(port + 1)
      SlurmUser=root
      AuthType=auth/munge
      AuthInfo=socket=\(root)/munge.sock
      CredType=cred/munge
      StateSaveLocation=\(root)/state
      SlurmdSpoolDir=\(root)/spool
      SlurmctldPidFile=\(root)/slurmctld.pid
      SlurmdPidFile=\(root)/slurmd.pid
      SlurmctldLogFile=\(root)/slurmctld.log
      SlurmdLogFile=\(root)/slurmd.log
      ProctrackType=proctrack/linuxproc
      TaskPlugin=task/none
      SelectType=select/cons_tres
      SelectTypeParameters=CR_Core
      MpiDefault=none
      ReturnToService=2
      NodeName=\(host) NodeAddr=127.0.0.1 CPUs=\(max(1, ProcessInfo.processInfo.activeProcessorCount)) RealMemory=512 State=UNKNOWN
      PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP

      """
    try Data(settings.utf8).write(to: folder.url("slurm.conf"))
    let munge = try Program.run(
      programs["munged"] ?? "",
      [
        "--force", "--socket=\(root)/munge.sock", "--key-file=\(root)/munge.key", "--pid-file=\(root)/munged.pid",
        "--log-file=\(root)/munged.log", "--seed-file=\(root)/munge.seed",
      ])
    guard munge.status == 0 else { throw Unavailable(description: "munged does not start: \(munge.error)") }
    for name in ["slurmctld", "slurmd"] {
      let started = try Program.run(programs[name] ?? "", ["-f", folder.path("slurm.conf")], variables: variables)
      guard started.status == 0 else { throw Unavailable(description: "\(name) does not start: \(started.error)") }
    }
    for _ in 0..<100 {
      let state = try Program.run(programs["sinfo"] ?? "", ["--noheader", "--format=%t"], variables: variables)
      if state.output.hasPrefix("idle") { return }
      usleep(200_000)
    }
    let log = (try? String(contentsOf: folder.url("slurmd.log"), encoding: .utf8)) ?? ""
    throw Unavailable(description: "the node does not become idle: \(log.suffix(600))")
  }

  deinit {
    for name in ["slurmd", "slurmctld", "munged"] {
      guard let text = try? String(contentsOf: folder.url("\(name).pid"), encoding: .utf8),
        let number = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)), number > 1
      else { continue }
      kill(number, SIGTERM)
      // They write to the folder until they are gone.
      for _ in 0..<100 where kill(number, 0) == 0 { usleep(50_000) }
      kill(number, SIGKILL)
    }
  }

  /// Runs one of its commands to its end.
  func run(_ command: String, _ words: [String], in folder: String) throws -> Program.Outcome {
    guard let path = Program.installed(command) else { throw Unavailable(description: "\(command) is not installed") }
    return try Program.run(path, words, variables: variables, folder: folder, within: 180)
  }
}
