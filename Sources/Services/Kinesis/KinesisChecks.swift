// SPDX-License-Identifier: GPL-3.0-or-later

import Configuration
import Simulation

/// What is wrong in a stream together with its readers and faults.
enum KinesisChecks {
  static func run(_ part: KinesisPart, _ parts: PartDirectory, _ diagnostics: inout Diagnostics) {
    let readers = parts.consumers(of: part.name)
    if part.settings.isPushed, readers.count > KinesisLimits.consumers {
      diagnostics.error(
        .value, at: part.settings.node,
        "\(part.name) has \(readers.count) readers; \(KinesisLimits.consumers) consumers can be registered for enhanced fan-out",
        hint: "let some read with enhanced_fan_out: false from a stream of their own")
    }
    for case let fault as FaultPart in parts.parts
    where fault.target.name == part.name && fault.fault == .stop && fault.amount > 0 {
      diagnostics.error(
        .value, at: fault.target.node, "\(part.name) is a Kinesis stream: it has no nodes to stop one by one",
        hint: "leave nodes out")
    }
  }
}
