// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// The settings of a sink connector that writes a log to Amazon S3, as they are written in a scenario.
enum SinkConnectorKeys {
  static let from = RequiredKey("from", .reference(to: ["channel"]), "The log that is read.")
  static let flush = RequiredKey(
    "flush", .record(flushTable), "When the records of a partition are put into an object: whichever comes first.")
  static let recordTime = Key(
    "record_time", .duration(0...(60 * .second)), default: "20us",
    .assumed("a task converts some 50,000 records a second"), "How long a task works on one record.")
  static let maxPollRecords = Key(
    "max_poll_records", .integer(1...10_000), default: "500",
    .aws("Apache Kafka documentation, consumer configs: max.poll.records"),
    "The most records that a task takes at once.")
  static let putTime = Key(
    "put_time", .time, default: "{ lognormal: { p50: 60ms, p99: 300ms } }",
    .assumed("small PUT requests take 100 to 200 ms as S3's performance guidelines say; the first byte less"),
    "How long S3 takes to answer, besides the time for the bytes.")
  static let putRate = Key(
    "put_rate", .byteRate(1_000...1e12), default: "80MB/s",
    .assumed("85 to 90 MB/s a request, S3 performance guidelines"), "Bytes a second that a task sends to S3.")
  static let compression = Key(
    "compression", .factor(1...100), default: "1x", .sluice,
    "How many times smaller the objects are than the records in them.")
  static let keep = Key(
    "keep", .duration(0...(36_500 * 86_400 * .second)), default: "30d", .sluice,
    "How long objects are stored, for the bill.")
  static let exactlyOnce = Key(
    "exactly_once", .flag, default: "false", .sluice,
    "Objects are cut by offsets alone and named by them, so that what is written again replaces itself.",
    source: "Confluent documentation, Amazon S3 sink connector: exactly-once delivery")
  static let errors = OptionalKey("errors", .record(errorsTable), "Records that cannot be converted.")
  static let autoscale = OptionalKey(
    "autoscale", .record(autoscaleTable), "Adds and takes away workers of MSK Connect by their CPU utilisation.")

  enum Flush {
    static let records = OptionalKey(
      "records", .integer(1...100_000_000), "So many records.", source: "Confluent S3 sink connector: flush.size")
    static let size = OptionalKey("size", .bytes(1...(5 << 40)), "So many bytes of records.")
    static let every = OptionalKey(
      "every", .duration(1_000_000...(30 * 86_400 * .second)), "So long after the first record of the object.",
      source: "Confluent S3 sink connector: rotate.schedule.interval.ms")
  }

  enum Tolerance: String, CaseIterable, Sendable {
    case none, all
  }

  enum Errors {
    static let share = RequiredKey("share", .ratio(0.000_000_1...1), "The share of the records that fail.")
    static let tolerance = Key(
      "tolerance", .choice(of: Tolerance.self), default: "none",
      .aws("Apache Kafka documentation, connector configs: errors.tolerance"),
      "none: the task fails and stays so; all: the record is left out.")
    static let deadLetter = Key(
      "dead_letter", .flag, default: "false",
      .aws("Apache Kafka documentation, connector configs: errors.deadletterqueue.topic.name is empty"),
      "With tolerance all: the record goes to a dead-letter topic rather than nowhere.")
  }

  enum Autoscale {
    static let min = Key("min", .integer(1...10), default: "1", .sluice, "The fewest workers.")
    static let max = RequiredKey("max", .integer(1...10), "The most workers.", monotone: true)
    static let scaleOut = Key(
      "scale_out", .ratio(0.01...1), default: "80%", .assumed("the usual choice; MSK Connect asks for it"),
      "CPU utilisation above which a worker is added.")
    static let scaleIn = Key(
      "scale_in", .ratio(0.01...1), default: "20%", .assumed("the usual choice; MSK Connect asks for it"),
      "CPU utilisation below which a worker is taken away.")
    static let period = Key(
      "period", .wholeSeconds((10 * .second)...(3600 * .second)), default: "60s",
      .assumed("MSK Connect does not say how long it looks at the utilisation"), "Time between two looks.")
    static let startTime = Key(
      "start_time", .duration(0...(86_400 * .second)), default: "120s",
      .assumed("MSK Connect does not say how long a new worker takes"), "Time until a new worker has tasks.")
  }

  static let flushTable = KeyTable(
    "flush", "When an object is written: at least one of them.", keys: [Flush.records, Flush.size, Flush.every])
  static let errorsTable = KeyTable(
    "errors", "What happens to records that cannot be converted.",
    keys: [Errors.share, Errors.tolerance, Errors.deadLetter])
  static let autoscaleTable = KeyTable(
    "autoscale", "Autoscaled capacity of MSK Connect; there are as many tasks as MCUs.",
    keys: [
      Autoscale.min, Autoscale.max, Autoscale.scaleOut, Autoscale.scaleIn, Autoscale.period, Autoscale.startTime,
    ])

  static let table = KeyTable(
    "sink-connector", "A sink connector of Kafka Connect that writes a log to objects of Amazon S3.",
    keys: [
      from, flush, recordTime, maxPollRecords, putTime, putRate, compression, keep, exactlyOnce, errors,
      ConnectKeys.offsetFlush, ConnectKeys.tasksMax, ConnectKeys.workers, ConnectKeys.compute, autoscale,
      ConnectKeys.rebalanceDelay, ConnectKeys.restartTime,
    ])
}
