// SPDX-License-Identifier: GPL-3.0-or-later

import DequeModule
import Simulation
import Statistics

/// What happens in a producer with a record that it is handed: its partition is chosen and it joins a batch there, or it
/// waits for memory.
extension KafkaCluster {
  /// A traffic source hands a record to one of its producers.
  mutating func take(_ event: Event, _ timeline: inout Timeline) {
    let sender = event.d > 0 && Int(event.d) <= senderOf.count ? senderOf[Int(event.d) - 1] : 0
    let place = sender > 0 ? sender - 1 : senders.count - 1
    send(event.a, client: client(of: place, number: Int(event.small)), call: nil, &timeline)
  }

  /// A worker hands on a record and waits until it is acknowledged.
  mutating func takeCall(_ event: Event, _ timeline: inout Timeline) {
    let sender = Int(event.d) < senderOf.count ? senderOf[Int(event.d)] : 0
    let place = sender > 0 ? sender - 1 : senders.count - 1
    let message = timeline.messages[event.a]
    let number = hasKeys(message.flow) ? UInt64(message.key) : message.number
    let client = client(of: place, number: Int(number % UInt64(senders[place].producers)))
    send(event.a, client: client, call: KafkaCall(caller: event.d, first: event.b, second: event.c), &timeline)
  }

  /// The client that is a producer; it begins when it first sends.
  @inline(__always)
  mutating func client(of sender: Int, number: Int) -> Int {
    if number < senders[sender].clients.count, senders[sender].clients[number] > 0 {
      return Int(senders[sender].clients[number]) - 1
    }
    return addClient(sender, number)
  }

  @inline(never)
  private mutating func addClient(_ sender: Int, _ number: Int) -> Int {
    while senders[sender].clients.count <= number { senders[sender].clients.append(0) }
    clients.append(ProducerClient(sender: sender, number: number, firstLane: lanes.count))
    senders[sender].clients[number] = UInt32(clients.count)
    for broker in brokers.indices {
      lanes.append(ProducerLane(client: clients.count - 1, broker: broker))
      _ = laneAccumulators.addList()
      _ = laneRequests.addList()
      _ = laneArrived.addList()
    }
    return clients.count - 1
  }

  /// Whether a flow's messages have keys.
  @inline(__always)
  private func hasKeys(_ flow: FlowID) -> Bool { Int(flow) < isKeyed.count && isKeyed[Int(flow)] }

  mutating func send(_ message: MessageID, client: Int, call: KafkaCall?, _ timeline: inout Timeline) {
    timeline.recorder.count(instruments.sent)
    gathered += 1
    let size = Int64(timeline.messages[message].size)
    let record = BlockedRecord(message: message, since: timeline.now, call: call)
    if size + ProducerSettings.recordOverhead(timeline.messages[message].size) + Int64(ProducerSettings.batchOverhead)
      > settings.producer.maxRequestSize
    {
      // RecordTooLargeException.
      return refuse(record, status: CallStatus.refused, &timeline)
    }
    if clients[client].blocked.isEmpty, place(record, client, &timeline) { return }
    block(record, client, &timeline)
  }

  /// Gives a record up.
  mutating func refuse(_ record: BlockedRecord, status: UInt16, _ timeline: inout Timeline) {
    gathered -= 1
    timeline.recorder.count(instruments.givenUp)
    if timeline.isTracing { timeline.note(.rejected, record.message, at: id) }
    if let call = record.call {
      answer(call, status, &timeline)
    } else {
      timeline.end(record.message, as: .rejected)
    }
    timeline.messages.release(record.message)
  }

  func answer(_ call: KafkaCall, _ status: UInt16, _ timeline: inout Timeline) {
    timeline.schedule(
      Event(to: call.caller, CallSignal.answer, small: status, a: call.first, b: call.second), after: 0)
  }

  // MARK: Partition and batch

  /// Puts a record into a batch; false if there is no memory for a new one.
  mutating func place(_ record: BlockedRecord, _ client: Int, _ timeline: inout Timeline) -> Bool {
    let message = timeline.messages[record.message]
    let hasKey = hasKeys(message.flow)
    let partition = hasKey ? partitionOf.partition(of: message.key) : stickyPartition(client, message)
    let accumulator = accumulator(client, partition)
    let bytes = Int64(message.size) + ProducerSettings.recordOverhead(message.size)
    var batch = accumulators[accumulator].open
    if batch != IndexLists.none,
      Double(batches[Int(batch)].bytes + bytes) > Double(settings.producer.batchSize)
        * settings.producer.compression.ratio
    {
      close(batch, accumulator)
      // It is full, and goes as soon as it can.
      touch(accumulators[accumulator].lane, at: timeline.now, &timeline)
      batch = accumulators[accumulator].open
    }
    if batch == IndexLists.none {
      let memory = max(settings.producer.batchSize, bytes + Int64(ProducerSettings.batchOverhead))
      guard clients[client].memory + memory <= settings.producer.bufferMemory || clients[client].memory == 0 else {
        return false
      }
      batch = open(accumulator, memory, &timeline)
    }
    let index = Int(batch)
    timeline.batches.append(record.message, to: batches[index].list)
    if timeline.isFollowed(record.message) {
      timeline.note(
        .gathered, record.message, at: component(of: clients[client].sender),
        a: Int64(timeline.batches.count(batches[index].list)))
    }
    batches[index].bytes += bytes
    if let call = record.call { batches[index].calls.append(call) }
    let capacity = Double(settings.producer.batchSize) * settings.producer.compression.ratio
    let isFull =
      timeline.batches.count(batches[index].list) >= senders[clients[client].sender].mostRecords
      || Double(batches[index].bytes) >= capacity
    if !hasKey { noteSticky(client, accumulator, bytes, isFull: isFull) }
    if isFull {
      close(batch, accumulator)
      touch(accumulators[accumulator].lane, at: timeline.now, &timeline)
    } else if timeline.batches.count(batches[index].list) == 1 {
      let linger = senders[clients[client].sender].linger
      touch(accumulators[accumulator].lane, at: timeline.now.advanced(by: linger), &timeline)
    }
    return true
  }

  /// The accumulator of a client and a partition.
  private mutating func accumulator(_ client: Int, _ partition: Int) -> Int {
    let key = UInt64(client) << 32 | UInt64(partition)
    if let known = accumulatorOf[key] { return Int(known) }
    let place = accumulators.count
    accumulators.append(RecordAccumulator(client: client, partition: partition))
    accumulatorOf.insert(key, UInt32(truncatingIfNeeded: place))
    _ = accumulatorBatches.addList()
    laneAccumulators.reserve(accumulators.count)
    partitionAccumulators.reserve(accumulators.count)
    partitionAccumulators.append(UInt32(truncatingIfNeeded: place), to: partition)
    return place
  }

  private mutating func open(_ accumulator: Int, _ memory: Int64, _ timeline: inout Timeline) -> UInt32 {
    let batch = addBatch(timeline.batches.make())
    let index = Int(batch)
    batches[index].accumulator = UInt32(truncatingIfNeeded: accumulator)
    batches[index].sequence = accumulators[accumulator].sequence
    batches[index].createdAt = timeline.now
    batches[index].isClients = true
    batches[index].memory = memory
    changeMemory(accumulators[accumulator].client, by: memory, &timeline)
    accumulators[accumulator].sequence &+= 1
    accumulators[accumulator].open = batch
    accumulatorBatches.append(batch, to: accumulator)
    heldBatches.append(batch, to: 0)
    if !isExpiryTimed {
      isExpiryTimed = true
      timeline.schedule(Event(to: id, Signal.expireBatches), after: settings.producer.deliveryTimeout)
    }
    attach(accumulator)
    return batch
  }

  mutating func addBatch(_ list: BatchID) -> UInt32 {
    let batch: UInt32
    if let free = freeBatches.take() {
      batch = free
    } else {
      batch = UInt32(truncatingIfNeeded: batches.count)
      batches.append(RecordBatch())
      accumulatorBatches.reserve(batches.count)
      heldBatches.reserve(batches.count)
    }
    let generation = batches[Int(batch)].generation
    batches[Int(batch)] = RecordBatch()
    batches[Int(batch)].generation = generation
    batches[Int(batch)].list = list
    return batch
  }

  /// Frees a batch that neither its producer nor the log holds.
  mutating func freeBatch(_ batch: UInt32, _ timeline: inout Timeline) {
    guard !batches[Int(batch)].isClients, !batches[Int(batch)].isLogs else { return }
    timeline.batches.remove(batches[Int(batch)].list)
    batches[Int(batch)].generation &+= 1
    freeBatches.give(batch)
  }

  /// A batch takes no more records.
  mutating func close(_ batch: UInt32, _ accumulator: Int) {
    if accumulators[accumulator].open == batch { accumulators[accumulator].open = IndexLists.none }
    let index = Int(batch)
    guard batches[index].wire == 0 else { return }
    let bytes = settings.producer.compression.compressed(Double(batches[index].bytes))
    batches[index].wire = Int64(bytes.rounded()) + Int64(ProducerSettings.batchOverhead)
  }

  /// Lets an accumulator with batches stand at the connection to its leader, if there is one.
  mutating func attach(_ accumulator: Int) {
    guard accumulators[accumulator].lane < 0, !accumulatorBatches.isEmpty(accumulator) else { return }
    let broker = partitions[accumulators[accumulator].partition].broker
    guard broker >= 0 else { return }
    let lane = clients[accumulators[accumulator].client].firstLane + broker
    accumulators[accumulator].lane = lane
    laneAccumulators.append(UInt32(truncatingIfNeeded: accumulator), to: lane)
  }

  mutating func detach(_ accumulator: Int) {
    guard accumulators[accumulator].lane >= 0 else { return }
    let lane = accumulators[accumulator].lane
    laneAccumulators.remove(UInt32(truncatingIfNeeded: accumulator), from: lane)
    accumulators[accumulator].lane = -1
    if laneAccumulators.isEmpty(lane) { lanes[lane].dueAt = .farFuture }
  }
}
