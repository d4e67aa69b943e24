// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Scaling policies and calls of workers: their checks and metrics.
  static let scaling: [Entry] = [
    Entry(
      "scaling-metric", title: "the policy measures what its tasks do not divide",
      text: """
        Target tracking computes the new number of tasks as current x metric / target. That
        is right only for a metric that halves when the tasks double. The number of visible
        messages does not: twice the tasks drain a backlog faster, they do not halve it. So
        the fleet grows to its maximum, empties the queue, then shrinks too far, again and
        again.

        Divide by the tasks: on: backlog is visible messages for each running task, and its
        target is the latency that you accept over the time of one message.
        """,
      command:
        "sluice run scenarios/image-processing.yaml -n 3 -s 'workers.resizer.autoscale={ min: 8, max: 48, target: 20 }'"
    ),
    Entry(
      "scaling-delay", title: "new tasks come minutes after the load",
      text: """
        A scaling policy sees the load late: the metric takes up to a minute to arrive, the
        alarm waits for three points above the target, and a new task needs its time to
        start. That is five to six minutes in all, during which the backlog grows by the
        excess of the load over what the first tasks can do.

        Keep so many tasks at the least (min) that this backlog is bearable, scale before a
        peak that is known, or measure faster: period: 10s.
        """,
      command:
        "sluice run scenarios/image-processing.yaml -n 3 -s 'workers.resizer.autoscale={ min: 8, max: 48, target: 20 }' -V"
    ),
    Entry(
      "tasks", "desired_tasks", "running_tasks", title: "how many tasks there are",
      text: """
        With autoscale the number of tasks changes: desired_tasks is what the policy wants,
        running_tasks are those that take messages, and tasks are those that are paid for,
        from their start on, for at least a minute each.
        """,
      command:
        "sluice run scenarios/image-processing.yaml -n 3 -s 'workers.resizer.autoscale={ min: 8, max: 48, target: 20 }'"
    ),
    Entry(
      "backlog_per_task", title: "visible messages for each running task",
      text: """
        The metric that a fleet behind a queue should scale on. If a message takes 3 s and
        30 s of waiting are bearable, a task may have 10 messages waiting for it: target: 10.
        """,
      command:
        "sluice run scenarios/image-processing.yaml -n 3 -s 'workers.resizer.autoscale={ min: 8, max: 48, target: 10 }'"
    ),
    Entry(
      "scale_outs", "scale_ins", title: "how often tasks were added or taken away",
      text: """
        Each counts a decision of the policy; the ratio is to the points of its metric. Many
        of both mean that the fleet swings: see scaling-metric, or take tasks away more
        gently (scale_in_step, low_alarm_points).
        """,
      command:
        "sluice run scenarios/image-processing.yaml -n 3 -s 'workers.resizer.autoscale={ min: 8, max: 48, target: 20 }'"
    ),
    Entry(
      "failed_calls", title: "calls of a worker that failed for good",
      text: """
        A call that is throttled or fails is tried again, three times in all by default with
        growing pauses, as the AWS SDKs do. What fails then, or is refused, fails the attempt
        at the message, unless the call says on_failure: ignore.
        """, command: "sluice explain calls"),
    Entry(
      "call_time", title: "how long a worker waits for one call",
      text: """
        From the first try to the last answer, with the pauses before retries. The slot is
        busy all the while, and the visibility timeout of the message runs.
        """, command: "sluice explain calls"),
  ]
}
