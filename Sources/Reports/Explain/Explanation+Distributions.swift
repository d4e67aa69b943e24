// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// The distributions of times and sizes.
  static let distributions: [Entry] = [
    Entry(
      "distribution", "distributions", title: "how values that differ are written",
      text: """
        One value, 5ms, or a map with one key that names the kind: constant, exponential,
        lognormal, gamma, weibull, pareto, uniform, percentiles, samples, mix. Each can
        have at_least and at_most. Have measured percentiles? Use percentiles. Only a
        typical and a bad value? Use lognormal with p50 and p99.
        """, command: trying("lognormal: { p50: 1.6s, p99: 9s }")),
    Entry(
      "exponential", title: "memoryless: how long it has lasted says nothing",
      text: """
        { exponential: { mean: 2s } }. P(X > x) = exp(-x / mean); p50 is 0.69 and p99 4.6
        times the mean; cv is 1. Right for times between independent events (arrivals,
        crashes) and for textbook queues; work is rarely like this.
        """, command: trying("exponential: { mean: 2s }")),
    Entry(
      "lognormal", title: "skewed, like most times of work",
      text: """
        { lognormal: { p50: 1.6s, p99: 9s } } or { mean: 2s, cv: 0.9 }. Its logarithm is
        normal: X = p50 * exp(sigma * z) with sigma = ln(p99 / p50) / 2.326. The mean,
        p50 * exp(sigma^2 / 2), is above the median. The share of work longer than t is
        1 - Phi(ln(t / p50) / sigma): for 1.6 s and 9 s, 6.2% take longer than 5 s.
        """, command: trying("lognormal: { p50: 1.6s, p99: 9s }")),
    Entry(
      "gamma", title: "skewed, with a lighter tail than lognormal",
      text: """
        { gamma: { mean: 2s, cv: 0.5 } }. The sum of 1 / cv^2 exponential steps: cv 1 is
        exponential, smaller is more regular. Good for work that consists of several
        steps. As arrivals, { gamma: { cv: 2 } } makes messages come in clusters.
        """, command: trying("gamma: { mean: 2s, cv: 0.5 }")),
    Entry(
      "weibull", title: "from very skewed to nearly constant",
      text: """
        { weibull: { p50: 1s, p99: 5s } }. P(X > x) = exp(-(x / scale)^shape). A ratio of
        p99 to p50 of 6.6 is exponential; above it the longer something has lasted, the
        longer it will still last; below it things wear out.
        """, command: trying("weibull: { p50: 1s, p99: 5s }")),
    Entry(
      "pareto", title: "heavy-tailed: few values make up most of the sum",
      text: """
        { pareto: { min: 500ms, alpha: 2.5 } }. P(X > x) = (min / x)^alpha. The mean is
        min * alpha / (alpha - 1), infinite for alpha up to 1; the variance is infinite
        for alpha up to 2, and then no number of replications makes a mean precise. Bound
        it (at_most) where the real thing has a timeout.
        """, command: trying("pareto: { min: 500ms, alpha: 2.5 }, at_most: 60s")),
    Entry(
      "uniform", title: "evenly between two values",
      text: """
        { uniform: { from: 1s, to: 3s } }. The mean is in the middle, cv at most 0.58.
        Rarely true of work, useful for pauses and jitter.
        """, command: trying("uniform: { from: 1s, to: 3s }")),
    Entry(
      "percentiles", title: "as measured: a few percentiles",
      text: """
        { percentiles: { p50: 2ms, p90: 5ms, p99: 20ms, p99.9: 90ms } }, as a dashboard
        gives them; between two of them values are interpolated. Give p0 and p100 if you
        know them. (run.percentiles is something else: which ones a report shows.)
        """, command: trying("percentiles: { p50: 1.6s, p90: 4s, p99: 9s, p100: 30s }")),
    Entry(
      "samples", title: "as measured: a file of values",
      text: """
        { samples: times.csv }: one number in each line, seconds for times, bytes for
        sizes. Every value is equally likely. The file lies beside the scenario. What is
        not in the file never happens: a hundred samples know nothing of p99.9.
        """, command: "sluice explain percentiles"),
    Entry(
      "mix", "mixture", title: "several kinds, each with a share",
      text: """
        { mix: [ { share: 95%, constant: 1s }, { share: 5%, lognormal: { p50: 8s,
        p99: 20s } } ] }. For things that have two ways, such as a cache hit or a miss;
        the shares add up to 100%.
        """, command: trying("mix: [{share: 95%, constant: 1s}, {share: 5%, constant: 8s}]")),
  ]

  /// The example with another time of work.
  private static func trying(_ distribution: String) -> String {
    // A map is laid over the one in the file: its lognormal must go.
    let other = distribution.hasPrefix("lognormal") ? "" : "lognormal: null, "
    return
      "sluice run scenarios/image-processing.yaml -n 3 -s 'workers.resizer.service_time={ \(other)\(distribution) }'"
  }
}
