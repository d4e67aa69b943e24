// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Scenarios
import Testing

/// Mistakes in `network` and `monitoring`, and where the sections are written about.
@Suite struct NetworkErrorTests {
  private static func errors(_ rest: String, workers: String? = nil, channels: String? = nil) -> [String] {
    Sample.read(
      Sample.text(
        channels: channels ?? "jobs: { type: sqs, receive_wait: 10s }",
        workers: workers ?? "resizer: { type: fleet, from: jobs, service_time: 100ms }", rest: rest)
    ).errors
  }

  @Test func namesLeadToTheNearest() {
    #expect(
      Self.errors("network: { internet: [upload], nat: { for: [jobs] } }") == [
        "10:23 name: nothing is called \"upload\" | nearest: uploads (a traffic source)",
        "10:45 reference: \"jobs\" is a channel, but a traffic source or a worker is needed here | "
          + "there is: uploads, resizer",
      ])
    #expect(
      Self.errors("network: { endpoints: { kinesiss: { zones: 3 } } }") == [
        "10:25 key: interface endpoints has no setting \"kinesiss\" | nearest: kinesis"
      ])
    #expect(
      Self.errors("network: { endpoints: { sqs: {} } }").first?.contains("missing: interface endpoint needs zones")
        ?? false)
    #expect(
      Self.errors("monitoring: { logs: { of: [resize] } }") == [
        "10:28 name: nothing is called \"resize\" | nearest: resizer (a worker)"
      ])
  }

  @Test func whatIsInsideCannotBeOutside() {
    let function = "resizer: { type: lambda, from: jobs, memory: 512MB, timeout: 5s, service_time: 100ms }"
    #expect(
      Self.errors("network: { internet: [resizer] }", workers: function) == [
        "10:23 reference: resizer cannot be outside AWS: it is a Lambda function | "
          + "traffic sources, fleets and endpoints can be"
      ])
    #expect(
      Self.errors("network: { internet: [resizer] }", channels: "jobs: { type: msk-serverless, partitions: 2 }") == [
        "10:23 unsupported: what resizer gets from jobs, an MSK Serverless topic in a VPC, is not counted in bytes | "
          + "outside AWS can be what uses SQS, SNS, Kinesis or Lambda, or is called"
      ])
    #expect(
      Self.errors("network: { internet: [uploads] }", channels: "jobs: { type: msk-serverless, partitions: 2 }") == [])
    #expect(
      Self.errors("network: { internet: [resizer], nat: { for: [resizer, uploads, uploads] } }") == [
        "10:46 value: resizer is outside AWS, by internet, and uses nothing of the VPC | "
          + "take it out of one of the lists",
        "10:64 duplicate: uploads is in the list already",
      ])
  }

  @Test func aPartCannotBearTheNameOfTheSection() {
    let worker = "network: { type: fleet, from: jobs, service_time: 100ms }"
    #expect(Self.errors("", workers: worker) == [])
    #expect(
      Self.errors("network: { public_ipv4: 1 }", workers: worker) == [
        "9:3 name: a part cannot be called network where there is the section network | "
          + "objectives and the bill use this name for the section"
      ])
  }

  @Test func documentsKnowTheSections() throws {
    let text = Sample.text(
      rest: "network: { internet: [uploads], nat: {}, endpoints: { sqs: { zones: 3 } } }\nmonitoring: { logs: {} }")
    let expanded = try Sample.expanded(text, variant: "base")
    for line in ["gateways: 1", "call_overhead: 1KB", "gateway_endpoints: []", "public_ipv4: 0", "stored: 15%"] {
      #expect(expanded.contains(line), "\(line) in\n\(expanded)")
    }
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(ScenarioDocuments.schema.utf8)) as? [String: Any])
    #expect(SchemaCheck.problems(expanded, schema) == [])
    #expect(!SchemaCheck.problems(text.replacing("sqs: { zones: 3 }", with: "sqs: { zones: 9 }"), schema).isEmpty)
    #expect(ScenarioDocuments.explain("network.call_overhead")?.contains("1KB (assumed, not measured)") ?? false)
    #expect(ScenarioDocuments.explain("monitoring.custom_metrics") != nil)
    // Defaults are assumptions that a report lists.
    let scenario = try #require(Sample.read(text).scenario)
    #expect(scenario.defaults.contains { $0.path == ["network", "call_overhead"] })
  }
}
