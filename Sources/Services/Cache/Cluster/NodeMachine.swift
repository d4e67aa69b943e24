// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What all nodes of a cache have in common: threads, CPU and network.
struct NodeMachine: Sendable {
  /// Threads that execute commands, and those that only read and write requests.
  let threads, ioThreads: Int
  let contention: Double
  /// vCPUs that a node has when its credits are used up; nil where none are needed.
  let heldCPU: Double?
  let vCPUs: Double
  /// CPU seconds that a node earns in a second, and the most it can hold; a credit is 60.
  let earned, mostCPU: Double
  /// [B/ns]; nil where nothing limits the network.
  let baseline, burst: Double?
  /// Bytes that may be sent above the baseline.
  let mostBurst: Double
  let creditsAtStart: Double

  init(_ settings: ClusterSettings) {
    let cores = settings.nodeType?.vCPUs ?? 1
    // More threads than CPUs do not get more done.
    threads = min(settings.threads, cores)
    ioThreads = min(settings.ioThreads, cores - 1)
    contention = settings.contention
    creditsAtStart = settings.creditsAtStart
    let type = settings.nodeType
    vCPUs = Double(cores)
    heldCPU = type.flatMap { type in type.credits.map { _ in type.baselineShare * Double(type.vCPUs) } }
    earned = (type?.credits?.perHour ?? 0) * 60 / 3600
    mostCPU = (type?.credits?.most ?? 0) * 60
    baseline = type.map { $0.baseline / 8e9 }
    burst = type.map { $0.burst / 8e9 }
    mostBurst = type.map { ($0.burst - $0.baseline) / 8 * settings.networkBurst.seconds } ?? 0
  }

  /// How many times longer a thread takes when the credits are used up: the busy threads share what is left.
  var heldFactor: Double {
    guard let heldCPU, heldCPU > 0 else { return 1 }
    return max(1, min(Double(threads + ioThreads), vCPUs) / heldCPU)
  }
}

/// One node's threads and network: when each is free again.
///
/// Lines are kept as Lindley's recursion: since commands come in the order of time, the instant at which a thread has done
/// all that came so far tells when the next command is done, and no event is needed.
struct NodeLines: Sendable {
  /// When the thread of Redis, or what Memcached's threads can only do in turn, is free.
  private(set) var free: Instant = 0
  /// When each thread of Memcached, or each thread for requests only, is free.
  private(set) var others: [Instant]
  /// When the network has sent what it was given.
  private(set) var sent: Instant = 0
  /// Time that threads that execute commands were given [ns], and CPU time of all [ns].
  private(set) var given: Int64 = 0
  private(set) var cpu: Int64 = 0
  /// CPU seconds that may be used above the baseline, and bytes that may be sent above it.
  private(set) var credit: Double
  private var burst: Double
  private var creditsAt: Instant = 0
  private var burstAt: Instant = 0

  /// Share of a request's system calls and protocol that threads for requests take over. Uncalibrated: it gives the
  /// 200,000 requests/s of a node with 4 vCPUs and the 400,000 to 500,000 of one with 8.
  static let ioShare = 0.8

  init(_ machine: NodeMachine) {
    others = Array(repeating: 0, count: machine.threads > 1 ? machine.threads : machine.ioThreads)
    credit = machine.mostCPU * machine.creditsAtStart
    burst = machine.mostBurst
  }

  /// One command.
  /// - Parameters:
  ///   - arrival: when it comes; never before the one before it.
  ///   - request, work: time of the system calls and of the command itself [ns].
  ///   - output: bytes that are sent back.
  ///   - factor: how many times longer everything takes.
  /// - Returns: when the reply has left, and the time that it waited in lines.
  @inline(__always)
  mutating func serve(
    _ arrival: Instant, request: Double, work: Double, output: Int, factor: Double, _ machine: NodeMachine
  ) -> (left: Instant, waited: Nanoseconds) {
    let total = min((request + work) * factor, Self.longest)
    var stretch = factor
    if machine.heldCPU != nil { stretch *= spend(total, arrival, machine) }
    cpu &+= Int64(total)
    var waited: Nanoseconds = 0
    let done: Instant
    if machine.threads > 1 {
      let length = Self.nanoseconds((request + work) * stretch)
      (done, waited) = serveInParallel(arrival, length, machine.contention)
      given &+= length
    } else {
      var ready = arrival
      var busy = (request + work) * stretch
      if machine.ioThreads > 0 {
        let read = Self.nanoseconds(request * Self.ioShare * stretch)
        (ready, waited) = serveInParallel(arrival, read, 0)
        busy -= Double(read)
      }
      let start = max(ready, free)
      waited &+= start &- ready
      let length = Self.nanoseconds(busy)
      given &+= length
      free = min(start &+ length, .farFuture)
      done = free
    }
    guard let baseline = machine.baseline else { return (done, waited) }
    let left = send(output, done, baseline, machine)
    let least = done &+ Int64(Double(output) / (machine.burst ?? baseline))
    return (left, waited &+ max(0, left &- least))
  }

  /// The longest time that one command may take [ns]: eleven days.
  private static let longest = 1e15

  @inline(__always)
  private static func nanoseconds(_ length: Double) -> Int64 { Int64(min(max(length, 0), longest)) }

  /// Keeps the thread busy with something that nobody waits for: a cycle of expiry, a fork.
  mutating func occupy(_ length: Int64, at now: Instant) {
    free = min(max(free, now) &+ length, .farFuture)
    given &+= length
    cpu &+= length
  }

  /// A new process: nothing waits. What the machine has earned stays unless it is another machine.
  mutating func restart(at now: Instant, isNew: Bool, _ machine: NodeMachine) {
    given = worked(by: now, machine)
    (free, sent) = (now, now)
    for place in others.indices { others[place] = now }
    guard isNew else { return }
    credit = machine.mostCPU * machine.creditsAtStart
    burst = machine.mostBurst
    (creditsAt, burstAt) = (now, now)
  }

  /// Time that the threads that execute commands will have worked by an instant, of what they have been given [ns].
  func worked(by now: Instant, _ machine: NodeMachine) -> Int64 {
    guard machine.threads > 1 else { return given &- max(0, free &- now) }
    return given &- others.reduce(0) { $0 &+ max(0, $1 &- now) }
  }

  /// First come, first served by several threads.
  private mutating func serveInParallel(
    _ arrival: Instant, _ length: Int64, _ contention: Double
  ) -> (done: Instant, waited: Nanoseconds) {
    others.withUnsafeMutableBufferPointer { others in
      var first = 0
      for place in 1..<max(1, others.count) where others[place] < others[first] { first = place }
      var start = max(arrival, others[first])
      if contention > 0 {
        start = max(start, free)
        free = min(start &+ Int64(Double(length) * contention), .farFuture)
      }
      others[first] = min(start &+ length, .farFuture)
      return (others[first], start &- arrival)
    }
  }

  // MARK: Credits

  /// Takes CPU time from the credits; how many times longer it takes because there are none.
  @inline(never)
  private mutating func spend(_ nanoseconds: Double, _ now: Instant, _ machine: NodeMachine) -> Double {
    earn(now, machine)
    let factor = credit > 0 ? 1 : machine.heldFactor
    credit -= nanoseconds / 1e9
    return factor
  }

  private mutating func earn(_ now: Instant, _ machine: NodeMachine) {
    guard now > creditsAt else { return }
    credit = min(machine.mostCPU, credit + Double(now &- creditsAt) / 1e9 * machine.earned)
    creditsAt = now
  }

  /// CPU credits at an instant, as CloudWatch counts them: vCPU-minutes.
  mutating func creditBalance(at now: Instant, _ machine: NodeMachine) -> Double {
    earn(now, machine)
    return max(0, credit) / 60
  }

  /// Sends bytes, at the highest rate as long as there is something in the bucket that fills at the baseline.
  @inline(__always)
  private mutating func send(_ bytes: Int, _ ready: Instant, _ baseline: Double, _ machine: NodeMachine) -> Instant {
    if ready > burstAt {
      burst = min(machine.mostBurst, burst + Double(ready &- burstAt) * baseline)
      burstAt = ready
    }
    let rate = burst > 0 ? machine.burst ?? baseline : baseline
    burst -= Double(bytes)
    sent = min(max(ready, sent) &+ Int64(Double(bytes) / rate), .farFuture)
    return sent
  }

  /// Sends what no client waits for: the stream to the replicas.
  mutating func replicate(_ bytes: Int, at now: Instant, _ machine: NodeMachine) {
    if let baseline = machine.baseline { _ = send(bytes, now, baseline, machine) }
  }
}
