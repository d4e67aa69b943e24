// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics

/// A managed runtime, or a language on the bare operating system, with its cold start as measured.
enum LambdaRuntime: String, CaseIterable, Sendable {
  case rust, go, swift
  case python312 = "python3.12"
  case python313 = "python3.13"
  case nodejs22 = "nodejs22.x"
  case java17
  case java21
  case ruby34 = "ruby3.4"
  case dotnet8

  /// The INIT phase of a function that does nothing: a zip file, x86_64, 512 MB, about 750 samples each, June to August
  /// 2026 (maxday/lambda-perf), in milliseconds.
  private var measured: (p50: Double, p99: Double) {
    switch self {
    case .rust: (16, 49)
    case .go: (51, 69)
    case .python312: (87, 138)
    case .python313: (92, 188)
    case .swift: (131, 190)
    case .nodejs22: (145, 219)
    case .java17: (208, 332)
    case .ruby34: (230, 498)
    case .java21: (245, 623)
    case .dotnet8: (258, 669)
    }
  }

  /// The length of the INIT phase, in seconds.
  var coldStart: Distribution {
    let (p50, p99) = measured
    guard let time = try? Distribution.lognormal(p50: p50 / 1000, p99: p99 / 1000) else {
      fatalError("p50 is below p99")
    }
    return time
  }
}
