// SPDX-License-Identifier: GPL-3.0-or-later

import CacheEngines
import Configuration
import Simulation

/// The keys under `command_cost`; what they stand for is said at ``RedisCommandCost``.
enum CommandCostKeys {
  private static func cost(_ name: String, _ text: String, _ why: String, _ summary: String) -> Key<Nanoseconds> {
    Key(name, .duration(0...(10 * .second)), default: text, .assumed(why), summary)
  }

  static let request = cost(
    "request", "5us", "8 us of an unpipelined request less the command, on a CPU of today",
    "System calls and protocol of a request.")
  static let get = cost("get", "1us", "1.3 to 1.8 us on the benchmark page's CPU", "A command of constant work: GET.")
  static let set = cost("set", "1350ns", "20% to 50% more than GET", "A SET.")
  static let key = cost("key", "550ns", "0.4 to 0.7 us", "Each further key of a command with several.")
  static let element = cost("element", "100ns", "a step in memory", "Each element that is read, returned or removed.")
  static let decade = cost(
    "sorted_decade", "500ns", "1 us x log10(N) / 2", "Each tenfold of the members of a sorted set.")
  static let subscriber = cost("subscriber", "500ns", "0.2 to 0.9 us", "Each subscriber of a channel.")
  static let kib = cost(
    "kib", "102ns", "0.1 us a KB up to 16 KB, half of it beyond", "Each KiB of the value up to 16 KiB.")

  static let table = KeyTable(
    "command_cost", "How long a command keeps a thread busy. Uncalibrated: measure and replace.",
    keys: [request, get, set, key, element, decade, subscriber, kib])
}

extension RedisCommandCost {
  init(_ record: Record) {
    self.init()
    request = Double(record[CommandCostKeys.request])
    constant = Double(record[CommandCostKeys.get])
    store = Double(record[CommandCostKeys.set])
    key = Double(record[CommandCostKeys.key])
    element = Double(record[CommandCostKeys.element])
    sortedDecade = Double(record[CommandCostKeys.decade])
    subscriber = Double(record[CommandCostKeys.subscriber])
    if !record.isDefaulted(CommandCostKeys.kib) {
      byte = Double(record[CommandCostKeys.kib]) / 1024
      byteBeyond16KiB = byte / 2
    }
  }
}
