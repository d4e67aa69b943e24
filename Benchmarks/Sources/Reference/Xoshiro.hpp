// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

/// xoshiro256++ of Blackman and Vigna, seeded by SplitMix64: a generator as cheap as they come.
struct Xoshiro {
  uint64_t state[4];

  explicit Xoshiro(uint64_t seed) {
    for (auto &word : state) {
      seed += 0x9E3779B97F4A7C15;
      uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
      z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
      word = z ^ (z >> 31);
    }
  }

  uint64_t next() {
    const uint64_t result = rotated(state[0] + state[3], 23) + state[0];
    const uint64_t t = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= t;
    state[3] = rotated(state[3], 45);
    return result;
  }

  /// A number of (0, 1).
  double uniform() { return (static_cast<double>(next() >> 12) + 0.5) * 0x1p-52; }

 private:
  static uint64_t rotated(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
};
