#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes KinesisShardFixture.swift: the shards of 1,000 keys by Python's hashlib.

A key is its decimal digits; its hash key is the MD5 digest as a big-endian number (Kinesis Data Streams Developer
Guide, key concepts); shard i of n begins at i * floor(2^128 / n), and the last has what is left over.

    python3 Tests/ServicesTests/Fixtures/kinesis-shards.py > Tests/ServicesTests/Fixtures/KinesisShardFixture.swift
"""
import hashlib

COUNTS = [1, 2, 3, 7, 100]
KEYS = list(range(900)) + [10**k + d for k in range(3, 9) for d in range(16)] + [2**32 - 1, 2**31, 123456789, 999999999]

def shard(key, count):
    number = int.from_bytes(hashlib.md5(str(key).encode()).digest(), "big")
    return min(number // (2**128 // count), count - 1)

print("// SPDX-License-Identifier: GPL-3.0-or-later\n")
print("// Made by kinesis-shards.py; not to be edited.\n")
print("/// Keys, and for several numbers of shards the shard that each key belongs to, by Python's hashlib.")
print("enum KinesisShardFixture {")
print("  static let counts = %s" % COUNTS)

def table(name, kind, values, per):
    print("  // swift-format-ignore")
    print("  static let %s: [%s] = [" % (name, kind))
    for i in range(0, len(values), per):
        print("    " + " ".join("%d," % v for v in values[i:i + per]))
    print("  ]")

table("keys", "UInt32", KEYS, 16)
for count in COUNTS[1:]:
    table("of%d" % count, "Int", [shard(k, count) for k in KEYS], 40)
print("  static let shards = [1: [Int](repeating: 0, count: keys.count), %s]"
      % ", ".join("%d: of%d" % (c, c) for c in COUNTS[1:]))
print("}")
