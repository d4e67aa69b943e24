// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Variants beside each other, and how many replications are enough.
  static let experiments: [Entry] = [
    Entry(
      "sequential-looks", "until", "decided", title: "looking again until it is clear",
      text: """
        A run can go on until something is precise or decided. Who stops by the width of
        the intervals (until: 5%) decides once, at the stated confidence. Who stops as
        soon as a verdict is clear (until: decided) and looks again and again is wrong
        more often than one look is: so the k-th look may only spend the error
        a * 6 / (pi^2 k^2). All looks together spend no more than a = 1 - confidence, and
        the interval that decides at look 3 is one of 99.7% instead of 95%.

        An objective that lies on its bound is never decided: at_most ends it.
        """, command: "sluice run scenarios/image-processing.yaml --until decided --at-most 40"),
    Entry(
      "budget", title: "wall time after which no replication is begun",
      text: """
        --budget 60s: replications under way are finished, what is there is reported and
        marked as partial. How much that is depends on the machine, so such a result is
        not the same bytes everywhere; it is never the default.
        """, command: "sluice run scenarios/image-processing.yaml --budget 5s"),
    Entry(
      "compare", title: "variants beside each other",
      text: """
        sluice compare simulates every variant with the same random numbers, and shows
        the difference of each from the first with an interval of that difference. A
        variant that lacks a required ability stays in the table but is out of the
        ranking. A difference that cannot be told from 0 is marked. The cheapest that
        does what is required, and meets its SLOs of level fail, is named.
        """, command: "sluice compare scenarios/image-processing.yaml -n 10"),
    Entry(
      "common-random-numbers", title: "the same chance for every alternative",
      text: """
        Message 1,234 of a source has the same arrival, size, key, service time and
        failure in every variant, because every random number is drawn by its name (seed,
        replication, message, purpose, attempt) and not in the order in which events
        happen. Two variants then differ by what they are, not by luck, and their
        difference is known far better than either figure (Law, Simulation Modeling and
        Analysis, chapter 11).
        """, command: "sluice compare scenarios/image-processing.yaml -n 10"),
    Entry(
      "paired-difference", title: "differences replication by replication",
      text: """
        Replication r of two variants is a pair. The difference is taken in each pair,
        and Student's t interval is that of these differences: what is chance in both
        cancels. An interval that holds 0 says that nobody can tell yet which is larger.
        """, command: "sluice compare scenarios/image-processing.yaml -v base -v heartbeat"),
    Entry(
      "bonferroni", title: "several intervals that are right together",
      text: """
        Twenty intervals of 95% are likely to hold one that is wrong. With k comparisons
        each gets the confidence 1 - a/k; then all of them together are right with the
        confidence 1 - a at least, whatever depends on what.
        """, command: "sluice compare scenarios/image-processing.yaml"),
    Entry(
      "mcb", "multiple-comparisons-with-the-best", title: "each variant against the best of the others",
      text: """
        --mcb asks of each variant how far it is from the best of all others (Hsu 1984).
        An interval that ends at 0 belongs to a variant that is the best, or that
        certainly is not: fewer comparisons than all pairs, and the question that one has.
        """, command: "sluice compare scenarios/image-processing.yaml --mcb"),
    Entry(
      "break-even", title: "where another variant becomes cheaper",
      text: """
        --break-even traffic=1..100 follows every variant's monthly cost over the range
        and finds, by bisection with the same random numbers, where the order changes:
        one service is paid by the request, another by the hour.
        """, command: "sluice compare scenarios/image-processing.yaml -n 3 --break-even traffic=1..4"),
    Entry(
      "diff", title: "what changed between two results, and whether it is more than noise",
      text: """
        sluice diff old.json new.json compares every figure, verdict and line of the bill.
        A difference counts when it is larger than the chance of both results explains
        (Welch's t test on their intervals). What did not change, or not by more than
        noise, is counted and left out. Exit code 7 if something changed.
        """, command: "sluice run scenarios/image-processing.yaml --format json -o old.json"),
  ]
}
