// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Databases with their connection pools: their checks and metrics.
  static let database: [Entry] = [
    Entry(
      "database-overload", title: "a database has next to nothing to spare",
      text: """
        The servers of a database are busy for 85% of the time or more. With c servers that
        are r busy, waits grow like 1/(1 - r); and what a disturbance leaves behind drains
        only as fast as the spare share allows: at 90% a minute of outage takes nine minutes
        to work off.

        A larger instance, replicas that answer reads (reads: replicas), or a cache in front
        make it calmer. More connections do not: they move the line into the server.
        """, command: "sluice explain utilisation"),
    Entry(
      "database-pool", title: "fewer connections than the database has servers",
      text: """
        A query needs a connection while it runs. With fewer connections than servers, some
        servers are never busy, and queries wait for a connection in front of a database
        that has nothing to do. A pool of two to three times the servers is enough for most;
        see wait (for a connection) and server_wait (for a server).
        """, command: "sluice explain concurrency"),
    Entry(
      "database-connections", title: "more connections than the server allows",
      text: """
        RDS sets max_connections from the memory of the instance: bytes / 9,531,392 for
        PostgreSQL, bytes / 12,582,880 for MySQL. Each connection costs memory, on
        PostgreSQL a process. Connections beyond the limit are refused. Use a smaller pool,
        a proxy that shares connections, or a larger instance.
        """, command: "sluice explain connections"),
    Entry(
      "database-time-limit", title: "queries run on after their clients have given up",
      text: """
        A client that closes its connection after a timeout does not end its query: the
        server finishes it and finds nobody there. If the driver or the caller tries again,
        the server has the same work twice. So a short overload can feed itself: queries
        are slow, clients give up and ask again, and more than half of the work is for
        nobody. The load that began it may be long gone.

        Let the server cancel such queries (statement_timeout: cancels_abandoned), try
        again less often, or refuse early: queue_limit, a short acquire_timeout.
        """, command: "sluice explain cancels_abandoned"),
    Entry(
      "database-credits", title: "a burstable instance runs above its baseline",
      text: """
        An instance of the t classes may use a share of its processors for ever (its
        baseline: 20% of db.t4g.medium) and saves credits below it. RDS lets it run on above
        that and bills surplus credits by the vCPU-hour when the average of a day is above
        the baseline. Above about half of the price difference a class without credits,
        such as db.m7g, costs less. The bill has them as a line; where the region has no
        price the total is "at least".
        """, command: "sluice explain instance"),
    Entry(
      "replicas-unused", title: "replicas that answer no reads",
      text: """
        Replicas are paid for like the primary. They answer reads only if clients ask them:
        reads: replicas. What they answer is behind by the replica lag, so a client may not
        see what it has just written.
        """, command: "sluice explain reads"),
    Entry(
      "single-database", title: "nothing takes over when the primary is lost",
      text: """
        A single instance comes back only after a new one has been made: minutes, or more
        with a restore. Multi-AZ keeps a synchronous standby in another zone and fails over
        in 60 to 120 seconds; Aurora promotes a replica, mostly within 30 seconds. A read
        replica of RDS is promoted by hand.

        Try it with a fault: faults: { loss: { at: 30m, kill: NAME } }.
        """, command: "sluice explain kill"),
    Entry(
      "connections", title: "connections in use",
      text: """
        Of a database: queries that hold a connection, whether they run, wait for a server or
        for the disk, or run on for a client that has given up. By Little's law it is the
        rate of queries times the time that each holds its connection. At the limit, queries
        wait for one: see wait and waiting.
        """, command: "sluice explain little"),
    Entry(
      "waiting", title: "queries that wait for a connection",
      text: """
        Of a database: the line at the connection pools, first come first served. Each waits
        acquire_timeout at most and then fails (pool_timeouts). Its time is wait.
        """, command: "sluice explain acquire_timeout"),
    Entry(
      "queued", "server-wait", "server_wait", title: "queries that have a connection and wait for a server",
      text: """
        Of a database whose scheduling is fcfs: beyond its concurrency, queries wait in the
        server. queued is how many there are, server_wait how long each waits. With Poisson
        arrivals and exponential times it is Erlang's C formula. With sharing nobody waits,
        but all get slower.
        """, command: "sluice explain scheduling"),
    Entry(
      "running", title: "queries that run",
      text: """
        Of a database: those on a server or at its disk, waiting left out. With sharing there
        can be more than servers, and each is slower for it.
        """, command: "sluice explain concurrency"),
    Entry(
      "abandoned", title: "queries that run for nobody",
      text: """
        Of a database: how many run or wait in the server although their clients have given
        up. They hold connections and servers. See database-time-limit.
        """, command: "sluice explain cancels_abandoned"),
    Entry(
      "primary-utilisation", "primary_utilisation", "replica-utilisation", "replica_utilisation",
      title: "how busy the primary and the replicas are",
      text: """
        Of a database with replicas: the share of the servers that are busy, of the primary
        and of all replicas together. utilisation is that of all instances. Each is
        averaged over a second before percentiles are taken: at an instant a server is busy
        or idle.
        """, command: "sluice explain reads"),
    Entry(
      "queries", title: "what drivers send to a database",
      text: """
        Of a database: tries of the drivers, those of retries included. As .ratio by the calls
        of its callers: 1.2 means that one try in six was a retry. reads and writes are those
        that the server carried out, also for nobody.
        """, command: "sluice explain retry"),
    Entry(
      "reads", "writes", title: "reads and writes that were carried out",
      text: """
        Of a database: as .rate in queries a second, as .ratio of all tries. Writes include
        deletes. A write that its client has given up is carried out and committed, too.
        """, command: "sluice explain queries"),
    Entry(
      "retries", "timeouts", title: "tries that were made again, and those that took too long",
      text: """
        Of a database, as .ratio of all queries: retries are tries after the first of a call,
        timeouts those to which the client got no answer in time. When both rise together
        with utilisation, the retries are the load: a retry storm.
        """, command: "sluice explain timeout"),
    Entry(
      "pool-timeouts", "pool_timeouts", title: "queries that got no connection in time",
      text: """
        Of a database: queries that waited acquire_timeout for a connection and failed, as a
        share of all. The pool is too small for the load, or queries hold connections for
        too long.
        """, command: "sluice explain acquire_timeout"),
    Entry(
      "disk-operations", "disk_operations", "disk-wait", "disk_wait", title: "disk operations of a database",
      text: """
        disk_operations counts them, as .rate a second: CloudWatch's ReadIOPS and WriteIOPS
        together. disk_wait is how long a query waits because the disk allows no more a
        second: gp3 3,000 and from 400 GiB 12,000, gp2 3 for each GiB and 3,000 while
        credits last, io1 what is paid for.
        """, command: "sluice explain storage"),
    Entry(
      "replica-lag", "replica_lag", title: "how far replicas are behind",
      text: """
        Of a database: by how much the data of a read at a replica were behind the primary's
        when it began. A write shows there only after this time.
        """, command: "sluice explain reads"),
  ]
}
