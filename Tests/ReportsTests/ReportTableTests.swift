// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Experiments
@testable import Reports

@Suite("The report for a terminal")
struct ReportTableTests {
  @Test func dump() {
    print(RunReport.table(Samples.thumbnails, TextStyle(ascii: true, width: 80), path: Samples.path))
    print(RunReport.table(Samples.thumbnails, TextStyle(width: 100, verbose: true), path: Samples.path))
    print(RunReport.table(Samples.web, TextStyle(width: 100), path: "my file.yaml"))
    print(RunReport.table(Samples.empty, TextStyle(width: 100, verbose: true), path: Samples.path))
    print(RunReport.table(Samples.empty, TextStyle(width: 100, quiet: true), path: Samples.path))
    print(RunReport.csv(Samples.thumbnails))
  }
}
