// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// The disks of an RDS instance, and how many operations a second they allow (RDS User Guide, CHAP_Storage).
struct DatabaseStorage: Sendable, Hashable {
  enum Kind: String, Sendable, CaseIterable {
    case gp3, gp2, io1
  }

  let kind: Kind
  /// GiB.
  let size: Int
  /// Operations a second that are paid for: all of io1's, and of gp3's those from a number of one's own.
  let provisioned: Int?

  /// From this size on the storage is striped over four volumes [GiB].
  static let striped = 400
  /// A gp2 volume's credits when it is full, and those that it begins with.
  private static let credits = 5_400_000.0

  /// Operations a second that come with gp3.
  static func included(size: Int) -> Int { size < striped ? 3_000 : 12_000 }

  /// Operations a second in the long run.
  var baseline: Int {
    switch kind {
    case .gp3: provisioned ?? Self.included(size: size)
    case .io1: provisioned ?? 1_000
    case .gp2: min(max(100, 3 * size), 64_000)
    }
  }

  /// Operations a second while credits last.
  var burst: Int {
    guard kind == .gp2 else { return baseline }
    return max(baseline, 3_000 * volumes)
  }

  /// Volumes that credits belong to: gp2 above 1 TiB is striped over four.
  private var volumes: Int { size > 1_024 ? 4 : 1 }

  /// Operations a second that are billed beside the storage.
  var billedOperations: Int {
    switch kind {
    case .gp2: 0
    case .gp3: max(0, baseline - Self.included(size: size))
    case .io1: baseline
    }
  }

  var limit: DiskLimit {
    DiskLimit(
      perSecond: burst,
      credits: baseline < burst
        ? RateLimit(
          perSecond: Double(baseline),
          burst: Nanoseconds(seconds: Self.credits * Double(volumes) / Double(baseline))) : nil)
  }
}

/// The limit of a disk: operations follow each other at its rate, first come first served.
struct DiskLimit: Sendable {
  /// Time between two operations.
  let interval: Nanoseconds
  /// What is left of the credits, where they limit the rate in the long run.
  private var credits: RateLimit?
  /// When the next operation can begin.
  private var due: Instant = 0

  init(perSecond rate: Int, credits: RateLimit?) {
    interval = Nanoseconds(seconds: 1 / Double(max(rate, 1)))
    self.credits = credits
  }

  /// Takes so many operations, one after the other, and returns how long the last of them waits for its turn.
  mutating func take(_ operations: Int, at now: Instant) -> Nanoseconds {
    guard operations > 0 else { return 0 }
    var begin = max(now, due)
    if let next = credits?.next(after: begin) {
      begin = max(begin, next)
      credits?.take(at: begin, amount: Int64(operations))
    }
    due = begin.advanced(by: interval * Nanoseconds(operations))
    return due - interval - now
  }
}

/// The keys under `storage`.
enum DatabaseStorageKeys {
  static let operations = OptionalKey(
    "iops", .integer(1_000...256_000),
    "Operations a second that are paid for: io1 needs it, gp3 from 400 GiB may have it, gp2 has 3 for each GiB.",
    source: "RDS User Guide, CHAP_Storage")
  static let table = KeyTable("storage", "The disks of an RDS instance.", keys: [operations])
}

extension ValueKind where Value == DatabaseStorage {
  /// `{ gp3: 100GiB }`, `{ io1: 400GiB, iops: 5000 }`.
  static var databaseStorage: ValueKind<DatabaseStorage> {
    typealias Choice = (kind: DatabaseStorage.Kind, size: Int)
    func size(_ least: Int64) -> ValueKind<Int64> { .bytes(least << 30...64 << 40) }
    let cases: [OneKeyCase<Choice>] = [
      OneKeyCase("gp3", size(20), "General purpose; 3,000 operations a second, 12,000 from 400 GiB.") {
        (.gp3, gibibytes($0))
      },
      OneKeyCase("gp2", size(20), "General purpose; 3 operations a second for each GiB, and credits to burst.") {
        (.gp2, gibibytes($0))
      },
      OneKeyCase("io1", size(100), "Provisioned operations a second.") { (.io1, gibibytes($0)) },
    ]
    return ValueKind<(Choice, Int?)>.oneKey("kind of storage", cases, also: DatabaseStorageKeys.table) {
      ($0, $1[DatabaseStorageKeys.operations])
    }.map { value, node, context in
      let storage = DatabaseStorage(kind: value.0.kind, size: value.0.size, provisioned: value.1)
      guard let problem = storage.problem else { return storage }
      let place = node.entries?.first { $0.key == DatabaseStorageKeys.operations.name }?.value
      context.diagnostics.error(.value, at: place ?? node, problem.text, hint: problem.hint)
      return nil
    }
  }

  private static func gibibytes(_ bytes: Int64) -> Int { Int((bytes + (1 << 30) - 1) >> 30) }
}

extension DatabaseStorage {
  /// What is wrong with the operations a second.
  fileprivate var problem: (text: String, hint: String)? {
    switch (kind, provisioned) {
    case (.gp2, _?): return ("gp2 has no iops of its own: 3 a second for each GiB", "leave iops out, or choose gp3")
    case (.io1, nil): return ("io1 needs iops", "such as { io1: \(size)GiB, iops: 3000 }")
    case (.io1, let iops?) where Double(iops) < 0.5 * Double(size) || iops > 50 * size:
      return ("io1 allows 0.5 to 50 iops for each GiB, not \(iops) with \(size) GiB", "RDS User Guide, CHAP_Storage")
    case (.gp3, _?) where size < Self.striped:
      return ("gp3 below 400 GiB has 3,000 iops and no others", "leave iops out, or make it 400GiB")
    case (.gp3, let iops?) where iops < 12_000 || iops > 64_000 || iops > 500 * size:
      return ("gp3 allows 12,000 to 64,000 iops, at most 500 for each GiB, not \(iops)", "RDS User Guide, CHAP_Storage")
    default: return nil
    }
  }
}
