// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Scenarios
import Testing

/// Every class of mistake in the parts of a scenario: its place, its code, its sentence, its way out.
@Suite struct ReadingErrorTests {
  @Test func aScenarioWithoutAFaultIsRead() throws {
    let scenario = try Sample.scenario(Sample.text())
    #expect(scenario.name == "small")
    #expect(scenario.windows.map(\.name) == ["all"])
    #expect(scenario.windows.map(\.hoursPerMonth) == [730])
    #expect(scenario.windows.map(\.expectedMessages) == [21_600])
    #expect(scenario.textHash.count == 16)
  }

  @Test func unknownKeysNameTheNearest() {
    let text = Sample.text(
      traffic: "uploads: { to: jobs, rat: 6/s }", channels: "jobs: { type: sqs, recieve_wait: 10s }", rest: "wokers: {}"
    )
    #expect(
      Sample.read(text).errors == [
        "5:24 key: traffic has no setting \"rat\" | nearest: rate",
        "7:22 key: an sqs channel has no setting \"recieve_wait\" | nearest: receive_wait",
        "10:1 key: scenario has no setting \"wokers\" | nearest: workers",
      ])
  }

  @Test func unitsAndReferencesAreReportedTogether() {
    let text = Sample.text(
      run: "{ seed: x }", traffic: "uploads: { to: job, rate: 6 }",
      channels: "jobs: { type: sqs, receive_wait: 10, dead_letter: { to: resizer } }",
      workers: "resizer: { type: fleet, from: uploads, service_time: 100ms }")
    let reading = Sample.read(text)
    #expect(reading.scenario == nil)
    #expect(
      reading.errors == [
        "3:14 value: seed must be a number, not \"x\" | allowed: 0 to 9,223,372,036,854,775,807; the default is 1",
        "5:18 name: nothing is called \"job\" | nearest: jobs (a channel)",
        "5:29 unit: rate needs a unit of time | did you mean 6/s?",
        "7:36 unit: receive_wait needs a unit | did you mean 10s? (AWS allows 0s to 20s; its default is 0s)",
        "7:59 reference: \"resizer\" is a worker, but a channel is needed here | there is: jobs",
        "9:33 reference: \"uploads\" is a traffic source, but a channel is needed here | there is: jobs",
      ])
  }

  @Test func eachMistakeIsCountedOnceHoweverManyWindowsThereAre() {
    let text = Sample.text(
      run: "{ windows: { a: { month: 400h, traffic: { uploads: { rate: 1/s } } }, b: { month: 330h } } }",
      traffic: "uploads: { to: job, rate: 6/s }")
    let reading = Sample.read(text)
    #expect(reading.errors == ["5:18 name: nothing is called \"job\" | nearest: jobs (a channel)"])
    #expect(DiagnosticPrinter.summary(reading.diagnostics) == "1 error")
  }

  @Test func namesAreUniqueAndCostIsTaken() {
    let text = Sample.text(traffic: "jobs: { to: jobs, rate: 6/s }\ncost: { to: jobs, rate: 6/s }")
    #expect(
      Sample.read(text).errors == [
        "6:3 name: a part cannot be called cost | objectives use this name for the bill",
        "8:3 duplicate: \"jobs\" is already the name of a traffic source | names are unique in the file",
      ])
  }

  @Test func aKeyIsGivenOnce() {
    let text = Sample.text(channels: "jobs: { type: sqs, delay: 1s, delay: 2s }")
    #expect(
      Sample.read(text).errors == [
        "7:33 duplicate: \"delay\" is given twice in this map | the first is in line 7; keep one of them"
      ])
  }

  @Test func whatCannotBeADeadLetterQueue() {
    func errors(_ name: String) -> [String] {
      Sample.read(Sample.text(channels: "jobs: { type: sqs, receive_wait: 10s, dead_letter: { to: \(name) } }")).errors
    }
    #expect(errors("jobs") == ["7:60 value: jobs cannot be its own dead-letter queue"])
    #expect(
      errors("resizer") == ["7:60 reference: \"resizer\" is a worker, but a channel is needed here | there is: jobs"])
    #expect(errors("jbos") == ["7:60 name: nothing is called \"jbos\" | nearest: jobs (a channel)"])
  }

  @Test func ratesAndShapes() {
    let text = Sample.text(
      traffic: """
        back: { to: jobs, rate: 6/s, shape: [ { at: 10m, x: 2 }, { at: 5m, x: 1 } ] }
        none: { to: jobs }
        both: { to: jobs, rate: 6/s, arrivals: { bursts: { every: 1s, size: 10 } } }
        """)
    #expect(
      Sample.read(text).errors == [
        "5:66 value: the points of a shape go forward in time | each `at` is later than the one before",
        "6:9 missing: traffic needs rate | such as rate: 6/s",
        "7:27 value: rate has no place beside these arrivals | the rate follows from them; leave it out",
      ])
  }

  @Test func typesOfParts() {
    let text = Sample.text(
      channels: """
        none: { receive_wait: 10s }
        near: { type: sqss }
        later: { type: msk }
        flat: 5
        """, workers: "resizer: { type: lambda, memory: 128MB }\nempty: { type: fleet }")
    #expect(
      Sample.read(text).errors == [
        "5:18 name: nothing is called \"jobs\" | there is: none, near, later, flat",
        "7:3 missing: a channel needs type | type is one of sqs, sqs-fifo, sns, sns-fifo, kinesis, kafka-ec2, msk, msk-serverless",
        "8:17 value: there is no channel of type \"sqss\" | nearest: sqs",
        "9:3 missing: an msk channel needs partitions | partitions: 10 - Partitions of the topic; they can be added but not taken away.",
        "10:9 type: flat must be a map of settings, not a text | such as { type: sqs }",
        "13:3 missing: a fleet worker needs from | from: jobs - The channel that the fleet takes messages from.",
      ])
  }

  @Test(arguments: [
    ("", ["1:1 type: a scenario is a map of settings, not nothing | it begins with version: 1"]),
    ("[1, 2]", ["1:1 type: a scenario is a map of settings, not a list | it begins with version: 1"]),
    (
      "name: x\n",
      [
        "1:1 missing: scenario needs version | version: 1 - The version of the scenario language.",
        "1:1 missing: a scenario needs traffic | such as traffic: { uploads: { to: jobs, rate: 6/s } }",
      ]
    ),
    (
      "version: 2\nname: x\ntraffic:\n",
      [
        "1:10 value: version must be `1`, not \"2\"",
        "3:9 missing: a scenario needs traffic | such as traffic: { uploads: { to: jobs, rate: 6/s } }",
      ]
    ),
    ("version: 1\n\tname: x\n", nil),
  ])
  func theFileItself(_ text: String, _ wanted: [String]?) {
    let reading = Sample.read(text)
    #expect(reading.scenario == nil)
    if let wanted { #expect(reading.errors == wanted) } else { #expect(reading.errors.count == 1) }
  }

  @Test func whatABillCannotBeIsRefused() {
    let text = Sample.text(
      traffic: "uploads: { to: jobs, rate: 6/s }", rest: "pricing: { currency: EUR, reserved: 3 }")
    #expect(
      Sample.read(text).errors == [
        "10:22 value: currency must be `USD`, not \"EUR\" | the default is USD",
        "10:37 type: reserved must be a map of settings, not a text",
      ])
  }

  @Test func aFleetMayNotStopTheClock() {
    let text = Sample.text(channels: "jobs: { type: sqs }", rest: "calibration: none")
    #expect(
      Sample.read(text).errors == [
        "9:33 value: resizer would poll jobs more than a thousand times a second and task: receive_wait, poll_pause and the "
          + "time of a call are together below 1ms | set receive_wait, poll_pause or receive_time higher"
      ])
    #expect(Sample.read(text, set: ["workers.resizer.poll_pause=1ms"]).errors == [])
    #expect(Sample.read(text, set: ["channels.jobs.receive_time=1ms"]).errors == [])
  }
}
