// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation
import Testing

@testable import Services

/// What can be written for a function, and what the checks say of it.
@Suite struct LambdaSettingsTests {
  private func errors(_ function: String, queue: String = "visibility_timeout: 1h", more: String = "") -> [String] {
    Reading(
      """
      channels: { q: { type: sqs, \(queue) }, d: { type: sqs } }
      workers: { f: { type: lambda, service_time: 1s, \(function) } }
      \(more)
      """
    ).errors
  }

  @Test func theTableIsSound() {
    #expect(LambdaKeys.table.defaultProblems() == [])
  }

  @Test func defaultsAreThoseOfAWS() throws {
    let read = try parts("workers: { f: { type: lambda, from: topic, service_time: 1s } }")
    let settings = try #require(read.first as? LambdaPart).settings
    #expect(settings.memory == 128 && settings.timeout == s(3) && !settings.isARM)
    #expect(settings.mapping.batchSize == 10 && settings.mapping.batchWindow == 0)
    #expect(settings.asynchronous.retries == 2 && settings.asynchronous.maximumAge == s(21_600))
    #expect(settings.reserved == nil && settings.provisioned == 0)
  }

  @Test("Lambda: memory is in the console's MB, which are 1,024 KiB")
  func memory() throws {
    for (text, megabytes) in [("512MB", 512), ("512MiB", 512), ("1769MB", 1769), ("10240MB", 10_240), ("2GiB", 2048)] {
      let read = try parts("workers: { f: { type: lambda, from: t, service_time: 1s, memory: \(text) } }")
      #expect((read.first as? LambdaPart)?.settings.memory == megabytes)
    }
  }

  @Test("Lambda: a runtime's cold start is the measured one (maxday/lambda-perf)")
  func runtimes() throws {
    let read = try parts(
      "workers: { f: { type: lambda, from: t, service_time: 1s, runtime: java21 } }", builtInLatencies: true)
    let time = try #require(read.first as? LambdaPart).settings.coldStart
    #expect(abs(time.quantile(0.5) - 0.245) < 1e-6 && abs(time.quantile(0.99) - 0.623) < 1e-5)
  }

  @Test(arguments: [
    "from: q, memory: 127MB", "from: q, memory: 10241MB", "from: q, memory: 1GB", "from: q, memory: 1000001B",
    "from: q, timeout: 901s", "from: q, timeout: 1500ms", "from: q, batch_size: 0", "from: q, batch_size: 10001",
    "from: q, batch_size: 11", "from: q, batch_window: 301s", "from: q, maximum_concurrency: 1",
    "from: q, maximum_concurrency: 1001", "from: q, reserved_concurrency: -1", "from: q, reserved_concurrency: 901",
    "from: q, reserved_concurrency: 5, provisioned_concurrency: 6", "from: q, provisioned_concurrency: 901",
    "from: q, runtime: cobol", "from: q, architecture: arm", "from: q, retries: 1", "from: q, on_failure: d",
    "from: q, provisioned_pollers: { min: 20, max: 10 }", "from: q, provisioned_pollers: { max: 10001 }",
    "from: q, maximum_concurrency: 5, provisioned_pollers: {}", "from: t, retries: 3",
    "from: t, maximum_event_age: 59s",
    "from: t, batch_size: 5", "from: t, maximum_concurrency: 5", "from: t, on_failure: f", "memory: 128MB",
    "from: q, parallelization_factor: 2", "from: q, maximum_retry_attempts: 3", "from: t, bisect_on_error: true",
    "from: q, keep_warm: {}",
    "from: q, failures: { crash: 1 }",
    "from: d",
  ])
  func wrongSettingsAreLocatedErrors(setting: String) {
    let found = errors(setting, queue: "visibility_timeout: 1h", more: "")
    if setting == "from: d" {
      #expect(found == [], "3 s and the default of 30 s")
    } else {
      #expect(found.count == 1, "\(found)")
      #expect(found.allSatisfy { $0.contains(" 2:") }, "\(found)")
    }
  }

  @Test(
    "Lambda: a mapping is refused where the function's timeout exceeds the visibility timeout (L-DG/services-sqs-configure)"
  )
  func timeoutAboveVisibility() {
    let found = errors("from: q, timeout: 31s", queue: "visibility_timeout: 30s")
    #expect(found.count == 1 && found[0].hasPrefix("value 2:") && found[0].contains("31s"))
    #expect(errors("from: q, timeout: 30s", queue: "visibility_timeout: 30s") == [])
  }

  @Test func eventsCannotBePausedAndQuotasMustAgree() {
    #expect(errors("from: t", more: "faults: { x: { at: 1s, pause: f } }").count == 1)
    #expect(errors("from: q", more: "faults: { x: { at: 1s, pause: f } }") == [])
    #expect(errors("from: q", more: "faults: { x: { at: 1s, kill: f } }").count == 1)
    let two = Reading(
      """
      workers:
        f: { type: lambda, from: t, service_time: 1s, account_concurrency: 500 }
        g: { type: lambda, from: t, service_time: 1s, account_concurrency: 600 }
        h: { type: lambda, from: t, service_time: 1s }
      """
    ).errors
    #expect(two.count == 1 && two[0].hasPrefix("value 3:"))
  }

  // MARK: Findings

  private func findings(
    _ function: String, queue: String = "visibility_timeout: 1h", rate: String = "1/s",
    measured: FindingsView.Measured? = nil, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws -> [Finding] {
    let read = try parts(
      """
      traffic: { t: { to: q, rate: \(rate) } }
      channels: { q: { type: sqs, \(queue), dead_letter: { to: d, max_receives: 5 } }, d: { type: sqs, retention: 14d } }
      workers: { f: { type: lambda, from: q, \(function) } }
      """, sourceLocation: sourceLocation)
    let view = FindingsView(
      parts: PartDirectory(read), window: "usual", duration: s(3600), hoursPerMonth: 730, measured: measured)
    return read.flatMap { $0.findings(view) }
  }

  private func number(_ name: String, _ finding: Finding?) -> Double {
    finding?.numbers.first { $0.name == name }?.value ?? .nan
  }

  @Test("Lambda: six times the timeout and the window (L-DG/services-sqs-configure)")
  func visibilityForFunctions() throws {
    let short = try findings("service_time: 1s, timeout: 10s, batch_window: 5s", queue: "visibility_timeout: 64s")
    let finding = try #require(short.first { $0.id == "vis-lambda" })
    #expect(number("advised_s", finding) == 65 && finding.part == "q" && finding.level == .warn)
    let well = try findings("service_time: 1s, timeout: 10s, batch_window: 5s", queue: "visibility_timeout: 65s")
    #expect(!well.contains { $0.id == "vis-lambda" })
  }

  @Test func throttledReceivesAreFound() throws {
    let note = try findings("service_time: 1s, reserved_concurrency: 10").first { $0.id == "lambda-throttle" }
    #expect(note?.level == .note && number("reach", note) == 1000)
    let warned = try findings("service_time: 1s, reserved_concurrency: 10", rate: "20/s")
    #expect(warned.first { $0.id == "lambda-throttle" }?.level == .warn)
    let measured = FindingsView.Measured(
      level: { _, _ in nil }, perHour: { counter, subject in counter == "dropped_unrun" && subject == "f" ? 795 : 0 })
    let counted = try findings("service_time: 1s, reserved_concurrency: 10", measured: measured)
      .first { $0.id == "lambda-throttle" }
    #expect(counted?.message.contains("795 messages") ?? false)
    #expect(counted?.message.contains("maximum_concurrency: 10") ?? false)
    let well = try findings("service_time: 1s, reserved_concurrency: 10, maximum_concurrency: 10")
    #expect(!well.contains { $0.id == "lambda-throttle" || $0.id == "maximum-above-reserved" })
    let above = try findings("service_time: 1s, reserved_concurrency: 10, maximum_concurrency: 11")
    #expect(above.contains { $0.id == "maximum-above-reserved" })
  }

  @Test func smallNumbersAreFound() throws {
    #expect(try findings("service_time: 1s, reserved_concurrency: 4").contains { $0.id == "reserved-below-5" })
    #expect(try !findings("service_time: 1s, reserved_concurrency: 5").contains { $0.id == "reserved-below-5" })
    let read = try parts(
      """
      channels: { q: { type: sqs, visibility_timeout: 1h, dead_letter: { to: d, max_receives: 4 } }, d: { type: sqs } }
      workers: { f: { type: lambda, from: q, service_time: 1s } }
      """)
    let view = FindingsView(parts: PartDirectory(read), window: "w", duration: s(60), hoursPerMonth: 730)
    #expect(read.flatMap { $0.findings(view) }.contains { $0.id == "max-receives-below-5" && $0.part == "q" })
  }

  @Test func loadsAboveTheLimitAreFound() throws {
    let found = try findings("service_time: 1s, maximum_concurrency: 20", rate: "20/s").first { $0.id == "unstable" }
    #expect(number("offered", found) == 20 && number("slots", found) == 20)
    #expect(try !findings("service_time: 1s, maximum_concurrency: 20", rate: "19/s").contains { $0.id == "unstable" })
    let cut = try findings("service_time: { exponential: { mean: 1s } }, batch_size: 1").first {
      $0.id == "lambda-timeout"
    }
    #expect(abs(number("probability", cut) - 0.049_787) < 1e-5, "e to the minus 3")
    let batch = try findings("service_time: 1s").first { $0.id == "lambda-timeout" }
    #expect(number("batch_s", batch) == 10)
  }

  @Test func aSoundFunctionIsQuiet() throws {
    #expect(try findings("service_time: 200ms").map(\.id) == [])
  }
}
