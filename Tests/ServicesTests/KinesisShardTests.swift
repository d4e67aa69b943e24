// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// Which shard a record belongs to, and what shards take in.
@Suite struct KinesisShardTests {
  @Test(
    "MD5 of the key's digits as a big-endian number, against Python's hashlib for 1,000 keys",
    arguments: [1, 2, 3, 7, 100])
  func shardsOfKeys(count: Int) throws {
    let expected = try #require(KinesisShardFixture.shards[count])
    var shards = KinesisShards(count: count, burst: .second)
    for (key, shard) in zip(KinesisShardFixture.keys, expected) {
      #expect(KinesisHash.shard(of: KinesisHash.number(ofKey: key), among: count) == shard, "key \(key)")
      #expect(shards.shard(ofKey: key) == shard, "key \(key)")
      #expect(shards.shard(ofKey: key) == shard, "key \(key), once more")
    }
  }

  @Test("CreateStream splits the 2^128 hash keys evenly: shard i starts at i * floor(2^128 / n)")
  func evenSplit() {
    let shards = KinesisShards(count: 3, burst: .second)
    // floor(2^128 / 3)
    let width: UInt128 = 113_427_455_640_312_821_154_458_202_477_256_070_485
    #expect(shards.open.map { shards[$0].range.lowerBound } == [0, width, 2 * width])
    #expect(shards.open.map { shards[$0].range.upperBound } == [width - 1, 2 * width - 1, .max])
    #expect(KinesisShards(count: 1, burst: .second)[0].range == 0 ... .max)
    #expect(KinesisHash.width(of: 2) == 1 << 127)
  }

  @Test("every hash key has one open shard after any sequence of changes, and children know their parents")
  func resharding() {
    var shards = KinesisShards(count: 3, burst: .second)
    _ = shards.shard(ofKey: 1)
    for count in [6, 4, 5, 9, 5, 3] {
      let before = shards.open
      let closed = shards.reshard(to: count)
      #expect(shards.open.count == count)
      var next: UInt128 = 0
      for (place, shard) in shards.open.enumerated() {
        #expect(shards[shard].range.lowerBound == next)
        next = shards[shard].range.upperBound &+ 1
        #expect(shards.shard(of: shards[shard].range.lowerBound) == shard)
        #expect(shards.shard(of: shards[shard].range.upperBound) == shard)
        guard !before.contains(shard) else { continue }
        let overlapping = closed.filter { shards[$0].range.overlaps(shards[shard].range) }
        #expect(shards[shard].parents == overlapping, "shard \(place) of \(count)")
      }
      #expect(next == 0, "the last ends at 2^128 - 1")
      for key in UInt32(0)..<200 {
        let number = KinesisHash.number(ofKey: key)
        #expect(shards[shards.shard(ofKey: key)].range.contains(number))
      }
    }
    #expect(Set(shards.all.filter(\.isOpen).map(\.range.lowerBound)).count == 3)
  }

  @Test("doubling splits each shard into two; halving again merges the same two")
  func doubling() {
    var shards = KinesisShards(count: 4, burst: .second)
    #expect(shards.reshard(to: 8) == [0, 1, 2, 3])
    #expect(shards.open.map { shards[$0].parents } == [[0], [0], [1], [1], [2], [2], [3], [3]])
    #expect(shards.reshard(to: 4) == [4, 5, 6, 7, 8, 9, 10, 11])
    #expect(shards.open.map { shards[$0].parents } == [[4, 5], [6, 7], [8, 9], [10, 11]])
    shards.split([13])
    #expect(shards.open.count == 5)
    #expect(shards.open.map { shards[$0].parents } == [[4, 5], [13], [13], [8, 9], [10, 11]])
  }

  @Test(
    "a shard takes 1,000 records and 1 MiB a second, at most a second's worth at once; a large record leaves a debt")
  func limits() {
    func admitted(_ shard: inout KinesisShard, _ offered: Int, of size: Int64, at seconds: Double) -> Int {
      var count = 0
      for _ in 0..<offered where shard.admits(size, at: s(seconds)) { count += 1 }
      return count
    }
    var shard = KinesisShard(range: 0 ... .max, parents: [], burst: .second)
    let records = [(0, 1_000), (0.25, 250), (100, 1_000)]
    for (seconds, expected) in records { #expect(admitted(&shard, 1_500, of: 100, at: seconds) == expected) }
    var bytes = KinesisShard(range: 0 ... .max, parents: [], burst: .second)
    #expect(admitted(&bytes, 1_000, of: 10_240, at: 0) == 102, "1 MiB / 10 KiB")
    var large = KinesisShard(range: 0 ... .max, parents: [], burst: .second)
    #expect(admitted(&large, 1, of: 10 * 1_048_576, at: 0) == 1, "a record of 10 MiB is let through by a full bucket")
    #expect(admitted(&large, 1, of: 1_000, at: 8.99) == 0, "and paid for: the average is 1 MiB/s")
    #expect(admitted(&large, 1, of: 1_000, at: 9.01) == 1)
  }
}
