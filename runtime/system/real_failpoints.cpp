#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <memory>
#include <string>

#include "runtime/system/real.h"

namespace infra::runtime {
namespace {

class NoFailpoints final : public Failpoints {
 public:
  void hit(std::string_view) override {}
};

class KillingFailpoints final : public Failpoints {
 public:
  KillingFailpoints(std::string name, int64_t count) : name_(std::move(name)), left_(count) {}

  // SIGKILL and not exit(): no destructor, no flush, no handler runs, as when the machine loses power.
  void hit(std::string_view name) override {
    if (name == name_ && left_.fetch_sub(1) == 1) ::kill(::getpid(), SIGKILL);
  }

 private:
  std::string name_;
  std::atomic<int64_t> left_;
};

}  // namespace

std::unique_ptr<Failpoints> make_killing_failpoints(const std::optional<std::string>& setting) {
  if (!setting || setting->empty()) return std::make_unique<NoFailpoints>();
  std::string_view text = *setting;
  int64_t count = 1;
  if (const size_t colon = text.rfind(':'); colon != std::string_view::npos) {
    const std::string_view digits = text.substr(colon + 1);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (parsed.ec == std::errc() && parsed.ptr == digits.data() + digits.size()) text = text.substr(0, colon);
  }
  return std::make_unique<KillingFailpoints>(std::string(text), count);
}

}  // namespace infra::runtime
