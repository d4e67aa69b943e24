// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// What the checks say, under their ids.
  static let checks: [Entry] = [
    Entry(
      "no-dlq", title: "messages that always fail are tried until they expire",
      text: """
        A poison message fails every time it is tried. Without a dead-letter queue SQS
        hands it out again after each visibility timeout until its retention ends: at
        30 s and 4 days that is 11,520 times, and each time a worker's slot is busy for
        nothing. Then the message is gone without a trace.

        A dead-letter queue takes it out after a few receives and keeps it for you to
        look at: dead_letter: { to: jobs-dlq, max_receives: 3 }. Choose max_receives
        large enough that bad luck (an error, a crash) does not send good messages there.
        """, command: "sluice run scenarios/image-processing.yaml -s channels.jobs.dead_letter=null"),
    Entry(
      "competing-readers", title: "two workers on one queue share its messages",
      text: """
        A message of an SQS queue goes to one receiver. Two fleets that read the same
        queue compete: each sees only a part of the messages, in proportion to how often
        it asks. That is right for two deployments of the same code and wrong for two
        different jobs, such as billing and shipping, that must both see every order.

        For those give each job a queue of its own and put a topic in front of them
        (fan-out), or use a log that every group of readers reads in full.
        """, command: "sluice check scenarios/image-processing.yaml"),
    Entry(
      "short-poll", title: "short polling pays for empty answers",
      text: """
        With receive_wait: 0s, the default of AWS, ReceiveMessage answers at once, with
        nothing if there is nothing. Every such answer is a billed request, and idle
        workers ask all the time. A short poll also asks only some of SQS's servers, so
        it can come back empty although messages are there.

        Long polling (receive_wait: 10s, at most 20s) waits at the server until a message
        comes: fewer requests, and messages are picked up sooner, not later.
        """, command: "sluice run scenarios/image-processing.yaml -v short-polling"),
    Entry(
      "uncalibrated", title: "a latency that AWS does not publish is assumed",
      text: """
        AWS gives no numbers for how long calls to its services take. Sluice uses
        built-in distributions for them and says so. Queueing, timeouts and retries
        usually matter far more; where milliseconds decide, measure the calls in your own
        account and write what you measured:

          channels: { jobs: { receive_time: { percentiles: { p50: 9ms, p99: 30ms } } } }

        A report with -V lists every value that is assumed.
        """, command: "sluice run scenarios/image-processing.yaml -n 2 -V"),
    Entry(
      "dlq-retention", title: "the dead-letter queue forgets as early as its source",
      text: """
        When SQS moves a message of a standard queue to its dead-letter queue, the
        message keeps the time of its first sending. With 4 days of retention in both, a
        message that spent 3 days in the source can be looked at for 1 day only.

        Give the dead-letter queue the longer retention: 14 days is the most.
        """, command: "sluice check scenarios/image-processing.yaml -s channels.jobs-dlq.retention=4d"),
    Entry(
      "vis-short", title: "the visibility timeout ends while the work goes on",
      text: """
        A received message is hidden for the visibility timeout, then SQS hands it out
        again, whether or not someone still works on it. If the work takes longer than
        the timeout, a second worker does the same work: duplicates, wasted slots, and
        with enough of them a queue that never drains.

        Make the timeout longer than nearly all of the work (its p99.9, not its mean), or
        let the worker extend it while it works: heartbeat: { every: 5s, extend_to: 15s }.
        Even then a handler must bear doing the same work twice.
        """, command: "sluice run scenarios/image-processing.yaml -v short-visibility"),
    Entry(
      "retry-wait", title: "a failed attempt waits out the visibility timeout",
      text: """
        A worker that fails and says nothing leaves its message hidden until the
        visibility timeout ends. With 1% of failed attempts one message in a hundred
        waits that long: nothing to the median, everything to p99.

        on_error: give_back sets the timeout of a failed message to 0
        (ChangeMessageVisibility), so that it is tried again at once. It costs one more
        request for each failure. If what fails is a service behind you, which needs time
        to recover, waiting may be the better choice.
        """, command: "sluice run scenarios/image-processing.yaml -v give-back"),
    Entry(
      "unstable", title: "more work arrives than can be done",
      text: """
        Offered load is the rate of messages times the mean time of work on each: how
        many slots are busy on average if there are enough. At or above the number of
        slots the queue grows for as long as the load lasts; there is no steady state,
        and latencies depend on how long the window is. No figure of such a window
        describes a normal day.

        Add tasks or slots, make the work shorter, or send less. A few spare slots are
        not enough: near 100% the waits are long already, see `sluice explain little`.
        """, command: "sluice run scenarios/image-processing.yaml -n 3 -s workers.resizer.tasks=12"),
    Entry(
      "overload", title: "for a time, more work arrives than can be done",
      text: """
        During a peak the offered load is above the number of slots: a backlog builds up
        and drains afterwards. That is what a queue is for. What counts is how old the
        oldest message gets (oldest_message_age.max) and how long the backlog takes to
        drain, which is its size divided by the spare capacity after the peak.

        With -V the report draws depth and age over time.
        """, command: "sluice run scenarios/image-processing.yaml -w promo -V"),
    Entry(
      "month", title: "the windows do not add up to a month",
      text: """
        A bill is made for 730 hours, the month that AWS calculates with. Each window
        says how many of them are like it (month: 690h). If they add up to more or less,
        the bill is for a month that long.
        """, command: "sluice run scenarios/image-processing.yaml -w usual"),
    Entry(
      "advice", "verify", title: "what a check would change, and what that brings",
      text: """
        Where a check knows what a practised engineer would change first, it says so as
        settings, to be tried with -s. --verify tries it: the scenario is simulated as it is
        and with each advised change, with the same messages in both, and the report shows
        what becomes of the latency that moves most, of the figures that the check is about,
        of the month's bill and of the verdicts. The intervals are those of paired
        differences, widened for all that was looked at.

        Advice looks at one thing at a time. It does not know what a change costs elsewhere;
        the report does.
        """, command: "sluice run scenarios/image-processing.yaml -n 10 --verify -w usual"),
  ]
}
