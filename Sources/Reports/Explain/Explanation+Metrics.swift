// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// What is measured, under the names that objectives use.
  static let metrics: [Entry] = [
    Entry(
      "latency", title: "from the first sending to the successful end, in seconds",
      text: """
        Of a traffic source: the time from when a message was first to be sent until the
        attempt that succeeded was done with it. Waiting, failed attempts and the hidden
        time after them all count. Messages that were dead-lettered or lost have no
        latency; they are counted under their own names.

        Ask for percentiles (latency.p99), not for the mean alone: a mean hides the tail.
        """, command: "sluice run scenarios/image-processing.yaml"),
    Entry(
      "wait", title: "the part of the latency in which nobody had the message",
      text: """
        Of a traffic source: the time in which a message was neither being sent, nor
        worked on, nor hidden after a failed attempt. Mostly it waited for a free worker:
        then only more or faster workers make it shorter. A delay of the queue counts
        too, and pauses between polls.
        """, command: "sluice run scenarios/image-processing.yaml -s workers.resizer.tasks=16"),
    Entry(
      "service", title: "how long one piece of work takes",
      text: """
        Of a worker: the time of each attempt, failed ones too. Of a traffic source: the
        time of the attempt that succeeded. It comes from service_time in the scenario;
        what is measured should have its percentiles, which is a check on both.
        """, command: "sluice run scenarios/image-processing.yaml --format csv"),
    Entry(
      "throughput", title: "what is finished",
      text: """
        Of a traffic source: messages delivered. Of a queue: messages deleted. Of a
        worker: attempts that succeeded. As .rate in messages a second, as .count in one
        replication, as .ratio of what was sent or tried. Counted after the warm-up; in a
        window with a growing backlog it is what the workers can do, not what was asked.
        """, command: "sluice run scenarios/image-processing.yaml -x 4 -n 3 -w usual"),
    Entry(
      "delivered", title: "messages that reached their successful end",
      text: """
        Every message ends in one of five ways, and the report's account is complete:
        sent = delivered + dead-lettered + lost + rejected + still in flight at the end.
        The tick in the picture shows the delivered share of those that have ended.
        """, command: "sluice run scenarios/image-processing.yaml"),
    Entry(
      "dead-lettered", "dead_lettered", title: "messages set aside after too many receives",
      text: """
        A message whose receives are used up (max_receives) moves to the dead-letter
        queue when someone tries to receive it once more. Of a queue: what it moved away.
        Of a traffic source: its messages that ended there. Poison messages always come
        to this; of the others one in 1/error^max_receives does by bad luck.
        """, command: "sluice run scenarios/image-processing.yaml -s channels.jobs.dead_letter.max_receives=1"),
    Entry(
      "lost", title: "messages dropped when their retention ended",
      text: """
        A queue keeps a message for its retention (4 days unless set, 14 at the most) and
        then drops it without a trace, whatever its state. With before_work deletion
        messages can also be lost with a worker that crashes.
        """, command: "sluice explain retention"),
    Entry(
      "errors", title: "what failed or was refused",
      text: """
        Of a worker: attempts that failed, as a share of all attempts. Of a queue or a
        traffic source: messages that were refused, such as those above max_size.
        A failed attempt is not a failed message: it is tried again.
        """, command: "sluice run scenarios/image-processing.yaml -s workers.resizer.failures.error=5%"),
    Entry(
      "duplicate-work", "duplicate_work", title: "messages that were worked on again without need",
      text: """
        Of a worker: the share of its messages on which work was begun once more although
        an earlier attempt had not failed: it was still under way, done, or cut off by a
        crash. Causes: work longer than the visibility timeout
        (see vis-short), a crash after the work but before the delete, and SQS itself,
        which delivers at least once. Only handlers that bear repeats are right handlers.
        """, command: "sluice run scenarios/image-processing.yaml -v short-visibility"),
    Entry(
      "depth", title: "messages that wait in a queue",
      text: """
        Visible messages, CloudWatch's ApproximateNumberOfMessagesVisible. A level over
        time: mean and percentiles are weighted by time, max is the highest of each
        replication, averaged. Depth alone says little about time: 4,000 messages are
        nothing to a fast fleet and a day to a slow one. See oldest_message_age.
        """, command: "sluice run scenarios/image-processing.yaml -V"),
    Entry(
      "in-flight", "in_flight", title: "messages that are out with a consumer",
      text: """
        Received, not deleted, not yet visible again. A standard queue of SQS allows
        120,000; beyond that a short poll gets the error OverLimit and a long poll
        nothing. Work longer than the timeout and dead consumers fill it up.
        """, command: "sluice run scenarios/image-processing.yaml"),
    Entry(
      "oldest-message-age", "oldest_message_age", "age", title: "how long the oldest message has been in a queue",
      text: """
        In seconds since it came into the queue: CloudWatch's
        ApproximateAgeOfOldestMessage. A message that has been received three times no
        longer counts. The best single sign of a backlog, because it is in time, which is
        what people wait in. In a dead-letter queue that nobody reads it only grows.
        """, command: "sluice run scenarios/image-processing.yaml -w promo -V"),
    Entry(
      "utilisation", "utilization", "busy", title: "the share of the slots that are busy",
      text: """
        Of a worker: busy slots by all slots, averaged over time. 53% means that 47% of
        what you pay for does nothing, and that a peak of almost twice the load can be
        borne. Waits grow like 1/(1 - utilisation): moderate at 70%, long at 95%, without
        end at 100%. The p99 beside the mean is over time, not over messages.
        """, command: "sluice run scenarios/image-processing.yaml -s workers.resizer.tasks=14"),
    Entry(
      "receives", title: "how often messages are handed out",
      text: """
        Of a queue: deliveries by messages sent, as .ratio. 1.01 means that one message
        in a hundred was handed out a second time: after a failure, a timeout, a crash,
        or because SQS delivers at least once.
        """, command: "sluice run scenarios/image-processing.yaml -v short-visibility"),
    Entry(
      "empty-receives", "empty_receives", title: "ReceiveMessage calls that brought nothing",
      text: """
        Of a queue: empty answers by all receive calls, as .ratio. Each is a billed
        request. Long polling turns thousands of them into one. See short-poll.
        """, command: "sluice run scenarios/image-processing.yaml -v short-polling"),
    Entry(
      "throttled", title: "calls refused because of a limit",
      text: """
        Of a queue: receive calls that met a limit (messages in flight; of a FIFO queue also
        its calls a second), as a share of all. Of a source: calls that were sent back and
        tried again. Of a function: runs refused because its concurrency was used up.
        """, command: "sluice run scenarios/image-processing.yaml -n 3 -s channels.jobs.in_flight_limit=20"),
  ]
}
