#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes KafkaPartitionFixture.swift: the partition of keys 0..., as decimal digits, by kafka-python's murmur2.

kafka-python is a client that was written apart from the Java one and follows it.
    pip install kafka-python && python3 kafka-partitions.py > KafkaPartitionFixture.swift
"""
from kafka.partitioner.default import murmur2

PARTITIONS = 12
KEYS = [str(n) for n in range(970)] + [str(10**d - 1) for d in range(4, 10)] + [str(10**d) for d in range(4, 10)]
KEYS += [str(n) for n in (4294967295, 4294967294, 2147483648, 2147483647, 123456789, 1234567890, 65535, 65536)]
KEYS += [str(7919 * n) for n in range(1000 - len(KEYS))]

print("// SPDX-License-Identifier: GPL-3.0-or-later\n")
print("/// Written by kafka-partitions.py: keys and their partitions of 12, by kafka-python's murmur2.")
print("let kafkaPartitionFixture: [(key: UInt32, partition: Int)] = [")
for start in range(0, len(KEYS), 8):
    line = ", ".join(f"({key}, {(murmur2(key.encode()) & 0x7FFFFFFF) % PARTITIONS})" for key in KEYS[start:start + 8])
    print(f"  {line},")
print("]")
