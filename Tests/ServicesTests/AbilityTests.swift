// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Testing

@testable import Services
@testable import Simulation

/// What parts say that they are able to do.
@Suite("Abilities") struct AbilityTests {
  private func answer(_ ability: Ability, of name: String = "c", _ text: String) throws -> AbilityAnswer {
    let directory = PartDirectory(try parts(text))
    return try #require(directory[name]).answer(to: ability, directory)
  }

  @Test(
    "what survives the loss of a cache's node: what replicas have, not what a snapshot had",
    arguments: [
      ("engine: valkey, node_type: cache.r7g.large, replicas: 1", true),
      ("engine: valkey, node_type: cache.r7g.large", false),
      ("engine: redis, node_type: cache.r7g.large, snapshot: { every: 24h }", false),
      ("engine: memcached, node_type: cache.r7g.large", false),
      ("engine: valkey, serverless: {}", true),
    ])
  func caches(_ settings: String, _ survives: Bool) throws {
    #expect(try answer(.persistence, "caches: { c: { \(settings) } }").isYes == survives)
    #expect(try !answer(.replay(.second), "caches: { c: { \(settings) } }").isYes)
  }

  @Test("a commit of a database survives, wherever it is kept") func databases() throws {
    func persistence(_ settings: String) throws -> AbilityAnswer {
      try answer(.persistence, "databases: { c: { \(settings) } }")
    }
    #expect(
      try persistence("type: rds, instance: db.r6g.large, storage: { gp3: 100GiB }, multi_az: true")
        == .yes("in two zones"))
    #expect(
      try persistence("type: rds, instance: db.r6g.large, storage: { gp3: 100GiB }, multi_az: false")
        == .yes("on disk"))
    #expect(try persistence("type: aurora, instance: db.r6g.large") == .yes("in three zones"))
    #expect(try persistence("type: other, concurrency: 4") == .yes("on disk"))
    #expect(
      try answer(.exactlyOnce, "databases: { c: { type: other, concurrency: 4 } }") == .no("keeps records, no messages")
    )
  }

  @Test("a fleet on a queue works at least once, or at most once") func fleets() throws {
    func fleet(_ settings: String) -> String {
      """
      channels: { q: { type: sqs, receive_wait: 10s } }
      workers: { c: { type: fleet, from: q, service_time: 1ms\(settings) } }
      """
    }
    #expect(try answer(.exactlyOnce, fleet("")) == .no("at least once"))
    #expect(try answer(.exactlyOnce, fleet(", delete: before_work")) == .no("at most once"))
    #expect(try answer(.replay(.second), fleet("")) == .no("ask it of q"))
  }
}
