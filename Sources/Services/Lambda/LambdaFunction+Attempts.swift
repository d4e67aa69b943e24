// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What is noted of attempts at messages, so that work done twice shows.
extension LambdaFunction {
  /// What stands for the queue that messages are worked on from: the one that is polled, or the function's own.
  var queueNumber: UInt16 { UInt16(truncatingIfNeeded: wiring.source ?? id) }

  /// Counts an attempt at a message and closes the account of the time before it.
  mutating func noteAttempt(_ message: MessageID, _ timeline: inout Timeline) {
    // What is worked on twice counts for each queue on its own: the reader of a dead-letter queue begins anew.
    let isFirst = timeline.messages[message].workedFrom != queueNumber
    if timeline.messages[message].unfailedAttempts > 0 {
      if !isFirst, !timeline.messages[message].isDuplicateCounted {
        timeline.messages[message].isDuplicateCounted = true
        timeline.recorder.count(instruments.duplicateWork)
      }
      if !timeline.messages[message].isIdle {
        timeline.messages[message].failedWork += timeline.now - timeline.messages[message].idleSince
      }
    }
    if isFirst {
      timeline.recorder.count(instruments.worked)
      timeline.messages[message].workedFrom = queueNumber
      timeline.messages[message].unfailedAttempts = 0
      timeline.messages[message].isDuplicateCounted = false
    }
    timeline.messages[message].attempts &+= 1
    timeline.messages[message].unfailedAttempts &+= 1
    timeline.messages[message].isIdle = false
    timeline.messages[message].idleSince = timeline.now
  }

  /// The message goes on as the next stage of its flow.
  func passOn(_ message: MessageID, _ timeline: inout Timeline) {
    let flow = Int(timeline.messages[message].flow)
    let stage = flow < stages.count ? stages[flow] : Routes.noStage
    if stage == Routes.noStage {
      // The reader of a dead-letter queue has sent it back on its way.
      timeline.reopen(message)
    } else {
      timeline.pass(message, stage: stage)
    }
  }
}
