// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// The life of a message, and drawings.
  static let traces: [Entry] = [
    Entry(
      "trace", "life", "life-of-a-message", "sequence-diagram",
      title: "all that happens to one message, step by step",
      text: """
        sluice trace plays one replication of sluice run again, with the same seed and the
        same draws, and tells the life of one message: sent, queued with so many ahead of
        it, received, worked on, failed, invisible, visible again, deleted or set aside;
        the copies at a topic, the shard or partition of a log, hits and misses of a
        cache. That somebody looks changes nothing.

        The message is chosen by its number at its source, in the order of sending, from
        1 (--message uploads#1234), or searched: --worst latency (the default), --first
        dead-lettered, duplicate, lost or rejected. If there is none, it says what there
        was and ends with exit code 1.

        Its cost is its part of what is billed: of a call with ten messages a tenth, and
        the time of its attempts where work is paid for by time, at the price of the
        first tier. Parts that are paid for by the hour are named, not shared out.
        """, command: "sluice trace scenarios/image-processing.yaml"),
    Entry(
      "chrome-trace", "perfetto", "trace-event-format",
      title: "the life of a message on a time axis that can be zoomed",
      text: """
        sluice trace FILE -o slow.trace.json writes the Trace Event Format, which
        ui.perfetto.dev and chrome://tracing open: a process for the message and for each
        of its copies, a thread for each part, a slice for each stretch of sending,
        waiting, working and being invisible, a mark for each step.
        """, command: "sluice explain trace"),
    Entry(
      "graph", "mermaid", "dot", "architecture",
      title: "the architecture as a drawing",
      text: """
        sluice graph FILE draws what sends to what: Mermaid (which GitHub shows in a
        README), DOT (for Graphviz), SVG (a picture of its own, light or dark as the
        reader has it) and JSON. Ways to a dead-letter queue are dashed.

        The rates on the arrows are those that the settings tell: what sources send and
        other parts hand on, without failures and backlogs. With --simulate, or of a
        saved result, they are those that were simulated, and each part shows how busy
        it was.
        """, command: "sluice graph scenarios/image-processing.yaml"),
  ]
}
