// SPDX-License-Identifier: GPL-3.0-or-later

/// What stands for words in sentences of the sources and comes from elsewhere than a local name: a parameter, a
/// function, a property.
enum WordsOfSources {
  typealias Case = SwiftSentences.Case

  private static let value = SwiftSentences.hole
  private static let isKafka = "log.family == .kafka"

  private static func plain(_ texts: String...) -> [Case] { texts.map { Case(text: $0) } }

  static let all: [String: [Case]] = [
    "consumers.map(\\.name).joined(separator: \" and \")":
      plain("\(value) and \(value)", "\(value) and \(value) and \(value)"),
    "ceiling.what": [
      Case(text: "\(value) partitions of 5 MB/s", given: serverless(true)),
      Case(text: "400 MB/s of fetches", given: serverless(true)),
      Case(text: "200 MB/s of writes", given: serverless(true)),
      Case(text: "the quota of its brokers", given: serverless(false)),
      Case(text: "the throughput of the volumes", given: serverless(false)),
      Case(text: "\(value)'s way to EBS", given: serverless(false)),
      Case(text: "\(value)'s network", given: serverless(false)),
    ],
    "worst.of": [true, false].flatMap { kafka in
      let noun = kafka ? "partition" : "shard"
      return [
        "the \(value) records/s that one \(noun) takes", "the \(value)/s that one \(noun) takes",
        "what one task of \(value) can do",
      ].map { Case(text: $0, given: [isKafka: kafka]) }
    },
    "partitions(log.partitions, of: log)": ["partition", "partitions"].map { Case(text: "\(value) \($0)") }
      + ["shard", "shards"].map { Case(text: "\(value) \($0)") },
    "remedy(losses)": plain("")
      + [0b001, 0b010, 0b100, 0b011, 0b101, 0b110, 0b111].map { chosen in
        let remedies = [
          "static_membership keeps the partitions of a task that is soon back",
          "cooperative-sticky goes on reading what does not move",
          "a shorter session_timeout notices a lost task sooner",
        ]
        return Case(
          text: ": " + remedies.indices.filter { chosen >> $0 & 1 == 1 }.map { remedies[$0] }.joined(separator: ", "))
      },
    "Self.words($0)": plain(
      "a larger batch_size", "a larger parallelization_factor", "more shards", "more partitions",
      "a larger parallelization_factor and more shards", "more partitions and a larger reserved_concurrency",
      "a larger parallelization_factor and a larger reserved_concurrency",
      "more shards and a larger reserved_concurrency",
      "a larger parallelization_factor and more shards and a larger reserved_concurrency"),
    "lane(log)": plain("shard", "partition"),
    "part.cluster.nodeNoun": [
      Case(text: "shard", given: ["is Redis": true]), Case(text: "node", given: ["is Redis": false]),
    ],
    "cluster.nodeNoun": plain("shard", "node"),
    "DatabaseFindings.swift: what": plain("the primary", "the replicas"),
    "DatabaseFindings.swift: whose": plain("the primary's", "the replicas'", "its"),
    "ClusterFindings.swift: why": plain(
      "memory is full and eviction is noeviction",
      "memory is full and \(value) finds no key with an expiry that it may evict",
      "memory is full, and what \(value) evicts at a time is not enough",
      "1 value in 10,000 takes \(value) and more, and max_item_size is \(value)",
      "no chunk of the right size is to be had, or the value is larger than max_item_size"),
    "passed.limit.what": plain("text message"),
    "unknown.limit.what": plain("text message"),
    "titles.joined(separator: \", \")": plain("SQS requests: send", "RDS gp3 storage, SQS requests: send"),
  ]

  private static func serverless(_ isOne: Bool) -> [String: Bool] { ["settings.kind == .serverless": isOne] }
}
