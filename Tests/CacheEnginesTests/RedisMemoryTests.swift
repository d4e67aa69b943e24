// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import CacheEngines

@Suite struct RedisMemoryTests {
  @Test("jemalloc's size classes, as Redis builds it and as distributions do (jemalloc(3))")
  func sizeClasses() {
    let official = RedisMemory(.official)
    let classes = [
      8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024,
      1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096, 5120,
    ]
    var next = 0
    for bytes in 1...5120 {
      if bytes > classes[next] { next += 1 }
      #expect(official.sizeClass(bytes) == classes[next])
    }
    let distribution = RedisMemory(.distribution)
    #expect([1, 9, 17, 24, 33, 49, 65, 129].map(distribution.sizeClass) == [8, 16, 32, 32, 48, 64, 80, 160])
    #expect(distribution.sizeClass(1 << 20) == 1 << 20)
  }

  @Test("A 12-byte key among 100,000: 74.5 B when empty, 514.5 B with 400 B, 34.5 B more with an expiry")
  func documentedExamples() {
    let memory = RedisMemory(.official)
    let buckets = Double(memory.tableBytes(100_000)) / 100_000
    #expect(abs(buckets - 10.5) < 0.02)
    func perKey(_ value: Int, _ hasExpiry: Bool) -> Double {
      Double(memory.itemBytes(ItemSize(key: 12, value: value), hasExpiry: hasExpiry)) + buckets
        + (hasExpiry ? buckets : 0)
    }
    #expect(abs(perKey(0, false) - 74.5) < 0.02)
    #expect(abs(perKey(400, false) - 514.5) < 0.02)
    #expect(abs(perKey(400, true) - perKey(400, false) - 34.5) < 0.02)
  }

  /// Differences of `used_memory` of Redis 7.0.15 with Debian's jemalloc 5.3, against a value of 3 bytes, which takes 32.
  @Test(
    "Values take what a real server allocates for them",
    arguments: [
      (10, 0), (44, 32), (45, 48), (200, 208), (251, 240), (252, 240), (253, 304), (255, 304), (300, 304), (400, 432),
      (443, 496), (505, 496), (506, 496), (507, 624), (1000, 1008), (1018, 1008), (1019, 1264), (5000, 5104),
      (8000, 8176), (20_000, 20_464),
    ])
  func measuredValues(length: Int, difference: Int) {
    let memory = RedisMemory(.distribution)
    #expect(memory.valueBytes(length) - memory.valueBytes(3) == difference)
  }

  @Test("used_memory jumps when the table doubles, and falls again when its buckets have moved")
  func doubling() {
    var redis = RedisEngine(RedisSettings(maxmemory: 0))
    let size = ItemSize(key: 12, value: 100)
    let item = RedisMemory().itemBytes(size, hasExpiry: false)
    func expected(_ items: Int, _ buckets: Int) -> Int { 900_000 + items * item + buckets * 8 }
    for key in 0..<UInt64(16_384) { _ = redis.set(key, size, expires: nil, stamp: 0, now: 0) }
    // The doubling at 8,193 keys is over: each SET has moved a bucket.
    #expect(redis.bytes == expected(16_384, 16_384))
    _ = redis.set(16_384, size, expires: nil, stamp: 0, now: 0)
    #expect(redis.bytes == expected(16_385, 16_384 + 32_768))
    for _ in 0..<20_000 { _ = redis.get(3, now: 0) }
    #expect(redis.bytes == expected(16_385, 32_768))
    #expect(redis.bytes == RedisMemory().serverBytes(items: 16_385, size))
    for key in 0..<UInt64(16_000) { _ = redis.delete(key, now: 0) }
    for _ in 0..<5 { _ = redis.expireCycle(now: 0) }
    #expect(redis.bytes == expected(385, 512), "a table less than a tenth full shrinks")
  }

  @Test("A table does not double beyond maxmemory while it has at most 1.618 entries a bucket (server.c)")
  func noDoublingBeyondMaxmemory() {
    let size = ItemSize(key: 12, value: 100)
    let memory = RedisMemory().serverBytes(items: 8_192, size)
    var redis = RedisEngine(RedisSettings(maxmemory: memory + 50_000, policy: .allKeysRandom))
    for key in 0..<UInt64(20_000) { _ = redis.set(key, size, expires: nil, stamp: 0, now: 0) }
    #expect(redis.tableBytes == 8_192 * 8)
    #expect(redis.items > 8_192)
  }
}
