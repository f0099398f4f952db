// The gate that everything new passes before anything points at it.
#include <algorithm>

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"
#include "compiler/value/scalars.h"
#include "runtime/exec/operations.h"
#include "runtime/exec/world_reader.h"

namespace infra::runtime {

namespace {

constexpr Milliseconds kFirstPause{50};
constexpr Milliseconds kLongestPause{1000};
constexpr size_t kLogLines = 20;

void add_lines(Error& error, const std::string& title, const std::string& text) {
  if (text.empty()) return;
  error.notes.push_back(title);
  size_t from = 0;
  while (from < text.size()) {
    const size_t end = std::min(text.find('\n', from), text.size());
    error.notes.push_back("  " + text.substr(from, end - from));
    from = end + 1;
  }
}

}  // namespace

Done<void> Operations::prove_healthy(const KindProvider& by, const Instance& row, Milliseconds limit) {
  if (!by.can.has_health) return {};
  Call with = call_for(session_, row, fence_, limit);
  const Milliseconds end = session_.system.clock.monotonic() + limit;
  Milliseconds pause = kFirstPause;
  HealthReport last;
  std::string reason;
  for (;;) {
    session_.system.failpoints.hit("exec.before_health");
    auto report = by.provider->health(with, row.kind, row.provider_id);
    if (report) {
      last = std::move(*report);
      if (last.state == HealthState::Healthy) return {};
      reason = last.answers.empty() ? "" : last.answers.back();
      if (last.state == HealthState::Failed) {
        if (reason.empty()) reason = "its check failed";
        break;
      }
    } else {
      reason = report.error().error.message;
    }
    const Milliseconds now = session_.system.clock.monotonic();
    if (now >= end) {
      reason = fmt::format("not within {}{}{}", value::print_duration(limit.count()),
                           reason.empty() ? "" : "; last: ", reason);
      break;
    }
    if (!session_.system.clock.sleep(std::min(pause, end - now), session_.options.cancel))
      return tl::unexpected(OperationError{Trouble::Interrupted, {}});
    pause = std::min(pause * 2, kLongestPause);
  }
  Error error = diag::error(diag::NotHealthy, row.address, reason);
  std::string answers;
  for (const std::string& answer : last.answers) answers += answer + "\n";
  add_lines(error, "the last answers of its check:", answers);
  if (by.can.has_logs)
    if (auto logs = by.provider->logs(with, row.kind, row.provider_id, kLogLines))
      add_lines(error, "its last lines:", *logs);
  return tl::unexpected(OperationError{Trouble::Refused, std::move(error)});
}

}  // namespace infra::runtime
