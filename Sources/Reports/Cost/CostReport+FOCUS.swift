// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Foundation
import Pricing

extension CostReport {
  /// The bill in the columns of FOCUS 1.0, the FinOps Open Cost and Usage Specification, so that it can be laid beside a
  /// real bill. A row for each tier of each line and for what is taken off; `BilledCost` adds up to the total exactly.
  ///
  /// What a simulation cannot know (accounts, invoices) says so. A month without a date is the calendar month of the day
  /// that prices are dated from; its hours are 730 all the same. What has no price is no row. Columns of our own begin
  /// with `x_`, as the specification asks.
  public static func focus(_ statement: CostStatement) -> String {
    let period = FOCUSPeriod(statement.cost)
    return CSV.text([FOCUSRow.columns] + FOCUSRow.rows(statement, period).map(\.fields))
  }
}

/// The billing and the charge period, as FOCUS writes times: UTC, the end excluded.
private struct FOCUSPeriod {
  var billingStart: String
  var billingEnd: String
  var chargeEnd: String

  init(_ cost: CostResult) {
    let day = cost.provenance.date.flatMap { PriceDate($0).day } ?? "2000-01-01"
    let parts = day.split(separator: "-").compactMap { Int($0) }
    let (year, month) = (parts[0], parts[1])
    billingStart = Self.time(year, month, 1, 0)
    billingEnd = month == 12 ? Self.time(year + 1, 1, 1, 0) : Self.time(year, month + 1, 1, 0)
    let hours = cost.hours.flatMap { Decimal(exactText: $0) }.map { $0.rounded(places: 0, up: true) }
    // A charge lies within its billing period.
    let length = [
      31, year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ][
      month - 1]
    if let hours, hours < length * 24 {
      chargeEnd = Self.time(year, month, 1 + hours / 24, hours % 24)
    } else {
      chargeEnd = billingEnd
    }
  }

  private static func time(_ year: Int, _ month: Int, _ day: Int, _ hour: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day))T\(two(hour)):00:00Z"
  }
}

extension Decimal {
  /// A whole number of a sensible size, rounded up.
  fileprivate func rounded(places: Int, up: Bool) -> Int {
    let nearest = rounded(places: places)
    let whole = nearest < self && up ? nearest + 1 : nearest
    return NSDecimalNumber(decimal: min(max(whole, 0), 1_000_000)).intValue
  }
}

private struct FOCUSRow {
  /// The columns of FOCUS 1.0 in alphabetical order, then our own.
  static let columns = [
    "AvailabilityZone", "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd",
    "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency", "ChargePeriodEnd",
    "ChargePeriodStart", "CommitmentDiscountCategory", "CommitmentDiscountId", "CommitmentDiscountName",
    "CommitmentDiscountStatus", "CommitmentDiscountType", "ConsumedQuantity", "ConsumedUnit", "ContractedCost",
    "ContractedUnitPrice", "EffectiveCost", "InvoiceIssuerName", "ListCost", "ListUnitPrice", "PricingCategory",
    "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName", "RegionId", "RegionName", "ResourceId",
    "ResourceName", "ResourceType", "ServiceCategory", "ServiceName", "SkuId", "SkuPriceId", "SubAccountId",
    "SubAccountName", "Tags", "x_CountedFrom", "x_Meter", "x_PriceDate", "x_PriceSource",
  ]

  var values: [String: String]

  var fields: [String] { Self.columns.map { values[$0] ?? "" } }

  static func rows(_ statement: CostStatement, _ period: FOCUSPeriod) -> [FOCUSRow] {
    let cost = statement.cost
    let common = [
      "BillingAccountId": "simulated", "BillingAccountName": statement.scenario.name, "BillingCurrency": cost.currency,
      "BillingPeriodEnd": period.billingEnd, "BillingPeriodStart": period.billingStart,
      "ChargePeriodEnd": period.chargeEnd, "ChargePeriodStart": period.billingStart, "InvoiceIssuerName": "Sluice",
      "ProviderName": "AWS", "PublisherName": "AWS", "RegionId": cost.region, "RegionName": cost.region,
      "SubAccountId": statement.scenario.variant, "SubAccountName": statement.scenario.variantTitle ?? "",
    ]
    let usage = cost.lines.flatMap { line in line.tiers.map { row(line, $0, common) } }
    return usage + cost.credits.map { credit($0, common) }
  }

  private static func row(
    _ line: CostResult.Line, _ tier: CostResult.TierLine, _ common: [String: String]
  ) -> FOCUSRow {
    let isPromised = line.item.hasPrefix("ri-")
    var values = common.merging(costs(tier.amount)) { $1 }
    values["ChargeCategory"] = "Usage"
    values["ChargeDescription"] = line.title
    values["ChargeFrequency"] = "Usage-Based"
    values["ConsumedQuantity"] = tier.quantity
    values["ConsumedUnit"] = line.unit
    values["ContractedUnitPrice"] = tier.price
    values["ListUnitPrice"] = tier.price
    values["PricingCategory"] = isPromised ? "Committed" : "Standard"
    if isPromised {
      values["CommitmentDiscountCategory"] = "Usage"
      values["CommitmentDiscountId"] = line.item
      values["CommitmentDiscountStatus"] = "Used"
      values["CommitmentDiscountType"] = "Reserved"
    }
    values["PricingQuantity"] = tier.quantity
    values["PricingUnit"] = line.unit
    values["ResourceId"] = line.part
    values["ResourceName"] = line.part
    values["ResourceType"] = line.meter
    values["ServiceCategory"] = FOCUSService.category(line.service)
    values["ServiceName"] = FOCUSService.name(line.service)
    values["SkuId"] = "\(line.service):\(line.item)"
    values["SkuPriceId"] = "\(line.service):\(line.item):\(tier.from)"
    values["x_CountedFrom"] = line.countedFrom
    values["x_Meter"] = line.meter
    values["x_PriceDate"] = line.date
    values["x_PriceSource"] = line.source
    return FOCUSRow(values: values)
  }

  private static func credit(_ credit: CostResult.Credit, _ common: [String: String]) -> FOCUSRow {
    var values = common.merging(costs(credit.amount)) { $1 }
    let service = credit.prices.first?.split(separator: " ").first.map(String.init)
    values["ChargeCategory"] = "Credit"
    values["ChargeDescription"] = credit.title
    values["ChargeFrequency"] = "Recurring"
    values["ServiceCategory"] = service.map(FOCUSService.category) ?? "Other"
    values["ServiceName"] = service.map(FOCUSService.name) ?? "AWS"
    values["x_PriceSource"] = credit.source
    return FOCUSRow(values: values)
  }

  /// Upfront payments are spread over their term, and the prices are those that are paid: all four costs are one.
  private static func costs(_ amount: String) -> [String: String] {
    ["BilledCost": amount, "ContractedCost": amount, "EffectiveCost": amount, "ListCost": amount]
  }
}

/// A service of the price tables, as FOCUS and AWS call it.
private enum FOCUSService {
  private static let known: [String: (name: String, category: String)] = [
    "sqs": ("Amazon Simple Queue Service", "Integration"), "sns": ("Amazon Simple Notification Service", "Integration"),
    "lambda": ("AWS Lambda", "Compute"), "fargate": ("AWS Fargate", "Compute"),
    "ec2": ("Amazon Elastic Compute Cloud", "Compute"), "ebs": ("Amazon Elastic Block Store", "Storage"),
    "s3": ("Amazon Simple Storage Service", "Storage"), "elasticache": ("Amazon ElastiCache", "Databases"),
    "rds": ("Amazon Relational Database Service", "Databases"), "dynamodb": ("Amazon DynamoDB", "Databases"),
    "kinesis": ("Amazon Kinesis", "Analytics"), "msk": ("Amazon Managed Streaming for Apache Kafka", "Analytics"),
    "datatransfer": ("AWS Data Transfer", "Networking"), "nat": ("Amazon Virtual Private Cloud", "Networking"),
    "vpc": ("Amazon Virtual Private Cloud", "Networking"),
    "vpcendpoint": ("Amazon Virtual Private Cloud", "Networking"), "kms": ("AWS Key Management Service", "Security"),
    "cloudwatch": ("Amazon CloudWatch", "Management and Governance"),
  ]

  static func name(_ service: String) -> String { known[service]?.name ?? service }
  static func category(_ service: String) -> String { known[service]?.category ?? "Other" }
}
