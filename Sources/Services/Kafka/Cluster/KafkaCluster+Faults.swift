// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What goes wrong by plan.
extension KafkaCluster {
  mutating func change(_ event: Event, _ timeline: inout Timeline) {
    let begins = event.signal == ControlSignal.begin
    switch FaultKind(code: event.small) {
    case .kill:
      if begins { take(event, &timeline) { $0.lose($1, &$2) } } else { giveBack(event, &timeline) }
    case .stop where event.a > 0:
      if begins { take(event, &timeline) { $0.shutDown($1, &$2) } } else { giveBack(event, &timeline) }
    case .stop: cut(event, &timeline)
    case .slow:
      faults.change(event)
      slow(faults.factor)
    case .fail: faults.change(event)
    default: break
    }
  }

  /// Takes brokers away: the first that are up.
  private mutating func take(
    _ event: Event, _ timeline: inout Timeline, _ act: (inout KafkaCluster, Int, inout Timeline) -> Void
  ) {
    let chosen = Array(brokers.indices.filter { brokers[$0].isUp }.prefix(Int(event.a)))
    taken.append((event.small, event.a, chosen))
    for broker in chosen { act(&self, broker, &timeline) }
  }

  /// Brings those back that the fault has taken.
  private mutating func giveBack(_ event: Event, _ timeline: inout Timeline) {
    guard let place = taken.firstIndex(where: { $0.fault == event.small && $0.amount == event.a }) else { return }
    for broker in taken.remove(at: place).brokers { bringBack(broker, &timeline) }
  }

  /// A broker is shut down in good order: its leaders go elsewhere first (Apache Kafka documentation, graceful shutdown).
  private mutating func shutDown(_ broker: Int, _ timeline: inout Timeline) {
    for (partition, place) in brokers[broker].copies where partitions[partition].leader == place {
      let other = partitions[partition].replicas.indices.first {
        $0 != place && partitions[partition].isInSync($0) && brokers[partitions[partition].replicas[$0]].isUp
      }
      if let other { lead(partition, by: other, isClean: true, &timeline) }
    }
    lose(broker, &timeline)
    // The controller has been told.
    notice(broker, life: brokers[broker].life, &timeline)
  }

  /// The whole cluster cannot be reached, or can be again. It keeps what it has.
  private mutating func cut(_ event: Event, _ timeline: inout Timeline) {
    let wasCut = isCut
    faults.change(event)
    guard wasCut != isCut else { return }
    if isCut {
      for lane in lanes.indices { closeConnection(lane, &timeline) }
    } else {
      for lane in lanes.indices { touch(lane, at: timeline.now, &timeline) }
    }
    for partition in partitions.indices where partitions[partition].leader >= 0 {
      groups.setAvailable(partition, !isCut, &timeline)
    }
  }

  /// Everything takes so many times longer.
  private mutating func slow(_ factor: Double) {
    self.factor = factor
    for broker in brokers.indices {
      brokers[broker].networkIn.setRate(settings.networkIn / factor)
      brokers[broker].networkOut.setRate(settings.networkOut / factor)
      brokers[broker].disk.setRate(settings.storageThroughput / factor)
      brokers[broker].processors.setRate(settings.processors / factor)
    }
  }
}
