// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Statistics

/// A queue's settings, checked. Times are nanoseconds, sizes bytes.
struct SQSSettings: Sendable {
  var name: String
  /// The channel of the scenario that it belongs to: itself, or the one that fans out to it.
  var channel: String
  let visibilityTimeout, receiveWait, delay, retention: Nanoseconds
  let maximumSize: Int64
  let deadLetter: Reference?
  let maximumReceives: Int?
  let duplicateDelivery: Double
  let inFlightLimit, servers, shortPollServers: Int
  let redriveAllow: SQSRedriveAllow
  let redriveRequests: Int
  let retryBackoff: Nanoseconds
  /// What KMS has to do with its encryption, if anything.
  let encryption: KMSEncryption?
  /// What is said of the tenants of a fair queue; nil for all others.
  let tenants: Tenants?
  var sendTime, receiveTime, deleteTime: Distribution
  /// Latencies that the scenario leaves to the built-in calibration.
  let usesBuiltInLatencies: Bool

  struct Tenants: Sendable {
    let grouping: SQSGroupingWord
    let factor, share: Double
  }

  /// - Parameters:
  ///   - builtInLatencies: false makes calls take no time where the scenario says nothing else.
  ///   - isFIFO: whether the record was read with the table of FIFO queues, which lack some keys.
  init(name: String, _ record: Record, builtInLatencies: Bool, isFIFO: Bool = false) {
    self.name = name
    channel = name
    visibilityTimeout = record[SQSKeys.visibilityTimeout]
    receiveWait = record[SQSKeys.receiveWait]
    delay = record[SQSKeys.delay]
    retention = record[SQSKeys.retention]
    maximumSize = record[SQSKeys.maxSize]
    let deadLetterRecord = record[SQSKeys.deadLetter]
    deadLetter = deadLetterRecord?[SQSKeys.DeadLetter.to]
    maximumReceives = deadLetterRecord?[SQSKeys.DeadLetter.maxReceives]
    redriveAllow = record[SQSKeys.redriveAllow]
    redriveRequests = record[SQSKeys.redriveRequests]
    retryBackoff = record[SQSKeys.retryBackoff]
    encryption = record[EncryptionKeys.queue].kms
    inFlightLimit = record[SQSKeys.inFlightLimit]
    if isFIFO {
      (duplicateDelivery, servers, shortPollServers, tenants) = (0, 1, 1, nil)
    } else {
      duplicateDelivery = record[SQSKeys.duplicateDelivery]
      servers = record[SQSKeys.servers]
      shortPollServers = min(record[SQSKeys.shortPollServers], servers)
      tenants = record[SQSKeys.tenants].map {
        Tenants(grouping: $0, factor: record[SQSKeys.noisyFactor], share: record[SQSKeys.noisyShare])
      }
    }
    let timeKeys = [SQSKeys.sendTime, SQSKeys.receiveTime, SQSKeys.deleteTime]
    let times = timeKeys.map { key in
      record.isDefaulted(key) && !builtInLatencies ? Distribution.zero : record[key]
    }
    (sendTime, receiveTime, deleteTime) = (times[0], times[1], times[2])
    usesBuiltInLatencies = builtInLatencies && timeKeys.contains { record.isDefaulted($0) }
  }
}
