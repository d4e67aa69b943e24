// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The times, and perhaps the sizes, of messages as they were recorded.
struct TraceFile: Sendable, Hashable {
  /// In order.
  var times: [Instant]
  /// Bytes, one for each message; nil when the file has only times.
  var sizes: [UInt32]?
}

extension ValueKind where Value == ArrivalProcess {
  /// `poisson`, `constant`, `{ gamma: { cv } }`, `{ bursts: { every, size } }` or `{ trace: FILE.csv }`.
  static var arrivals: ValueKind<ArrivalProcess> {
    let word = ValueKind<String>.choice(["poisson", "constant"]).map { word, _, _ in
      word == "poisson" ? ArrivalProcess.poisson : .constant
    }
    let gamma = ValueKind<Record>.record(TrafficKeys.gammaTable).map { record, _, _ in
      (try? Distribution.gamma(mean: 1, cv: record[TrafficKeys.Gamma.cv])).map { ArrivalProcess.gamma($0) }
    }
    let bursts = ValueKind<Record>.record(TrafficKeys.burstsTable).map { record, _, _ in
      ArrivalProcess.bursts(every: record[TrafficKeys.Bursts.every], size: record[TrafficKeys.Bursts.size])
    }
    let trace = ValueKind<String>.text.map(readTrace).described(as: "file", example: "trace.csv")
    return .either(
      word,
      .oneKey(
        "kind of arrivals",
        [
          OneKeyCase("gamma", gamma, "Clustered (cv above 1) or regular (below 1).") { $0 },
          OneKeyCase("bursts", bursts, "Many at once; the rate follows from it.") { $0 },
          OneKeyCase("trace", trace, "A file: seconds from the start, and perhaps bytes, in each line.") { $0 },
        ]), { $0 }, { $0 })
  }

  private static func readTrace(_ path: String, _ node: Node, _ context: inout ReadContext) -> ArrivalProcess? {
    guard let rows = NumberFile.rows(path, columns: 1...2, node, &context) else { return nil }
    let times = rows.map { Instant(seconds: $0[0]) }
    for (index, time) in times.enumerated().dropFirst() where time < times[index - 1] {
      context.diagnostics.error(.value, at: node, "the times in \(path) go back at entry \(index + 1)")
      return nil
    }
    let withSizes = rows.filter { $0.count == 2 }.count
    guard withSizes == 0 || withSizes == rows.count else {
      context.diagnostics.error(.value, at: node, "some lines of \(path) have a size and some have not")
      return nil
    }
    return .trace(TraceFile(times: times, sizes: withSizes == 0 ? nil : rows.map { TrafficSettings.bytes($0[1]) }))
  }
}

extension ValueKind where Value == TrafficSettings.Batch? {
  /// A number of messages, or `{ up_to, wait }`.
  static var batch: ValueKind<TrafficSettings.Batch?> {
    .either(
      ValueKind<Int>.integer(1...10), .record(TrafficKeys.batchTable),
      { $0 == 1 ? nil : TrafficSettings.Batch(upTo: $0, wait: .farFuture) },
      {
        $0[TrafficKeys.Batch.upTo] == 1
          ? nil
          : TrafficSettings.Batch(upTo: $0[TrafficKeys.Batch.upTo], wait: $0[TrafficKeys.Batch.wait])
      })
  }
}
