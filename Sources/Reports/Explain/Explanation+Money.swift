// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// The bill.
  static let money: [Entry] = [
    Entry(
      "cost", "bill", title: "a month's bill, from what was simulated",
      text: """
        Quantities are counted in the simulation (requests, empty receives, hours of
        tasks), averaged over the replications and scaled to the hours that each window
        has in a month of 730. Prices come from dated tables. The lines' cents add up to
        the total; "at least" means that something has no price. cost.monthly and
        cost.per_million (per million delivered messages) can be objectives. sluice cost
        shows each line with its count, tiers and source, for a month or some hours.

        Never in the bill: S3 and support; logs and data to the internet unless the
        scenario asks for them under `monitoring` and `network`.
        """, command: "sluice cost scenarios/image-processing.yaml"),
    Entry(
      "free-tier", "free_tier", title: "what AWS gives away each month",
      text: """
        Off unless asked for, because an account's free quantities are used up once, by
        whatever comes first. pricing.free_tier: always takes off what never ends (a
        million SQS requests), first-year also what a new account had for twelve months.
        It is a line of its own in the bill. Accounts opened since 2025-07-15 have credits
        instead of a first year: pricing.credits takes them off, once.
        """, command: "sluice run scenarios/image-processing.yaml -s pricing.free_tier=always"),
    Entry(
      "price-books", "price-book", "prices", "documented", "market", title: "where the prices come from",
      text: """
        Two books of dated prices lie within the program. `documented` takes the figures
        of the course that Sluice accompanies and fills the gaps from AWS's list prices;
        `market` has list prices only. A bill names its book, and says where a documented
        price differs from the region's list price. Prices change: a result carries their
        date, and -V their fingerprint. --as names the book, --prices lays your own over it.
        """, command: "sluice cost scenarios/image-processing.yaml --as market"),
  ]
}
