// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// One or two inputs over a range, and what matters most.
  static let sweeps: [Entry] = [
    Entry(
      "sweep", title: "inputs over a range",
      text: """
        sluice sweep simulates the scenario for every value of one or two settings, all
        with the same random numbers, and says where the objectives begin to hold, what
        each value costs, and where the knee is. Values are written [a, b, c], 2..20,
        2..20 step 2 or 2..64 doubling.
        """, command: "sluice sweep scenarios/image-processing.yaml --over workers.resizer.tasks=12..36"),
    Entry(
      "knee", title: "where more load begins to cost much more time",
      text: """
        Latency rises slowly with the load, then steeply: a queue's wait grows like
        1 / (1 - utilisation). The knee is the point of the curve that is farthest from
        the straight line between its ends, on axes of equal length (Kneedle, Satopaa
        2011). Plan to stay to the left of it. A curve without a bend has none.
        """, command: "sluice sweep scenarios/image-processing.yaml --over traffic=0.5..1.4 -n 4"),
    Entry(
      "headroom", title: "how much more traffic until an objective fails",
      text: """
        Found by bisection on the factor of all traffic, with the same random numbers, for
        each objective: 1.6x means that the objective still holds at 1.6 times the
        traffic. It comes with an interval. The smallest headroom says what breaks first.
        """, command: "sluice sweep scenarios/image-processing.yaml --headroom -n 4"),
    Entry(
      "tornado", title: "which guess matters most",
      text: """
        One input at a time is made 20% smaller and larger. The bars show what that does
        to the bill and to the tightest objective, the longest first. Measure the inputs at
        the top before you trust a figure; the ones at the bottom can stay guesses.
        """, command: "sluice sweep scenarios/image-processing.yaml --tornado -n 4"),
    Entry(
      "sobol-index", title: "the share of the spread that an input explains",
      text: """
        All inputs vary at once. The first-order index of an input is the share of the
        variance of a result that goes away when this input alone is known (Sobol 1993;
        estimated as in Saltelli 2010); the total index counts its part in interactions
        too. Where both are about 0, the input does not matter.
        """, command: "sluice sweep scenarios/image-processing.yaml --sobol-indices --points 8 -n 2"),
    Entry(
      "latin-hypercube", "sobol-sequence", title: "points that fill a space evenly",
      text: """
        A grid of ten values in five inputs has 100,000 points. A Latin hypercube has as
        many as one likes, with exactly one in each slice of each input; a Sobol sequence
        fills the space evenly however many are taken. Both are the same on every machine.
        """,
      command: "sluice sweep scenarios/image-processing.yaml --design sobol --points 8 --over traffic=0.5..1.4"),
  ]
}
