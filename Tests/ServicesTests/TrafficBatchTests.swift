// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Simulation
import Testing

@testable import Services

/// Batches of a producer. Source: API/SendMessageBatch: at most 10 messages and 1 MiB together.
@Suite struct TrafficBatchTests {
  /// The calls that a run made: instant, numbers and bytes that were told.
  private func calls(_ run: TrafficRun) -> [(at: Double, numbers: [Int], bytes: Int)] {
    var calls: [(at: Double, numbers: [Int], bytes: Int)] = []
    for message in run.log.messages {
      if message.bytes == ChannelSignal.partOfCall {
        calls[calls.count - 1].numbers.append(message.number)
      } else {
        calls.append((message.at.seconds, [message.number], Int(message.bytes)))
      }
    }
    return calls
  }

  @Test func oneMessageInEachCallByDefault() throws {
    let run = try TrafficRun("rate: 10/s, arrivals: constant", until: 10)
    #expect(calls(run).allSatisfy { $0.numbers.count == 1 && $0.bytes == 1024 })
    let one = try TrafficRun("rate: 10/s, arrivals: constant, batch: { up_to: 1 }", until: 10)
    #expect(one.instants == run.instants)
  }

  @Test func aFullBatchGoesOutAtOnce() throws {
    let run = try TrafficRun("rate: 10/s, arrivals: constant, batch: 4", until: 10)
    let made = calls(run)
    #expect(made.count == 25 || made.count == 24)
    #expect(made.allSatisfy { $0.numbers.count == 4 && $0.bytes == 4096 })
    #expect(run.outcomes.measured.flows[0].inFlight < 4, "an unfinished batch is still with the producer")
    // The last of a batch sends it: 0.1 s apart from the first of the next.
    #expect(zip(made, made.dropFirst()).allSatisfy { abs($1.at - $0.at - 0.4) < 1e-6 })
  }

  @Test func anUnfinishedBatchWaitsAsLongAsSet() throws {
    let run = try TrafficRun("rate: 10/s, arrivals: constant, batch: { up_to: 10, wait: 250ms }", until: 10)
    // The first waits 250 ms; by then two more have come.
    #expect(calls(run).dropLast().allSatisfy { $0.numbers.count == 3 })
    let latencies = run.outcomes.times("t", "latency")
    #expect(abs(latencies.max - 0.25) < 0.001 && abs(latencies.min - 0.05) < 0.001)
  }

  @Test func withoutAWaitOnlyWhatComesTogetherGoesTogether() throws {
    let run = try TrafficRun("arrivals: { bursts: { every: 1s, size: 23 } }, batch: { up_to: 10 }", until: 5)
    let made = calls(run)
    #expect(made.map(\.numbers.count) == [Int](repeating: 0, count: 5).flatMap { _ in [10, 10, 3] })
    let apart = try TrafficRun("rate: 10/s, batch: { up_to: 10, wait: 0s }", until: 10)
    #expect(calls(apart).allSatisfy { $0.numbers.count == 1 })
  }

  @Test func aBatchHoldsAMebibyteAtMost() throws {
    let run = try TrafficRun(
      "arrivals: { bursts: { every: 1s, size: 10 } }, size: 300KiB, batch: { up_to: 10 }", until: 1)
    #expect(calls(run).map(\.numbers.count) == [3, 3, 3, 1])
    let exact = try TrafficRun(
      "arrivals: { bursts: { every: 1s, size: 8 } }, size: 256KiB, batch: { up_to: 10 }", until: 1)
    #expect(calls(exact).map(\.bytes) == [1_048_576, 1_048_576])
    let large = try TrafficRun(
      "arrivals: { bursts: { every: 1s, size: 3 } }, size: 2MiB, batch: { up_to: 10 }", until: 1)
    #expect(calls(large).map(\.numbers.count) == [1, 1, 1])
  }

  @Test func producersTakeTurnsAndBatchForThemselves() throws {
    let run = try TrafficRun("rate: 10/s, arrivals: constant, producers: 3, batch: 2", until: 10)
    let made = calls(run)
    #expect(made[0].numbers == [0, 3] && made[1].numbers == [1, 4] && made[2].numbers == [2, 5])
    #expect(made.allSatisfy { $0.numbers[0] % 3 == $0.numbers[1] % 3 })
  }

  @Test func aBatchIsOneRequestForEvery64KiB() throws {
    let read = try parts(
      """
      traffic: { t: { to: q, arrivals: { bursts: { every: 10s, size: 100 } }, size: 10000B, batch: 10 } }
      channels: { q: { type: sqs } }
      """)
    let outcomes = try Outcomes(read, until: s(10))
    #expect(outcomes.count("q", "sent") == 100)
    #expect(outcomes.count("q", "send_requests") == 20, "ten calls of 100,000 bytes")
  }

  @Test func theMessagesOfACallArriveTogether() throws {
    let read = try parts(
      """
      traffic: { t: { to: q, arrivals: { bursts: { every: 100s, size: 10 } }, batch: 10 } }
      channels: { q: { type: sqs, receive_wait: 20s, send_time: { exponential: { mean: 1s } } } }
      workers: { w: { type: fleet, from: q, tasks: 20, receive: 10, service_time: 0s } }
      """)
    let outcomes = try Outcomes(read, until: s(100))
    let times = outcomes.times("t", "latency")
    #expect(times.count == 10)
    #expect(times.min == times.max)
  }
}

/// Files of arrival times.
@Suite struct TraceTests {
  private func file(_ text: String) throws -> String {
    let name = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-trace-\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: name)
    return name.path
  }

  private func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

  @Test func timesAndSizesAreReadInOrder() throws {
    let path = try file("seconds,bytes\n# a comment\n0.5,100\n\n 1.25 , 2000\n1.25,300\r\n7,1\n")
    defer { remove(path) }
    let run = try TrafficRun("arrivals: { trace: \(path) }", until: 100)
    #expect(run.instants == [0.5, 1.25, 1.25, 7])
    #expect(run.log.messages.map(\.size) == [100, 2000, 300, 1])
    #expect(run.outcomes.measured.flows[0].sent == 4)
  }

  @Test func withoutSizesTheyAreDrawn() throws {
    let path = try file("1\n2\n3\n")
    defer { remove(path) }
    let run = try TrafficRun("arrivals: { trace: \(path) }, size: 2KiB", until: 100)
    #expect(run.instants == [1, 2, 3])
    #expect(run.log.messages.allSatisfy { $0.size == 2048 })
    let part = try #require(try parts("traffic: { t: { to: q, arrivals: { trace: \(path) } } }").first as? TrafficPart)
    #expect(part.expectedMessages(duration: s(2.5)) == 2)
  }

  @Test func theFactorMakesTimeGoFaster() throws {
    let path = try file("1,10\n2,20\n30,30\n")
    defer { remove(path) }
    #expect(try TrafficRun("arrivals: { trace: \(path) }", until: 20, factor: 2).instants == [0.5, 1, 15])
    #expect(try TrafficRun("arrivals: { trace: \(path) }", until: 20, factor: 0.5).instants == [2, 4])
    #expect(try TrafficRun("arrivals: { trace: \(path) }", until: 20, factor: 0).instants == [])
  }

  @Test(arguments: [
    ("", "holds no numbers"), ("# nothing\n", "holds no numbers"), ("seconds\n", "holds no numbers"),
    ("1\n0.5\n", "go back"), ("1,10\n2\n", "have a size"), ("1\nx\n", "line 2"), ("1\n-2\n", "line 2"),
    ("1\nnan\n", "line 2"), ("1\ninf\n", "line 2"), ("1,2\n3,\n", "line 2"), ("a\nb\n", "line 2"),
    ("1,x\n2,3\n", "line 1"),
  ])
  func badFilesAreLocatedErrors(text: String, says: String) throws {
    let path = try file(text)
    defer { remove(path) }
    let errors = Reading("traffic: { t: { to: q, arrivals: { trace: \(path) } } }").errors
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.first?.contains(" 1:43 ") ?? false, "\(errors)")
    #expect(errors.first?.contains(says) ?? false, "\(errors)")
  }

  @Test func linesAreCountedAsAPersonCountsThem() throws {
    let path = try file("# heading\n\n1\n\n\nx\n")
    defer { remove(path) }
    let errors = Reading("traffic: { t: { to: q, arrivals: { trace: \(path) } } }").errors
    #expect(errors.first?.contains("line 6") ?? false, "\(errors)")
  }

  @Test func aHeadingMayFollowComments() throws {
    let path = try file("# heading\nseconds,bytes\n1,2\n")
    defer { remove(path) }
    #expect(try TrafficRun("arrivals: { trace: \(path) }", until: 20).instants == [1])
  }

  @Test func aByteOrderMarkIsNoPartOfANumber() throws {
    let path = try file("\u{FEFF}1\n2\n")
    defer { remove(path) }
    #expect(try TrafficRun("arrivals: { trace: \(path) }", until: 20).instants == [1, 2])
  }

  @Test func hugeAndOddNumbersAreNoTrap() throws {
    let path = try file("0,0\n1,1e300\n1e300,5\n")
    defer { remove(path) }
    let run = try TrafficRun("arrivals: { trace: \(path) }", until: 100)
    #expect(run.instants == [0, 1])
    #expect(run.log.messages.map(\.size) == [1, 4_000_000_000])
  }

  @Test func aMissingFileIsALocatedError() {
    let errors = Reading("traffic: { t: { to: q, arrivals: { trace: /no/such/file.csv } } }").errors
    #expect(errors == ["reference 1:43 there is no file \"/no/such/file.csv\""])
    #expect(Reading("traffic: { t: { to: q, arrivals: { trace: /tmp } } }").errors.count == 1)
  }

  @Test func pathsCountFromTheScenariosFolder() throws {
    let path = try file("1\n")
    defer { remove(path) }
    let url = URL(fileURLWithPath: path)
    let text = "traffic: { t: { to: q, arrivals: { trace: \(url.lastPathComponent) } } }"
    let reading = Reading(text, file: url.deletingLastPathComponent().path + "/lab.yaml")
    #expect(reading.errors == [])
  }

  @Test func aShapeHasNoPlaceBesideATrace() throws {
    let path = try file("1\n")
    defer { remove(path) }
    let reading = Reading("traffic: { t: { to: q, arrivals: { trace: \(path) }, shape: [ { at: 1s, x: 2 } ] } }")
    #expect(reading.errors.count == 1)
    #expect(reading.errors.first?.contains("shape") ?? false)
  }
}
