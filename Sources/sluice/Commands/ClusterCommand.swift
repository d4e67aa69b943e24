// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Foundation
import Scenarios

/// `sluice cluster`: job files for an experiment in parts.
struct ClusterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "Print the job file that does an experiment in parts.",
    usage: "sluice cluster slurm|kubernetes|aws-batch FILE --shards N [-- words]",
    discussion: """
      sluice cluster slurm my.yaml --shards 40 -- -v all -n 200 -o report.json

      What stands behind -- goes to the experiment's command: compare, or that of
      --command. The job file is written to the output; nothing is submitted.
      """,
    subcommands: [SlurmCommand.self, KubernetesCommand.self, AWSBatchCommand.self])
}

/// What every job file can be told.
struct ClusterFlags: ParsableArguments {
  @Argument(help: ArgumentHelp("The scenario.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("So many parts.", valueName: "n"))
  var shards: String?

  @Option(help: ArgumentHelp("The experiment; default: compare.", valueName: "name"))
  var command: String?

  @Option(help: ArgumentHelp("Processors of a part; default 2.", valueName: "count"))
  var cpus: String?

  @Option(help: ArgumentHelp("Memory of a part; default 4GiB.", valueName: "size"))
  var memory: String?

  @Option(help: ArgumentHelp("Time that a part may take; default 1h.", valueName: "time"))
  var time: String?

  @Option(help: ArgumentHelp("How sluice is called there.", valueName: "path"))
  var program: String?

  @Option(help: ArgumentHelp("Where the scenario lies there, if elsewhere.", valueName: "path"))
  var path: String?

  @Argument(
    parsing: .postTerminator, help: ArgumentHelp("Behind --: flags of the experiment.", valueName: "words"))
  var words: [String] = []
}

/// What the flags and variables come to.
struct ClusterRequest {
  var job: ClusterJob
  var source: ScenarioSource
  /// Where the scenario lies there; nil where nobody said.
  var path: String?

  /// Reads the scenario, so that nothing is submitted that cannot be done.
  ///
  /// - Throws: `Failure` for what cannot be read, `ScenarioInvalid`.
  init(_ flags: ClusterFlags, _ session: Session) throws {
    let environment = session.environment
    guard let shards = environment.given(flags.shards, "shards") else {
      throw Failure.usage("how many parts? --shards N", hint: "a few times as many as there are nodes")
    }
    let parts = try shards.parsed(FlagValue.integer(1...ShardRequest.most))
    let command = try environment.given(flags.command, "command")?.parsed(FlagValue.experiment) ?? ["compare"]
    path = environment.given(flags.path, "path")?.text
    guard flags.file != "-" else { throw Failure.usage("the parts cannot read a standard input: name a file") }
    source = try ScenarioSource(flags.file)
    let (kept, others) = ExperimentWords.split(flags.words)
    for other in others where ["store", "shard", "shards", "budget"].contains(Self.name(other)) {
      throw Failure.usage("--\(Self.name(other)): the job file says that", hint: "leave it out behind --")
    }
    let variants = ScenarioVariants(
      source, try ScenarioRequest(ScenarioFlags.parse([]), Environment([:])), checkAll: false)
    if variants.hasErrors { throw ScenarioInvalid(refused: variants.refusal) }
    if let scenario = variants.scenarios.first, case .until = scenario.precision, !Self.isFixed(kept) {
      throw Failure.usage(
        "parts need a fixed number of replications, and here it depends on what comes out",
        hint: "-- -n 20, or run: { replications: 20 } in the scenario")
    }
    job = ClusterJob(
      name: ClusterJob.name(variants.scenarios.first?.name ?? ""),
      program: environment.given(flags.program, "program")?.text ?? "sluice", command: command,
      scenario: path ?? flags.file, words: kept,
      reportFlags: others.filter { !["jobs", "progress"].contains(Self.name($0)) }, parts: parts, stores: "",
      cpus: try environment.given(flags.cpus, "cpus")?.parsed(FlagValue.integer(1...256)) ?? 2,
      memory: try environment.given(flags.memory, "memory")?.parsed(FlagValue.memory) ?? 4096,
      time: try environment.given(flags.time, "time")?.parsed(FlagValue.taskTime) ?? 3600)
    job.stores = "\(job.folder)/part-"
  }

  /// Whether the words say how many replications.
  private static func isFixed(_ words: [String]) -> Bool {
    words.contains {
      ["--replications", "-n"].contains($0) || $0.hasPrefix("--replications=")
        || ($0.hasPrefix("-n") && Int($0.dropFirst(2).trimmingPrefix("=")) != nil)
    }
  }

  /// Of `--name=value`.
  private static func name(_ word: String) -> String {
    String(word.dropFirst(2).prefix { $0 != "=" })
  }

  /// Puts the report's files in a folder, unless they say where they are.
  mutating func writeReports(to folder: String) {
    job.reportFlags = job.reportFlags.map { flag in
      guard Self.name(flag) == "out", !flag.hasPrefix("--out=/") else { return flag }
      return "--out=\(folder)/\(flag.dropFirst("--out=".count))"
    }
  }
}

/// A scenario that no job file is made for.
struct ScenarioInvalid: Error {
  var refused: ScenarioRefused
}

/// Prints a job file, or says what is wrong with the scenario.
private func write(_ flags: ClusterFlags, _ session: Session, _ text: (ClusterRequest) throws -> String) throws
  -> ExitStatus
{
  do {
    try Output.standard.write(try text(try ClusterRequest(flags, session)))
    return .done
  } catch let invalid as ScenarioInvalid {
    Output.error.say(invalid.refused.text(color: session.errorUsesColor, outcome: "There is no job file."))
    return .invalidScenario
  }
}

/// `sluice cluster slurm FILE`
struct SlurmCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "slurm", abstract: "Print a batch script for Slurm.",
    usage: "sluice cluster slurm FILE --shards N [options] [-- words]")

  @OptionGroup var cluster: ClusterFlags

  @Option(help: ArgumentHelp("Slurm's partition.", valueName: "name"))
  var partition: String?

  @Option(help: ArgumentHelp("Slurm's account.", valueName: "name"))
  var account: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let partition = try session.environment.given(partition, "partition")?.parsed(SlurmScript.directive)
    let account = try session.environment.given(account, "account")?.parsed(SlurmScript.directive)
    return try write(cluster, session) { SlurmScript(job: $0.job, partition: partition, account: account).text }
  }
}

/// `sluice cluster kubernetes FILE`
struct KubernetesCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "kubernetes", abstract: "Print a manifest with an Indexed Job.",
    usage: "sluice cluster kubernetes FILE --shards N --image IMAGE [-- words]",
    discussion: """
      The scenario goes into a ConfigMap; --path says where it lies instead.
      """)

  @OptionGroup var cluster: ClusterFlags

  @Option(help: ArgumentHelp("The image that has sluice.", valueName: "image"))
  var image: String?

  @Option(help: ArgumentHelp("Size of the volume; default 10Gi.", valueName: "size"))
  var storage: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let image = try session.environment.image(image)
    let storage = try session.environment.given(storage, "storage")?.parsed(FlagValue.kubernetesSize) ?? "10Gi"
    return try write(cluster, session) { request in
      var request = request
      var text: String?
      if request.path == nil {
        guard request.source.bytes.count <= KubernetesManifest.mostScenarioBytes else {
          throw Failure.usage(
            "the scenario is too large for a ConfigMap", hint: "--path says where it lies on the volume")
        }
        text = request.source.text
        request.job.scenario = "\(KubernetesManifest.scenarioFolder)/\(KubernetesManifest.scenarioFile)"
      }
      request.job.stores = "\(KubernetesManifest.folder)/\(request.job.name).part-"
      request.writeReports(to: KubernetesManifest.folder)
      return KubernetesManifest(job: request.job, image: image, scenario: text, storage: storage).text
    }
  }
}

/// `sluice cluster aws-batch FILE`
struct AWSBatchCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "aws-batch", abstract: "Print a job definition and an array job.",
    usage: "sluice cluster aws-batch FILE --shards N --image I --queue Q --efs ID",
    discussion: """
      The file system is mounted at /work. --path says where the scenario lies on
      it; default: /work and the scenario's file name.
      """)

  @OptionGroup var cluster: ClusterFlags

  @Option(help: ArgumentHelp("The image that has sluice.", valueName: "image"))
  var image: String?

  @Option(help: ArgumentHelp("The job queue.", valueName: "name"))
  var queue: String?

  @Option(help: ArgumentHelp("The file system for the stores: fs-...", valueName: "id"))
  var efs: String?

  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    let image = try session.environment.image(image)
    guard let queue = session.environment.given(queue, "queue")?.text else {
      throw Failure.usage("which job queue? --queue NAME")
    }
    guard let fileSystem = session.environment.given(efs, "efs")?.text else {
      throw Failure.usage("where are the stores kept? --efs fs-0123456789abcdef0")
    }
    return try write(cluster, session) { request in
      var request = request
      guard BatchScript.sizes.contains(request.job.parts) else {
        throw Failure.usage("an array job of AWS Batch has 2 to 10,000 parts, not \(request.job.parts)")
      }
      let file = URL(fileURLWithPath: request.source.name).lastPathComponent
      request.job.scenario = request.path ?? "\(BatchScript.folder)/\(file)"
      request.job.stores = "\(BatchScript.folder)/\(request.job.name).part-"
      request.writeReports(to: BatchScript.folder)
      return BatchScript(job: request.job, image: image, queue: queue, fileSystem: fileSystem).text
    }
  }
}

extension Environment {
  /// - Throws: `Failure` where nobody names one.
  fileprivate func image(_ flag: String?) throws -> String {
    guard let image = given(flag, "image")?.text else {
      throw Failure.usage("in which image is sluice? --image REGISTRY/NAME:TAG", hint: nil)
    }
    return image
  }
}

extension FlagValue {
  /// A quantity of Kubernetes for storage: `10Gi`.
  static func kubernetesSize(_ text: String) throws -> String {
    let digits = text.prefix { ("0"..."9").contains($0) }
    guard let number = Int(digits), number > 0,
      ["Mi", "Gi", "Ti", "M", "G", "T"].contains(text.dropFirst(digits.count))
    else { throw FlagError("is no size", hint: "such as 10Gi") }
    return text
  }
}
