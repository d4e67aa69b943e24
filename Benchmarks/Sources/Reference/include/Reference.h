// SPDX-License-Identifier: GPL-3.0-or-later

// The yardsticks: what a careful C++ programmer gets from the standard library, without a simulation framework.

#ifndef SLUICE_BENCHMARK_REFERENCE_H
#define SLUICE_BENCHMARK_REFERENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "LRU.h"

#ifdef __cplusplus
extern "C" {
#endif

/// What an event carries: the same 24 bytes as Sluice's `Event`.
typedef struct {
  uint32_t target;
  uint16_t signal, small;
  uint32_t a, b, c, d;
} ReferencePayload;

/// The hold model on `std::priority_queue`; opaque.
typedef struct ReferenceHold ReferenceHold;

/// A list with `pending` events.
/// - increments: 1,024 lengths of time [ns]; an event is scheduled again after one of them, picked by xoshiro256++.
ReferenceHold *reference_hold_create(int64_t pending, const int64_t *increments, uint64_t seed);
void reference_hold_destroy(ReferenceHold *hold);

/// Takes the first event and schedules it again, `operations` times. Returns a checksum of the order of events.
uint64_t reference_hold_run(ReferenceHold *hold, int64_t operations);

/// What a run of M/M/1 gave.
typedef struct {
  uint64_t events;      // handled
  uint64_t customers;   // departed
  double mean_sojourn;  // [s]
} ReferenceQueue;

/// Event-driven M/M/1, first come first served, until so many customers have arrived and left.
/// - mean_interarrival, mean_service: [s].
/// - hands_over: the source hands a customer to the server by an event: three events a customer. Otherwise one piece of
///   code is both, with an arrival and a departure: two.
ReferenceQueue reference_mm1(
    int64_t customers, double mean_interarrival, double mean_service, bool hands_over, uint64_t seed);

#ifdef __cplusplus
}
#endif

#endif
