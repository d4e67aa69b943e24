// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Statistics

extension Distribution {
  /// Always 0.
  static var zero: Distribution {
    guard let zero = try? Distribution.constant(0) else { fatalError("0 is a constant") }
    return zero
  }
}
