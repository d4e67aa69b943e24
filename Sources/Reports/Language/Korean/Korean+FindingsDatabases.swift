// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What is found in databases.
  static let koreanFindingsDatabases: Entries = [
    "{} connection to {} servers: {} of them can never be busy": "서버 {2}개에 연결이 {1}개입니다. 그중 {3}개는 결코 일할 수 없습니다",
    "{} connections to {} servers: {} of them can never be busy": "서버 {2}개에 연결이 {1}개입니다. 그중 {3}개는 결코 일할 수 없습니다",
    "{} connections are more than the {} that {} with {} GiB allows by default (max_connections)":
      "연결 {1}개는 {4} GiB인 {3:이/가} 기본으로 허용하는 {2}개(max_connections)보다 많습니다",
    """
    {} of the queries in window {} ran into the time limit of {} and ran on for nobody: that load keeps an \
    overload alive
    """:
      "시간대 {2}의 쿼리 가운데 {1}가 시간 제한 {3}에 걸렸는데, 기다리는 이 없이 서버에서 계속 실행되었습니다. 그 부하가 과부하를 이어지게 합니다",
    """
    {} of the queries in window {} ran into the time limit of {} and ran on for nobody, while the driver asks \
    again: that load keeps an overload alive
    """:
      "시간대 {2}의 쿼리 가운데 {1}가 시간 제한 {3}에 걸렸는데, 드라이버가 다시 묻는 동안에도 기다리는 이 없이 서버에서 계속 실행되었습니다. 그 부하가 과부하를 이어지게 합니다",
    "its replica answer nothing: all reads go to the primary (reads: replicas would send them there)":
      "복제본은 아무것에도 응답하지 않습니다. 모든 읽기가 프라이머리로 갑니다(reads: replicas면 복제본으로 갑니다)",
    "its {} replicas answer nothing: all reads go to the primary (reads: replicas would send them there)":
      "복제본 {1}개는 아무것에도 응답하지 않습니다. 모든 읽기가 프라이머리로 갑니다(reads: replicas면 복제본으로 갑니다)",
    """
    its replica stand by for a failover and answer nothing: all reads go to the primary (reads: replicas would \
    send them there)
    """:
      "복제본은 장애 조치에 대비할 뿐 아무것에도 응답하지 않습니다. 모든 읽기가 프라이머리로 갑니다(reads: replicas면 복제본으로 갑니다)",
    """
    its {} replicas stand by for a failover and answer nothing: all reads go to the primary (reads: replicas \
    would send them there)
    """:
      "복제본 {1}개는 장애 조치에 대비할 뿐 아무것에도 응답하지 않습니다. 모든 읽기가 프라이머리로 갑니다(reads: replicas면 복제본으로 갑니다)",
    """
    nothing takes over when the primary is lost: it is gone for about {} (assumed); a replica is promoted by \
    hand only; multi_az: true does it by itself
    """:
      "프라이머리를 잃으면 이어받을 것이 없습니다. 약 {1}(가정) 동안 쓸 수 없습니다. 복제본은 손으로만 승격되고, multi_az: true면 저절로 이어받습니다",
    """
    nothing takes over when the primary is lost: it is gone for about {} (assumed); multi_az: true keeps a \
    standby in another zone
    """:
      "프라이머리를 잃으면 이어받을 것이 없습니다. 약 {1}(가정) 동안 쓸 수 없습니다. multi_az: true는 다른 영역에 대기 인스턴스를 둡니다",
    "nothing takes over when the primary is lost: it is gone for about {} (assumed); replicas: 1 would take over":
      "프라이머리를 잃으면 이어받을 것이 없습니다. 약 {1}(가정) 동안 쓸 수 없습니다. replicas: 1이면 이어받습니다",
    """
    nothing takes over when the primary is lost: it is gone for about {} (assumed); failover_time says how \
    long a standby takes to take over
    """:
      "프라이머리를 잃으면 이어받을 것이 없습니다. 약 {1}(가정) 동안 쓸 수 없습니다. failover_time은 대기 인스턴스가 이어받는 데 걸리는 시간입니다",
    """
    {} is {} busy in window {}, above its baseline of {}: kept up for a day, {} vCPU-hours of surplus credits \
    are billed in each hour
    """:
      "시간대 {3}에 {1}의 사용률이 {2:으로/로} 기준선 {4:을/를} 넘습니다. 하루 동안 이어지면 시간마다 초과 크레딧 {5} vCPU-시간이 과금됩니다",
    "how long the queries of {} take is the built-in assumption, not measured at yours":
      "{1}의 쿼리 시간은 내장된 가정이며, 여러분의 환경에서 측정한 값이 아닙니다",
    """
    the primary's servers are {} busy in window {}: waits grow like 1/(1 - utilisation), and after a \
    disturbance the backlog hardly drains
    """:
      "시간대 {2}에 프라이머리의 서버가 {1} 바쁩니다. 기다리는 시간이 1/(1 - 사용률)처럼 늘어나고, 한번 흔들리면 밀린 일이 좀처럼 풀리지 않습니다",
    """
    the replicas' servers are {} busy in window {}: waits grow like 1/(1 - utilisation), and after a \
    disturbance the backlog hardly drains
    """:
      "시간대 {2}에 복제본의 서버가 {1} 바쁩니다. 기다리는 시간이 1/(1 - 사용률)처럼 늘어나고, 한번 흔들리면 밀린 일이 좀처럼 풀리지 않습니다",
    """
    its servers are {} busy in window {}: waits grow like 1/(1 - utilisation), and after a disturbance the \
    backlog hardly drains
    """:
      "시간대 {2}에 데이터베이스의 서버가 {1} 바쁩니다. 기다리는 시간이 1/(1 - 사용률)처럼 늘어나고, 한번 흔들리면 밀린 일이 좀처럼 풀리지 않습니다",
    "the queries of the primary ask for {} of {} server in window {}: the lines grow until queries time out":
      "시간대 {3}에 프라이머리의 쿼리가 서버 {2}개에 {1}개 몫을 요구합니다. 쿼리가 타임아웃될 때까지 줄이 길어집니다",
    "the queries of the primary ask for {} of {} server for a time in window {}: lines build up and drain afterwards":
      "시간대 {3}에 한동안 프라이머리의 쿼리가 서버 {2}개에 {1}개 몫을 요구합니다. 줄이 생겼다가 그 뒤에 풀립니다",
    "the queries of the primary ask for {} of {} servers in window {}: the lines grow until queries time out":
      "시간대 {3}에 프라이머리의 쿼리가 서버 {2}개에 {1}개 몫을 요구합니다. 쿼리가 타임아웃될 때까지 줄이 길어집니다",
    "the queries of the primary ask for {} of {} servers for a time in window {}: lines build up and drain afterwards":
      "시간대 {3}에 한동안 프라이머리의 쿼리가 서버 {2}개에 {1}개 몫을 요구합니다. 줄이 생겼다가 그 뒤에 풀립니다",
    """
    the queries of the primary ask for without bound of {} server in window {}: the lines grow until queries \
    time out
    """:
      "시간대 {2}에 프라이머리의 쿼리가 서버 {1}개에 한없이 많은 것을 요구합니다. 쿼리가 타임아웃될 때까지 줄이 길어집니다",
    """
    the queries of the primary ask for without bound of {} server for a time in window {}: lines build up and \
    drain afterwards
    """:
      "시간대 {2}에 한동안 프라이머리의 쿼리가 서버 {1}개에 한없이 많은 것을 요구합니다. 줄이 생겼다가 그 뒤에 풀립니다",
    """
    the queries of the primary ask for without bound of {} servers in window {}: the lines grow until queries \
    time out
    """:
      "시간대 {2}에 프라이머리의 쿼리가 서버 {1}개에 한없이 많은 것을 요구합니다. 쿼리가 타임아웃될 때까지 줄이 길어집니다",
    """
    the queries of the primary ask for without bound of {} servers for a time in window {}: lines build up and \
    drain afterwards
    """:
      "시간대 {2}에 한동안 프라이머리의 쿼리가 서버 {1}개에 한없이 많은 것을 요구합니다. 줄이 생겼다가 그 뒤에 풀립니다",
    "the queries of the replicas ask for {} of {} server in window {}: the lines grow until queries time out":
      "시간대 {3}에 복제본의 쿼리가 서버 {2}개에 {1}개 몫을 요구합니다. 쿼리가 타임아웃될 때까지 줄이 길어집니다",
    "the queries of the replicas ask for {} of {} server for a time in window {}: lines build up and drain afterwards":
      "시간대 {3}에 한동안 복제본의 쿼리가 서버 {2}개에 {1}개 몫을 요구합니다. 줄이 생겼다가 그 뒤에 풀립니다",
    "the queries of the replicas ask for {} of {} servers in window {}: the lines grow until queries time out":
      "시간대 {3}에 복제본의 쿼리가 서버 {2}개에 {1}개 몫을 요구합니다. 쿼리가 타임아웃될 때까지 줄이 길어집니다",
    """
    the queries of the replicas ask for {} of {} servers for a time in window {}: lines build up and drain \
    afterwards
    """:
      "시간대 {3}에 한동안 복제본의 쿼리가 서버 {2}개에 {1}개 몫을 요구합니다. 줄이 생겼다가 그 뒤에 풀립니다",
    """
    the queries of the replicas ask for without bound of {} server in window {}: the lines grow until queries \
    time out
    """:
      "시간대 {2}에 복제본의 쿼리가 서버 {1}개에 한없이 많은 것을 요구합니다. 쿼리가 타임아웃될 때까지 줄이 길어집니다",
    """
    the queries of the replicas ask for without bound of {} server for a time in window {}: lines build up and \
    drain afterwards
    """:
      "시간대 {2}에 한동안 복제본의 쿼리가 서버 {1}개에 한없이 많은 것을 요구합니다. 줄이 생겼다가 그 뒤에 풀립니다",
    """
    the queries of the replicas ask for without bound of {} servers in window {}: the lines grow until queries \
    time out
    """:
      "시간대 {2}에 복제본의 쿼리가 서버 {1}개에 한없이 많은 것을 요구합니다. 쿼리가 타임아웃될 때까지 줄이 길어집니다",
    """
    the queries of the replicas ask for without bound of {} servers for a time in window {}: lines build up \
    and drain afterwards
    """:
      "시간대 {2}에 한동안 복제본의 쿼리가 서버 {1}개에 한없이 많은 것을 요구합니다. 줄이 생겼다가 그 뒤에 풀립니다",
  ]
}
