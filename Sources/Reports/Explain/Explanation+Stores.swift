// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// What outlives the program, and work on several machines.
  static let stores: [Entry] = [
    Entry(
      "store", "results", title: "finished replications, kept",
      text: """
        Every finished replication of compare, sweep and plan is a row of an SQLite file
        (.sluice/results.sqlite, or --store FILE; --store none keeps nothing). It is found
        by all that it depends on: the model's version, the configuration, the seed and
        its number. So work that was interrupted goes on where it stopped, nothing is
        simulated twice, and what comes out is the same with and without the store.
        """, command: "sluice results list"),
    Entry(
      "shard", title: "one of several equal parts of an experiment",
      text: """
        --shard 2/4 does every fourth replication, into a store of its own. Schedulers
        say which part a task is: Slurm, Kubernetes and AWS Batch set a variable, and
        --shards 4 reads it. The number of replications must be fixed (-n 20), because no
        part knows what the others find.
        """,
      command: "sluice sweep scenarios/image-processing.yaml --over workers.resizer.tasks=12..36 -n 4 "
        + "--shard 0/4 --store part-0.sqlite"),
    Entry(
      "merge", title: "the parts of an experiment joined",
      text: """
        sluice merge part-*.sqlite joins the rows and makes the report, byte for byte as
        one machine would have made it. A part that is missing is named; two different
        rows for one replication are an error.
        """, command: "sluice merge part-0.sqlite part-1.sqlite --store all.sqlite"),
    Entry(
      "cluster", title: "the job file of a scheduler",
      text: """
        sluice cluster prints what Slurm, Kubernetes or AWS Batch need to do an experiment
        in parts: an array script, an Indexed Job or an array job definition, with the job
        that merges. Queueing, placing and restarting is theirs.
        """, command: "sluice cluster slurm scenarios/image-processing.yaml --shards 4 -- -n 20"),
  ]
}
