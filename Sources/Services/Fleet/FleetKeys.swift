// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of a fleet of workers, as they are written in a scenario.
enum FleetKeys {
  static let from = RequiredKey("from", .reference(to: ["channel"]), "The channel that the fleet takes messages from.")
  static let tasks = Key(
    "tasks", .integer(1...100_000), default: "1", .sluice,
    "Identical tasks (containers or processes); with autoscale those at the start, `min` if it is left out.",
    monotone: true)
  static let slots = Key(
    "slots", .integer(1...1_000), default: "1", .sluice, "Messages that one task works on at a time.", monotone: true)
  static let receive = Key(
    "receive", .integer(1...10), default: "10", .aws("API/ReceiveMessage: at most 10"),
    "Messages asked for in one ReceiveMessage call (MaxNumberOfMessages).")
  static let pollPause = Key(
    "poll_pause", .duration(0...(3600 * .second)), default: "0s", .sluice,
    "Time between the end of one round of work, or an empty receive, and the next call.")
  static let receiveWait = OptionalKey(
    "receive_wait", .wholeSeconds(0...(20 * .second)),
    "WaitTimeSeconds of its calls; what the queue says if it is left out.", source: "API/ReceiveMessage")
  static let visibilityTimeout = OptionalKey(
    "visibility_timeout", .wholeSeconds(0...(12 * 3600 * .second)),
    "VisibilityTimeout of its calls; what the queue says if it is left out.", source: "API/ReceiveMessage")
  static let compute = Key(
    "compute", .compute, default: "none", .sluice, "What the tasks run on, which is what they cost.")
  static let serviceTime = OptionalKey(
    "service_time", .time,
    "How long one attempt at one message takes, calls left out; a fleet that only calls may leave it out.")
  static let calls = OptionalKey(
    "calls", .calls,
    "What is called after the work: a channel or an endpoint, several in order, or { parallel: [a, b] } at once.")
  static let autoscale = OptionalKey(
    "autoscale", .record(AutoscaleKeys.table), "Adds and takes away tasks as the load asks for it.")
  static let restartTime = OptionalKey(
    "restart_time", .time,
    "Time until a task that a planned fault (kill, deploy) has taken away is replaced; what failures.crash.restart or "
      + "autoscale.start_time say if it is left out, else 30s.")
  static let heartbeat = OptionalKey(
    "heartbeat", .record(heartbeatTable), "Extends the visibility timeout of every message held, again and again.")
  static let delete = Key(
    "delete", .choice(of: DeleteTime.self), default: "after_success", .sluice,
    "When a message is deleted: after_success is at-least-once, before_work at-most-once.")
  static let onError = Key(
    "on_error", .choice(of: ErrorHandling.self), default: "wait", .sluice,
    "What happens to the message of a failed attempt: it waits out its timeout, or is given back at once.")
  static let maxPollRecords = OptionalKey(
    "max_poll_records", .integer(1...10_000),
    "Of a log: the most records that a task takes at once; what the log says if it is left out.",
    source: "Kafka consumer: max.poll.records; Kinesis: GetRecords, Limit")
  static let commit = OptionalKey(
    "commit", .record(commitTable), "Of a log: how a task commits its position (Kafka) or checkpoints (Kinesis).")
  static let retries = OptionalKey(
    "retries", .integer(0...1_000_000),
    "Of a log: how often a record whose attempt failed is tried again before it is set aside; for ever if it is left out, "
      + "so that a record that always fails blocks its partition.")
  static let retryPause = Key(
    "retry_pause", .duration(0...(3600 * .second)), default: "1s", .assumed("the application decides"),
    "Of a log: time between a failed attempt at a record and the next.")
  static let deadLetter = OptionalKey(
    "dead_letter", .reference(to: ["channel"]),
    "Of a log, with retries: the queue that a record is set aside to; it is lost if this is left out.")
  static let failures = OptionalKey("failures", .record(failuresTable), "What goes wrong, and how often.")

  enum DeleteTime: String, CaseIterable, Sendable {
    case afterSuccess = "after_success"
    case beforeWork = "before_work"
  }

  enum ErrorHandling: String, CaseIterable, Sendable {
    case wait
    case giveBack = "give_back"
  }

  enum Heartbeat {
    static let every = RequiredKey(
      "every", .duration(1_000_000...(43_200 * .second)), "Time between two extensions of a message.")
    static let extendTo = RequiredKey(
      "extend_to", .duration(.second...(43_200 * .second)),
      "What the timeout is set to, counted from the call (ChangeMessageVisibility).")
  }

  enum Failures {
    static let error = Key(
      "error", .ratio, default: "0%", .sluice, "Share of attempts that fail, each for itself.")
    static let poison = Key(
      "poison", .ratio, default: "0%", .sluice, "Share of messages that fail at every attempt.")
    static let crash = OptionalKey("crash", .record(crashTable), "Tasks that die with what they hold.")
  }

  enum Commit {
    static let every = OptionalKey(
      "every", .duration(0...(86_400 * .second)),
      "Time between two commits, made when the next records are asked for; 0s commits each time. What the log says if it "
        + "is left out, 100ms with exactly_once.",
      source: "Kafka consumer: auto.commit.interval.ms; Kafka Streams: commit.interval.ms")
    static let time = Key(
      "time", .time, default: "10ms",
      .assumed("the calls that end a transaction and the records they write; nobody publishes it"),
      "With exactly_once: how long a commit takes, for which the task waits.")
    static let exactlyOnce = Key(
      "exactly_once", .flag, default: "false", .aws("Kafka consumer and producer: isolation.level, transactional.id"),
      "Results and position are committed in one transaction (Kafka): nobody sees the results of work that is done again."
    )
  }

  enum Crash {
    static let every = RequiredKey(
      "every", .duration(.second...(3650 * 86_400 * .second)), "Mean time until one task crashes; exponential.")
    static let restart = Key(
      "restart", .duration(0...(86_400 * .second)), default: "30s", .assumed("depends on the image"),
      "Time until the task takes messages again.")
  }

  static let commitTable = KeyTable(
    "commit", "When the position in a log is committed.", keys: [Commit.every, Commit.exactlyOnce, Commit.time])
  static let heartbeatTable = KeyTable(
    "heartbeat", "Keeps messages hidden while they are worked on.", keys: [Heartbeat.every, Heartbeat.extendTo])
  static let crashTable = KeyTable("crash", "Crashes of single tasks.", keys: [Crash.every, Crash.restart])
  static let failuresTable = KeyTable(
    "failures", "Failures of attempts, messages and tasks.", keys: [Failures.error, Failures.poison, Failures.crash])

  static let table = KeyTable(
    "fleet", "A fleet of identical worker tasks.",
    keys: [
      from, tasks, slots, receive, pollPause, receiveWait, visibilityTimeout, compute, autoscale, serviceTime, calls,
      heartbeat, delete, onError, failures, restartTime, maxPollRecords, commit, retries, retryPause, deadLetter,
    ] + FleetGroupKeys.keys)
}
