// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The built program, started as a process of its own.
struct Program {
  /// What a process left behind.
  struct Outcome {
    var status: Int32
    var output: String
    var error: String
    /// What it used of the processor, in seconds.
    var processorTime: Double
  }

  /// It has not been built, or not where it is looked for.
  struct NotBuilt: Error, CustomStringConvertible {
    var tried: [String]
    var description: String {
      "the program sluice is not beside the tests; build it first: swift build -c release --product sluice; looked for "
        + tried.joined(separator: ", ")
    }
  }

  let path: String

  /// - Throws: `NotBuilt`
  init() throws {
    var folders = [Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent()]
    if let program = Bundle.main.executableURL { folders.append(program.deletingLastPathComponent()) }
    if let first = CommandLine.arguments.first {
      folders.append(URL(fileURLWithPath: first).deletingLastPathComponent())
    }
    folders.append(Repository.root.appendingPathComponent(".build/release"))
    folders.append(Repository.root.appendingPathComponent(".build/debug"))
    let tried = folders.map { $0.appendingPathComponent("sluice").path }
    guard let path = tried.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      throw NotBuilt(tried: tried)
    }
    self.path = path
  }

  /// Runs it to its end.
  ///
  /// - Parameter folder: where it works; nil for where the tests do.
  func run(
    _ words: String..., variables: [String: String] = [:], input: String = "", folder: String? = nil
  ) throws -> Outcome {
    try run(words, variables: variables, input: input, folder: folder)
  }

  func run(
    _ words: [String], variables: [String: String] = [:], input: String = "", folder: String? = nil
  ) throws -> Outcome {
    let running = try Running(path, words, variables, input: input, workingFolder: folder)
    let status = try running.status()
    return Outcome(
      status: status, output: running.output, error: running.error, processorTime: running.processorTime)
  }

  /// Starts it and goes on.
  func start(_ words: String..., variables: [String: String] = [:], output: Int32? = nil) throws -> Running {
    try Running(path, words, variables, input: "", output: output)
  }

  func start(_ words: [String], folder: String) throws -> Running {
    try Running(path, words, [:], input: "", workingFolder: folder)
  }

  /// Runs another program, by its path, in the same way.
  static func run(
    _ path: String, _ words: [String], variables: [String: String] = [:], folder: String? = nil,
    within seconds: Double = 120
  ) throws -> Outcome {
    let running = try Running(path, words, variables, input: "", workingFolder: folder)
    let status = try running.status(within: seconds)
    return Outcome(
      status: status, output: running.output, error: running.error, processorTime: running.processorTime)
  }

  /// The path of a program that is installed here; nil if it is not.
  static func installed(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return (folders + ["/usr/sbin", "/sbin"]).map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

/// A process that has been started. Its outputs go to files, so that none of them can fill a pipe.
final class Running {
  /// It has not ended in time; it was ended then.
  struct TookTooLong: Error {
    var words: [String]
  }

  let number: pid_t
  /// What it has used of the processor, in seconds; known when it has ended.
  private(set) var processorTime = 0.0
  private let words: [String]
  private let folder: TemporaryFolder

  /// - Parameter output: where the standard output goes instead of to a file.
  fileprivate init(
    _ path: String, _ words: [String], _ variables: [String: String], input: String, output: Int32? = nil,
    workingFolder: String? = nil
  ) throws {
    self.words = words
    folder = try TemporaryFolder()
    try Data(input.utf8).write(to: folder.url("input"))
    let surroundings = ProcessInfo.processInfo.environment
    let kept = ["PATH", "HOME", "LANG", "LD_LIBRARY_PATH"]
    var environment = surroundings.filter { kept.contains($0.key) }.merging(variables) { $1 }
    environment["TERM"] = variables["TERM"] ?? "xterm"
    var number: pid_t = 0
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let create = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, folder.path("input"), O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, folder.path("error"), create, 0o600)
    if let output {
      posix_spawn_file_actions_adddup2(&actions, output, 1)
    } else {
      posix_spawn_file_actions_addopen(&actions, 1, folder.path("output"), create, 0o600)
    }
    // A shell goes to the folder and becomes the program, with the same number.
    let inFolder = workingFolder.map { ["/bin/sh", "-c", "cd -- \"$0\" && exec \"$@\"", $0, path] + words }
    var arguments = (inFolder ?? [path] + words).map { strdup($0) } + [nil]
    var settings = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + settings { free(text) } }
    let failed = posix_spawn(&number, inFolder == nil ? path : "/bin/sh", &actions, nil, &arguments, &settings)
    guard failed == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failed) ?? .EINVAL) }
    self.number = number
  }

  var output: String { text("output") }
  var error: String { text("error") }

  /// The exit status, or minus the number of the signal that ended it.
  func status(within seconds: Double = 120) throws -> Int32 {
    let start = ContinuousClock.now
    var result: Int32 = 0
    var usage = rusage()
    while wait4(number, &result, WNOHANG, &usage) == 0 {
      guard start.duration(to: .now) < .seconds(seconds) else {
        kill(number, SIGKILL)
        waitpid(number, &result, 0)
        throw TookTooLong(words: words)
      }
      usleep(1_000)
    }
    processorTime = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    let signal = result & 0x7F
    return signal == 0 ? (result >> 8) & 0xFF : -signal
  }

  /// Waits until the standard error says something.
  func waits(for text: String, within seconds: Double = 60) -> Bool {
    let start = ContinuousClock.now
    while !error.contains(text) {
      guard start.duration(to: .now) < .seconds(seconds) else { return false }
      usleep(2_000)
    }
    return true
  }

  private func text(_ name: String) -> String {
    String(decoding: (try? Data(contentsOf: folder.url(name))) ?? Data(), as: UTF8.self)
  }
}

/// A folder that is gone when nobody uses it any more.
final class TemporaryFolder {
  let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func url(_ name: String) -> URL { root.appendingPathComponent(name) }
  func path(_ name: String) -> String { url(name).path }
}

/// The files that the tests share with everyone.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let demo = root.appendingPathComponent("scenarios/image-processing.yaml").path

  /// The examples, in ascending order.
  static func scenarios() throws -> [String] {
    let folder = root.appendingPathComponent("scenarios")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return names.filter { $0.hasSuffix(".yaml") }.map { folder.appendingPathComponent($0).path }
  }
}
