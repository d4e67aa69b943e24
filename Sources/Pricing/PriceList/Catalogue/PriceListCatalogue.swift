// SPDX-License-Identifier: GPL-3.0-or-later

/// The map from the products of AWS's price lists to the prices that the tables here name.
///
/// Usage types are those of AWS's cost and usage reports; what a product of another usage type costs is nothing that is
/// priced here.
enum PriceListCatalogue {
  /// The rules of each service code. A service code is what `servicecode` says of a product; an offer file may hold
  /// products of several.
  static let rules: [String: [CatalogueRule]] = [
    "AWSQueueService": sqs, "AmazonSNS": sns, "AmazonKinesis": kinesis, "AmazonMSK": msk,
    "AmazonElastiCache": elastiCache, "AWSLambda": lambda, "AmazonECS": fargate, "AmazonEC2": ec2 + network,
    "AmazonVPC": network, "AWSDataTransfer": dataTransfer, "AmazonRDS": rds, "AmazonDynamoDB": dynamoDB,
    "awskms": kms, "AmazonCloudWatch": cloudWatch,
  ]

  /// The service codes in ascending order, for messages.
  static var codes: [String] { rules.keys.sorted { ($0.lowercased(), $0) < ($1.lowercased(), $1) } }

  /// Prices that share a free quantity, as `FreeOffer` has it.
  static let sharing: [[PriceReference]] = [
    [("sqs", "standard:request"), ("sqs", "fifo:request")],
    [("lambda", "x86:request"), ("lambda", "arm:request")],
    [("lambda", "x86:duration"), ("lambda", "arm:duration")],
  ].map { group in group.map { PriceReference(service: $0.0, item: $0.1) } }

  /// The first rule that fits a product, with the price that it is.
  static func match(_ attributes: ProductAttributes, offer: String) -> (rule: CatalogueRule, item: String)? {
    let service = attributes[.serviceCode]
    guard let index = indices[service.isEmpty ? offer : service] else { return nil }
    let region = attributes[.regionCode].isEmpty ? attributes[.fromRegionCode] : attributes[.regionCode]
    for name in UsageType(attributes[.usageType], region: region).names {
      for rule in index.byName[name] ?? [] {
        if let item = rule.item(name: name, attributes) { return (rule, item) }
      }
      for rule in index.others {
        if let item = rule.item(name: name, attributes) { return (rule, item) }
      }
    }
    return nil
  }

  /// Items of the catalogue, `*` for an instance type: names that a book may use although no table here has them yet.
  static let items: [PriceReference: String] = {
    var items: [PriceReference: String] = [:]
    for rule in codes.flatMap({ rules[$0] ?? [] }) where !rule.isFree {
      items[PriceReference(service: rule.service, item: rule.item)] = rule.unit
    }
    for words in ReservedTerm.words {
      items[PriceReference(service: "elasticache", item: words.item + "*")] = "node-hour"
    }
    return items
  }()

  private struct Index {
    var byName: [String: [CatalogueRule]] = [:]
    var others: [CatalogueRule] = []
  }

  private static let indices: [String: Index] = rules.mapValues { rules in
    var index = Index()
    for rule in rules {
      if case .name(let name) = rule.pattern {
        index.byName[name, default: []].append(rule)
      } else {
        index.others.append(rule)
      }
    }
    return index
  }
}
