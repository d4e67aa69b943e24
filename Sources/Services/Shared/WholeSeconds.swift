// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

extension ValueKind where Value == Nanoseconds {
  /// A length of time that an API takes in whole seconds.
  static func wholeSeconds(_ range: ClosedRange<Nanoseconds>) -> ValueKind<Nanoseconds> {
    .duration(range).map { length, node, context in
      guard length % .second == 0 else {
        context.fail(
          .value, at: node, "must be whole seconds", suggestion: Format.exactDuration(length / .second * .second))
        return nil
      }
      return length
    }
  }
}
