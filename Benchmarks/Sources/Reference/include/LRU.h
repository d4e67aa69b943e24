// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef SLUICE_BENCHMARK_LRU_H
#define SLUICE_BENCHMARK_LRU_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// LRU by `std::unordered_map` and `std::list`; opaque.
typedef struct ReferenceLRU ReferenceLRU;

/// A cache for so many keys.
ReferenceLRU *reference_lru_create(int64_t capacity);
void reference_lru_destroy(ReferenceLRU *lru);

/// Looks the keys up in turn, storing those that are missing. Returns the hits.
uint64_t reference_lru_run(ReferenceLRU *lru, const uint64_t *keys, int64_t count);

#ifdef __cplusplus
}
#endif

#endif
