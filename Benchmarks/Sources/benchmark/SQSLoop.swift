// SPDX-License-Identifier: GPL-3.0-or-later

/// A place for the loop through the whole product: a scenario with one SQS queue, read, built, run and measured. There is
/// no C++ side; the line has no target and shows events a second.
///
/// Nothing is measured until ``measure(rounds:)`` returns a line.
struct SQSLoop: Benchmark {
  var name: String { "sqs" }

  func measure(rounds: Int) throws -> [Comparison] { [] }
}
