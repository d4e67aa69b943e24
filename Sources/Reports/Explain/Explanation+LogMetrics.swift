// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// What is measured of logs, groups and connectors.
  static let logMetrics: [Entry] = [
    Entry(
      "lag", title: "how far a reader is behind, in time",
      text: """
        Of a worker: the age of the oldest message of its channel that it has not finished.
        With a log it is the time since the first record that is not committed was taken in,
        so it is never below the commit interval's share: with commits every 5 s it runs up
        to 5 s and back. lag_messages counts records, partition_lag those of the worst
        partition.

        Catch-up time = lag / (capacity - arrivals).
        """, command: "sluice explain commit"),
    Entry(
      "lag_messages", title: "records that a group has not committed",
      text: """
        The end of the log less the committed positions, over all partitions (SumOffsetLag).
        """, command: "sluice explain lag"),
    Entry(
      "partition_lag", title: "the partition that is farthest behind",
      text: """
        Uncommitted records of the partition that has most of them (MaxOffsetLag): a lag in
        one partition only means a hot key, a poison record or a slow task.
        """, command: "sluice explain lag"),
    Entry(
      "out_of_order", title: "messages that come after a later one of their key",
      text: """
        A message is out of order if work on a later one of the same key has begun before.
        Only the first look at it counts: one that comes again is a duplicate. Kafka and
        Kinesis keep the order of a key within its partition, SQS FIFO within its group, a
        standard queue does not.

        A key's messages come from one producer: between several nobody knows which was
        first.
        """, command: "sluice explain ordering"),
    Entry(
      "iterator_age", title: "how old records are when they are read",
      text: """
        The age of the latest records that a reader got (GetRecords.IteratorAgeMilliseconds,
        IteratorAge). It rises with the lag; when it reaches the retention, records are lost
        unread.
        """, command: "sluice explain retention-too-short"),
    Entry(
      "rebalances", title: "how often a group has dealt out its partitions anew",
      text: """
        Because a member joined, left, crashed or was late. As a ratio it is of the polls.
        """, command: "sluice explain rebalance-storm"),
    Entry(
      "rebalance_pause", title: "how long a partition was read by nobody",
      text: """
        One time for each partition that paused. With the eager assignors (range,
        roundrobin, sticky) all partitions pause until the slowest member has come back to
        poll; with cooperative-sticky and group_protocol: consumer only what moves. After a
        crash the session_timeout comes first.
        """, command: "sluice explain assignor"),
    Entry(
      "paused_partitions", title: "partitions that nobody reads now",
      text: """
        Because of a rebalance, or because their task has crashed and the group does not
        know yet.
        """, command: "sluice explain rebalance_pause"),
    Entry(
      "assigned_members", "idle_members", title: "tasks with and without partitions",
      text: """
        Members of the group that have at least one partition, and those that have none.
        """, command: "sluice explain more-tasks-than-shards"),
    Entry(
      "late_members", title: "tasks thrown out because they were late",
      text: """
        Their work on one poll outlasted max_poll_interval: they go on working, others get
        the same records, and both are paid for.
        """, command: "sluice explain max_poll_interval"),
    Entry(
      "acknowledge", title: "from a batch's first record to its acknowledgement",
      text: """
        What a producer waits for: linger, the request, the leader's append and, with acks:
        all, until all copies in sync have it. produce is the broker's part, replicate from
        the append until followers have it, fetch the way to the consumer.
        """, command: "sluice explain acks"),
    Entry(
      "produce", "replicate", "fetch", title: "the parts of a record's way through a cluster",
      text: """
        produce: a request at the broker. replicate: from the leader's append until all
        copies in sync have it and readers may see it. fetch: from when a consumer asked and
        the records were there until it has them.
        """, command: "sluice explain acknowledge"),
    Entry(
      "batch_records", title: "how well producers gather",
      text: """
        Records of a batch. A batch leaves when it is full or linger has passed: about 1 +
        rate x linger for each partition and producer. Small batches cost requests and
        compress badly.
        """, command: "sluice explain linger"),
    Entry(
      "gathering", "buffer_used", "blocked", title: "what producers hold back",
      text: """
        gathering: records that no leader has appended. buffer_used: their memory. blocked:
        records that waited for memory (buffer_memory), which holds up the sender, and is
        given up after max_block.
        """, command: "sluice explain buffer_memory"),
    Entry(
      "retried", "given_up", title: "records sent again, and given up",
      text: """
        retried: in batches that were sent again, because a leader was away, too few copies
        were in sync or an answer did not come. given_up: not acknowledged within
        delivery_timeout; the sender is told.
        """, command: "sluice explain delivery_timeout"),
    Entry(
      "lost_acknowledged", title: "records lost although they were acknowledged",
      text: """
        The leader had said yes and died before the followers had them, or a copy without
        them took over (unclean election).
        """, command: "sluice explain producer-not-safe"),
    Entry(
      "duplicates", title: "records that are there twice",
      text: """
        In a topic: appended again by a retry whose first try had succeeded after all; not
        with idempotence. Of a sink connector: records written to a second object.
        """, command: "sluice explain idempotence"),
    Entry(
      "produce_throttled", "fetch_throttled", title: "requests that a quota has held up",
      text: """
        Kafka answers them later instead of refusing them: nothing is lost, but clients
        become slow.
        """, command: "sluice explain throttled"),
    Entry(
      "under_replicated", "under_min_isr", "offline", "brokers_up", title: "the health of a cluster",
      text: """
        under_replicated: partitions with a copy that is not in sync. under_min_isr: with
        fewer copies in sync than min_insync, so that acks: all is refused. offline: without
        a leader, neither written nor read. brokers_up: brokers that work.
        """, command: "sluice explain producer-not-safe"),
    Entry(
      "cpu", "network_in", "network_out", "disk", "disk_used", title: "what is busy in the busiest broker",
      text: """
        Shares of what it can do: processors (in percent), network, volume; and how full the
        volumes are once retention is reached. utilisation is the largest of them.
        """, command: "sluice explain broker-throughput"),
    Entry(
      "put_latency", "get_latency", title: "the calls to a stream",
      text: """
        PutRecords as a producer sees it, and GetRecords.
        """, command: "sluice explain uncalibrated"),
    Entry(
      "read_throttled", title: "calls for records that were refused",
      text: """
        GetRecords above five calls a second and shard (ReadProvisionedThroughputExceeded);
        the reader tries again a little later.
        """, command: "sluice explain read-throughput"),
    Entry(
      "buffered", title: "records in hands that have not passed them on",
      text: """
        Of a stream: in producers. Of a sink connector: in objects that are not written yet;
        a crash reads them again.
        """, command: "sluice explain flush"),
    Entry(
      "capture", title: "from a commit in the database until the change is sent",
      text: """
        About half of poll_interval while there is little to do; it grows with what has
        piled up.
        """, command: "sluice explain poll_interval"),
    Entry(
      "resent", title: "records sent again after a crash",
      text: """
        Those since the last commit of offsets, as a share of all records sent.
        """, command: "sluice explain offset_flush_interval"),
    Entry(
      "objects", "object_age", "put", title: "what a sink connector writes",
      text: """
        objects: written; their rate is that of PUT requests. object_age: from the first
        record of an object until storage has it, the larger part of a sink's latency. put:
        one upload, for which the task waits.
        """, command: "sluice explain flush"),
    Entry(
      "skipped", "failed_tasks", title: "records left out, tasks that have ended",
      text: """
        skipped: records that could not be converted. failed_tasks: tasks that ended for
        good because of one.
        """, command: "sluice explain connector-failed"),
    Entry(
      "requests", title: "calls and what they carry",
      text: """
        Of a topic: produce requests; as a ratio, for each batch: all ready batches of one
        broker travel together.
        """, command: "sluice explain batch_records"),
  ]
}
