// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Testing

@testable import sluice

/// Job files: what schedulers check, and texts that would break out of their quotes.
@Suite struct ClusterTextTests {
  /// Words that a shell, a YAML reader or a JSON reader may misread.
  static let awkward = [
    "it's", "$HOME", "$(touch x)", "`id`", "a b", "\"q\"", "\\", "#x", "- y", "null", "yes", "é漢", "a\nb", "%d",
    "{shard}", "*",
    "--set=a='b'", "!!str", "&a", "*a", "~", "1e3", ": ", "$$(HOME)",
  ]

  private func job(_ words: [String] = ["-n", "8"], parts: Int = 4) -> ClusterJob {
    ClusterJob(
      name: ClusterJob.name("My Scénario_1"), program: "/opt/my tools/sluice", command: ["compare"],
      scenario: "my files/a'b.yaml", words: words, reportFlags: ["--out=it's.json"], parts: parts,
      stores: "x.parts/part-", cpus: 2, memory: 4096, time: 5400)
  }

  /// A document of block YAML as the reader of scenarios sees it.
  private func read(_ text: String) throws -> Node {
    var diagnostics = Diagnostics()
    let node = Document.parse(text, file: "job.yaml", into: &diagnostics)
    return try #require(node, "\(diagnostics.sorted)")
  }

  /// Whether a tree says the same as a JSON value; numbers and truths are plain words, texts are not.
  private func isSame(_ node: Node?, _ value: JSONValue) -> Bool {
    guard let node else { return false }
    switch value {
    case .object(let members):
      return node.entries?.count == members.count && members.allSatisfy { isSame(node[$0.name], $0.value) }
    case .array(let items):
      return node.items?.count == items.count && zip(node.items ?? [], items).allSatisfy { isSame($0, $1) }
    case .string(let text): return node.text == text && node.isQuoted
    case .integer(let number): return node.text == "\(number)" && !node.isQuoted
    case .bool(let truth): return node.text == "\(truth)" && !node.isQuoted
    default: return false
    }
  }

  @Test func names() {
    #expect(ClusterJob.name("image-processing") == "sluice-image-processing")
    #expect(ClusterJob.name("My Scénario_1") == "sluice-my-sc-nario-1")
    #expect(ClusterJob.name("") == "sluice")
    #expect(ClusterJob.name("--- ---") == "sluice")
    let long = ClusterJob.name(String(repeating: "ab-", count: 60))
    #expect(long.count <= 40 && !long.hasSuffix("-"))
  }

  // MARK: Slurm

  @Test func slurm() throws {
    let text = SlurmScript(job: job(), partition: "main", account: nil).text
    #expect(text.hasPrefix("#!/bin/sh\n#SBATCH "))
    for line in [
      "#SBATCH --array=0-3", "#SBATCH --cpus-per-task=2", "#SBATCH --mem=4096M", "#SBATCH --time=01:30:00",
      "#SBATCH --partition=main", "#SBATCH --job-name=sluice-my-sc-nario-1",
    ] { #expect(text.contains("\(line)\n"), "\(line)") }
    #expect(!text.contains("--account"))
    #expect(text.contains("--dependency=afterok:"))
    // Directives stand before the first command, else sbatch does not read them.
    let lines = text.split(separator: "\n")
    let command = try #require(lines.firstIndex { !$0.hasPrefix("#") })
    #expect(!lines[command...].contains { $0.hasPrefix("#SBATCH") })
    #expect(SlurmScript.time(60) == "00:01:00")
    #expect(SlurmScript.time(61) == "00:02:00")
    #expect(SlurmScript.time(86_400) == "1-00:00:00")
    #expect(SlurmScript.time(90_061) == "1-01:02:00")
    #expect(throws: FlagError.self) { try SlurmScript.directive("a b") }
    #expect(throws: FlagError.self) { try SlurmScript.directive("x\n#SBATCH --uid=0") }
  }

  /// The script is run with a program that only says which words it got.
  @Test(arguments: ["part", "merge"])
  func aShellReadsTheWordsBack(_ what: String) throws {
    let folder = try TemporaryFolder()
    let echo = folder.path("my 'echo'")
    try Data("#!/bin/sh\nfor word in \"$@\"; do printf '%s\\0' \"$word\"; done\n".utf8).write(
      to: folder.url("my 'echo'"))
    chmod(echo, 0o755)
    var job = job(Self.awkward)
    job.program = echo
    job.reportFlags = Self.awkward.map { "--out=\($0)" }
    try Data(SlurmScript(job: job).text.utf8).write(to: folder.url("job.sh"))
    let words = [folder.path("job.sh")] + (what == "merge" ? ["merge"] : [])
    let outcome = try Program.run("/bin/sh", words, variables: ["SLURM_CPUS_PER_TASK": "3"], folder: folder.root.path)
    #expect(outcome.status == 0, "\(outcome.error)")
    let got = outcome.output.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map(String.init)
    let expected = what == "merge" ? job.mergeWords : job.partWords(jobs: nil)
    #expect(got == Array(expected.dropFirst()) + ["--jobs=3"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.root.path).sorted()
        == ["job.sh", "my 'echo'"] + (what == "merge" ? [] : [job.folder]))
  }

  // MARK: Kubernetes

  private func manifest(_ words: [String] = ["-n", "8"], scenario: String? = "version: 1\nname: x\n")
    -> KubernetesManifest
  {
    KubernetesManifest(job: job(words), image: "registry.example/sluice:1", scenario: scenario)
  }

  @Test func yamlReadsBack() throws {
    for scenario in [
      "version: 1\n\n  odd: |\n    x\n", " begins with a blank\n", "no line feed at its end", "two\n\n",
      "a\tb\n#c\n---\nd\n", "",
      "carriage\r\nreturn\n", "\u{85}\u{2028}x\ny\n", "---\n", "tab\t\n", "x \ny\n", "# only\n# comments\n",
    ] + Self.awkward {
      let manifest = manifest(Self.awkward, scenario: scenario)
      for document in manifest.documents {
        let text = YAMLText.document(document)
        #expect(isSame(try read(text), document), "\(text)")
      }
    }
  }

  /// The fields of batch/v1 that matter, with their kinds (kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1).
  @Test func theJob() throws {
    let documents = manifest().documents
    #expect(documents.compactMap { $0["kind"]?.string } == ["ConfigMap", "PersistentVolumeClaim", "Job", "Job"])
    #expect(manifest(scenario: nil).documents.count == 3)
    let known: [String: (JSONValue) -> Bool] = [
      "completionMode": { ["Indexed", "NonIndexed"].contains($0.string ?? "") },
      "completions": { ($0.integer ?? 0) > 0 }, "parallelism": { ($0.integer ?? 0) > 0 },
      "backoffLimit": { ($0.integer ?? -1) >= 0 }, "backoffLimitPerIndex": { ($0.integer ?? -1) >= 0 },
      "suspend": { if case .bool = $0 { true } else { false } }, "template": { $0["spec"] != nil },
    ]
    let container = ["name", "image", "workingDir", "command", "resources", "volumeMounts"]
    let pod = ["restartPolicy", "activeDeadlineSeconds", "containers", "volumes"]
    for job in documents.suffix(2) {
      #expect(job["apiVersion"]?.string == "batch/v1")
      let spec = try #require(job["spec"])
      for name in spec.names { #expect(known[name]?(spec[name] ?? .null) == true, "\(name)") }
      let pods = try #require(spec["template"]?["spec"])
      #expect(pods.names == pod)
      // Of Always, OnFailure and Never a job takes the last two; a limit for each index asks for Never.
      #expect(pods["restartPolicy"]?.string == "Never")
      let containers = pods["containers"]?.items ?? []
      #expect(containers.count == 1)
      #expect(containers.first?.names == container)
      #expect(containers.first?["command"]?.items.allSatisfy { $0.string != nil } == true)
      // Every mount has its volume.
      let volumes = Set(pods["volumes"]?.items.compactMap { $0["name"]?.string } ?? [])
      let mounts = Set(containers.first?["volumeMounts"]?.items.compactMap { $0["name"]?.string } ?? [])
      #expect(mounts == volumes && !mounts.isEmpty)
    }
    let parts = try #require(documents[2]["spec"])
    // A limit for each index is only valid in an Indexed Job.
    #expect(parts["completionMode"]?.string == "Indexed")
    #expect(parts["completions"]?.integer == 4)
    #expect(parts["backoffLimitPerIndex"] != nil)
    let merge = try #require(documents[3]["spec"])
    #expect(merge["backoffLimitPerIndex"] == nil && merge["completionMode"] == nil)
    #expect(merge["suspend"] == .bool(true))
    #expect(documents[1]["metadata"]?["name"]?.string == "sluice-my-sc-nario-1-stores")
  }

  /// Kubernetes replaces `$(NAME)` in commands; doubled signs stand for themselves.
  @Test func dollarsAreEscaped() throws {
    let words =
      manifest(["$(HOME)", "$$x", "a$"]).documents[2]["spec"]?["template"]?["spec"]?["containers"]?.items.first?[
        "command"]?.items.compactMap(\.string) ?? []
    #expect(words.contains("$$(HOME)") && words.contains("$$$$x") && words.contains("a$$"))
  }

  // MARK: AWS Batch

  @Test func batch() throws {
    let script = BatchScript(job: job(Self.awkward), image: "i", queue: "q", fileSystem: "fs-1")
    let definition = script.definition
    #expect(definition["type"]?.string == "container")
    #expect(
      definition["containerProperties"]?["command"]?.items.compactMap(\.string) == script.job.partWords(jobs: "2"))
    let resources = definition["containerProperties"]?["resourceRequirements"]?.items ?? []
    #expect(resources.map { $0["type"]?.string } == ["VCPU", "MEMORY"])
    // Both are texts there.
    #expect(resources.map { $0["value"]?.string } == ["2", "4096"])
    #expect(script.array["arrayProperties"]?["size"]?.integer == 4)
    #expect(
      script.merge["containerOverrides"]?["command"]?.items.compactMap(\.string) == script.job.mergeWords + ["--jobs=2"]
    )
    #expect(script.merge["jobDefinition"] == definition["jobDefinitionName"])
  }

  /// The script is run with a program `aws` that keeps what it is given.
  @Test func aShellReadsTheJSONBack() throws {
    let folder = try TemporaryFolder()
    let script = BatchScript(job: job(Self.awkward), image: "i'm", queue: "q", fileSystem: "fs-1")
    try Data(script.text.utf8).write(to: folder.url("job.sh"))
    let aws = "#!/bin/sh\nfor word in \"$@\"; do printf '%s\\n' \"$word\" >> aws.log; done\necho job-1\n"
    try Data(aws.utf8).write(to: folder.url("aws"))
    chmod(folder.path("aws"), 0o755)
    let outcome = try Program.run(
      "/bin/sh", [folder.path("job.sh")], variables: ["PATH": "\(folder.root.path):/usr/bin:/bin"],
      folder: folder.root.path)
    #expect(outcome.status == 0, "\(outcome.error)")
    let log = try String(contentsOf: folder.url("aws.log"), encoding: .utf8)
    let expected = """
      batch
      register-job-definition
      --cli-input-json
      \(script.definition.text(pretty: true))
      batch
      submit-job
      --query
      jobId
      --output
      text
      --cli-input-json
      \(script.array.text(pretty: true))
      batch
      submit-job
      --depends-on
      jobId=job-1
      --cli-input-json
      \(script.merge.text(pretty: true))

      """
    #expect(log == expected)
  }
}

extension JSONValue {
  fileprivate var string: String? { if case .string(let text) = self { text } else { nil } }
  fileprivate var integer: Int? { if case .integer(let number) = self { number } else { nil } }
  fileprivate var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }
  fileprivate var names: [String] { if case .object(let members) = self { members.map(\.name) } else { [] } }
}
