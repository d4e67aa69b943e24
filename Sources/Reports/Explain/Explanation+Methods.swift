// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// How a result comes about, and how to read it.
  static let methods: [Entry] = [
    Entry(
      "warm-up", "warmup", "mser", "mser-5", title: "the start of a replication, which is left out",
      text: """
        A replication starts empty: no message waits, nobody works. What is measured
        until the system has filled would make it look better than it is. Sluice cuts it
        off by MSER-5 (White, Cobb, Spratt 2000): of all possible cuts the one after
        which the mean of the rest is known best. The latest cut of all watched series
        counts, at most half the time before the first planned change of the load.

        A window that begins with a peak has no steady state to wait for: warmup: 0s.
        """, command: "sluice run scenarios/image-processing.yaml -s run.warmup=0s"),
    Entry(
      "windows", "window", title: "the parts that a month is made of",
      text: """
        690 hours of a month are usual and 40 are promotion: one average of both is true
        of neither. Each window is simulated by itself with its own traffic, judged by
        itself, and priced for its hours; the bill is their sum. Without windows the one
        there is counts for 730 h.
        """, command: "sluice run scenarios/image-processing.yaml -w promo"),
    Entry(
      "variants", "variant", title: "alternatives, written as what differs",
      text: """
        A variant is an overlay: only what differs from the scenario is written, and it
        is merged key by key. A key set to null goes away; a new type replaces the whole
        part. All variants get the same messages with the same draws (the same service
        times, failures, sizes), so that what differs is what you changed.
        """, command: "sluice run scenarios/image-processing.yaml -v give-back"),
    Entry(
      "seed", title: "the number that all chance comes from",
      text: """
        The same scenario, seed, price book and version give the same result, byte for
        byte, on any machine and with any --jobs. Every draw has its own key (message,
        purpose, attempt), so a change in one place does not reshuffle the rest. Another
        seed is another sample of the same truth: its figures should lie about as far off
        as the intervals say.
        """, command: "sluice run scenarios/image-processing.yaml --seed 2"),
    Entry(
      "latency-breakdown", "breakdown", "where-it-goes", title: "where the slowest messages spent their time",
      text: """
        The lines under the latencies are about the slowest 1% of the messages, on
        average, and add up to their latency:

          sending          until the queue had it, batching included
          wait             nobody had it: the workers were busy
          failed attempts  work that did not succeed
          invisible        hidden after a failed attempt, until the timeout ended
          work             the attempt that succeeded

        Long waits ask for workers; long invisible times for another visibility timeout
        or on_error: give_back; long work for faster code. What is below half a percent
        is left out.
        """, command: "sluice run scenarios/image-processing.yaml -v give-back"),
    Entry(
      "units", "unit", title: "how numbers are written",
      text: """
          times    30s  250ms  1m30s  12h  4d          (ns us ms s m h d)
          sizes    256KiB  1MB  128B                   KiB is 1024, KB is 1000
          rates    6/s  90/min  3M/day
          shares   0.5%  or a number from 0 to 1
          money    $0.40
          factors  3  or  1.3x

        A bare number where a unit is needed is an error with a suggestion: 30 could be
        seconds or milliseconds. In JSON and CSV times are seconds, shares are numbers
        from 0 to 1, money is decimal text in dollars.
        """, command: "sluice expand scenarios/image-processing.yaml"),
  ]
}
