// SPDX-License-Identifier: GPL-3.0-or-later

/// What sources call what happens at them.
extension TrafficPart {
  var signalNames: [UInt16: String] {
    SignalNames.all(
      SignalNames.caller,
      [
        TrafficSource.Signal.arrive: "a message comes into being", TrafficSource.Signal.flush: "a batch goes out",
        TrafficSource.Signal.retry: "a refused call goes out again",
        TrafficSource.Signal.askAgain: "a request is made again",
      ])
  }
}
