#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Simulates what others have measured or published, and prints what was asked and what came out.
#   measure.sh [PROGRAM]     PROGRAM is sluice, or where it lies

sluice=${1:-sluice}
folder=$(dirname "$0")
one() {
  file=$1
  shift
  for variant in "$@"; do
    echo "$file · $variant"
    "$sluice" run "$folder/$file.yaml" -v "$variant" -q --width 100 --color never --progress none
    case $? in 0 | 4 | 5) ;; *) exit 1 ;; esac
    echo
  done
}
one kafka-delays base one-data-centre
one msk-ceiling base at-80-percent
one kinesis-readers base five-readers fan-out
one kinesis-shard base bytes
one prices base on-demand sqs msk
