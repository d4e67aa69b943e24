// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Checks of logs, of who writes them and who reads them.
  static let logs: [Entry] = [
    Entry(
      "more-tasks-than-shards", title: "tasks that have nothing to read",
      text: """
        In a group each partition, and in an application each shard, is read by one task.
        Tasks above their number stand idle and are paid for; they help only when another
        dies. Take fewer tasks, or more partitions: more partitions are easy to add and hard
        to take away, and move keys.
        """, command: "sluice check scenarios/clickstream.yaml -v base -s workers.sessioniser.tasks=20"),
    Entry(
      "producer-not-safe", title: "acknowledged records that can be lost, or writes that stop",
      text: """
        acks: all waits for all copies that are in sync, and min_insync says how few may be.
        With 3 copies and min_insync 2 one broker may be away: nothing that was acknowledged
        is lost, and writes go on.

        acks: 1 loses what the followers had not fetched when the leader dies; one copy
        loses all; min_insync equal to the copies stops writes whenever a broker is away,
        even for an update.
        """, command: "sluice check scenarios/clickstream.yaml -v msk -s channels.clicks-stream.acks=1"),
    Entry(
      "retention-too-short", title: "records may be gone before they are read",
      text: """
        A log drops records by age, read or not. If a reader may be behind for longer than
        the retention (a planned outage, a replay, a lag that has grown beyond half of it)
        what it has not reached is lost without an error. Kinesis' guide puts the alarm at
        half of the retention.
        """, command: "sluice explain retention"),
    Entry(
      "rebalance-storm", title: "a group that is busier with itself than with its work",
      text: """
        A full poll that takes longer than max_poll_interval has the member thrown out while
        it works: its records are worked on twice, and each time all others stop. Crashes do
        the same after session_timeout.

        Fewer records a poll, static_membership, assignor: cooperative-sticky or
        group_protocol: consumer, and a shorter session_timeout help.
        """, command: "sluice check scenarios/clickstream.yaml -v msk -s 'workers.sessioniser.service_time=2s'"),
    Entry(
      "shard-limit", title: "a shard is offered more than it takes",
      text: """
        A shard takes 1,000 records and 1 MiB a second, partition keys included; what comes
        above is refused and tried again. More shards divide the keys' ranges; a single key
        stays in one. producer_aggregation puts many small records into one.
        """, command: "sluice check scenarios/clickstream.yaml -v base -s channels.clicks-stream.shards=1"),
    Entry(
      "read-throughput", title: "readers that ask a shard too often together",
      text: """
        GetRecords may be called 5 times a second for each shard, by all readers together,
        and hands out 2 MB a second. Every reader more makes all of them slower: poll less
        often, or use enhanced_fan_out, which gives each reader 2 MB a second of its own and
        pushes.
        """, command: "sluice check scenarios/clickstream.yaml -v base -s channels.clicks-stream.iterator_poll=200ms"),
    Entry(
      "on-demand-ramp", title: "traffic that grows faster than a stream on demand",
      text: """
        On demand a stream takes twice the highest traffic of the last 30 days, and 4 MB/s
        when it is new. Traffic that more than doubles within 15 minutes is throttled until
        shards have been split. Set peak_write to the peak that the stream knows, or
        provision shards for planned peaks.
        """, command: "sluice explain peak_write"),
    Entry(
      "broker-throughput", title: "more than brokers can take in or hand out",
      text: """
        With r copies and n brokers a topic takes at most n/r times what a broker's volume,
        or its link to the volume, writes, and n/(groups + r - 1) times what its network
        sends (AWS Big Data Blog, right-sizing of Kafka clusters, equation 1). Above 80% of
        that latencies rise steeply, and nothing is left for a broker that is away.
        """, command: "sluice check scenarios/clickstream.yaml -v msk -x 200"),
    Entry(
      "too-many-partitions", title: "more partitions than brokers or producers manage well",
      text: """
        Every partition costs files, memory in each producer, and time in an election. MSK
        recommends a number for each broker size, copies included, and above its maximum
        refuses updates. Many partitions also make small batches.
        """, command: "sluice check scenarios/clickstream.yaml -v msk -s channels.clicks-stream.partitions=4000"),
    Entry(
      "storage-too-small", title: "the volumes cannot hold what retention keeps",
      text: """
        Disk in use = rate x size x retention x copies / compression, and a segment more. A
        broker whose volume is full stops. Keep less, take larger volumes, or move old
        segments to tiered storage.
        """, command: "sluice check scenarios/clickstream.yaml -v msk"),
    Entry(
      "lane-capacity", title: "a shard gets more than its function can do",
      text: """
        A lane does one batch after the other: batch_size / duration records a second, times
        parallelization_factor, and less if concurrency is below the lanes. Above that the
        lag grows for as long as the load lasts. Larger batches, a larger factor (Kinesis)
        or more partitions help; memory does if it makes the work faster.
        """, command: "sluice check scenarios/clickstream.yaml -v base -x 50"),
    Entry(
      "stream-poison", title: "a record that always fails, tried for ever",
      text: """
        A log is worked on in order, so a mapping tries a failed batch again before anything
        behind it. Without maximum_retry_attempts it does so until the record expires: a day
        or more for all that is behind it in its shard. Set retries, bisect_on_error to
        single the record out, and on_failure to be told where it is.
        """, command: "sluice explain maximum_retry_attempts"),
    Entry(
      "fan-out-alone", title: "a topic in front of a queue with one reader",
      text: """
        fan_out: true puts a topic in front and gives each reader a queue of its own. With
        fewer than two readers it only adds the topic's time and price.
        """, command: "sluice explain fan_out"),
    Entry(
      "cannot", title: "a variant lacks what the scenario requires",
      text: """
        An ability is a matter of kind: no number of tasks gives an SQS queue a replay, or a
        standard queue an order. The variant is simulated and priced all the same, but it
        does not pass: able is false in the result, and the exit code is 4. Choose another
        service or drop the requirement.
        """, command: "sluice check scenarios/clickstream.yaml -v sqs"),
    Entry(
      "connector-tasks", title: "tasks of a connector that have nothing to do",
      text: """
        A sink has at most one task for a partition, and the log of a database is read by
        exactly one task. More of them stand idle, on workers that are paid for.
        """, command: "sluice explain tasks_max"),
    Entry(
      "small-files", title: "objects that are too small",
      text: """
        A sink has one open object for each partition and closes it by age, size or number
        of records. Many small objects cost requests when they are written and when they are
        read. Raise flush.size and flush.every, at the price of latency, or use fewer
        partitions.
        """, command: "sluice explain flush"),
    Entry(
      "snapshot-time", title: "how long the first copy of a table takes",
      text: """
        Before it follows the changes, a source connector reads the table: rows x row_time.
        Changes that are committed meanwhile wait in the database's log.
        """, command: "sluice explain snapshot"),
    Entry(
      "connector-failed", title: "a record that cannot be converted ends its task",
      text: """
        With errors.tolerance none, Kafka Connect's default, a task ends for good at the
        first record that it cannot convert; its partitions go to the next task, which meets
        the same record. tolerance: all goes on behind it, with dead_letter if somebody is
        to look at it.
        """, command: "sluice explain tolerance"),
  ]
}
