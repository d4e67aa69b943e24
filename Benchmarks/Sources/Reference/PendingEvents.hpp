// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <queue>
#include <vector>

#include "Reference.h"

struct PendingEvent {
  int64_t time;  // [ns]
  uint64_t order;
  ReferencePayload payload;
};

/// Later events sink: the first is the earliest, and among those the one that was scheduled first.
struct Later {
  bool operator()(const PendingEvent &one, const PendingEvent &other) const {
    return one.time != other.time ? one.time > other.time : one.order > other.order;
  }
};

using PendingEvents = std::priority_queue<PendingEvent, std::vector<PendingEvent>, Later>;
