#include <sodium/randombytes.h>

#include <memory>

#include "compiler/base/digest.h"
#include "runtime/system/real.h"

namespace infra::runtime {
namespace {

/// getrandom(2), by libsodium, which aborts the program when the kernel has none to give.
class RealRandom final : public Random {
 public:
  void fill(std::span<uint8_t> bytes) override { randombytes_buf(bytes.data(), bytes.size()); }
};

}  // namespace

std::string Random::hex(size_t bytes) {
  std::vector<uint8_t> buffer(bytes);
  fill(buffer);
  return to_hex(buffer);
}

std::unique_ptr<Random> make_real_random() { return std::make_unique<RealRandom>(); }

}  // namespace infra::runtime
