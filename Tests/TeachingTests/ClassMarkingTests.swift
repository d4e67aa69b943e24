// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Reports
import Testing

@testable import Teaching

@Suite struct ClassMarkingTests {
  /// Thirty hand-ins, some of which nobody can read: those that can be read are marked.
  @Test func thirtyHandIns() async throws {
    let small = try SmallExercise()
    defer { withExtendedLifetime(small) {} }
    for number in 0..<24 {
      try small.write(
        "hand-ins/student-\(number).yaml",
        """
        exercise: late-orders
        answers: { predict: \(60 + 2 * number), choose: \(number % 2 == 0 ? "a" : "b"), fix: { workers: { packer: { tasks: \(2 + number % 6) } } } }
        """)
    }
    try small.write("hand-ins/x-nothing.yaml", "")
    try small.write("hand-ins/x-broken.yaml", "exercise: [late-orders\nanswers: {")
    try small.write("hand-ins/x-other.yaml", "exercise: early-orders\nanswers: {}\n")
    try small.write("hand-ins/x-list.yaml", "- 1\n- 2\n")
    try Data([0xFF, 0xFE, 0x00, 0x80]).write(to: small.folder.appendingPathComponent("hand-ins/x-bytes.yaml"))
    try FileManager.default.createDirectory(
      at: small.folder.appendingPathComponent("hand-ins/x-folder.yaml"), withIntermediateDirectories: true)
    try small.write("hand-ins/notes.txt", "not a hand-in")
    let files = try ClassMarking.files(in: small.handIns)
    #expect(files.count == 30)
    let marking = ClassMarking(small.library) { Examiner($0, jobs: 2) }
    var all: [Marks] = []
    for file in files { all.append(try await marking.marks(file: file)) }
    let unreadable = all.filter { $0.problem != nil }
    #expect(unreadable.map(\.student).allSatisfy { $0.hasPrefix("x-") })
    #expect(unreadable.count == 6, "\(unreadable)")
    let right = all.filter(\.isComplete)
    // Within 5% of 100%, with option a and at least five tasks: students 18 (98%, two tasks) and 22 (104%, six).
    #expect(right.map(\.student) == ["student-22"], "\(right.map(\.student))")
    // A line for each answer, and one for each hand-in that cannot be read.
    let lines = ClassMarks.csv(all).split(separator: "\n").count
    let expected = 1 + 24 * 3 + unreadable.count
    #expect(lines == expected)
    let table = ClassMarks.table(all, TextStyle())
    #expect(table.contains("1 of 30 hand-ins all right") && table.contains("6 hand-ins cannot be read"))
  }

  /// The same marks in whatever order, with however many threads.
  @Test func marksAreTheSame() async throws {
    let small = try SmallExercise()
    defer { withExtendedLifetime(small) {} }
    for number in 0..<4 {
      try small.write(
        "hand-ins/\(number).yaml",
        "exercise: late-orders\nanswers: { predict: 9\(number), fix: { workers: { packer: { tasks: \(3 + number) } } } }"
      )
    }
    var texts: [String] = []
    for jobs in [1, 3] {
      let marking = ClassMarking(small.library) { Examiner($0, jobs: jobs) }
      var all: [Marks] = []
      let files = try ClassMarking.files(in: small.handIns)
      for file in jobs == 1 ? files : files.reversed() { all.append(try await marking.marks(file: file)) }
      texts.append(try ClassMarks.json(all.sorted { $0.file < $1.file }))
    }
    #expect(texts[0] == texts[1])
  }

  @Test func onlyTheExerciseAskedFor() async throws {
    let small = try SmallExercise()
    defer { withExtendedLifetime(small) {} }
    try small.write("hand-ins/kim.yaml", "exercise: late-orders\nanswers: {}\n")
    let marking = ClassMarking(small.library, only: "other") { Examiner($0, jobs: 1) }
    let marks = try await marking.marks(file: small.folder.appendingPathComponent("hand-ins/kim.yaml").path)
    #expect(marks.problem == "it answers late-orders, not other")
  }
}
