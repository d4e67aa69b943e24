// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What every worker notes of its attempts at messages, so that work done twice shows and ways go on.
extension Timeline {
  /// Counts an attempt at a message and closes the account of the time before it.
  ///
  /// - Parameters:
  ///   - queue: stands for the queue that the message is worked on from.
  ///   - worked: counts messages.
  ///   - duplicateWork: counts those that are begun once more although no attempt has failed.
  /// - Returns: whether it is the first attempt from this queue.
  @discardableResult
  mutating func beginAttempt(
    at message: MessageID, from queue: UInt16, worked: CounterID, duplicateWork: CounterID
  ) -> Bool {
    // What is worked on twice counts for each queue on its own: the reader of a dead-letter queue begins anew.
    let isFirst = messages[message].workedFrom != queue
    if messages[message].unfailedAttempts > 0 {
      if !isFirst, !messages[message].isDuplicateCounted {
        messages[message].isDuplicateCounted = true
        recorder.count(duplicateWork)
        if isTracing { traceDuplicate(message) }
      }
      if !messages[message].isIdle { messages[message].failedWork += now - messages[message].idleSince }
    }
    if isFirst {
      recorder.count(worked)
      messages[message].workedFrom = queue
      messages[message].unfailedAttempts = 0
      messages[message].isDuplicateCounted = false
    }
    messages[message].attempts &+= 1
    messages[message].unfailedAttempts &+= 1
    messages[message].isIdle = false
    messages[message].idleSince = now
    return isFirst
  }

  /// A worker is done with a message that goes on as the next stage of its flow.
  ///
  /// - Parameter stages: for each flow the stage that its messages pass at the worker.
  mutating func passOn(_ message: MessageID, stages: [UInt8]) {
    let flow = Int(messages[message].flow)
    let stage = flow < stages.count ? stages[flow] : Routes.noStage
    // Without a stage it is the reader of a dead-letter queue that has sent it back on its way.
    if stage == Routes.noStage { reopen(message) } else { pass(message, stage: stage) }
  }
}
