// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What a life of a message has of its own: how it was chosen, units of its bill, kinds of parts.
  static let koreanResultsTrace: Entries = [
    "first dead-lettered": "처음 배달 못한 것",
    "first lost": "처음 잃은 것",
    "first rejected": "처음 거절된 것",
    "query": "질의",
    "{} request": "요청 {1}건",
    "{} notification": "알림 {1}건",
    "{} notifications": "알림 {1}건",
    "{} GB-seconds": "{1} GB-초",
    "{} vCPU-hours": "{1} vCPU-시간",
    "{} GB-hours": "{1} GB-시간",
    "{} instance-hours": "{1} 인스턴스-시간",
    "{} GBs": "{1} GB",
    "{} WRUs": "{1} WRU",
    "{} ECPUs": "{1} ECPU",
    "{} GB": "{1} GB",
    "{} WRU": "{1} WRU",
    "{} ECPU": "{1} ECPU",
    "SQS queue": "SQS 큐",
    "SQS FIFO queue": "SQS FIFO 큐",
    "SNS topic": "SNS 토픽",
    "SNS FIFO topic": "SNS FIFO 토픽",
    "Kinesis stream": "Kinesis 스트림",
    "Kafka topic": "Kafka 토픽",
    "MSK topic": "MSK 토픽",
    "MSK Serverless topic": "MSK Serverless 토픽",
    "database": "데이터베이스",
    "RDS database": "RDS 데이터베이스",
    "Aurora database": "Aurora 데이터베이스",
    "Redis cache": "Redis 캐시",
    "Valkey cache": "Valkey 캐시",
    "Memcached cache": "Memcached 캐시",
  ]
}
