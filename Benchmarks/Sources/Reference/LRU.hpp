// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef SLUICE_BENCHMARK_LRU_HPP
#define SLUICE_BENCHMARK_LRU_HPP

#include <cstddef>
#include <cstdint>
#include <list>
#include <unordered_map>

/// An LRU cache as it is commonly written in C++: a hash table of places in a list.
class ListLRU {
 public:
  explicit ListLRU(std::size_t capacity) : capacity(capacity) { index.reserve(capacity + 1); }

  /// Looks a key up, and stores it where it is not there. Whether it was.
  bool access(uint64_t key) {
    const auto found = index.find(key);
    if (found != index.end()) {
      items.splice(items.begin(), items, found->second);
      return true;
    }
    if (items.size() == capacity) {
      index.erase(items.back().key);
      items.pop_back();
    }
    items.push_front({key, 0, INT64_MAX, 1});
    index.emplace(key, items.begin());
    return false;
  }

 private:
  struct Item {
    uint64_t key, stamp;
    int64_t expires;
    uint32_t bytes;
  };

  std::size_t capacity;
  std::list<Item> items;
  std::unordered_map<uint64_t, std::list<Item>::iterator> index;
};

#endif
