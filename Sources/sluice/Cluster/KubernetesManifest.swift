// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation

/// An Indexed Job of parts, a suspended Job that merges them, the volume of their stores, and the scenario
/// (kubernetes.io/docs/concepts/workloads/controllers/job).
struct KubernetesManifest {
  static let folder = "/work"
  static let scenarioFolder = "/scenario"
  static let scenarioFile = "scenario.yaml"
  /// Of a ConfigMap, whose limit is 1 MiB with everything in it.
  static let mostScenarioBytes = 900_000

  var job: ClusterJob
  var image: String
  /// The scenario's text, which goes to a ConfigMap; nil where the image or the volume has it.
  var scenario: String?
  /// Of the volume: `10Gi`.
  var storage = "10Gi"
  /// Tries of each part besides the first.
  var retries = 3

  var text: String {
    let comment = """
      # The parts begin at once:
      #   kubectl apply -f \(job.name).yaml
      # The merge waits until it is let go, when all parts are done:
      #   kubectl wait --for=condition=complete --timeout=-1s job/\(job.name)
      #   kubectl patch job/\(job.name)-merge -p '{"spec":{"suspend":false}}'
      #   kubectl logs -f job/\(job.name)-merge
      # A part that failed goes on from what its store has: delete the job and apply it again.

      """
    return comment + documents.map(YAMLText.document).joined(separator: "---\n")
  }

  var documents: [JSONValue] {
    let configMap = scenario.map { text -> JSONValue in
      Self.resource(
        "v1", "ConfigMap", "\(job.name)-scenario", [.init("data", .object([.init(Self.scenarioFile, .string(text))]))])
    }
    let volume = Self.resource(
      "v1", "PersistentVolumeClaim", "\(job.name)-stores",
      [
        .init(
          "spec",
          .object([
            // Parts run on several nodes; each writes a file of its own.
            .init("accessModes", .array([.string("ReadWriteMany")])),
            .init("resources", .object([.init("requests", .object([.init("storage", .string(storage))]))])),
          ]))
      ])
    let parts: [JSONValue.Member] = [
      .init("completionMode", .string("Indexed")), .init("completions", .integer(job.parts)),
      .init("parallelism", .integer(job.parts)), .init("backoffLimitPerIndex", .integer(retries)),
      .init("template", template(job.partWords(jobs: String(job.cpus)))),
    ]
    let merge: [JSONValue.Member] = [
      .init("suspend", .bool(true)), .init("backoffLimit", .integer(retries)),
      .init("template", template(job.mergeWords + ["--jobs=\(job.cpus)"])),
    ]
    return [configMap].compactMap { $0 } + [
      volume, Self.resource("batch/v1", "Job", job.name, [.init("spec", .object(parts))]),
      Self.resource("batch/v1", "Job", "\(job.name)-merge", [.init("spec", .object(merge))]),
    ]
  }

  private static func resource(_ version: String, _ kind: String, _ name: String, _ rest: [JSONValue.Member])
    -> JSONValue
  {
    .object(
      [
        .init("apiVersion", .string(version)), .init("kind", .string(kind)),
        .init("metadata", .object([.init("name", .string(name))])),
      ] + rest)
  }

  private func template(_ words: [String]) -> JSONValue {
    let memory = JSONValue.string("\(job.memory)Mi")
    var mounts = [Self.pair("name", "stores", "mountPath", Self.folder)]
    var volumes: [JSONValue] = [
      .object([
        .init("name", .string("stores")),
        .init("persistentVolumeClaim", .object([.init("claimName", .string("\(job.name)-stores"))])),
      ])
    ]
    if scenario != nil {
      mounts.append(Self.pair("name", "scenario", "mountPath", Self.scenarioFolder))
      volumes.append(
        .object([
          .init("name", .string("scenario")),
          .init("configMap", .object([.init("name", .string("\(job.name)-scenario"))])),
        ]))
    }
    let container: [JSONValue.Member] = [
      .init("name", .string("sluice")), .init("image", .string(image)), .init("workingDir", .string(Self.folder)),
      .init("command", .array(words.map { .string(Self.escaped($0)) })),
      .init(
        "resources",
        .object([
          .init("requests", .object([.init("cpu", .string("\(job.cpus)")), .init("memory", memory)])),
          .init("limits", .object([.init("memory", memory)])),
        ])),
      .init("volumeMounts", .array(mounts)),
    ]
    return .object([
      .init(
        "spec",
        .object([
          .init("restartPolicy", .string("Never")), .init("activeDeadlineSeconds", .integer(job.time)),
          .init("containers", .array([.object(container)])), .init("volumes", .array(volumes)),
        ]))
    ])
  }

  private static func pair(_ name: String, _ value: String, _ other: String, _ otherValue: String) -> JSONValue {
    .object([.init(name, .string(value)), .init(other, .string(otherValue))])
  }

  /// `$(NAME)` stands for a variable in a container's command, and `$$` for `$`.
  private static func escaped(_ word: String) -> String { word.replacingOccurrences(of: "$", with: "$$") }
}
