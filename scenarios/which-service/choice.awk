# SPDX-License-Identifier: GPL-3.0-or-later
#
# The choice table: what the course says, the figures beside it, and which of `agrees`, `depends` and `differs` they
# make of it.

function value(set, variant, window, subject, metric, stat) { return VALUE[set, variant, window, subject, metric, \
    stat] + 0 }

# A figure of the cell that is being filled.
function put(what, number, unit, text) {
  COUNT[row, column]++
  WHAT[row, column, COUNT[row, column]] = what
  NUMBER[row, column, COUNT[row, column]] = number
  UNIT[row, column, COUNT[row, column]] = unit
  TEXT[row, column, COUNT[row, column]] = text
}

# "no: none" is no, "no: why" is no, why, and "yes how" is yes, how.
function answered(text) {
  sub(/^no: none$/, "no", text); sub(/^no: /, "no, ", text); sub(/^yes /, "yes, ", text)
  return text
}

function answer(what, variant, ability, asked, said,    text) {
  text = ANSWER[variant, ability, asked]
  put(what, text ~ /^yes/ ? 1 : 0, "answer", said ": " answered(text))
  return text ~ /^yes/
}

function cell(r, c, word) { row = r; column = c; WORD[r, c] = word }

function judge(verdict, why) {
  MARK[row, column] = verdict
  if (verdict != "agrees") NOTE[row, column] = why
}

function structure(engine, word) {
  cell("data structure", engine == "redis" ? "Redis" : "Memcached", word)
  put("uses taken", TAKES[engine] / USES[engine], "ratio", \
    sprintf("takes %d of %d uses%s", TAKES[engine], USES[engine], LACKS[engine] == "" ? "" : ": " LACKS[engine]))
  return TAKES[engine] / USES[engine]
}

function structures(    readers, again) {
  judge(structure("redis", "rich") == 1 ? "agrees" : "differs", "not all of the uses are taken")
  judge(structure("memcached", "simple") < 1 ? "agrees" : "differs", "it takes all of the uses")
  cell("data structure", "SQS", "message")
  readers = answer("independent readers", "base", "independent_readers", "2", "two readers")
  again = answer("replay", "base", "replay", "24h", "a day again")
  judge(!again && !readers ? "agrees" : "differs", "it can be read as a stream")
  cell("data structure", "SNS", "message")
  answer("independent readers", "sns", "independent_readers", "2", "two readers")
  again = answer("replay", "sns", "replay", "24h", "a day again")
  judge(!again ? "agrees" : "differs", "it can be read as a stream")
  cell("data structure", "Kinesis", "stream")
  readers = answer("independent readers", "kinesis", "independent_readers", "2", "two readers")
  again = answer("replay", "kinesis", "replay", "24h", "a day again")
  judge(again && readers ? "agrees" : "differs", "it cannot be read as a stream")
}

function kept(variant, said,    share) {
  share = value("kept", variant, "loss", "service", "hit", "ratio")
  put("values left " said, share, "ratio", said ": " percent(share) " of the values are left when a node has died")
  return share
}

function lost(variant, way, said,    share) {
  share = value("one", variant, "loss", way, "lost", "ratio")
  put("messages lost " said, share, "ratio", percent(share) " lost " said)
  return share
}

function persistence(    alone, copied, push, queued, failed, does) {
  cell("persistence", "Redis", "yes")
  alone = kept("redis", "one node")
  copied = kept("redis-replica", "with a replica")
  failed = value("one", "redis-replica", "loss", "reads", "errors", "ratio")
  put("reads failed while the replica took over", failed, "ratio", percent(failed) \
      " of the reads in eight minutes failed meanwhile")
  answer("persistence", "redis", "persistence", "true", "one node")
  judge(alone == 1 ? "agrees" : copied == 1 ? "depends" : "differs", \
    "One node keeps " percent(alone) " of its values when it dies, a node with a replica " percent(copied) \
    ": it is the replica that keeps them, and ElastiCache has had no append-only file since Redis 2.8.22.")
  cell("persistence", "Memcached", "no")
  alone = kept("memcached", "one node")
  copied = kept("memcached-two", "one node of two")
  does = answer("persistence", "memcached", "persistence", "true", "asked")
  judge(!does && alone < 1 ? "agrees" : "differs", "It keeps " percent(alone) ".")
  cell("persistence", "SQS", "yes")
  alone = lost("base", "items", "while its reader is away for two minutes")
  does = answer("persistence", "base", "persistence", "true", "asked")
  judge(does && alone == 0 ? "agrees" : "differs", percent(alone) " of the messages are lost.")
  cell("persistence", "SNS", "no")
  push = lost("sns", "items -> reader", "while the web server that it calls is away for two minutes")
  queued = lost("sns-sqs", "items -> reader", "with a queue behind it")
  does = answer("persistence", "sns", "persistence", "true", "asked")
  judge(push > 0 && queued > 0 ? "agrees" : queued == 0 ? "depends" : "differs", \
    "What SNS has accepted it tries to deliver: a web server that is away for two minutes misses " percent(push) \
    " of what came in eight, a queue behind the topic misses " percent(queued) ".")
  cell("persistence", "Kinesis", "yes")
  alone = lost("kinesis", "items", "while its reader is away for two minutes")
  does = answer("persistence", "kinesis", "persistence", "true", "asked")
  judge(does && alone == 0 ? "agrees" : "differs", percent(alone) " of the records are lost.")
}

function disorder(variant, flow, window, said,    share) {
  share = value("one", variant, window, flow, "out_of_order", "ratio")
  put("out of order, " said, share, "ratio", percent(share) " out of order " said)
  return share
}

function order(    usual, after, fifo, perKey, total, totalOfOne) {
  cell("order", "Redis", "partly")
  perKey = answer("ordering per_key", "redis", "ordering", "per_key", "order by key")
  judge(perKey ? "agrees" : "depends", \
    "A cache of values has no order to keep. A list or a sorted set of Redis has one, for whoever pops it.")
  cell("order", "Memcached", "no")
  judge(answer("ordering per_key", "memcached", "ordering", "per_key", "order by key") ? "differs" : "agrees", \
      "It has an order.")
  cell("order", "SQS", "FIFO only")
  usual = disorder("base", "items", "usual", "in a standard queue")
  after = disorder("base", "items", "loss", "when it works off a backlog")
  fifo = disorder("sqs-fifo", "items", "loss", "in a FIFO queue with the same backlog")
  perKey = answer("ordering per_key", "sqs-fifo", "ordering", "per_key", "order by key, FIFO")
  judge(after > 0 && fifo == 0 && perKey ? "agrees" : "differs", "A FIFO queue delivers " percent(fifo) \
      " out of order.")
  cell("order", "SNS", "no")
  after = disorder("sns-sqs", "items -> reader", "loss", "through a standard topic and queue with a backlog")
  fifo = disorder("sns-fifo", "items -> reader", "loss", "through a FIFO topic and queue")
  perKey = answer("ordering per_key", "sns-fifo", "ordering", "per_key", "order by key, FIFO")
  judge(perKey && fifo == 0 ? "differs" : "agrees", \
    "SNS has FIFO topics, too: " percent(fifo) " out of order, against " percent(after) " of a standard one.")
  cell("order", "Kinesis", "full")
  after = disorder("kinesis", "items", "loss", "with one shard")
  fifo = disorder("kinesis-two", "items", "loss", "by key with two shards")
  perKey = answer("ordering per_key", "kinesis-two", "ordering", "per_key", "order by key, two shards")
  totalOfOne = answer("ordering total, one shard", "kinesis", "ordering", "total", "order of all, one shard")
  total = answer("ordering total, two shards", "kinesis-two", "ordering", "total", "order of all, two shards")
  judge(total ? "agrees" : perKey ? "depends" : "differs", \
    "The order is full by key (" percent(fifo) \
        " out of order) and of all only with one shard and one producer; with two shards: " \
    answered(ANSWER["kinesis-two", "ordering", "total"]) ".")
}

# What the traffic of a ceiling is in items a second; a cache gets as many reads as writes.
function ceiling(name, perFactor, said,    top) {
  top = FACTOR[name] * perFactor * items
  put("items a second " said, top, "/s", (HOLDS[name] ? "more than " : "") rate(top) " " said)
  return top
}

function throughput(    redis, memcached, one, queue, fifo, topic, shard, two, network) {
  cell("throughput", "Redis", "high")
  redis = ceiling("redis-threads", 2, "of 100 bytes on cache.m7g.large, 99% within 2 ms")
  network = ceiling("redis-network", 2, "of 1 KiB on cache.t4g.small for as long as one likes")
  judge(redis > 1e4 ? "agrees" : "differs", "It is " rate(redis) ".")
  cell("throughput", "Memcached", "very high")
  memcached = ceiling("memcached-threads", 2, "of 100 bytes on cache.m7g.large with two threads")
  one = ceiling("memcached-one-thread", 2, "with one thread")
  network = ceiling("memcached-network", 2, "of 1 KiB on cache.t4g.small for as long as one likes")
  judge(one > 1.2 * redis ? "agrees" : memcached > 1.2 * redis ? "depends" : "differs", \
    sprintf("It is the threads: with one, Memcached does %.1f times what Redis does, with two %.1f times. ", one / \
        redis, memcached / redis) \
    "Where the network of a small node is the limit, both do the same, " rate(network) ".")
  cell("throughput", "SQS", "medium")
  queue = ceiling("base", 1, "accepted by a standard queue, no limit found")
  fifo = ceiling("sqs-fifo", 1, "by a FIFO queue, message by message")
  ceiling("sqs-fifo-batches", 1, "by a FIFO queue, ten in a call")
  topic = FACTOR["sns"] * items
  shard = FACTOR["kinesis"] * items
  judge(queue > topic ? "differs" : "agrees", \
    "A standard queue took all that was tried, more than SNS in this region (" rate(topic) ") and than " \
    sprintf("%d", queue / shard) " shards of Kinesis. What is medium is the FIFO queue: " rate(fifo) ".")
  cell("throughput", "SNS", "high")
  ceiling("sns", 1, "accepted, then the quota of the region throttles")
  judge(topic > queue ? "agrees" : "differs", \
    "The quota of the region ends it at " rate(topic) \
        ", below what a standard queue takes.")
  cell("throughput", "Kinesis", "very high")
  ceiling("kinesis", 1, "accepted by one shard")
  two = ceiling("kinesis-two", 1, "by two shards")
  judge(shard > queue ? "agrees" : "depends", \
    "It is as high as one pays for: " rate(shard) " with one shard, " rate(two) " with two.")
}

# The bill at a tenth, at the whole and at ten times the traffic.
function bill(variant, said,    place, set, label, refused, behind) {
  for (place = 1; place <= 3; place++) {
    set = place == 1 ? "tenth" : place == 2 ? "one" : "tenfold"
    refused = value(set, variant, "usual", "items", "throttled", "ratio")
    behind = 1 - value(set, variant, "usual", "items", "throughput", "ratio")
    label = rate(items * (place == 1 ? 0.1 : place == 2 ? 1 : 10))
    if (refused > 0.001) put(said ", a month at " label, "", "USD", said " at " label ": throttled")
    else if (behind > 0.1) put(said ", a month at " label, "", "USD", said " at " label ": cannot keep up")
    else put(said ", a month at " label, BILL[set, variant], "USD", said " at " label ": " dollars(BILL[set, \
        variant]))
  }
  put(said ", per million at " rate(items), perMillion(variant), "USD", said ": " dollars(perMillion(variant)) \
      " per million at " rate(items))
}

function perMillion(variant) { return BILL["one", variant] / (items * 730 * 3600 / 1e6) }

function cost(    redis, memcached, replica, queue, stream, low, high) {
  redis = BILL["one", "redis"]; memcached = BILL["one", "memcached"]; replica = BILL["one", "redis-replica"]
  queue = BILL["one", "base"]; stream = BILL["one", "kinesis"]
  cell("cost", "Redis", "medium")
  bill("redis", "one node")
  put("with a replica, a month", replica, "USD", "with a replica: " dollars(replica))
  low = BILL["tenth", "base"]; high = BILL["tenfold", "base"]
  judge(redis > low && redis < high ? "depends" : redis < low ? "differs" : "agrees", \
    "A node costs " dollars(redis) " at every rate, with its replica " dollars(replica) ": more than a queue at " \
        rate(items / 10) " (" \
    dollars(low) "), less than one at " rate(items) " (" dollars(queue) ").")
  cell("cost", "Memcached", "low")
  bill("memcached", "one node")
  judge(memcached < redis ? "agrees" : "depends", \
    "A node costs the same as one of Redis, " dollars(memcached) \
        "; it is low only as long as nobody needs a replica.")
  cell("cost", "SQS", "low")
  bill("base", "one in a call")
  bill("sqs-batches", "ten in a call")
  judge(queue < stream && queue < redis ? "agrees" : "differs", \
    "It is low where little is sent. At " rate(items) " it is " dollars(queue) ", against " dollars(stream) \
        " of Kinesis and " \
    dollars(redis) " of a node of Redis; ten messages in a call cost " dollars(BILL["one", "sqs-batches"]) ".")
  cell("cost", "SNS", "low")
  bill("sns", "to a web server")
  bill("sns-sqs", "to a queue")
  judge(BILL["one", "sns"] < stream ? "agrees" : "differs", \
    "As for SQS: at " rate(items) " it is " dollars(BILL["one", "sns"]) " to a web server and " dollars(BILL["one", \
        "sns-sqs"]) \
    " to a queue and its reader.")
  cell("cost", "Kinesis", "high")
  bill("kinesis", "one shard")
  bill("kinesis-two", "two shards")
  bill("kinesis-on-demand", "on demand")
  put("cheaper than SQS one in a call from", EVEN * items, "/s", sprintf("cheaper than SQS from %.1f/s on", EVEN * \
      items))
  judge(stream > queue ? "agrees" : "differs", \
    sprintf("From %.1f items a second on one shard is cheaper than a standard queue; at ", EVEN * items) rate(10 * \
        items) \
    " two shards cost " dollars(BILL["tenfold", "kinesis-two"]) ", the queue " dollars(BILL["tenfold", "base"]) ".")
}
