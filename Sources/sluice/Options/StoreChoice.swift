// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Experiments
import Foundation

/// Where finished replications are kept.
enum StoreChoice: Sendable, Hashable {
  /// Nowhere: `--store none`.
  case none
  /// Where nobody said anything: in this folder, if something can be written there.
  case standard
  case file(Given)

  /// Where the standard stores lie.
  static let folder = ".sluice"
  static let standardFile = "\(folder)/results.sqlite"
  /// What a part's number stands for in the name of a store.
  static let placeholder = "{shard}"

  init(_ given: Given?) {
    guard let given else {
      self = .standard
      return
    }
    self = given.text == "none" ? .none : .file(given)
  }

  /// The file; nil for none. Each part has a store of its own: parts may run on machines that share a folder, but no lock.
  ///
  /// - Throws: `Failure` for a placeholder without a part.
  func path(_ shard: Shard?) throws -> String? {
    switch self {
    case .none: return nil
    case .standard:
      return shard.map { "\(Self.folder)/part-\($0.index)-of-\($0.count).sqlite" } ?? Self.standardFile
    case .file(let given):
      guard given.text.contains(Self.placeholder) else { return given.text }
      guard let shard else {
        throw Failure.usage(
          "\(given.origin): \(Self.placeholder) stands for the number of a part, and this is none",
          hint: "--shard 0/4 does a part")
      }
      return given.text.replacingOccurrences(of: Self.placeholder, with: String(shard.index))
    }
  }

  /// The store that is asked for; nil for none.
  ///
  /// - Parameter shard: the part that is done here. Somebody is going to join it with others, so there must be a store.
  /// - Throws: `Failure` and `StoreProblem` when it cannot be opened.
  func open(_ session: Session, shard: Shard?) throws -> ResultStore? {
    guard let path = try path(shard) else {
      guard let shard else { return nil }
      throw Failure.usage(
        "part \(shard) needs a store, from which it is merged", hint: "--store part-\(Self.placeholder).sqlite")
    }
    guard case .standard = self else { return try ResultStore(path) }
    do {
      try Self.makeFolder()
      return try ResultStore(path)
    } catch let problem as StoreProblem where [.notWritable, .missing, .full].contains(problem.kind) {
      guard shard == nil else { throw problem }
      session.note("\(problem.description); results are not kept")
      return nil
    }
  }

  /// Makes the folder of the standard stores, which no repository should take.
  ///
  /// - Throws: `StoreProblem`
  private static func makeFolder() throws {
    if mkdir(folder, 0o777) != 0, errno != EEXIST { throw problem(errno) }
    guard access(folder, W_OK | X_OK) == 0 else { throw problem(errno) }
    let ignore = "\(folder)/.gitignore"
    if !FileManager.default.fileExists(atPath: ignore) {
      do {
        try FileWriting.write("*\n", to: ignore)
      } catch {
        throw problem(errno)
      }
    }
  }

  private static func problem(_ number: Int32) -> StoreProblem {
    StoreProblem(
      .notWritable, folder, "cannot be written: \(String(cString: strerror(number)))",
      hint: "--store FILE keeps results elsewhere")
  }
}
