// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import sluice

/// `sluice teach` from outside.
@Suite struct TeachProgramTests {
  private let program: Program
  private let exercises: String
  /// Where attempts are counted.
  private let folder: URL

  init() throws {
    program = try Program()
    exercises =
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("scenarios/exercises").path
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("teach-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func teach(_ words: String..., variables: [String: String] = [:]) throws -> Program.Outcome {
    try program.run(["teach"] + words + ["--from", exercises], variables: variables, folder: folder.path)
  }

  @Test func lists() throws {
    let table = try teach("list", "--width", "80")
    #expect(table.status == 0 && table.error.isEmpty, "\(table.error)")
    #expect(table.output.contains("visibility-timeout"))
    #expect(table.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let csv = try teach("list", "-f", "csv")
    #expect(csv.output.hasPrefix("exercise,level,minutes,title_en,title_ko,topics,needs,questions\n"))
    let json = try JSONSerialization.jsonObject(with: Data(try teach("list", "-f", "json").output.utf8))
    #expect((json as? [Any])?.count == csv.output.split(separator: "\n").count - 1)
  }

  @Test func speaksKorean() throws {
    let asked = try teach("show", "visibility-timeout", "--lang", "ko")
    #expect(asked.status == 0 && asked.output.contains("힌트") == false && asked.output.contains("이야기해 볼 것"))
    let located = try teach("show", "visibility-timeout", variables: ["LC_ALL": "ko_KR.UTF-8"])
    #expect(located.output == asked.output)
    let variable = try teach("show", "visibility-timeout", variables: ["SLUICE_LANG": "ko", "LC_ALL": "C"])
    #expect(variable.output == asked.output)
    let unknown = try teach("show", "visibility-timeout", "--lang", "kr")
    #expect(unknown.status == 2 && unknown.error.contains("ko"), "\(unknown.error)")
  }

  @Test func savesTheStart() throws {
    let path = folder.appendingPathComponent("start.yaml").path
    let saved = try teach("try", "visibility-timeout", "--save", path)
    #expect(saved.status == 0, "\(saved.error)")
    let check = try program.run(["check", path], folder: folder.path)
    #expect(check.status == 0 && check.output.contains("vis-short"), "\(check.error)")
    let run = try teach("try", "visibility-timeout")
    #expect(run.status == 0 && run.output.contains("FAIL"), "\(run.error)")
  }

  @Test func marksOneLearner() throws {
    let first = try teach("check", "visibility-timeout", "--answer", "best=a")
    #expect(first.status == 7 && first.output.contains("hint 1 of") && !first.output.contains("hint 2 of"))
    let second = try teach("check", "visibility-timeout", "--answer", "best=a")
    #expect(second.status == 7 && second.output.contains("hint 2 of"))
    let right = try teach("check", "visibility-timeout", "--answer", "best=b")
    #expect(right.status == 0 && right.output.contains("✓ best"), "\(right.output)")
    let again = try teach("check", "visibility-timeout", "--answer", "best=a")
    #expect(!again.output.contains("hint 2 of"), "who was right begins anew")
    let file = folder.appendingPathComponent("my.yaml")
    try Data("channels: { letter-jobs: { visibility_timeout: 120s } }\n".utf8).write(to: file)
    let fix = try teach("check", "visibility-timeout", "--fix", file.path)
    #expect(fix.status == 0, "\(fix.output)\(fix.error)")
    try Data("channels: [\n".utf8).write(to: file)
    let broken = try teach("check", "visibility-timeout", "--fix", file.path)
    #expect(broken.status == 3 && broken.error.contains("my.yaml:"), "\(broken.error)")
  }

  @Test func marksAClass() throws {
    let handIns = folder.appendingPathComponent("hand-ins")
    try FileManager.default.createDirectory(at: handIns, withIntermediateDirectories: true)
    for name in ["kim", "lee"] {
      let text = "exercise: visibility-timeout\nanswers: { best: \(name == "kim" ? "b" : "a") }\n"
      try Data(text.utf8).write(to: handIns.appendingPathComponent("\(name).yaml"))
    }
    try Data("{".utf8).write(to: handIns.appendingPathComponent("park.yaml"))
    let marks = folder.appendingPathComponent("marks.json").path
    let csv = try teach("check", "--answers", handIns.path, "-f", "csv", "-o", marks)
    #expect(csv.status == 0, "\(csv.error)")
    let lines = csv.output.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("student,file,exercise,question,kind,outcome,points,answer"))
    #expect(lines.contains { $0.hasPrefix("kim,") && $0.contains(",best,choice,right,1,b") }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("lee,") && $0.contains(",best,choice,wrong,0,a") }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("park,") && $0.contains("unreadable") }, "\(lines)")
    #expect(try String(contentsOfFile: marks, encoding: .utf8).contains("\"schema\" : \"marks/1\""))
  }

  @Test func makesASheet() throws {
    let path = folder.appendingPathComponent("sheet.html").path
    let outcome = try teach("sheet", "first-queue", "--lang", "ko", "--with-answers", "-o", path)
    #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.error)")
    let html = try String(contentsOfFile: path, encoding: .utf8)
    #expect(html.hasPrefix("<!DOCTYPE html>") && html.contains("lang=\"ko\"") && html.contains("교사용"))
    #expect(try teach("sheet", "first-queue", "-o", "sheet.pdf").status == 2)
  }

  @Test(arguments: [
    (["show", "visibility-timeot"], Int32(2), "visibility-timeout"), (["check"], 2, "which exercise"),
    (["check", "first-queue"], 2, "no answer to mark"),
    (["check", "first-queue", "--answer", "x"], 2, "QUESTION=ANSWER"),
    (["check", "first-queue", "--answer", "nothing=3"], 2, "no question"),
    (["check", "--answers", "/no/such/folder"], 1, "no folder"), (["shaw"], 2, "did you mean show"),
    (["check", "first-queue", "--fix", "/no/such/file.yaml"], 1, "no file"),
  ])
  func refuses(_ words: [String], _ status: Int32, _ message: String) throws {
    let outcome = try program.run(
      ["teach"] + words + (words[0] == "shaw" ? [] : ["--from", exercises]), folder: folder.path)
    #expect(outcome.status == status && outcome.error.contains(message), "\(outcome.status) \(outcome.error)")
  }

  @Test func withoutExercises() throws {
    let outcome = try program.run(["teach", "list"], folder: folder.path)
    #expect(outcome.status == 1 && outcome.error.contains("--from"), "\(outcome.error)")
  }

  @Test func littlesLaw() throws {
    let outcome = try program.run(
      ["explain", "little", "--of", "\(exercises)/systems/first-queue.yaml"], folder: folder.path)
    #expect(outcome.status == 0 && outcome.output.contains("pdf-maker: at work"), "\(outcome.error)")
    #expect(try program.run(["explain", "p99", "--of", "x.yaml"], folder: folder.path).status == 2)
  }
}
