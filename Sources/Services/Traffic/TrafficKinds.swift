// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

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
    let file = ValueKind<String>.text.map { path, node, _ in TraceChoice(path: path, node: node) }
      .described(as: "file", example: "trace.csv")
    let choice = ValueKind<Record>.record(TrafficKeys.traceTable).map { record, node, _ in
      TraceChoice(
        path: record[TrafficKeys.Trace.file], node: record.node(TrafficKeys.Trace.file) ?? node,
        format: record[TrafficKeys.Trace.format], speed: record[TrafficKeys.Trace.speed])
    }
    let trace = ValueKind<TraceChoice>.either(file, choice, { $0 }, { $0 }).map { choice, _, context in
      choice.read(&context).map { ArrivalProcess.trace($0) }
    }
    return .either(
      word,
      .oneKey(
        "kind of arrivals",
        [
          OneKeyCase("gamma", gamma, "Clustered (cv above 1) or regular (below 1).") { $0 },
          OneKeyCase("bursts", bursts, "Many at once; the rate follows from it.") { $0 },
          OneKeyCase("trace", trace, "A file: recorded times, or a cache's recorded requests.") { $0 },
        ]), { $0 }, { $0 })
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
