// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// Where finished replications are kept.
enum StoreChoice: Sendable, Hashable {
  /// Nowhere: `--store none`.
  case none
  /// Where nobody said anything: in this folder, if something can be written there.
  case standard
  case file(Given)

  init(_ given: Given?) {
    guard let given else {
      self = .standard
      return
    }
    self = given.text == "none" ? .none : .file(given)
  }
}
