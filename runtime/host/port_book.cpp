#include "runtime/host/port_book.h"

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

Result<int> PortBook::take() {
  std::lock_guard lock(mutex_);
  // A random start, so that a port does not pass from one instance straight to the next, whose clients might still
  // speak to the first.
  uint32_t start = 0;
  system_.random.fill({reinterpret_cast<uint8_t*>(&start), sizeof start});
  for (int i = 0; i < kCount; ++i) {
    int port = kFirst + static_cast<int>((start + static_cast<uint32_t>(i)) % kCount);
    if (taken_.contains(port) || system_.network.port_in_use(port)) continue;
    taken_.insert(port);
    return port;
  }
  return fail(diag::error(diag::PortInUse, kFirst).note("and so is every other one that instances may get"));
}

void PortBook::keep(int port) {
  std::lock_guard lock(mutex_);
  taken_.insert(port);
}

void PortBook::free(int port) {
  std::lock_guard lock(mutex_);
  taken_.erase(port);
}

}  // namespace infra::runtime
