// SPDX-License-Identifier: GPL-3.0-or-later

/// Chunks and pages: where an item's memory comes from, and what must go for it.
extension MemcachedEngine {
  /// The classes of the chunks of an item: one, or for an item beyond the largest chunk a header and a chain.
  /// - Parameter hasLargeTail: whether the last chunk is one of the largest although a smaller one would do.
  func chunks(_ total: Int, keyBytes: Int, hasLargeTail: Bool) -> [Int] {
    if total <= MemcachedSettings.chunkBytesMax { return [classIndex(total)] }
    let linkBytes = 48  // what each link of the chain has in front of its data
    let header = settings.itemBytes(ItemSize(key: keyBytes, value: 0)) - 2
    var rest = total - header
    var indices = [classIndex(header + linkBytes)]
    while rest > 0 {
      let chunk = min(rest + linkBytes, MemcachedSettings.chunkBytesMax)
      indices.append(classIndex(chunk))
      rest -= chunk - linkBytes
    }
    if hasLargeTail { indices[indices.count - 1] = classes.count - 1 }
    return indices
  }

  /// Takes the chunks for an item; nil, and nothing taken, where one of them is not to be had. Where the last chunk of a
  /// chain is not, one of the largest is tried, for which another chain can be evicted (`do_item_alloc_chunk`).
  /// - Returns: whether the last chunk is such a one.
  mutating func allocate(_ total: Int, keyBytes: Int, _ second: Int32) -> Bool? {
    if total <= MemcachedSettings.chunkBytesMax { return pull(classIndex(total), second) ? false : nil }
    var taken: [Int] = []
    let wanted = chunks(total, keyBytes: keyBytes, hasLargeTail: false)
    for index in wanted {
      if pull(index, second) {
        taken.append(index)
      } else if taken.count > 0, taken.count == wanted.count - 1, pull(classes.count - 1, second) {
        return true
      } else {
        for index in taken { classes[index].freeChunks += 1 }
        return nil
      }
    }
    return false
  }

  /// Takes a chunk of a class, at the price of the tail of its COLD list where there is none; where COLD is empty, lets
  /// HOT's tail move on first. Ten attempts (`do_item_alloc_pull`).
  private mutating func pull(_ index: Int, _ second: Int32) -> Bool {
    for _ in 0..<10 {
      if !settings.isSegmented { _ = pullTail(index, .cold, second, isEviction: false) }
      if takeChunk(index) { return true }
      if pullTail(index, .cold, second, isEviction: true) == 0 {
        guard settings.isSegmented else { break }
        _ = pullTail(index, .hot, second, isEviction: false)
      }
    }
    classes[index].outOfMemory &+= 1
    return false
  }

  private mutating func takeChunk(_ index: Int) -> Bool {
    if classes[index].freeChunks == 0 {
      guard freePages > 0 || classes[index].pages == 0 else { return false }
      freePages = max(0, freePages - 1)
      classes[index].pages += 1
      classes[index].freeChunks = classes[index].chunksPerPage
    }
    classes[index].freeChunks -= 1
    return true
  }

  /// Memory in pages that holds no item and that no item of another class can use [B].
  public var strandedBytes: Int { classes.reduce(0) { $0 + $1.freeChunks * $1.chunkBytes } }

  /// Moves a page from a class to another, or to the free ones. Its items find places in the class's free chunks, or are
  /// evicted.
  mutating func movePage(from source: Int, to target: Int?, _ second: Int32) {
    guard classes[source].pages >= 2 else { return }
    while classes[source].freeChunks < classes[source].chunksPerPage {
      guard let victim = oldest(source) else { return }
      evict(victim, source, second)
    }
    classes[source].freeChunks -= classes[source].chunksPerPage
    classes[source].pages -= 1
    pagesMoved &+= 1
    if let target {
      classes[target].pages += 1
      classes[target].freeChunks += classes[target].chunksPerPage
    } else {
      freePages += 1
    }
  }

  /// The tail of COLD; of HOT where that is empty; then of WARM.
  private func oldest(_ index: Int) -> UInt32? {
    for segment in [MemcachedSegment.cold, .hot, .warm] {
      let tail = classes[index].lists[Int(segment.rawValue)].tail
      if tail != .max { return tail }
    }
    return nil
  }

  mutating func evict(_ slot: UInt32, _ index: Int, _ second: Int32) {
    let record = table.records[Int(slot)]
    counters.evictions &+= 1
    classes[index].evictions &+= 1
    classes[index].evictedAge = second &- record.time
    if record.flags & MemcachedRecord.fetched == 0 { classes[index].evictedUnfetched &+= 1 }
    remove(slot)
  }
}
