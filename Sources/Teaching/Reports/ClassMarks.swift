// SPDX-License-Identifier: GPL-3.0-or-later

import Reports

/// The marks of a class.
public enum ClassMarks {
  public static func table(_ all: [Marks], _ style: TextStyle) -> String {
    guard !all.isEmpty else { return say("nothing was handed in") + "\n" }
    let columns: [PlainTable.Column] = [
      .init(say("student"), minimum: 8), .init(say("exercise"), minimum: 8), .init(say("right"), alignsRight: true),
      .init(say("questions"), minimum: 20),
    ]
    let rows = all.map { marks -> [String] in
      let right = marks.problem == nil ? "\(marks.right)/\(marks.marks.count)" : "-"
      let words =
        marks.problem.map { "? " + say("cannot be read: \(said($0))") }
        ?? marks.marks.map { "\(MarksText.sign($0)) \($0.question)" }.joined(separator: "  ")
      return [marks.student, marks.exercise, right, words]
    }
    let complete = all.count(where: \.isComplete)
    let unreadable = all.count { $0.problem != nil }
    var text = PlainTable.text(columns, rows, style) + "\n"
    text += PlainParagraph.text(say("\(complete) of \(say(count: all.count, "hand-in")) all right"), style)
    if unreadable > 0 { text += PlainParagraph.text(say("\(say(count: unreadable, "hand-in")) cannot be read"), style) }
    return text
  }

  /// One line for each answer; one for a hand-in that cannot be read.
  public static func csv(_ all: [Marks]) -> String {
    let heading = [
      "student", "file", "exercise", "question", "kind", "outcome", "points", "answer", "measured", "low", "high",
      "unit",
      "off", "failing", "problem",
    ]
    func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    let rows = all.flatMap { marks -> [[String]] in
      if let problem = marks.problem {
        return [
          [marks.student, marks.file, marks.exercise, "", "", Mark.Outcome.unreadable.rawValue, "0"]
            + Array(repeating: "", count: 7) + [problem]
        ]
      }
      return marks.marks.map { mark in
        [
          marks.student, marks.file, marks.exercise, mark.question, mark.kind, mark.outcome.rawValue,
          mark.isRight ? "1" : "0", mark.answer, number(mark.measured?.value), number(mark.measured?.low),
          number(mark.measured?.high), mark.measured?.unit ?? "", number(mark.off),
          mark.failing.joined(separator: "; "), mark.problem ?? "",
        ]
      }
    }
    return CSV.text([heading] + rows)
  }

  /// - Throws: nothing that is known of.
  public static func json(_ all: [Marks]) throws -> String { try RunReport.encoded(Sheet(marks: all)) }

  private struct Sheet: Encodable {
    var schema = "marks/1"
    var marks: [Marks]
  }
}
