// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// A queue's settings, checked. Times are nanoseconds, sizes bytes.
struct SQSSettings: Sendable {
  let name: String
  let visibilityTimeout, receiveWait, delay, retention: Nanoseconds
  let maximumSize: Int64
  let deadLetter: Reference?
  let maximumReceives: Int?
  let duplicateDelivery: Double
  let inFlightLimit, servers, shortPollServers: Int
  var sendTime, receiveTime, deleteTime: Distribution
  /// Latencies that the scenario leaves to the built-in calibration.
  let usesBuiltInLatencies: Bool

  /// - Parameter builtInLatencies: false makes calls take no time where the scenario says nothing else.
  init(name: String, _ record: Record, builtInLatencies: Bool) {
    self.name = name
    visibilityTimeout = record[SQSKeys.visibilityTimeout]
    receiveWait = record[SQSKeys.receiveWait]
    delay = record[SQSKeys.delay]
    retention = record[SQSKeys.retention]
    maximumSize = record[SQSKeys.maxSize]
    let deadLetterRecord = record[SQSKeys.deadLetter]
    deadLetter = deadLetterRecord?[SQSKeys.DeadLetter.to]
    maximumReceives = deadLetterRecord?[SQSKeys.DeadLetter.maxReceives]
    duplicateDelivery = record[SQSKeys.duplicateDelivery]
    inFlightLimit = record[SQSKeys.inFlightLimit]
    servers = record[SQSKeys.servers]
    shortPollServers = min(record[SQSKeys.shortPollServers], servers)
    let timeKeys = [SQSKeys.sendTime, SQSKeys.receiveTime, SQSKeys.deleteTime]
    let times = timeKeys.map { key in
      record.isDefaulted(key) && !builtInLatencies ? Distribution.zero : record[key]
    }
    (sendTime, receiveTime, deleteTime) = (times[0], times[1], times[2])
    usesBuiltInLatencies = builtInLatencies && timeKeys.contains { record.isDefaulted($0) }
  }
}
