// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The README in both languages: the same sections, the same commands and the same output.
@Suite("README") struct ReadmeTests {
  /// The fenced blocks of a file, and how many headings of each level stand outside of them.
  private func parts(_ name: String) throws -> (blocks: [String], headings: [Int]) {
    let text = try String(contentsOf: Repository.root.appendingPathComponent(name), encoding: .utf8)
    var blocks: [String] = []
    var headings: [Int] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if !isInside { blocks.append("") }
        isInside.toggle()
      } else if isInside {
        blocks[blocks.count - 1] += line + "\n"
      } else if line.hasPrefix("#") {
        headings.append(line.prefix { $0 == "#" }.count)
      }
    }
    #expect(!isInside)
    return (blocks, headings)
  }

  @Test("English and Korean have the same sections, commands and output")
  func languages() throws {
    let english = try parts("README.md")
    let korean = try parts("README.ko.md")
    #expect(english.blocks.count > 10)
    #expect(english.blocks == korean.blocks)
    #expect(english.headings == korean.headings)
  }

  @Test("every file that they name is there", arguments: ["README.md", "README.ko.md"])
  func links(_ name: String) throws {
    let text = try String(contentsOf: Repository.root.appendingPathComponent(name), encoding: .utf8)
    let links = text.matches(of: /\]\(([^)#]+)\)/).map { String($0.1) }
    #expect(links.count > 5)
    for link in links where !link.hasPrefix("http") {
      #expect(FileManager.default.fileExists(atPath: Repository.root.appendingPathComponent(link).path), "\(link)")
    }
  }

  @Test("the report that it shows is the sample report")
  func sample() throws {
    let report = try String(
      contentsOf: Repository.root.appendingPathComponent("reports/image-processing.txt"), encoding: .utf8)
    #expect(try parts("README.md").blocks.contains(report))
  }
}
