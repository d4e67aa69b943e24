// SPDX-License-Identifier: GPL-3.0-or-later

#include "PendingEvents.hpp"
#include "Xoshiro.hpp"

struct ReferenceHold {
  PendingEvents events;
  Xoshiro random;
  const int64_t *increments;
  uint64_t order = 0;

  ReferenceHold(const int64_t *increments, uint64_t seed) : random(seed), increments(increments) {}

  int64_t increment() {
    const uint64_t bits = random.next();
    return increments[bits >> 54] + static_cast<int64_t>(bits & 0xFFF);
  }
};

ReferenceHold *reference_hold_create(int64_t pending, const int64_t *increments, uint64_t seed) {
  auto *hold = new ReferenceHold(increments, seed);
  for (int64_t index = 0; index < pending; ++index) {
    ReferencePayload payload{};
    payload.a = static_cast<uint32_t>(index);
    hold->events.push({hold->increment(), ++hold->order, payload});
  }
  return hold;
}

void reference_hold_destroy(ReferenceHold *hold) { delete hold; }

uint64_t reference_hold_run(ReferenceHold *hold, int64_t operations) {
  uint64_t checksum = 0;
  for (int64_t index = 0; index < operations; ++index) {
    PendingEvent event = hold->events.top();
    hold->events.pop();
    checksum = checksum * 31 + static_cast<uint64_t>(event.time) + event.payload.a;
    event.time += hold->increment();
    event.order = ++hold->order;
    hold->events.push(event);
  }
  return checksum;
}
