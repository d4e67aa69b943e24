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

  var requests: [Request] {
    guard let database else { return [] }
    return [RequestOperation.read, .write, .delete].map { Request(caller: name, to: database, $0) }
  }

  func problem(with fault: FaultKind) -> String? { CacheCluster.problem(with: fault) }

  // MARK: Sizes

  var usableBytes: Int { cluster.usableBytes }
  var choices: [Choice] { cluster.choices }
  func recordBytes(value: Int) -> Int { cluster.recordBytes(value: value, hasExpiry: client.ttl != nil) }
  var timeToLive: Nanoseconds? { client.ttl }
  var deletesOnWrite: Bool { client.strategy == .cacheAside && client.onWrite == .delete && database != nil }
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
    let instruments = CacheInstruments(name, &model.instruments)
    let nodes = CacheCluster(cluster, id: id, &model)
    for meter in nodes.meters(part: name) { model.meter(meter) }
    model.row(
      PartRow(
        part: name, title: "\(name) (\(cluster.engine.title))", busy: nodes.busy, arrivals: instruments.requests,
        departures: instruments.answered, limits: nodes.limits))
    if let database {
      model.link(PartLink(from: name, to: database, kind: .flow, passed: instruments.loads))
      model.link(PartLink(from: name, to: database, kind: .flow, passed: instruments.writes))
    }
    return CacheClient(
      id: id, name: name, settings: client, operations: model.parts.requests(to: name).map(\.operation),
      database: database.map { wire($0, model) }, warmRecords: warmRecords(model), cluster: nodes,
      spaces: model.keySpaces, instruments: instruments)
  }

  private func wire(_ database: String, _ model: ModelBuilder) -> CacheClient.Database {
    func word(_ place: Int) -> UInt16 {
      CallWord.word(CallKind.request, request: model.parts.requestNumber(of: name, place: place, to: database))
    }
    return CacheClient.Database(
      component: model.component(database), read: word(0), write: word(1), delete: word(2))
  }

  /// The records of each source that reads, as far as they are to be there at the start.
  private func warmRecords(_ model: ModelBuilder) -> [(flow: FlowID, count: UInt32)] {
    guard client.warmKeys > 0 else { return [] }
    var spaces: Set<String> = []
    return model.routes.sources(reaching: name).compactMap { source in
      guard let producer = model.parts[source] as? any Producer, let keys = producer.keys(model.parts),
        let flow = model.routes.flow(of: source), spaces.insert(producer.keySource(model.parts)).inserted
      else { return nil }
      return (flow, UInt32(clamping: min(client.warmKeys, Int(keys.count))))
    }
  }

  func findings(_ view: FindingsView) -> [Finding] { CacheFindings.all(self, view) + cluster.findings(name, view) }
}
