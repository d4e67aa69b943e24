// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Reports

/// A job definition of AWS Batch, an array job of parts, and the job that merges them, as a script of AWS's command line
/// (docs.aws.amazon.com/batch/latest/userguide/array_jobs.html).
struct BatchScript {
  static let folder = "/work"
  /// Sizes that an array job may have.
  static let sizes = 2...10_000

  var job: ClusterJob
  var image: String
  var queue: String
  /// The Elastic File System of the stores.
  var fileSystem: String
  /// Tries of each part, the first included.
  var attempts = 3

  var text: String {
    """
    #!/bin/sh
    # Registers the job, submits the parts as an array, then the merge, which begins when all of them are done.
    # The file system holds the scenario (\(Self.comment(job.scenario))) and gets the parts' stores.
    # A part that was lost goes on from what its store has when the array is submitted again.
    set -eu
    definition() {
      cat <<'JSON'
    \(definition.text(pretty: true))
    JSON
    }
    parts() {
      cat <<'JSON'
    \(array.text(pretty: true))
    JSON
    }
    merge() {
      cat <<'JSON'
    \(merge.text(pretty: true))
    JSON
    }
    aws batch register-job-definition --cli-input-json "$(definition)"
    job=$(aws batch submit-job --query jobId --output text --cli-input-json "$(parts)")
    aws batch submit-job --depends-on "jobId=$job" --cli-input-json "$(merge)"

    """
  }

  var definition: JSONValue {
    .object([
      .init("jobDefinitionName", .string(job.name)), .init("type", .string("container")),
      .init(
        "containerProperties",
        .object([
          .init("image", .string(image)), .init("command", Self.words(job.partWords(jobs: String(job.cpus)))),
          .init(
            "resourceRequirements",
            .array([Self.resource("VCPU", job.cpus), Self.resource("MEMORY", job.memory)])),
          .init(
            "mountPoints",
            .array([
              .object([
                .init("sourceVolume", .string("stores")), .init("containerPath", .string(Self.folder)),
                .init("readOnly", .bool(false)),
              ])
            ])),
          .init(
            "volumes",
            .array([
              .object([
                .init("name", .string("stores")),
                .init("efsVolumeConfiguration", .object([.init("fileSystemId", .string(fileSystem))])),
              ])
            ])),
        ])),
      .init("retryStrategy", .object([.init("attempts", .integer(attempts))])),
      .init("timeout", .object([.init("attemptDurationSeconds", .integer(job.time))])),
    ])
  }

  var array: JSONValue {
    .object([
      .init("jobName", .string(job.name)), .init("jobQueue", .string(queue)), .init("jobDefinition", .string(job.name)),
      .init("arrayProperties", .object([.init("size", .integer(job.parts))])),
    ])
  }

  var merge: JSONValue {
    .object([
      .init("jobName", .string("\(job.name)-merge")), .init("jobQueue", .string(queue)),
      .init("jobDefinition", .string(job.name)),
      .init(
        "containerOverrides",
        .object([.init("command", Self.words(job.mergeWords + ["--jobs=\(job.cpus)"]))])),
    ])
  }

  private static func words(_ words: [String]) -> JSONValue { .array(words.map { .string($0) }) }

  private static func resource(_ type: String, _ value: Int) -> JSONValue {
    .object([.init("type", .string(type)), .init("value", .string("\(value)"))])
  }

  /// A text within a comment: on one line.
  private static func comment(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}
