#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Measures the two tables of the course, which service is like what and which one to take, and writes them
# as a table, as Markdown, as CSV and as a page.
#   measure.sh [PROGRAM [FOLDER]]     PROGRAM is sluice, or where it lies; FOLDER is where the reports go
#
# Every figure comes from the program. What the course says stands here, because it is what is being compared.

set -e
LC_ALL=C
export LC_ALL
sluice=${1:-sluice}
reports=${2:-reports}
here=$(dirname "$0")
scenarios=$here/..
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
five=$scenarios/which-service.yaml
store=$work/replications.sqlite

# A verdict on an objective is no failure of the program.
measure() {
  "$sluice" "$@" --progress none -f csv 2>"$work/errors" || case $? in
    4 | 5) ;;
    *) cat "$work/errors" >&2; exit 1 ;;
  esac
}

# --- The choice table ---------------------------------------------------------------------------------------

# Order, loss, abilities and the bill at three rates: the same items for all.
measure run "$five" -v all >"$work/run.csv"
measure run "$five" -v all -w usual -n 2 -x 0.1 >"$work/run-tenth.csv"
measure run "$five" -v all -w usual -n 2 -x 10 >"$work/run-tenfold.csv"
# What a cache still has when the node that died is back: only that is counted.
measure run "$five" -v redis -v redis-replica -v memcached -v memcached-two -w loss -n 2 \
  -s run.warmup=6m -s run.windows.usual.duration=8m >"$work/kept.csv"
# From which rate on the stream is cheaper than the queue, whatever else they can do.
measure compare "$five" -v base -v kinesis -w usual -n 2 -s 'requires=[]' --break-even traffic=0.01..1 \
  --store none >"$work/even.csv"

# The highest rate at which nothing is refused, and at which a cache still answers within its objective: what was
# asked about, the traffic to begin with and how many times that is tried at the most, then the program's answer.
ceiling() {
  name=$1 traffic=$2 most=$3
  shift 3
  measure sweep "$five" --headroom -w usual -x "$traffic" --up-to "${most}x" --store none "$@" |
    sed "s/^/$name,$traffic,$most,/" >>"$work/ceiling.csv"
}
: >"$work/ceiling.csv"
# Quotas let a second's worth through at once, so that they are looked at for a while.
short='-n 2 -s run.warmup=5s -s slos.in-time=null'
ceiling base 1 100 -v base $short -s run.windows.usual.duration=20s
for variant in sqs-fifo sqs-fifo-batches sns kinesis kinesis-two; do
  ceiling "$variant" 1 50 -v "$variant" $short -s run.windows.usual.duration=40s
done
burst='-n 1 -s run.warmup=200ms -s run.windows.usual.duration=1s -s slos.taken=null'
small='-s traffic.items.value=100B -s traffic.reads.value=100B -s caches.service.node_type=cache.m7g.large'
ceiling redis-threads 500 4 -v redis $burst $small
ceiling memcached-threads 1000 4 -v memcached $burst $small
ceiling memcached-one-thread 500 4 -v memcached $burst $small -s caches.service.threads=1
# For as long as one likes, on the small node and without its network's burst.
steady='-n 1 -s run.warmup=200ms -s run.windows.usual.duration=2s -s slos.taken=null -s caches.service.network_burst=0s'
ceiling redis-network 50 8 -v redis $steady
ceiling memcached-network 50 8 -v memcached $steady

# Which uses a cache takes at all.
uses() {
  engine=$1
  for use in read '{ session: { ttl: 30m } }' '{ increment: {} }' \
    '{ rate_limit: { limit: 100, window: 1m, algorithm: fixed-window } }' \
    '{ rate_limit: { limit: 100, window: 1m, algorithm: sliding-log } }' \
    '{ rate_limit: { limit: 100, window: 1m, algorithm: token-bucket } }' \
    '{ leaderboard: { action: add, members: 10k } }' '{ publish: { subscribers: 2 } }' '{ queue: push }'; do
    code=0
    "$sluice" check "$five" -v "$engine" -s "traffic.reads.operation=$use" -q >"$work/check" 2>&1 || code=$?
    case $code in
      0) echo "$engine,yes" ;;
      3) sed -n "s/.*cannot be asked for .*: \([A-Za-z]* has no .*\)/$engine,no,\1/p" "$work/check" ;;
      *) cat "$work/check" >&2; exit 1 ;;
    esac
  done
}
for engine in redis memcached; do uses $engine; done >"$work/uses.csv"

# --- The architecture table ---------------------------------------------------------------------------------

candidates() {
  name=$1
  file=$scenarios/which-service-$2.yaml
  shift 2
  measure compare "$file" --store "$store" "$@" | sed "s/^/$name,/" >>"$work/candidates.csv"
}
: >"$work/candidates.csv"
kafka='-v base -v msk-large -v msk-serverless -v kafka-ec2'
candidates jobs jobs -v all
candidates cache cache -v all
candidates stream stream -v all
candidates kafka stream $kafka
candidates stream-at-least-once stream -v all \
  -s 'requires=[{ of: stream, ordering: per_key, replay: 24h, independent_readers: 2, persistence: true }]'
candidates kafka-traffic stream $kafka --break-even traffic=0.005..1
candidates cache-traffic cache -v valkey -v serverless -w usual -s run.windows.usual.duration=6s -s run.warmup=1s \
  --break-even traffic=1..32

# --- The reports --------------------------------------------------------------------------------------------

mkdir -p "$reports"
awk -v out="$reports/which-service" \
  -f "$here/figures.awk" -f "$here/choice.awk" -f "$here/architecture.awk" -f "$here/formats.awk" \
  kind=titles "$scenarios"/which-service*.yaml \
  kind=run set=one "$work/run.csv" set=tenth "$work/run-tenth.csv" set=tenfold "$work/run-tenfold.csv" \
  set=kept "$work/kept.csv" kind=even "$work/even.csv" kind=ceiling "$work/ceiling.csv" kind=uses "$work/uses.csv" \
  kind=candidates "$work/candidates.csv"
