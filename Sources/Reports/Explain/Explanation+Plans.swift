// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// The cheapest configuration that meets the objectives.
  static let plans: [Entry] = [
    Entry(
      "plan", title: "the cheapest configuration that meets the SLOs",
      text: """
        sluice plan lists every combination of the variants and the values under
        plan.choose, prices each from below, sets aside what cannot work, and simulates
        the rest, cheapest first, with the same random numbers, until it is sure. The
        answer is checked with fresh random numbers. It promises, with the stated
        confidence, that the answer meets every SLO at the headroom's traffic, and that
        nothing in the list that meets them with room is cheaper by more than the
        indifference.
        """, command: "sluice plan scenarios/image-processing.yaml"),
    Entry(
      "plan-space", "choose", title: "all that a plan chooses from",
      text: """
        Variants times the values of every setting under choose; a setting counts only
        where the variant has it. Combinations that are no valid scenario are set aside
        with their error as the reason.
        """, command: "sluice plan scenarios/image-processing.yaml --analytic"),
    Entry(
      "lower-bound", title: "what a configuration costs at least",
      text: """
        What is paid by the hour exactly, what is paid by use with the least use possible:
        no retries, full batches, no empty receives. A configuration whose lower bound is
        above the answer's cost need not be simulated.
        """, command: "sluice plan scenarios/image-processing.yaml --analytic"),
    Entry(
      "necessary-condition", title: "why a configuration cannot work, without simulating it",
      text: """
        A required ability that is missing, a quota below the offered rate, more work than
        all workers can do in a window that is long enough, less memory than one value.
        Only conditions that must hold are used; nothing is thrown away by an
        approximation.
        """, command: "sluice plan scenarios/image-processing.yaml --analytic"),
    Entry(
      "allen-cunneen", "two-moment", title: "how long one waits, roughly",
      text: """
        The wait of M/M/c (Erlang C) times half the sum of the squared variations of
        arrivals and services. Exact for M/M/c, good for others at high load. A plan uses
        it to decide what to try first, never to decide what works.
        """, command: "sluice plan scenarios/image-processing.yaml --analytic"),
    Entry(
      "square-root-staffing", title: "as many workers as the load, and a few times its square root",
      text: """
        With an offered load of R busy workers on average, about R + b sqrt(R) workers keep
        the wait short: the spread of the load grows like its square root, so large
        systems need relatively less reserve (Halfin and Whitt 1981).
        """, command: "sluice plan scenarios/image-processing.yaml --analytic"),
    Entry(
      "fluid-model", title: "a backlog as water in a basin",
      text: """
        What comes in faster than it can be worked off piles up; afterwards the spare
        capacity drains it. Gives the height of a burst's backlog and the time to drain,
        without chance.
        """, command: "sluice plan scenarios/image-processing.yaml --analytic"),
    Entry(
      "procedure", "ocba", "kn", title: "how a plan spends its replications",
      text: """
        ocba, the default, tries the cheapest first and gives the next replication to the
        configuration whose wrong decision would most likely change the answer (optimal
        computing budget allocation with constraints, Lee et al. 2012). kn compares costs
        that are close and random by the fully sequential procedure of Kim and Nelson
        (2001). all simulates everything equally often: slow, and right by construction.
        """, command: "sluice plan scenarios/image-processing.yaml --procedure kn"),
    Entry(
      "indifference", "room", title: "differences that are not worth telling apart",
      text: """
        indifference is money: plans closer than this are ties, and the one with the lower
        latency wins, then the one with fewer parts. room is how far beyond its bound a
        figure may be without anyone minding: a figure that straddles the bound within it
        counts as meeting it, and the report says so.
        """, command: "sluice plan scenarios/image-processing.yaml --indifference '$20'"),
    Entry(
      "fresh-check", title: "the winner is simulated again",
      text: """
        Whoever wins among many has been lucky, too. So the winner is simulated once more
        with random numbers that took no part in choosing it, at least as often, in all
        windows and under all faults; these figures are the ones reported.
        """, command: "sluice plan scenarios/image-processing.yaml"),
    Entry(
      "pareto-front", title: "what nothing beats in both cost and latency",
      text: """
        Of all configurations that were simulated: those for which no other is both
        cheaper and faster. The plan's answer is the cheapest that is fast enough; the
        front shows what more money buys.
        """, command: "sluice plan scenarios/image-processing.yaml"),
    Entry(
      "regret", title: "what a choice costs that another would not have",
      text: """
        In each future a plan's regret is what it costs more than the best plan of that
        future, and what its missed objectives cost (plan.regret). The plan with the least
        mean regret is reported, with the share of futures in which it holds.
        """, command: "sluice explain plan.regret"),
    Entry(
      "futures", "uncertain-rate", title: "inputs that nobody knows yet",
      text: """
        rate: { low: 2/s, likely: 6/s, high: 20/s } stands for what is known of a rate. A
        run takes the likely one; a plan draws futures over the whole range by a scrambled
        Sobol sequence and chooses for all of them.
        """, command: "sluice explain rate"),
    Entry(
      "growth", title: "how long a plan lasts",
      text: """
        --grow 5%/month --for 12 multiplies the traffic month by month, finds the month in
        which the plan stops meeting its objectives, and plans again from there.
        """, command: "sluice plan scenarios/image-processing.yaml --grow 5%/month --for 12"),
    Entry(
      "what-if", title: "the plan for another input",
      text: """
        What would be chosen at twice the traffic, or if a price went up. sluice plan -x 2,
        --set and --prices answer the same question at length.
        """, command: "sluice plan scenarios/image-processing.yaml -x 2"),
  ]
}
