// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing
import Simulation

/// A cache as a part of a scenario: its nodes and how an application uses them.
struct CachePart: SizedCache {
  static let redis = service(.redis)
  static let valkey = service(.valkey)
  static let memcached = service(.memcached)

  private static func service(_ engine: CacheEngineKind) -> Service {
    let table = KeyTable(
      engine.rawValue, "\(engine.title) in Amazon ElastiCache, and how an application uses it.",
      keys: ClusterSettings.keys(of: engine) + CacheClientKeys.keys)
    return Service(section: .caches, type: engine.rawValue, table: table) { name, record, service, context in
      let cluster = ClusterSettings(
        name: name, engine: engine, record, builtInLatencies: service.usesBuiltInLatencies, &context)
      let client = CacheClientSettings(record, &context)
      guard let cluster, let client else { return nil }
      return CachePart(name: name, cluster: cluster, client: client)
    }
  }

  let name: String
  let cluster: ClusterSettings
  let client: CacheClientSettings

  var kind: String { "\(cluster.engine.title) cache" }
  var references: [Reference] { client.behind.map { [$0] } ?? [] }
  var database: String? { client.behind?.name }
  var isMemcached: Bool { cluster.engine == .memcached }

  var requests: [Request] {
    guard let database else { return [] }
    return [RequestOperation.read, .write, .delete].map { Request(caller: name, to: database, $0) }
  }

  func problem(with fault: FaultKind) -> String? { cluster.problem(with: fault) }

  // MARK: Sizes

  var usableBytes: Int { cluster.usableBytes }
  var choices: [Choice] { cluster.choices }
  func recordBytes(value: Int) -> Int { cluster.recordBytes(value: value, hasExpiry: client.ttl != nil) }
  var timeToLive: Nanoseconds? { client.ttl }
  var deletesOnWrite: Bool { client.strategy == .cacheAside && client.onWrite == .delete && database != nil }
  var storesOnWrite: Bool { !deletesOnWrite && !(client.strategy == .cacheAside && client.onWrite == .nothing) }
  var evictsByRecency: Bool { cluster.evictsByRecency }

  // MARK: Wiring

  func validate(_ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    guard let behind = client.behind, let part = parts[behind.name] else { return }
    if !(part is any RequestServer) || part is any CacheFront {
      diagnostics.error(
        .reference, at: behind.node, "\(behind.name) is \(English.withArticle(part.kind)), which no cache asks",
        hint: "name a database")
    }
  }

  func build(_ model: inout ModelBuilder) -> any Component {
    let id = model.component(name)
    let operations = model.parts.requests(to: name).map(\.operation)
    let instruments = CacheInstruments(
      name, limitsRates: operations.contains { if case .cacheOnly(.rateLimit) = $0 { true } else { false } },
      &model.instruments)
    let nodes = CacheCluster(cluster, id: id, &model)
    for meter in nodes.meters(part: name) { model.meter(meter) }
    model.row(
      PartRow(
        part: name, title: "\(name) (\(cluster.engine.title))", busy: nodes.busy, arrivals: instruments.requests,
        departures: instruments.answered, limits: nodes.limits,
        highlights: highlights))
    if let database {
      model.link(PartLink(from: name, to: database, kind: .flow, passed: instruments.loads))
      model.link(PartLink(from: name, to: database, kind: .flow, passed: instruments.writes))
    }
    return CacheClient(
      id: id, name: name, settings: client, operations: operations,
      database: database.map { wire($0, model) }, warmRecords: warmRecords(model), cluster: nodes,
      spaces: model.keySpaces, instruments: instruments)
  }

  private var highlights: [PartRow.Highlight] {
    let own = [PartRow.Highlight("hits", "hit", "ratio"), PartRow.Highlight("evictions", "evictions", "rate")]
    guard database != nil else { return own }
    let saved = [PartRow.Highlight("database reads", "loads", "rate"), PartRow.Highlight("stale", "stale", "ratio")]
    return own + saved + (client.strategy == .writeBehind ? [PartRow.Highlight("lost", "lost_writes", "count")] : [])
  }

  private func wire(_ database: String, _ model: ModelBuilder) -> CacheClient.Database {
    func word(_ place: Int) -> UInt16 {
      CallWord.word(CallKind.request, request: model.parts.requestNumber(of: name, place: place, to: database))
    }
    return CacheClient.Database(
      component: model.component(database), read: word(0), write: word(1), delete: word(2))
  }

  /// The records of each source that are to be there at the start, and the leaderboards, which always are.
  private func warmRecords(_ model: ModelBuilder) -> [CacheClient.WarmRecords] {
    var spaces: Set<String> = []
    return model.routes.sources(reaching: name).flatMap { source -> [CacheClient.WarmRecords] in
      guard let producer = model.parts[source] as? any Producer, let flow = model.routes.flow(of: source),
        spaces.insert(producer.keySource(model.parts)).inserted
      else { return [] }
      let keys = Int(producer.keys(model.parts)?.count ?? 1)
      let asked = producer.requests.filter { $0.to == name }.map(\.operation)
      var warm: [CacheClient.WarmRecords] = []
      if asked.contains(.read), client.warmKeys > 0 {
        warm.append(CacheClient.WarmRecords(flow: flow, count: UInt32(clamping: min(client.warmKeys, keys))))
      }
      for case .cacheOnly(let operation) in asked {
        guard case .leaderboard = operation else { continue }
        let bytes = UInt32(clamping: operation.structureBytes)
        warm.append(CacheClient.WarmRecords(flow: flow, count: UInt32(clamping: min(10_000, keys)), bytes: bytes))
      }
      return warm
    }
  }

  func findings(_ view: FindingsView) -> [Finding] { CacheFindings.all(self, view) + cluster.findings(name, view) }

  func expectedHits(_ view: FindingsView) -> Double? { CacheEstimate.hits(self, view) }

  func certainties(_ view: FindingsView) -> [Certainty] { CacheFindings.certainties(self, view) }
}
