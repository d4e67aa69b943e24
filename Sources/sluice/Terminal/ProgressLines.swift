// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Reports
import Synchronization

/// How far a run is, as lines of NDJSON on the output: one for each replication of a window that is finished, in order,
/// however many are simulated at a time.
final class ProgressLines: Sendable {
  private let variant: String
  private let written = Mutex(0)

  init(variant: String) { self.variant = variant }

  func update(_ progress: RunProgress) {
    written.withLock { written in
      while written < progress.finished {
        written += 1
        var line = progress
        line.finished = written
        // A reader that has gone away is noticed when the result is written.
        try? Output.standard.write(RunReport.line(line, variant: variant))
      }
    }
  }
}
