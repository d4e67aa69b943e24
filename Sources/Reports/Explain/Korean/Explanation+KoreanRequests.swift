// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Requests to caches and databases, and the traffic that asks them, in Korean.
  static let koreanRequests: Translations = [
    "stale": Translation(
      title: "이미 바뀐 데이터로 한 응답",
      text: """
        캐시나 데이터베이스에 요청하는 트래픽 원천 또는 작업자의 지표입니다. 읽은 시점에
        데이터베이스가 가지고 있던 것보다 낡은 데이터를 돌려준 응답이 전체 응답에서 차지하는
        비율입니다. 값의 나이는 데이터베이스가 그 값을 가지고 있던 시각으로 정하며, 그 뒤에 같은
        키의 쓰기가 커밋되었다면 오래된 값입니다.

        원인은 다음과 같습니다. 쓰기를 통보받지 못한 캐시, 쓰기 전에 읽은 것을 나중에 저장하는
        독자, 뒤처진 복제본, 다시 돌아온 노드입니다.
        """),
    "answers": Translation(
      title: "캐시와 데이터베이스가 작업자에게 한 응답",
      text: """
        작업자의 호출에 대한 성공한 응답이며, 시도마다 따로 셉니다. 작업자의 stale_reads는 이 응답
        수에 대한 비율입니다.
        """),
    "cache traces": Translation(
      title: "기록된 캐시 요청을 트래픽으로 쓰기",
      text: """
        arrivals: { trace: FILE }은 기록된 것을 그대로 재생합니다. 어떤 형식인지는 파일 내용을
        보고 알아냅니다.

          seconds[,bytes]      시각, 그리고 있으면 크기
          Twitter의 CSV        시각, 키, 키 크기, 값 크기, 클라이언트, 연산, TTL
          oracleGeneral        libCacheSim의 24바이트 레코드: 시각, 객체, 크기,
                               다음 요청

        캐시 기록은 키와 크기를 제공하며, Twitter의 기록은 연산과 TTL도 제공합니다. 시각은 초
        단위이므로 같은 초의 요청은 그 1초 안에 고르게 펼칩니다. speed: 10x를 쓰면 더 빠르게
        재생하고, 트래픽 배수를 주어도 그렇습니다. 압축된 파일은 먼저 풀어야 합니다.
        """),
    "newcomers": Translation(
      title: "시간이 지나며 바뀌는 인기",
      text: """
        keys: { zipf: { count: 50k, exponent: 0.9, drift: 60/h } }: 한 시간에 예순 번, 새 키가
        인기 1위가 되고 나머지는 모두 한 자리씩 밀려납니다. 뉴스가 그렇습니다. 꼴찌였던 키는
        자리를 내줍니다. 무엇이 인기 있는지 학습한 캐시는 다시 학습해야 하고, 사용 횟수를 너무
        오래 세는 캐시는 그만큼 늦게 학습합니다.
        """),
    "rate limits": Translation(
      title: "캐시에서 요청을 세는 세 가지 방법",
      text: """
        fixed-window: INCR과 EXPIRE입니다. 값싼 명령 두 개면 되지만, 윈도우 경계 전후로는 한도의
        최대 두 배까지 통과합니다.

        sliding-log: 요청 하나하나를 정렬된 집합(sorted set)의 원소로 둡니다. 정확하지만 키마다
        한도만큼 커지고, 명령마다 로그 시간이 듭니다.

        token-bucket: 왕복 한 번의 스크립트입니다. 한도까지는 한꺼번에 통과하고, 그다음부터는
        정해진 속도를 따릅니다.
        """),
  ]
}
