// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The fenced blocks of a page of Markdown.
struct GuideBlock: Sendable {
  var language: String
  var lines: [String]

  var text: String { lines.map { $0 + "\n" }.joined() }

  static func all(in page: String) -> [GuideBlock] {
    var blocks: [GuideBlock] = []
    var isInside = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        if !isInside { blocks.append(GuideBlock(language: String(line.dropFirst(3)), lines: [])) }
        isInside.toggle()
      } else if isInside {
        blocks[blocks.count - 1].lines.append(line)
      }
    }
    return blocks
  }

  /// Where a block of YAML that is a whole scenario is kept: under its name, as the page asks its reader to do.
  var scenarioFile: String? {
    guard language == "yaml", lines.first == "version: 1", let name = lines.first(where: { $0.hasPrefix("name: ") })
    else { return nil }
    return String(name.dropFirst("name: ".count)) + ".yaml"
  }

  /// The commands of a block with what the page says of each.
  ///
  /// In `sh` every line is one, unless the line before ends in `\`; `# exit 4` behind it says how it ends. In
  /// `console` a command follows `$`, and what follows it is what it prints: each line in its order, `…` for some that
  /// are left out.
  var commands: [GuideCommand] {
    var commands: [GuideCommand] = []
    var isOpen = false
    for line in lines {
      if isOpen {
        commands[commands.count - 1].text += "\n" + line
      } else if language == "console", !line.hasPrefix("$ ") {
        if !commands.isEmpty { commands[commands.count - 1].output.append(line) }
        continue
      } else if language == "sh" || language == "console" {
        let text = language == "sh" ? line : String(line.dropFirst(2))
        if text.allSatisfy(\.isWhitespace) || text.hasPrefix("#") { continue }
        commands.append(GuideCommand(text: text))
      } else {
        continue
      }
      isOpen = line.hasSuffix("\\")
    }
    return commands
  }
}

/// A command of the guide.
struct GuideCommand: Sendable {
  var text: String
  var output: [String] = []

  /// How it ends, as the page says.
  var status: Int32 {
    guard let found = text.firstMatch(of: /#.*\bexit (\d+)/) else { return 0 }
    return Int32(found.1) ?? 0
  }

  /// The first line of what the page shows that the command has not printed in this order; nil if all is there.
  func missing(in printed: String) -> String? {
    var rest = printed.split(separator: "\n", omittingEmptySubsequences: false)[...]
    for line in output where line != "…" && !line.isEmpty {
      guard let place = rest.firstIndex(where: { $0 == line }) else { return line }
      rest = rest[(place + 1)...]
    }
    return nil
  }
}

/// The pages whose commands are run.
enum Guide {
  static let folder = Repository.root.appendingPathComponent("Sources/sluice/Guide.docc")

  static func pages() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }.sorted()
  }

  static func text(_ page: String) throws -> String {
    let url = page == "README.md" ? Repository.root.appendingPathComponent(page) : folder.appendingPathComponent(page)
    return try String(contentsOf: url, encoding: .utf8)
  }
}
