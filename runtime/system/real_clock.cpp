#include <algorithm>
#include <ctime>
#include <memory>

#include "runtime/system/real.h"

namespace infra::runtime {
namespace {

Milliseconds now(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return Milliseconds(int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000);
}

class RealClock final : public Clock {
 public:
  Milliseconds wall() override { return now(CLOCK_REALTIME); }
  Milliseconds monotonic() override { return now(CLOCK_BOOTTIME); }

  // A cancel token is a flag that nothing can wait on, so a sleep is cut into slices that a person does not notice.
  bool sleep(Milliseconds duration, const CancelToken& cancel) override {
    constexpr Milliseconds kSlice{20};
    const Milliseconds until = monotonic() + duration;
    while (!cancel.cancelled()) {
      const Milliseconds left = until - monotonic();
      if (left <= Milliseconds{0}) return true;
      const Milliseconds slice = std::min(left, kSlice);
      timespec time{0, static_cast<long>(slice.count()) * 1'000'000};
      clock_nanosleep(CLOCK_BOOTTIME, 0, &time, nullptr);
    }
    return false;
  }
};

}  // namespace

std::unique_ptr<Clock> make_real_clock() { return std::make_unique<RealClock>(); }

}  // namespace infra::runtime
