// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// What is asked of a metric, and how it is judged.
  static let statistics: [Entry] = [
    Entry(
      "percentile", title: "the value that so many percent stay below",
      text: """
        p99 of the latency is the time within which 99 of 100 messages are done. p50 is
        the median. With a million messages a day, 10,000 of them are slower than p99.

        Percentiles do not add up: p99 of two steps is not the sum of their p99s. Each
        replication's percentile is read from a histogram with 3 significant digits; the
        report shows their mean and its interval. Of a level (depth, age) a percentile is
        over time. Any will do: p95, p99.9, p99.99.
        """, command: "sluice run scenarios/image-processing.yaml -s 'run.percentiles=[p50, p99, p99.99]'"),
    Entry(
      "mean", title: "the average",
      text: """
        Of times: over the messages. Of levels such as depth: over time. Good for what
        adds up (work, cost), poor for what people feel: a mean latency of 2.4 s can be
        1.6 s for nearly all and 30 s for a few.
        """, command: "sluice run scenarios/image-processing.yaml --format csv"),
    Entry(
      "max", title: "the largest value",
      text: """
        The largest of each replication, averaged over the replications. It grows with
        the length of the window: a longer run meets rarer bad luck. Good for levels with
        a hard bound (age against retention), poor for latencies; take p99.9 there.
        """, command: "sluice run scenarios/image-processing.yaml"),
    Entry(
      "ratio", title: "a share of a whole",
      text: """
        Such as dead_lettered.ratio: all replications together, hits by what they are of.
        When fewer than 100 events are behind it, the interval is at least that of
        Clopper and Pearson, which is right for rare events: zero hits in 1,000 does not
        mean that it never happens, but that it is below 0.4%.
        """, command: "sluice run scenarios/image-processing.yaml -n 3"),
    Entry(
      "count", title: "how many, in one replication",
      text: """
        The number of events in one replication of a window, after the warm-up, averaged
        over the replications. For numbers a month take the bill's quantities.
        """, command: "sluice run scenarios/image-processing.yaml --format csv"),
    Entry(
      "rate", title: "how many a second",
      text: """
        Events after the warm-up by the time that is left of the window, averaged over
        the replications. In traffic, `rate` is a setting: messages a second that a
        source sends, written 6/s or 3M/day.
        """, command: "sluice run scenarios/image-processing.yaml -s traffic.uploads.rate=3M/day -n 2 -w usual"),
    Entry(
      "slo", "objective", title: "a sentence that must be true",
      text: """
        thumbnail-soon: { of: uploads, latency.p95: "< 10m" } says what is judged, a
        metric and a statistic of it, and a bound. It must hold in every window, or in
        those named by `in`; the report shows the window where it is worst. level: warn
        only tells; exit: 20 gives its failure an exit code of its own.
        """, command: "sluice check scenarios/image-processing.yaml"),
    Entry(
      "verdict", "pass", "fail", "undecided", title: "pass, fail or undecided",
      text: """
        A figure comes with an interval. If all of it lies on the good side of the bound,
        the verdict is pass; if all of it lies on the other side, fail; if the bound lies
        within, undecided: these replications cannot tell. So is an SLO without data: no
        message measured is no success.

        An undecided SLO says how many replications would probably decide it. If the
        value lies on the bound itself, no number does: change the bound or the system.
        """, command: "sluice run scenarios/image-processing.yaml -n 3"),
    Entry(
      "interval", "confidence", title: "where the true value probably lies",
      text: """
        Each replication gives one value; they differ because chance differs. From their
        spread Student's t gives an interval that covers the true mean in 95 of 100 such
        experiments (run.confidence sets the 95%). Four times the replications halve it.

        It is about the model's value. How well the model fits your system, the rates and
        times that you wrote, is another question, which no interval answers.
        """, command: "sluice run scenarios/image-processing.yaml -n 40"),
    Entry(
      "replications", "replication", title: "the same window with other chance",
      text: """
        A window is simulated again and again, each time with other random draws but the
        same settings. By default at least 10 times and until each SLO's interval is
        within 5%, at most 60 times; -n sets a number. Replication 7 of two variants has
        the same messages in both, so that their difference is due to the settings.
        """, command: "sluice run scenarios/image-processing.yaml -n 20"),
    Entry(
      "exit", "exit-codes", "exit-code", title: "what sluice tells the shell",
      text: """
          0       done; no SLO failed
          1       an error of the program, or of reading or writing a file
          2       wrong usage
          3       a scenario is not valid; nothing was run
          4       at least one SLO failed
          5       none failed, at least one undecided (with --fail-on undecided)
          6       plan: no configuration meets the SLOs
          7       diff: something differs by more than the tolerance
          20..63  an SLO failed that has a code of its own (exit: 20); the lowest wins
          130     interrupted; what was finished is written and marked as partial

        An SLO with level: warn changes the code only with --fail-on warn.
        """, command: "sluice run scenarios/image-processing.yaml --fail-on undecided"),
  ]
}
