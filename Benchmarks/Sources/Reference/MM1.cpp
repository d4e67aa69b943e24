// SPDX-License-Identifier: GPL-3.0-or-later

#include <cmath>
#include <deque>

#include "PendingEvents.hpp"
#include "Xoshiro.hpp"

namespace {
enum Signal : uint16_t { next, arrival, departure };

struct Model {
  PendingEvents events;
  std::deque<int64_t> waiting;  // arrival times, the customer in service first
  Xoshiro random;
  double meanInterarrival, meanService;  // [ns]
  uint64_t order = 0;

  Model(double meanInterarrival, double meanService, uint64_t seed)
      : random(seed), meanInterarrival(meanInterarrival * 1e9), meanService(meanService * 1e9) {}

  int64_t exponential(double mean) { return static_cast<int64_t>(-std::log(random.uniform()) * mean + 0.5); }

  void schedule(Signal signal, int64_t time) {
    ReferencePayload payload{};
    payload.signal = signal;
    events.push({time, ++order, payload});
  }
};
}  // namespace

ReferenceQueue reference_mm1(
    int64_t customers, double mean_interarrival, double mean_service, bool hands_over, uint64_t seed) {
  Model model(mean_interarrival, mean_service, seed);
  ReferenceQueue result{};
  int64_t generated = 0;
  int64_t sojourn = 0;
  const Signal generate = hands_over ? next : arrival;
  model.schedule(generate, model.exponential(model.meanInterarrival));
  while (!model.events.empty()) {
    const PendingEvent event = model.events.top();
    model.events.pop();
    const int64_t now = event.time;
    const uint16_t signal = event.payload.signal;
    ++result.events;
    if (signal == next) model.schedule(arrival, now);
    if (signal == generate && ++generated < customers) {
      model.schedule(generate, now + model.exponential(model.meanInterarrival));
    }
    if (signal == arrival) {
      model.waiting.push_back(now);
      if (model.waiting.size() == 1) model.schedule(departure, now + model.exponential(model.meanService));
    } else if (signal == departure) {
      sojourn += now - model.waiting.front();
      model.waiting.pop_front();
      ++result.customers;
      if (!model.waiting.empty()) model.schedule(departure, now + model.exponential(model.meanService));
    }
  }
  result.mean_sojourn = static_cast<double>(sojourn) / 1e9 / static_cast<double>(result.customers);
  return result;
}
