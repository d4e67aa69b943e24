// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Ideas that a class meets in every system, whatever it is made of.
  static let ideas: [Entry] = [
    Entry(
      "little", "littles-law", "little's-law", title: "what is inside = what comes a second x how long it stays",
      text: """
        L = lambda W: the average number inside, the arrivals a second and the average
        stay. It holds for a queue, for the tasks at work, for a whole system, for any
        order of service and any distribution, as long as what comes also leaves. (Little,
        Operations Research 9, 1961.)

        Two of them give the third. 2 messages a second that each take 1.2 s keep 2.4
        tasks at work, whatever the rest is like: with 3 tasks that is 80%. 600 messages in
        a queue that takes 6 a second are 100 s of waiting. A function that is called 50
        times a second and runs for 2 s needs 100 executions at a time.

        With --of the command shows it on a run's own numbers. L is measured over time, W
        over the messages, each by itself; that they agree is a check of the simulator.
        """, command: "sluice explain little --of scenarios/image-processing.yaml"),
    Entry(
      "erlang-c", "mmc", "queueing", title: "how long one waits for one of c servers",
      text: """
        Messages that come at random (poisson) at lambda a second to c tasks, each of which
        does mu a second: a = lambda / mu is the work offered, in tasks; rho = a / c is how
        busy they are. The share of messages that has to wait is Erlang's C:

          B = (a^c / c!) / (1 + a + a^2 / 2! + ... + a^c / c!)
          C = B / (1 - rho (1 - B))

        and the mean wait is C / (c mu - lambda). With c = 3, 2 a second and 1.2 s each:
        a = 2.4, rho = 0.8, C = 0.65, and the mean wait is 1.3 s, longer than the work.

        It is exact for exponential work. Other work waits (1 + cv^2) / 2 times as long,
        about, where cv is the standard deviation by the mean: half for constant work.
        """, command: "sluice explain allen-cunneen"),
    Entry(
      "at-least-once", "duplicate", "idempotence", "exactly-once",
      title: "nothing is lost, something may come twice",
      text: """
        A queue cannot know whether a worker that does not answer has done the work. It
        either forgets the message (at most once: work may be lost) or gives it out again
        (at least once: work may be done twice). SQS standard queues, SNS, Lambda, Kinesis
        and Kafka by default do the second.

        Doing the work twice must then do no harm: write under a key that the message
        brings, not "add one"; keep the keys of what is done; let the database refuse the
        second. FIFO queues drop repeated sends for 5 minutes, and Kafka's transactions
        make reading and writing within Kafka count once; neither reaches the e-mail that
        was sent twice.

        duplicate_work counts what was worked on more than once.
        """, command: "sluice run scenarios/image-processing.yaml -v short-visibility -n 4"),
    Entry(
      "visibility", "lease", title: "a message that is being worked on is hidden, not gone",
      text: """
        A message that is received stays in the queue, invisible, until it is deleted or
        the visibility timeout ends. Ends it first, the message is given to somebody else:
        also when the first worker is only slow. A timeout below the longest work means
        work done twice; one far above it means that what a crashed worker held comes back
        late. The timeout is at once the longest work and the failure detector's patience.

        A heartbeat (ChangeMessageVisibility) parts the two: a short timeout that the
        worker prolongs while it lives. Lambda wants six times the function's timeout.

          0s          received       20s  timeout ends      30s  deleted: too late
          |-----------|#############|---------------|#######|
                      worker 1 works                 worker 2 works on the same
        """, command: "sluice trace scenarios/image-processing.yaml --first duplicate"),
    Entry(
      "consumer-lag", "iterator-age", title: "how far behind the newest record a reader is",
      text: """
        Records of a log (Kafka, Kinesis) are not taken out; each group of readers keeps
        its place. Its lag is what lies between: in records, or as the age of what it reads
        next (Lambda's IteratorAge). A lag that stays is a delay; one that grows means that
        the readers are too slow, and when it is older than the retention, records are
        lost that nobody has read.

        Only as many readers as there are partitions (shards) work. After a pause of P
        seconds at lambda a second, readers that can do mu need P lambda / (mu - lambda)
        to catch up: at 90% of their capacity, nine times the pause. A rebalance is such a
        pause, of one or of all.
        """, command: "sluice run scenarios/clickstream.yaml -n 1"),
  ]
}
