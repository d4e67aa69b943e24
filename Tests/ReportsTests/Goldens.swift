// SPDX-License-Identifier: GPL-3.0-or-later

/// Reports as they must look.
enum Goldens {
  static let web = """
      web     ── 4/s ───┐
      imports ── 12/s ──┴▶ [orders SQS] ── 9/s ──▶ (billing x8)
                             ├─ 7/s ─▶ (shipping x8)
                             └─ after 2 receives ─▶ [orders-dlq] 0.05/s ──▶ (redrive x1)
      audit ── 1/s ──▶ [log SQS] ──▶ (archive x1) ✓ 90.00% ✗ lost 10.00%
      [loop SQS] ──▶ [loop SQS] (see above)
    """
  static let narrow = #"""
    thumbnails - base "24 tasks" - ap-northeast-2                  prices 2026-10-01
    seed 7 - 10 replications x 2 windows - warm-up 2m20s cut - 2.9 M events

      uploads -- 6/s usual, 9/s promo --> [jobs SQS] --> (resizer x24) + 99.90%
                                            +- after 3 receives -> [jobs-dlq] 0.10%

    SLO                       window asked   measured 95% interval     verdict
    + thumbnail-soon  p95     promo  < 10m   5m02s    4m52s .. 5m12s   pass
    x usual-is-snappy p99     usual  < 20s   29.4s    27.9s .. 30.9s   FAIL
        1.1% of attempts fail and wait out the 30s timeout
    ? backlog-drains  max age promo  < 10m   9m44s    9m20s .. 10m08s  undecided
        needs about 55 replications
    ? retried         ratio   usual  < 2%    -        -                undecided
        no data
    + affordable      monthly month  < $1100 $1,009   $1,009 .. $1,009 pass
        (level warn)

    LATENCY uploads   p50    p99     max  messages
    usual            1.6s  29.4s   58.8s    99.9 k
    promo            1.6s  6m02s  12m04s    99.9 k
      where it goes, slowest 1%:
        usual  wait 2.9s #  work 2s #  failed attempts 2.2s #
               invisible 22.1s ########
        promo  wait 36.2s #|  work 2s |  failed attempts 2.2s |
               invisible 4m32s #########

    PARTS           window  busy mean..p99  queue mean..max  per second
    jobs (SQS)      usual   -               0.64 .. 6.4      6 in 6 out
                    in flight 32 of 120,000
                    promo   -               398 .. 3,978     9 in 9 out
                    in flight 32 of 120,000
    jobs-dlq (SQS)  usual   -               4.5 .. 9         0.006 in 0 out
                    promo   -               4.5 .. 9         0.009 in 0 out
    resizer x24     usual   53% .. 88%      -                6.1
                    promo   62% .. 100%     -                9.2
                    tasks 24 busy at 47m00s..1h02m

    COST    a month                                quantity    unit price    amount
    jobs    SQS requests: receive (2.1 M empty)      18.1 M       $0.40/M    $14.10
            SQS requests: delete                     15.9 M       $0.40/M     $6.00
    resizer Fargate vCPU                           17,520 h    $0.04656/h   $815.73
            Fargate memory                      35,040 GB-h $0.00511/GB-h   $179.05
            Free tier: SQS, 1,000,000 requests                               -$6.00
                                                                 at least $1,008.88
        $63.96 per million delivered
    priced: 690 h usual + 40 h promo - 95% interval $1,008.82 .. $1,008.95
      documented prices - free tier: always
      never priced: S3, logs, data to the internet, support
    not priced: resizer gpu.hours, 12: no price found for ap-northeast-2

    checks  ! retry-wait: 1.1% of attempts fail and each waits out the 30s timeout:
              that alone puts p99 at about 30.6s    sluice explain retry-wait
            - uncalibrated: the call times of jobs are built-in
            - uncalibrated: the call times of jobs-dlq are built-in
              sluice explain uncalibrated
    next    sluice run scenarios/thumbnails.yaml -n 55
            sluice run scenarios/thumbnails.yaml --format json -o result.json
            sluice cost scenarios/thumbnails.yaml
            sluice check scenarios/thumbnails.yaml
            sluice explain latency

    """#
  static let wide = #"""
    thumbnails · base "24 tasks" · ap-northeast-2
    seed 7 · 10 replications x 2 windows · warm-up 2m20s cut · 2.9 M events            prices 2026-10-01

      uploads ── 6/s usual, 9/s promo ──▶ [jobs SQS] ──▶ (resizer x24) ✓ 99.90%
                                            └─ after 3 receives ─▶ [jobs-dlq] 0.10%

    SLO                         window  asked    measured  95% interval      verdict
    ✓ thumbnail-soon   p95      promo   < 10m    5m02s     4m52s .. 5m12s    pass
    ✗ usual-is-snappy  p99      usual   < 20s    29.4s     27.9s .. 30.9s    FAIL
        1.1% of attempts fail and wait out the 30s timeout
    ? backlog-drains   max age  promo   < 10m    9m44s     9m20s .. 10m08s   undecided
        needs about 55 replications
    ? retried          ratio    usual   < 2%     -         -                 undecided  no data
    ✓ affordable       monthly  month   < $1100  $1,009    $1,009 .. $1,009  pass       (level warn)

    LATENCY uploads   p50    p99     max  messages
    usual            1.6s  29.4s   58.8s    99.9 k
    promo            1.6s  6m02s  12m04s    99.9 k
      where it goes, slowest 1%:
        usual  wait 2.9s ██  work 2s █▍  failed attempts 2.2s █▌  invisible 22.1s ███████████████▏
        promo  wait 36.2s ██▍  work 2s ▏  failed attempts 2.2s ▏  invisible 4m32s █████████████████▍

    PARTS          window busy mean..p99 queue mean..max per second     limits
    jobs (SQS)     usual  -              0.64 .. 6.4     6 in 6 out     in flight 32 of 120,000
                   promo  -              398 .. 3,978    9 in 9 out     in flight 32 of 120,000
    jobs-dlq (SQS) usual  -              4.5 .. 9        0.006 in 0 out
                   promo  -              4.5 .. 9        0.009 in 0 out
    resizer x24    usual  53% .. 88%     -               6.1
                   promo  62% .. 100%    -               9.2            tasks 24 busy at 47m00s..1h02m

    COST     a month                                 quantity     unit price     amount
    jobs     SQS requests: receive (2.1 M empty)       18.1 M        $0.40/M     $14.10
             SQS requests: delete                      15.9 M        $0.40/M      $6.00
    resizer  Fargate vCPU                            17,520 h     $0.04656/h    $815.73
             Fargate memory                       35,040 GB-h  $0.00511/GB-h    $179.05
             Free tier: SQS, 1,000,000 requests                                  -$6.00
                                                                    at least  $1,008.88
        $63.96 per million delivered
    priced: 690 h usual + 40 h promo · 95% interval $1,008.82 .. $1,008.95 · documented prices
      free tier: always · never priced: S3, logs, data to the internet, support
    not priced: resizer gpu.hours, 12: no price found for ap-northeast-2

    checks  ! retry-wait: 1.1% of attempts fail and each waits out the 30s timeout: that alone puts p99
              at about 30.6s    sluice explain retry-wait
            · uncalibrated: the call times of jobs are built-in
            · uncalibrated: the call times of jobs-dlq are built-in    sluice explain uncalibrated
    next    sluice run scenarios/thumbnails.yaml -n 55
            sluice run scenarios/thumbnails.yaml --format json -o result.json
            sluice cost scenarios/thumbnails.yaml
            sluice check scenarios/thumbnails.yaml
            sluice explain latency

    """#
}
