// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Services
@testable import Simulation

/// Where records go.
struct KafkaPartitionTests {
  @Test("murmur2 is the Java client's: the values of Apache Kafka's own UtilsTest.testMurmur2")
  func hashes() {
    let known: [(String, Int32)] = [
      ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
      ("a-little-bit-longer-string", -1_486_304_829),
      ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971), ("abc", 479_470_107), ("", 275_646_681),
    ]
    for (text, hash) in known { #expect(Int32(bitPattern: Murmur2.hash(Array(text.utf8))) == hash, "\(text)") }
  }

  @Test("The partition of a key is toPositive(murmur2(digits)) mod P: 1,000 values of kafka-python")
  func partitions() {
    #expect(kafkaPartitionFixture.count == 1000)
    var remembered = KeyPartitions(partitions: 12)
    for (key, partition) in kafkaPartitionFixture {
      #expect(Murmur2.partition(ofDigits: key, of: 12) == partition, "\(key)")
      #expect(Murmur2.hash(ofDigits: key) == Murmur2.hash(Array(String(key).utf8)))
      for _ in 0..<2 { #expect(remembered.partition(of: key) == partition) }
    }
  }

  @Test("P to P + 1 partitions moves about P / (P + 1) of the keys")
  func adding() {
    let moved = (0..<20_000).count {
      Murmur2.partition(ofDigits: UInt32($0), of: 12) != Murmur2.partition(ofDigits: UInt32($0), of: 13)
    }
    #expect(abs(Double(moved) / 20_000 - 12.0 / 13) < 0.02)
  }

  @Test("Kafka's assignment: every broker leads as many partitions, followers are spread, all zones have a copy")
  func assignment() {
    let all = KafkaPartition.assign(partitions: 60, replication: 3, brokers: 6, zones: 3)
    for broker in 0..<6 {
      #expect(all.count { $0[0] == broker } == 10)
      #expect(abs(all.count { $0.contains(broker) } - 30) <= 6)
    }
    for replicas in all {
      #expect(Set(replicas).count == 3)
      #expect(Set(replicas.map { $0 % 3 }).count == 3, "one copy in each zone")
    }
  }

  @Test("Records without keys stick to a partition until its batch is full (KIP-794), and are spread evenly in the end")
  func sticky() throws {
    let lab = try KafkaLab(
      "partitions: 3, linger: 1s, batch_size: 16KiB", traffic: "rate: 2000/s, size: 1000B, arrivals: constant",
      until: 5)
    let records = Double(lab.count("appended")) / Double(lab.count("batches"))
    // 16 of 1,009 B fill a batch of 16,384 B; the 17th closes it.
    #expect(records > 14 && records <= 16, "\(records)")
    let keyed = try KafkaLab(
      "partitions: 6, linger: 5ms", traffic: "rate: 2000/s, size: 1000B, keys: { uniform: { count: 10k } }", until: 5)
    // Keys are spread over six partitions: 333/s each, 1 to 3 records in 5 ms.
    let spread = Double(keyed.count("appended")) / Double(keyed.count("batches"))
    #expect(spread < 4, "\(spread)")
  }
}
