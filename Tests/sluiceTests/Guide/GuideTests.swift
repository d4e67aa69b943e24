// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The guide: what it says can be done is done, from the guide itself.
@Suite("Guide") struct GuideTests {
  /// Runs every command of a page, in their order, in a copy of the scenarios.
  @Test("every command does what its page says", arguments: try ["README.md"] + Guide.pages())
  func commands(_ page: String) throws {
    let blocks = GuideBlock.all(in: try Guide.text(page))
    guard blocks.contains(where: { !$0.commands.isEmpty }) else { return }
    let program = try Program()
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(at: folder.url("bin"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("bin/sluice"), withDestinationPath: URL(fileURLWithPath: program.path).standardized.path)
    let work = folder.url("work")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Repository.root.appendingPathComponent("scenarios"), to: work.appendingPathComponent("scenarios"))
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let variables = ["PATH": folder.path("bin") + ":" + path, "SLUICE_PROGRESS": "none", "SLUICE_LANG": "en"]
    for block in blocks {
      if let file = block.scenarioFile {
        try block.text.write(to: work.appendingPathComponent(file), atomically: true, encoding: .utf8)
      }
      for command in block.commands {
        let outcome = try Program.run(
          "/bin/sh", ["-c", command.text], variables: variables, folder: work.path, within: 300)
        #expect(outcome.status == command.status, "\(page): \(command.text)\n\(outcome.error)")
        #expect(command.missing(in: outcome.output) == nil, "\(page): \(command.text)\n\(outcome.output)")
      }
    }
  }

  @Test("the reference is what the program prints: make reference")
  func reference() throws {
    let printed = try Program().run("schema", "reference")
    #expect(printed.status == 0)
    let isCurrent = try printed.output == Guide.text("ScenarioReference.md")
    #expect(isCurrent, "make reference")
  }

  @Test("the example for Swift is the one that is compiled here")
  func example() async throws {
    let file = Repository.root.appendingPathComponent("Tests/sluiceTests/Guide/FewestTasks.swift")
    let source = try String(contentsOf: file, encoding: .utf8)
    let code = try #require(source.range(of: "import Configuration"))
    let shown = GuideBlock.all(in: try Guide.text("SwiftLibraries.md")).filter { $0.language == "swift" }.map(\.text)
    #expect(shown.contains(String(source[code.lowerBound...])))

    let blocks = GuideBlock.all(in: try Guide.text("GettingStarted.md"))
    let scenario = try #require(blocks.first { $0.scenarioFile != nil }).text
    let found = try #require(try await fewestTasks(scenario, fleet: "resizer", among: 13...24))
    #expect(found.0 == 14)
    #expect(found.1.contains("(resizer x14)"))
    let never = try await fewestTasks(scenario, fleet: "resizer", among: 8...8)
    #expect(never == nil)
    await #expect(throws: NotValid.self) {
      _ = try await fewestTasks("version: 1\nname: nothing\ntraffic: 5\n", fleet: "resizer", among: 1...1)
    }
  }

  @Test("every page is in the table of contents, and every page that is named is there")
  func contents() throws {
    let pages = try Guide.pages().map { String($0.dropLast(3)) }
    let contents = try Guide.text("Guide.md").matches(of: /<doc:(\w+)>/).map { String($0.1) }
    #expect(contents.sorted() == pages.filter { $0 != "Guide" })
    for page in try Guide.pages() {
      let named = try Guide.text(page).matches(of: /doc:(\w+)/).map { String($0.1) }
      for name in named { #expect(pages.contains(name), "\(page): \(name)") }
    }
  }
}
