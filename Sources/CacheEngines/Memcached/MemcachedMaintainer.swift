// SPDX-License-Identifier: GPL-3.0-or-later

/// The background threads: the LRU maintainer, the crawler, and the choice of pages to move.
extension MemcachedEngine {
  /// Runs what the background threads would have done by now.
  public mutating func maintain(now: Int64) { advance(now) }

  @inline(__always)
  mutating func advance(_ now: Int64) {
    if now >= nextMaintenance { runMaintainer(now) }
  }

  /// One round of the maintainer. A class in which nothing moved is left alone for a millisecond, then ever longer up to a
  /// second; where something moved the wait halves (`lru_maintainer_thread`).
  @inline(never)
  private mutating func runMaintainer(_ now: Int64) {
    let (shortest, longest) = (Int64(1_000_000), Int64(1_000_000_000))
    let second = Self.second(now)
    nextMaintenance = now + longest
    if settings.isSegmented {
      for index in classes.indices where classes[index].pages > 0 {
        if now >= classes[index].nextJuggle {
          var backoff = classes[index].backoff
          if juggle(index, second) {
            backoff = backoff / 2 < shortest ? 0 : backoff / 2
          } else {
            backoff = backoff == 0 ? shortest : min(longest, backoff + backoff / 8)
          }
          classes[index].backoff = backoff
          classes[index].nextJuggle = now + max(shortest, backoff)
        }
        nextMaintenance = min(nextMaintenance, classes[index].nextJuggle)
      }
    }
    // A class that gets its first items must not wait for a second.
    nextMaintenance = min(nextMaintenance, now + 16 * shortest)
    if second != lastSecond {
      lastSecond = second
      if settings.crawls { crawl(second) }
      if settings.movesPages { considerMovingPages(second) }
    }
  }

  /// Moves up to 500 items on from the tails of HOT and WARM, and active ones from the tail of COLD. Whether any moved.
  private mutating func juggle(_ index: Int, _ second: Int32) -> Bool {
    let total = classes[index].itemBytes
    let coldTail = classes[index].lists[Int(MemcachedSegment.cold.rawValue)].tail
    let coldAge = coldTail == .max ? 0 : Double(second &- table.records[Int(coldTail)].time)
    let hotAge = Int32(clamping: Int(coldAge * settings.hotMaxFactor))
    let warmAge = Int32(clamping: Int(coldAge * settings.warmMaxFactor))
    var hasMoved = false
    for _ in 0..<500 {
      var more =
        pullTail(index, .hot, second, isEviction: false, total: total, maxAge: hotAge) > 0
        || pullTail(index, .warm, second, isEviction: false, total: total, maxAge: warmAge) > 0
      if pullTail(index, .cold, second, isEviction: false, total: total) > 0 { more = true }
      if !more { break }
      hasMoved = true
    }
    return hasMoved
  }

  /// Looks at the tail of a list: removes up to five expired items, and then moves or evicts one (`lru_pull_tail`).
  /// - Parameters:
  ///   - total: bytes of the class, of which HOT and WARM may take their shares; 0 lets every item go on.
  ///   - maxAge: items of HOT and WARM not accessed for longer go to COLD [s].
  /// - Returns: how many were removed or moved.
  mutating func pullTail(
    _ index: Int, _ segment: MemcachedSegment, _ second: Int32, isEviction: Bool, total: Int = 0, maxAge: Int32 = 0
  ) -> Int {
    var removed = 0
    var slot = classes[index].lists[Int(segment.rawValue)].tail
    for _ in 0..<5 where slot != .max {
      let record = table.records[Int(slot)]
      if record.expires < second {
        classes[index].reclaimed &+= 1
        counters.expired &+= 1
        remove(slot)
        removed += 1
        slot = record.previous
        continue
      }
      let isActive = record.flags & MemcachedRecord.active != 0
      switch segment {
      case .hot, .warm:
        let percent = segment == .hot ? settings.hotPercent : settings.warmPercent
        if isActive {
          table.records[Int(slot)].flags &= ~MemcachedRecord.active
          removed += 1
          if segment == .hot {
            move(slot, index, to: .warm)
          } else {
            if record.time < second &- Self.updateInterval {
              table.records[Int(slot)].time = second
              move(slot, index, to: .warm)
            }
            // The server goes on to the next item of WARM.
            slot = record.previous
            continue
          }
        } else if classes[index].listBytes[Int(segment.rawValue)] > total * percent / 100
          || second &- record.time > maxAge
        {
          move(slot, index, to: .cold)
          removed += 1
        }
      case .cold:
        if isEviction {
          evict(slot, index, second)
          removed += 1
        } else if isActive, settings.isSegmented {
          table.records[Int(slot)].flags &= ~MemcachedRecord.active
          move(slot, index, to: .warm)
          removed += 1
        }
      }
      break
    }
    return removed
  }

  /// Collects expired items class by class: a class is walked again when more than one in a hundred of its items with an
  /// expiry is going to have expired, at the latest after an hour (`lru_maintainer_crawler_check`).
  private mutating func crawl(_ second: Int32) {
    for index in classes.indices where classes[index].volatileItems > 0 && second > classes[index].nextCrawl {
      let candidates = classes[index].volatileItems
      let expiring = walk(index, second)
      let watermark = candidates / 100 + 1
      var available = 0
      var wait = classes[index].crawlWait
      for minute in expiring.indices {
        available += expiring[minute]
        if available > watermark {
          if wait < Int32(minute) * 60 { wait += 60 } else if wait >= 60 { wait -= 60 }
          break
        }
      }
      if available == 0 { wait += 60 }
      classes[index].crawlWait = min(wait, 3600)
      classes[index].nextCrawl = second &+ classes[index].crawlWait &+ 5
    }
  }

  /// Removes the expired items of a class; how many of the others expire in each minute of the next hour.
  private mutating func walk(_ index: Int, _ second: Int32) -> [Int] {
    var expiring = [Int](repeating: 0, count: 60)
    for list in 0..<3 {
      var slot = classes[index].lists[list].tail
      while slot != .max {
        let record = table.records[Int(slot)]
        if record.expires <= second {
          classes[index].reclaimed &+= 1
          counters.expired &+= 1
          remove(slot)
        } else if record.hasExpiry, record.expires - second < 3600 {
          expiring[Int(record.expires - second) / 60] += 1
        }
        slot = record.previous
      }
    }
    return expiring
  }

  private mutating func considerMovingPages(_ second: Int32) {
    switch automover.decide(classes, ages: coldAges(second), ratio: settings.automoveRatio) {
    case .none: break
    case .give(let source): movePage(from: source, to: nil, second)
    case .move(let source, let target): movePage(from: source, to: target, second)
    }
  }

  /// Seconds since the last access of the oldest item of each class's COLD list.
  private func coldAges(_ second: Int32) -> [UInt64] {
    classes.map {
      let tail = $0.lists[Int(MemcachedSegment.cold.rawValue)].tail
      return tail == .max ? 0 : UInt64(max(0, second &- table.records[Int(tail)].time))
    }
  }
}
