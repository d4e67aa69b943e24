// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What settings are, as their key tables say it: functions and connectors.
  static let koreanKeysFunctions: Entries = [
    // Functions.
    "The queue or log that an event source mapping polls for it, or the topic that invokes it asynchronously.":
      "이벤트 소스 매핑이 함수를 위해 폴링하는 큐나 로그, 또는 함수를 비동기로 호출하는 토픽입니다.",
    "Memory of one environment, in the console's MB (1,024 KiB): what its time is billed by.":
      "실행 환경 하나의 메모리이며, 콘솔의 MB(1,024 KiB)로 적습니다. 실행 시간의 요금이 이에 따라 정해집니다.",
    "Size of /tmp; what is above 512MB is billed.": "/tmp의 크기입니다. 512MB를 넘는 만큼 과금됩니다.",
    "An invocation that takes longer is cut off: an error, billed up to here.":
      "이보다 오래 걸리는 호출은 중간에 잘립니다. 오류가 되고, 여기까지 과금됩니다.",
    """
    How long one attempt at one message takes, calls left out; the handler works through the messages of a \
    batch one after the other. With per_message beside it: how long the work at a batch takes, which succeeds \
    or fails as a whole. A function that only calls may leave it out.
    """:
      """
    메시지 하나를 한 번 시도하는 데 걸리는 시간이며, 호출은 빼고 셉니다. 핸들러는 배치의 메시지를 하나씩 차례로 처리합니다. per_message를 함께 적으면 배치 하나를 처리하는 \
    시간이며, 배치 전체가 성공하거나 실패합니다. 호출만 하는 함수는 생략할 수 있습니다.
    """,
    """
    What is called after the work at a message: a channel or an endpoint, several in order, or { parallel: [a, \
    b] } at once.
    """:
      "메시지를 처리한 뒤에 호출하는 것입니다. 채널이나 엔드포인트 하나, 차례로 여럿, 또는 동시에 여럿({ parallel: [a, b] })입니다.",
    "Whether the handler works on all messages of a batch at once, and answers when the last is done.":
      "핸들러가 배치의 모든 메시지를 동시에 처리하고, 마지막 것이 끝나면 응답하는지입니다.",
    "Time of every invocation besides its messages.": "메시지 처리 말고 호출마다 드는 시간입니다.",
    "Environments that all functions of the account may have busy at once; the same for every function.":
      "계정의 모든 함수가 동시에 쓸 수 있는 실행 환경 수입니다. 모든 함수에서 같아야 합니다.",
    "Concurrency taken from the account for this function alone: floor and ceiling; 0 turns it off.":
      "계정의 동시성에서 이 함수만을 위해 떼어 둔 몫입니다. 하한이자 상한이며, 0은 함수를 끕니다.",
    "Environments that are kept initialised, and paid for, all the time; what exceeds them runs on demand.":
      "늘 초기화해 두고 요금을 내는 실행 환경 수입니다. 이를 넘는 것은 온디맨드로 실행됩니다.",
    "New environments in 10 s, refilled continuously.": "10초 동안의 새 실행 환경 수이며, 끊임없이 다시 채워집니다.",
    "The runtime, which says how long a cold start takes unless cold_start does.":
      "런타임입니다. cold_start를 생략하면 콜드 스타트에 걸리는 시간을 정합니다.",
    "The INIT phase of a new environment, which is billed; the runtime's own if it is left out. At most 10 s count.":
      "새 실행 환경의 INIT 단계이며, 과금됩니다. 생략하면 런타임의 값입니다. 10초까지만 칩니다.",
    "Placement and code download before INIT; not billed.": "INIT 전에 자리를 정하고 코드를 내려받는 시간입니다. 과금되지 않습니다.",
    "From the call to the start of the handler in a warm environment; not billed.":
      "이미 떠 있는 실행 환경에서 호출부터 핸들러가 시작하기까지의 시간입니다. 과금되지 않습니다.",
    "How long an environment is kept without work.": "일이 없는 실행 환경을 얼마나 오래 두는지입니다.",
    "How old an environment gets before it is replaced.": "실행 환경이 얼마나 오래되면 교체되는지입니다.",
    "Invocations without work that keep environments from going idle.": "실행 환경이 놀다가 사라지지 않게 하는, 할 일 없는 호출입니다.",

    // Batches and mappings.
    """
    The most messages of one invocation; if it is left out, 10 of a queue and 100 of a log. Of a queue more \
    than 10 need a batch_window of 1s or more, and FIFO queues have 10.
    """:
      "호출 한 번의 최대 메시지 수입니다. 생략하면 큐에서는 10, 로그에서는 100입니다. 큐에서 10을 넘기려면 batch_window가 1s 이상이어야 하고, FIFO 큐는 10까지입니다.",
    """
    How long messages are gathered for a batch; if it is left out, 0s, and 500ms of Kafka. With a queue a poll \
    under way is waited for: up to 20 s where traffic is low.
    """:
      "배치를 만들려고 메시지를 모으는 시간입니다. 생략하면 0s이고 Kafka에서는 500ms입니다. 큐에서는 진행 중인 폴링을 기다리므로 트래픽이 적으면 20초까지 걸립니다.",
    "The most concurrent invocations by the mapping: what does not fit stays in the queue.":
      "매핑이 하는 동시 호출의 최대 수입니다. 이를 넘는 메시지는 큐에 남습니다.",
    """
    Whether only the messages that failed come back, not the whole batch; of a log those from the first failed \
    one on.
    """:
      "배치 전체가 아니라 실패한 메시지만 돌아오는지입니다. 로그에서는 처음 실패한 것부터 돌아옵니다.",
    "Concurrent batches that the mapping begins with when messages come.": "메시지가 올 때 매핑이 처음에 동시에 가져가는 배치 수입니다.",
    "Pollers of an idle mapping. Each asks three times a minute, which the queue is billed for.":
      "쉬고 있는 매핑의 폴러 수입니다. 폴러마다 1분에 세 번 물어보며, 그 요청은 큐에 과금됩니다.",
    "Concurrent invocations that are added in a minute while messages remain.": "메시지가 남아 있는 동안 1분에 늘어나는 동시 호출 수입니다.",
    "Whether the mapping goes on adding in a minute in which invocations were throttled.":
      "호출이 스로틀된 1분에도 매핑이 계속 늘리는지입니다.",
    "The most concurrent invocations of one mapping, if maximum_concurrency says no less.":
      "매핑 하나의 동시 호출 최대 수입니다. maximum_concurrency가 더 작으면 그 값을 따릅니다.",
    """
    The share of the mapping's concurrency that goes in a minute in which all invocations fail; fewer failures \
    take less. Not with partial_batch_response.
    """:
      "모든 호출이 실패한 1분에 매핑의 동시성이 줄어드는 비율입니다. 실패가 적으면 덜 줄어듭니다. partial_batch_response에서는 줄어들지 않습니다.",
    """
    Time until a throttled batch is handed over again, of a log also one that failed; doubles each time, of a \
    queue until the visibility timeout has passed.
    """:
      "스로틀된 배치(로그에서는 실패한 배치도)를 다시 넘기기까지의 시간입니다. 매번 두 배가 되며, 큐에서는 가시성 타임아웃이 지날 때까지 이어집니다.",
    "The longest time between two hand-overs of such a batch.": "그런 배치를 넘기고 다시 넘기기까지의 최대 시간입니다.",
    "The mapping's provisioned mode: pollers that are paid for, each with up to 10 concurrent invocations.":
      "매핑의 프로비저닝 모드입니다. 폴러마다 요금을 내며, 폴러 하나가 동시 호출을 10개까지 합니다.",
    "Of a Kinesis stream: batches of one shard that are worked on at a time; the records of a key stay in their order.":
      "Kinesis 스트림: 한 샤드에서 동시에 처리하는 배치 수입니다. 같은 키의 레코드는 순서를 지킵니다.",
    """
    Of a log: how often a batch whose run ended in an error is tried again before it is discarded; if it is \
    left out, until its records expire (-1 at AWS). Throttles do not count.
    """:
      "로그: 실행이 오류로 끝난 배치를 버리기 전에 몇 번 다시 시도하는지입니다. 생략하면 레코드가 만료될 때까지 다시 시도합니다(AWS의 -1). 스로틀은 세지 않습니다.",
    "Of a log: older records are discarded; if it is left out, none before they expire.":
      "로그: 이보다 오래된 레코드는 버립니다. 생략하면 만료되기 전에는 버리지 않습니다.",
    """
    Of a log: whether a batch whose run ended in an error is split in two, each tried on its own; a split uses \
    up no retry.
    """:
      "로그: 실행이 오류로 끝난 배치를 둘로 나누어 저마다 따로 시도하는지입니다. 나누는 것은 재시도로 세지 않습니다.",

    // Events.
    "Further runs of an event whose run ended in an error: after 1 minute, then after 2.":
      "실행이 오류로 끝난 이벤트를 몇 번 더 실행하는지입니다. 1분 뒤, 그다음에는 2분 뒤에 실행합니다.",
    "How long an event is tried again; then it goes to on_failure, or is dropped.":
      "이벤트를 다시 시도하는 기간입니다. 그 뒤에는 on_failure로 가거나 버려집니다.",
    """
    The queue for events that were given up (OnFailure destination); of a log it gets one message for a batch, \
    which says where its records are and holds none.
    """:
      "포기한 이벤트가 가는 큐입니다(OnFailure 대상). 로그에서는 배치마다 메시지를 하나 받으며, 그 메시지는 레코드가 어디에 있는지만 말하고 레코드를 담지는 않습니다.",
    "How long the call takes that puts an event into the function's queue.": "이벤트를 함수의 큐에 넣는 호출에 걸리는 시간입니다.",
    "How long an event is in the function's queue when nothing keeps it there.": "아무것도 막지 않을 때 이벤트가 함수의 큐에 머무는 시간입니다.",
    "The share of the wait before a throttled event's next try that is random.":
      "스로틀된 이벤트의 다음 시도까지 기다리는 시간 가운데 무작위인 비율입니다.",
    "How often an event is run once more after a success.": "이벤트가 성공한 뒤에 한 번 더 실행되는 빈도입니다.",

    // Distributions, failures, warmth and pollers.
    "Smaller draws become this.": "이보다 작게 뽑힌 값은 이 값이 됩니다.",
    "Larger draws become this.": "이보다 크게 뽑힌 값은 이 값이 됩니다.",
    "Makes the time that of a whole batch: one draw, and so much more for each of its messages.":
      "배치 전체의 시간으로 만듭니다. 한 번 뽑은 값에 메시지마다 이만큼을 더합니다.",
    "Share of attempts at a message that fail, each for itself.": "메시지를 처리하는 시도 가운데 저마다 따로 실패하는 비율입니다.",
    "How many are invoked at once.": "한꺼번에 몇 개를 호출하는지입니다.",
    "Time between two rounds.": "한 차례에서 다음 차례까지의 시간입니다.",
    "How long such an invocation takes; long enough that each has an environment of its own.":
      "그런 호출에 걸리는 시간입니다. 호출마다 실행 환경을 따로 가질 만큼 길어야 합니다.",
    "The fewest pollers.": "최소 폴러 수입니다.",
    "The most pollers.": "최대 폴러 수입니다.",

    // Connectors that capture changes.
    "The log that the changes are sent to: a topic of Kafka or a stream of Kinesis.":
      "변경을 보내는 로그입니다. Kafka의 토픽이나 Kinesis의 스트림입니다.",
    "The database of the scenario whose commits are captured; left out, rate says how many changes there are.":
      "커밋을 잡아낼, 시나리오 안의 데이터베이스입니다. 생략하면 변경이 얼마나 되는지를 rate가 말합니다.",
    "Changes a second, on average, at a load of 1, of a database that is not part of the scenario.":
      "시나리오에 들어 있지 않은 데이터베이스의, 부하 1일 때 초당 평균 변경 수입니다.",
    "With rate: the load over time as a multiple of it.": "rate에서: 시간에 따른 부하를 그 배수로 적은 것입니다.",
    "With rate: the primary keys of the rows that change, which are the keys of the records.":
      "rate에서: 바뀌는 행의 기본 키이며, 이것이 레코드의 키가 됩니다.",
    "The share of the changes that delete a row: each is followed by a tombstone, a record without a value.":
      "변경 가운데 행을 지우는 비율입니다. 그런 변경 뒤에는 값이 없는 레코드인 툼스톤(tombstone)이 따라옵니다.",
    "Bytes of one change.": "변경 하나의 바이트입니다.",
    "The rows that are read before the first change; none if it is left out.": "첫 변경에 앞서 읽는 행입니다. 생략하면 읽지 않습니다.",
    "How long the task waits for changes before it sends those that there are.":
      "태스크가 변경을 기다리는 시간입니다. 그 뒤에는 있는 것만 보냅니다.",
    "The most changes of one batch; so many are sent at once, without waiting.":
      "배치 하나의 최대 변경 수입니다. 이만큼 모이면 기다리지 않고 바로 보냅니다.",
    "How long the task works on one change.": "태스크가 변경 하나를 처리하는 시간입니다.",
    "Records and offsets are written in one transaction (KIP-618): nothing is sent twice after a crash.":
      "레코드와 오프셋을 한 트랜잭션으로 씁니다(KIP-618). 비정상 종료한 뒤에도 두 번 보내는 것이 없습니다.",
    "Time between two commits of what has been done; a crash repeats what was done since the last.":
      "한 일을 커밋하고 다시 커밋하기까지의 시간입니다. 비정상 종료하면 마지막 커밋 뒤에 한 일을 되풀이합니다.",
    "The most tasks of the connector; how many have work depends on what they read.":
      "커넥터의 최대 태스크 수입니다. 그중 몇 개에 일이 있는지는 무엇을 읽는지에 달렸습니다.",
    "Workers, which share the tasks among them; with autoscale those at the start, `min` if it is left out.":
      "태스크를 나누어 맡는 작업자 수입니다. autoscale이 있으면 시작할 때의 수이며, 생략하면 `min`입니다.",
    """
    What the workers run on, which is what they cost: { connect: { mcu } } for MSK Connect, { ec2: { type } }, \
    or none.
    """:
      "작업자를 실행하는 곳이며, 이것이 비용을 정합니다. MSK Connect는 { connect: { mcu } }, EC2는 { ec2: { type } }이고, none도 됩니다.",
    "How long the tasks of a lost worker stand still before the others take them over.":
      "잃은 작업자의 태스크를 다른 작업자가 이어받기까지 멈춰 있는 시간입니다.",
    "Time until a lost worker is replaced.": "잃은 작업자가 교체되기까지의 시간입니다.",
    "Rows of the tables that are captured.": "변경을 잡아내는 테이블의 행 수입니다.",
    "How long it takes to read one row.": "행 하나를 읽는 데 걸리는 시간입니다.",
    "Bytes of the record of one row.": "행 하나를 담은 레코드의 바이트입니다.",

    // Connectors that write objects.
    "The log that is read.": "읽는 로그입니다.",
    "When the records of a partition are put into an object: whichever comes first.":
      "파티션의 레코드를 언제 객체로 쓰는지입니다. 먼저 이르는 것을 따릅니다.",
    "How long a task works on one record.": "태스크가 레코드 하나를 처리하는 시간입니다.",
    "The most records that a task takes at once.": "태스크 하나가 한 번에 가져가는 최대 레코드 수입니다.",
    "How long S3 takes to answer, besides the time for the bytes.": "바이트를 보내는 시간 말고 S3가 응답하는 데 걸리는 시간입니다.",
    "Bytes a second that a task sends to S3.": "태스크 하나가 S3로 보내는 초당 바이트입니다.",
    "How many times smaller the objects are than the records in them.": "객체가 그 안의 레코드보다 몇 배 작은지입니다.",
    "How long objects are stored, for the bill.": "청구서에서 객체를 얼마나 오래 보관한 것으로 보는지입니다.",
    "Objects are cut by offsets alone and named by them, so that what is written again replaces itself.":
      "객체를 오프셋만으로 나누고 오프셋으로 이름을 지으므로, 다시 쓴 것은 먼저 쓴 자신을 대신합니다.",
    "Records that cannot be converted.": "변환할 수 없는 레코드입니다.",
    "Adds and takes away workers of MSK Connect by their CPU utilisation.": "MSK Connect의 작업자를 CPU 사용률에 따라 늘리고 줄입니다.",
    "So many records.": "레코드가 이만큼 모이면 씁니다.",
    "So many bytes of records.": "레코드의 바이트가 이만큼 모이면 씁니다.",
    "So long after the first record of the object.": "객체의 첫 레코드 뒤로 이만큼 지나면 씁니다.",
    "The share of the records that fail.": "실패하는 레코드의 비율입니다.",
    "none: the task fails and stays so; all: the record is left out.": "none이면 태스크가 실패하여 그대로 멈추고, all이면 그 레코드를 빼놓습니다.",
    "With tolerance all: the record goes to a dead-letter topic rather than nowhere.":
      "tolerance all에서: 레코드를 버리지 않고 배달 못한 편지 토픽으로 보냅니다.",
    "The fewest workers.": "최소 작업자 수입니다.",
    "The most workers.": "최대 작업자 수입니다.",
    "CPU utilisation above which a worker is added.": "CPU 사용률이 이보다 높으면 작업자를 늘립니다.",
    "CPU utilisation below which a worker is taken away.": "CPU 사용률이 이보다 낮으면 작업자를 줄입니다.",
    "Time between two looks.": "한 번 살펴보고 다시 살펴보기까지의 시간입니다.",
    "Time until a new worker has tasks.": "새 작업자가 태스크를 맡기까지의 시간입니다.",
  ]
}
