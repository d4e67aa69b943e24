// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Statistics

/// What a store remembers of an experiment, so that it can be done again from the results of its parts.
public struct ExperimentRecord: Hashable, Sendable {
  /// The command and its arguments, without those that only say where, how fast and in which form.
  public var words: [String]
  /// Variables that stood for flags: `SLUICE_REPLICATIONS=20`, sorted.
  public var variables: [String]
  /// Which part of it was done; nil for all of it.
  public var shard: Shard?
  public var modelVersion: Int
  /// Name and version of the program.
  public var program: String
  public var isFinished: Bool

  public init(
    words: [String], variables: [String], shard: Shard?, modelVersion: Int = Product.modelVersion,
    program: String = Product.name, isFinished: Bool = false
  ) {
    self.words = words
    self.variables = variables
    self.shard = shard
    self.modelVersion = modelVersion
    self.program = program
    self.isFinished = isFinished
  }

  /// Whether both are parts of one experiment.
  public func isSame(as other: ExperimentRecord) -> Bool {
    words == other.words && variables == other.variables && modelVersion == other.modelVersion
      && shard?.count == other.shard?.count
  }

  /// A list of texts as a column holds it.
  static func text(_ list: [String]) -> String {
    String(decoding: (try? JSONEncoder().encode(list)) ?? Data("[]".utf8), as: UTF8.self)
  }

  /// Nil for a column that holds no list.
  static func list(_ text: String) -> [String]? { try? JSONDecoder().decode([String].self, from: Data(text.utf8)) }
}

/// The hash by which texts are found; equal hashes are followed by a comparison of the texts.
enum StoreHash {
  static func of(_ text: String) -> UInt64 { StableHash.of(text.utf8) }
}
