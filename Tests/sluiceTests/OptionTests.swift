// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Testing

@testable import sluice

/// Flags, the variables that stand for them, and which of the two wins.
@Suite struct OptionTests {
  private func surroundings(_ variables: [String: String]) -> Surroundings {
    Surroundings(
      environment: Environment(variables), outputIsTerminal: false, errorIsTerminal: false, terminalColumns: nil,
      cores: 6)
  }

  private func runRequest(_ words: [String], _ variables: [String: String] = [:]) throws -> RunRequest {
    try RunRequest(try RunFlags.parse(words), surroundings(variables))
  }

  private func failure(_ work: () throws -> Void) -> Failure? {
    do { try work() } catch { return error as? Failure }
    return nil
  }

  @Test func defaults() throws {
    let request = try runRequest([])
    #expect(request.jobs == 6)
    #expect(request.format == .table)
    #expect(request.failOn == .fail)
    #expect(request.progress == .auto)
    #expect(request.outFiles.isEmpty)
  }

  @Test func theVariableStandsInAndTheFlagWins() throws {
    let variables = ["SLUICE_JOBS": "3", "SLUICE_FORMAT": "csv", "SLUICE_FAIL_ON": "warn", "SLUICE_PROGRESS": "none"]
    let fromVariables = try runRequest([], variables)
    #expect(fromVariables.jobs == 3)
    #expect(fromVariables.format == .csv)
    #expect(fromVariables.failOn == .warn)
    #expect(fromVariables.progress == .none)
    let fromFlags = try runRequest(["-j", "2", "-f", "json", "--fail-on", "undecided"], variables)
    #expect(fromFlags.jobs == 2)
    #expect(fromFlags.format == .json)
    #expect(fromFlags.failOn == .undecided)
    #expect(try runRequest(["-j4"]).jobs == 4)
  }

  @Test func aWrongVariableMattersOnlyWhenItIsUsed() throws {
    let wrong = ["SLUICE_JOBS": "abc"]
    #expect(try runRequest(["-j", "2"], wrong).jobs == 2)
    let failure = try #require(failure { _ = try runRequest([], wrong) })
    #expect(failure.status == .usage)
    #expect(failure.message.contains("SLUICE_JOBS"))
    #expect(try runRequest([], ["SLUICE_JOBS": ""]).jobs == 6)
  }

  @Test(arguments: ["0", "-1", "1025", "abc", "1.5", "99999999999999999999"])
  func wrongJobs(_ text: String) throws {
    let failure = try #require(failure { _ = try runRequest(["--jobs=\(text)"]) })
    #expect(failure.status == .usage)
    #expect(failure.message.hasPrefix("--jobs: "))
  }

  @Test func aWordNamesTheNearest() throws {
    let failure = try #require(failure { _ = try runRequest(["--fail-on", "undecide"]) })
    #expect(failure.hint == "did you mean undecided?")
  }

  @Test func theFilesFormatFollowsItsName() throws {
    let request = try runRequest(["-o", "a/b.json", "-o", "c.CSV", "-o", "d.e.txt"])
    #expect(request.outFiles.map(\.format) == [.json, .csv, .table])
    for name in ["result", "result.jsn", "result.", "a.json/result", ".markdown"] {
      let failure = try #require(failure { _ = try runRequest(["--out=\(name)"]) }, "\(name)")
      #expect(failure.status == .usage)
      #expect(failure.message.contains(".txt, .json, .ndjson, .csv"))
    }
    let near = try #require(failure { _ = try runRequest(["-o", "x.jsno"]) })
    #expect(near.hint == "did you mean .json?")
    #expect(try runRequest([], ["SLUICE_OUT": "a,b.json\nc.csv"]).outFiles.map(\.path) == ["a,b.json", "c.csv"])
  }

  @Test func changesOfTheScenario() throws {
    func request(_ words: [String], _ variables: [String: String] = [:]) throws -> ScenarioRequest {
      try ScenarioRequest(try ScenarioFlags.parse(words), Environment(variables))
    }
    let words = ["-s", "a.b=1=2", "-x", "1.5x", "-x", "uploads=3", "-w", "promo", "-v", "base", "-v", "other"]
    let full = try request(words)
    #expect(full.options.changes.map(\.path) == ["a.b"])
    #expect(full.options.changes.map(\.value) == ["1=2"])
    #expect(full.options.trafficFactor == 1.5)
    #expect(full.options.trafficFactors == ["uploads": 3])
    #expect(full.options.windows == ["promo"])
    #expect(full.variants == ["base", "other"])
    let variables = ["SLUICE_VARIANT": "one, two", "SLUICE_SET": "a=[1, 2]\nb=3", "SLUICE_TRAFFIC": "2,uploads=4"]
    let fromVariables = try request([], variables)
    #expect(fromVariables.variants == ["one", "two"])
    #expect(fromVariables.options.changes.map(\.value) == ["[1, 2]", "3"])
    #expect(fromVariables.options.trafficFactor == 2)
    #expect(fromVariables.options.trafficFactors == ["uploads": 4])
    #expect(try request(["-v", "three"], variables).variants == ["three"])
    for wrong in [["-s", "seed"], ["-s", "=3"], ["-x", "fast"], ["-x", "=2"], ["-x", "uploads=-1"]] {
      #expect(failure { _ = try request(wrong) }?.status == .usage, "\(wrong)")
    }
  }

  private func precision(
    _ words: [String], _ variables: [String: String] = [:], own: Precision
  ) throws -> Precision {
    try PrecisionRequest(try PrecisionFlags.parse(words), Environment(variables)).precision(own)
  }

  @Test func precisionKeepsWhatIsNotAskedFor() throws {
    let own = Precision.until(0.05, atLeast: 12, atMost: 40)
    #expect(try precision([], own: own) == own)
    #expect(try precision(["-n", "3"], own: own) == .replications(3))
    #expect(try precision(["--until", "2%"], own: own) == .until(0.02, atLeast: 12, atMost: 40))
    #expect(try precision(["--at-most", "8"], own: own) == .until(0.05, atLeast: 8, atMost: 8))
    let fixed = Precision.replications(20)
    #expect(try precision([], own: fixed) == fixed)
    #expect(try precision(["--at-most", "8"], own: fixed) == .replications(8))
    #expect(try precision(["--until", "1%"], own: fixed) == .until(0.01, atLeast: 10, atMost: 60))
    #expect(try precision(["--until", "decided"], own: fixed) == .decided(atLeast: 10, atMost: 60))
    #expect(try precision(["--until", "decided"], own: own) == .decided(atLeast: 12, atMost: 40))
    let decided = Precision.decided(atLeast: 12, atMost: 40)
    #expect(try precision([], own: decided) == decided)
    #expect(try precision(["--at-most", "8"], own: decided) == .decided(atLeast: 8, atMost: 8))
    #expect(try precision(["--until", "3%"], own: decided) == .until(0.03, atLeast: 12, atMost: 40))
    #expect(failure { _ = try precision(["--until", "decidde"], own: own) }?.status == .usage)
  }

  @Test func aNumberAndAConditionExcludeEachOther() throws {
    let own = Precision.replications(20)
    #expect(failure { _ = try precision(["-n", "3", "--until", "5%"], own: own) }?.status == .usage)
    #expect(failure { _ = try precision([], ["SLUICE_REPLICATIONS": "3", "SLUICE_UNTIL": "5%"], own: own) } != nil)
    // A flag beats a variable that says otherwise.
    #expect(try precision(["-n", "3"], ["SLUICE_UNTIL": "5%"], own: own) == .replications(3))
    let until = try precision(["--until", "5%"], ["SLUICE_REPLICATIONS": "3"], own: own)
    #expect(until == .until(0.05, atLeast: 10, atMost: 60))
  }

  @Test func seeds() throws {
    func seed(_ text: String) throws -> UInt64? {
      try PrecisionRequest(try PrecisionFlags.parse(["--seed=\(text)"]), Environment([:])).seed
    }
    #expect(try seed("0") == 0)
    #expect(try seed("9223372036854775807") == 9_223_372_036_854_775_807)
    for wrong in ["9223372036854775808", "-1", "1e3", "x"] {
      #expect(failure { _ = try seed(wrong) }?.status == .usage, "\(wrong)")
    }
  }

  @Test func yesAndNo() throws {
    #expect(try Environment(["SLUICE_QUIET": "yes"]).isSet(false, "quiet"))
    #expect(try !Environment(["SLUICE_QUIET": "0"]).isSet(false, "quiet"))
    #expect(try Environment(["SLUICE_QUIET": "0"]).isSet(true, "quiet"))
    #expect(failure { _ = try Environment(["SLUICE_QUIET": "perhaps"]).isSet(false, "quiet") }?.status == .usage)
  }
}
