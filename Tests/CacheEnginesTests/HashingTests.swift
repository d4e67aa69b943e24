// SPDX-License-Identifier: GPL-3.0-or-later

import Statistics
import Testing

@testable import CacheEngines

@Suite struct HashingTests {
  @Test("Hash slots: CRC-16/XMODEM of the key or of its first tag (Redis Cluster specification)")
  func slots() {
    #expect(HashSlot.crc16("123456789".utf8) == 0x31C3)
    #expect(HashSlot.of("123456789") == 0x31C3 % 16_384)
    // Known from the specification and CLUSTER KEYSLOT's page.
    #expect(HashSlot.of("somekey") == 11_058)
    #expect(HashSlot.of("foo{hash_tag}") == 2_515)
    #expect(HashSlot.of("bar{hash_tag}") == 2_515)
    #expect(HashSlot.of("{user1000}.following") == HashSlot.of("user1000"))
    #expect(HashSlot.of("foo{{bar}}zap") == HashSlot.of("{bar"))
    #expect(HashSlot.of("foo{bar}{zap}") == HashSlot.of("bar"))
    for whole in ["{}x", "{a", "a}b{", "foo{}{bar}"] {
      #expect(HashSlot.of(whole) == Int(HashSlot.crc16(whole.utf8)) % 16_384)
    }
  }

  @Test("redis-cli deals slots out as 0-5460, 5461-10922, 10923-16383")
  func shards() {
    #expect(
      [0, 5_460, 5_461, 10_922, 10_923, 16_383].map { HashSlot.shard(ofSlot: $0, shards: 3) } == [0, 0, 1, 1, 2, 2])
    for shards in [1, 5, 7, 500] {
      let counts = (0..<HashSlot.count).reduce(into: [Int](repeating: 0, count: shards)) {
        $0[HashSlot.shard(ofSlot: $1, shards: shards)] += 1
      }
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
    }
  }

  @Test("MD5 digests of RFC 1321")
  func md5() {
    func text(_ message: String) -> String {
      MD5.digest(Array(message.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    #expect(text("") == "d41d8cd98f00b204e9800998ecf8427e")
    #expect(text("a") == "0cc175b9c0f1b6a831c399e269772661")
    #expect(text("abc") == "900150983cd24fb0d6963f7d28e17f72")
    #expect(text("message digest") == "f96b697d7cb7938d525a2f31aaf161d0")
    #expect(
      text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") == "d174ab98d277d9f5a5611c2c9f419d9f")
    #expect(
      text(String(repeating: "1234567890", count: 8)) == "57edf4a22be3c955ac49da2e2107b67a")
  }

  @Test("MurmurHash3 x86 32: published values")
  func murmur() {
    #expect(Murmur3.hash([]) == 0)
    #expect(Murmur3.hash([], seed: 1) == 0x514E_28B7)
    #expect(Murmur3.hash([0x21, 0x43, 0x65, 0x87]) == 0xF55B_516B)
    #expect(Murmur3.hash([0x21, 0x43, 0x65]) == 0x7E4A_8634)
    #expect(Murmur3.hash([0x21]) == 0x7266_1CF4)
    #expect(Murmur3.hash(Array("hello".utf8)) == 0x248B_FA47)
  }

  @Test("Ketama: the nodes that libmemcached 1.1.4 chooses (MEMCACHED_BEHAVIOR_KETAMA_WEIGHTED)")
  func ketama() {
    let ring = Ketama([
      .init("10.0.1.1"), .init("10.0.1.2"), .init("10.0.1.3"), .init("10.0.1.4", port: 11_212),
      .init("cache.example.com", port: 11_213),
    ])
    #expect(ring.points.count == 800)
    // Made with memcached_generate_hash for the keys "0" to "9999".
    let first = "333220234421400130213412011002430003303000143144344010042131"
    #expect((0..<60).map { String(ring.node(UInt64($0))) }.joined() == first)
    var counts = [0, 0, 0, 0, 0]
    var checksum: UInt64 = 0
    for key in 0..<UInt64(10_000) {
      let node = ring.node(key)
      counts[node] += 1
      checksum = checksum &* 31 &+ UInt64(node)
    }
    #expect(counts == [2_142, 2_203, 2_025, 2_007, 1_623])
    #expect(checksum == 11_328_964_217_847_481_508)
  }

  @Test("Ketama: clients that name nodes differently disagree")
  func naming() {
    let nodes = (1...4).map { Ketama.Node("10.0.0.\($0)") }
    let (short, long) = (Ketama(nodes), Ketama(nodes, naming: .withPort))
    let same = (0..<10_000).filter { short.node(UInt64($0)) == long.node(UInt64($0)) }.count
    #expect(same > 1_500 && same < 3_500)
  }

  @Test("A node of five leaves: modulo moves 80 % of the keys, ketama and rendezvous its own")
  func movedKeys() {
    let names = (1...5).map { "10.0.0.\($0)" }
    let rest = names.enumerated().filter { $0.offset != 2 }.map(\.element)
    let modulo = shareOfKeysMoved(from: Modulo(nodeCount: 5), to: Modulo(nodeCount: 4), leaving: 4)
    #expect(abs(modulo - 0.8) < 0.005)
    let ring = Ketama(names.map { .init($0) })
    let ketama = shareOfKeysMoved(
      from: ring, to: Ketama(rest.map { .init($0) }), leaving: 2, keys: 20_000)
    #expect(abs(ketama - ring.shares(keys: 20_000)[2]) < 1e-9)
    let rendezvous = Rendezvous(names)
    let moved = shareOfKeysMoved(from: rendezvous, to: Rendezvous(rest), leaving: 2, keys: 20_000)
    #expect(abs(moved - 0.2) < 0.01)
    #expect(rendezvous.shares(keys: 20_000).allSatisfy { abs($0 - 0.2) < 0.012 })
  }

  @Test("160 points leave shares with a standard deviation of about 8 % of the mean")
  func balance() {
    var squares = 0.0
    for group in 0..<8 {
      let ring = Ketama((0..<20).map { .init("10.\(group).0.\($0)") })
      // The circle itself instead of sampled keys.
      var shares = [Double](repeating: 0, count: 20)
      for (index, point) in ring.points.enumerated() {
        let before = index == 0 ? Double(ring.points.last?.value ?? 0) - 0x1p32 : Double(ring.points[index - 1].value)
        shares[Int(point.node)] += (Double(point.value) - before) / 0x1p32
      }
      squares += shares.reduce(0) { $0 + ($1 * 20 - 1) * ($1 * 20 - 1) } / 20
    }
    let deviation = (squares / 8).squareRoot()
    #expect(deviation > 0.06 && deviation < 0.10)
  }
}
