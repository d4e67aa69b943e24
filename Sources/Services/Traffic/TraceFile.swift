// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Messages or requests as they were recorded, in order. Everything that was not recorded is empty.
///
/// At most 21 bytes for each request, and 8 for each key.
struct TraceFile: Sendable, Hashable {
  /// What was asked of the cache.
  enum Operation: UInt8, Sendable, CaseIterable {
    case read, write, delete

    var request: RequestOperation {
      switch self {
      case .read: .read
      case .write: .write
      case .delete: .delete
      }
    }
  }

  var times: [Instant]
  /// Bytes.
  var sizes: [UInt32] = []
  /// Dense, in the order in which they first appear.
  var keys: [UInt32] = []
  var operations: [Operation] = []
  /// How long what was written may live, in seconds; 0 where nothing was said.
  var timesToLive: [UInt32] = []
  /// How popular the keys are; nil without keys.
  var population: KeyPopulation?

  /// The operations that occur, in a fixed order.
  var operationsPresent: [Operation] {
    var isThere = [Bool](repeating: false, count: Operation.allCases.count)
    for operation in operations { isThere[Int(operation.rawValue)] = true }
    return Operation.allCases.filter { isThere[Int($0.rawValue)] }
  }

  /// Makes time go faster; by 0 nothing ever happens.
  mutating func speedUp(by factor: Double) {
    guard factor != 1 else { return }
    guard factor > 0 else {
      times = []
      return
    }
    for place in times.indices { times[place] = Instant(seconds: times[place].seconds / factor) }
  }
}

/// Collects the requests of a cache trace, whose times are whole seconds.
struct TraceBuilder {
  private var file = TraceFile(times: [])
  /// The numbers of the keys met so far.
  private var numbers = IndexTable()
  private var counts: [UInt32] = []
  private var first: UInt32 = 0
  private var second: UInt32 = 0
  /// The place of the first request of the current second.
  private var begin = 0

  /// - Parameters:
  ///   - requests: about how many will come.
  init(requests: Int) {
    file.times.reserveCapacity(requests)
    file.keys.reserveCapacity(requests)
    file.sizes.reserveCapacity(requests)
  }

  var count: Int { file.times.count }

  /// Adds a request.
  ///
  /// - Parameters:
  ///   - second: counted from any beginning; the trace begins with its first request.
  ///   - key: any number that stands for the key alone.
  ///   - size: bytes; 0 if it was not known.
  /// - Returns: Whether time has not gone back.
  mutating func add(second: UInt32, key: UInt64, size: UInt32) -> Bool {
    if file.times.isEmpty {
      first = second
      self.second = second
    }
    guard second >= self.second else { return false }
    if second > self.second {
      spread()
      self.second = second
    }
    let number: UInt32
    if let known = numbers[key] {
      number = known
    } else {
      number = UInt32(counts.count)
      numbers.insert(key, number)
      counts.append(0)
    }
    counts[Int(number)] += 1
    file.times.append(Instant(second - first) * .second)
    file.keys.append(number)
    file.sizes.append(size)
    return true
  }

  /// Adds what else is known of the request that was added last.
  mutating func add(_ operation: TraceFile.Operation, timeToLive: UInt32) {
    file.operations.append(operation)
    file.timesToLive.append(timeToLive)
  }

  /// Spreads the requests of the current second evenly over it.
  private mutating func spread() {
    let requests = Int64(file.times.count - begin)
    for place in begin..<file.times.count {
      file.times[place] += Int64(place - begin) * .second / requests
    }
    begin = file.times.count
  }

  /// The trace. The builder is empty afterwards.
  mutating func finish() -> TraceFile {
    spread()
    numbers = IndexTable()
    fillSizes()
    if !file.timesToLive.contains(where: { $0 > 0 }) { file.timesToLive = [] }
    file.population = KeyPopulation(counts: counts)
    trim(&file.times)
    trim(&file.keys)
    trim(&file.sizes)
    trim(&file.operations)
    trim(&file.timesToLive)
    defer { file = TraceFile(times: []) }
    return file
  }

  /// A read that found nothing, and a delete, tell no size: it is that of the record when it was last seen, or else
  /// when it is seen next.
  private mutating func fillSizes() {
    var known = [UInt32](repeating: 0, count: counts.count)
    func fill(_ place: Int) {
      let key = Int(file.keys[place])
      if file.sizes[place] > 0 { known[key] = file.sizes[place] } else { file.sizes[place] = known[key] }
    }
    for place in file.sizes.indices { fill(place) }
    for place in file.sizes.indices.reversed() { fill(place) }
    for place in file.sizes.indices where file.sizes[place] == 0 { file.sizes[place] = 1 }
  }

  /// Gives back what an array has reserved beyond what it holds.
  private func trim<Element>(_ array: inout [Element]) {
    if array.capacity > array.count + array.count / 8 { array = array.map { $0 } }
  }
}
