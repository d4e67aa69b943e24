// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Foundation
import Simulation
import Statistics
import Testing

@testable import Services

/// A file in a temporary folder that goes when it is no longer used.
private final class TemporaryFile {
  let path: String

  init(_ bytes: [UInt8], suffix: String = "trace") throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-\(UUID().uuidString).\(suffix)")
    try Data(bytes).write(to: url)
    path = url.path
  }

  convenience init(_ text: String) throws { try self.init(Array(text.utf8), suffix: "csv") }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// One record of the oracleGeneral format.
private func record(_ second: UInt32, _ object: UInt64, _ size: UInt32, next: Int64 = -1) -> [UInt8] {
  var bytes: [UInt8] = []
  for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: second >> shift)) }
  for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: object >> shift)) }
  for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: size >> shift)) }
  for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: next >> shift)) }
  return bytes
}

private func reading(_ path: String, more: String = "", arrivals: String? = nil) -> Reading {
  Reading("traffic: { t: { to: db, arrivals: \(arrivals ?? "{ trace: \(path) }")\(more) } }")
}

private func readTrace(_ path: String, arrivals: String? = nil) throws -> TraceFile {
  let read = reading(path, arrivals: arrivals)
  try #require(read.diagnostics.sorted.isEmpty, "\(read.diagnostics.sorted)")
  return try #require((read.parts.first as? TrafficPart)?.settings.trace)
}

/// Recorded requests of caches.
@Suite struct CacheTraceTests {
  private static let lines = """
    0,q:q:1:8WTfjZU14ee,17,213,4,get,0
    0,yDqF:3q:1AJrrJ1nnCJKKrnGx1A,27,27,5,get,0
    0,q:q:1:8WTfjZU14ee,17,0,4,gets,0
    2,nz:u:eeW511W3dcH3de3d15ec,22,304,6,set,3600
    2,q:q:1:8WTfjZU14ee,17,0,4,delete,0
    5,nz:u:eeW511W3dcH3de3d15ec,22,8,6,incr,60

    """

  @Test("Twitter's CSV: timestamp, key, key size, value size, client, operation, TTL (twitter/cache-trace, README)")
  func twitter() throws {
    let file = try TemporaryFile(Self.lines)
    let trace = try readTrace(file.path)
    #expect(trace.times == [0, 333_333_333, 666_666_666, s(2), s(2.5), s(5)])
    #expect(trace.keys == [0, 1, 0, 2, 0, 2], "in the order of their first appearance")
    #expect(trace.operations == [.read, .read, .read, .write, .delete, .write])
    #expect(trace.sizes == [213, 27, 213, 304, 213, 8], "0 is the record's when it was last seen")
    #expect(trace.timesToLive == [0, 0, 0, 3600, 0, 60])
    #expect(trace.operationsPresent == [.read, .write, .delete])
  }

  static let words: [(word: String, expected: TraceFile.Operation)] = [
    ("get", TraceFile.Operation.read), ("gets", .read), ("set", .write), ("add", .write), ("replace", .write),
    ("cas", .write), ("append", .write), ("prepend", .write), ("incr", .write), ("decr", .write), ("delete", .delete),
  ]

  @Test(
    "All operations of the traces are reads, writes or deletes",
    arguments: words)
  func operations(word: String, expected: TraceFile.Operation) throws {
    #expect(try Self.read(TemporaryFile("0,k,1,5,1,\(word),0\n")).operations == [expected])
  }

  @Test("oracleGeneral: 24 bytes, little-endian: time, object, size, next request (libCacheSim, oracleGeneralBin.h)")
  func oracleGeneral() throws {
    let file = try TemporaryFile(
      record(1_000_000_000, 0xFFFF_FFFF_FFFF_FFFE, 4096, next: 3) + record(1_000_000_000, 7, 0)
        + record(1_000_000_001, 0xFFFF_FFFF_FFFF_FFFE, 5000, next: .max) + record(1_000_000_009, 7, 80))
    let trace = try readTrace(file.path)
    #expect(trace.times.map(\.seconds) == [0, 0.5, 1, 9], "seconds count from the first request")
    #expect(trace.keys == [0, 1, 0, 1] && trace.sizes == [4096, 80, 5000, 80])
    #expect(trace.operations.isEmpty && trace.timesToLive.isEmpty)
    #expect(trace.population?.count == 2)
  }

  @Test("A hand-made record has each byte where it belongs")
  func bytesByHand() throws {
    let bytes: [UInt8] = [
      0x0A, 0, 0, 0, 0x01, 0x02, 0, 0, 0, 0, 0, 0x80, 0x00, 0x10, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    ]
    #expect(bytes == record(10, 0x8000_0000_0000_0201, 4096))
    #expect(try Self.read(TemporaryFile(bytes)).sizes == [4096])
  }

  @Test("The requests of a second are spread evenly over it")
  func spread() throws {
    let text = (0..<5).map { "7,k\($0),1,1,1,get,0\n" }.joined() + "8,k,1,1,1,get,0\n"
    #expect(try Self.read(TemporaryFile(text)).times.map(\.seconds) == [0, 0.2, 0.4, 0.6, 0.8, 1])
  }

  @Test("Speed and the traffic factor make time go faster, together")
  func speed() throws {
    let file = try TemporaryFile("0,a,1,1,1,get,0\n8,b,1,1,1,set,30\n")
    let choice = "{ trace: { file: \(file.path), speed: 4x } }"
    #expect(try readTrace(file.path, arrivals: choice).times.map(\.seconds) == [0, 2])
    for (factor, last) in [(2.0, 1.0), (0.5, 4)] {
      let read = try parts("traffic: { t: { to: db, arrivals: \(choice) } }", factor: factor)
      let trace = (read.first as? TrafficPart)?.settings.trace
      #expect(trace?.times.last == s(last))
      #expect(trace?.timesToLive == [0, 30], "a TTL is what it is")
    }
    let none = try parts("traffic: { t: { to: db, arrivals: \(choice) } }", factor: 0)
    #expect((none.first as? TrafficPart)?.settings.trace?.times == [])
  }

  @Test("The format that is written decides; times may be taken from a file of more columns")
  func formats() throws {
    let file = try TemporaryFile(Self.lines)
    for format in ["auto", "twitter"] {
      #expect(
        try readTrace(file.path, arrivals: "{ trace: { file: \(file.path), format: \(format) } }").keys.count == 6)
    }
    let plain = try TemporaryFile("0.5,100\n1.5,200\n")
    for format in ["auto", "times"] {
      let trace = try readTrace(plain.path, arrivals: "{ trace: { file: \(plain.path), format: \(format) } }")
      #expect(trace.times.map(\.seconds) == [0.5, 1.5] && trace.sizes == [100, 200] && trace.keys.isEmpty)
    }
    let binary = try TemporaryFile(record(0, 1, 2))
    #expect(
      try readTrace(binary.path, arrivals: "{ trace: { file: \(binary.path), format: oracle-general } }").keys == [0])
    let wrong = reading(binary.path, arrivals: "{ trace: { file: \(binary.path), format: twitter } }")
    #expect(wrong.errors.count == 1 && wrong.errors[0].contains("is no text"))
    let text = reading(file.path, arrivals: "{ trace: { file: \(file.path), format: oracle-general } }")
    #expect(text.errors.count == 1 && text.errors[0].contains("oracleGeneral"), "\(text.errors)")
    #expect(reading("", arrivals: "{ trace: { file: x, format: csv } }").errors.count == 1)
    #expect(reading("", arrivals: "{ trace: { format: times } }").errors.count == 1)
    #expect(
      reading("", arrivals: "{ trace: { file: /no/such } }").errors == ["reference 1:52 there is no file \"/no/such\""])
  }

  @Test("Headings, comments, empty lines, Windows lines, blanks and a byte order mark are no requests")
  func dressing() throws {
    let text =
      "\u{FEFF}# cluster 1\r\ntimestamp,key,key size,value size,client,operation,TTL\r\n\r\n 3 ,a,1, 5,c9,get ,0\r\n  \r\n3,b,1,6,x,get,0"
    let trace = try Self.read(TemporaryFile(text))
    #expect(trace.sizes == [5, 6] && trace.keys == [0, 1])
    #expect(try Self.read(TemporaryFile("\u{FEFF}0,a,1,5,1,get,0\n")).sizes == [5])
  }

  // MARK: Playing

  @Test("A trace's requests come with its operations, sizes and TTLs, each under its request's number")
  func played() throws {
    let file = try TemporaryFile(Self.lines)
    let server = FakeDatabasePart(name: "db", time: s(0.01))
    let other = "a: { to: db, rate: 0/s, keys: { uniform: { count: 2 } } }"
    let read = try parts("traffic: { \(other), t: { to: db, arrivals: { trace: \(file.path) } } }")
    let all: [any Part] = read + [server]
    #expect(PartDirectory(all).requests(to: "db").map(\.operation) == [.read, .read, .write, .delete])
    let outcomes = try Outcomes(all, until: s(10))
    #expect(server.log.asks.map(\.request) == [1, 1, 1, 2, 3, 2])
    #expect(server.log.asks.map(\.key) == [0, 1, 0, 2, 0, 2])
    #expect(server.log.asks.map(\.size) == [213, 27, 213, 304, 213, 8])
    #expect(server.log.asks.map(\.timeToLive) == [nil, nil, nil, 3600, nil, 60])
    #expect(server.log.asks.map(\.at)[3...] == [2, 2.5, 5])
    #expect(outcomes.measured.flows[1].sent == 6 && outcomes.measured.flows[1].delivered == 6)
  }

  @Test("What is written decides: an operation for all requests, a law of record sizes")
  func overridden() throws {
    let file = try TemporaryFile(Self.lines)
    let server = FakeDatabasePart(name: "db")
    let read = try parts(
      "traffic: { t: { to: db, operation: read, value: 700B, arrivals: { trace: \(file.path) } } }")
    _ = try Outcomes(read + [server], until: s(10))
    #expect(server.log.asks.allSatisfy { $0.request == 0 && $0.size == 700 } && server.log.asks.count == 6)
  }

  @Test("The shares of the keys are as measured, and another source may draw from them")
  func population() throws {
    // Key 2 four times, key 0 three times, keys 1 and 3 once.
    let names = ["a", "b", "c", "c", "a", "c", "d", "c", "a"]
    let file = try TemporaryFile(names.enumerated().map { "\($0),\($1),1,9,1,get,0\n" }.joined())
    let server = FakeDatabasePart(name: "db")
    let read = try parts(
      """
      traffic:
        t: { to: db, arrivals: { trace: \(file.path) } }
        u: { to: db, operation: write, rate: 90/s, keys: { same_as: t }, value: 9B }
      """)
    let keys = try #require((read[0] as? TrafficPart)?.keys(PartDirectory(read)))
    #expect(keys.count == 4)
    #expect((0..<5).map { keys.probability(ofRank: $0) * 9 }.map { ($0 * 1e9).rounded() / 1e9 } == [4, 3, 1, 1, 0])
    #expect(keys.probability(below: 2) == 7.0 / 9 && keys.probability(below: 9) == 1 && keys.probability(below: 0) == 0)
    #expect(keys.probability(ofRank: .max) == 0)
    #expect((0..<4).map { keys.key(ofRank: $0, at: 0) } == [2, 0, 1, 3], "of equals the one that came first")
    _ = try Outcomes(read + [server], until: s(100))
    let drawn = server.log.asks.filter { $0.request == 1 }
    for (key, share) in [(0, 3.0 / 9), (1, 1.0 / 9), (2, 4.0 / 9), (3, 1.0 / 9)] {
      let measured = Double(drawn.count { $0.key == key }) / Double(drawn.count)
      #expect(abs(measured - share) < 0.022, "9,000 draws: 4 standard deviations are below 0.021")
    }
  }

  @Test("`keys` has no place beside a trace that has keys; a trace of times alone needs them")
  func keysBeside() throws {
    let file = try TemporaryFile(Self.lines)
    let errors = reading(file.path, more: ", keys: { uniform: { count: 5 } }").errors
    #expect(errors.count == 1 && errors[0].contains("keys has no place beside a trace"), "\(errors)")
    let plain = try TemporaryFile("1\n2\n")
    let server = FakeCachePart(name: "c")
    let text = "traffic: { t: { to: c, arrivals: { trace: \(plain.path) } } }"
    let found = errorsOfParts(text, among: [server])
    #expect(found.count == 1 && found[0].message.contains("t needs keys"), "\(found)")
  }

  @Test("A trace to a channel gives its messages keys and sizes; operations are nobody's")
  func toAChannel() throws {
    let file = try TemporaryFile(Self.lines)
    let run = try TrafficRun("arrivals: { trace: \(file.path) }", until: 10)
    #expect(run.keys == [0, 1, 0, 2, 0, 2] && run.log.messages.map(\.size) == [213, 27, 213, 304, 213, 8])
  }

  // MARK: Wrong files

  static let damagedLines: [(text: String, place: String, says: String)] = [
    ("0,k,1,5,1,get,0\n1,k,1,5,1,get\n", "line 2", "has 6 fields, not 7"),
    ("0,k,1,5,1,get,0\n\n1,k,1,5,1,get,0,9\n", "line 3", "has 8 fields, not 7"),
    ("0,k,1,5,1,get,0\nx,k,1,5,1,get,0\n", "line 2", "no timestamp"),
    ("0,k,1,5,1,get,0\n1,,1,5,1,get,0\n", "line 2", "no anonymized key"),
    ("0,k,1,5,1,get,0\n1,k,x,5,1,get,0\n", "line 2", "no key size"),
    ("0,k,1,5,1,get,0\n1,k,1,-5,1,get,0\n", "line 2", "no value size"),
    ("0,k,1,5,1,get,0\n1,k,1,99999999999,1,get,0\n", "line 2", "no value size"),
    ("0,k,1,5,1,get,0\n1,k,1,5,1,touch,0\n", "line 2", "no operation"),
    ("0,k,1,5,1,get,0\n1,k,1,5,1,get,1h\n", "line 2", "no TTL"),
    ("0,k,1,5,1,get,0\n1,k,1,5,1,g", "line 2", "has 6 fields"),
    ("5,k,1,5,1,get,0\n4,k,1,5,1,get,0\n", "line 2", "go back"),
    ("a,b,c,d,e,f,g\n", "holds no requests", "the file"),
    ("a,b,c,d,e,f,g\nh,b,c,d,e,f,g\n", "line 2", "no timestamp"),
  ]

  @Test(
    "What is wrong in a cache trace is told with its line",
    arguments: damagedLines)
  func wrongLines(text: String, place: String, says: String) throws {
    let file = try TemporaryFile(text)
    let errors = reading(file.path).errors
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.first?.contains(" 1:44 ") ?? false, "\(errors)")
    #expect(errors.first?.contains(place) ?? false, "\(errors)")
    #expect(errors.first?.contains(says) ?? false, "\(errors)")
  }

  @Test("What is wrong in an oracleGeneral file is told with its byte")
  func wrongRecords() throws {
    for (bytes, says) in [
      (record(0, 1, 2) + record(1, 1, 2).dropLast(3), "at byte 24 there are 21 bytes, not 24"),
      (record(5, 1, 2) + record(6, 1, 2) + record(4, 1, 2), "go back at byte 48"),
      (record(5, 1, 2) + record(6, 1, 2, next: -9), "at byte 24"),
      (record(5, 1, 2, next: 1 << 50), "at byte 0"),
      ([0, 1, 2], "at byte 0 there are 3 bytes"),
      ([0x28, 0xB5, 0x2F, 0xFD, 4, 0, 0], "compressed with zstd"), ([0x1F, 0x8B, 8, 0], "compressed with gzip"),
    ] as [([UInt8], String)] {
      let file = try TemporaryFile(bytes)
      let errors = reading(file.path).errors
      #expect(errors.count == 1 && errors[0].contains(says) && errors[0].contains(" 1:44 "), "\(errors)")
    }
    let packed = try TemporaryFile([0x28, 0xB5, 0x2F, 0xFD])
    let hint = reading(packed.path).diagnostics.sorted.first?.hint ?? ""
    #expect(hint.hasPrefix("decompress it first: zstd -d /"))
  }

  @Test("A file of more than one piece is read as one of a piece: records and lines lie across the borders")
  func pieces() throws {
    let count = 120_000
    var binary: [UInt8] = []
    var lines: [String] = []
    for number in 0..<count {
      let (second, key, size) = (number / 1000, number % 777, number % 5000 + 1)
      binary += record(UInt32(second), UInt64(key), UInt32(size))
      lines.append("\(second),key-\(key),8,\(size),3,get,0")
    }
    let text = lines.joined(separator: "\n")
    let one = try Self.read(TemporaryFile(binary))
    let two = try Self.read(TemporaryFile(text))
    #expect(binary.count > 2 << 20 && text.utf8.count > 2 << 20)
    for file in [one, two] {
      #expect(file.times.count == count && file.keys.indices.allSatisfy { file.keys[$0] == UInt32($0 % 777) })
      #expect(file.sizes.indices.allSatisfy { file.sizes[$0] == UInt32($0 % 5000 + 1) })
      #expect(file.times.indices.allSatisfy { file.times[$0] == Instant($0) * 1_000_000 })
    }
  }

  private static func read(_ file: TemporaryFile) throws -> TraceFile {
    let read = reading(file.path)
    return try #require((read.parts.first as? TrafficPart)?.settings.trace)
  }

  @Test("A million requests to a million keys take below 40 MB")
  func memory() throws {
    let count = 1_000_000
    var bytes: [UInt8] = []
    bytes.reserveCapacity(60 * count)
    for number in 0..<count { bytes += Array("\(number / 50_000),k\(number),7,100,1,set,60\n".utf8) }
    let trace = try Self.read(TemporaryFile(bytes))
    #expect(trace.times.count == count && trace.population?.count == UInt32(count))
    let held =
      8 * trace.times.capacity + 4 * (trace.keys.capacity + trace.sizes.capacity + trace.timesToLive.capacity)
      + trace.operations.capacity
    #expect(MemoryLayout<TraceFile.Operation>.stride == 1)
    #expect(held + 8 * count < 40_000_000, "\(held) bytes, and 8 for each key's place")
    #expect(held <= 24 * count)
  }

  // MARK: Damage

  @Test("Damaged files: each is read, or one error at its place tells why")
  func damagedFiles() throws {
    for place in 0..<60 {
      var bytes = place % 2 == 0 ? Array(Self.lines.utf8) : record(0, 1, 2) + record(1, 1, 2) + record(2, 9, 2)
      bytes[place % bytes.count] ^= 0x15
      if place % 3 == 0 { bytes.removeLast(place % 7) }
      let file = try TemporaryFile(bytes)
      for format in ["auto", "times", "twitter", "oracle-general"] {
        let reading = reading(file.path, arrivals: "{ trace: { file: \(file.path), format: \(format) } }")
        let errors = reading.diagnostics.sorted
        #expect(errors.isEmpty != reading.parts.isEmpty, "\(errors)")
        #expect(errors.count <= 1 && errors.allSatisfy { $0.location?.line == 1 }, "\(errors)")
      }
    }
  }

  @Test("10,000 damages of a trace: each is read in whatever pieces it comes, or a problem tells why")
  func damage() throws {
    var diagnostics = Diagnostics()
    let seed: UInt64 = 20_261_121
    var state = seed
    func next(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    let text = Array(Self.lines.utf8)
    var binary: [UInt8] = []
    for number in 0..<12 { binary += record(UInt32(number), UInt64(number % 3), 100, next: Int64(number) + 3) }
    let node = try #require(Document.parse("x", file: "x", into: &diagnostics))
    var read = 0
    for round in 0..<10_000 {
      var bytes = round % 2 == 0 ? text : binary
      for _ in 0...next(4) {
        switch next(5) {
        case 0: bytes[next(bytes.count)] = UInt8(next(256))
        case 1: bytes.remove(at: next(bytes.count))
        case 2: bytes.insert(UInt8(next(256)), at: next(bytes.count))
        case 3: bytes.removeLast(next(bytes.count))
        default:
          let from = next(bytes.count)
          bytes.replaceSubrange(from..<min(from + next(40), bytes.count), with: Array(",,\n0,9".utf8.prefix(next(7))))
        }
        if bytes.isEmpty { bytes = [UInt8(next(256))] }
      }
      let choice = TraceChoice(
        path: "x", node: node, format: [TraceFormat.auto, .auto, .twitter, .oracleGeneral][next(4)])
      var rest = bytes[...]
      do {
        let form = try choice.form(bytes)
        guard form != .times else { continue }
        // Pieces of any length, so that lines and records lie across their borders.
        let trace = try choice.requests(form, bytes: bytes.count) {
          let piece = rest.prefix(1 + next(50))
          rest = rest.dropFirst(piece.count)
          return piece.isEmpty ? nil : Array(piece)
        }
        read += 1
        #expect(zip(trace.times, trace.times.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed), \(round)")
        #expect(trace.keys.count == trace.times.count && trace.sizes.count == trace.times.count)
        #expect([0, trace.times.count].contains(trace.operations.count) && !trace.times.isEmpty)
        #expect(trace.sizes.allSatisfy { $0 > 0 } && trace.population?.probability(below: .max) == 1)
      } catch let problem as TraceProblem {
        #expect(problem.message.count < 300 && problem.message.contains("x"), "seed \(seed), \(round)")
      }
    }
    #expect(read > 100 && read < 9_000, "some damage does no harm")
  }
}
