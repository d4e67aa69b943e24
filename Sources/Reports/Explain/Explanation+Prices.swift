// SPDX-License-Identifier: GPL-3.0-or-later

extension Explanation {
  /// Prices, terms, and what a scenario may ask for besides its parts.
  static let prices: [Entry] = [
    Entry(
      "own-prices", "price-file", "overlay", title: "a price book of your own",
      text: """
        A YAML file with prices, discounts and free quantities that is laid over the prices
        that Sluice ships with: a contract, another region, newer figures. A price of yours
        takes the place of the whole price with its tiers; a discount lowers those that you
        have no price for. sluice prices import writes such a file from AWS's own price
        lists, sluice prices check FILE says what is wrong with one and what it changes.
        """, command: "sluice cost scenarios/image-processing.yaml --as market"),
    Entry(
      "price-list", "offer-file", title: "the files in which AWS publishes what each product costs",
      text: """
        sluice prices import turns them (JSON or CSV, of one region or all) into a price
        book: on-demand prices, and reservations of Redis nodes. A first tier at $0 becomes a
        free quantity. It says how many products it left out, and why.
        """, command: "sluice cost scenarios/image-processing.yaml --as market"),
    Entry(
      "price-gap", "not-priced", "at-least", title: "a quantity that has no price",
      text: """
        No source was found: for the region, or for a stretch of the tiers. What falls into
        a gap is listed as not priced, the total says "at least", and an objective on it is
        undecided. It is never free of charge.
        """, command: "sluice cost scenarios/sns-fanout.yaml -n 2"),
    Entry(
      "price-stale", "stale-prices", title: "a price that is more than 12 months old",
      text: """
        Ages are told from the newest price of the book, or from pricing.date. AWS seldom
        raises prices, but old ones may be too high, and what is new has none. sluice prices
        import reads current price lists.
        """, command: "sluice cost scenarios/product-catalogue.yaml -n 2"),
    Entry(
      "price-undated", title: "a price whose source names no complete day",
      text: """
        Nobody can say how old the figure is. The course's figures are such: the text
        mentions 2024 and 2025.
        """, command: "sluice cost scenarios/image-processing.yaml"),
    Entry(
      "price-unverified", title: "a price with one third-party source, or with sources in conflict",
      text: """
        Compare it with AWS's own page, or put the right figure into a price book of your
        own (--prices).
        """, command: "sluice cost scenarios/image-processing.yaml"),
    Entry(
      "price-derived", title: "a price worked out from a documented one",
      text: """
        A month's price divided by 730 hours, say, or the price of two zones as twice that of
        one.
        """, command: "sluice cost scenarios/product-catalogue.yaml -n 2"),
    Entry(
      "price-differs", "mixed-prices", title: "figures of the course beside list prices",
      text: """
        The course text and AWS's list price may give different amounts for the same thing
        in the same region. The book `documented` takes the first where there is one, and a
        bill says so when it adds up both kinds; `market` takes list prices only. sluice
        prices diff documented market shows all differences.
        """, command: "sluice cost scenarios/course-stack.yaml -n 2 --as market"),
    Entry(
      "price-region", "region-lacks", title: "a price that only one region has",
      text: """
        A scenario in the other region lists it as not priced, and its bill is a lower bound.
        Either AWS does not offer it there (a service, a type of node, text messages to a
        country), or the price tables do not have it yet: sluice prices import reads AWS's
        own price lists, and a line of --prices FILE states one price.
        """, command: "sluice cost scenarios/image-processing.yaml --region us-east-1"),
    Entry(
      "reserved", "savings", "commitment", title: "what is promised for years, at a lower rate",
      text: """
        pricing.reserved covers ElastiCache nodes, RDS and EC2 instances; the rates of Redis
        nodes are in the price tables, others need a `discount` or a price book of your own.
        pricing.savings is a compute savings plan for EC2, Fargate and the duration of Lambda,
        whose rate must be said. `covers` is the share of what is used that is promised for.
        An upfront payment is spread over the hours of its term. A month's bill takes a
        promise as used in full.
        """, command: "sluice cost scenarios/image-processing.yaml -s 'pricing.savings={ discount: 20% }'"),
    Entry(
      "graviton", title: "the price of the same size with an Arm processor",
      text: """
        pricing.graviton prices Lambda, Fargate, and the nodes, instances and brokers that
        have a Graviton family of the same size as if they ran there. Only the price changes:
        how fast the work is done there is for you to measure.
        """, command: "sluice cost scenarios/image-processing.yaml -s pricing.graviton=true"),
    Entry(
      "focus", title: "the columns of the FinOps Open Cost and Usage Specification",
      text: """
        sluice cost -f focus writes a bill in the columns of FOCUS 1.0, a row for each tier of
        each line, so that it can be laid beside a real bill. Accounts and invoices are called
        simulated; the month is that of the day that prices are dated from.
        """, command: "sluice cost scenarios/image-processing.yaml -f focus"),
    Entry(
      "nat-gateway", "interface-endpoint", "private-subnet",
      title: "how machines without a public address reach services",
      text: """
        SQS, SNS and Kinesis have public addresses. A machine in a private subnet reaches them
        through a NAT gateway or an interface endpoint; both are paid for by each hour that is
        begun and by the GB in either direction. Gateway endpoints of S3 and DynamoDB are
        free. `network` says what there is and who uses it; bytes are those of the messages
        plus call_overhead for each call and each answer.
        """, command: "sluice explain nat"),
    Entry(
      "nat-unused", title: "nobody passes the NAT gateways",
      text: """
        NAT gateways cost by the hour whether or not anything passes. Here everything that
        their users reach stands in the VPC or has an endpoint of its own. Take the gateways
        away, or say under `for` who stands behind them.
        """, command: "sluice explain nat"),
    Entry(
      "endpoint-unused", title: "nobody uses an interface endpoint",
      text: """
        An interface endpoint costs by the hour in each zone. No part that may use this one
        calls its service. A Lambda function uses endpoints only if it is named under `for`,
        and its poller never does.
        """, command: "sluice explain nat"),
    Entry(
      "monitoring-cost", "alarms", title: "what CloudWatch costs",
      text: """
        `monitoring` puts alarms and custom metrics on the bill by the month, and logs by the
        GB that comes in and the compressed GB-month that is kept. Target tracking makes two
        alarms for each policy, which are billed too.
        """, command: "sluice explain monitoring"),
    Entry(
      "kms", "data-key", title: "requests for keys",
      text: """
        A queue or topic that is encrypted with a KMS key asks KMS for data keys: two calls
        for each sender and one for each receiver in every reuse period in which it calls. A
        stream makes about 12 in five minutes for each set of credentials. A key of your own
        costs $1 a month, and is needed where SNS delivers to an encrypted queue.
        """, command: "sluice explain encryption"),
    Entry(
      "producing-principals", "consuming-principals", title: "senders and receivers with a data key",
      text: """
        P and C in AWS's estimate of the requests to KMS, (B / D) x (2P + C): how many have a
        key at a moment. A fleet or a function is one principal.
        """, command: "sluice explain encryption"),
    Entry(
      "put-payload-unit", title: "what a Kinesis stream counts of each record",
      text: """
        One unit for each 25,600 bytes begun, whatever call the record came in. A record that
        the KPL has packed counts as one.
        """, command: "sluice cost scenarios/clickstream.yaml -n 1"),
    Entry(
      "long-term-retention", title: "keeping records beyond seven days",
      text: """
        The first day is in the price of taking a record in. Up to the seventh day keeping
        costs by the shard-hour (on demand by the GB-month), beyond it by the GB-month. With
        shards each GB that GetRecords brings of older data costs too.
        """, command: "sluice cost scenarios/clickstream.yaml -n 1"),
    Entry(
      "surplus-vcpus", "surplus-vcpus-replicas", title: "vCPUs above a burstable instance's baseline",
      text: """
        What instances of the t classes that may run on (RDS, Aurora, EC2) use, less their
        baseline. Below it they earn credits; the month's sum is billed by the vCPU-hour, and
        never below 0.
        """, command: "sluice explain database-credits"),
    Entry(
      "zone-transfer", "between-zones", title: "bytes between availability zones",
      text: """
        EC2 bills each GB by direction. Clients of a cache pay on their side only, databases
        and Kafka brokers on EC2 on both; replication inside ElastiCache, RDS and MSK is free.
        `cross_zone` is the share that crosses; clients that are spread over three zones cross
        with two thirds.
        """, command: "sluice explain cross_zone"),
  ]
}
