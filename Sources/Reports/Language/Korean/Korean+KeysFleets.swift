// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What settings are, as their key tables say it: fleets of workers.
  static let koreanKeysFleets: Entries = [
    // Fleets.
    "The channel that the fleet takes messages from.": "작업자 집단이 메시지를 가져오는 채널입니다.",
    "Identical tasks (containers or processes); with autoscale those at the start, `min` if it is left out.":
      "똑같은 태스크(컨테이너나 프로세스)의 수입니다. autoscale이 있으면 시작할 때의 수이며, 생략하면 `min`입니다.",
    "Messages that one task works on at a time.": "태스크 하나가 동시에 처리하는 메시지 수입니다.",
    "Messages asked for in one ReceiveMessage call (MaxNumberOfMessages).":
      "ReceiveMessage 호출 한 번에 요청하는 메시지 수입니다(MaxNumberOfMessages).",
    "Time between the end of one round of work, or an empty receive, and the next call.":
      "한 차례의 처리나 빈 수신이 끝난 뒤 다음 호출까지의 시간입니다.",
    "WaitTimeSeconds of its calls; what the queue says if it is left out.": "호출의 WaitTimeSeconds입니다. 생략하면 큐의 설정을 따릅니다.",
    "VisibilityTimeout of its calls; what the queue says if it is left out.":
      "호출의 VisibilityTimeout입니다. 생략하면 큐의 설정을 따릅니다.",
    "What the tasks run on, which is what they cost.": "태스크를 실행하는 곳입니다. 이것이 비용을 정합니다.",
    "Adds and takes away tasks as the load asks for it.": "부하에 따라 태스크를 늘리고 줄입니다.",
    "How long one attempt at one message takes, calls left out; a fleet that only calls may leave it out.":
      "메시지 하나를 한 번 시도하는 데 걸리는 시간이며, 호출은 빼고 셉니다. 호출만 하는 작업자 집단은 생략할 수 있습니다.",
    "What is called after the work: a channel or an endpoint, several in order, or { parallel: [a, b] } at once.":
      "처리한 뒤에 호출하는 것입니다. 채널이나 엔드포인트 하나, 차례로 여럿, 또는 동시에 여럿({ parallel: [a, b] })입니다.",
    "Extends the visibility timeout of every message held, again and again.": "붙들고 있는 모든 메시지의 가시성 타임아웃을 거듭 연장합니다.",
    "When a message is deleted: after_success is at-least-once, before_work at-most-once.":
      "메시지를 언제 삭제하는지입니다. after_success는 최소 한 번(at-least-once), before_work는 최대 한 번(at-most-once)입니다.",
    "What happens to the message of a failed attempt: it waits out its timeout, or is given back at once.":
      "시도가 실패한 메시지를 어떻게 하는지입니다. 타임아웃이 다 지나기를 기다리거나 곧바로 돌려줍니다.",
    "What goes wrong, and how often.": "무엇이 얼마나 자주 잘못되는지입니다.",
    """
    Time until a task that a planned fault (kill, deploy) has taken away is replaced; what \
    failures.crash.restart or autoscale.start_time say if it is left out, else 30s.
    """:
      """
    계획된 장애(kill, deploy)로 사라진 태스크가 교체되기까지의 시간입니다. 생략하면 failures.crash.restart나 autoscale.start_time의 값이며, 그것도 \
    없으면 30s입니다.
    """,
    "Of a log: the most records that a task takes at once; what the log says if it is left out.":
      "로그: 태스크 하나가 한 번에 가져가는 최대 레코드 수입니다. 생략하면 로그의 설정을 따릅니다.",
    "Of a log: how a task commits its position (Kafka) or checkpoints (Kinesis).":
      "로그: 태스크가 자기 위치를 커밋하는(Kafka), 또는 체크포인트를 쓰는(Kinesis) 방식입니다.",
    """
    Of a log: how often a record whose attempt failed is tried again before it is set aside; for ever if it is \
    left out, so that a record that always fails blocks its partition.
    """:
      "로그: 시도가 실패한 레코드를 따로 빼 두기 전에 몇 번 다시 시도하는지입니다. 생략하면 끝없이 다시 시도하므로, 늘 실패하는 레코드는 자기 파티션을 막습니다.",
    "Of a log: time between a failed attempt at a record and the next.": "로그: 레코드의 시도가 실패한 뒤 다음 시도까지의 시간입니다.",
    "Of a log, with retries: the queue that a record is set aside to; it is lost if this is left out.":
      "로그에 retries를 쓸 때: 레코드를 따로 빼 두는 큐입니다. 생략하면 그 레코드를 잃습니다.",
    "Of Kafka: how the group deals out partitions: behind a barrier for all members, or by the brokers (KIP-848).":
      "Kafka: 그룹이 파티션을 나누는 방식입니다. 모든 구성원이 장벽에서 서로 기다리며 나누거나, 브로커가 나눕니다(KIP-848).",
    """
    Of Kafka: the rule by which partitions are dealt out; cooperative-sticky goes on reading what does not \
    move. range if it is left out, uniform with group_protocol: consumer.
    """:
      """
    Kafka: 파티션을 나누는 규칙입니다. cooperative-sticky는 옮기지 않는 파티션을 계속 읽습니다. 생략하면 range이고, group_protocol: consumer에서는 \
    uniform입니다.
    """,
    "Of Kafka: time from an assignment until its new owner reads a partition.":
      "Kafka: 파티션이 할당된 뒤 새 소유자가 읽기 시작할 때까지의 시간입니다.",
    "Of Kafka: silence after which a task is taken for dead; until then nobody reads its partitions.":
      "Kafka: 이만큼 소식이 없으면 태스크가 죽은 것으로 봅니다. 그때까지 그 파티션은 아무도 읽지 않습니다.",
    """
    Of Kafka: time between two heartbeats, with which a task learns of a rebalance; 3s if it is left out, 5s \
    with group_protocol: consumer.
    """:
      "Kafka: 하트비트 사이의 시간이며, 태스크는 하트비트로 리밸런스를 알게 됩니다. 생략하면 3s, group_protocol: consumer에서는 5s입니다.",
    "Of Kafka: the longest work on the records of one poll; a task that takes longer is thrown out of the group.":
      "Kafka: 폴링 한 번으로 받은 레코드를 처리하는 시간의 한도입니다. 더 오래 걸리는 태스크는 그룹에서 쫓겨납니다.",
    "Of Kafka: tasks have names of their own, so one that is back within session_timeout keeps its partitions.":
      "Kafka: 태스크마다 고유한 이름이 있어, session_timeout 안에 돌아온 태스크는 파티션을 그대로 지킵니다.",
    "Of Kafka: what a task asks the brokers for.": "Kafka: 태스크가 브로커에 무엇을 요청하는지입니다.",

    // What tasks run on.
    "vCPUs of one task: 0.25, 0.5, 1, 2, 4, 8 or 16.": "태스크 하나의 vCPU 수입니다. 0.25, 0.5, 1, 2, 4, 8, 16 가운데 하나입니다.",
    "Memory of one task.": "태스크 하나의 메모리입니다.",
    "The processors' architecture.": "프로세서의 아키텍처입니다.",
    "Storage of one task for as long as it runs; what exceeds 20 GiB is billed.":
      "태스크 하나가 실행되는 동안 쓰는 스토리지입니다. 20 GiB를 넘는 만큼 과금됩니다.",
    "The instance type, such as m5.large.": "인스턴스 유형입니다. 예: m5.large.",
    "Tasks that share one instance.": "인스턴스 하나를 함께 쓰는 태스크 수입니다.",
    "The EBS volume of each instance; none is billed if it is left out.": "인스턴스마다 붙는 EBS 볼륨입니다. 생략하면 과금하지 않습니다.",
    """
    With a t3, t3a or t4g: vCPUs that one busy slot keeps busy, from which the surplus CPU credits are billed; \
    none are if it is left out.
    """:
      "t3, t3a, t4g에서: 바쁜 슬롯 하나가 쓰는 vCPU 수이며, 여기서 초과 CPU 크레딧의 요금이 나옵니다. 생략하면 과금하지 않습니다.",
    "Operations a second that are paid for: gp3 has 3,000, io1 needs it, gp2 has 3 for each GiB.":
      "요금을 내는 초당 작업 수(IOPS)입니다. gp3에는 3,000이 있고, io1은 반드시 적어야 하며, gp2에는 GiB마다 3이 있습니다.",
    "Bytes a second of a gp3 volume that are paid for beyond 125 MiB/s.": "gp3 볼륨에서 125 MiB/s를 넘어 요금을 내는 초당 바이트입니다.",

    // Scaling.
    "The fewest tasks; the fleet starts with `tasks`, or these.":
      "최소 태스크 수입니다. 작업자 집단은 `tasks`만큼, 그것이 없으면 이만큼으로 시작합니다.",
    "The most tasks.": "최대 태스크 수입니다.",
    "What is measured: the backlog (visible messages for each running task), all visible messages, or utilisation.":
      "무엇을 재는지입니다. 밀린 일(실행 중인 태스크 하나당 보이는 메시지), 보이는 메시지 전체, 사용률 가운데 하나입니다.",
    "What the measure is kept at: messages a task, messages, or a share such as 60%.":
      "재는 값을 어디에 유지하는지입니다. 태스크당 메시지, 메시지, 또는 60% 같은 비율입니다.",
    "Time between two points of the metric.": "지표의 점과 점 사이의 시간입니다.",
    "Time until the alarm has a point of the metric.": "지표의 점이 경보에 닿기까지의 시간입니다.",
    "Points in a row above the target until tasks are added.": "목표를 넘는 점이 몇 개 이어지면 태스크를 늘리는지입니다.",
    "The share of the target below which there are too many tasks; observed is 70%, on Fargate 90%.":
      "목표에 대한 비율로, 이보다 낮으면 태스크가 너무 많은 것입니다. 관찰한 값은 70%, Fargate에서는 90%입니다.",
    "Points in a row below the low alarm until tasks are taken away.": "낮은 쪽 경보보다 아래인 점이 몇 개 이어지면 태스크를 줄이는지입니다.",
    "The largest share of the tasks that is taken away at a time, at least one task.":
      "한 번에 줄이는 태스크의 최대 비율입니다. 적어도 하나는 줄입니다.",
    "On EC2: how long a new task is left out of the metric; no task is taken away meanwhile.":
      "EC2: 새 태스크를 지표에서 빼 두는 시간입니다. 그동안은 태스크를 줄이지 않습니다.",
    "On Fargate: after tasks were added, until they count as there; after tasks were taken away, until the next are.":
      "Fargate: 태스크를 늘린 뒤 그것을 있는 것으로 세기까지, 또 태스크를 줄인 뒤 다음에 줄이기까지의 시간입니다.",
    "Time until a new task takes messages.": "새 태스크가 메시지를 가져가기까지의 시간입니다.",
    "How long a task that is taken away may go on working; what it has not finished then comes back at its timeout.":
      "줄이기로 한 태스크가 더 일할 수 있는 시간입니다. 그때까지 끝내지 못한 것은 타임아웃이 지나면 돌아옵니다.",
    "Whether a task that works is let finish however long it takes (scale-in protection).":
      "일하는 태스크는 얼마나 걸리든 끝까지 일하게 두는지입니다(축소 보호).",

    // Heartbeats and failures.
    "Time between two extensions of a message.": "메시지의 타임아웃을 연장하고 다시 연장하기까지의 시간입니다.",
    "What the timeout is set to, counted from the call (ChangeMessageVisibility).":
      "타임아웃을 얼마로 정하는지이며, 호출한 때부터 셉니다(ChangeMessageVisibility).",
    "Share of attempts that fail, each for itself.": "저마다 따로 실패하는 시도의 비율입니다.",
    "Share of messages that fail at every attempt.": "시도할 때마다 실패하는 메시지의 비율입니다.",
    "Tasks that die with what they hold.": "붙들고 있는 메시지와 함께 죽는 태스크입니다.",
    "Mean time until one task crashes; exponential.": "태스크 하나가 비정상 종료하기까지의 평균 시간이며, 지수 분포를 따릅니다.",
    "Time until the task takes messages again.": "태스크가 다시 메시지를 가져가기까지의 시간입니다.",

    // Commits and fetches.
    """
    Time between two commits, made when the next records are asked for; 0s commits each time. What the log \
    says if it is left out, 100ms with exactly_once.
    """:
      "커밋 사이의 시간이며, 커밋은 다음 레코드를 요청할 때 합니다. 0s면 그때마다 커밋합니다. 생략하면 로그의 설정을 따르고, exactly_once에서는 100ms입니다.",
    """
    Results and position are committed in one transaction (Kafka): nobody sees the results of work that is \
    done again.
    """:
      "결과와 위치를 한 트랜잭션으로 커밋합니다(Kafka). 다시 한 처리의 결과는 아무에게도 보이지 않습니다.",
    "With exactly_once: how long a commit takes, for which the task waits.":
      "exactly_once에서: 커밋에 걸리는 시간이며, 태스크는 그동안 기다립니다.",
    "Bytes that have to be there before the brokers answer.": "브로커가 응답하려면 모여 있어야 하는 바이트입니다.",
    "The longest wait for them.": "그만큼 모이기를 기다리는 최대 시간입니다.",
    "The most bytes of one answer.": "응답 하나의 최대 바이트입니다.",
    "The most bytes of one partition in an answer; a larger record still comes.":
      "응답 하나에서 파티션 하나가 차지하는 최대 바이트입니다. 더 큰 레코드도 오기는 합니다.",
  ]
}
