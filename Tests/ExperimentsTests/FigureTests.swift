// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Testing

/// A number with its interval.
@Suite struct FigureTests {
  @Test func survivesJSONWithoutBounds() throws {
    let known = Figure(value: 3, low: 2, high: 5, n: 100)
    let unknown = Figure(value: 3, n: 100)
    #expect(known.halfWidth == 2 && unknown.halfWidth == .infinity)
    for figure in [known, unknown] {
      let data = try JSONEncoder().encode(figure)
      #expect(try JSONDecoder().decode(Figure.self, from: data) == figure)
    }
  }
}
