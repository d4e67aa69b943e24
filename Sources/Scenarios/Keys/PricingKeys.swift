// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Pricing

/// The keys under `pricing`: what is paid differently from the price tables. They change the bill, never the simulation.
enum PricingKeys {
  static let freeTier = Key(
    "free_tier", .choice(FreeTier.allCases.map(\.rawValue)), default: "none", .sluice,
    "The free tier that is taken off: none, what is always free, or that of an account's first year.")
  static let credits = OptionalKey(
    "credits", .money,
    "Credits of a new account (opened since 2025-07-15), taken off last and only once: a bill of one month.")
  static let discount = Key(
    "discount", .ratio(0...0.99), default: "0%", .sluice, "A discount on the whole bill, after the free tier.")
  static let prices = Key(
    "prices", .choice(PriceBookName.allCases.map(\.rawValue)), default: "documented", .sluice,
    "The price book: documented figures first, or list prices only.")
  static let graviton = Key(
    "graviton", .flag, default: "false", .sluice,
    "Price what there is with a Graviton processor as if it had one; how fast it works there is not simulated.")
  static let date = OptionalKey(
    "date", .text, "The day (yyyy-mm-dd) from which the age of prices is told; the newest price's by default.")
  static let currency = Key("currency", .choice(["USD"]), default: "USD", .sluice, "The currency; there is only one.")
  static let reserved = OptionalKey(
    "reserved", .record(Reserved.table), "Nodes and instances that are promised for years, at a lower rate.")
  static let savings = OptionalKey(
    "savings", .record(Savings.table),
    "A compute savings plan: for EC2 instances, Fargate and the duration of Lambda. Its rate is in no price book.")

  static let table = KeyTable(
    "pricing", "How the bill is made.",
    keys: [freeTier, credits, discount, prices, graviton, reserved, savings, date, currency])

  /// The keys under `reserved`: one for each service that has reserved nodes or instances.
  enum Reserved {
    static let elastiCache = OptionalKey("elasticache", .record(Promise.table), "Reserved cache nodes.")
    static let rds = OptionalKey("rds", .record(Promise.table), "Reserved database instances.")
    static let ec2 = OptionalKey("ec2", .record(Promise.table), "Reserved EC2 instances.")
    static let table = KeyTable("reserved", "What is promised for years.", keys: [elastiCache, rds, ec2])
    static let all: [(Commitment.Scope, OptionalKey<Record>)] = [
      (.elastiCache, elastiCache), (.rds, rds), (.ec2, ec2),
    ]
  }

  /// What is promised, and how it is paid.
  enum Promise {
    static let term = Key("term", .choice(["1y", "3y"]), default: "1y", .sluice, "For how long: one year or three.")
    static let payment = Key(
      "payment", .choice(Commitment.Payment.allCases.map(\.rawValue)), default: "no-upfront", .sluice,
      "What is paid at the start; an upfront payment is spread over the hours of the term.")
    static let covers = Key(
      "covers", .ratio(0.0001...1), default: "100%", .sluice,
      "The share of what is used that is promised for; the rest is paid for at the list price.")
    static let discount = OptionalKey(
      "discount", .ratio(0...0.99), "What is taken off the list price; by default the rate of the price book.")
    static let table = KeyTable("promise", "A promise for years.", keys: [term, payment, covers, discount])
  }

  /// A savings plan, whose rate must be said.
  enum Savings {
    static let discount = RequiredKey("discount", .ratio(0...0.99), "What the plan takes off the list price.")
    static let table = KeyTable(
      "savings", "A compute savings plan.", keys: [Promise.term, Promise.payment, Promise.covers, discount])
  }
}
