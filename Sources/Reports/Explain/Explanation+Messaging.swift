// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Checks and metrics of topics, functions and FIFO queues.
  static let messaging: [Entry] = [
    Entry(
      "vis-lambda", title: "the queue's timeout is short for a function",
      text: """
        AWS advises a visibility timeout of at least six times the function's timeout,
        plus the batching window. A batch that is throttled is tried again until the
        timeout has passed; the longer that is, the sooner a place becomes free. With a
        short one the messages go back unworked, and each return uses up a receive.

        A timeout below the function's own is refused by AWS, and here.
        """,
      command: "sluice run scenarios/image-processing.yaml -v lambda -n 2 -s channels.jobs.visibility_timeout=90s"),
    Entry(
      "lambda-throttle", title: "messages become dead letters without a run",
      text: """
        The pollers of an event source mapping take messages before anyone asks whether
        the function has room. With reserved concurrency below what the mapping grows to,
        the rest is refused (429). Each such hand-over is a receive; after max_receives of
        them the message is set aside although no code has seen it. The function shows no
        error: only Throttles, and a dead-letter queue that fills up.

        Limit the mapping, not the function: maximum_concurrency asks for no more than can
        be worked on. A longer visibility timeout and more receives help, but do not cure.
        """,
      command: "sluice run scenarios/image-processing.yaml -v lambda -n 2 -s workers.resizer.reserved_concurrency=5"),
    Entry(
      "lambda-timeout", title: "work longer than the function's timeout is cut off",
      text: """
        A run that reaches the timeout is ended, counts as an error, and is billed up to
        there. The message comes back, and the next run takes as long. For a batch the
        handler's time is the sum over its messages.
        """, command: "sluice run scenarios/image-processing.yaml -v lambda -n 2 -s workers.resizer.timeout=8s"),
    Entry(
      "maximum-above-reserved", title: "the mapping may take more than the function may run",
      text: """
        maximum_concurrency is the mapping's limit, reserved_concurrency the function's.
        If the first is larger, what lies between them is taken from the queue and then
        throttled. Keep the maximum at or below what is reserved.
        """, command: "sluice explain lambda-throttle"),
    Entry(
      "reserved-below-5", title: "a mapping begins with five pollers",
      text: """
        An event source mapping of SQS starts with five concurrent batches. With less
        reserved concurrency than that a function is throttled from the first busy second.
        AWS advises at least 5.
        """, command: "sluice explain lambda-throttle"),
    Entry(
      "max-receives-below-5", title: "few receives before a function's message is set aside",
      text: """
        Throttled hand-overs use up receives too. AWS advises a max_receives of at least 5
        for a queue with a function, so that bad luck does not make dead letters.
        """, command: "sluice check scenarios/image-processing.yaml -v lambda"),
    Entry(
      "fifo-limit", title: "more calls than a FIFO queue takes",
      text: """
        Without high throughput a FIFO queue takes 300 calls a second of each kind: 300
        sends, 300 receives, 300 deletes; with batches of ten that is 3,000 messages. With
        high throughput each partition takes as much, and the region sets their number.
        What is above is throttled, and the producer's SDK tries again.

        Send in batches, or set high_throughput: true and have many message groups.
        """, command: "sluice explain high_throughput"),
    Entry(
      "hot-group", title: "one message group has more work than one worker can do",
      text: """
        Messages of a group are worked on one after the other: while one is in flight the
        rest of its group waits. So a group is never faster than 1 / (service time), or a
        batch in that time, however many workers there are.

        Choose a finer key for the group: the order, not the customer.
        """, command: "sluice explain group"),
    Entry(
      "few-groups", title: "fewer message groups than workers",
      text: """
        At most as many messages of a FIFO queue are worked on at a time as there are
        groups with messages. Workers beyond that stand idle.
        """, command: "sluice explain group"),
    Entry(
      "sns-quota", title: "more messages than the account may publish",
      text: """
        SNS limits the messages that an account publishes in a second, by region: 30,000
        in us-east-1, 1,500 in Seoul. What is above is throttled, and the SDK tries again
        a few times. AWS raises the quota on request: publish_quota.
        """, command: "sluice explain publish_quota"),
    Entry(
      "unconfirmed", title: "a subscription that nobody has confirmed gets nothing",
      text: """
        An e-mail address or a web server has to confirm its subscription within two days.
        Until then SNS delivers nothing to it, and says nothing. Set confirmed: true.
        """, command: "sluice explain confirmed"),
    Entry(
      "filter-all", "filter-none", title: "a filter policy that lets everything or nothing pass",
      text: """
        A filter that every message matches only costs attention; one that none matches
        cuts its subscriber off. Matching is exact and case-sensitive, anything-but needs
        the key to be there, and numbers match numbers only.
        """, command: "sluice check scenarios/sns-fanout.yaml"),
    Entry(
      "sms-limit", title: "the month's text messages cost more than the account may spend",
      text: """
        An account may spend $1 a month on text messages until AWS raises the limit; what
        comes after it is dropped without an error. The limit is applied to the month,
        when its windows are added up: a delivered.ratio of the month falls accordingly.

        Where the price of a text message is not known the verdict is left open, with the
        price up to which the limit would hold.
        """, command: "sluice run scenarios/sns-fanout.yaml -v default-sms-limit"),
    Entry(
      "filtered", title: "copies that a filter policy kept back",
      text: """
        Of a subscription: messages that did not match its filter, as a share of those
        published. They cost nothing and are counted nowhere else.
        """, command: "sluice run scenarios/sns-fanout.yaml --format csv -n 2"),
    Entry(
      "redriven", title: "copies that a subscription has set aside",
      text: """
        Of a subscription: what could not be delivered and went to its dead-letter queue,
        CloudWatch's NumberOfNotificationsRedrivenToDlq.
        """, command: "sluice run scenarios/sns-fanout.yaml --format csv -n 2"),
    Entry(
      "dropped", title: "deliveries that a function's mapping gave up",
      text: """
        Of a function: messages whose batch was throttled until their visibility timeout
        had passed. They go back to the queue with a receive more, unworked.
        """, command: "sluice explain lambda-throttle"),
    Entry(
      "concurrency", title: "environments of a function that are at work",
      text: """
        CloudWatch's ConcurrentExecutions. One environment serves one request at a time, so
        concurrency is rate times duration (Little's law). A mapping of SQS begins with 5
        and adds up to 300 a minute while messages remain.
        """, command: "sluice run scenarios/image-processing.yaml -v lambda -n 2 -V"),
    Entry(
      "cold-starts", "cold_starts", title: "runs that had to wait for a new environment",
      text: """
        Of a function: runs for which no idle environment was there, as a share of all.
        The INIT phase is billed. provisioned_concurrency keeps environments ready, at a
        price; a steady load keeps them warm by itself.
        """, command: "sluice run scenarios/sns-fanout.yaml --format csv -n 2"),
    Entry(
      "duration", title: "how long a function runs, and is billed for",
      text: """
        From the handler's start to its end, for a whole batch, by the millisecond. The
        bill has the INIT phase of a cold start besides.
        """, command: "sluice run scenarios/image-processing.yaml -v lambda -n 2 --format csv"),
    Entry(
      "deduplicated", title: "sends that a FIFO queue or topic dropped as repeats",
      text: """
        A deduplication id is remembered for five minutes from the first send, even after
        the message has been deleted. A repeat within that time is accepted and dropped; a
        later one is a second message.
        """, command: "sluice explain duplicate_sends"),
    Entry(
      "groups-in-flight", "groups_in_flight", title: "message groups with messages in flight",
      text: """
        ApproximateNumberOfGroupsWithInflightMessages: how many messages of a FIFO queue can
        be worked on at the same time, one group each.
        """, command: "sluice explain hot-group"),
    Entry(
      "noisy-groups", "noisy_groups", "quiet_depth", "quiet_oldest_message_age",
      title: "fair queues: who has more than his share in flight",
      text: """
        In a fair queue a tenant with a disproportionate part of the messages in flight is
        noisy; those of the others, the quiet ones, are handed out first. The quiet figures
        leave noisy tenants out: they show what everybody else notices.
        """, command: "sluice explain tenants"),
    Entry(
      "recovery-time", "recovery_time", title: "from a fault until all is as usual",
      text: """
        Of a traffic source or a part, after a fault: the time from its begin until the
        latency (of a part: its queue, else how busy it is) is back in the band in which it
        was between warm-up and fault, and stays there for three points of the series. What
        is not back at the window's end has taken at least that long. The series has at
        most 240 points, so the time is as precise as the window's length / 240.

          slos: { back-to-normal: { of: jobs, recovery_time: "< 3m", after: outage } }
        """, command: "sluice run scenarios/sns-fanout.yaml --format csv -n 2"),
    Entry(
      "faults", "fault", title: "what goes wrong, or is done, at a planned time",
      text: """
        stop (cannot be reached), remove (deleted), slow (by a factor), fail (a share of
        what is asked), kill (tasks or nodes lost at once), pause (takes no new messages),
        deploy (tasks replaced in waves), redrive (dead letters moved back). Each names its
        part, when (at), how long (for) and in which windows or variants (in, only):

          faults: { mail-gone: { at: 45m, for: 20m, stop: admin-mail, in: incident } }
        """, command: "sluice run scenarios/sns-fanout.yaml -w incident"),
    Entry(
      "cloudwatch", title: "the same figures under the names of a dashboard",
      text: """
        JSON and CSV list what CloudWatch would show: namespace, metric, dimension and
        statistic, with a period of one minute (a Sum is that of an average minute). So a
        result can be laid beside a dashboard. The quirks are modelled: moves are not in a
        dead-letter queue's NumberOfMessagesSent, and ApproximateAgeOfOldestMessage leaves
        out what was received three times on a standard queue.
        """, command: "sluice run scenarios/sns-fanout.yaml --format csv -n 2"),
  ]
}
