// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("sluice prices import") struct PricesImportProgramTests {
  private let program: Program
  private let folder: TemporaryFolder

  init() throws {
    program = try Program()
    folder = try TemporaryFolder()
  }

  private func offer(_ usage: String, _ usd: String, currency: String = "USD") -> String {
    """
    { "offerCode": "AWSQueueService", "version": "20260430120000", "publicationDate": "2026-04-30T12:00:00Z",
      "products": { "A": { "sku": "A", "attributes": { "servicecode": "AWSQueueService", "locationType": "AWS Region",
        "location": "Asia Pacific (Seoul)", "regionCode": "ap-northeast-2", "usagetype": "\(usage)" } } },
      "terms": { "OnDemand": { "A": { "A.B": { "effectiveDate": "2026-04-01T00:00:00Z", "priceDimensions": { "A.B.C": {
        "unit": "Requests", "beginRange": "0", "endRange": "Inf", "pricePerUnit": { "\(currency)": "\(usd)" } } } } } } } }
    """
  }

  private func write(_ text: String, _ name: String) throws -> String {
    try Data(text.utf8).write(to: folder.url(name))
    return folder.path(name)
  }

  @Test("several offers become one book, in a file or on the output, the same bytes")
  func book() throws {
    let one = try write(offer("APN2-Requests-Tier1", "0.0000004000"), "one.json")
    let two = try write(offer("APN2-Requests-FIFO-Tier1", "0.0000005000"), "two.json")
    let path = folder.path("book.yaml")
    let written = try program.run("prices", "import", one, two, "-o", path, "--name", "seoul")
    #expect(written.status == 0)
    #expect(written.output.isEmpty)
    #expect(written.error.contains("read AWSQueueService 20260430120000, published 2026-04-30\n2 prices: sqs 2\n"))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(
      text == """
        version: 1
        name: seoul
        source: "AWS Price List AWSQueueService 20260430120000"
        date: 2026-04-30
        currency: USD
        regions:
          ap-northeast-2: "Asia Pacific (Seoul)"
        prices:
          - { service: sqs, item: "fifo:request", region: ap-northeast-2, unit: request, usd: 0.0000005 }
          - { service: sqs, item: "standard:request", region: ap-northeast-2, unit: request, usd: 0.0000004 }

        """)
    let printed = try program.run("prices", "import", two, one, "-q", "--name", "seoul")
    #expect(printed.status == 0)
    #expect(printed.output == text)
    #expect(printed.error.isEmpty)
    let piped = try program.run(
      ["prices", "import", "-", one, "-q", "--name", "seoul"], input: offer("APN2-Requests-FIFO-Tier1", "0.0000005"))
    #expect(piped.output == text)
  }

  @Test("nothing to take is an error that says why, and no file is left")
  func nothing() throws {
    let path = folder.path("book.yaml")
    let seoul = try write(offer("APN2-Requests-Tier1", "0.0000004"), "one.json")
    let elsewhere = try program.run("prices", "import", seoul, "--region", "eu-west-1", "-o", path)
    #expect(elsewhere.status == 1)
    #expect(elsewhere.error.contains("there are no prices to take"))
    #expect(elsewhere.error.contains("products in regions that were not asked for: 1 (A in ap-northeast-2)"))
    let early = try program.run("prices", "import", seoul, "--date", "2026-03-31", "-o", path)
    #expect(early.error.contains("begin only after"))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("an error in a file is told with its place, and nothing is written")
  func refused() throws {
    let path = folder.path("book.yaml")
    let good = try write(offer("APN2-Requests-Tier1", "0.0000004"), "good.json")
    let yuan = try write(offer("APN2-Requests-Tier1", "0.003", currency: "CNY"), "yuan.json")
    let cut = try write(String(offer("APN2-Requests-Tier1", "1").prefix(300)), "cut.json")
    let found = try program.run("prices", "import", good, yuan, cut, "-o", path)
    #expect(found.status == 1)
    #expect(found.error.contains("\(yuan):5:81: error[unsupported]: a price in \"CNY\""))
    #expect(found.error.contains("\(cut):3:"))
    #expect(found.error.contains("2 errors. No book was written."))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("wrong flags are wrong usage")
  func usage() throws {
    let good = try write(offer("APN2-Requests-Tier1", "0.0000004"), "good.json")
    for words in [["--date", "2026-02-30"], ["--name", "no name"], []] {
      let files = words.isEmpty ? [] : [good]
      #expect(try program.run(["prices", "import"] + files + words).status == 2)
    }
    #expect(try program.run("prices", "import", folder.path("none.json")).status == 1)
    #expect(try program.run("prices", "import", good, "-o", folder.path("no/book.yaml")).status == 1)
  }
}
