// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Statistics

extension ValueKind where Value == RequestOperation {
  /// What is asked of a cache or database.
  static var requestOperation: ValueKind<RequestOperation> {
    ValueKind<String>.choice(["read", "write", "delete"]).map { word, _, _ in
      switch word {
      case "write": RequestOperation.write
      case "delete": .delete
      default: .read
      }
    }
  }
}

extension ValueKind where Value == SizeChoice {
  /// A size or distribution of sizes, or `{ same_as: SOURCE }`.
  static var recordSizes: ValueKind<SizeChoice> {
    let own = ValueKind<Distribution>.size
    let other = ValueKind<SizeChoice>.oneKey(
      "records",
      [
        OneKeyCase("same_as", ValueKind<Reference>.reference(to: ["traffic source"]), "The records of another source.") {
          SizeChoice.sameAs($0)
        }
      ])
    return ValueKind(
      "size of records", schema: .anyOf([own.schema, other.schema]), example: "{ lognormal: { p50: 900B, p99: 12KiB } }"
    ) { node, context in
      if node.entries?.contains(where: { $0.key == "same_as" }) ?? false { return other.read(node, &context) }
      return own.read(node, &context).map { .own($0) }
    }
  }
}
