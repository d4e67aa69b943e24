// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Services

/// What is refused, what a stream says that it can do, and what its checks find.
@Suite struct KinesisSettingsTests {
  private func errors(_ stream: String, more: String = "") -> [String] {
    Reading("traffic: { c: { to: s, rate: 1/s } }\nchannels: { s: { type: kinesis, \(stream) } }\n" + more).errors
  }

  // MARK: Errors

  @Test("settings of Kafka's consumer groups are refused at the reader of a stream")
  func groupSettings() {
    func found(_ setting: String) -> [String] {
      errors("shards: 2", more: "workers: { w: { type: fleet, from: s, service_time: 1ms, \(setting) } }")
    }
    #expect(found("commit: { every: 1s }") == [])
    for setting in ["assignor: sticky", "group_protocol: consumer", "commit: { exactly_once: true }"] {
      let errors = found(setting)
      #expect(
        errors.count == 1 && errors.allSatisfy { $0.contains("a setting of Kafka's consumer groups") }, "\(errors)")
    }
  }

  @Test("shards belong to provisioned streams, peak_write to on-demand ones")
  func modes() {
    #expect(errors("shards: 2") == [])
    #expect(errors("mode: on-demand") == [])
    #expect(errors("mode: on-demand, peak_write: 10MiB/s") == [])
    #expect(errors("retention: 24h") == ["missing 2:16 a provisioned stream needs shards"])
    #expect(errors("mode: on-demand, shards: 2")[0].contains("shards has no place in an on-demand stream"))
    #expect(errors("shards: 2, peak_write: 1MiB/s")[0].contains("peak_write has no place"))
    #expect(errors("mode: on-demand, reshard: [{ at: 1m, shards: 2 }]")[0].contains("reshard has no place"))
    #expect(errors("mode: on-demand, peak_write: 6000MiB/s")[0].contains("takes 10240 MiB/s at most"))
    #expect(
      Reading("channels: { s: { type: kinesis, mode: on-demand, peak_write: 110MiB/s } }", region: "ap-northeast-2")
        .errors[0].contains("takes 200 MiB/s at most"))
    #expect(errors("shards: 2, retention: 23h")[0].hasPrefix("range"))
    #expect(errors("shards: 10001")[0].hasPrefix("range"))
  }

  @Test("UpdateShardCount: at most double, at least half, one at a time, ten in 24 hours (API/UpdateShardCount)")
  func reshards() {
    func list(_ steps: String) -> [String] { errors("shards: 4, reshard: [\(steps)]") }
    #expect(list("{ at: 0s, shards: 8 }, { at: 5m, shards: 4 }") == [])
    #expect(list("{ at: 0s, shards: 9 }")[0].contains("one call changes 4 shards to between 2 and 8"))
    #expect(list("{ at: 0s, shards: 1 }")[0].contains("between 2 and 8"))
    #expect(list("{ at: 0s, shards: 4 }")[0].contains("not to as many"))
    #expect(list("{ at: 0s, shards: 8 }, { at: 59s, shards: 4 }")[0].contains("under way until 1m"))
    let many = (0..<11).map { "{ at: \(10 * $0)m, shards: \($0 % 2 == 0 ? 8 : 4) }" }
    #expect(list(many.prefix(10).joined(separator: ", ")) == [])
    #expect(list(many.joined(separator: ", "))[0].contains("ten times in 24 hours"))
    // 30 s for each split, ten at a time, and at least a minute.
    #expect(KinesisSizing.reshardTime(from: 4, to: 8) == s(60))
    #expect(KinesisSizing.reshardTime(from: 100, to: 200) == s(300))
  }

  @Test("what a stream and its readers or faults cannot do together")
  func together() {
    let worker = "workers: { w: { type: fleet, from: s, service_time: 1s, commit: { exactly_once: true } } }\n"
    #expect(errors("shards: 1", more: worker)[0].contains("a setting of Kafka's consumer groups"))
    let many = (0..<21).map { "  w\($0): { type: fleet, from: s, service_time: 1s }" }.joined(separator: "\n")
    #expect(errors("shards: 1", more: "workers:\n\(many)\n") == [])
    #expect(errors("shards: 1, enhanced_fan_out: true", more: "workers:\n\(many)\n")[0].contains("has 21 readers"))
    func fault(_ text: String) -> [String] { errors("shards: 1", more: "faults: { f: { at: 1s, \(text) } }") }
    #expect(fault("stop: s") == [])
    #expect(fault("slow: s") == [])
    #expect(fault("fail: s") == [])
    #expect(fault("kill: s")[0].contains("no servers of yours"))
    #expect(fault("stop: s, nodes: 1")[0].contains("no nodes to stop one by one"))
    #expect(fault("flush: s")[0].contains("can be told to stop, slow or fail"))
  }

  // MARK: Abilities

  @Test("what a stream is able to do")
  func abilities() throws {
    func answer(_ stream: String, _ ability: Ability) throws -> Bool {
      let parts = try KinesisRun.parts("rate: 1/s", stream)
      let part = try #require(parts.first { $0.name == "s" })
      return part.answer(to: ability, PartDirectory(parts)).isYes
    }
    #expect(try answer("shards: 4", .orderPerKey))
    #expect(try !answer("shards: 4, max_in_flight: 2", .orderPerKey))
    #expect(try !answer("shards: 4, producer_aggregation: true", .orderPerKey))
    #expect(try answer("shards: 1", .totalOrder))
    #expect(try !answer("shards: 2", .totalOrder))
    #expect(try answer("shards: 4", .replay(s(86_400))))
    #expect(try !answer("shards: 4", .replay(s(86_401))))
    #expect(try answer("shards: 4, retention: 8760h", .replay(s(365 * 86_400))))
    #expect(try answer("shards: 4", .independentReaders(5)))
    #expect(try !answer("shards: 4", .independentReaders(6)))
    #expect(try answer("shards: 4, enhanced_fan_out: true", .independentReaders(20)))
    #expect(try !answer("shards: 4, enhanced_fan_out: true", .independentReaders(21)))
    #expect(try !answer("shards: 4", .exactlyOnce))
    #expect(try answer("shards: 4", .persistence))
  }

  // MARK: Findings

  private func findings(
    _ traffic: String, _ stream: String, readers: Int = 1
  ) throws -> [String: Finding] {
    let fleets = Array(repeating: "tasks: 2, service_time: 1ms", count: readers)
    let parts = try KinesisRun.parts(traffic, stream, fleets)
    let part = try #require(parts.first { $0.name == "s" })
    let view = FindingsView(
      parts: PartDirectory(parts), window: "all", duration: s(600), hoursPerMonth: 730)
    return Dictionary(part.findings(view).map { ($0.id, $0) }) { one, _ in one }
  }

  private func number(_ finding: Finding?, _ name: String) -> Double {
    finding?.numbers.first { $0.name == name }?.value ?? .nan
  }

  @Test("shard-limit names the hottest shard and how many would be enough")
  func shardLimit() throws {
    let even = try findings("rate: 5000/s, size: 100B", "shards: 4")["shard-limit"]
    #expect(number(even, "share") == 1.25)
    #expect(number(even, "shards_needed") == 5)
    #expect(try findings("rate: 3900/s, size: 100B", "shards: 4")["shard-limit"] == nil)
    let bytes = try findings("rate: 500/s, size: 10KiB", "shards: 4")["shard-limit"]
    #expect(abs(number(bytes, "share") - 500 * (10_240 + 36) / 4 / 1_048_576) < 0.001)
    let hot = try findings("rate: 1500/s, size: 100B, keys: { zipf: { count: 1000, exponent: 1.5 } }", "shards: 4")
    let limit = try #require(hot["shard-limit"])
    let key = KinesisHash.shard(of: KinesisHash.number(ofKey: 0), among: 4)
    // Only the most popular key's shard can be the hottest: it has two fifths of all by itself.
    #expect(number(limit, "shard") == Double(key) || number(limit, "share") > 0.6)
    #expect(limit.message.contains("its keys are uneven") == (number(limit, "shards_needed") <= 4))
    // By plan there are enough when the load comes.
    let shape = "shape: [{ at: 300s, x: 2 }]"
    #expect(try findings("rate: 900/s, size: 100B, \(shape)", "shards: 1")["shard-limit"] != nil)
    let planned = try findings("rate: 900/s, size: 100B, \(shape)", "shards: 1, reshard: [{ at: 200s, shards: 2 }]")
    #expect(planned["shard-limit"] == nil)
  }

  @Test("read-throughput: too many reads a second, or too many bytes")
  func readThroughput() throws {
    #expect(try findings("rate: 1/s", "shards: 1", readers: 5)["read-throughput"] == nil)
    let many = try findings("rate: 1/s", "shards: 1", readers: 6)["read-throughput"]
    #expect(number(many, "polls_per_s") == 6)
    #expect(try findings("rate: 1/s", "shards: 1, enhanced_fan_out: true", readers: 6)["read-throughput"] == nil)
    let two = try findings("rate: 90/s, size: 10KiB", "shards: 1", readers: 2)["read-throughput"]
    #expect(two == nil)
    let three = try findings("rate: 90/s, size: 10KiB", "shards: 1", readers: 3)["read-throughput"]
    #expect(abs(number(three, "bytes_per_s") - 90 * 3 * 10_276) < 1)
  }

  @Test("on-demand-ramp: more than twice the former peak at once")
  func ramp() throws {
    #expect(try findings("rate: 3900/s, size: 100B", "mode: on-demand")["on-demand-ramp"] == nil)
    let new = try findings("rate: 4500/s, size: 100B", "mode: on-demand")["on-demand-ramp"]
    #expect(number(new, "capacity") == 4 && number(new, "offered") == 4.5)
    let step = try findings(
      "rate: 3900/s, size: 100B, shape: [{ at: 300s, x: 2.5 }]", "mode: on-demand, scale_time: 2m")["on-demand-ramp"]
    #expect(abs(number(step, "capacity") - 7.8) < 1e-9 && abs(number(step, "offered") - 9.75) < 1e-9)
    let known = try findings("rate: 4500/s, size: 100B", "mode: on-demand, peak_write: 3MiB/s")
    #expect(known["on-demand-ramp"] == nil)
  }
}
