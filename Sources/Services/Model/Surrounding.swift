// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration

/// A section of a scenario that holds settings instead of parts, and is one part as a whole: what is paid for around the
/// others. It is wired after them, and its lines of the bill bear its name.
public struct Surrounding: Sendable {
  /// The section, and the part that it becomes.
  public let name: String
  public let table: KeyTable
  /// One sentence for the reference.
  public let summary: String
  let make: @Sendable (Record) -> any Part

  init(name: String, table: KeyTable, summary: String, make: @escaping @Sendable (Record) -> any Part) {
    self.name = name
    self.table = table
    self.summary = summary
    self.make = make
  }

  /// The part that the section becomes; nil after an error.
  public func part(_ node: Node, _ context: inout ReadContext) -> (any Part)? {
    ValueKind<Record>.record(table).read(node, &context).map(make)
  }
}
