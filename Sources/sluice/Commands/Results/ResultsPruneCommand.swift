// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Configuration
import Experiments
import Reports

/// `sluice results prune`: takes out what nobody asks for any more.
struct ResultsPruneCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Take out replications of older models, or all.",
    usage: "sluice results prune [--all [--keep NAME]... | --damaged] [options]",
    discussion: """
      Without --all: the replications that another version of the model has made,
      which no experiment uses any more.
      """)

  @Flag(help: "Take out everything.")
  var all = false

  @Option(help: ArgumentHelp("But not this: number, label or key; repeatable.", valueName: "name"))
  var keep: [String] = []

  @Flag(help: "Take out the replications that cannot be read.")
  var damaged = false

  @Flag(help: "Only say what would be taken out.")
  var dryRun = false

  @OptionGroup var store: StoreFlags
  @OptionGroup var common: CommonFlags

  func perform() async throws -> ExitStatus {
    let session = try Session(common)
    guard keep.isEmpty || all else { throw Failure.usage("--keep says what --all leaves", hint: "--all --keep NAME") }
    guard !(damaged && (all || dryRun)) else { throw Failure.usage("--damaged stands alone") }
    let store = try store.open(session, dryRun ? .read : .change)
    if damaged {
      let count = try store.pruneDamaged()
      try Output.standard.write("\(store.file): \(English.count(count, "replication")) taken out\n")
      return .done
    }
    let kept = try keep.isEmpty ? [] : StoredName.find(keep, in: try store.alternatives())
    let found = try store.toPrune(all ? .all(keeping: Set(kept.map(\.id))) : .otherModels)
    var text = ""
    for one in found {
      text +=
        "\(one.id)  \(one.scenario) \u{B7} \(one.label), model \(one.modelVersion), "
        + "\(English.count(one.replications, "replication"))\n"
    }
    let replications = found.reduce(0) { $0 + $1.replications }
    text +=
      "\(store.file): \(English.count(replications, "replication")) of "
      + "\(English.count(found.count, "alternative")) \(dryRun ? "would be " : "")taken out\n"
    if !dryRun, !found.isEmpty || all { try store.prune(found) }
    try Output.standard.write(PlainParagraph.lines(text, session.style))
    return .done
  }
}
