// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// Whether a log keeps its records for as long as its readers may be behind.
enum LogRetentionFindings {
  static func all(_ log: any LogChannel, _ readers: [any LogReader], _ view: FindingsView) -> [Finding] {
    let faults = view.parts.parts.compactMap { $0 as? FaultPart }.filter(\.isActive)
    return readers.compactMap { reader in
      let own = faults.filter { $0.target.name == reader.name }
      return outage(log, reader, own, view) ?? replay(log, reader, own, view) ?? behind(log, reader, view)
    }
  }

  /// A reader is planned to be away for longer.
  private static func outage(
    _ log: any LogChannel, _ reader: any LogReader, _ faults: [FaultPart], _ view: FindingsView
  ) -> Finding? {
    let lengths = faults.compactMap { fault -> Nanoseconds? in
      guard fault.fault == .stop || fault.fault == .pause else { return nil }
      return fault.ends.map { $0 - fault.begins }
    }
    guard let longest = lengths.max(), longest >= log.retention else { return nil }
    return finding(
      log, reader, .warn,
      "\(reader.name) is away for \(Format.exactDuration(longest)), \(log.name) keeps records for "
        + "\(Format.exactDuration(log.retention)): what is older is gone when it comes back", behind: longest.seconds,
      view)
  }

  /// A replay asks for what is not kept any more.
  private static func replay(
    _ log: any LogChannel, _ reader: any LogReader, _ faults: [FaultPart], _ view: FindingsView
  ) -> Finding? {
    let lengths = faults.compactMap { fault in fault.fault == .replay ? fault.since.map { fault.begins - $0 } : nil }
    guard let longest = lengths.max(), longest > log.retention else { return nil }
    return finding(
      log, reader, .warn,
      "\(reader.name) is to read the last \(Format.exactDuration(longest)) again, \(log.name) keeps records for "
        + Format.exactDuration(log.retention), behind: longest.seconds, view)
  }

  /// A reader has been so far behind that the oldest records may be gone before it comes to them. Half of the retention
  /// is where Kinesis' documentation sets the alarm (GetRecords.IteratorAgeMilliseconds).
  private static func behind(_ log: any LogChannel, _ reader: any LogReader, _ view: FindingsView) -> Finding? {
    guard let lag = view.measured?.level("lag", reader.name), lag > log.retention.seconds / 2 else { return nil }
    return finding(
      log, reader, .warn,
      "\(reader.name) is \(Format.duration(seconds: lag)) behind on average, more than half of the "
        + "\(Format.exactDuration(log.retention)) that \(log.name) keeps records for: what it does not reach in time is lost",
      behind: lag, view)
  }

  /// Twice what the reader is behind, in whole minutes, hours or days: what is away for so long has to catch up, too.
  private static func longer(_ log: any LogChannel, behind: Double) -> Advice? {
    let wanted = 2 * behind
    let unit = wanted > 86_400 ? 86_400.0 : wanted > 3_600 ? 3_600 : 60
    let retention = min((wanted / unit).rounded(.up) * unit, log.longestRetention.seconds)
    guard retention > log.retention.seconds else { return nil }
    return Advice(
      "keep records for twice as long as \(log.name) is read late",
      .init("channels.\(log.name).retention", Format.exactDuration(Nanoseconds(retention) * .second)))
  }

  private static func finding(
    _ log: any LogChannel, _ reader: any LogReader, _ level: Finding.Level, _ message: String, behind: Double,
    _ view: FindingsView
  ) -> Finding {
    Finding(
      .retentionTooShort, level, part: log.name, message,
      numbers: ["retention_s": log.retention.seconds, "behind_s": behind],
      advice: [longer(log, behind: behind)].compactMap { $0 }, accountsFor: ["lost", "delivered"],
      reason: "records are kept for \(Format.exactDuration(log.retention))", window: view.window)
  }
}
