// SPDX-License-Identifier: GPL-3.0-or-later

#include "LRU.hpp"

#include "LRU.h"

struct ReferenceLRU {
  ListLRU cache;
};

ReferenceLRU *reference_lru_create(int64_t capacity) {
  return new ReferenceLRU{ListLRU(static_cast<std::size_t>(capacity))};
}

void reference_lru_destroy(ReferenceLRU *lru) { delete lru; }

uint64_t reference_lru_run(ReferenceLRU *lru, const uint64_t *keys, int64_t count) {
  uint64_t hits = 0;
  for (int64_t index = 0; index < count; ++index) hits += lru->cache.access(keys[index]) ? 1 : 0;
  return hits;
}
