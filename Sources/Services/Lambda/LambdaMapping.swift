// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// How many pollers an event source mapping has, and when it takes more.
///
/// Nobody outside AWS sees its counters; the model has it judge by what its pollers see. Messages remain when almost
/// every call of the last minute found some at once and no call is waiting now.
struct LambdaMapping: Sendable {
  let settings: LambdaSettings.Mapping
  /// The most concurrent batches.
  let limit: Int
  var pollers: [LambdaPoller] = []
  var asleep = FreePlaces()
  /// Pollers under way in calls for messages, in the order of the calls.
  var calling = IndexLists(lists: 1)
  var awake = 0
  /// Pollers that there are to be.
  var target: Int
  /// In provisioned mode the pollers that are paid for.
  var provisioned: Int
  /// Pollers that hold a batch.
  var holding = 0
  var isScaleArmed = false

  // Since the last look.
  var returned = 0
  var prompt = 0
  var mostHolding = 0
  var hasReceived = false
  var throttles = 0
  var runs = 0
  var failures = 0
  private var hadBacklog = false
  /// Whether failures have reduced the pollers.
  private var isBackedOff = false

  /// When the next poll may begin, by the number and by the bytes that the provisioned pollers can do.
  private var pollsAt: Instant = 0
  private var bytesAt: Instant = 0

  init(_ settings: LambdaSettings.Mapping, limit: Int) {
    self.settings = settings
    self.limit = limit
    provisioned = settings.provisioned?.minimum ?? 0
    target = settings.provisioned?.minimum ?? min(Self.idle(settings), limit)
  }

  /// Pollers of an idle mapping: with maximum concurrency there is no falling below what it begins with.
  private static func idle(_ settings: LambdaSettings.Mapping) -> Int {
    settings.maximumConcurrency == nil ? min(settings.idlePollers, settings.start) : settings.start
  }

  /// The most pollers at work now.
  var ceiling: Int { settings.provisioned == nil ? limit : provisioned * LambdaLimits.invocationsPerPoller }

  /// A poller for work: one that sleeps, or a new one.
  mutating func wake() -> UInt32 {
    let place: UInt32
    if let free = asleep.take() {
      place = free
    } else {
      place = UInt32(truncatingIfNeeded: pollers.count)
      pollers.append(LambdaPoller())
      calling.reserve(pollers.count)
    }
    pollers[Int(place)].isAwake = true
    awake += 1
    return place
  }

  mutating func sleep(_ poller: UInt32) {
    pollers[Int(poller)].isAwake = false
    awake -= 1
    asleep.give(poller)
  }

  /// A call has found messages.
  mutating func noteMessages(isPrompt: Bool) {
    hasReceived = true
    returned += 1
    if isPrompt { prompt += 1 }
    if settings.provisioned != nil {
      // What waits can be taken at once: the pollers are there.
      if isPrompt { target = min(target + 1, ceiling) }
    } else if isPrompt, target < settings.start, !isBackedOff {
      target = min(settings.start, limit)
    }
  }

  /// A call has found nothing.
  mutating func noteNothing() {
    returned += 1
    if settings.provisioned != nil { target = max(provisioned, target - 1) }
  }

  mutating func noteBatch() {
    holding += 1
    mostHolding = max(mostHolding, holding)
  }

  /// Looks back at the last minute. Returns whether another look is due.
  ///
  /// - Parameter isCallWaiting: whether a call is under way that would have returned by now if there were messages.
  mutating func look(isCallWaiting: Bool) -> Bool {
    // Pollers that were busy all the time say nothing new.
    let isBacklog = returned == 0 ? hadBacklog && !isCallWaiting : !isCallWaiting && prompt * 10 >= returned * 9
    hadBacklog = isBacklog
    if settings.provisioned == nil {
      scaleByDefault(isBacklog)
    } else {
      scaleProvisioned(isBacklog)
    }
    let goesOn = hasReceived || holding > 0
    (returned, prompt, mostHolding, throttles, runs, failures) = (0, 0, holding, 0, 0, 0)
    hasReceived = false
    return goesOn
  }

  private mutating func scaleByDefault(_ isBacklog: Bool) {
    var wanted = Double(target)
    let failing = settings.isPartial || runs == 0 ? 0 : Double(failures) / Double(runs)
    if isBacklog {
      if throttles == 0 || settings.rampsWhenThrottled { wanted += Double(settings.ramp) * (1 - failing) }
    } else {
      wanted = Double(max(Self.idle(settings), min(target, mostHolding)))
    }
    wanted -= Double(target) * failing * settings.errorBackoff
    isBackedOff = failing > 0
    target = min(limit, max(Self.fewest, Int(wanted.rounded())))
  }

  private mutating func scaleProvisioned(_ isBacklog: Bool) {
    guard let range = settings.provisioned else { return }
    let each = LambdaLimits.invocationsPerPoller
    if isBacklog, target >= ceiling {
      let before = provisioned
      provisioned = min(range.maximum, provisioned + Self.provisionedRamp / each)
      target += provisioned - before  // each finds work for more of itself
    } else if !isBacklog {
      provisioned = max(range.minimum, min(provisioned, (mostHolding + each - 1) / each))
    }
    target = min(max(target, provisioned), ceiling)
  }

  /// When a provisioned poller may ask: each does at most 10 calls and 1 MB a second.
  mutating func pace(at now: Instant) -> Instant {
    guard settings.provisioned != nil else { return now }
    pollsAt = max(pollsAt, now - .second) + .second / Nanoseconds(10 * provisioned)
    return max(now, pollsAt, bytesAt)
  }

  mutating func notePayload(_ bytes: Int64, at now: Instant) {
    guard settings.provisioned != nil else { return }
    let time = Double(bytes) / Double(provisioned << 20) * 1e9
    bytesAt = max(bytesAt, now - .second) + Nanoseconds(time)
  }

  /// The fewest pollers that errors leave (Developer Guide: an idle mapping has 2).
  private static let fewest = 2
  /// Concurrency that provisioned mode adds in a minute (Developer Guide, SQS provisioned mode).
  private static let provisionedRamp = 1_000
  /// Time between two looks: concurrency is added by the minute.
  static let interval: Nanoseconds = 60 * .second
}
